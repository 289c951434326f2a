"""What can be done with a sum: opened, changed inside and closed again; differentiated; its sign.

A sum is opened by giving its bound index a name of its own, with its range among the facts. Closing it is
`sum_over`, so whatever a change makes possible (a delta that contracts, a body that becomes 0) happens
at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Logarithm, Range, Sum, ranges_at
from derivcheck.kernel.algebra.conjugates import conjugate
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Change, ChangeForm, Family, Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.sums.product_family import opened_before
from derivcheck.kernel.sums.products import product_over
from derivcheck.kernel.sums.quadratic_forms import sign_of_form
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["families"]


def _changed(ring: Ring, atom: Sum, change: Change, change_form: ChangeForm) -> Quotient:
    """The sum with ranges, body and guard changed, closed again."""
    return _reclosed(ring, atom.variables(), atom.ranges, atom.body, atom.guard, change, change_form)


def _reclosed(
    ring: Ring,
    bound: Sequence[str],
    ranges: Sequence[Range],
    body: Quotient,
    guard: Quotient | None,
    change: Change,
    change_form: ChangeForm,
) -> Quotient:
    if not ranges:
        return change(body)
    low, high = ranges[0]
    ends = (change_form(low), change_form(high) if high is not None else None)
    with ring.binding(*ends) as name:
        here = {bound[0]: variable(name)}
        opened, condition = opened_before(ring, (body, guard), here, change_form)
        condition = None if condition is None else change(condition)
        assert opened is not None
        inner = _reclosed(ring, bound[1:], ranges_at(ranges[1:], here), opened, None, change, change_form)
        return sum_over(ring, inner, name, ends, condition)


def _derivative(ring: Ring, atom: Sum, by: object) -> Quotient:
    if any(high is None for _, high in atom.ranges):
        raise NotImplementedError("the derivative of an infinite sum")
    return _reclosed_derivative(ring, atom.variables(), atom.ranges, atom.body, atom.guard, by)


def _reclosed_derivative(
    ring: Ring,
    bound: Sequence[str],
    ranges: Sequence[Range],
    body: Quotient,
    guard: Quotient | None,
    by: object,
) -> Quotient:
    if not ranges:
        return ring.derivative(body, by)
    with ring.binding(*ranges[0]) as name:
        here = {bound[0]: variable(name)}
        condition = ring.at(guard, here) if guard is not None else None
        opened = ring.at(body, here)
        inner = _reclosed_derivative(ring, bound[1:], ranges_at(ranges[1:], here), opened, None, by)
        return sum_over(ring, inner, name, ranges[0], condition)


#: Signs that a sum of several terms with that sign has again.
_STABLE = (signs.NEGATIVE, signs.ZERO, signs.POSITIVE, signs.NONPOSITIVE, signs.NONNEGATIVE)


def _sign(ring: Ring, atom: Sum) -> int:
    body, level = atom.body, len(atom.ranges)
    sign, filled = _sign_inside(ring, body, atom.variables(), atom.ranges)
    if sign not in _STABLE and level > 1 and atom.guard is None:
        return sign_of_form(ring, [(ring.one, atom)]) & (signs.REAL if signs.is_real(sign) else signs.ANY)
    if sign not in _STABLE or not level:
        return signs.REAL if signs.is_real(sign) else signs.ANY
    return sign if filled and atom.guard is None else sign | signs.ZERO


def _sign_inside(
    ring: Ring, body: Quotient, bound: Sequence[str], ranges: Sequence[Range]
) -> tuple[int, bool]:
    """The sign of the terms, and whether there is certainly one."""
    if not ranges:
        return ring.sign(body), True
    low, high = ranges[0]
    filled = high is None or ring.facts.entails(high.minus(low))
    with ring.binding(low, high) as name:
        here = {bound[0]: variable(name)}
        sign, more = _sign_inside(ring, ring.at(body, here), bound[1:], ranges_at(ranges[1:], here))
    return sign, filled and more


def _total(ring: Ring, atom: Sum) -> bool:
    return _total_inside(ring, atom.body, atom.variables(), atom.ranges)


def _total_inside(ring: Ring, body: Quotient, bound: Sequence[str], ranges: Sequence[Range]) -> bool:
    if not ranges:
        return ring.is_total(body)
    low, high = ranges[0]
    if high is None:
        return False
    with ring.binding(low, high) as name:
        here = {bound[0]: variable(name)}
        return _total_inside(ring, ring.at(body, here), bound[1:], ranges_at(ranges[1:], here))


def _exponential(ring: Ring, atom: Sum, coefficient: Fraction) -> Quotient | None:
    """`exp(c*sum(log(f))) = prod(f)^c`: what stands under a logarithm is positive."""
    inner = atom.body.atom()
    if not isinstance(inner, Logarithm) or len(atom.ranges) != 1 or ring.principal:
        return None
    low, high = atom.ranges[0]
    if high is None:
        return None
    with ring.binding(low, high) as name:
        here = {atom.variables()[0]: variable(name)}
        guard = ring.at(atom.guard, here) if atom.guard is not None else None
        if ring.sign(body := ring.at(inner.argument, here)) != signs.POSITIVE:
            return None
        product = product_over(ring, body, name, (low, high), guard)
    return rational_power(ring, product, coefficient)


def _conjugate(ring: Ring, atom: Sum) -> Quotient:
    """The sum of the conjugates."""
    return _changed(ring, atom, lambda part: conjugate(ring, part), lambda form: form)


families: dict[type[Atom], Family] = {
    Sum: Family(_changed, _derivative, sign=_sign, total=_total, exp=_exponential, conjugate=_conjugate),
}
