"""What a context file says about a document: its path, and what is expected of its equations.

An equation is named by its label (`eq:loss`), by its number among the displayed equations (`7`), or by its
line (`line 53`): the report shows all three. A number or a line also names what stands in a sentence
(`inline 2`, `line 12`). What is said:

    equations:
      7: {expect: refuted}             # of its only equality, or of one of several
      eq:loss: {expect: {3: refuted}}  # of the equality that ends at the third expression
      line 53: {when: i != j}          # holds under a condition that the prose says
      9: {assume: [sum(p[k], k) = 1]}
      11: {skip: repeats 9}
"""

from __future__ import annotations

import re

from derivcheck.errors import Place, Problem
from derivcheck.formats.declared.relations import read_conditions
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.text.findings import Reading, entries_of, known_keys, one_of, text_of, word_of
from derivcheck.formats.text.tree import MapNode, Node, TextNode, kind_of
from derivcheck.formats.text.words import VERDICTS
from derivcheck.frozen import NOTHING, frozen
from derivcheck.terms import Term

__all__ = ["ENTRY_KEYS", "Entry", "read_entries", "unused"]

ENTRY_KEYS = ("expect", "when", "assume", "skip", "note")
_NUMBER = re.compile(r"(?:equation[ -])?([0-9]+(?:\.[0-9]+)?)")
_OTHER = re.compile(r"(inline|line)[ -]([0-9]+)")


@frozen
class Entry:
    """What is said about one equation.

    `expect` has the number of the expression at which an equality ends, 0 for the only one or for any.
    """

    place: Place
    key: str
    expect: dict[int, str] = NOTHING  # type: ignore[assignment]
    conditions: tuple[Term, ...] = ()
    skip: str = ""
    note: str = ""


def read_entries(node: Node | None, scope: Scope) -> Reading[dict[str, Entry]]:
    """The entries of the section `equations:`, by the name of the equation."""
    found: dict[str, Entry] = {}
    for key, value in (yield from entries_of(node, "a mapping from equations to what is said about them")):
        name = _name(key.text)
        if name in found:
            yield Problem(key.place, "each equation once", f"{key.text!r} again")
        elif isinstance(value, MapNode):
            found[name] = yield from _entry(key, value, scope)
        else:
            yield Problem(value.place, f"a mapping with keys such as {ENTRY_KEYS[0]!r}", kind_of(value))
    return found


def unused(entries: dict[str, Entry], used: set[str], last: int) -> Reading[None]:
    """Complains of each entry whose equation is not in the document."""
    for name, entry in entries.items():
        if name not in used:
            hint = f"the displayed equations are numbered 1 to {last}; a label or `line 12` names one too"
            yield Problem(entry.place, "an equation of the document", repr(entry.key), hint)


def _name(text: str) -> str:
    text = " ".join(text.split())
    if number := _NUMBER.fullmatch(text):
        return f"equation-{number[1]}"
    if other := _OTHER.fullmatch(text):
        return f"{other[1]}-{other[2]}"
    return text


def _entry(key: TextNode, node: MapNode, scope: Scope) -> Reading[Entry]:
    yield from known_keys(node, ENTRY_KEYS, "an equation")
    skip = yield from text_of(node.get("skip"), "a reason")
    note = yield from text_of(node.get("note"), "a note")
    when = yield from read_conditions(node.get("when"), scope)
    assume = yield from read_conditions(node.get("assume"), scope)
    expect = yield from _expected(node.get("expect"))
    return Entry(
        key.place, key.text, expect, when + assume,
        skip.text.strip() if skip else "", " ".join(note.text.split()) if note else "",
    )  # fmt: skip


def _expected(node: Node | None) -> Reading[dict[int, str]]:
    if not isinstance(node, MapNode):
        word = yield from word_of(node, VERDICTS, "a verdict")
        return {0: word} if word else {}
    yield from node.repeated
    found = {}
    for key, value in node.entries:
        if not key.text.isdigit() or int(key.text) < 2:
            yield Problem(key.place, "the number of an expression, from 2 on", repr(key.text))
            continue
        word = yield from word_of(value, VERDICTS, f"a verdict ({one_of(VERDICTS)})")
        if word:
            found[int(key.text)] = word
    return found
