"""Sums over a row of Pascal's triangle, and two more of binomial coefficients.

*A row.* For whole `n >= 0` and whole `j >= 0`, with `n_j = n (n - 1) ... (n - j + 1)`,

    sum over k from 0 to n of  k (k - 1) ... (k - j + 1) binomial(n, k) y^k  =  n_j y^j (1 + y)^(n - j),

the binomial theorem differentiated `j` times. A power of `k` is written by such products. Where a few terms
at an end are missing they are taken away again; `binomial(n, k)/(k + 1)` is that of the next row. For `j > n`
the right side is 0, and asks for `1 + y != 0`.

*Vandermonde.* `sum over k from 0 to n of binomial(r, k) binomial(s, n - k) = binomial(r + s, n)` for all `r`
and `s`: for fixed `n` both sides are polynomials that agree at all whole numbers.

Beyond the end of a row the coefficients are 0: `binomial(n, q k + r)` from `k = n - r + 1` on, if `n >= r`.

*Alternating.* `sum over k from 0 to m of (-1)^k binomial(r, k) = (-1)^m binomial(r - 1, m)`, for `m >= 0`.

*A column.* `sum over k from 0 to n of binomial(k, m) = binomial(n + 1, m + 1)` for whole `m >= 0`.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 5.1.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function, IndexValue, Power
from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.gammas import binomial, gamma
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.sums.binomials_on_diagonals import diagonal
from derivcheck.kernel.sums.binomials_with_steps import stepped_row
from derivcheck.kernel.sums.known_series import falling_coefficients
from derivcheck.kernel.sums.sum_atoms import Scope

__all__ = ["binomial_sum", "end_of_row", "unparted_sum"]

#: So many terms may be missing at an end of a row.
_MOST_MISSING = 8
_HIGHEST_POWER = 8
_MOST_STEPS = 2


def binomial_sum(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    """The sum of a monomial over its range; None where it is none of these."""
    names = [_function(ring, place) for place in part.generators if scope.index in ring.names[place]]
    if scope.upper is None or not {"gamma", "binomial"} & set(names):
        return None
    if not ring.entails(scope.upper.minus(scope.lower).shifted(1)):
        return None
    try:
        if "gamma" in names:
            found = _row(ring, part, scope) or _row_further_on(ring, part, scope)
        else:
            found = _of_coefficients(ring, part, scope)
        return found or stepped_row(ring, part, scope) or diagonal(ring, part, scope)
    except Undefined:
        return None


def unparted_sum(ring: Ring, body: Quotient, scope: Scope) -> Quotient | None:
    """The same for terms of several monomials, which are those of a row or a diagonal together alone."""
    if scope.upper is None or scope.guard is not None or len(body.num) == len(body.den) == 1:
        return None
    if not any(
        scope.index in ring.names[place] and _function(ring, place) == "gamma" for place in body.generators
    ):
        return None
    try:
        filled = ring.facts.entails(scope.upper.minus(scope.lower).shifted(1))
        return stepped_row(ring, body, scope) or diagonal(ring, body, scope) if filled else None
    except Undefined:
        return None


def end_of_row(ring: Ring, part: Quotient, scope: Scope) -> Form | None:
    """A place beyond which a factor `binomial(n, k)` is 0, where the range goes on beyond it."""
    for place in part.generators:
        if _function(ring, place) != "binomial" or scope.index not in ring.names[place]:
            continue
        if not all(exponents[place] for exponents in part.num.monoms()):
            continue
        n, k = (each.index_form() for each in ring.atoms[place].quotients())
        if n is None or k is None or scope.index in n.names:
            continue
        step = k.coefficient(scope.index)
        if step < 1 or (step > 1 and scope.upper is not None):
            continue
        end = n.minus(k).plus(variable(scope.index), step)
        rest = ring.replaced(part, {place: ring.one})
        inside = [n, end.minus(scope.lower).shifted(1), *([end] if step > 1 else [])]
        inside += [] if scope.upper is None else [scope.upper.minus(end).shifted(-1)]
        if all(map(ring.entails, inside)) and _is_total_throughout(ring, rest, scope):
            return end
    return None


def _is_total_throughout(ring: Ring, part: Quotient, scope: Scope) -> bool:
    with ring.supposing(ring.facts.knowing(*variable(scope.index).within(*scope.range))):
        return ring.is_total(part)


def _function(ring: Ring, place: int) -> str:
    atom = ring.atoms[place]
    return atom.name if isinstance(atom, Function) and not any(atom.orders) else ""


# -- a row -------------------------------------------------------------------------------------------------


def _row(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    assert scope.upper is not None
    k = ring.of_form(variable(scope.index))
    gammas = _gammas(ring, part, scope.index)
    if len(gammas) != 2 or k + ring.one not in gammas:
        return None
    n = next(each for each in gammas if each != k + ring.one) + k - ring.one
    if scope.index in n.names:
        return None
    missing = (n - ring.of_form(scope.upper)).number()
    if missing is None or missing not in range(_MOST_MISSING + 1) or scope.lower.terms:
        return None
    if not signs.is_within(ring.sign(n), signs.NONNEGATIVE) or not 0 <= scope.lower.const <= _MOST_MISSING:
        return None
    weight = part
    for each in gammas.values():
        weight = weight * each  # each stands below once, or the weights are no powers
    total = _whole_row(ring, weight, n, scope.index)
    if total is None:
        return None
    left_out = [constant(place) for place in range(scope.lower.const)]
    left_out += [scope.upper.shifted(step) for step in range(1, int(missing) + 1)]
    for place in left_out:
        total = total - ring.at(part, {scope.index: place})
    return total


def _row_further_on(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    """The same by the next rows: `binomial(n, k)/(k + 1)` is `binomial(n + 1, k + 1)/(n + 1)`."""
    assert scope.upper is not None
    for steps in range(1, _MOST_STEPS + 1):
        low, high = scope.lower.shifted(steps), scope.upper.shifted(steps)
        with ring.binding(low, high) as name:
            moved = ring.at(part, {scope.index: variable(name).shifted(-steps)})
            with ring.outside(name):  # the whole row begins before the range
                found = _row(ring, moved, Scope(name, low, high))
        if found is not None:
            return found
    return None


def _gammas(ring: Ring, part: Quotient, index: str) -> dict[Quotient, Quotient]:
    """The gamma functions of the index by argument."""
    inside = (place for place in part.generators if index in ring.names[place])
    found = [place for place in inside if _function(ring, place) == "gamma"]
    return {ring.atoms[place].quotients()[0]: ring.generators[place] for place in found}


def _whole_row(ring: Ring, weight: Quotient, n: Quotient, index: str) -> Quotient | None:
    """The sum of `weight/(k! (n - k)!)` over `0..n`, the weight a power of `k` times one of `y`."""
    place = ring.places.get(IndexValue(index))
    power = int(weight.num.degrees()[place]) if place is not None else 0
    rest = weight / ring.of_form(variable(index)) ** power
    if power > _HIGHEST_POWER or place in rest.generators:
        return None
    beginning = ring.at(rest, {index: constant(0)})
    y = ring.at(rest, {index: variable(index).shifted(1)}) / rest
    base = ring.one + y
    if index in y.names or not (ring.is_total(y) and ring.is_total(beginning)):
        return None
    if power and not signs.is_within(ring.sign(base), signs.NONZERO):
        return None
    above, below = (whole_power(ring, each, n) for each in _positive_below(ring, base))
    total, falling = ring.zero, ring.one
    powers = [*[ring.zero] * power, ring.one]
    for order, coefficient in enumerate(falling_coefficients(ring, powers)):
        total = total + coefficient * falling * y**order * above / (below * base**order)
        falling = falling * (n - ring.constant(order))
    return total * beginning / gamma(ring, n + ring.one)


def _positive_below(ring: Ring, value: Quotient) -> tuple[Quotient, Quotient]:
    """The numerator and the denominator, which is not negative if its sign is known."""
    above, below = (Quotient(ring, each, ring.one.den) for each in (value.num, value.den))
    return (-above, -below) if ring.sign(below) == signs.NEGATIVE else (above, below)


# -- binomial coefficients that stay as they are -------------------------------------------------------


def _of_coefficients(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    if scope.lower != constant(0) or scope.upper is None or not part.den.is_one() or len(part.num) != 1:
        return None
    degrees = part.num.degrees()
    if any(degrees[place] != 1 for place in part.generators) or part.num.leading_coefficient() != 1:
        return None
    k, n = (ring.of_form(form) for form in (variable(scope.index), scope.upper))
    turns = ring.places.get(Power(-ring.one, k))
    places = [place for place in part.generators if place != turns]
    atoms = [ring.atoms[place].quotients() for place in places]
    if any(_function(ring, place) != "binomial" for place in places):
        return None
    if len(places) < len(part.generators):
        if (
            len(atoms) != 1
            or not ring.entails(scope.upper)
            or scope.index in atoms[0][0].names
            or atoms[0][1] != k
        ):
            return None
        return whole_power(ring, -ring.one, n) * binomial(ring, atoms[0][0] - ring.one, n)
    if len(atoms) == 1:
        upper, lower = atoms[0]
        whole = lower.index_form()
        if upper != k or scope.index in lower.names or not _is_natural(ring, whole):
            return None
        return binomial(ring, n + ring.one, lower + ring.one)
    if len(atoms) != 2 or not ring.entails(scope.upper):
        return None
    uppers, lowers = zip(*atoms, strict=True)
    if any(scope.index in upper.names for upper in uppers) or {*lowers} != {k, n - k}:
        return None
    return binomial(ring, uppers[0] + uppers[1], n)


def _is_natural(ring: Ring, form: Form | None) -> bool:
    return form is not None and ring.entails(form)
