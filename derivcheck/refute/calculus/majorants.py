"""Bounds of the terms of an infinite sum that are simple enough for the ratio of neighbours.

For a term `a(k)` there is made a term `b(k)` with `|a(k)| <= |b(k)|` for all `k` from some `K` on, or
with `|b(k)| <= |a(k)|`, from products, powers, exponentials and factorials alone, whose ratios
`derivcheck.refute.calculus.ratios` knows. Both have a value at each `k` from `K` on only if `a(k)` has one.

* Of a sum one part leads: if the others are at most `r` times the leading part at `K`, and their
  quotients by it do not grow, the sum lies between `1 - r` and `1 + r` times the leading part.
* Where `|u| <= 1/2` from `K` on, each `f(u) = u + ...` of a table lies between `|u|/2` and `2 |u|`:
  its Taylor coefficients are at most those of `-log(1 - u)` or of `exp(u) - 1` or of `tan(u)`, in
  absolute value, and these three are at most `1.4 |u|` there.
* Functions of real numbers that are bounded, sequences between two geometric ones, and the like: a row each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import Dual, plain
from derivcheck.refute.arithmetic.numbers import Number
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undefined
from derivcheck.refute.calculus.majorant_rows import (
    BOUNDED,
    LIKE_THEIR_ARGUMENT,
    NO_BOUND,
    OF_THEMSELVES,
    ROWS,
    sinh_by_exponentials,
)  # fmt: skip
from derivcheck.refute.calculus.rational_series import Rational, near_infinity, rational_term, written_whole
from derivcheck.refute.calculus.ratios import FALLS, linear, ratio
from derivcheck.terms import (
    Add,
    Call,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Term,
    free_names,
    integer,
)  # fmt: skip

__all__ = ["Bounded", "Majorants", "geometric"]

_ONE, _TWO, _HALF = integer(1), integer(2), Num(Fraction(1, 2))
#: What is larger beside the leading part of a sum is not told from it.
_LARGEST_SHARE = 64
_MOST_PARTS = 6


@frozen
class Majorants:
    """Bounds of terms in `index` for all its values from `start >= 1` on."""

    scope: Scope
    local: Local
    index: str
    start: int

    def upper(self, term: Term) -> Term:
        """A term that is at least as large in absolute value.

        Raises:
            Outside: there is no rule for the term.

        """
        return self.bound(term, upper=True)

    def lower(self, term: Term) -> Term:
        """A term that is at most as large in absolute value, and not 0."""
        return self.bound(term, upper=False)

    def bound(self, term: Term, *, upper: bool) -> Term:
        """A term that is at least (`upper`) or at most as large."""
        if not self.varies(term) or self.rational(term) is not None:
            return term
        match term:
            case Neg(arg):
                return self.bound(arg, upper=upper)
            case Mul(args):
                return Mul(tuple([self.bound(arg, upper=upper) for arg in args]))
            case Div(above, below):
                return Div(self.bound(above, upper=upper), self.bound(below, upper=not upper))
            case Add(args):
                return self.together(args, upper=upper)
            case Pow(base, exponent):
                return self._power(base, exponent, upper=upper)
            case Call("sqrt", (arg,)):
                return self._power(arg, _HALF, upper=upper)
            case Call(name, args) if (row := ROWS.get(name)) is not None:
                return row(self, args, upper)
            case Call(name, (arg,)) if name in LIKE_THEIR_ARGUMENT:
                return self._like(name, arg, upper=upper)
            case Call(name, _) if name in OF_THEMSELVES:
                return term
        raise Outside(NO_BOUND)

    @property
    def is_complex(self) -> bool:
        """Whether values may lie off the real axis."""
        return self.scope.machine.principal

    # -- what is known of a term -----------------------------------------------------------------------------

    def varies(self, term: Term) -> bool:
        """Whether a term hangs on the index."""
        return self.index in free_names(term)

    def rational(self, term: Term) -> Rational | None:
        """A rational function of the index; None for anything else."""
        try:
            return rational_term(self.scope, term, self.index, self.local)
        except Outside:
            return None

    def linear(self, term: Term) -> tuple[fmpq, fmpq]:
        """`p` and the value at the start of what is `p k + r`."""
        slope, constant = linear(self.scope, term, self.index, self.local)
        return slope, slope * self.start + constant

    def number(self, term: Term) -> Number:
        """The value of what does not hang on the index, or of a term at the start."""
        value = self.scope.machine.rule(self.scope, term, {**self.local, self.index: self.start})
        if isinstance(value, Dual):
            raise Outside("the derivative of an infinite sum")
        return plain(value)

    def largest(self, term: Term) -> arb:
        """What the absolute value of a bound never exceeds from the start on."""
        found = self.rational(term)
        if found is None:
            if not ratio(self.scope, term, self.index, self.local).bound(self.start) <= 1:
                raise Outside("an infinite sum whose terms may grow")
            return abs(acb(self.number(term))).abs_upper()
        if not self._is_clear(found) or found.above.degree() > found.below.degree():
            raise Outside("an infinite sum whose terms may grow")
        if not found.above:
            return arb(0)
        value = near_infinity(found.above, self.start) / near_infinity(found.below, self.start)
        fall = int(found.below.degree() - found.above.degree())
        return abs(value / arb(self.start) ** fall).abs_upper()

    def _is_clear(self, found: Rational) -> bool:
        parts = (near_infinity(part, self.start) for part in (found.below, *found.divisors))
        return not any(part.contains(0) for part in parts)

    def has_values(self, term: Term) -> None:
        """Return where a term has a value from the start on."""
        if not self.varies(term):
            return
        found = self.rational(term)
        if found is None:
            shrinking = ratio(self.scope, self.upper(term), self.index, self.local)
            is_clear = shrinking.bound(self.start).is_finite()
        else:
            is_clear = self._is_clear(found)
        if not is_clear:
            raise Outside(NO_BOUND)

    def is_rational(self, term: Term) -> bool:
        """Whether a term is a rational function of the index."""
        return self.rational(term) is not None

    def has_ratio(self, term: Term) -> bool:
        """Whether the ratio of neighbours is known."""
        try:
            ratio(self.scope, term, self.index, self.local)
        except Outside:
            return False
        return True

    def is_beyond_one(self, term: Term) -> bool:
        """Whether a polynomial is real and at least 1 from the start on."""
        found = self.rational(term)
        if found is None or found.below.degree() > 0 or not self._is_clear(found):
            return False
        least = near_infinity(found.above, self.start) / near_infinity(found.below, self.start)
        return bool(least * arb(self.start) ** int(found.above.degree()) >= 1)

    def is_whole(self, term: Term) -> bool:
        """Whether a term is whole and at least 1 from the start on."""
        match term:
            case Pow(Num(base), exponent) if base.denominator == 1 and base >= 1:
                return self.is_whole(exponent)
        try:
            slope, first = self.linear(term)
        except Outside:
            return False
        return slope.q == first.q == 1 and slope >= 0 and first >= 1

    # -- sums ------------------------------------------------------------------------------------------------

    def together(self, args: tuple[Term, ...], *, upper: bool) -> Term:
        """A bound of a sum of which one part leads."""
        parts = _without_one_beside_zeta(args)
        if len(parts) > _MOST_PARTS:
            raise Outside(NO_BOUND)
        if len(parts) == 1:
            return self.bound(parts[0], upper=upper)
        for place, lead in enumerate(parts):
            try:
                share = self._share(lead, parts[:place] + parts[place + 1 :])
            except Outside:
                continue
            if upper:
                return Mul((integer(2 + ceil(float(share))), self.upper(lead)))
            if share <= fmpq(1, 2):
                return Mul((_HALF, self.lower(lead)))
        raise Outside(NO_BOUND)

    def _share(self, lead: Term, others: tuple[Term, ...]) -> arb:
        """What the others come to at most, beside the leading part."""
        below, total = self.lower(lead), arb(0)
        for other in others:
            total = (total + self.largest(Div(self.upper(other), below))).abs_upper()
        if not total < _LARGEST_SHARE:
            raise Outside(NO_BOUND)
        return total

    # -- powers ----------------------------------------------------------------------------------------------

    def _power(self, base: Term, exponent: Term, *, upper: bool) -> Term:
        whole = written_whole(exponent)
        if whole is not None:
            return Pow(self.bound(base, upper=upper == (whole > 0)), exponent)
        if not self.varies(base):
            return self.exponential(base, exponent, upper=upper)
        if not self.varies(exponent):
            return self._root(base, self.number(exponent), upper=upper)
        if upper and self.is_beyond_one(base) and self.is_small(Mul((exponent, base))):
            return _TWO  # `log(b) < b`, and the exponential of what is at most 1/2 lies below 2
        return Pow(base, exponent)

    def exponential(self, base: Term, exponent: Term, *, upper: bool) -> Term:
        """A power of a number; `c^k >= c^K (k - K + 1)` for whole `c >= 1`."""
        value = self.number(base)
        match exponent:
            case Pow(Num(c), inner) if c.denominator == 1 and c >= _LEAST_TOWER:
                slope, first = self.linear(inner)
                size = abs(acb(value))
                if slope != 1 or first.q != 1 or not 0 <= first <= _HIGHEST_TOWER:
                    raise Outside(NO_BOUND)
                if not (size < 1 if upper else size > 1):
                    raise Outside("an infinite sum whose terms may grow")
                far = Add((Sym(self.index), integer(1 - self.start)))
                return Pow(base, Mul((integer(int(c) ** int(first.p)), far)))
            case Neg(inner) if self.rational(inner) is None:
                return Div(_ONE, self.exponential(base, inner, upper=not upper))
        found = self.rational(exponent)
        if (
            found is not None
            and not found.below.degree()
            and all((found.above(fmpq(place)) / found.below[0]).q == 1 for place in range(3))
        ):
            return Pow(base, exponent)
        if isinstance(value, acb) or not value > 0:
            raise Outside("an infinite sum of powers whose exponents are not whole")
        return ROWS["exp"](self, (Mul((Call("log", (base,)), exponent)),), upper)

    def _root(self, base: Term, exponent: Number, *, upper: bool) -> Term:
        """A power with an exponent that is not whole, of what is at least 1."""
        if not isinstance(exponent, fmpq):
            raise Outside(NO_BOUND)
        if isinstance(base, Div):
            above, below = (self._root(part, exponent, upper=side) for part, side in _sides(base, upper))
            return Div(above, below)
        if not self.varies(base):
            return Pow(base, Num(Fraction(int(exponent.p), int(exponent.q))))
        if not self.is_beyond_one(base):
            raise Outside(NO_BOUND)
        power = int(exponent.ceil() if upper else exponent.floor())
        return Pow(base, integer(power))

    # -- functions -------------------------------------------------------------------------------------------

    def is_small(self, arg: Term) -> bool:
        """Whether the absolute value is at most 1/2 from the start on."""
        try:
            return bool(self.largest(self.upper(arg)) <= fmpq(1, 2))
        except Outside:
            return False

    def _like(self, name: str, arg: Term, *, upper: bool) -> Term:
        """`f(u) = u + ...` at small arguments; bounded functions elsewhere on the real axis."""
        if self.is_small(arg):
            return Mul((_TWO, self.upper(arg))) if upper else Mul((_HALF, self.lower(arg)))
        if upper and name in BOUNDED and not self.is_complex:
            self.has_values(arg)
            return _TWO
        if name == "sinh":
            return self.bound(sinh_by_exponentials(arg), upper=upper)
        raise Outside(NO_BOUND)

    def around_one(self, arg: Term, *, upper: bool) -> Term:
        """`cos(u)` and `exp(u)` of what is small lie between 1/2 and 2."""
        if not self.is_small(arg):
            raise Outside(NO_BOUND)
        return _TWO if upper else _HALF

    def less_one(self, term: Term) -> Term:
        """What a factor of a product is more than 1, such that its bounds may be small."""
        match term:
            case Add(args) if _ONE in args:
                rest = list(args)
                rest.remove(_ONE)
                return rest[0] if len(rest) == 1 else Add(tuple(rest))
            case Div(above, below):
                return Div(Add((above, Neg(below))), below)
        return Add((term, Neg(_ONE)))


@frozen
class Bounded:
    """Bounds of terms, from `begin` on, which shrink by the factor `by` at least."""

    larger: Term
    begin: int
    by: arb


def geometric(
    scope: Scope,
    local: Local,
    index: str,
    begins: Iterable[int],
    larger: Callable[[Majorants], Term],
) -> Bounded:
    """The first of these places from which on the bounds shrink like a geometric series.

    Raises:
        Outside: there is none, with the reason that was met last.

    """
    refused = Outside("an infinite sum whose terms do not shrink by a constant factor")
    for begin in begins:
        try:
            term = larger(Majorants(scope, local, index, begin))
            by = ratio(scope, term, index, local).bound(begin)
        except Undefined:  # a bound, not the term
            continue
        except Outside as reason:
            refused = reason
            continue
        if by < FALLS:
            return Bounded(term, begin, by)
    raise refused


_LEAST_TOWER, _HIGHEST_TOWER = 2, 12


def _sides(base: Div, upper: bool) -> tuple[tuple[Term, bool], tuple[Term, bool]]:
    return (base.num, upper), (base.den, not upper)


def _without_one_beside_zeta(args: tuple[Term, ...]) -> tuple[Term, ...]:
    """`zeta(s) - 1` as one part."""
    for place, part in enumerate(args):
        if isinstance(part, Call) and part.name == "zeta" and len(part.args) == 1:
            rest = [*args[:place], *args[place + 1 :]]
            for minus in (Neg(_ONE), integer(-1)):
                if minus in rest:
                    rest.remove(minus)
                    return (*rest, Call("zeta less one", part.args))
    return args
