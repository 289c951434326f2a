"""Infinite sums of rational terms enclosed, `(-1)^k` allowed as a factor.

A term is brought to the form `E(k) + (-1)^k O(k)` with rational functions `E` and `O` that have rational
coefficients. Terms with a sign are taken two by two, so only `E` is left. Let `E = P/Q` with `d = deg Q -
deg P >= 2`. With `x = 1/k` it is `x^d A(x)/B(x)`, and with the first `M` terms of the power series of `A/B`

    E(k) = sum over j < M of s_j k^(-d - j) + k^(-d - M) r(1/k)/B(1/k),      A - S B = x^M r, exactly.

From `K` on the sum of `k^(-s)` is Hurwitz's `zeta(s, K)`, and the rest is at most the bound of `|r/B|` on
`[0, 1/K]` times `zeta(d + M, K)`. The terms before `K` are added up one by one.

`sum (-1)^k O` converges where `deg Q > deg P`. No series is declared divergent. Every denominator met on the
way must be without roots from `K` on, so that each term has a value.
"""

from __future__ import annotations

from functools import lru_cache, reduce

from flint import acb, arb, ctx, fmpq, fmpq_poly

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import Value, add
from derivcheck.refute.arithmetic.numbers import ZERO
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Pow,
    Sym,
    Term,
    free_names,
    integer,
    number_of,
)  # fmt: skip

__all__ = ["Rational", "near_infinity", "rational_sum", "rational_term", "written_whole"]

_PI = Const("pi")
_FARTHEST = 4096
_HIGHEST_DEGREE = 40
_NONE, _ONE, _INDEX = fmpq_poly([]), fmpq_poly([1]), fmpq_poly([0, 1])


@frozen
class _Fraction:
    """`above/below`, not cancelled."""

    above: fmpq_poly
    below: fmpq_poly = _ONE

    def plus(self, other: _Fraction) -> _Fraction:
        return _Fraction(self.above * other.below + other.above * self.below, self.below * other.below)

    def times(self, other: _Fraction) -> _Fraction:
        return _Fraction(self.above * other.above, self.below * other.below)

    def at(self, image: fmpq_poly) -> _Fraction:
        return _Fraction(self.above(image), self.below(image))

    @property
    def falls(self) -> int:
        """By how many powers of `k` it falls."""
        return int(self.below.degree() - self.above.degree())


_ZERO = _Fraction(_NONE)


@frozen
class _Term:
    """`even + (-1)^k odd`; `divisors` must not be 0."""

    even: _Fraction
    odd: _Fraction = _ZERO
    divisors: tuple[fmpq_poly, ...] = ()

    def plus(self, other: _Term) -> _Term:
        divisors = self.divisors + other.divisors
        return _Term(self.even.plus(other.even), self.odd.plus(other.odd), divisors)

    def times(self, other: _Term) -> _Term:
        even = self.even.times(other.even).plus(self.odd.times(other.odd))
        odd = self.even.times(other.odd).plus(self.odd.times(other.even))
        return _Term(even, odd, self.divisors + other.divisors)

    def inverse(self) -> _Term:
        """One over the term, which must have one of the two parts alone."""
        signed = bool(self.odd.above)
        part = self.odd if signed else self.even
        if (signed and self.even.above) or not part.above:
            raise Outside("an infinite sum of such terms")
        turned = _Fraction(part.below, part.above)
        divisors = (*self.divisors, part.above)
        return _Term(_ZERO, turned, divisors) if signed else _Term(turned, _ZERO, divisors)


@frozen
class Rational:
    """`above/below` in the index; for its values the `divisors` must not be 0."""

    above: fmpq_poly
    below: fmpq_poly
    divisors: tuple[fmpq_poly, ...]


def rational_term(scope: Scope, term: Term, index: str, local: Local) -> Rational:
    """A term that is a rational function of the index.

    Raises:
        Outside: it is none, or has a part whose sign alternates.

    """
    found = _read(scope, term, index, local)
    if found.odd.above:
        raise Outside("an infinite sum of such terms")
    return Rational(found.even.above, found.even.below, found.divisors)


def near_infinity(polynomial: fmpq_poly, start: int) -> arb:
    """A ball that holds `polynomial(k)/k^degree` for all `k >= start`."""
    return _at(_reversed(polynomial), _near(start))


def rational_sum(scope: Scope, term: Big, local: Local, first: int) -> Value:
    """The sum of rational terms from `first` on.

    Raises:
        Outside: the terms are not rational, or do not fall fast enough.

    """
    found = _read(scope, term.body, term.index, local)
    falling = [part.falls >= least for part, least in ((found.even, 2), (found.odd, 1)) if part.above]
    if not all(falling):
        raise Outside("an infinite sum whose terms do not shrink fast enough")
    start, bits = _start(found, first)
    many = ctx.prec // bits + 6
    inner = dict(local)
    total: Value = ZERO
    for place in range(first, start):
        scope.machine.work()
        inner[term.index] = place
        total = add(total, scope.machine.rule(scope, term.body, inner))
    total = add(total, _tail(found.even, start, many))
    here, following = found.odd.at(fmpq_poly([0, 2])), found.odd.at(fmpq_poly([1, 2]))
    pairs = here.plus(_Fraction(-following.above, following.below))
    return add(total, _tail(pairs, start // 2, many))


def _start(found: _Term, first: int) -> tuple[int, int]:
    """An even place from which on no divisor is 0, and how many bits each term of the series then gives."""
    start = max(64, ctx.prec, first)
    start += start % 2
    while start <= _FARTHEST + first:
        bits = next(
            (bits for bits in range(start.bit_length() - 1, 2, -1) if _is_clear(found, start >> bits)), 0
        )
        if bits:
            return start, bits
        start *= 2
    raise Outside("an infinite sum of terms with far poles")


def _is_clear(found: _Term, start: int) -> bool:
    """True when no divisor is 0 beyond the place."""
    near = _near(max(start, 1))
    return not any(_at(_reversed(divisor), near).contains(0) for divisor in found.divisors)


def _near(start: int) -> arb:
    """A ball that holds `[0, 1/start]`."""
    half = fmpq(1, 2 * start)
    return arb(half) + arb(0, arb(half) * fmpq(257, 256))


def _reversed(polynomial: fmpq_poly) -> fmpq_poly:
    return fmpq_poly(polynomial.coeffs()[::-1])


def _at(polynomial: fmpq_poly, place: arb) -> arb:
    total = arb(0)
    for coefficient in reversed(polynomial.coeffs()):
        total = total * place + arb(coefficient)
    return total


def _tail(part: _Fraction, start: int, many: int) -> arb:
    """The sum from `start` on, by so many terms of the series."""
    if not part.above:
        return arb(0)
    above, below = _reversed(part.above), _reversed(part.below)
    series = _quotient_series(above, below, many)
    rest = above - fmpq_poly(series) * below
    error = abs(_at(fmpq_poly(rest.coeffs()[many:]), _near(start)) / _at(below, _near(start))).abs_upper()
    total = arb(0, error) * _zeta(part.falls + many, start, ctx.prec)
    for power, coefficient in enumerate(series):
        total += arb(coefficient) * _zeta(part.falls + power, start, ctx.prec)
    return total


def _quotient_series(above: fmpq_poly, below: fmpq_poly, many: int) -> list[fmpq]:
    """The first coefficients of `above/below` as a power series."""
    found: list[fmpq] = []
    for power in range(many):
        value = above[power] - sum((found[each] * below[power - each] for each in range(power)), ZERO)
        found.append(value / below[0])
    return found


@lru_cache(maxsize=256)
def _zeta(power: int, start: int, _precision: int) -> arb:
    """The sum of `1/k^power` from `start` on, at the working precision; most series begin at few places."""
    return acb(power).zeta(acb(start)).real


# -- the term as written -----------------------------------------------------------------------------------


def _read(scope: Scope, term: Term, index: str, local: Local) -> _Term:
    found = (
        _read_part(scope, term, index, local) if index in free_names(term) else _number(scope, term, local)
    )
    if max(found.even.below.degree(), found.odd.below.degree()) > _HIGHEST_DEGREE:
        raise Outside("an infinite sum of such terms")
    return found


def _number(scope: Scope, term: Term, local: Local) -> _Term:
    value = scope.machine.rule(scope, term, local)
    if not isinstance(value, fmpq):
        raise Outside("an infinite sum of such terms")
    return _Term(_Fraction(fmpq_poly([value])))


def _read_part(scope: Scope, term: Term, index: str, local: Local) -> _Term:
    match term:
        case Sym(_, ()):
            return _Term(_Fraction(_INDEX))
        case Neg(arg):
            return _Term(_Fraction(-_ONE)).times(_read(scope, arg, index, local))
        case Add(args):
            return reduce(_Term.plus, (_read(scope, arg, index, local) for arg in args))
        case Mul(args):
            return reduce(_Term.times, (_read(scope, arg, index, local) for arg in args))
        case Div(above, below):
            return _read(scope, above, index, local).times(_read(scope, below, index, local).inverse())
        case Pow(base, exponent) if (times := written_whole(exponent)) is not None:
            return _power(_read(scope, base, index, local), times)
        case Call("cos", (Mul(args),)) if args.count(_PI) == 1:
            turns = Mul(tuple(arg for arg in args if arg != _PI))
            return _sign(scope, integer(-1), _read(scope, turns, index, local), local)
        case Pow(base, exponent) if index not in free_names(base):
            return _sign(scope, base, _read(scope, exponent, index, local), local)
        case _:
            raise Outside("an infinite sum of such terms")


def written_whole(exponent: Term) -> int | None:
    """The whole number that an exponent is, written with a sign before it or without one."""
    value = number_of(exponent)
    return value.numerator if value is not None and value.denominator == 1 else None


def _power(base: _Term, exponent: int) -> _Term:
    if abs(exponent) > _HIGHEST_DEGREE:
        raise Outside("an infinite sum of such terms")
    total = _Term(_Fraction(_ONE))
    for _ in range(abs(exponent)):
        total = total.times(base)
    return total if exponent >= 0 else total.inverse()


def _sign(scope: Scope, base: Term, exponent: _Term, local: Local) -> _Term:
    """`(-1)^(p k + r)`, also written `cos(pi (p k + r))`, with whole `p` and `r`."""
    linear = exponent.even.above
    whole = exponent.even.below == _ONE and not exponent.odd.above and linear.degree() < 2
    value = scope.machine.rule(scope, base, local)
    if not whole or any(each.q != 1 for each in linear.coeffs()) or value != fmpq(-1):
        raise Outside("an infinite sum of such terms")
    number = _Fraction(-_ONE if linear[0].p % 2 else _ONE)
    made = _Term(_ZERO, number) if linear[1].p % 2 else _Term(number)
    return _Term(made.even, made.odd, exponent.divisors)
