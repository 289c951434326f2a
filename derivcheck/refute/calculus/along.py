"""The sign of a term along a range, and where what it needs is met.

A need (`derivcheck.refute.calculus.domains`) is looked at in balls that cover the range, cut in halves where
a ball is too wide to tell. At an end of the range a need may be zero (`derivcheck.refute.arithmetic.exact`):
there its derivative must have one sign all through the ball, or, where that is zero as well, the next one,
so that the need has one sign in the rest of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, reduce

from flint import acb, arb, fmpq

from derivcheck.frozen import replace
from derivcheck.refute.arithmetic.duals import Dual, Value, plain, slope_at
from derivcheck.refute.arithmetic.exact import vanishing
from derivcheck.refute.arithmetic.numbers import ONE, Number, ball
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.calculus.domains import NONNEGATIVE, NONZERO, Ends, Need
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Term, free_names, integer

__all__ = ["check", "derivative", "fraction", "is_positive", "sign_along"]

#: Ranges are cut in halves at most this often, one inside the other, and so many balls are looked at.
_DEEPEST = 160
_MOST_BALLS = 400


def check(scope: Scope, need: Need, name: str, local: Local, ends: Ends) -> Ends:
    """The same ends, with a note where the need is only just met.

    Raises:
        Undefined: the need certainly fails somewhere inside.
        Undecidable: it cannot be told, or fails at single points.

    """
    along = _Along(scope, _product(need.term, name), name, local, ends)
    sign = along.run()
    if sign < 0 and need.kind != NONZERO:
        raise Undefined("an integrand that is not defined on the range")
    if need.kind == NONNEGATIVE:
        return replace(ends, edges=ends.edges or along.zero_low or along.zero_high)
    return replace(
        ends,
        touches_low=ends.touches_low or along.zero_low,
        touches_high=ends.touches_high or along.zero_high,
    )


@lru_cache(maxsize=512)
def _product(term: Term, name: str) -> Term:
    """A product that has the sign of `term` wherever that has a value, and a value where that has a pole."""
    above, below = fraction(term)
    return _times(_signed(above, name), _signed(_without_squares(below), name))


def _signed(term: Term, name: str) -> Term:
    """What has the sign of `term`, without factors that are positive wherever they have a value."""
    if is_positive(term, name):
        return _ONE
    match term:
        case Mul(args):
            return reduce(_times, (_signed(arg, name) for arg in args))
        case Neg(arg):
            return Neg(_signed(arg, name))
        case _:
            return term


def is_positive(term: Term, name: str) -> bool:
    """Whether this is positive wherever it has a value and the needs of its powers are met, as it stands.

    A power needs a positive base where that varies with the name, or its exponent does: `(-1)^n` has others.
    """
    match term:
        case Num(value):
            return value > 0
        case Add(args) | Mul(args):
            return bool(args) and all(is_positive(arg, name) for arg in args)
        case Call("exp" | "cosh" | "sech", _):
            return True
        case Pow(base, exponent):
            varies = name in free_names(term) and bool(free_names(exponent))
            return base == Const("e") or varies or is_positive(base, name)
        case _:
            return False


def _without_squares(term: Term) -> Term:
    """What has the sign of `term` where that is not 0."""
    match term:
        case Mul(args):
            return reduce(_times, map(_without_squares, args))
        case Pow(base, Num(times)) if times.denominator == 1:
            return _without_squares(base) if times % 2 else _ONE
        case _:
            return term


def fraction(term: Term) -> tuple[Term, Term]:
    """A numerator and a denominator, which are sums and products without quotients."""
    match term:
        case Div(above, below):
            (a, b), (c, d) = fraction(above), fraction(below)
            return _times(a, d), _times(b, c)
        case Mul(args):
            return _joined(args, lambda a, b, c, d: (_times(a, c), _times(b, d)))
        case Add(args):
            return _joined(args, lambda a, b, c, d: (Add((_times(a, d), _times(c, b))), _times(b, d)))
        case Neg(arg):
            above, below = fraction(arg)
            return Neg(above), below
        case Pow(base, Neg(Num(times))):
            return fraction(Pow(base, Num(-times)))
        case Pow(base, Num(times)) if base != Const("e") and times.denominator == 1:
            above, below = fraction(base)
            if below == _ONE and times > 0:
                return term, _ONE
            above, below = (Pow(part, Num(abs(times))) for part in (above, below))
            return (above, below) if times > 0 else (below, above)
        case Call("tan", args):
            return Call("sin", args), Call("cos", args)
        case Call("cot", args):
            return Call("cos", args), Call("sin", args)
        case _:
            return term, _ONE


_ONE = integer(1)
_Join = Callable[[Term, Term, Term, Term], tuple[Term, Term]]


def _joined(args: tuple[Term, ...], join: _Join) -> tuple[Term, Term]:
    first, *rest = map(fraction, args)
    for each in rest:
        first = join(*first, *each)
    return first


def _times(one: Term, other: Term) -> Term:
    return other if one == _ONE else one if other == _ONE else Mul((one, other))


def sign_along(scope: Scope, term: Term, name: str, local: Local, low: Number, high: Number) -> int:
    """1 or -1, the sign that `term` has all through the open range.

    Raises:
        Undecidable: it cannot be told, or there are both.

    """
    return _Along(scope, term, name, local, Ends(low, high)).run()


class _Along:
    """The sign of one term along a range."""

    def __init__(self, scope: Scope, term: Term, name: str, local: Local, ends: Ends) -> None:
        self.scope, self.term, self.name, self.local = scope, term, name, dict(local)
        self.low, self.width = ends.low, ball(ends.high) - ball(ends.low)
        self.ends = ends
        self.zero_low = self.zero_high = False
        self._known: dict[int, int] = {}

    def run(self) -> int:
        """1 or -1, the sign that the term has all through the open range."""
        found: int | None = None
        waiting = [(fmpq(0), fmpq(1), 0)]
        for _ in range(_MOST_BALLS):
            if not waiting:
                break
            start, stop, depth = waiting.pop()
            here = self._sign(start, stop)
            if here is None:
                if depth == _DEEPEST:
                    raise Undecidable("an integrand that may have no value inside the range", sharpen=True)
                middle = (start + stop) / 2
                waiting += [(middle, stop, depth + 1), (start, middle, depth + 1)]
            elif found not in (None, here):
                raise Undecidable("an integrand with a singular point inside the range")
            else:
                found = here
        if waiting or found is None:
            raise Undecidable("an integrand that varies too much")
        return found

    def _sign(self, start: fmpq, stop: fmpq) -> int | None:
        here = self._ball(start, stop)
        value = ball(self._at(here))
        if not value.is_finite():
            value = self._beyond(here)
        if value > 0:
            return 1
        if value < 0:
            return -1
        if start == 0 and self._zeros(self.ends.low):
            sign = self._beside(self.ends.low, here, forwards=True)
            self.zero_low = self.zero_low or sign is not None
            return sign
        if stop == 1 and self._zeros(self.ends.high):
            sign = self._beside(self.ends.high, here, forwards=False)
            self.zero_high = self.zero_high or sign is not None
            return sign
        return None

    def _ball(self, start: fmpq, stop: fmpq) -> arb:
        low = ball(self.low)
        return (low + self.width * start).union(low + self.width * stop)

    def _at(self, value: Number) -> Number:
        self.local[self.name] = value
        try:
            return plain(self.scope.machine.rule(self.scope, self.term, self.local))
        except Undecidable as doubt:
            if not doubt.sharpen:
                raise
            return arb("nan")

    def _beyond(self, here: arb) -> arb:
        """The value on a ball that reaches beyond where a root is real: what is real of the complex value."""
        self.local[self.name] = acb(here)
        try:
            value = plain(self.scope.machine.rule(self.scope, self.term, self.local))
        except (Undecidable, Undefined):
            return arb("nan")
        return value.real if isinstance(value, acb) else ball(value)

    def _zeros(self, end: Number) -> int:
        """How many derivatives of the term are certainly 0 at an end, itself the first."""
        if id(end) not in self._known:
            self._known[id(end)] = self._counted(end)
        return self._known[id(end)]

    def _counted(self, end: Number) -> int:
        found = vanishing(self.scope, self.term, self.local, self.name, end)
        if found:
            return found
        try:
            value = self._at(end)
        except Undefined:
            return 0
        return int(value == 0 if isinstance(value, fmpq) else bool(value.is_zero()))

    def _beside(self, end: Number, here: arb, *, forwards: bool) -> int | None:
        """The sign in the rest of a ball that begins or ends at an end where the term is 0."""
        for order in range(1, self._zeros(end) + 1):
            slope = self._slope(here, order)
            if slope is not None:
                return slope if forwards or order % 2 == 0 else -slope
        return None

    def _slope(self, here: arb, order: int) -> int | None:
        """The sign of a derivative all through a ball."""
        found = derivative(self.scope, self.term, self.local, self.name, here, order)
        return None if found is None else 1 if found > 0 else -1 if found < 0 else None


def derivative(scope: Scope, term: Term, local: Local, name: str, here: arb, order: int) -> arb | None:
    """A derivative of the term on a ball; None where it has none somewhere in it, or none is found."""
    levels = [scope.machine.next_level() for _ in range(order)]
    place: Value = here
    for level in levels:
        place = Dual(level, place, ONE)
    try:
        value = scope.machine.rule(scope, term, {**local, name: place})
    except (Undecidable, Undefined):
        return None
    for level in reversed(levels):
        value = slope_at(value, level)
    return ball(plain(value))
