"""Numbers known exactly that are no rationals: sums of rational multiples of `pi^k sqrt(n)`.

The square roots of square-free numbers are linearly independent over the rationals (Besicovitch 1940), and
pi is transcendental. So a sum of multiples of `pi^k sqrt(n)` with different `k` or square-free `n` is 0 only
if all its coefficients are 0, and whether `cos(pi/2)` or `2 - sqrt(2)^2` is 0 is told without a ball.

A *jet* is the beginning of the Taylor series of a term about a place, with such coefficients. There are jets
of sums, products, quotients by a single such number, roots of rational numbers, sines and cosines of
multiples of `pi/12`, `exp` at 0 and `log` at 1; of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import gcd, isqrt

from flint import arb, fmpq

from derivcheck.frozen import NOTHING
from derivcheck.refute.arithmetic.numbers import Number
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term

__all__ = ["LENGTH", "Known", "exactly", "sharpened", "vanishing"]

#: `(k, n)`: the coefficient of `pi^k sqrt(n)`, which is not 0.
Exact = Mapping[tuple[int, int], fmpq]
Jet = tuple[Exact, ...]

#: So many terms of a Taylor series are looked at.
LENGTH = 3
#: Roots of larger numbers and higher powers have no jets.
_LARGEST, _HIGHEST = 10**9, 12

_NONE: Exact = {}
_PLAIN = (0, 1)


class Known(arb):
    """A ball around a number that is known exactly."""

    __slots__ = ("exact",)
    exact: Exact


class _Unknown(Exception):  # noqa: N818 - an event, not a mistake
    """There is no jet of this kind."""


def exactly(scope: Scope, term: Term, local: Local, value: Number) -> Number:
    """The value of a term; where that is found, a rational number or a ball that knows what it stands for."""
    if not isinstance(value, arb):
        return value
    try:
        found = _jet(scope, term, local)[0]
    except (_Unknown, Undecidable, Undefined):
        return value
    if not found.keys() - {_PLAIN}:
        return found.get(_PLAIN, fmpq(0))
    known = Known(value)
    known.exact = found
    return known


def sharpened(value: Number) -> Number:
    """A ball that knows what it stands for, as narrow as the precision allows; anything else as it is."""
    if not isinstance(value, Known):
        return value
    total = arb(0)
    for (power, radicand), coefficient in value.exact.items():
        total = total + arb.pi() ** power * arb(radicand).sqrt() * coefficient
    return total


def vanishing(scope: Scope, term: Term, local: Local, name: str, place: Number) -> int:
    """How many terms of the Taylor series of `term` in `name` about a place are certainly 0, or `LENGTH`."""
    if isinstance(place, Known):
        start: Exact = place.exact
    elif isinstance(place, fmpq):
        start = _rational(place)
    else:
        return 0
    variable = (start, _rational(fmpq(1)), *[_NONE] * (LENGTH - 2))
    try:
        found = _jet(scope, term, {**local, name: fmpq(0)}, {name: variable})
    except (_Unknown, Undecidable, Undefined):
        return 0
    return next((order for order, each in enumerate(found) if each), LENGTH)


def _jet(scope: Scope, term: Term, local: Local, variables: Mapping[str, Jet] = NOTHING) -> Jet:
    """The jet of a term in the variables."""

    def of(part: Term) -> Jet:
        match part:
            case Num(value):
                return _constant(_rational(fmpq(value.numerator, value.denominator)))
            case Const("pi"):
                return _constant({(1, 1): fmpq(1)})
            case Sym(name, ()) if name in variables:
                return variables[name]
            case Sym():
                return _constant(_rational(_rational_of(scope.machine.rule(scope, part, local))))
            case Neg(arg):
                return _scaled(of(arg), fmpq(-1))
            case Add(args):
                return _sum([of(arg) for arg in args])
            case Mul(args):
                return _product([of(arg) for arg in args])
            case Div(above, below):
                return _times(of(above), _inverse(of(below)))
            case Pow(base, exponent):
                return _power(of(base), _rational_in(of(exponent)))
            case Call(name, (arg,)) if name in _FUNCTIONS:
                return _FUNCTIONS[name](of(arg))
            case _:
                raise _Unknown

    return of(term)


def _rational_of(value: object) -> fmpq:
    if not isinstance(value, fmpq):
        raise _Unknown
    return value


def _rational_in(a: Jet) -> fmpq:
    """The rational number that a jet is."""
    if any(a[1:]) or a[0].keys() - {_PLAIN}:
        raise _Unknown
    return a[0].get(_PLAIN, fmpq(0))


# -- numbers -----------------------------------------------------------------------------------------------


def _rational(value: fmpq) -> Exact:
    return {_PLAIN: value} if value else _NONE


def _added(a: Exact, b: Exact) -> Exact:
    made = dict(a)
    for key, value in b.items():
        made[key] = made.get(key, fmpq(0)) + value
    return {key: value for key, value in made.items() if value}


def _multiplied(a: Exact, b: Exact) -> Exact:
    made: Exact = _NONE
    for (j, m), x in a.items():
        for (k, n), y in b.items():
            common = gcd(m, n)
            made = _added(made, {(j + k, m * n // common**2): x * y * common})
    return made


def _reciprocal(a: Exact) -> Exact:
    """Of a single multiple of `pi^k sqrt(n)`."""
    if len(a) != 1:
        raise _Unknown
    (((power, radicand), value),) = a.items()
    return {(-power, radicand): 1 / (value * radicand)}


def _square_root(a: Exact) -> Exact:
    """Of a rational number that is positive, or of 0."""
    if not a:
        return a
    if a.keys() != {_PLAIN}:
        raise _Unknown
    value = a[_PLAIN]
    whole = int(value.p) * int(value.q)
    if not 0 < whole <= _LARGEST:
        raise _Unknown
    square = next(root for root in range(isqrt(whole), 0, -1) if whole % root**2 == 0)
    return {(0, whole // square**2): fmpq(square, int(value.q))}


# -- jets --------------------------------------------------------------------------------------------------


def _constant(value: Exact) -> Jet:
    return (value, *[_NONE] * (LENGTH - 1))


_ONE = _constant(_rational(fmpq(1)))


def _scaled(a: Jet, by: fmpq) -> Jet:
    return tuple({key: value * by for key, value in each.items()} for each in a)


def _sum(parts: list[Jet]) -> Jet:
    total = _constant(_NONE)
    for part in parts:
        total = tuple(_added(x, y) for x, y in zip(total, part, strict=True))
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
            made[i + j] = _added(made[i + j], _multiplied(x, y))
    return tuple(made)


def _composed(coefficients: list[Exact], rest: Jet) -> Jet:
    """A power series in a jet that begins with 0."""
    total, power = _constant(_NONE), _ONE
    for coefficient in coefficients[:LENGTH]:
        total = _sum([total, _times(power, _constant(coefficient))])
        power = _times(power, rest)
    return total


def _split(a: Jet) -> tuple[Exact, Jet]:
    return a[0], (_NONE, *a[1:])


def _inverse(a: Jet) -> Jet:
    start, rest = _split(a)
    first = _reciprocal(start)
    ratio = _times(rest, _constant(first))
    signs = [_rational(fmpq((-1) ** order)) for order in range(LENGTH)]
    return _times(_constant(first), _composed(signs, ratio))


def _power(base: Jet, exponent: fmpq) -> Jet:
    if exponent.q == 2 and exponent.p > 0:
        return _product([_root(base)] * _few(exponent.p))
    if exponent.q != 1:
        raise _Unknown
    made = _product([base] * _few(abs(exponent.p)))
    return made if exponent >= 0 else _inverse(made)


def _few(times: object) -> int:
    number = int(times)  # type: ignore[call-overload]
    if number > _HIGHEST:
        raise _Unknown
    return int(number)


def _root(a: Jet) -> Jet:
    """Of a jet that does not begin with 0; of a constant."""
    start, rest = _split(a)
    first = _square_root(start)
    if not any(rest):
        return _constant(first)
    ratio = _times(rest, _constant(_reciprocal(start)))
    binomials, value = [], fmpq(1)
    for order in range(LENGTH):
        binomials.append(_rational(value))
        value = value * (fmpq(1, 2) - order) / (order + 1)
    return _times(_constant(first), _composed(binomials, ratio))


#: `4 sin(k pi/12)` for `k` from 0 to 6, by its square roots.
_SINES: tuple[Exact, ...] = tuple(
    {(0, radicand): fmpq(times, 4) for radicand, times in row.items()}
    for row in ({}, {6: 1, 2: -1}, {1: 2}, {2: 2}, {3: 2}, {6: 1, 2: 1}, {1: 4})
)


def _sine_at(twelfths: int) -> Exact:
    """`sin(k pi/12)`"""
    turn = twelfths % 24
    sign = 1 if turn < 12 else -1
    half = turn % 12
    return {key: value * sign for key, value in _SINES[min(half, 12 - half)].items()}


def _waves(a: Jet) -> tuple[Jet, Jet]:
    """Cosine and sine, by the angle sum of a multiple of `pi/12` and the rest."""
    start, rest = _split(a)
    if start.keys() - {(1, 1)}:
        raise _Unknown
    twelfths = 12 * start.get((1, 1), fmpq(0))
    if twelfths.q != 1:
        raise _Unknown
    sine, cosine = _sine_at(int(twelfths.p)), _sine_at(int(twelfths.p) + 6)
    factorials = [fmpq(1), fmpq(1), fmpq(1, 2)]
    even = _composed([_rational(factorials[n] * (1, 0, -1, 0)[n % 4]) for n in range(LENGTH)], rest)
    odd = _composed([_rational(factorials[n] * (0, 1, 0, -1)[n % 4]) for n in range(LENGTH)], rest)
    c, s = _constant(cosine), _constant(sine)
    return (
        _sum([_times(c, even), _scaled(_times(s, odd), fmpq(-1))]),
        _sum([_times(s, even), _times(c, odd)]),
    )


def _exponential(a: Jet) -> Jet:
    start, rest = _split(a)
    if start:
        raise _Unknown
    return _composed([_rational(fmpq(1)), _rational(fmpq(1)), _rational(fmpq(1, 2))], rest)


def _logarithm(a: Jet) -> Jet:
    start, rest = _split(a)
    if start != _rational(fmpq(1)):
        raise _Unknown
    return _composed([_NONE, _rational(fmpq(1)), _rational(fmpq(-1, 2))], rest)


def _tangent(a: Jet) -> Jet:
    cosine, sine = _waves(a)
    return _times(sine, _inverse(cosine))


_FUNCTIONS: Mapping[str, Callable[[Jet], Jet]] = {
    "sqrt": _root,
    "sin": lambda a: _waves(a)[1],
    "cos": lambda a: _waves(a)[0],
    "tan": _tangent,
    "exp": _exponential,
    "log": _logarithm,
}
