"""Lambert's W, the inverse of `y exp(y)`.

*Inverse.* `LambertW(y exp(y)) = y` for real `y >= -1`, and `LambertW(y exp(y), -1) = y` for `y <= -1`: `y` is
looked for among the exponents and logarithms in the argument.
*Exponential.* `exp(W) = x/W` and, for `x > 0`, `log(W) = log(x) - W`. As that asks for an `x` that is not 0,
claims are split there where its sign is not known, and among complex numbers, where that does not suffice,
leave 0 out.
*Derivative.* `W' = exp(-W)/(1 + W)`, off the branch point `-1/e`, where `W = -1`.

Over the reals it has values from `-1/e` on; among complex numbers `(-oo, -1/e]` is a cut.
Source: Corless, Gonnet, Hare, Jeffrey and Knuth, On the Lambert W function (1996).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, Function, Logarithm
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.knowledge.conditions import LEFT_OUT
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.terms import Mul, Rel, Term, integer

__all__ = [
    "exp_of_lambert", "lambert_edge", "lambert_rate", "lambert_sign", "lambert_w", "log_of_lambert",
    "read_lambert",
]  # fmt: skip

#: `y` is looked for among these multiples of a logarithm.
_MULTIPLES = tuple(Fraction(times, parts) for parts in (1, 2, 3) for times in (1, -1, 2, -2, 3, -3))


def lambert_w(ring: Ring, x: Quotient) -> Quotient:
    """`LambertW(x)`, where it is defined."""
    y = _inverse(ring, x, 1)
    return opaque(ring, "LambertW", x) if y is None else y


def _inverse(ring: Ring, x: Quotient, side: int) -> Quotient | None:
    """The `y` with `y exp(y) = x` that is known to be real and, by the side, at least or at most -1."""
    if x.is_zero():
        return x if side > 0 else None
    for y in _exponents(ring, x):
        if not (y * exp(ring, y) - x).is_zero() or not signs.is_real(ring.sign(y)):
            continue
        beyond = (y + ring.one, exp(ring, y) - exp(ring, -ring.one))
        if any(signs.is_within(ring.sign(ring.constant(side) * each), signs.NONNEGATIVE) for each in beyond):
            return y
    return None


def _exponents(ring: Ring, x: Quotient) -> Iterator[Quotient]:
    """What `y` may be: the exponent of the first term, and small multiples of logarithms."""
    exponents = next(iter(x.num.monoms()))
    below = next(iter(x.den.monoms()))
    total = ring.zero
    for place in x.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Exponential):
            power = int(exponents[place]) - int(below[place])
            total = total + atom.argument * ring.constant(Fraction(power, atom.unit))
    yield total
    for place in x.generators:
        if isinstance(ring.atoms[place], Logarithm):
            for times in _MULTIPLES:
                yield ring.generators[place] * ring.constant(times)


def exp_of_lambert(ring: Ring, atom: Function, coefficient: Fraction) -> Quotient | None:
    """`exp(k W) = (x/W)^k` for whole `k`, where `x` is known not to be 0."""
    (x,) = atom.arguments
    if coefficient.denominator != 1 or not signs.is_within(ring.sign(x), signs.NONZERO):
        return None
    base = x / ring.generator(atom)
    return base**coefficient.numerator if coefficient > 0 else ring.one / base**-coefficient.numerator


def log_of_lambert(ring: Ring, atom: Function) -> Quotient | None:
    """`log(W) = log(x) - W` for `x > 0`."""
    (x,) = atom.arguments
    return log(ring, x) - ring.generator(atom) if ring.sign(x) == signs.POSITIVE else None


def lambert_rate(ring: Ring, x: Quotient) -> Quotient:
    """The derivative `exp(-W)/(1 + W)`."""
    value = lambert_w(ring, x)
    return exp(ring, -value) / (ring.one + value)


def lambert_edge(ring: Ring, x: Quotient) -> Quotient:
    """What must not be 0 for it to have a derivative."""
    return ring.one + lambert_w(ring, x)


def lambert_sign(ring: Ring, x: Quotient) -> int:
    """It has the sign of its argument where it is real."""
    sign = ring.sign(x)
    if signs.is_within(sign, signs.NONNEGATIVE) or (signs.is_real(sign) and not ring.principal):
        return sign
    return signs.ANY if sign & signs.ZERO else signs.NONZERO


def read_lambert(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    """`LambertW(x)` or `LambertW(x, branch)`; notes that `x` is not beyond the branch point."""
    ring, x = reader.ring, reader.value(args[0])
    branch = reader.value(args[1]).number() if args[1:] else 0
    if branch not in (0, -1):
        raise Outside("a branch of Lambert's W that is neither 0 nor -1")
    known = _inverse(ring, x, -1 if branch else 1)
    if known is not None:
        return known
    if branch:
        raise Outside("the branch -1 of Lambert's W")
    if not ring.principal:
        reader.require(x + exp(ring, -ring.one), signs.NONNEGATIVE)
    if not signs.is_within(ring.sign(x), signs.NONZERO) and reader.is_outermost:
        if not (ring.principal and ring.generic):
            ring.wished = True
            raise NeedsCase(_zero_or_not(reader, args[0], x))
        reader.require(x, signs.NONZERO, LEFT_OUT)
    return lambert_w(ring, x)


def _zero_or_not(reader: Reader, written: Term, x: Quotient) -> Rel:
    """What to go through: the signs of a real argument, else whether it, or a factor that may be, is 0."""
    if signs.is_real(reader.ring.sign(x)):
        return Rel("<", written, integer(0))
    factors = written.args if isinstance(written, Mul) else (written,)
    doubtful = (each for each in factors if reader.ring.sign(reader.value(each)) & signs.ZERO)
    return Rel("=", next(doubtful, written), integer(0))
