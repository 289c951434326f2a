"""How each function is read: one row, by name.

A function without a row here is outside the language of the kernel; the refuter may know it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import AtLeast, Atom, Function
from derivcheck.kernel.algebra.conjugates import conjugate, real_part
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.bernoulli import BERNOULLI_CALLS
from derivcheck.kernel.functions.bessel import BESSEL_CALLS
from derivcheck.kernel.functions.counting import COUNTING_CALLS
from derivcheck.kernel.functions.cuts import CUTS
from derivcheck.kernel.functions.divisors import DIVISOR_CALLS
from derivcheck.kernel.functions.elementary import absolute, exp, imaginary_unit, log, rational_power
from derivcheck.kernel.functions.elliptic import read_elliptic_e, read_elliptic_k
from derivcheck.kernel.functions.gammas import binomial, gamma
from derivcheck.kernel.functions.hurwitz import ZETA_CALLS
from derivcheck.kernel.functions.hypergeometric import HYPERGEOMETRIC_CALLS
from derivcheck.kernel.functions.incomplete_gamma import INCOMPLETE_CALLS
from derivcheck.kernel.functions.integral_functions import INTEGRAL_CALLS, error_function
from derivcheck.kernel.functions.lambert import read_lambert
from derivcheck.kernel.functions.polylogarithms import read_polylog
from derivcheck.kernel.functions.sequences import SEQUENCES
from derivcheck.kernel.functions.special import larger, smaller
from derivcheck.kernel.functions.trigonometric import arc_sine, arc_tangent, hyperbolic, pi, rotation
from derivcheck.kernel.functions.whole_parts import floor_of
from derivcheck.kernel.knowledge.conditions import ENOUGH, JUMP, LEFT_OUT, NEEDED, OFF_CUT, POLE_FREE
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.rows.bases import off_zeros_of_bases
from derivcheck.kernel.rows.named_calls import NAMED_CALLS
from derivcheck.terms import Div, Rel, Term, integer

__all__ = ["CALLS", "power_by_number"]

_HALF = Fraction(1, 2)

Arguments = tuple[Term, ...]
Row = Callable[[Reader, Arguments], Quotient]


def power_by_number(reader: Reader, base: Quotient, exponent: Fraction) -> Quotient:
    """A power with a written rational exponent; notes what the base must be."""
    if exponent.denominator == 1:
        if exponent.numerator < 0:
            reader.require(base, signs.NONZERO)
    elif reader.ring.principal:
        reader.require(base, signs.NONZERO if exponent < 0 else signs.ANY)
    else:
        reader.require(base, signs.POSITIVE if exponent < 0 else signs.NONNEGATIVE)
    return rational_power(reader.ring, base, exponent)


def _exp(reader: Reader, args: Arguments) -> Quotient:
    return exp(reader.ring, reader.value(args[0]))


def _log(reader: Reader, args: Arguments) -> Quotient:
    inner = reader.value(args[0])
    reader.require(inner, signs.NONZERO if reader.ring.principal else signs.POSITIVE)
    off_zeros_of_bases(reader, args[0])
    return log(reader.ring, inner)


def _sqrt(reader: Reader, args: Arguments) -> Quotient:
    return power_by_number(reader, reader.value(args[0]), _HALF)


def _abs(reader: Reader, args: Arguments) -> Quotient:
    return absolute(reader.ring, reader.value(args[0]))


def _delta(reader: Reader, args: Arguments) -> Quotient:
    """Kronecker's delta, of whole numbers or of values: 1 where they are equal, else 0."""
    return reader.indicator(Rel("=", *args))


def _plain(made: Callable[..., Quotient]) -> Row:
    """A function that is defined for all arguments."""
    return lambda reader, args: made(reader.ring, *map(reader.value, args))


def _binomial(reader: Reader, args: Arguments) -> Quotient:
    """Where the lower number is not whole, the upper one must be no pole of `gamma(upper + 1)`."""
    upper, lower = map(reader.value, args)
    if lower.index_form() is None:
        reader.require(upper + reader.ring.one, POLE_FREE, ENOUGH)
    else:
        _tell_sign(reader, upper, lower)
    return binomial(reader.ring, upper, lower)


def _tell_sign(reader: Reader, upper: Quotient, lower: Quotient) -> None:
    """Tell the signs of a whole upper number apart above a lower one that is not negative.

    What a binomial coefficient of two negative whole numbers is, is read in two ways: nothing is said of it.
    """
    ring, above, below = reader.ring, upper.index_form(), lower.index_form()
    if above is None or below is None or not reader.loose & above.names or lower.number() is not None:
        return
    negative = above.times(-1).shifted(-1)
    if any(map(ring.facts.entails, (above, negative))) or not ring.facts.entails(below):
        return
    ring.wished = True
    if ring.generic and reader.allows_cases:
        raise NeedsCase(AtLeast(above))


def _of_reals(name: str, row: Row) -> Row:
    """A function of real arguments only."""

    def checked(reader: Reader, args: Arguments) -> Quotient:
        if reader.ring.principal and not all(
            signs.is_real(reader.ring.sign(reader.value(arg))) for arg in args
        ):
            raise Outside(f"the function {name!r} of a complex number")
        return row(reader, args)

    return checked


# -- trigonometric and hyperbolic ------------------------------------------------------------------------


def _cosine(ring: Ring, x: Quotient) -> Quotient:
    return rotation(ring, x)[0]


def _sine(ring: Ring, x: Quotient) -> Quotient:
    return rotation(ring, x)[1]


def _ratio(pair: Callable[[Ring, Quotient], tuple[Quotient, Quotient]], above: int | None, below: int) -> Row:
    """A quotient of the two functions of a pair, or a reciprocal; notes that the lower one is not 0."""

    def row(reader: Reader, args: Arguments) -> Quotient:
        both = pair(reader.ring, reader.value(args[0]))
        reader.require(both[below], signs.NONZERO)
        return (reader.ring.one if above is None else both[above]) / both[below]

    return row


def _asin(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    reader.require(ring.one - x * x, signs.ANY if ring.principal else signs.NONNEGATIVE)
    return arc_sine(ring, x)


def _atan(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    _off_ends_of_cuts(reader, x)
    return arc_tangent(ring, x)


def _off_ends_of_cuts(reader: Reader, x: Quotient) -> None:
    """Note that `x` is neither `I` nor `-I`, where `atan` and `acot` have poles."""
    if reader.ring.principal:
        reader.require(reader.ring.one + x * x, signs.NONZERO)


def _acos(reader: Reader, args: Arguments) -> Quotient:
    return pi(reader.ring) * reader.ring.constant(Fraction(1, 2)) - _asin(reader, args)


def _of_reciprocal(row: Row) -> Row:
    """`asec(x) = acos(1/x)` and the like."""
    return lambda reader, args: row(reader, (Div(integer(1), args[0]),))


def _acot(reader: Reader, args: Arguments) -> Quotient:
    """`atan(1/x)`, and `pi/2` at 0, where it jumps: there the reading is left out, and has no derivative."""
    ring, x = reader.ring, reader.value(args[0])
    if x.is_zero():
        return pi(ring) * ring.constant(Fraction(1, 2))
    reader.require(x, signs.NONZERO, NEEDED if reader.is_varied(x) else LEFT_OUT)
    _off_ends_of_cuts(reader, x)
    return arc_tangent(ring, ring.one / x)


def _asinh(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    if not x.is_zero() and x.num.leading_coefficient() < 0:
        return -log(ring, rational_power(ring, x * x + ring.one, Fraction(1, 2)) - x)
    return log(ring, rational_power(ring, x * x + ring.one, Fraction(1, 2)) + x)


def _acosh(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    half = Fraction(1, 2)
    if ring.principal:
        product = rational_power(ring, x - ring.one, half) * rational_power(ring, x + ring.one, half)
        return log(ring, x + product)
    reader.require(x - ring.one, signs.NONNEGATIVE)
    return log(ring, x + rational_power(ring, x * x - ring.one, half))


def _atanh(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    allowed = signs.NONZERO if ring.principal else signs.POSITIVE
    above, below = ring.one + x, ring.one - x
    reader.require(above, allowed)
    reader.require(below, allowed)
    return (log(ring, above) - log(ring, below)) * ring.constant(Fraction(1, 2))


# -- the others ----------------------------------------------------------------------------------------------


def _folded(made: Callable[[Ring, Quotient, Quotient], Quotient]) -> Row:
    """A function of two arguments, taken over any number of them."""

    def row(reader: Reader, args: Arguments) -> Quotient:
        total = reader.value(args[0])
        for arg in args[1:]:
            total = made(reader.ring, total, reader.value(arg))
        return total

    return row


def _heaviside(reader: Reader, args: Arguments) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    reader.require(x, signs.NONZERO)
    return (ring.one + x / absolute(ring, x)) * ring.constant(Fraction(1, 2))


def _gamma(reader: Reader, args: Arguments) -> Quotient:
    x = reader.value(args[0])
    reader.require(x, POLE_FREE)
    return gamma(reader.ring, x)


def _factorial(reader: Reader, args: Arguments) -> Quotient:
    x = reader.value(args[0]) + reader.ring.one
    reader.require(x, POLE_FREE)
    return gamma(reader.ring, x)


def _conjugate(reader: Reader, args: Arguments) -> Quotient:
    """It passes through functions that are real on the reals, off their cuts: that is noted."""
    ring = reader.ring

    def beside(atom: Atom) -> bool:
        if not isinstance(atom, Function) or atom.name not in CUTS or ring.is_generic(atom.name):
            return False
        cut = CUTS[atom.name](ring, *atom.arguments)
        if cut is not None:
            reader.require(cut, OFF_CUT, JUMP)
        return True

    return conjugate(ring, reader.value(args[0]), beside)


def _imaginary_part(ring: Ring, x: Quotient) -> Quotient:
    difference = x - conjugate(ring, x)
    if difference.is_zero():
        return difference
    unit = imaginary_unit(ring)
    return difference / unit * ring.constant(Fraction(1, 2))


#: The table of functions.
CALLS: Mapping[str, Row] = {
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "abs": _abs,
    "delta": _delta,
    "sin": _plain(_sine),
    "cos": _plain(_cosine),
    "tan": _ratio(rotation, 1, 0),
    "cot": _ratio(rotation, 0, 1),
    "sec": _ratio(rotation, None, 0),
    "csc": _ratio(rotation, None, 1),
    "sinh": _plain(lambda ring, x: hyperbolic(ring, x)[1]),
    "cosh": _plain(lambda ring, x: hyperbolic(ring, x)[0]),
    "tanh": _ratio(hyperbolic, 1, 0),
    "coth": _ratio(hyperbolic, 0, 1),
    "sech": _ratio(hyperbolic, None, 0),
    "csch": _ratio(hyperbolic, None, 1),
    "asin": _asin,
    "acos": _acos,
    "atan": _atan,
    "acot": _acot,
    "asec": _of_reciprocal(_acos),
    "acsc": _of_reciprocal(_asin),
    "asinh": _asinh,
    "acosh": _acosh,
    "atanh": _atanh,
    "acoth": _of_reciprocal(_atanh),
    "asech": _of_reciprocal(_acosh),
    "acsch": _of_reciprocal(_asinh),
    "max": _of_reals("max", _folded(larger)),
    "min": _of_reals("min", _folded(smaller)),
    "heaviside": _of_reals("heaviside", _heaviside),
    "floor": _of_reals("floor", _plain(floor_of)),
    "ceiling": _of_reals("ceiling", _plain(lambda ring, x: -floor_of(ring, -x))),
    "erfc": _plain(lambda ring, x: ring.one - error_function(ring, x)),
    "gamma": _gamma,
    "factorial": _factorial,
    "binomial": _binomial,
    "conjugate": _conjugate,
    "re": _plain(real_part),
    "im": _plain(_imaginary_part),
    "LambertW": read_lambert,
    "elliptic_e": read_elliptic_e,
    "elliptic_k": read_elliptic_k,
    "polylog": read_polylog,
    **BERNOULLI_CALLS,
    **BESSEL_CALLS,
    **COUNTING_CALLS,
    **DIVISOR_CALLS,
    **HYPERGEOMETRIC_CALLS,
    **NAMED_CALLS,
    **SEQUENCES,
    **ZETA_CALLS,
    **INTEGRAL_CALLS,
    **INCOMPLETE_CALLS,
}
