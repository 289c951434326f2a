"""Limits at a point, by certified expansions.

The limit of `f` at `a` is taken over the points near `a` at which `f` is defined (Rudin): where `f` has no
values on one side, it is the limit from the other. With `x = a + t`, `x = a - t`, `x = 1/t` or `x = -1/t`
the body is expanded in terms `c * exp(w) * t^e * log(t)^j` with numbers `c` that are exact or enclosed; a
term counts as absent only where its coefficient is exactly 0
(`derivcheck.refute.calculus.expanded_functions`). Two one-sided expansions are needed only where something
depends on the side.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial, reduce
from operator import add, mul

from flint import fmpq

from derivcheck.definitions import hanging_on
from derivcheck.model import Definition
from derivcheck.refute.arithmetic.duals import Dual, Value
from derivcheck.refute.arithmetic.exact import exactly
from derivcheck.refute.arithmetic.exact_numbers import Constant, forgotten, kept_exact
from derivcheck.refute.arithmetic.numbers import ONE, Number, ball
from derivcheck.refute.arithmetic.order import Loose, is_ambiguous, is_end_inside
from derivcheck.refute.arithmetic.point import Formula
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.complex_limits import complex_limit
from derivcheck.refute.calculus.expanded_functions import Expanding
from derivcheck.refute.calculus.expansions import Grows, Key, NoValues, Series
from derivcheck.refute.functions.powers import is_whole
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Div,
    Limit,
    Mul,
    Neg,
    Not,
    Or,
    Pow,
    Rel,
    Sym,
    Term,
    atoms,
    free_names,
    substitute,
)

__all__ = ["limit"]

#: Expansions are made to so many powers, one after the other, until the limit shows.
_LENGTHS = (5, 14)

#: The signs of the difference of what stands in a relation.
_SIGNS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,), "!=": (-1, 1)}

_INFINITE = (Const("oo"), Neg(Const("oo")))


def limit(scope: Scope, term: Limit, local: Local) -> Value:
    """The value of a limit.

    Raises:
        Undefined: there certainly is no finite limit.
        Undecidable: it cannot be told.

    """
    if scope.machine.principal and term.point in _INFINITE:
        raise Outside("a limit among complex numbers")
    if hanging_on(term.variable, term.body, scope.machine.context) is not None:
        raise Outside(f"a definition that mentions the bound variable {term.variable!r}")
    if (series := _series_of(term)) is not None:
        return scope.machine.rule(scope, series, local)
    point = None if term.point in _INFINITE else scope.machine.rule(scope, term.point, local)
    if isinstance(point, Dual):
        raise Outside("a derivative of a limit by its point")
    if scope.machine.principal and point is not None:
        return complex_limit(scope, term, local, point)
    if point is not None:
        point = kept_exact(exactly(scope, term.point, local, point))
    for length in _LENGTHS[:-1]:
        try:
            return forgotten(_expanded(scope, term, local, point, length))
        except Outside:
            raise
        except Undecidable:
            continue
    return forgotten(_expanded(scope, term, local, point, _LENGTHS[-1]))


def _series_of(term: Limit) -> Big | None:
    """The infinite sum or product that a limit of those up to its variable is."""
    match term:
        case Limit(Big(op, body, index, lower, Sym(last, ()), None), name, Const("oo")) if last == name:
            inside = free_names(body) | free_names(lower)
            return None if name in inside else Big(op, body, index, lower, Const("oo"))
    return None


def _expanded(scope: Scope, term: Limit, local: Local, point: Number | None, length: int) -> Number:
    """The value of a limit by expansions to so many powers; without a point at infinity."""
    if point is None:
        return _Expander(scope, term, local, None, -1 if isinstance(term.point, Neg) else 1, length).limit()
    above = _Expander(scope, term, local, point, 1, length)
    try:
        right: Number | None = above.limit()
    except NoValues:
        right = None
    if right is not None and not above.one_sided:
        return right
    try:
        left: Number | None = _Expander(scope, term, local, point, -1, length).limit()
    except NoValues:
        left = None
    return _common(left, right)


def _common(left: Number | None, right: Number | None) -> Number:
    """The two-sided limit; one side alone counts where there is nothing on the other."""
    if left is None and right is None:
        raise Undefined("a limit where there are no values")
    if left is None or right is None:
        return right if right is not None else left  # type: ignore[return-value]
    if isinstance(left, fmpq | Constant) and isinstance(right, fmpq | Constant) and left == right:
        return left
    if not ball(left).overlaps(ball(right)):
        raise Undefined("different limits from the two sides")
    raise Undecidable("whether the limits from the two sides are one")


class _Expander(Expanding):
    """Expands one body towards one side of a point; `one_sided` is set where the side has mattered."""

    def __init__(
        self, scope: Scope, term: Limit, local: Local, point: Number | None, side: int, length: int
    ) -> None:
        super().__init__(length, one_sided=point is None)
        self.scope, self.body, self.name, self.local = scope, term.body, term.variable, local
        machine = scope.machine
        self.formulas: Mapping[str, Formula | Definition] = {
            **machine.context.definitions,
            **machine.point.functions,
        }
        terms: dict[Key, Number] = {((), -1 if point is None else 1, 0): fmpq(side)}
        if point is not None:
            terms[(), 0, 0] = point
        self.variable = self.zero.plain(terms)

    def limit(self) -> Number:
        """The finite limit."""
        series = self.of(self.body)
        try:
            return series.split()[0]
        except Grows:
            series.lead()  # which certainly is not 0
            raise Undefined("an infinite limit") from None

    def of(self, term: Term) -> Series:
        """The expansion of a term."""
        if self.name not in free_names(term):
            return self.zero.constant(self.number(term))
        match term:
            case Sym(indices=()):
                return self.variable
            case Neg(arg):
                return self.of(arg).times(-ONE)
            case Add(args):
                return reduce(add, map(self.of, args))
            case Mul(args):
                return reduce(mul, map(self.of, args))
            case Div(above, below):
                return self.of(above) * self.raised(self.of(below), fmpq(-1))
            case Pow(base, exponent):
                return self._power(base, exponent)
            case Call():
                return self._called(term)
            case Big() if self._has_fixed_range(term):
                return self._total(term)
            case Cases(branches, otherwise):
                chosen = next((value for value, condition in branches if self._holds(condition)), otherwise)
                if chosen is None:
                    raise NoValues("no case")
                return self.of(chosen)
            case _:
                raise Outside(f"a limit of {type(term).__name__.lower()}")

    def _called(self, term: Call) -> Series:
        match term:
            case Call(name) if name in self.formulas:
                return self._formula(term)
            case Call(name, (arg,)):
                return self.called(name, self.of(arg))
            case _:
                return self._of_several(term)

    def _of_several(self, term: Call) -> Series:
        """The expansion of a function of several values."""
        match term:
            case Call("binomial", (upper, lower)):
                return self.chosen(self.of(upper), self.of(lower))
            case Call("atan2", (up, across)):
                return self.angle(self.of(up), self.of(across))
            case Call("max" | "min" as name, args):
                return reduce(partial(self.extreme, 1 if name == "max" else -1), map(self.of, args))
            case _:
                raise Outside("a limit of call")

    def _has_fixed_range(self, term: Big) -> bool:
        """Whether it is finite, and which terms it has does not hang on the variable."""
        ends = free_names(term.lower) | free_names(term.upper)
        inside = frozenset() if term.guard is None else free_names(term.guard)
        return not {term.lower, term.upper} & {*_INFINITE} and self.name not in ends | inside

    def _total(self, term: Big) -> Series:
        """A finite sum or product, term by term."""
        first, last, context = self._whole(term.lower), self._whole(term.upper), self.scope.machine.context
        ambiguous = is_ambiguous(context, term, self.local)
        if last < first - 1 and ambiguous:
            raise Undecidable("a range whose ends are out of order")
        self.scope.machine.spend(max(0, last - first + 1))
        place_of = Loose if ambiguous and is_end_inside(term) else int
        total, join = (self.zero, add) if term.op == "sum" else (self.one, mul)
        outer = self.local
        try:
            for place in map(place_of, range(first, last + 1)):
                self.local = {**outer, term.index: place}
                if term.guard is None or self.number(Bracket(term.guard)) == ONE:
                    total = join(total, self.of(term.body))
        finally:
            self.local = outer
        return total

    def _whole(self, end: Term) -> int:
        value = self.number(end)
        if not isinstance(value, fmpq) or value.q != 1:
            raise Outside("a limit of a sum between what are no whole numbers")
        return int(value.p)

    def _holds(self, condition: Term) -> bool:
        """Whether a condition holds all along this side, close to the point."""
        match condition:
            case Rel(op, left, right) if op in _SIGNS:
                return self.side_of(self.of(left) + self.of(right).times(-ONE)) in _SIGNS[op]
            case And(args):
                return all(self._holds(arg) for arg in args)
            case Or(args):
                return any(self._holds(arg) for arg in args)
            case Not(arg):
                return not self._holds(arg)
            case _:
                raise Outside("a limit of such cases")

    def number(self, term: Term) -> Number:
        """What does not depend on the variable, exactly where that is known."""
        value = self.scope.machine.rule(self.scope, term, self.local)
        if isinstance(value, Dual):
            raise Outside("a derivative of a limit")
        return kept_exact(exactly(self.scope, term, self.local, value))

    def _formula(self, term: Call) -> Series:
        """A function that stands for a formula."""
        found = self.formulas[term.name]
        if any(term.primes) or self.name in free_names(found.body) - set(found.parameters):
            raise Outside("a limit of such a function")
        return self.of(substitute(found.body, dict(zip(found.parameters, term.args, strict=True))))

    def _power(self, base: Term, exponent: Term) -> Series:
        if base == Const("e"):
            return self.exponential(self.of(exponent))
        if self.name not in free_names(exponent):
            value = self.number(exponent)
            if isinstance(value, fmpq):
                series, written = self.of(base), not any(isinstance(part, Sym) for part in atoms(exponent))
                if not written and not is_whole(self.scope, exponent, self.local):
                    self.logarithm(series)  # which has no values on a side where the base is not positive
                return self.raised(series, value)
        return self.exponential(self.of(exponent) * self.logarithm(self.of(base)))
