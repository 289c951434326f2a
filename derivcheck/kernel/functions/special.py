"""Maximum and sign: what the kernel knows beyond the elementary functions.

*Maximum.* `max(a, b) = (a + b + |a - b|)/2`, and `min` with a minus sign.

*Sign.* `sign(x) = x/|x|` where `x` is known not to be 0; else `sign(x)^3 = sign(x)`.

Functions of the language that stand here without a rule of their own are atoms: equal at equal arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.conjugates import conjugate
from derivcheck.kernel.algebra.passing import is_variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.bernoulli import bernoulli, bernoulli_rate
from derivcheck.kernel.functions.bessel import BESSEL_EDGES, BESSEL_MAKERS, BESSEL_RATES, BESSEL_SIGNS
from derivcheck.kernel.functions.counting import bell, stirling
from derivcheck.kernel.functions.divisors import common_divisor
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.functions.elliptic import (
    elliptic_e,
    elliptic_e_edge,
    elliptic_e_rate,
    elliptic_k,
    elliptic_k_edge,
    elliptic_k_rate,
    elliptic_sign,
)
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import (
    beta,
    binomial,
    digamma,
    double_factorial,
    falling,
    gamma,
    loggamma,
    polygamma,
    rising,
)  # fmt: skip
from derivcheck.kernel.functions.hurwitz import hurwitz_rate
from derivcheck.kernel.functions.hypergeometric import (
    hypergeometric,
    hypergeometric_edge,
    hypergeometric_rate,
    hypergeometric_sign,
    remade,
)
from derivcheck.kernel.functions.incomplete_gamma import (
    upper_gamma,
    upper_gamma_edge,
    upper_gamma_rate,
    upper_gamma_sign,
)
from derivcheck.kernel.functions.integral_functions import INTEGRAL_MAKERS, INTEGRAL_RATES, real_beside_cut
from derivcheck.kernel.functions.lambert import lambert_edge, lambert_rate, lambert_sign, lambert_w
from derivcheck.kernel.functions.orthogonal import ORTHOGONAL_MAKERS, ORTHOGONAL_RATES
from derivcheck.kernel.functions.permutations import permutation_sign
from derivcheck.kernel.functions.polylogarithms import polylog, polylog_edge, polylog_rate, polylog_sign
from derivcheck.kernel.functions.special_values import zeta
from derivcheck.kernel.functions.trigonometric import hyperbolic, rotation
from derivcheck.kernel.functions.whole_parts import floor_of
from derivcheck.kernel.reading.generic import suppose

__all__ = [
    "DERIVATIVES", "EDGES", "MAKERS", "SIGNS", "cardinal_sine", "larger", "sign_of", "smaller",
]  # fmt: skip

#: The derivatives by the last argument of functions that are atoms.
DERIVATIVES: Mapping[str, Callable[..., Quotient]] = {
    "gamma": lambda ring, x: gamma(ring, x) * digamma(ring, x),
    "loggamma": lambda ring, x: digamma(ring, x),
    "digamma": lambda ring, x: polygamma(ring, ring.one, x),
    "polygamma": lambda ring, order, x: polygamma(ring, order + ring.one, x),
    "sign": lambda ring, x: ring.zero,
    "LambertW": lambert_rate,
    "bernoulli": bernoulli_rate,
    "elliptic_e": elliptic_e_rate,
    "elliptic_k": elliptic_k_rate,
    "hyper": hypergeometric_rate,
    "polylog": polylog_rate,
    "uppergamma": upper_gamma_rate,
    "zeta": hurwitz_rate,
    **BESSEL_RATES,
    "Shi": lambda ring, x: _cardinal_hyperbolic_sine(ring, x),
    "Si": lambda ring, x: cardinal_sine(ring, x),
    **INTEGRAL_RATES,
    **ORTHOGONAL_RATES,
}

#: The signs that functions of their arguments may have, of those that are not real wherever these are.
SIGNS: Mapping[str, Callable[..., int]] = {
    "loggamma": real_beside_cut,
    "LambertW": lambert_sign,
    "gcd": lambda ring, *values: signs.NONNEGATIVE,
    "hyper": hypergeometric_sign,
    "polylog": polylog_sign,
    "uppergamma": upper_gamma_sign,
    **dict.fromkeys(("elliptic_e", "elliptic_k"), elliptic_sign),
    **BESSEL_SIGNS,
    **dict.fromkeys(("Chi", "Ci"), real_beside_cut),
}

#: What must not be 0 for a function of its arguments to have a derivative by the last one.
EDGES: Mapping[str, Callable[..., Quotient | None]] = {
    "LambertW": lambert_edge,
    "elliptic_e": elliptic_e_edge,
    "elliptic_k": elliptic_k_edge,
    "hyper": hypergeometric_edge,
    "polylog": polylog_edge,
    "sign": lambda ring, x: x,
    "uppergamma": upper_gamma_edge,
    **BESSEL_EDGES,
}


# -- maximum, sign -------------------------------------------------------------------------------------------


def larger(ring: Ring, first: Quotient, second: Quotient) -> Quotient:
    """`max(first, second)`"""
    return (first + second + absolute(ring, first - second)) * ring.constant(Fraction(1, 2))


def smaller(ring: Ring, first: Quotient, second: Quotient) -> Quotient:
    """`min(first, second)`"""
    return (first + second - absolute(ring, first - second)) * ring.constant(Fraction(1, 2))


def cardinal_sine(ring: Ring, x: Quotient) -> Quotient:
    """`sin(x)/x`, and 1 at 0: by its series, `0F1(; 3/2; -x^2/4)`, where `x` may be 0 or not."""
    return rotation(ring, x)[1] / x if _is_apart(ring, x) else _cardinal(ring, -x * x)


def _cardinal_hyperbolic_sine(ring: Ring, x: Quotient) -> Quotient:
    """`sinh(x)/x`, and 1 at 0"""
    return hyperbolic(ring, x)[1] / x if _is_apart(ring, x) else _cardinal(ring, x * x)


def _is_apart(ring: Ring, x: Quotient) -> bool:
    """Whether `x` is not 0, is supposed not to be, or is it at single points of a range of integration."""
    if x.is_zero():
        return False
    known = signs.is_within(ring.sign(x), signs.NONZERO)
    return known or any(map(is_variable, x.symbols)) or suppose(ring, x)


def _cardinal(ring: Ring, square: Quotient) -> Quotient:
    three_halves, quarter = ring.constant(Fraction(3, 2)), ring.constant(Fraction(1, 4))
    return hypergeometric(ring, (), (three_halves,), square * quarter)


def sign_of(ring: Ring, argument: Quotient) -> Quotient:
    """`sign(argument)`"""
    sign = ring.sign(argument)
    if argument.is_zero() or sign == signs.ZERO:
        return ring.zero
    if signs.is_within(sign, signs.NONZERO):
        return argument / absolute(ring, argument)
    if argument.num.leading_coefficient() < 0:
        return -sign_of(ring, -argument)
    atom = Function("sign", (argument,), (0,))
    return ring.law(atom) or ring.relate(atom, 3, ring.generator(atom))


#: How an atom is made anew when its arguments change.
MAKERS: Mapping[str, Callable[..., Quotient]] = {
    "FallingFactorial": falling,
    "LeviCivita": permutation_sign,
    "RisingFactorial": rising,
    "bell": bell,
    "bernoulli": bernoulli,
    "beta": beta,
    "binomial": binomial,
    "conjugate": conjugate,
    "digamma": digamma,
    "factorial2": double_factorial,
    "floor": floor_of,
    "gamma": gamma,
    "loggamma": loggamma,
    "polygamma": polygamma,
    "sign": sign_of,
    "LambertW": lambert_w,
    "elliptic_e": elliptic_e,
    "elliptic_k": elliptic_k,
    "gcd": common_divisor,
    "hyper": remade,
    "polylog": polylog,
    "stirling": stirling,
    "uppergamma": upper_gamma,
    "zeta": lambda ring, s, *a: opaque(ring, "zeta", s, *a) if a else zeta(ring, s),
    **BESSEL_MAKERS,
    **INTEGRAL_MAKERS,
    **ORTHOGONAL_MAKERS,
}
