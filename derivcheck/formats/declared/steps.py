"""One step, or one final check: an expression or relation with what is said about it.

An expression may begin with the sign that relates it to the one before (`<= x - 1`); without one it is `=`.
A relation may begin with `=>` or `<=>`: then it is claimed to follow from the one before, or to say the same.

A step is a text, or a mapping with the text under `expr`. What cannot be read stays in its place as a step
with a `problem`, so that the numbers of the others do not change and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.declared.relations import read_conditions
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.text.findings import (
    Reading,
    gathered,
    inverse_in,
    known_keys,
    text_of,
    texts_of,
    word_of,
)
from derivcheck.formats.text.tree import MapNode, Node, TextNode, kind_of
from derivcheck.formats.text.words import FINAL_KEYS, STEP_KEYS, VERDICTS
from derivcheck.frozen import replace
from derivcheck.model import Context, Expression, Step
from derivcheck.notation import read_condition, read_expression, read_statement
from derivcheck.terms import CONDITIONS, IMPLICATIONS, Rel, Term

__all__ = ["begins_with_implication", "blamed", "is_relation", "read_claim", "read_final", "read_step"]

_Reader = Callable[[str, Context, Place], Term]

_SIGN = re.compile(r"\s*(<=>|=>|[⇔⟺⇒⟹]|(?:<=|>=|!=|[=<>≤≥≠])(?![=>]))")
_SPELLED = {"≤": "<=", "≥": ">=", "≠": "!=", "⇔": "<=>", "⟺": "<=>", "⇒": "=>", "⟹": "=>"}


def read_step(node: Node, scope: Scope, *, given: bool = False) -> Reading[Step]:
    """An entry of `steps:`, an expression or a relation; `given` when the next one is concluded from it."""
    reader = read_condition if given else read_statement
    return (yield from _read(node, scope, reader, STEP_KEYS, "an expression or a relation"))


def begins_with_implication(node: Node) -> bool:
    """Whether the text of an entry begins with `=>` or `<=>`."""
    text = node.get("expr") if isinstance(node, MapNode) else node
    return isinstance(text, TextNode) and _sign(text.text)[0] in IMPLICATIONS


def read_final(node: Node, scope: Scope) -> Reading[Step]:
    """The `final:` of a derivation, an expression: what the chain was to arrive at."""
    return (yield from _read(node, scope, read_expression, FINAL_KEYS, "an expression"))


def read_claim(node: Node, scope: Scope) -> Reading[Step]:
    """One of the final checks of a file, a relation."""
    step = yield from _read(node, scope, read_statement, FINAL_KEYS, "a relation")
    if step.expression and not is_relation(step):
        hint = "a final check of a file stands alone: write both sides"
        step = blamed(step, Problem(step.place, "a relation such as a = b", "an expression", hint))
    return step


def is_relation(step: Step) -> bool:
    """Whether `step` is a relation of its own."""
    return step.expression is not None and isinstance(step.expression.term, CONDITIONS)


def blamed(step: Step, problem: Problem) -> Step:
    """`step` as unreadable because of `problem`, unless it already is."""
    return step if step.problem else replace(step, expression=None, problem=problem)


def _read(node: Node, scope: Scope, reader: _Reader, keys: tuple[str, ...], what: str) -> Reading[Step]:
    step, problems, warnings = gathered(_entry(node, scope, reader, keys, what))
    yield from problems[1:]
    yield from warnings
    return blamed(step, problems[0]) if problems else step


def _entry(node: Node, scope: Scope, reader: _Reader, keys: tuple[str, ...], what: str) -> Reading[Step]:
    if not isinstance(node, MapNode):
        text = yield from text_of(node, what)
        return (yield from _with_expression(Step(node.place, "", None), text, scope, reader))
    yield from known_keys(node, keys, "a step" if "uses" in keys else "a final check")
    if node.get("expr") is None:
        hint = "write the expression under expr; quote a text with ': ' in it"
        yield Problem(node.place, "the key 'expr'", kind_of(node) + " without it", hint)
    text = yield from text_of(node.get("expr"), what)
    uses = yield from texts_of(node.get("uses"), "the id of a derivation")
    step = Step(
        place=node.place,
        text="",
        expression=None,
        when=(yield from read_conditions(node.get("when"), scope)),
        by=(yield from _free_text(node, "by")),
        note=(yield from _free_text(node, "note")),
        expect=(yield from word_of(node.get("expect"), VERDICTS, "a verdict")),
        uses=tuple(item.text.strip() for item in uses),
    )
    return (yield from _with_expression(step, text, scope, reader))


def _with_expression(step: Step, text: TextNode | None, scope: Scope, reader: _Reader) -> Reading[Step]:
    if text is None:
        return step
    shown = text.text.strip()
    place = text.at(len(text.text) - len(text.text.lstrip()))
    step = replace(step, place=place, text=shown)
    sign, end = _sign(text.text)
    try:
        term = scope.read(read_condition if sign in IMPLICATIONS else reader, text, end)
        if sign and sign not in IMPLICATIONS and isinstance(term, Rel):
            hint = "write the sign and the new expression alone, or the relation without a sign before it"
            raise ReadError(Problem(place, "an expression after the sign", "a relation", hint))
    except ReadError as error:
        yield error.problem
        return step
    yield from inverse_in(text.text, text.at)
    if not sign:
        return replace(step, expression=Expression(shown, term, place))
    start = len(text.text[end:]) - len(text.text[end:].lstrip()) + end
    return replace(
        step,
        sign=sign,
        text=text.text[start:].rstrip(),
        expression=Expression(text.text[start:].rstrip(), term, place),
    )


def _sign(text: str) -> tuple[str, int]:
    """The sign that a text begins with, and where it ends; "" and 0 without one."""
    found = _SIGN.match(text)
    return (_SPELLED.get(found[1], found[1]), found.end()) if found else ("", 0)


def _free_text(node: MapNode, key: str) -> Reading[str]:
    text = yield from text_of(node.get(key), "a text")
    return " ".join(text.text.split()) if text else ""
