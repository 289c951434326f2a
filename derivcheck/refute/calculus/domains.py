"""Where a term is defined while one of its names runs through a range.

A part of a term may have no value at some arguments: a quotient where it divides by zero, a logarithm
where its argument is not positive. Each such part gives a *need*: a term and the sign that it must have.
A need is looked at in balls that cover the range, cut in halves where a ball is too wide to tell. At an end
of the range a need may be zero (`derivcheck.refute.arithmetic.exact`): there its derivative must have one
sign all through the ball, or, where that is zero as well, the next one, so that the need has one sign in the
rest of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen, replace
from derivcheck.refute.arithmetic.duals import Dual, Value, plain, slope_at
from derivcheck.refute.arithmetic.exact import vanishing
from derivcheck.refute.arithmetic.numbers import ONE, Number, ball
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Diff,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Term,
    free_names,
    integer,
    substitute,
    walk,
)  # fmt: skip

__all__ = ["EVERYWHERE", "NONZERO", "Ends", "Need", "check", "derivative", "needs", "sign_along"]

POSITIVE, NONNEGATIVE, NONZERO = "positive", "nonnegative", "nonzero"
#: A root has no derivative where it is 0.
_STRICTER = {NONNEGATIVE: POSITIVE}

#: Ranges are cut in halves at most this often, one inside the other, and so many balls are looked at.
_DEEPEST = 160
_MOST_BALLS = 400


@frozen
class Need:
    """`term` must have a sign of this kind."""

    kind: str
    term: Term


@frozen
class Ends:
    """Where a range begins and ends, and at which end a need fails though it is met inside.

    `edges` is set where a root is 0 at an end: it has a value there, but no derivative.
    """

    low: Number
    high: Number
    touches_low: bool = False
    touches_high: bool = False
    edges: bool = False


def _squared_less(x: Term) -> Term:
    """`1 - x^2`"""
    return Add((integer(1), Neg(Pow(x, integer(2)))))


#: What the argument of a function must be; functions that stand in neither table are left alone.
_NEEDS: Mapping[str, Callable[[Term], Need]] = {
    "log": lambda x: Need(POSITIVE, x),
    "sqrt": lambda x: Need(NONNEGATIVE, x),
    "asin": lambda x: Need(NONNEGATIVE, _squared_less(x)),
    "acos": lambda x: Need(NONNEGATIVE, _squared_less(x)),
    "atanh": lambda x: Need(POSITIVE, _squared_less(x)),
    "acosh": lambda x: Need(NONNEGATIVE, Add((x, integer(-1)))),
    "tan": lambda x: Need(NONZERO, Call("cos", (x,))),
    "sec": lambda x: Need(NONZERO, Call("cos", (x,))),
    "cot": lambda x: Need(NONZERO, Call("sin", (x,))),
    "csc": lambda x: Need(NONZERO, Call("sin", (x,))),
    "coth": lambda x: Need(NONZERO, x),
    "csch": lambda x: Need(NONZERO, x),
    "acot": lambda x: Need(NONZERO, x),
    "gamma": lambda x: Need(POSITIVE, x),
    "loggamma": lambda x: Need(POSITIVE, x),
    "digamma": lambda x: Need(POSITIVE, x),
}
#: Functions that are real and smooth on all real numbers.
EVERYWHERE = frozenset(("exp", "sin", "cos", "sinh", "cosh", "tanh", "sech", "atan", "asinh", "erf", "erfc"))


def needs(scope: Scope, term: Term, name: str) -> Iterator[Need]:
    """What the parts of `term` that vary with `name` need in order to be defined and smooth in it.

    Raises:
        Outside: a part has no rule here.

    """
    if name not in free_names(term):
        _check_definitions(scope, term, name)
        return
    match term:
        case Sym(indices=()):
            return
        case Neg() | Add() | Mul():
            pass
        case Div(den=den):
            yield from _nonzero(den, name)
        case Pow(base, exponent):
            yield from _power(base, exponent, name)
        case Call():
            yield from _call(scope, term, name)
            return
        case Diff(body, _):
            yield from (
                Need(_STRICTER.get(need.kind, need.kind), need.term) for need in needs(scope, body, name)
            )
            return
        case Integral():
            yield from _iterated(scope, term, name)
            return
        case _:
            raise Outside(f"an integral over {type(term).__name__.lower()}")
    yield from _inside(scope, term, name)


def _inside(scope: Scope, term: Term, name: str) -> Iterator[Need]:
    match term:
        case Neg(arg):
            yield from needs(scope, arg, name)
        case Add(args) | Mul(args) | Call(_, args):
            for arg in args:
                yield from needs(scope, arg, name)
        case Div(above, below) | Pow(above, below):
            yield from needs(scope, above, name)
            yield from needs(scope, below, name)


def _iterated(scope: Scope, term: Integral, name: str) -> Iterator[Need]:
    """What the ends of an inner integral need; of its integrand only that there is a rule for all of it.

    Whether that is smooth shows where it is computed (`derivcheck.refute.calculus.integrals`).
    """
    if term.lower is None or term.upper is None:
        raise Outside("an indefinite integral")
    for end in (term.lower, term.upper):
        yield from needs(scope, end, name)
    for each in sorted({name, term.variable}):
        for _ in needs(scope, term.body, each):
            pass


def _check_definitions(scope: Scope, term: Term, name: str) -> None:
    """A defined quantity that mentions the name of the variable could be meant either way."""
    machine = scope.machine
    for part in walk(term):
        called = part.name if isinstance(part, Sym | Call) else ""
        if called in machine.context.definitions and name in machine.reach(called):
            raise Outside(f"a definition that mentions the bound variable {name!r}")


def _power(base: Term, exponent: Term, name: str) -> Iterator[Need]:
    if base == Const("e") or name not in free_names(base):
        return
    if isinstance(exponent, Neg) and isinstance(exponent.arg, Num):
        value = -exponent.arg.value
    elif isinstance(exponent, Num):
        value = exponent.value
    elif isinstance(exponent, Div) and isinstance(exponent.num, Num) and isinstance(exponent.den, Num):
        value = exponent.num.value / exponent.den.value
    else:
        yield Need(POSITIVE, base)
        return
    if value.denominator != 1:
        yield Need(NONNEGATIVE if value > 0 else POSITIVE, base)
    elif value < 0:
        yield from _nonzero(base, name)


def _nonzero(term: Term, name: str) -> Iterator[Need]:
    """That a term is not 0, asked of its factors, where roots no longer stand in the way."""
    match term:
        case Neg(arg):
            yield from _nonzero(arg, name)
        case Mul(args):
            for arg in args:
                yield from _nonzero(arg, name)
        case Call("sqrt", (arg,)):
            yield Need(POSITIVE, arg)
        case Pow(base, _) if base != Const("e"):
            yield from _nonzero(base, name)
        case _:
            yield Need(NONZERO, term)


def _call(scope: Scope, term: Call, name: str) -> Iterator[Need]:
    machine = scope.machine
    found = machine.point.functions.get(term.name) or machine.context.definitions.get(term.name)
    if found is not None:
        if name in free_names(found.body) - set(found.parameters):
            raise Outside("an integral over such a function")
        body = substitute(found.body, dict(zip(found.parameters, term.args, strict=True)))
        strict = any(term.primes)
        for need in needs(scope, body, name):
            yield Need(_STRICTER.get(need.kind, need.kind), need.term) if strict else need
        return
    made = _NEEDS.get(term.name)
    if made is not None:
        yield made(term.args[0])
    elif term.name not in EVERYWHERE:
        raise Outside(f"an integral over {term.name}")
    yield from _inside(scope, term, name)


# -- along a range --------------------------------------------------------------------------------


def check(scope: Scope, need: Need, name: str, local: Local, ends: Ends) -> Ends:
    """The same ends, with a note where the need is only just met.

    Raises:
        Undefined: the need certainly fails somewhere inside.
        Undecidable: it cannot be told, or fails at single points.

    """
    along = _Along(scope, _product(need.term), name, local, ends)
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


def _product(term: Term) -> Term:
    """A product that has the sign of `term` wherever that has a value, and a value where that has a pole."""
    match term:
        case Div(above, below):
            return Mul((_product(above), _product(below)))
        case Mul(args):
            return Mul(tuple(map(_product, args)))
        case Neg(arg):
            return Neg(_product(arg))
        case Call("tan" | "cot", args):
            return Mul((Call("sin", args), Call("cos", args)))
        case _:
            return term


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
