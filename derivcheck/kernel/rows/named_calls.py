"""How factorial powers, polygamma, remainders and angles are read: one row, by name.

For other than whole `y` `RisingFactorial(x, y) = gamma(x + y)/gamma(x)`, `FallingFactorial(x, y) =
gamma(x + 1)/gamma(x - y + 1)`; they and `catalan(x) = 4^x gamma(x + 1/2)/(sqrt(pi) gamma(x + 2))` are left
open at poles of gamma. `erf2(x, y) = erf(y) - erf(x)`.

`mod(x, y) = x - y floor(x/y)`, `frac(x) = x - floor(x)`.
`sinc(x) = sin(x)/x`, and 1 at 0; where neither can be asked for it is `0F1(; 3/2; -x^2/4)`.
`arg(z) = -I (log(z) - log|z|)`, which over the reals is 0 or `pi`; `atan2(y, x) = arg(x + I y)`, over the
reals `atan(y/x)` where `x > 0`, and `pi` more or less where `x < 0`. `sign(z) = z/|z|`, and 0 at 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.passing import passes
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.functions.elementary import absolute, exp, imaginary_unit, log, rational_power
from derivcheck.kernel.functions.gammas import (
    beta,
    digamma,
    double_factorial,
    falling,
    gamma,
    loggamma,
    polygamma,
    rising,
)
from derivcheck.kernel.functions.integral_functions import error_function
from derivcheck.kernel.functions.permutations import permutation_sign
from derivcheck.kernel.functions.special import cardinal_sine, sign_of
from derivcheck.kernel.functions.trigonometric import arc_tangent, pi, rotation
from derivcheck.kernel.functions.whole_parts import floor_of
from derivcheck.kernel.knowledge.conditions import ENOUGH, POLE_FREE
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.terms import Rel, Term, integer

__all__ = ["NAMED_CALLS"]

Arguments = tuple[Term, ...]
Row = Callable[[Reader, Arguments], Quotient]

#: So many divisors are asked one by one.
_FEW = 40


def _off_poles(reader: Reader, arg: Term) -> Quotient:
    value = reader.value(arg)
    reader.require(value, POLE_FREE)
    return value


def _polygamma(reader: Reader, args: Arguments) -> Quotient:
    order = reader.value(args[0])
    form = order.index_form()
    if form is None or not reader.ring.facts.entails(form):
        raise Outside("polygamma of an order that is not known to be a whole number from 0 on")
    return polygamma(reader.ring, order, _off_poles(reader, args[1]))


def _rising(reader: Reader, args: Arguments) -> Quotient:
    base, length = map(reader.value, args)
    if length.index_form() is not None:
        _require_divisors(reader, reader.ring.one - base, length)
        return rising(reader.ring, base, length)
    return _of_gammas(reader, base + length, base)


def _falling(reader: Reader, args: Arguments) -> Quotient:
    base, length = map(reader.value, args)
    if length.index_form() is not None:
        _require_divisors(reader, base + reader.ring.one, length)
        return falling(reader.ring, base, length)
    above = base + reader.ring.one
    return _of_gammas(reader, above, above - length)


def _require_divisors(reader: Reader, first: Quotient, length: Quotient) -> None:
    """Note that a factorial power has a value: below a length of 0 it is `1/(first (first + 1) …)`."""
    ring, number = reader.ring, length.whole_number()
    if number is not None and number >= -_FEW:
        for step in range(-number):
            reader.require(first + ring.constant(step), signs.NONZERO)
    elif not signs.is_within(ring.sign(length), signs.NONNEGATIVE):
        reader.require(first, POLE_FREE, ENOUGH, length)


def _of_gammas(reader: Reader, above: Quotient, below: Quotient) -> Quotient:
    """`gamma(above)/gamma(below)`; what it may be at poles of either is left open."""
    for each in (above, below):
        reader.require(each, POLE_FREE, ENOUGH)
    return gamma(reader.ring, above) / gamma(reader.ring, below)


def _catalan(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    half, four = ring.constant(Fraction(1, 2)), ring.constant(4)
    quotient = _of_gammas(reader, x + half, x + ring.constant(2))
    return exp(ring, x * log(ring, four)) * quotient * rational_power(ring, pi(ring), Fraction(-1, 2))


def _error_between(reader: Reader, args: Arguments) -> Quotient:
    low, high = (error_function(reader.ring, reader.value(arg)) for arg in args)
    return high - low


def _levi_civita(reader: Reader, args: Arguments) -> Quotient:
    ring, forms = reader.ring, [reader.form(arg) for arg in args]
    for form in forms:
        if not (
            ring.facts.entails(form.shifted(-1)) and ring.facts.entails(form.times(-1).shifted(len(forms)))
        ):
            raise Outside("LeviCivita of indices that may be others than 1, 2, … up to their number")
    return permutation_sign(ring, *map(ring.of_form, forms))


def _beta(reader: Reader, args: Arguments) -> Quotient:
    return beta(reader.ring, _off_poles(reader, args[0]), _off_poles(reader, args[1]))


# -- whole parts -------------------------------------------------------------------------------------------


def _real(reader: Reader, args: Arguments, name: str) -> list[Quotient]:
    values = [reader.value(arg) for arg in args]
    if not all(signs.is_real(reader.ring.sign(value)) for value in values):
        raise Outside(f"the function {name!r} of a complex number")
    return values


def _mod(reader: Reader, args: Arguments) -> Quotient:
    x, y = _real(reader, args, "mod")
    reader.require(y, signs.NONZERO)
    return x - y * floor_of(reader.ring, x / y)


def _fraction(reader: Reader, args: Arguments) -> Quotient:
    (x,) = _real(reader, args, "frac")
    return x - floor_of(reader.ring, x)


# -- angles ------------------------------------------------------------------------------------------------


def _split_at_zero(reader: Reader, arg: Term, value: Quotient, *, signed: bool) -> None:
    """Return where the value is known to be 0 or not (where its sign is known), or ask for the cases."""
    sign = reader.ring.sign(value)
    known = value.is_zero() or signs.is_within(sign, signs.NONZERO)
    if known and (not signed or sign in (signs.ZERO, signs.NEGATIVE, signs.POSITIVE)):
        return
    if not reader.allows_cases:
        raise Outside("a case on values, under a bound index or a derivative")
    raise NeedsCase(Rel("<" if signs.is_real(sign) else "=", arg, integer(0)))


def _sinc(reader: Reader, args: Arguments) -> Quotient:
    x = reader.value(args[0])
    if _is_zero_at_few(reader, x):
        return rotation(reader.ring, x)[1] / x
    if reader.allows_cases and not passes(x):
        _split_at_zero(reader, args[0], x, signed=False)
    return cardinal_sine(reader.ring, x)


def _is_zero_at_few(reader: Reader, x: Quotient) -> bool:
    """True for a polynomial in the variable of an integral or limit alone, where its zeros do not matter."""
    atoms = [reader.ring.atoms[at] for at in x.generators]
    if reader.theory.blocked or len(x.symbols) != 1 or not passes(x):
        return False
    return bool(x.den.is_constant()) and all(isinstance(atom, SymbolAtom) for atom in atoms)


def _sign(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    if signs.is_real(ring.sign(x)):
        return sign_of(ring, x)
    _split_at_zero(reader, args[0], x, signed=False)
    return x if x.is_zero() else x / absolute(ring, x)


def _log_of_gamma(reader: Reader, args: Arguments) -> Quotient:
    """Over the reals `loggamma(x)` has values for `x > 0` alone."""
    if reader.ring.principal:
        return loggamma(reader.ring, _off_poles(reader, args[0]))
    x = reader.value(args[0])
    reader.require(x, signs.POSITIVE)
    return loggamma(reader.ring, x)


def _angle(reader: Reader, args: Arguments) -> Quotient:
    ring, z = reader.ring, reader.value(args[0])
    reader.require(z, signs.NONZERO)
    if ring.principal:
        unit = imaginary_unit(ring)
        return (log(ring, absolute(ring, z)) - log(ring, z)) * unit
    _split_at_zero(reader, args[0], z, signed=True)
    return pi(ring) if ring.sign(z) == signs.NEGATIVE else ring.zero


def _angle_of_point(reader: Reader, args: Arguments) -> Quotient:
    ring = reader.ring
    y, x = _real(reader, args, "atan2")
    if ring.sign(x) == signs.POSITIVE:
        return arc_tangent(ring, y / x)
    if not ring.principal:
        return _angle_on_the_left(reader, args, y, x) if reader.allows_cases else _by_half_angle(reader, y, x)
    unit = imaginary_unit(ring)
    z = x + unit * y
    reader.require(z, signs.NONZERO)
    return (log(ring, absolute(ring, z)) - log(ring, z)) * unit


def _by_half_angle(reader: Reader, y: Quotient, x: Quotient) -> Quotient:
    """`2*atan(y/(x + sqrt(x^2 + y^2)))` off the jump, where that is not over 0."""
    ring = reader.ring
    below = x + rational_power(ring, x * x + y * y, Fraction(1, 2))
    reader.require(below, signs.NONZERO)
    return ring.constant(2) * arc_tangent(ring, y / below)


def _angle_on_the_left(reader: Reader, args: Arguments, y: Quotient, x: Quotient) -> Quotient:
    """Where `x <= 0`; the sign of `y` says on which side of the jump."""
    ring = reader.ring
    _split_at_zero(reader, args[1], x, signed=True)
    if x.is_zero() or ring.sign(x) == signs.ZERO:
        reader.require(y, signs.NONZERO)
        return sign_of(ring, y) * pi(ring) * ring.constant(Fraction(1, 2))
    _split_at_zero(reader, args[0], y, signed=True)
    turn = -pi(ring) if ring.sign(y) == signs.NEGATIVE else pi(ring)
    return arc_tangent(ring, y / x) + turn


NAMED_CALLS: Mapping[str, Row] = {
    "FallingFactorial": _falling,
    "LeviCivita": _levi_civita,
    "RisingFactorial": _rising,
    "arg": _angle,
    "atan2": _angle_of_point,
    "beta": _beta,
    "catalan": _catalan,
    "erf2": _error_between,
    "digamma": lambda reader, args: digamma(reader.ring, _off_poles(reader, args[0])),
    "factorial2": lambda reader, args: double_factorial(reader.ring, reader.value(args[0])),
    "frac": _fraction,
    "loggamma": _log_of_gamma,
    "mod": _mod,
    "polygamma": _polygamma,
    "sign": _sign,
    "sinc": _sinc,
    "trigamma": lambda reader, args: polygamma(reader.ring, reader.ring.one, _off_poles(reader, args[0])),
}
