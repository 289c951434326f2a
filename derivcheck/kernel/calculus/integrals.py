"""Definite integrals.

*Meaning.* `integral(f, x, a, b)` has a value when `f` is defined between `a` and `b`, save perhaps at
single points, and its (if need be improper) Riemann integral converges; from `b` to `a` it is the opposite.

*Linearity.* On the functions that are integrable over a range the integral is linear, and a linear map on a
subspace extends to the whole space. So an integral may be taken apart into the integrals of its terms even
where these do not converge one by one: whatever follows by linearity for the extension is true of the
integrals that exist. In the same way ranges may be put together.

*Antiderivatives.* If `F` is continuous on the closed range and `F' = f` inside it, the integral is `F(b) -
F(a)` (and exists). `F` is differentiated here, and that it is smooth inside the range and continuous up to
its ends is read off its atoms; an end may also be a limit (`derivcheck.kernel.calculus.limits`).

*Derivatives* by a parameter go under the integral and by an end give the integrand there (Leibniz), where
the integrand is smooth on the closed range.

The variable is a symbol whose name spells its range and its level, counted from the innermost, so two
integrals that differ in the name of their variable are one atom.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Integrated
from derivcheck.kernel.algebra.factors import certain_sign, parted
from derivcheck.kernel.algebra.quotient import Change, ChangeForm, Family, Quotient, by_powers
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.antiderivatives import antiderivatives
from derivcheck.kernel.calculus.exchanged import by_exchange, in_order, is_of_continuous
from derivcheck.kernel.calculus.integral_changes import by_change
from derivcheck.kernel.calculus.integral_laws import by_name, is_odd
from derivcheck.kernel.calculus.limits import one_sided_limit
from derivcheck.kernel.calculus.simpler_variables import by_simpler_variable
from derivcheck.kernel.calculus.smoothness import is_continuous_at, is_smooth, value_at
from derivcheck.kernel.calculus.turns import over_turns
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["between", "converges", "exists", "families", "formal", "integrated"]

#: The variable is changed so often.
_MOST_CHANGES = 2


def integrated(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient:
    """The integral of `body` over the range variable `name`, taken apart as far as it goes."""
    if low is not None and low == high:
        return ring.zero
    found = ring.remembered(lambda: _integrated(ring, body, name, low, high), "integral", body, name)
    assert found is not None
    return found


def _integrated(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient:
    known = between(ring, body, name, low, high)
    if known is not None:
        return known
    if is_odd(ring, body, name, low, high) and _is_dominated(ring, body, name, low, high):
        return ring.zero
    turned = in_order(ring, body, name, low, high, _in_order, integrated)
    return formal(ring, body, name, low, high) if turned is None else turned


def between(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The integral by an antiderivative or by name, which also shows that it converges; else None."""
    known = _in_order(ring, body, name, low, high)
    return by_exchange(ring, body, name, low, high, _in_order) if known is None else known


def _in_order(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The same, where no integral inside of the body is taken first."""
    return ring.remembered(lambda: _between(ring, body, name, low, high), "between", body, name, low, high)


def _between(
    ring: Ring, body: Quotient, name: str, low: End, high: End, changes: int = _MOST_CHANGES
) -> Quotient | None:
    if body.is_zero():
        return ring.zero
    known = _by_antiderivative(ring, body, name, low, high)
    if known is None:
        known = by_name(ring, body, name, low, high)
    if known is None:
        known = by_change(ring, body, name, low, high, by_name)
    if known is not None or not changes:
        return known
    law = partial(_between, changes=changes - 1)
    known = over_turns(ring, body, name, low, high, law)
    if known is None:
        known = by_simpler_variable(ring, body, name, low, high, law, _by_antiderivative)
    return known


def _by_antiderivative(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    for found in antiderivatives(ring, body, name):
        if is_smooth(ring, found, name):
            at_high = _towards(ring, found, name, high, low, 1)
            at_low = None if at_high is None else _towards(ring, found, name, low, high, -1)
            if at_high is not None and at_low is not None:
                return at_high - at_low
    return None


def _towards(ring: Ring, value: Quotient, name: str, end: End, other: End, infinite: int) -> Quotient | None:
    """The value at an end of the range, or the limit from inside."""
    if end is None:
        return one_sided_limit(ring, value, name, None, infinite)
    there = value_at(ring, value, name, end)
    if there is not None:
        return there
    # The low end need not be the smaller one: inside is where the other end is.
    side = infinite if other is None else _direction(ring, other - end)
    return one_sided_limit(ring, value, name, end, -infinite if other is None else side) if side else None


def _direction(ring: Ring, difference: Quotient) -> int:
    sign = certain_sign(ring, difference)
    return 1 if sign == signs.POSITIVE else -1 if sign == signs.NEGATIVE else 0


def converges(ring: Ring, body: Quotient, name: str, low: End, high: End) -> bool:
    """True when the integral certainly exists: of what is smooth on the closed range, or by its value."""
    if low is not None and low == high:
        return True
    if low is not None and high is not None and is_of_continuous(ring, body, name):
        return True
    if between(ring, body, name, low, high) is not None or _is_dominated(ring, body, name, low, high):
        return True
    parts = [part for _, part in _terms(ring, body, name)]
    return len(parts) > 1 and all(converges(ring, part, name, low, high) for part in parts)


def _is_dominated(ring: Ring, body: Quotient, name: str, low: End, high: End) -> bool:
    """True for what is smooth inside the range, and at each end continuous or dominated.

    At a finite end it is by `1/sqrt(d)`, where `d` is the distance from it, and at infinity by `1/sqrt(x)^3`:
    the quotient of the squares has a limit there. Between finite ends it is enough that it is bounded.
    """
    if not is_smooth(ring, body, name):
        return False
    if low is not None and high is not None and _is_bounded(ring, body):
        return True
    x = symbol(ring, name, ())
    for end, other, way in ((low, high, -1), (high, low, 1)):
        if end is not None and is_continuous_at(ring, body, name, end):
            continue
        inside = way if end is None else -way if other is None else _inside(ring, other - end)
        size = ring.constant(inside) * (x**3 if end is None else x - end)
        if not inside or one_sided_limit(ring, body * body * size, name, end, inside) is None:
            return False
    return True


def _is_bounded(ring: Ring, body: Quotient) -> bool:
    """True for what lies between numbers, as `2*u/(u + v)` does where neither `u` nor `v` is negative."""
    above, below = ([abs(int(each)) for each in part.coeffs()] for part in (body.num, body.den))
    most = ring.constant(Fraction(sum(above), min(below)))
    return all(signs.is_within(ring.sign(part), signs.NONNEGATIVE) for part in (most - body, most + body))


def _inside(ring: Ring, difference: Quotient) -> int:
    """The side of an end on which the range lies, where that is not empty; 0 where it is not known."""
    sign = certain_sign(ring, difference)
    if signs.is_within(sign, signs.NONNEGATIVE):
        return 1
    return -1 if signs.is_within(sign, signs.NONPOSITIVE) else 0


def exists(ring: Ring, value: Quotient) -> bool:
    """True for an integral that certainly exists."""
    atom = value.atom()
    return isinstance(atom, Integrated) and converges(ring, atom.body, atom.variable, atom.low, atom.high)


def formal(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient:
    """The integral term by term: coefficients come out, and each term is an atom unless it has a value."""
    total = ring.zero
    parts = _terms(ring, body, name)
    for coefficient, part in parts:
        value = between(ring, part, name, low, high) if len(parts) > 1 or part != body else None
        total = total + coefficient * (atom_of(ring, part, name, low, high) if value is None else value)
    return total


def _terms(ring: Ring, body: Quotient, name: str) -> list[tuple[Quotient, Quotient]]:
    """`body` as a sum of (coefficient without the variable, monomial in what depends on it)."""
    outside, inside = parted(ring, body.den, lambda factor: name in factor.symbols)
    dependent = [place for place in body.generators if name in ring.symbols[place]]
    below = Quotient(ring, inside, ring.one.den)
    return [
        (ring.quotient(coefficient, outside), ring.monomial(dict(powers)) / below)
        for powers, coefficient in by_powers(body.num, dependent).items()
    ]


def atom_of(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient:
    """The integral as an atom, with the end that comes first in the order of the ring below."""
    if _is_reversed(low, high):
        other = range_variable(ring, name[1 : name.index("[")], high, low)
        return -atom_of(ring, with_symbol(ring, body, name, symbol(ring, other, ())), other, high, low)
    level = 1 + _level(ring, body)
    canonical = range_variable(ring, str(level), low, high)
    if canonical != name:
        body = with_symbol(ring, body, name, symbol(ring, canonical, ()))
    return ring.make(Integrated(body, canonical, low, high))


def _is_reversed(low: End, high: End) -> bool:
    return low is not None and high is not None and high.key < low.key


def _level(ring: Ring, value: Quotient) -> int:
    """The highest level of an integral inside `value`."""
    found = 0
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Integrated):
            found = max(found, int(atom.variable[1 : atom.variable.index("[")]))
        found = max([found, *(_level(ring, part) for part in atom.quotients())])
    return found


# -- the family ------------------------------------------------------------------------------------------


def _rebuilt(ring: Ring, atom: Integrated, change: Change, change_form: ChangeForm) -> Quotient:
    low = None if atom.low is None else change(atom.low)
    high = None if atom.high is None else change(atom.high)
    mark = f"~{atom.variable[1 : atom.variable.index('[')]}"  # in nobody's way while the parts change
    name = range_variable(ring, mark, low, high)
    # Before the parts have changed it is no variable of the new range, of which too much would be known.
    between = name if (low, high) == (atom.low, atom.high) else f"@{mark}"
    body = change(with_symbol(ring, atom.body, atom.variable, symbol(ring, between, ())))
    if between != name:
        body = with_symbol(ring, body, between, symbol(ring, name, ()))
    return integrated(ring, body, name, low, high)


def _derivative(ring: Ring, atom: Integrated, by: Variable) -> Quotient:
    body, name = atom.body, atom.variable
    if atom.low is None or atom.high is None:
        raise NotImplementedError("the derivative of an integral over an infinite range")
    rate = ring.derivative(body, by)
    total = ring.zero
    for value in (body, rate):
        ends = [value_at(ring, value, name, end, smooth=True) for end in (atom.low, atom.high)]
        if not is_smooth(ring, value, name) or None in ends:
            raise NotImplementedError("the derivative of an integral whose integrand may not be smooth")
        if value is body:
            at_low, at_high = ends
            assert at_low is not None
            assert at_high is not None
            total = at_high * ring.derivative(atom.high, by) - at_low * ring.derivative(atom.low, by)
    return total + integrated(ring, rate, name, atom.low, atom.high)


def _sign(ring: Ring, atom: Integrated) -> int:
    return signs.REAL if not ring.principal or _is_real(ring, atom) else signs.ANY


def _is_real(ring: Ring, atom: Integrated) -> bool:
    parts = (part for part in (atom.body, atom.low, atom.high) if part is not None)
    return all(signs.is_real(certain_sign(ring, part)) for part in parts)


families: dict[type[Atom], Family] = {
    Integrated: Family(
        rebuild=_rebuilt,
        derivative=_derivative,
        sign=_sign,
        total=lambda ring, atom: False,
    )
}
