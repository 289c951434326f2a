"""Where functions that are known by their derivatives are smooth: rows by name, over the reals.

| functions | smooth | continuous as well |
| --- | --- | --- |
| erf, erfi, Si, Shi, Fresnel's, Bernoulli's polynomials | everywhere | |
| hypergeometric functions, those with a cut (`derivcheck.kernel.functions.cuts`), but Ei | off the cut | |
| gamma, digamma, polygamma | `x > 0` | |
| Ei | `x != 0`, among complex numbers `x > 0` | |
| besselj, besseli, uppergamma(s, x) | | `x = 0` for an order above 0 |
| polylog(s, x) | | `x = 1` for `s > 1` |
| LambertW, elliptic_e | | at the end of the cut |

An order must not vary over the range. Source: Abramowitz and Stegun; NIST DLMF.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.passing import is_variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.cuts import CUTS

__all__ = ["is_function_continuous", "is_function_smooth"]

_ENTIRE = frozenset(("bernoulli", "Shi", "Si", "erf", "erfi", "fresnelc", "fresnels"))
_ON_POSITIVE = frozenset(("digamma", "gamma", "polygamma"))
_OFF_CUT = frozenset((
    "Chi", "Ci", "LambertW", "besseli", "besselj", "besselk", "bessely", "elliptic_e", "elliptic_k", "hyper",
    "loggamma", "polylog", "uppergamma",
))  # fmt: skip
#: The functions that are continuous up to the end of their cut, for orders above this; None for any.
_UP_TO_CUT: Mapping[str, Fraction | None] = {
    **dict.fromkeys(("besseli", "besselj", "uppergamma"), Fraction(0)),
    **dict.fromkeys(("LambertW", "elliptic_e")),
    "polylog": Fraction(1),
}


def is_function_smooth(ring: Ring, name: str, arguments: tuple[Quotient, ...]) -> bool:
    """True where the function is certainly smooth at such arguments."""
    if ring.is_generic(name) or name in _ENTIRE:
        return True
    *orders, x = arguments
    if not _are_fixed(orders):
        return False
    if name in _ON_POSITIVE:
        return ring.sign(x) == signs.POSITIVE
    if name == "Ei":
        return _has(ring, x, signs.POSITIVE if ring.principal else signs.REAL & signs.NONZERO)
    return name in _OFF_CUT and _beside_cut(ring, name, arguments, signs.POSITIVE)


def is_function_continuous(ring: Ring, name: str, arguments: tuple[Quotient, ...]) -> bool:
    """True where the function is certainly continuous at such arguments, from where it has values."""
    if is_function_smooth(ring, name, arguments):
        return True
    *orders, _ = arguments
    if name not in _UP_TO_CUT or not _are_fixed(arguments[:1]):
        return False
    least = _UP_TO_CUT[name]
    above = least is None or all(_is_above(order, least) for order in orders)
    return above and _beside_cut(ring, name, arguments, signs.NONNEGATIVE)


def _are_fixed(orders: Sequence[Quotient]) -> bool:
    return not any(is_variable(name) for order in orders for name in order.symbols)


def _beside_cut(ring: Ring, name: str, arguments: tuple[Quotient, ...], sign: int) -> bool:
    """True where there is no cut, or what is on it in `(-oo, 0]` has such a sign."""
    cut = CUTS[name](ring, *arguments)
    return cut is None or _has(ring, cut, sign)


def _has(ring: Ring, value: Quotient, sign: int) -> bool:
    return signs.is_within(ring.sign(value), sign)


def _is_above(order: Quotient, bound: Fraction) -> bool:
    number = order.number()
    return number is not None and number > bound
