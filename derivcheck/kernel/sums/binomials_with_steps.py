"""Sums of every `q`-th binomial coefficient of a row, and of a row beside waves.

*Every `q`-th.* Let `z_1, ..., z_q` be the complex numbers with `z^q = y`. As the sum of the `z_j^m` is
`q y^(m/q)` where `q` divides `m` and else 0,

    sum over all k of  binomial(n, q k + r) y^k  =  1/q sum over j of  z_j^(-r) (1 + z_j)^n

for whole `n >= 0`. For `y = 1` and `y = -1` these are `exp(I t)` with `-pi < t <= pi`, for which
`1 + exp(I t) = 2 cos(t/2) exp(I t/2)`, and conjugate ones are there together, so that the right side is the
sum of `(2 cos(t/2))^n cos((n/2 - r) t)/q`. For `q = 2` and `y = w^2` it is
`((1 + w)^n + (-1)^r (1 - w)^n)/(2 w^r)`; for `y = -w^2` and real `w` it is
`(1 + w^2)^(n/2) cos(n atan(w) - r pi/2)/w^r`.

*Powers of the index* are written by falling factorials `m_i` of `m = q k + r`, for
`m_i binomial(n, m) = n_i binomial(n - i, m - i)`.

*Waves.* In the same way, for real `t` and `c`, the sum over all `k` of `binomial(n, k) cos(k t + c)` is
`(2 cos(t/2))^n cos(n t/2 + c)`, and with a factor `(-1)^k` it is `(2 sin(t/2))^n cos(n (t - pi)/2 + c)`.

The terms beyond the row are 0; those before the beginning of the range are taken away again.
Source: Riordan, Combinatorial Identities, section 4.3; Gradshteyn and Ryzhik, 0.153 and 1.324.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function, IndexValue
from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.gammas import binomial
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.square_roots import square_root
from derivcheck.kernel.functions.trigonometric import arc_tangent, pi, rotation
from derivcheck.kernel.functions.waves import Wave, is_wave, turn_of, waves_apart
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in
from derivcheck.kernel.sums.known_series import falling_coefficients
from derivcheck.kernel.sums.sum_atoms import Scope

__all__ = ["stepped_row"]

_LARGEST_STEP = 6
_HIGHEST_POWER = 3
#: So many terms may be missing at the beginning.
_MOST_MISSING = 8
_HALF = Fraction(1, 2)


@frozen
class _Row:
    """The coefficients `binomial(size, step*k + rest)` over all `k`."""

    size: Form
    step: int
    rest: int


def stepped_row(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    """The sum of a monomial over its range, which has all terms that are not 0 but a few of the first."""
    if scope.lower.terms or scope.upper is None or scope.guard is not None:
        return None
    for row, beside in _rows(ring, part, scope):
        first = -(row.rest // row.step)
        missing = scope.lower.const - first
        if missing > _MOST_MISSING or not _reaches_the_end(ring, row, scope.upper):
            continue
        total = _whole(ring, row, beside, scope.index)
        if total is None:
            continue
        for place in range(first, scope.lower.const):
            here = {scope.index: constant(place)}
            number = ring.of_form(constant(row.step * place + row.rest))
            total = total - ring.at(beside, here) * binomial(ring, ring.of_form(row.size), number)
        return total
    return None


def _reaches_the_end(ring: Ring, row: _Row, upper: Form) -> bool:
    beyond = upper.times(row.step).shifted(row.rest + row.step - 1).minus(row.size)
    return ring.facts.entails(beyond) and ring.facts.entails(row.size)


# -- rows by their coefficients ----------------------------------------------------------------------------


def _rows(ring: Ring, part: Quotient, scope: Scope) -> Iterator[tuple[_Row, Quotient]]:
    """The rows that the part may be of, with what stands beside their coefficients."""
    degrees = part.num.degrees()
    for place in part.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Function) or any(atom.orders) or degrees[place] != 1:
            continue
        if atom.name != "binomial" or scope.index not in ring.names[place]:
            continue
        size, lower = (each.index_form() for each in atom.arguments)
        row = _row_of(size, lower, scope.index)
        if row is not None:
            yield row, part / ring.generators[place]
            return
    yield from _rows_of_gammas(ring, part, scope)


def _row_of(size: Form | None, lower: Form | None, index: str) -> _Row | None:
    if size is None or lower is None or index in size.names or lower.names != {index}:
        return None
    step = lower.coefficient(index)
    return _Row(size, step, lower.const) if 1 <= step <= _LARGEST_STEP else None


def _rows_of_gammas(ring: Ring, part: Quotient, scope: Scope) -> Iterator[tuple[_Row, Quotient]]:
    """The same where the coefficients are written by gamma functions, found by the ratio of neighbours."""
    index, upper = scope.index, scope.upper
    gammas = [place for place in part.generators if index in ring.names[place] and _is_gamma(ring, place)]
    assert upper is not None
    if len(gammas) < 2 or scope.lower.const:
        return
    power, waves = _power_of_index(ring, part, index), _waves_in(ring, part, index)
    plain = part / (waves * ring.of_form(variable(index)) ** power)
    k, first = ring.of_form(variable(index)), ring.at(plain, {index: constant(0)})
    for row, y in _rows_by_ratio(ring, plain, scope):
        times = first / binomial(ring, ring.of_form(row.size), ring.constant(row.rest))
        yield row, times * whole_power(ring, y, k) * k**power * waves


def _rows_by_ratio(ring: Ring, plain: Quotient, scope: Scope) -> list[tuple[_Row, Quotient]]:
    """The rows of whose coefficients the terms are multiples by powers of some `y`, and this."""
    assert scope.upper is not None
    with ring.binding(scope.lower, scope.upper.shifted(-1)) as name:
        here = ring.at(plain, {scope.index: variable(name)})
        ratio = ring.at(plain, {scope.index: variable(name).shifted(1)}) / here
        step = degree_in(ring, ratio.den, name)
        if step is None or not 1 <= step <= _LARGEST_STEP or degree_in(ring, ratio.num, name) != step:
            return []
        found = []
        for rest, over in product(range(step), repeat=2):
            row = _Row(scope.upper.times(step).shifted(rest + over), step, rest)
            y = ratio / _ratio_of(ring, row, name)
            if name not in y.names and ring.is_total(y):
                found.append((row, y))
        return found


def _is_gamma(ring: Ring, place: int) -> bool:
    atom = ring.atoms[place]
    return isinstance(atom, Function) and atom.name == "gamma" and not any(atom.orders)


def _ratio_of(ring: Ring, row: _Row, index: str) -> Quotient:
    """`binomial(n, m + q)/binomial(n, m)`"""
    size, lower = ring.of_form(row.size), ring.of_form(variable(index).times(row.step).shifted(row.rest))
    total = ring.one
    for each in range(row.step):
        total = total * (size - lower - ring.constant(each)) / (lower + ring.constant(each + 1))
    return total


def _waves_in(ring: Ring, value: Quotient, index: str) -> Quotient:
    """The factors that are waves of the index."""
    powers = _powers(value).items()
    return ring.monomial({place: power for place, power in powers if is_wave(ring, place, index)})


def _powers(value: Quotient) -> dict[int, int]:
    """What all terms of a numerator have in common, by generators."""
    rows = list(value.num.monoms())
    common = {place: min(int(row[place]) for row in rows) for place in value.generators}
    return {place: power for place, power in common.items() if power}


def _power_of_index(ring: Ring, value: Quotient, index: str) -> int:
    return _powers(value).get(ring.places.get(IndexValue(index), -1), 0)


# -- their sums --------------------------------------------------------------------------------------------


def _whole(ring: Ring, row: _Row, beside: Quotient, index: str) -> Quotient | None:
    """The sum over all `k` of the coefficients times what stands beside them."""
    if any(is_wave(ring, place, index) for place in beside.generators):
        return _beside_waves(ring, row, beside, index) if (row.step, row.rest) == (1, 0) else None
    power = _power_of_index(ring, beside, index)
    factor = beside / ring.of_form(variable(index)) ** power
    y = _ratio(ring, factor, index)
    if y is None or power > _HIGHEST_POWER:
        return None
    # k^p in powers of m = q k + r, these in falling factorials of m
    above = ring.of_form(variable(index).shifted(-row.rest)) / ring.constant(row.step)
    total, falling = ring.zero, ring.one
    for order, times in enumerate(falling_coefficients(ring, coefficients_in(ring, above**power, index))):
        lower = replace(row, size=row.size.shifted(-order), rest=row.rest - order)
        summed = _plain(ring, lower, y) if ring.facts.entails(lower.size) else None
        if summed is None:
            return None
        total = total + times * falling * summed
        falling = falling * ring.of_form(lower.size)
    return total * ring.at(factor, {index: constant(0)})


def _ratio(ring: Ring, factor: Quotient, index: str) -> Quotient | None:
    """`y` where the factor is a number times `y^k`."""
    y = ring.at(factor, {index: variable(index).shifted(1)}) / factor
    start = ring.at(factor, {index: constant(0)})
    return y if index not in y.names and ring.is_total(y) and ring.is_total(start) else None


def _plain(ring: Ring, row: _Row, y: Quotient) -> Quotient | None:
    """The sum of `binomial(n, q k + r) y^k` over all `k`"""
    if (y * y).is_one():
        return _at_roots_of_unity(ring, row, -y.is_one() + 1)
    if row.step == 1:
        return _to_size(ring, ring.one + y, row.size) / y**row.rest if _divides(ring, y, row) else None
    found = square_root(ring, y)
    if row.step != 2 or found is None or not _divides(ring, found[0], row):
        return None
    w, turned = found
    if not turned:
        less = _to_size(ring, ring.one - w, row.size)
        both = _to_size(ring, ring.one + w, row.size) + (-less if row.rest % 2 else less)
        return both * ring.constant(_HALF) / w**row.rest
    if not signs.is_real(ring.sign(w)):
        return None
    angle = ring.of_form(row.size) * arc_tangent(ring, w) - pi(ring) * ring.constant(Fraction(row.rest, 2))
    size = rational_power(ring, ring.one + w * w, _HALF)
    return _to_size(ring, size, row.size) * rotation(ring, angle)[0] / w**row.rest


def _divides(ring: Ring, w: Quotient, row: _Row) -> bool:
    return row.rest <= 0 or signs.is_within(ring.sign(w), signs.NONZERO)


def _at_roots_of_unity(ring: Ring, row: _Row, half_turns: int) -> Quotient:
    """The sum with `y = exp(I pi half_turns)`"""
    total, n = ring.zero, ring.of_form(row.size)
    for each in range(row.step):
        turn = Fraction(2 * each + half_turns, row.step)  # in half turns
        angle = pi(ring) * ring.constant(turn if turn <= 1 else turn - 2)
        half = angle * ring.constant(_HALF)
        base = ring.constant(2) * rotation(ring, half)[0]
        wave = rotation(ring, n * half - ring.constant(row.rest) * angle)[0]
        total = total + _to_size(ring, base, row.size) * wave
    return total * ring.constant(Fraction(1, row.step))


def _beside_waves(ring: Ring, row: _Row, beside: Quotient, index: str) -> Quotient | None:
    within = _waves_in(ring, beside, index)
    factor = beside / within
    y, (_, waves) = _ratio(ring, factor, index), waves_apart(ring, _powers(within))
    if waves is None or y is None or not (y * y).is_one():
        return None
    total = ring.zero
    for wave in waves:
        summed = _wave(ring, row, wave, index, is_turned=not y.is_one())
        if summed is None:
            return None
        total = total + wave.times * summed
    return total * ring.at(factor, {index: constant(0)})


def _wave(ring: Ring, row: _Row, wave: Wave, index: str, *, is_turned: bool) -> Quotient | None:
    turn = turn_of(ring, wave, index)
    if turn is None or not signs.is_real(ring.sign(turn)):
        return None
    half = turn * ring.constant(_HALF)
    base = ring.constant(2) * rotation(ring, half)[int(is_turned)]
    start = ring.at(wave.angle, {index: constant(0)})
    quarter = pi(ring) * ring.constant(_HALF if is_turned else Fraction(0))
    angle = ring.of_form(row.size) * (half - quarter) + start
    return _to_size(ring, base, row.size) * rotation(ring, angle)[int(wave.is_sine)]


def _to_size(ring: Ring, base: Quotient, size: Form) -> Quotient:
    return whole_power(ring, base, ring.of_form(size))
