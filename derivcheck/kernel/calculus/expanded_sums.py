"""Expansions of finite sums and products of any length, term by term and factor by factor.

The ends do not hang on the variable, so there are finitely many terms. If each of them is `c t^e + ... +
O(t^r)`, with exponents that are the same for all, so is their sum; its coefficients are the sums of theirs.
A product of `c t^e (1 + u)`, where `u` tends to 0, is the product of the `c`, times `t` to the power of `e`
times their number, times `exp` of the sum of the `log(1 + u)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.kernel.algebra.atoms import Product, Range, Sum, ranges_at
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.calculus.expansions import Series, Unexpanded, beyond, is_small
from derivcheck.kernel.sums.products import product_over
from derivcheck.kernel.sums.sums import sum_over

if TYPE_CHECKING:
    from derivcheck.kernel.calculus.expander import Expander

__all__ = ["expanded_product", "expanded_sum"]


def expanded_sum(expand: Expander, atom: Sum) -> Series:
    """The sum of the expansions of its terms."""
    _check(expand, atom)
    return _summed(expand, atom.variables(), atom.ranges, atom.body, atom.guard)


def _summed(
    expand: Expander, bound: Sequence[str], ranges: Sequence[Range], body: Quotient, guard: Quotient | None
) -> Series:
    if not ranges:
        return expand.inside(body)
    ring = expand.ring
    with ring.binding(*ranges[0]) as name:
        here = {bound[0]: variable(name)}
        inner = _summed(expand, bound[1:], ranges_at(ranges[1:], here), ring.at(body, here), None)
        condition = None if guard is None else ring.at(guard, here)
        return _each(inner, name, lambda value: sum_over(ring, value, name, ranges[0], condition))


def _each(series: Series, index: str, change: Callable[[Quotient], Quotient]) -> Series:
    """The series with every coefficient changed; what is exponentially small, however, is left out."""
    alike, small = {}, False
    for scale, part in series.parts.items():
        if all(index not in value.names for value in (*(each for _, each in scale[0]), scale[1])):
            alike[scale] = part
        elif is_small(series.ring, scale):
            small = True
        else:
            raise Unexpanded
    changed = Series(series.ring, series.name, series.length, alike).changed(change)
    return changed + series.remainder(beyond(series.length)) if small else changed


def expanded_product(expand: Expander, atom: Product) -> Series:
    """The product of the leading terms, times the exponential of a sum of logarithms.

    Where a leading term may be 0, the factors that have limits are as near to these as the farthest of them.
    """
    _check(expand, atom)
    ring, [ends] = expand.ring, atom.ranges
    with ring.binding(*ends) as name:
        here = {atom.variables()[0]: variable(name)}
        guard = None if atom.guard is None else ring.at(atom.guard, here)
        factor = expand.inside(ring.at(atom.body, here))
        try:
            scale, (power, logs), lead, rest = factor.lead()
        except Unexpanded:
            start, rest = expand.split(factor)
            order = rest.only().largest
            value = expand.empty.constant(product_over(ring, start, name, ends, guard))
            return value if order is None else value + expand.empty.remainder(order)
        if scale[0] or not scale[1].is_zero() or logs or expand.name in lead.symbols:
            raise Unexpanded
        signed = rest.composed(lambda n: ring.constant(Fraction((-1) ** (n + 1), n) if n else 0))
        exponents = _each(signed, name, lambda value: sum_over(ring, value, name, ends, guard))
        start = product_over(ring, lead, name, ends, guard)
        number = sum_over(ring, ring.constant(power), name, ends, guard)
    expand.one_sided = expand.one_sided or not number.is_zero()
    return expand.power_of(number, start) * exponents.composed(expand.factorials)


def _check(expand: Expander, atom: Sum | Product) -> None:
    endless = any(high is None for _, high in atom.ranges)
    if endless or (atom.guard is not None and expand.name in atom.guard.symbols):
        raise Unexpanded
