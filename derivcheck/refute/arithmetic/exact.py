"""Values and Taylor coefficients that are known exactly.

They are rational numbers and sums of products of known constants
(`derivcheck.refute.arithmetic.exact_numbers`): so whether `cos(pi/2)` or `2 - sqrt(2)^2` is 0 is told without
a ball.

A *jet* is the beginning of the Taylor series of a term about a place, with such coefficients. There are jets
of sums, products, quotients by a single such product, roots of positive numbers, sines and cosines of
multiples of `pi/12`, `exp` at logarithms and `log` at single products; of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flint import arb, fmpq

from derivcheck.frozen import NOTHING
from derivcheck.refute.arithmetic.duals import Dual, Value
from derivcheck.refute.arithmetic.exact_numbers import (
    PLAIN,
    Exact,
    Inexact,
    Known,
    added,
    exponential_of,
    kept_exact,
    known,
    logarithm_of,
    multiplied,
    of_rational,
    power_of,
    reciprocal,
    waves_of,
)  # fmt: skip
from derivcheck.refute.arithmetic.numbers import Number, binomials
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term

__all__ = ["LENGTH", "exact_instead", "exactly", "vanishing"]

Jet = tuple[Exact, ...]

#: So many terms of a Taylor series are looked at.
LENGTH = 3
#: Higher powers have no jets.
_HIGHEST = 12

_NONE: Exact = {}
_CONSTANTS: Mapping[str, Exact] = {name: {(((name, 0), 1),): fmpq(1)} for name in ("pi", "e")}


def exactly(scope: Scope, term: Term, local: Local, value: Number) -> Number:
    """The value of a term; where that is found, a rational number or a ball that knows what it stands for."""
    if not isinstance(value, arb):
        return value
    try:
        found = _jet(scope, term, local)[0]
    except (Inexact, Undecidable, Undefined):
        return value
    return known(value, found)


def exact_instead(
    unclear: Undecidable, scope: Scope, terms: Sequence[Term], local: Local, values: Sequence[Value]
) -> tuple[Value, ...]:
    """The values of terms, exact where that is known; `unclear` is raised where that is none of them."""
    if not unclear.sharpen or scope.machine.principal or any(isinstance(each, Dual) for each in values):
        raise unclear
    found = [
        kept_exact(exactly(scope, term, local, value)) if isinstance(value, arb) else value
        for term, value in zip(terms, values, strict=True)
    ]
    if not any(
        isinstance(value, arb) and value is not each for value, each in zip(values, found, strict=True)
    ):
        raise unclear
    return tuple(found)


def vanishing(scope: Scope, term: Term, local: Local, name: str, place: Number) -> int:
    """How many terms of the Taylor series of `term` in `name` about a place are certainly 0, or `LENGTH`."""
    if isinstance(place, Known):
        start: Exact = place.exact
    elif isinstance(place, fmpq):
        start = of_rational(place)
    else:
        return 0
    variable = (start, of_rational(fmpq(1)), *[_NONE] * (LENGTH - 2))
    try:
        found = _jet(scope, term, {**local, name: fmpq(0)}, {name: variable})
    except (Inexact, Undecidable, Undefined):
        return 0
    return next((order for order, each in enumerate(found) if each), LENGTH)


def _jet(scope: Scope, term: Term, local: Local, variables: Mapping[str, Jet] = NOTHING) -> Jet:
    """The jet of a term in the variables."""

    def of(part: Term) -> Jet:
        match part:
            case Num(value):
                return _constant(of_rational(fmpq(value.numerator, value.denominator)))
            case Const(name) if name in _CONSTANTS:
                return _constant(_CONSTANTS[name])
            case Sym(name, ()) if name in variables:
                return variables[name]
            case Sym():
                return _constant(of_rational(_rational_of(scope.machine.rule(scope, part, local))))
            case Neg() | Add() | Mul() | Div():
                return _arithmetic(part, of)
            case Pow(Const("e"), exponent):
                return _exponential(of(exponent))
            case Pow(base, exponent):
                return _power(of(base), _rational_in(of(exponent)))
            case Call(name, (arg,)) if name in _FUNCTIONS:
                return _FUNCTIONS[name](of(arg))
            case _:
                raise Inexact

    return of(term)


def _arithmetic(term: Neg | Add | Mul | Div, of: Callable[[Term], Jet]) -> Jet:
    match term:
        case Neg(arg):
            return _times_number(of(arg), of_rational(fmpq(-1)))
        case Add(args):
            return _sum([of(arg) for arg in args])
        case Mul(args):
            return _product([of(arg) for arg in args])
        case Div(above, below):
            return _times(of(above), _inverse(of(below)))


def _rational_of(value: object) -> fmpq:
    if not isinstance(value, fmpq):
        raise Inexact
    return value


def _rational_in(a: Jet) -> fmpq:
    """The rational number that a jet is."""
    if any(a[1:]) or a[0].keys() - {PLAIN}:
        raise Inexact
    return a[0].get(PLAIN, fmpq(0))


# -- jets --------------------------------------------------------------------------------------------------


def _constant(value: Exact) -> Jet:
    return (value, *[_NONE] * (LENGTH - 1))


_ONE = _constant(of_rational(fmpq(1)))


def _times_number(a: Jet, by: Exact) -> Jet:
    return tuple(multiplied(each, by) for each in a)


def _sum(parts: list[Jet]) -> Jet:
    total = _constant(_NONE)
    for part in parts:
        total = tuple(added(x, y) for x, y in zip(total, part, strict=True))
    return total


def _product(parts: list[Jet]) -> Jet:
    total = _ONE
    for part in parts:
        total = _times(total, part)
    return total


def _times(a: Jet, b: Jet) -> Jet:
    made = [_NONE] * LENGTH
    for i, x in enumerate(a):
        for j, y in enumerate(b[: LENGTH - i]):
            made[i + j] = added(made[i + j], multiplied(x, y))
    return tuple(made)


def _composed(coefficients: list[Exact], rest: Jet) -> Jet:
    """A power series in a jet that begins with 0."""
    total, power = _constant(_NONE), _ONE
    for coefficient in coefficients[:LENGTH]:
        total = _sum([total, _times(power, _constant(coefficient))])
        power = _times(power, rest)
    return total


def _relative(a: Jet) -> Jet:
    """`u` of `a = start*(1 + u)`"""
    return _times_number((_NONE, *a[1:]), reciprocal(a[0]))


def _inverse(a: Jet) -> Jet:
    return _times_number(_composed(_binomials(fmpq(-1)), _relative(a)), reciprocal(a[0]))


def _power(base: Jet, exponent: fmpq) -> Jet:
    if exponent.q == 1 and exponent >= 0:
        if exponent > _HIGHEST:
            raise Inexact
        return _product([base] * int(exponent.p))
    if not any(base) and exponent > 0:
        return base
    return _times_number(_composed(_binomials(exponent), _relative(base)), power_of(base[0], exponent))


def _binomials(exponent: fmpq) -> list[Exact]:
    return [of_rational(value) for value in binomials(exponent, LENGTH)]


def _waves(a: Jet) -> tuple[Jet, Jet]:
    """Cosine and sine, by the angle sum of a multiple of `pi/12` and the rest."""
    (cosine, sine), rest = waves_of(a[0]), (_NONE, *a[1:])
    even = _composed([of_rational(fmpq(value)) for value in (1, 0, fmpq(-1, 2))], rest)
    odd = _composed([of_rational(fmpq(value)) for value in (0, 1, 0)], rest)
    back = multiplied(sine, of_rational(fmpq(-1)))
    return (
        _sum([_times_number(even, cosine), _times_number(odd, back)]),
        _sum([_times_number(even, sine), _times_number(odd, cosine)]),
    )


def _exponential(a: Jet) -> Jet:
    rest = (_NONE, *a[1:])
    coefficients = [of_rational(value) for value in (fmpq(1), fmpq(1), fmpq(1, 2))]
    return _times_number(_composed(coefficients, rest), exponential_of(a[0]))


def _logarithm(a: Jet) -> Jet:
    coefficients = [of_rational(value) for value in (fmpq(0), fmpq(1), fmpq(-1, 2))]
    return _sum([_constant(logarithm_of(a[0])), _composed(coefficients, _relative(a))])


def _tangent(a: Jet) -> Jet:
    cosine, sine = _waves(a)
    return _times(sine, _inverse(cosine))


_FUNCTIONS: Mapping[str, Callable[[Jet], Jet]] = {
    "sqrt": lambda a: _power(a, fmpq(1, 2)),
    "sin": lambda a: _waves(a)[1],
    "cos": lambda a: _waves(a)[0],
    "tan": _tangent,
    "exp": _exponential,
    "log": _logarithm,
}
