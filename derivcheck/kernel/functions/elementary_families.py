"""How exponentials, logarithms, roots, powers and absolute values are differentiated, and their signs."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Exponential,
    Logarithm,
    Power,
    Root,
)  # fmt: skip
from derivcheck.kernel.algebra.conjugates import conjugate
from derivcheck.kernel.algebra.quotient import Family, Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import excludes_negative
from derivcheck.kernel.functions.elementary import absolute, exp, log, rational_power
from derivcheck.kernel.functions.powers import whole_power

__all__ = ["families"]


def _exponential_derivative(ring: Ring, atom: Exponential, variable: object) -> Quotient:
    inner = ring.derivative(atom.argument, variable)
    return ring.generator(atom) * inner * ring.constant(Fraction(1, atom.unit))


def _root_derivative(ring: Ring, atom: Root, variable: object) -> Quotient:
    inner = ring.derivative(atom.base, variable)
    return ring.generator(atom) * inner / (atom.base * ring.constant(atom.degree))


def _power_derivative(ring: Ring, atom: Power, variable: object) -> Quotient:
    if variable.name in atom.exponent.symbols:  # type: ignore[attr-defined]
        raise NotImplementedError("the derivative of a power by its exponent, the sign of the base unknown")
    inner = ring.derivative(atom.base, variable)
    return atom.exponent * whole_power(ring, atom.base, atom.exponent - ring.one) * inner


def _absolute_derivative(ring: Ring, atom: Absolute, variable: object) -> Quotient:
    if not signs.is_real(ring.sign(atom.argument)):
        raise NotImplementedError("the derivative of the modulus of a complex number")
    return atom.argument / ring.generator(atom) * ring.derivative(atom.argument, variable)


def _within(allowed: int) -> object:
    def total(ring: Ring, atom: Logarithm | Root) -> bool:
        inner = atom.quotients()[0]
        return ring.is_total(inner) and signs.is_within(ring.sign(inner), allowed)

    return total


def _power_sign(ring: Ring, atom: Power) -> int:
    base = ring.sign(atom.base)
    if signs.is_within(base, signs.NONNEGATIVE):
        return base | signs.POSITIVE
    sign = signs.REAL if signs.is_real(base | ring.sign(atom.exponent)) else signs.ANY
    return sign & signs.NONZERO if signs.is_within(base, signs.NONZERO) else sign


def _root_sign(ring: Ring, atom: Root) -> int:
    base = ring.sign(atom.base)
    if not ring.principal or signs.is_within(base, signs.NONNEGATIVE):
        return base & signs.NONNEGATIVE
    return signs.NONZERO | (base & signs.ZERO)


def _log_sign(ring: Ring, atom: Logarithm) -> int:
    number = atom.argument.number()
    if number is not None and number > 0:
        return signs.sign_of_number(number - 1)
    real = not ring.principal or signs.is_within(ring.sign(atom.argument), signs.NONNEGATIVE)
    return ring.sign(atom.argument - ring.one) & signs.REAL if real else signs.ANY


def _log_conjugate(ring: Ring, atom: Logarithm) -> Quotient:
    """The real part is the logarithm of the modulus, also on the branch cut."""
    return log(ring, absolute(ring, atom.argument)) * ring.constant(2) - ring.generator(atom)


def _root_conjugate(ring: Ring, atom: Root) -> Quotient | None:
    """The same root of the conjugate, off the cut."""
    if not ring.sectored or not excludes_negative(ring, atom.base):
        return None
    base, degree = atom.base, atom.degree
    return ring.remembered(
        lambda: rational_power(ring, conjugate(ring, base), Fraction(1, degree)), "conjugate", atom
    )


def _root_modulus(ring: Ring, atom: Root) -> Quotient:
    return rational_power(ring, absolute(ring, atom.base), Fraction(1, atom.degree))


def _power_total(ring: Ring, atom: Power) -> bool:
    nonzero = signs.is_within(ring.sign(atom.base), signs.NONZERO)
    nonnegative = signs.is_within(ring.sign(atom.exponent), signs.NONNEGATIVE)
    return all(map(ring.is_total, atom.quotients())) and (nonzero or nonnegative)


families: dict[type[Atom], Family] = {
    Exponential: Family(
        rebuild=lambda ring, atom, change, form: exp(
            ring, change(atom.argument) * ring.constant(Fraction(1, atom.unit))
        ),
        derivative=_exponential_derivative,
        sign=lambda ring, atom: signs.POSITIVE if signs.is_real(ring.sign(atom.argument)) else signs.NONZERO,
        log=lambda ring, atom: atom.argument * ring.constant(Fraction(1, atom.unit)),
        power=lambda ring, atom, exponent: exp(ring, atom.argument * ring.constant(exponent / atom.unit)),
    ),
    Logarithm: Family(
        rebuild=lambda ring, atom, change, form: log(ring, change(atom.argument)),
        derivative=lambda ring, atom, variable: ring.derivative(atom.argument, variable) / atom.argument,
        sign=_log_sign,
        conjugate=_log_conjugate,
        total=_within(signs.POSITIVE),  # type: ignore[arg-type]
    ),
    Root: Family(
        rebuild=lambda ring, atom, change, form: rational_power(
            ring, change(atom.base), Fraction(1, atom.degree)
        ),
        derivative=_root_derivative,
        sign=_root_sign,
        absolute=_root_modulus,
        conjugate=_root_conjugate,
        total=_within(signs.NONNEGATIVE),  # type: ignore[arg-type]
        log=lambda ring, atom: log(ring, atom.base) * ring.constant(Fraction(1, atom.degree)),
        power=lambda ring, atom, exponent: rational_power(ring, atom.base, exponent / atom.degree),
    ),
    Power: Family(
        rebuild=lambda ring, atom, change, form: whole_power(ring, change(atom.base), change(atom.exponent)),
        derivative=_power_derivative,
        sign=_power_sign,
        absolute=lambda ring, atom: whole_power(ring, absolute(ring, atom.base), atom.exponent),
        conjugate=lambda ring, atom: whole_power(ring, conjugate(ring, atom.base), atom.exponent),
        total=lambda ring, atom: _power_total(ring, atom),
    ),
    Absolute: Family(
        rebuild=lambda ring, atom, change, form: absolute(ring, change(atom.argument)),
        derivative=_absolute_derivative,
        sign=lambda ring, atom: signs.NONNEGATIVE & (ring.sign(atom.argument) | signs.POSITIVE),
    ),
}
