"""Sums of binomial coefficients along a diagonal of Pascal's triangle: Fibonacci numbers and their like.

For whole `n >= 0` let `F(n)` be the sum of `binomial(n - k, k) y^k` over all `k` with `0 <= 2 k <= n`.
Pascal's rule gives `F(n) = F(n - 1) + y F(n - 2)`, and `F(0) = F(1) = 1`. With `d = 1 + 4 y` it follows that

* `F(n) = (a^(n + 1) - (-y/a)^(n + 1))/sqrt(d)` with `a = (1 + sqrt(d))/2`, for `d > 0`;
* `F(n) = (n + 1)/2^n` for `d = 0`;
* `F(n) = r^n sin((n + 1) t)/sin(t)` with `r = sqrt(-y)`, `cos(t) = 1/(2 r)`, `sin(t) = sqrt(-d)/(2 r)`, for
  `d < 0`.

For `n/2 < k <= n` the coefficients are 0, so that the range may go on to `n`.
Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 6.6; Riordan, Combinatorial Identities, 2.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.trigonometric import arc_sine, pi, rotation
from derivcheck.kernel.sums.sum_atoms import Scope

__all__ = ["diagonal"]

_HALF = Fraction(1, 2)


def diagonal(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    """The sum of a monomial over a range that holds all terms of a diagonal; None for others."""
    if scope.lower != constant(0) or scope.upper is None or scope.guard is not None:
        return None
    for n, start, y in _diagonals(ring, part, scope):
        found = _whole(ring, n, y)
        if found is not None:
            return start * found
    return None


def _diagonals(ring: Ring, part: Quotient, scope: Scope) -> Iterator[tuple[Form, Quotient, Quotient]]:
    """`n`, the first term and `y` where the terms are as above."""
    assert scope.upper is not None
    degrees = part.num.degrees()
    for place in part.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Function) or atom.name != "binomial" or degrees[place] != 1:
            continue
        upper, lower = (each.index_form() for each in atom.arguments)
        n = None if upper is None else upper.plus(variable(scope.index))
        if n is None or lower != variable(scope.index) or scope.index in n.names:
            continue
        ends = (n, scope.upper.times(2).minus(n).shifted(1), n.minus(scope.upper))
        if all(map(ring.facts.entails, ends)):
            beside = part / ring.generators[place]
            y = ring.at(beside, {scope.index: variable(scope.index).shifted(1)}) / beside
            yield from _checked(ring, n, beside, y, scope.index)
        return
    if ring.facts.entails(scope.upper):
        for over in range(2):
            n = scope.upper.times(2).shifted(over)
            yield from _checked(ring, n, part, _by_ratio(ring, part, scope, n), scope.index)


def _checked(
    ring: Ring, n: Form, beside: Quotient, y: Quotient, index: str
) -> Iterator[tuple[Form, Quotient, Quotient]]:
    start = ring.at(beside, {index: constant(0)})
    if index not in y.names and ring.is_total(y) and ring.is_total(start):
        yield n, start, y


def _by_ratio(ring: Ring, part: Quotient, scope: Scope, n: Form) -> Quotient:
    """The ratio of neighbouring terms over that of `binomial(n - k, k)`, `y` if it is free of the index."""
    assert scope.upper is not None
    with ring.binding(scope.lower, scope.upper.shifted(-1)) as name:
        here = ring.at(part, {scope.index: variable(name)})
        ratio = ring.at(part, {scope.index: variable(name).shifted(1)}) / here
        k, size = ring.of_form(variable(name)), ring.of_form(n)
        rest = size - k - k
        found = ratio * (k + ring.one) * (size - k) / (rest * (rest - ring.one))
        return ring.at(found, {name: variable(scope.index)})


def _whole(ring: Ring, n: Form, y: Quotient) -> Quotient | None:
    """The sum of `binomial(n - k, k) y^k`"""
    two, size, longer = ring.constant(2), ring.of_form(n), ring.of_form(n.shifted(1))
    d = ring.one + ring.constant(4) * y
    sign = ring.sign(d)
    if sign == signs.ZERO:
        return longer / whole_power(ring, two, size)
    if sign == signs.POSITIVE:
        root = rational_power(ring, d, _HALF)
        a = (ring.one + root) / two
        up = whole_power(ring, a, longer)
        return (up - whole_power(ring, -y, longer) / up) / root
    if sign != signs.NEGATIVE:
        return None
    r = rational_power(ring, -y, _HALF)
    angle = pi(ring) / two - arc_sine(ring, ring.one / (two * r))
    sine = rational_power(ring, -d, _HALF) / (two * r)
    return whole_power(ring, r, size) * rotation(ring, longer * angle)[1] / sine
