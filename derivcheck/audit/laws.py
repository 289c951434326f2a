"""The laws of a replay: each takes an atom and gives the term that it equals, or None.

A law is an equality wherever both of its sides are defined; what it needs beyond that it asks of the state.
That both sides *are* defined is checked for every step alike, by the replay. So the other side that a
certificate writes down must be exactly what the law gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derivcheck.audit.algebra import added, spelled
from derivcheck.audit.derivatives import differentiated
from derivcheck.audit.functions import (
    absolute,
    angles,
    exponential,
    logarithm,
    power,
    rewritten,
    root,
    square,
    value_at_angle,
)
from derivcheck.audit.signs import ZERO, definition, minus, signs_of, within
from derivcheck.audit.state import Scope, State, depth_of, is_index
from derivcheck.audit.sums import contraction, ends, exchange, guarded, length, linear, shift
from derivcheck.audit.terms import ONE, Term, free_names, rebound, substituted
from derivcheck.audit.terms import ZERO as NOUGHT

__all__ = ["LAWS", "Law", "given"]

Law = Callable[[State, Term, Scope, Any], Term | None]


def _definition(state: State, before: Term, _scope: Scope, _data: Any) -> Term | None:
    """A defined name is what it is defined as."""
    return definition(state, before[1], before[2]) if before[0] in ("sym", "call") else None


def _derivative(state: State, before: Term, _scope: Scope, _data: Any) -> Term | None:
    """One rule of differentiation; several variables are taken one by one."""
    match before:
        case ("diff", _, (((_, word, ()), _), *_)) if is_index(state, word):
            return None
        case ("diff", body, ((by, 1),)):
            return differentiated(state, body, by)
        case ("diff", body, ((by, times), *rest)):
            left = ((by, times - 1),) if times > 1 else ()
            return ("diff", ("diff", body, ((by, 1),)), (*left, *rest)) if times else None
    return None


def _cases(_state: State, before: Term, _scope: Scope, _data: Any) -> Term | None:
    """`cases(a if p, b) = [p]*a + (1 - [p])*b`, where both have a value."""
    if before[0] != "cases" or before[2] is None or not before[1]:
        return None
    ((value, test), *others), otherwise = before[1:]
    rest = ("cases", tuple(others), otherwise) if others else otherwise
    here = ("bracket", test)
    return ("add", (("mul", (here, value)), ("mul", (minus(ONE, here), rest))))


def _bracket(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`[a != b] = 1 - [a = b]`, `[p and q] = [p][q]`, `[not p] = 1 - [p]`; 0 or 1 where that is known."""
    match before:
        case ("bracket", ("not", part)):
            return minus(ONE, ("bracket", part))
        case ("bracket", ("and", args)):
            return ("mul", tuple(("bracket", part) for part in args))
        case ("bracket", ("or", args)):
            none = tuple(minus(ONE, ("bracket", part)) for part in args)
            return minus(ONE, ("mul", none))
        case ("bracket", ("rel", "!=", one, two)):
            return minus(ONE, ("bracket", ("rel", "=", one, two)))
        case ("bracket", ("rel", op, one, two)):
            allowed = {"<": 1, "<=": 3, ">": 4, ">=": 6, "=": 2}[op]
            found = signs_of(state, minus(one, two), scope)
            return ONE if not found & ~allowed else NOUGHT if not found & allowed else None
    return None


def _delta_known(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`delta(a, b) = 0` where `a != b` is known."""
    if before[:2] != ("call", "delta"):
        return None
    found = signs_of(state, minus(*before[2]), scope)
    return NOUGHT if not found & ZERO else ONE if found == ZERO else None


def _assumption(state: State, before: Term, scope: Scope, data: Any) -> Term | None:
    """An assumed equation, solved for an atom; `data` is its number and a place for each free index."""
    if not isinstance(data, list) or len(data) != 2 or type(data[0]) is not int:
        return None
    place, places = data
    if not 0 <= place < len(state.context.assumptions):
        return None
    relation = state.context.assumptions[place]
    free = sorted(free_names(relation) & state.context.indices.keys())
    if relation[:2] != ("rel", "=") or len(places) != len(free) or state.is_condition(relation):
        return None
    if any(free_names(other) & set(free) for other in state.restrictions):
        return None
    images = dict(zip(free, places, strict=True))
    for word, image in images.items():
        low, high = state.context.indices[word]
        if depth_of(image) > len(scope) or not within(state, image, low, high, scope):
            return None
    value = state.value(substituted(minus(relation[2], relation[3]), images), scope)
    slope = value.get(((before, 1),))
    rest = {monomial: c for monomial, c in value.items() if monomial != ((before, 1),)}
    if slope is None or any(each == before for monomial in rest for each, _ in monomial):
        return None
    return spelled(added({}, rest, -1 / slope))


#: The laws by name, in the order in which they are tried.
LAWS: Mapping[str, Law] = {
    "definition": _definition,
    "derivative": _derivative,
    "cases": _cases,
    "bracket": _bracket,
    "delta-known": _delta_known,
    "assumption": _assumption,
    "function-by-others": rewritten,
    "exponential-of-sum": exponential,
    "logarithm-of-product": logarithm,
    "power": power,
    "value-at-angle": value_at_angle,
    "angle-addition": angles,
    "absolute-value": absolute,
    "root": root,
    "square": square,
    "range-without-a-place": guarded,
    "sum-linearity": linear,
    "delta-contraction": contraction,
    "constant-summand": length,
    "index-shift": shift,
    "range-split": ends,
    "sum-exchange": exchange,
}


def given(law: str, state: State, before: Term, scope: Scope, data: Any) -> Term | None:
    """What the law of this name gives for `before`; None where it does not apply."""
    after = LAWS[law](state, before, scope, data)
    return None if after is None else rebound(after)
