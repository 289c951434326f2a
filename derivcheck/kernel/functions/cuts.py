"""Branch cuts: where principal logarithms, roots and their kin jump.

Among complex numbers these functions are analytic but on a *cut*, beyond which they have another value. They
have values on the cut, and no derivative there. Every cut is written as where some value is in `(-oo, 0]`:

    log(u), u^(1/q), u^a        u          asin(u)     1 - u^2        atan(u)     1 + u^2
    loggamma(u), Ci, Chi, Ei    u          li(u)       u - 1          LambertW(u) u + 1/e
    polylog(s, u), K(u), E(u)   1 - u      zeta(s, u)  u              Bessel functions that are not entire, u

(Digital Library of Mathematical Functions, 4.2, 4.13, 4.23, 5.2, 6.4, 10.2, 19.2, 15.2, 25.11, 25.12.) A real
function of a real variable does not cross its cut, or has no value there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Absolute, Atom, Function, Inverse, Logarithm, Power, Root
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, exp, imaginary_unit, log
from derivcheck.kernel.functions.trigonometric import pi

__all__ = ["CUTS", "cut_of", "is_off_by_angle"]


def cut_of(ring: Ring, atom: Atom) -> Quotient | None:
    """What is in `(-oo, 0]` where the atom has its cut; None for one without a cut."""
    match atom:
        case Power(_, exponent) if exponent.index_form() is not None:
            return None  # a whole number
        case Logarithm(inside) | Root(inside, _) | Power(inside, _):
            found: Quotient | None = inside
        case Inverse("asin", u):
            found = ring.one - u * u
        case Inverse(_, u):
            found = ring.one + u * u
        case Function(name, arguments) if name in CUTS and not ring.is_generic(name):
            found = CUTS[name](ring, *arguments)
        case _:
            return None
    return None if found is None or signs.is_real(ring.sign(found)) else found


def is_off_by_angle(ring: Ring, value: Quotient) -> bool:
    """True when it is known of the angle of a value that it is not half a turn: `arg(z) != pi`.

    An angle of which something is said is written by the modulus.
    """
    if Absolute(value) not in ring.places:
        return False
    angle = (log(ring, absolute(ring, value)) - log(ring, value)) * imaginary_unit(ring)
    return signs.is_within(ring.sign(angle - pi(ring)), signs.NONZERO)


def _of_last(ring: Ring, *arguments: Quotient) -> Quotient:
    return arguments[-1]


def _beyond_one(ring: Ring, *arguments: Quotient) -> Quotient:
    return ring.one - arguments[-1]


def _unless_entire(ring: Ring, order: Quotient, x: Quotient) -> Quotient | None:
    return None if order.index_form() is not None else x


def _of_more_above(ring: Ring, above: Quotient, *others: Quotient) -> Quotient | None:
    """A hypergeometric function has one where more parameters stand above than below."""
    number = above.number()
    return ring.one - others[-1] if number is not None and 2 * number > len(others) - 1 else None


#: What is in `(-oo, 0]` on the cut of a function of its arguments; None where it has no cut.
CUTS: Mapping[str, Callable[..., Quotient | None]] = {
    **dict.fromkeys(("Chi", "Ci", "Ei", "besselk", "bessely", "loggamma", "uppergamma", "zeta"), _of_last),
    **dict.fromkeys(("elliptic_e", "elliptic_k", "polylog"), _beyond_one),
    **dict.fromkeys(("besseli", "besselj"), _unless_entire),
    "LambertW": lambda ring, x: x + exp(ring, -ring.one),
    "hyper": _of_more_above,
    "li": lambda ring, x: x - ring.one,
}
