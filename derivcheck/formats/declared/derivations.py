"""The derivations of a file, and the file's final checks.

A derivation is a chain of expressions, each claimed equal to the one before or related to it by the sign
that it begins with, or a list of relations. Each of these is a claim of its own, unless it begins with
`=>` or `<=>`: then the claim is that it follows from the one before, which is given. A derivation is
never a mixture of expressions and relations: in one, what a relation in the middle is to be compared
with would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivcheck.errors import Problem
from derivcheck.formats.declared.context import read_scope
from derivcheck.formats.declared.relations import places_of, read_conditions
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.declared.steps import (
    begins_with_implication,
    blamed,
    is_relation,
    read_claim,
    read_final,
    read_step,
)
from derivcheck.formats.text.findings import Reading, entries_of, gathered, known_keys, text_of, word_of
from derivcheck.formats.text.tree import ListNode, MapNode, Node, TextNode, kind_of
from derivcheck.formats.text.words import DERIVATION_KEYS, VERDICTS
from derivcheck.model import Derivation, Step
from derivcheck.terms import IMPLICATIONS

__all__ = ["read_derivations", "read_finals"]

_ID = re.compile(r"[^\s#/,]+")


def read_derivations(node: Node | None, scope: Scope) -> Reading[tuple[Derivation, ...]]:
    """The derivations in the section `derivations:`, in the order of the file."""
    found = []
    entries = yield from entries_of(node, "a mapping from ids to derivations")
    if isinstance(node, MapNode) and not entries:
        yield Problem(node.place, "a derivation", "none")
    for key, value in entries:
        yield from _flaw_of_id(key)
        if isinstance(value, MapNode):
            found.append((yield from _derivation(key, value, scope)))
        else:
            hint = "write its expressions in a list under steps"
            yield Problem(value.place, "a mapping with the key 'steps'", kind_of(value), hint)
    return tuple(found)


def read_finals(node: Node | None, scope: Scope) -> Reading[tuple[Step, ...]]:
    """The final checks of a file: one, or a list of them."""
    if node is None:
        return ()
    items = node.items if isinstance(node, ListNode) else (node,)
    if not items:
        yield Problem(node.place, "a relation", "an empty list")
    found = []
    for item in items:
        found.append((yield from read_claim(item, scope)))
    return tuple(found)


def _flaw_of_id(key: TextNode) -> Reading[None]:
    if key.text == "final":
        hint = "'final' is the id of the file's own final checks"
        yield Problem(key.place, "an id that is free", "'final'", hint)
    elif not _ID.fullmatch(key.text):
        hint = "an id holds no white space and none of # / ,"
        yield Problem(key.place, "an id such as second-answer", repr(key.text), hint)


def _derivation(key: TextNode, node: MapNode, outer: Scope) -> Reading[Derivation]:
    yield from known_keys(node, DERIVATION_KEYS, "a derivation")
    title = yield from text_of(node.get("title"), "a title")
    yield from text_of(node.get("note"), "a note")
    scope = yield from read_scope(node, outer)
    conditions, problems, _ = gathered(read_conditions(node.get("when"), scope))
    yield from problems
    scope = scope.assuming(conditions, places_of(node.get("when")))
    if problems:
        scope = scope.doubting(problems[0])
    expect = yield from word_of(node.get("expect"), VERDICTS, "a verdict")
    steps = yield from _steps(node, scope)
    final = yield from _final(node, steps, scope)
    if len(steps) == 1 and not steps[0].problem and not is_relation(steps[0]) and final is None:
        hint = "a derivation needs two expressions, or one relation, or a final"
        yield Problem(steps[0].place, "a second expression", "one expression alone", hint)
    name = title.text.strip() if title else ""
    return Derivation(key.text, name, key.place, scope.context, steps, final, expect, assumed=scope.assumed)


def _steps(node: MapNode, scope: Scope) -> Reading[tuple[Step, ...]]:
    section = node.get("steps")
    if section is None:
        yield Problem(node.place, "the key 'steps'", "a derivation without it")
        return ()
    if not isinstance(section, ListNode) or not section.items:
        found = "an empty list" if isinstance(section, ListNode) else kind_of(section)
        yield Problem(section.place, "a list of expressions", found, "each begins with '- '")
        return ()
    cut = next((item for item in section.items if _is_cut(item)), None) if section.in_brackets else None
    if cut is not None:
        hint = "in [a, b] every comma begins a new step: write one step to a line after '- ', or quotes"
        yield Problem(cut.place, "a step with all of its brackets", kind_of(cut), hint)
        return ()
    steps = []
    concluded = [*map(begins_with_implication, section.items[1:]), False]
    for item, given in zip(section.items, concluded, strict=True):
        steps.append((yield from read_step(item, scope, given=given)))
    return _without_idle_words(_of_one_kind(steps))


def _is_cut(node: Node) -> bool:
    """Whether `node` is a text in which a bracket is left open, as a comma inside it leaves one."""
    return isinstance(node, TextNode) and not node.style and node.text.count("(") > node.text.count(")")


def _of_one_kind(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, those blamed that are not of the kind of the first readable one."""
    first = next((step for step in steps if step.expression), None)
    if first is None:
        return tuple(steps)
    relations = is_relation(first)
    return tuple(
        blamed(step, _odd(step, relations))
        if step.expression and is_relation(step) is not relations
        else step
        for step in steps
    )


def _without_idle_words(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, blamed those that speak of a check and have none: the first, and what is given."""
    concluded = [*(step.sign in IMPLICATIONS for step in steps[1:]), False]
    first, *rest = (
        _without_idle_word(step, "what is given")
        if is_relation(step) and given and step.sign not in IMPLICATIONS
        else step
        for step, given in zip(steps, concluded, strict=True)
    )
    if first.sign != "=":
        problem = Problem(
            first.place, "the first expression", f"the sign {first.sign!r}", "nothing stands before it"
        )
        return (blamed(first, problem), *rest)
    if is_relation(first):
        return (first, *rest)
    return (_without_idle_word(first, "the first expression"), *rest)


def _without_idle_word(step: Step, found: str) -> Step:
    """The step, which no check is about, blamed for what it says about one."""
    if not (step.expect or step.when):
        return step
    word = "expect" if step.expect else "when"
    hint = f"write {word!r} at a later step, or beside 'steps' for the whole derivation"
    return blamed(step, Problem(step.place, f"a check to which {word!r} belongs", found, hint))


def _odd(step: Step, relations: bool) -> Problem:
    if relations:
        hint = "this derivation began with a relation, so each of its steps has two sides"
        return Problem(step.place, "a relation", "an expression", hint)
    hint = "each step is compared with the one before; write the new expression alone"
    return Problem(step.place, "an expression", "a relation in the middle of a chain", hint)


def _final(node: MapNode, steps: tuple[Step, ...], scope: Scope) -> Reading[Step | None]:
    found = node.get("final")
    if found is None:
        return None
    final = yield from read_final(found, scope)
    if any(is_relation(step) for step in steps):
        hint = "a list of relations arrives at nothing; write one more relation, or a chain"
        final = blamed(final, Problem(final.place, "no final after relations", "a final", hint))
    return final
