"""Looks for steps that show the sign of a value.

A sign is shown by writing the value so that it can be read off. Tried are: what is given, at the places that
occur; the value as a product of what it has in common and the rest; a sum of known signs; and the signs of
its parts before its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.audit.algebra import Polynomial, added, content, rank, spelled, value_of
from derivcheck.audit.replay import Replay
from derivcheck.audit.state import Fact, Scope, in_range
from derivcheck.audit.terms import (
    NEGATIVE,
    NONNEGATIVE,
    NONZERO,
    POSITIVE,
    RELATION_OF,
    Term,
    depth_of,
    minus,
    number,
    substituted,
)  # fmt: skip
from derivcheck.certify.steps import Step, places_in

__all__ = ["sign_steps"]

_DEEPEST = 3
_MOST_SUMMANDS = 5


def sign_steps(replay: Replay, fact: Fact, depth: int = 0) -> Iterator[Step]:
    """Steps, in order of preference, each of which may show the fact or help to show it."""
    scope, mask, term = fact
    value = replay.value(term, scope)
    yield from _given(replay, value, scope)
    written = _factored(replay, value)
    for form in (written, spelled(value)):
        yield from _read_off(replay, form, scope, mask)
    combined = _combined(replay, value, mask, scope)
    if combined is not None:
        yield from _read_off(replay, combined, scope, mask)
    if depth < _DEEPEST:
        for part, where in _parts(replay, written, scope):
            for better in (POSITIVE, NEGATIVE, NONNEGATIVE, NONZERO):
                known = replay.signs(part, where)
                if known & ~better and known & better:
                    yield from sign_steps(replay, (where, better, part), depth + 1)
        yield from _read_off(replay, written, scope, mask)


def _read_off(replay: Replay, term: Term, scope: Scope, mask: int) -> Iterator[Step]:
    known = replay.signs(term, scope)
    if not known & ~mask and known:
        op = RELATION_OF.get(known) or RELATION_OF[mask]
        yield Step("sign", scope, {}, (op, term, number(0)))


def _given(replay: Replay, value: Polynomial, scope: Scope) -> Iterator[Step]:
    """What is given, at the places that occur in the value."""
    places = places_in(spelled(value))
    for at, (ranges, relation) in enumerate(replay.given):
        if relation[0] == "=" or len(ranges) != 1:
            continue
        for place in places:
            if depth_of(place) > len(scope):
                continue
            said = substituted(relation, {"#1": ((), place)})
            if _ratio(value, replay.value(minus(*said[1:]), scope)):
                yield Step("given", scope, {"number": number(at), "#1": place}, said)


def _ratio(one: Polynomial, two: Polynomial) -> Fraction | None:
    """`one/two` where that is a number."""
    if one.keys() != two.keys() or not one:
        return None
    ratios = {one[monomial] / two[monomial] for monomial in one}
    return ratios.pop() if len(ratios) == 1 else None


def _factored(replay: Replay, value: Polynomial) -> Term:
    """What the terms of a value have in common, times the rest."""
    if len(value) < 2:
        return spelled(value)
    coefficient, common = content(value)
    rest = replay.multiplied(value, replay.inverse({common: coefficient}))
    if len(rest) < 2:
        return spelled(value)
    front = spelled({common: coefficient})
    return spelled(rest) if front == number(1) else ("*", front, spelled(rest))


def _parts(replay: Replay, term: Term, scope: Scope) -> Iterator[tuple[Term, Scope]]:
    """The parts on whose signs that of a term hangs."""
    head, *parts = term
    if head in ("+", "*", "-", "/"):
        for part in parts:
            yield part, scope
    elif head == "^" or (head == "call" and parts[0] in ("sqrt", "abs")):
        yield parts[0 if head == "^" else 1], scope
    elif head in ("sum", "prod"):
        inside, inner = replay.entered(term, scope)
        yield inside[0], inner
        yield minus(inner[-1][1], inner[-1][0]), scope


def _combined(replay: Replay, value: Polynomial, mask: int, scope: Scope) -> Term | None:
    """The value as a sum of multiples of what is known not to be negative."""
    known = [
        (term, replay.value(term, where))
        for where, allowed, term in (*replay.facts, *in_range(scope))
        if where == scope[: len(where)] and not allowed & NEGATIVE
    ]
    for turn in (1, -1):
        found = _entailed(added({}, value, turn), known, _MOST_SUMMANDS)
        if found is not None and found:
            whole = ("+", *found) if len(found) > 1 else found[0]
            made: Term = whole if turn > 0 else ("-", whole)
            if not replay.signs(made, scope) & ~mask:
                return made
    return None


def _entailed(form: Polynomial, known: list[tuple[Term, Polynomial]], left: int) -> list[Term] | None:
    """Summands that make up `form`, each a multiple of what is known; None if there are none."""
    names = [monomial for monomial in form if monomial]
    if not names:
        rest = value_of(form)
        return None if rest is None or rest < 0 else [number(rest)] if rest else []
    first = min(names, key=rank)
    if not left:
        return None
    for term, fact in known:
        ratio = form[first] / fact[first] if first in fact else Fraction(0)
        if ratio > 0:
            others = _entailed(added(form, fact, -ratio), known, left - 1)
            if others is not None:
                return [("*", number(ratio), term), *others]  # the 1 keeps a sum in a sum apart
    return None
