"""Functions that count, at written numbers: Bell's and Stirling's numbers, derangements, totients, divisors.

`bell(n)` counts the partitions of a set of `n`, `stirling(n, k)` those into `k` parts; `subfactorial(n)` the
permutations that leave nothing in its place; `totient(n)` the numbers from 1 to `n` without a divisor in
common with it; `divisor_sigma(n, k)` is the sum of the `k`-th powers of the divisors of `n`.
Source: Graham, Knuth, Patashnik, Concrete Mathematics, chapters 4 to 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flint import fmpq, fmpz

from derivcheck.refute.arithmetic.duals import Value
from derivcheck.refute.arithmetic.numbers import ONE
from derivcheck.refute.arithmetic.signals import Undecidable

__all__ = ["COUNTING_FUNCTIONS"]

_LONGEST = 2000
_LARGEST_DIVIDED = 10**18


def _counted(x: Value, name: str, least: int, most: int) -> int:
    """A written whole number in a range; elsewhere nothing is computed."""
    if not isinstance(x, fmpq) or x.q != 1 or not least <= x <= most:
        raise Undecidable(f"{name} of what is not an exact whole number from {least} on, or of a large one")
    return int(x.p)


def _subfactorial(x: Value) -> Value:
    """`d(n) = n d(n - 1) + (-1)^n`"""
    total = 1
    for place in range(1, _counted(x, "subfactorial", 0, _LONGEST) + 1):
        total = total * place + (-1) ** place
    return fmpq(total)


def _totient(x: Value) -> Value:
    return fmpq(fmpz(_counted(x, "totient", 1, _LARGEST_DIVIDED)).euler_phi())


def _bell(x: Value) -> Value:
    return fmpq(fmpz.bell_number(_counted(x, "bell", 0, _LONGEST)))


def _stirling(n: Value, k: Value) -> Value:
    places = (_counted(each, "stirling", 0, _LONGEST) for each in (n, k))
    return fmpq(fmpz.stirling_s2(*places))


def _divisor_sigma(n: Value, k: Value = ONE) -> Value:
    number, power = _counted(n, "divisor_sigma", 1, _LARGEST_DIVIDED), _counted(k, "divisor_sigma", 0, 100)
    return fmpq(fmpz(number).divisor_sigma(power))


COUNTING_FUNCTIONS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "bell": _bell,
        "divisor_sigma": _divisor_sigma,
        "stirling": _stirling,
        "subfactorial": _subfactorial,
        "totient": _totient,
    }
)
