"""The sign of a sum over several indices whose terms are products over pairs of them.

If the terms are `w f(j) f(k)`, with `w` free of `j` and `k`, which run over one range, the sum over both is
`w sum(f)^2`: with a real `f` it has the sign of `w`, or is 0. In what is left, `w`, there may be more of such
pairs. So `sum(x[i,j] x[i,k] u[j] u[k] c[i])` over `i`, `j` and `k` is not negative where no `c[i]` is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import reduce
from itertools import combinations
from operator import add, mul

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Range, Sum, ranges_at
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["sign_of_form"]


def sign_of_form(ring: Ring, parts: Sequence[tuple[Quotient, Sum]]) -> int:
    """The signs that a combination of sums over the same ranges, without guards, may have.

    `parts` are the sums, each with its coefficient.
    """
    with ExitStack() as opened:
        ends: dict[str, Range] = {}
        _, first = parts[0]
        for each in first.ranges:
            [end] = ranges_at([each], _renamed(first, ends))
            ends[opened.enter_context(ring.binding(*end))] = end
        bodies = [scale * ring.at(atom.body, _renamed(atom, ends)) for scale, atom in parts]
        weight = _without_pairs(ring, reduce(add, bodies), ends)
        sign = signs.ANY if weight is None else ring.sign(weight) | signs.ZERO
    return sign if sign in (signs.NONNEGATIVE, signs.NONPOSITIVE) else signs.ANY


def _renamed(atom: Sum, names: Iterable[str]) -> dict[str, Form]:
    return {bound: variable(name) for bound, name in zip(atom.variables(), names, strict=False)}


def _without_pairs(ring: Ring, body: Quotient, ends: dict[str, Range]) -> Quotient | None:
    """What is left of the body when all its pairs of equal real factors are taken away; None without one."""
    for one, other in combinations(ends, 2):
        if ends[one] != ends[other] or ends[one][1] is None or _bounds(ends, one, other):
            continue
        rest = _without_pair(ring, body, one, other)
        if rest is not None:
            left = {name: end for name, end in ends.items() if name not in (one, other)}
            deeper = _without_pairs(ring, rest, left)
            return rest if deeper is None else deeper
    return None


def _bounds(ends: dict[str, Range], *names: str) -> bool:
    """Whether an end of a range mentions one of the names."""
    return any(end is not None and not end.names.isdisjoint(names) for each in ends.values() for end in each)


def _without_pair(ring: Ring, body: Quotient, one: str, other: str) -> Quotient | None:
    """The `w` of a body `w f(one) f(other)` with a real `f`; None where it is no such product."""
    if body.is_zero():
        return None
    factors = factored(ring, body)
    free, mine, its = [ring.constant(factors.number)], [ring.one], [ring.one]
    for factor, exponent in factors.parts:
        found = factor.names & {one, other}
        if len(found) > 1:
            return None
        (free if not found else mine if one in found else its).append(factor**exponent)
    first, second = _product(mine), _product(its)
    if ring.at(first, {one: variable(other)}) != second or not signs.is_real(ring.sign(first)):
        return None
    return _product(free)


def _product(factors: Sequence[Quotient]) -> Quotient:
    return reduce(mul, factors)
