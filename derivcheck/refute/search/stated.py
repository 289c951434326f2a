"""The bounds that assumptions state outright: `x > 3`, `0 < p[i]`, `re(s) > 1`, `im(s) = 0`, `abs(z) < 1`."""

from __future__ import annotations

from collections.abc import Mapping

from flint import acb, arb, fmpq, fmpz

from derivcheck.model import Context, Domain
from derivcheck.refute.arithmetic.point import Exact, Point
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.survey import Survey
from derivcheck.refute.search.values import Interval, simple
from derivcheck.terms import MIRRORED, And, Call, Rel, Sym, Term

__all__ = ["Stated"]

#: What of a number may be bounded; nothing for the number itself.
_WHOLE, _REAL, _IMAGINARY, _MODULUS = "", "re", "im", "abs"
#: What an equation may state as well, such as `re(z) = 0`; others are solved.
_PARTS = (_REAL, _IMAGINARY)
_MIRRORED = {**MIRRORED, "=": "="}
#: Parts of complex numbers are multiples of one part in so many, which are exact in binary.
_GRID = 8
#: Bounds such as pi are replaced by a multiple of one over this that lies inside.
_FINE = 10_000
_MOST_DOUBLINGS = 40
_UNBOUNDED = Interval()
#: The ends of the domains, which themselves may be outside.
_ENDS: Mapping[Domain, tuple[fmpq | None, fmpq | None]] = {
    **dict.fromkeys(Domain, (None, None)),
    **dict.fromkeys((Domain.POSITIVE, Domain.NONNEGATIVE, Domain.NONNEGATIVE_INTEGER), (fmpq(0), None)),
    Domain.POSITIVE_INTEGER: (fmpq(1), None),
    Domain.NEGATIVE: (None, fmpq(0)),
}


class Stated:
    """The intervals in which the values of symbols and their parts lie."""

    def __init__(self, about: Survey, context: Context, point: Point) -> None:
        self.context = context
        self.point = point
        self._ordered = about.ordered
        self._intervals: dict[tuple[str, str], Interval] = {}
        for constraint, _ in about.constraints:
            for relation in constraint.args if isinstance(constraint, And) else (constraint,):
                if isinstance(relation, Rel) and relation.op in _MIRRORED:
                    self._take(relation.left, relation.op, relation.right)
                    self._take(relation.right, _MIRRORED[relation.op], relation.left)

    def simple(self, name: str, domain: Domain) -> tuple[Exact, ...]:
        """The simple numbers of the domain that lie in these intervals, and some made for them."""
        if domain is Domain.COMPLEX:
            every = simple(domain, _UNBOUNDED)
            if name in self._ordered:  # of what is ordered there are more real values
                reals = (acb(arb(each)) for each in simple(Domain.REAL, _UNBOUNDED) if isinstance(each, fmpq))
                every = (*filter(acb.is_exact, reals), *every)
            values = (self.brought(name, value) for value in every if isinstance(value, acb))
            return tuple({str(value): value for value in values}.values())
        return simple(domain, self.interval(name))

    def interval(self, name: str) -> Interval:
        """The interval of a real symbol, within its domain; none where nothing is stated."""
        interval, modulus = self._of(name, _WHOLE), self._of(name, _MODULUS)
        if modulus.high is not None:
            interval = interval.narrowed(-modulus.high, modulus.high)
        return (
            interval
            if interval == _UNBOUNDED
            else interval.narrowed(*_ENDS[self.context.symbols[name].domain])
        )

    def brought(self, name: str, value: acb) -> acb:
        """A complex number brought into the intervals of its parts and of its modulus, if need be."""
        real, imaginary = (
            _brought(part.fmpq(), self._of(name, key))
            for part, key in ((value.real, _REAL), (value.imag, _IMAGINARY))
        )
        found = _scaled(real, imaginary, self._of(name, _MODULUS))
        return found if found.is_exact() else value  # too large, or too close to a bound

    def _of(self, name: str, part: str) -> Interval:
        return self._intervals.get((name, part), _UNBOUNDED)

    def _take(self, side: Term, op: str, other: Term) -> None:
        key = _bounded(side)
        if key is None or key[0] not in self.context.symbols or (op == "=" and key[1] not in _PARTS):
            return
        try:
            value = Evaluation(self.point, self.context).number(other)
        except (Undefined, Undecidable):
            return
        if isinstance(value, acb) and value.imag.is_zero():
            value = value.real
        if isinstance(value, arb) and op != "=":
            least, most = (_fraction(part(value * _FINE)) for part in (arb.ceil, arb.floor))
        elif isinstance(value, fmpq):
            least = most = value
        else:
            return
        low, high = least if op in (">", ">=", "=") else None, most if op in ("<", "<=", "=") else None
        self._intervals[key] = self._of(*key).narrowed(low, high)


def _fraction(parts: arb) -> fmpq | None:
    whole = parts.unique_fmpz()
    return None if whole is None else fmpq(whole, _FINE)


def _bounded(side: Term) -> tuple[str, str] | None:
    """The symbol of which something is bounded, and what of it."""
    match side:
        case Sym(name):
            return name, _WHOLE
        case Call("re" | "im" | "abs" as key, (Sym(name),)):
            return name, key
    return None


def _brought(value: fmpq, interval: Interval) -> fmpq:
    """The number, or its mirror image at the end beyond which it lies."""
    low, high = interval.low, interval.high
    if interval.holds(value):
        return value
    if low is not None and low == high:
        return low
    if low is not None and high is not None:
        inside = low + (high - low) * fmpq(1 + abs(value.p) % 7, 8)
        return _on_grid((inside * _GRID).floor())
    if low is not None:
        return _on_grid(((2 * low - value) * _GRID).ceil())
    assert high is not None
    return _on_grid(((2 * high - value) * _GRID).floor())


def _on_grid(parts: fmpz) -> fmpq:
    return fmpq(parts, _GRID)


def _scaled(real: fmpq, imaginary: fmpq, modulus: Interval) -> acb:
    """The complex number, doubled or halved until its modulus lies in the interval, if it ever does."""
    square = real * real + imaginary * imaginary
    if not square and modulus.low is not None and modulus.low > 0:
        real, square = fmpq(1), fmpq(1)
    for _ in range(_MOST_DOUBLINGS):
        if modulus.high is not None and square > modulus.high**2:
            real, imaginary, square = real / 2, imaginary / 2, square / 4
        elif modulus.low is not None and square < modulus.low**2:
            real, imaginary, square = real * 2, imaginary * 2, square * 4
        else:
            break
    return acb(arb(real), arb(imaginary))
