"""Where functions that are known by their derivatives are smooth: rows by name, over the reals.

| functions | smooth | continuous as well |
| --- | --- | --- |
| erf, erfi, Si, Shi, Fresnel's | everywhere | |
| besselj, besseli of a whole order | everywhere | |
| besselj, besseli of other orders | `x > 0` | `x = 0` for an order above 0 |
| bessely, besselk, Ci, Chi, gamma, loggamma, digamma, polygamma | `x > 0` | |
| Ei | `x != 0`, among complex numbers `x > 0` | |
| uppergamma(s, x) | `x > 0` | `x = 0` for `s > 0` |
| polylog(s, x) | `x < 1` | `x = 1` for `s > 1` |
| LambertW | `x > -1/e` | `x = -1/e` |
| elliptic_k, elliptic_e | `x < 1` | `x = 1` for elliptic_e |

An order must not vary over the range. Source: Abramowitz and Stegun; NIST DLMF.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp
from derivcheck.kernel.sums.ranges import is_variable

__all__ = ["is_function_continuous", "is_function_smooth"]

_ENTIRE = frozenset(("Shi", "Si", "erf", "erfi", "fresnelc", "fresnels"))
_ON_POSITIVE = frozenset(("Chi", "Ci", "digamma", "gamma", "loggamma"))
_Row = Callable[[Ring, Quotient, Quotient], bool]


def is_function_smooth(ring: Ring, name: str, arguments: tuple[Quotient, ...]) -> bool:
    """True where the function is certainly smooth at such arguments."""
    if ring.is_generic(name) or name in _ENTIRE:
        return True
    *orders, x = arguments
    if name in _ON_POSITIVE:
        return ring.sign(x) == signs.POSITIVE
    if name in _OF_ONE:
        return _OF_ONE[name](ring, x)
    return (
        len(orders) == 1
        and name in _OF_ORDER
        and _is_fixed(orders[0])
        and _OF_ORDER[name](ring, orders[0], x)
    )


def is_function_continuous(ring: Ring, name: str, arguments: tuple[Quotient, ...]) -> bool:
    """True where the function is certainly continuous at such arguments, from where it has values."""
    if is_function_smooth(ring, name, arguments):
        return True
    row = _AT_EDGES.get(name)
    return row is not None and _is_fixed(arguments[0]) and row(ring, arguments[0], arguments[-1])


def _is_fixed(order: Quotient) -> bool:
    return not any(map(is_variable, order.symbols))


def _has(ring: Ring, value: Quotient, sign: int) -> bool:
    return signs.is_within(ring.sign(value), sign)


def _beyond_branch_point(ring: Ring, x: Quotient) -> Quotient:
    return x + exp(ring, -ring.one)


_OF_ONE: Mapping[str, Callable[[Ring, Quotient], bool]] = {
    "Ei": lambda ring, x: _has(ring, x, signs.POSITIVE if ring.principal else signs.REAL & signs.NONZERO),
    "LambertW": lambda ring, x: _has(ring, _beyond_branch_point(ring, x), signs.POSITIVE),
    "elliptic_e": lambda ring, x: _has(ring, ring.one - x, signs.POSITIVE),
    "elliptic_k": lambda ring, x: _has(ring, ring.one - x, signs.POSITIVE),
}


def _whole_or_positive(ring: Ring, order: Quotient, x: Quotient) -> bool:
    return order.index_form() is not None or _has(ring, x, signs.POSITIVE)


def _positive(ring: Ring, order: Quotient, x: Quotient) -> bool:
    return _has(ring, x, signs.POSITIVE)


_OF_ORDER: Mapping[str, _Row] = {
    "besseli": _whole_or_positive,
    "besselj": _whole_or_positive,
    "besselk": _positive,
    "bessely": _positive,
    "polygamma": _positive,
    "polylog": lambda ring, order, x: _has(ring, ring.one - x, signs.POSITIVE),
    "uppergamma": _positive,
}


def _from_zero(ring: Ring, order: Quotient, x: Quotient) -> bool:
    """True for a written order above 0, and `x >= 0`."""
    return _is_above(order, Fraction(0)) and _has(ring, x, signs.NONNEGATIVE)


def _is_above(order: Quotient, bound: Fraction) -> bool:
    number = order.number()
    return number is not None and number > bound


_AT_EDGES: Mapping[str, _Row] = {
    "LambertW": lambda ring, _, x: _has(ring, _beyond_branch_point(ring, x), signs.NONNEGATIVE),
    "besseli": _from_zero,
    "besselj": _from_zero,
    "elliptic_e": lambda ring, _, x: _has(ring, ring.one - x, signs.NONNEGATIVE),
    "polylog": lambda ring, order, x: (
        _is_above(order, Fraction(1)) and _has(ring, ring.one - x, signs.NONNEGATIVE)
    ),
    "uppergamma": _from_zero,
}
