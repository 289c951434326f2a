"""What is known of the sign of a value, and where a term is defined.

A sign is a set of bits, `NEGATIVE | ZERO | POSITIVE`: the signs a value may have. It is found from the
domains of symbols, from facts (assumptions, conditions, what the claim's own sides require), from the rules
for products, sums and functions, and for indices from their ranges. What cannot be found may be anything.

`requirements` lists what must hold for a term to be defined: a denominator is not 0, the argument of a
logarithm is positive. A term with something that has no row here is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from derivcheck.audit import algebra
from derivcheck.audit.algebra import Monomial, Polynomial, added, content
from derivcheck.audit.state import Scope, State, depth_of, is_index, opened
from derivcheck.audit.terms import RejectedError, Term, called, name, parts, substituted, walk

__all__ = [
    "DOMAINS", "IMPLICATIONS", "NEGATIVE", "NONZERO", "POSITIVE", "RELATIONS", "ZERO", "definition", "minus",
    "requirements", "sign", "signs_of", "within",
]  # fmt: skip

NEGATIVE, ZERO, POSITIVE = 1, 2, 4
REAL, NONZERO, NONNEGATIVE = 7, 5, 6

DOMAINS = {
    "real": REAL, "positive": POSITIVE, "nonnegative": NONNEGATIVE, "negative": NEGATIVE, "nonzero": NONZERO,
    "integer": REAL, "positive integer": POSITIVE, "nonnegative integer": NONNEGATIVE,
}  # fmt: skip
#: The signs between two conditions.
IMPLICATIONS = ("=>", "<=>")
RELATIONS = {"=": ZERO, "!=": NONZERO, "<": NEGATIVE, "<=": 3, ">": POSITIVE, ">=": NONNEGATIVE}
Requirement = tuple[Scope, int, Term]
_MOST_FACTS = 5


def flipped(mask: int) -> int:
    """The signs of the negative."""
    return (mask & ZERO) | (mask & NEGATIVE) << 2 | (mask & POSITIVE) >> 2


def _times(one: int, two: int) -> int:
    made = ZERO * bool((one | two) & ZERO)
    made |= POSITIVE * bool((one & POSITIVE and two & POSITIVE) or (one & NEGATIVE and two & NEGATIVE))
    return made | NEGATIVE * bool((one & POSITIVE and two & NEGATIVE) or (one & NEGATIVE and two & POSITIVE))


def _plus(one: int, two: int) -> int:
    if one == ZERO or two == ZERO:
        return one | two if one == two else (two if one == ZERO else one)
    both = one | two
    if both & NEGATIVE and both & POSITIVE:
        return REAL
    return both if one & two & ZERO else both & ~ZERO


# -- signs ----------------------------------------------------------------------------------------------


def minus(one: Term, two: Term) -> Term:
    """The difference of two terms."""
    return ("add", (one, ("neg", two)))


def signs_of(state: State, term: Term, scope: Scope) -> int:
    """The signs that the value of a term may have."""
    return sign(state, state.value(term, scope), scope)


def sign(state: State, value: Polynomial, scope: Scope) -> int:
    """The signs that a value may have."""
    plain = algebra.value_of(value)
    if plain is not None:
        return POSITIVE if plain > 0 else NEGATIVE if plain else ZERO
    if all(_is_form(state, monomial) for monomial in value):
        found = _sign_of_form(state, value, scope)
        if found != REAL:
            return found
    coefficient, common = content(value)
    mask = POSITIVE if coefficient > 0 else NEGATIVE
    for each, exponent in common:
        mask = _times(mask, _power_sign(_atom_sign(state, each, scope), exponent))
    if len(value) > 1:
        divisor = algebra.inverse({common: coefficient}, state.squares)
        mask = _times(mask, _several(state, algebra.multiplied(value, divisor, state.squares), scope))
    return mask & _from_facts(state, value, scope)


def _several(state: State, rest: Polynomial, scope: Scope) -> int:
    total = ZERO
    for monomial, coefficient in rest.items():
        mask = POSITIVE if coefficient > 0 else NEGATIVE
        for each, exponent in monomial:
            mask = _times(mask, _power_sign(_atom_sign(state, each, scope), exponent))
        total = _plus(total, mask)
    return total & _from_facts(state, rest, scope)


def _power_sign(mask: int, exponent: int) -> int:
    if exponent < 0:
        mask &= ~ZERO
    return mask if exponent % 2 else (POSITIVE * bool(mask & NONZERO) | mask & ZERO)


def _atom_sign(state: State, each: Term, scope: Scope) -> int:
    found = _own_sign(state, each, scope)
    return (
        found
        if found in (NEGATIVE, ZERO, POSITIVE)
        else found & _from_facts(state, algebra.atom(each), scope)
    )


def _own_sign(state: State, each: Term, scope: Scope) -> int:
    match each:
        case ("group", terms):
            return _several(state, dict(terms), scope)
        case ("sym", word, ()) if is_index(state, word):
            return _sign_of_form(state, algebra.atom(each), scope)
        case ("sym", word, _) if word in state.context.symbols:
            return DOMAINS.get(state.context.symbols[word]["domain"], REAL)
        case ("sym" | "call", word, args, *_) if (image := definition(state, word, args)) is not None:
            return sign(state, state.value(image, scope), scope)
        case ("const", "pi" | "e") | ("call", "exp" | "cosh", *_):
            return POSITIVE
        case ("call", "sqrt" | "abs", (argument,), _):
            return _power_sign(sign(state, state.value(argument, scope), scope), 2)
        case ("call", "delta", *_) | ("bracket", *_):
            return NONNEGATIVE
        case ("call", word, _, counts) if word in state.context.functions:
            return POSITIVE if state.context.functions[word]["positive"] and not any(counts) else REAL
        case ("sum" | "prod" as kind, *_):
            return _binder_sign(state, kind, each, scope)
        case ("pow", base, _):
            return POSITIVE if sign(state, state.value(base, scope), scope) == POSITIVE else REAL
        case _:
            return REAL


def _binder_sign(state: State, kind: str, each: Term, scope: Scope) -> int:
    body, inner = opened(each, scope)
    mask = sign(state, state.value(body, inner), inner)
    if kind == "prod":
        return mask if mask in (POSITIVE, NONNEGATIVE) else REAL
    length = state.value(("add", (each[4], ("neg", each[3]))), scope)
    filled = each[5] is None and not sign(state, length, scope) & NEGATIVE
    return mask if filled and mask in (POSITIVE, NEGATIVE) else _plus(mask, mask) | ZERO


# -- facts ----------------------------------------------------------------------------------------------


def _from_facts(state: State, value: Polynomial, scope: Scope) -> int:
    mask = REAL
    for where, allowed, term in state.facts:
        for known in _instances(state, where, term, value, scope):
            ratio = _ratio(value, known)
            if ratio:
                mask &= allowed if ratio > 0 else flipped(allowed)
    return mask


def _instances(
    state: State, where: Scope, term: Term, value: Polynomial, scope: Scope
) -> Iterator[Polynomial]:
    """What a fact says here: as it stands, or with its one open index at a place in its range."""
    if where == scope[: len(where)]:
        yield state.value(term, scope)
    elif len(where) == 1 and where[0][2] is None:
        lower, upper, _ = where[0]
        for place in {part: None for m in value for each, _ in m for part in _places(each)}:
            if depth_of(place) <= len(scope) and within(state, place, lower, upper, scope):
                yield state.value(substituted(term, {"#1": place}), scope)


def _places(each: Term) -> Iterator[Term]:
    terms = [part[0][0] for m, _ in each[1] for part in [m] if m] if each[0] == "group" else [each]
    for term in terms:
        yield from (
            index for part in walk(term) if part[0] == "sym" for index in part[2] if index[1][:1] != "$"
        )


def _ratio(one: Polynomial, two: Polynomial) -> Fraction | None:
    """`one/two` where that is a number."""
    if one.keys() != two.keys() or not one:
        return None
    ratios = {one[monomial] / two[monomial] for monomial in one}
    return ratios.pop() if len(ratios) == 1 else None


def within(state: State, place: Term, lower: Term, upper: Term, scope: Scope) -> bool:
    """Whether a place certainly lies between two ends."""
    low = state.value(("add", (place, ("neg", lower))), scope)
    high = state.value(("add", (upper, ("neg", place))), scope)
    infinite = upper == ("const", "oo")
    return not sign(state, low, scope) & NEGATIVE and (infinite or not sign(state, high, scope) & NEGATIVE)


# -- indices --------------------------------------------------------------------------------------------


def _is_form(state: State, monomial: Monomial) -> bool:
    return not monomial or (
        len(monomial) == 1
        and monomial[0][1] == 1
        and monomial[0][0][0] == "sym"
        and not monomial[0][0][2]
        and is_index(state, monomial[0][0][1])
    )


def _sign_of_form(state: State, form: Polynomial, scope: Scope) -> int:
    """The signs of a form in whole numbers, from the ranges."""
    known = [state.value(term, ()) for term in state.forms]
    for depth, (lower, upper, _) in enumerate(scope, 1):
        here = name(f"#{depth}")
        known.append(state.value(("add", (here, ("neg", lower))), scope))
        if upper != ("const", "oo"):
            known.append(state.value(("add", (upper, ("neg", here))), scope))
    one, mask = algebra.constant(1), REAL
    whole = all(coefficient.denominator == 1 for coefficient in form.values())
    for turn, flip in ((1, lambda bits: bits), (-1, flipped)):
        here_form = added({}, form, turn)
        if whole and _entailed(added(here_form, one, -1), known, _MOST_FACTS):
            mask &= flip(POSITIVE)
        elif _entailed(here_form, known, _MOST_FACTS):
            mask &= flip(NONNEGATIVE)
    for term in state.distinct:
        if _ratio(form, state.value(term, scope)):
            mask &= NONZERO
    return mask


def _entailed(form: Polynomial, known: list[Polynomial], left: int) -> bool:
    """Whether `form >= 0` follows by adding multiples of what is known to be at least 0."""
    names = [monomial for monomial in form if monomial]
    if not names:
        return form.get((), Fraction(0)) >= 0
    first = min(names, key=algebra.rank)
    if not left:
        return False
    for fact in known:
        ratio = form[first] / fact[first] if first in fact else Fraction(0)
        if ratio > 0 and _entailed(added(form, fact, -ratio), known, left - 1):
            return True
    return False


# -- where a term is defined ----------------------------------------------------------------------------

#: Functions that are defined and smooth everywhere.
_TOTAL = {"exp", "sin", "cos", "sinh", "cosh", "tanh", "atan", "delta", "max", "min"}
#: What the argument of a function must be, also where it is differentiated, and the function that must not be
#: 0.
_NEEDS: Mapping[str, int] = {"log": POSITIVE, "sqrt": NONNEGATIVE, "abs": REAL}
_EDGES: Mapping[str, int] = {"log": POSITIVE, "sqrt": POSITIVE, "abs": NONZERO}
_LOWER = {
    "tan": "cos",
    "sec": "cos",
    "cot": "sin",
    "csc": "sin",
    "coth": "sinh",
    "sech": "cosh",
    "csch": "sinh",
}


def requirements(
    state: State,
    term: Term,
    scope: Scope = (),
    *,
    granted: bool = False,
    edges: bool = True,
    smooth: bool = False,
) -> Iterator[Requirement]:
    """What must hold for a term to be defined, and with `smooth` to have derivatives of every order.

    With `granted` only what is certainly needed is listed, so that it may be taken for a fact. Without
    `edges` what is differentiated need only be defined.
    """

    def inside(part: Term, where: Scope = scope, smooth: bool = smooth) -> Iterator[Requirement]:
        return requirements(state, part, where, granted=granted, edges=edges, smooth=smooth and edges)

    match term:
        case ("sum" | "prod", _, _, lower, upper, guard):
            if upper == ("const", "oo"):
                raise RejectedError("an infinite sum")
            ends = state.spelled(lower, scope), state.spelled(upper, scope)
            body, inner = opened((*term[:3], *ends, guard), scope)
            condition = inner[-1][2] and state.condition(inner[-1][2], inner)
            yield from (*inside(lower), *inside(upper), *inside(body, (*scope, (*ends, condition))))
        case ("diff", body, _):
            yield from inside(body, smooth=True)
        case ("cases", *_) if granted:
            return
        case ("sym", word, indices):
            yield from _name_requirements(state, word, indices, scope)
            if (image := definition(state, word, indices)) is not None:
                yield from inside(image)
        case ("call", word, args, _) if (image := definition(state, word, args)) is not None:
            yield from inside(image)
        case ("integral" | "limit", *_) | ("const", "I" | "oo"):
            raise RejectedError(f"no rule for {term[0]!r}")
        case _:
            yield from _own_requirements(state, term, scope, granted, smooth)
            for part in parts(term):
                yield from inside(part)


def definition(state: State, word: str, args: tuple[Term, ...]) -> Term | None:
    """What a defined name stands for at these indices or arguments; None where it has no definition."""
    found = state.context.definitions.get(word)
    if found is None or word in state.context.symbols or is_index(state, word):
        return None
    if found["parameters"] and not found["axes"] and any(part[0] == "diff" for part in walk(found["body"])):
        return None  # an argument may only be put in once the derivative by a parameter is taken
    images = dict(zip(found["parameters"], args, strict=True))
    return substituted(found["body"], images)


def _name_requirements(
    state: State, word: str, indices: tuple[Term, ...], scope: Scope
) -> Iterator[Requirement]:
    found = state.context.symbols.get(word) or state.context.definitions.get(word) or {"axes": ()}
    for index, (lower, upper) in zip(indices, found["axes"] if indices else (), strict=True):
        yield scope, NONNEGATIVE, ("add", (index, ("neg", lower)))
        if upper != ("const", "oo"):
            yield scope, NONNEGATIVE, ("add", (upper, ("neg", index)))


def _own_requirements(
    state: State, term: Term, scope: Scope, granted: bool, smooth: bool
) -> Iterator[Requirement]:
    match term:
        case ("div", _, below):
            yield scope, NONZERO, below
        case ("pow", base, exponent) if base != ("const", "e"):
            whole = algebra.value_of(state.value(exponent, scope))
            if whole is None and not granted:
                yield scope, POSITIVE, base
            elif whole is not None and whole.denominator != 1:
                yield scope, POSITIVE if whole < 0 or smooth else NONNEGATIVE, base
            elif whole is not None and whole < 0:
                yield scope, NONZERO, base
        case ("call", "max" | "min" as word, *_) if smooth:
            raise RejectedError(f"no rule for the derivative of {word!r}")
        case ("call", word, args, _) if word in _LOWER:
            yield scope, NONZERO, called(_LOWER[word], *args)
        case ("call", word, args, _) if word in _NEEDS:
            yield scope, _EDGES[word] if smooth else _NEEDS[word], args[0]
        case ("call", word, _, _) if word not in _TOTAL and word not in state.context.functions:
            raise RejectedError(f"no rule for the function {word!r}")
