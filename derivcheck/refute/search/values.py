"""Which values to try: simple ones first, then random rationals.

Each domain has a list of simple numbers in the order in which people would try them; a family of
values follows a pattern (all equal, one-hot, a ramp). Several symbols go through the pairs of
their patterns along the diagonals, so the simplest combination comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from flint import acb, fmpq

from derivcheck.frozen import frozen
from derivcheck.model import Domain
from derivcheck.refute.arithmetic.point import Exact
from derivcheck.refute.evaluation.certificate import in_domain
from derivcheck.refute.search.chance import Chance

__all__ = ["Interval", "diagonal", "inside", "pattern_count", "patterned", "random_value", "simple"]


def _rationals(*texts: str) -> tuple[fmpq, ...]:
    pairs = (text.partition("/") for text in texts)
    return tuple(fmpq(int(top), int(bottom or 1)) for top, _, bottom in pairs)


#: Into so many parts intervals are divided for random numbers; a prime, so that few of them are simple.
_PARTS = 97
#: Where in an interval it is looked first, at last close to its ends.
_SHARES = ("1/2", "1/3", "2/3", "3/4", "1/5", "1/17", "16/17", "96/97")
_UP = ("1", "2", "1/2", "3", "1/3", "3/5", "4/5", "5", "3/2")
_WHOLE = _rationals("0", "1", "-1", "2", "-2", "3", "-3", "4")

_SIMPLE: dict[Domain, tuple[Exact, ...]] = {
    Domain.REAL: _rationals("0", "1", "-1", "2", "1/2", "-2", "3", "-1/2", "1/3", "-3", "3/5", "4/5", "3/2"),
    Domain.POSITIVE: _rationals(*_UP),
    Domain.NONNEGATIVE: _rationals("1", "0", *_UP[1:]),
    Domain.NEGATIVE: tuple(-each for each in _rationals(*_UP)),
    Domain.NONZERO: _rationals("1", "-1", "2", "1/2", "-2", "3", "-1/2", "1/3", "-3", "3/5", "4/5"),
    Domain.INTEGER: _WHOLE,
    Domain.POSITIVE_INTEGER: _rationals("1", "2", "3", "4", "5"),
    Domain.NONNEGATIVE_INTEGER: _rationals("0", "1", "2", "3", "4", "5"),
    Domain.COMPLEX: (acb(0), acb(1), acb(-1), acb(0, 1), acb(1, 1), acb(0, -1), acb(-2, 1), acb(0, 4)),
}


@frozen
class Interval:
    """What assumptions such as `x > 3` say of a symbol; None for no bound."""

    low: fmpq | None = None
    high: fmpq | None = None

    def narrowed(self, low: fmpq | None, high: fmpq | None) -> Interval:
        """What lies in this interval and between those bounds."""
        lows = [bound for bound in (self.low, low) if bound is not None]
        highs = [bound for bound in (self.high, high) if bound is not None]
        return Interval(max(lows, default=None), min(highs, default=None))

    def holds(self, value: Exact) -> bool:
        """Whether `value` lies in the closed interval."""
        if not isinstance(value, fmpq):
            return True
        return not (
            (self.low is not None and value < self.low) or (self.high is not None and value > self.high)
        )


def simple(domain: Domain, interval: Interval) -> tuple[Exact, ...]:
    """The simple numbers of a domain that lie in `interval`, and some made for it."""
    if interval.low is None and interval.high is None:
        return _SIMPLE[domain]
    plain = [value for value in _SIMPLE[domain] if interval.holds(value)]
    made = _made_for(domain, interval) if len(plain) < len(_SIMPLE[domain]) else []
    fresh = (value for value in made if value not in plain and in_domain(value, domain))
    return (*plain, *fresh) or _SIMPLE[domain]


def _made_for(domain: Domain, interval: Interval) -> list[Exact]:
    low, high = interval.low, interval.high
    whole = domain.is_whole
    steps = _rationals("1", "2", "3") if whole else _rationals("1", "1/2", "2", "3/2", "1/7", "5")
    if low is not None and high is not None and not whole:
        return [low + (high - low) * part for part in _rationals(*_SHARES)]
    if low is not None:
        return [value for value in (low + step for step in (fmpq(0), *steps)) if interval.holds(value)]
    if high is not None:
        return [high - step for step in (fmpq(0), *steps)]
    return []


def patterned(rank: int, values: Sequence[Exact], count: int) -> list[Exact]:
    """`count` values by the pattern of that rank: for one value the list itself, for a family
    all equal, then one-hot, a ramp, the ramp backwards, and further constants.
    """
    if not count:
        return []
    if count == 1:
        return [values[rank % len(values)]]
    first, second = values[0], values[min(1, len(values) - 1)]
    match rank:
        case 0:
            return [first] * count
        case 1:
            return [second] * count
        case 2:
            return [second, *[first] * (count - 1)]
        case 3:
            return [*[first] * (count - 1), second]
        case 4:
            return [values[place % len(values)] for place in range(count)]
        case 5:
            return [values[place % len(values)] for place in range(count)][::-1]
        case _:
            return [values[(rank - 4) % len(values)]] * count


def pattern_count(count: int, values: Sequence[Exact]) -> int:
    """How many patterns there are for a symbol with so many values."""
    return len(values) if count == 1 else 8


@lru_cache(maxsize=256)
def diagonal(limits: tuple[int, ...], most: int) -> tuple[tuple[int, ...], ...]:
    """The first `most` tuples of ranks below `limits`, by their sum.

    >>> diagonal((3, 2), 5)
    ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0))
    """
    made: list[tuple[int, ...]] = []
    for total in range(sum(limits) - len(limits) + 1):
        made.extend(islice(_with_sum(limits, total), most - len(made)))
        if len(made) >= most:
            break
    return tuple(made)


def _with_sum(limits: tuple[int, ...], total: int) -> Iterator[tuple[int, ...]]:
    if not limits:
        if total == 0:
            yield ()
        return
    if total > sum(limits) - len(limits):
        return
    for first in range(min(limits[0] - 1, total) + 1):
        for rest in _with_sum(limits[1:], total - first):
            yield (first, *rest)


def random_value(chance: Chance, domain: Domain, values: Sequence[Exact]) -> Exact:
    """A random member of `domain`, small or simple more often than not."""
    if chance.whole(0, 3) == 0:
        return chance.pick(values)
    match domain:
        case Domain.COMPLEX:
            return acb(fmpq(chance.whole(-12, 12), 4), fmpq(chance.whole(-30, 30), 4))
        case Domain.INTEGER:
            return fmpq(chance.whole(-6, 6))
        case Domain.POSITIVE_INTEGER:
            return fmpq(chance.whole(1, 6))
        case Domain.NONNEGATIVE_INTEGER:
            return fmpq(chance.whole(0, 6))
        case _:
            return _random_rational(chance, domain)


def inside(interval: Interval, value: fmpq, chance: Chance) -> fmpq:
    """`value`, or a random number of the interval if it lies outside of it."""
    low, high = interval.low, interval.high
    if interval.holds(value):
        return value
    if low is not None and high is not None:
        return low + (high - low) * fmpq(chance.whole(1, _PARTS - 1), _PARTS)
    return low + abs(value) if low is not None else value if high is None else high - abs(value)


def _random_rational(chance: Chance, domain: Domain) -> fmpq:
    size = fmpq(chance.whole(1, 9), chance.whole(1, 5))
    if domain is Domain.NEGATIVE:
        return -size
    if domain in (Domain.POSITIVE, Domain.NONNEGATIVE):
        return size
    return size if chance.whole(0, 1) else -size
