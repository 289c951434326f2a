"""Lists of relations: assumptions, and what a step supposes.

`for all x: E`, in YAML also without quotes, says that an equation holds for all values of a symbol.
"""

from __future__ import annotations

import re

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.text.findings import Reading, gathered, text_of
from derivcheck.formats.text.tree import ListNode, MapNode, Node, TextNode
from derivcheck.frozen import frozen
from derivcheck.model import Context
from derivcheck.notation import read_condition
from derivcheck.terms import Rel, Term, for_all

__all__ = ["places_of", "read_conditions"]

_FOR_ALL = re.compile(r"\s*for\s+all\s+([^\s:]+)\s*:\s*")
_WHAT = "a relation such as i != j"


@frozen
class _Written:
    """A relation as it is written: its text from `start` on; `name` is the symbol for all of whose values."""

    text: TextNode
    start: int = 0
    name: str = ""


def read_conditions(node: Node | None, scope: Scope) -> Reading[tuple[Term, ...]]:
    """The relations in `node`: one text, or a list of them."""
    found = []
    for written in (yield from _all_in(node)):
        try:
            made = scope.read(read_condition, written.text, written.start)
            found.append(_for_all(made, written, scope.context) if written.name else made)
        except ReadError as error:
            yield error.problem
    return tuple(found)


def places_of(node: Node | None) -> tuple[Place, ...]:
    """The places of the relations in `node`."""
    found, _, _ = gathered(_all_in(node))  # complained of where they are read
    return tuple(written.text.place for written in found)


def _all_in(node: Node | None) -> Reading[tuple[_Written, ...]]:
    found = []
    for item in node.items if isinstance(node, ListNode) else () if node is None else (node,):
        match item:
            case MapNode(((TextNode(key), value),), _, ()) if named := _FOR_ALL.fullmatch(f"{key}:"):
                text = yield from text_of(value, "an equation")
                found += [_Written(text, 0, named[1])] if text else []
            case _:
                text = yield from text_of(item, _WHAT)
                head = _FOR_ALL.match(text.text) if text else None
                if text:
                    found.append(_Written(text, head.end(), head[1]) if head else _Written(text))
    return tuple(found)


def _for_all(condition: Term, written: _Written, context: Context) -> Term:
    declared = context.symbols.get(written.name)
    place = written.text.at(written.start)
    if declared is None or declared.axes or not declared.domain.is_open:
        expected = "a real symbol without indices behind 'for all'"
        raise ReadError(Problem(place, expected, repr(written.name)))
    if not (isinstance(condition, Rel) and condition.op == "="):
        hint = "a function that is positive everywhere is declared as 'positive smooth'"
        raise ReadError(Problem(place, "an equation behind 'for all'", "another condition", hint))
    return for_all(written.name, condition)
