"""What an antiderivative may be made of where functions stand that are known by their derivatives.

*By parts.* The antiderivative of `h(x) F(g(x))`, with `H' = h`, is `H F(g)` less that of `H F'(g) g'`, in
which `F` no longer stands where its derivative is elementary: `x Si(x) + cos(x)` for `Si(x)`.

*Those that come next.* The derivative of `polylog(s + 1, z)` has `polylog(s, z)` in it, that of
`polylog(2, z)` has `log(1 - z)`, that of `loggamma(z)` has `digamma(z)`, that of `polygamma(m - 1, z)` has
`polygamma(m, z)`; and `z (W - 1 + 1/W)` has the derivative `W(z)`. Beside `1/(x + c)` those of `exp(a x)`,
`cos(a x)` and `sin(a x)` are `Ei`, `Ci` and `Si` of `a (x + c)`, and the derivative of `Ei(log(x))` is
`1/log(x)`.

An integral that is equal to another one need not come to such functions when that one does, so elementary
integrands are only tried where equal integrals are not found without (`Ring.higher`).

Nothing is claimed here: what is found is differentiated by who asks.
Source: Abramowitz and Stegun, chapters 5, 6, 7 and 11; NIST DLMF, 4.13 and 25.12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.kernel.algebra.atoms import Cosine, Exponential, Function, Logarithm, Sine
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.bernoulli import bernoulli
from derivcheck.kernel.functions.gammas import loggamma, polygamma
from derivcheck.kernel.functions.integral_functions import INTEGRAL_MAKERS
from derivcheck.kernel.functions.lambert import lambert_w
from derivcheck.kernel.functions.polylogarithms import polylog
from derivcheck.kernel.functions.symbols import Variable

__all__ = ["by_parts", "following"]

_Antiderivative = Callable[[Quotient], Quotient | None]


def by_parts(ring: Ring, body: Quotient, name: str, antiderivative: _Antiderivative) -> Quotient | None:
    """An antiderivative of `body`, which is linear in one such function; None where none is found."""
    for place in body.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Function) or name not in ring.symbols[place] or ring.is_generic(atom.name):
            continue
        function = ring.generators[place]
        beside = _beside(ring, body, place)
        factor = None if beside is None else antiderivative(beside[0])
        if beside is None or factor is None:
            continue
        rest = beside[1] - factor * ring.derivative(function, Variable(name, ()))
        if place in rest.generators:
            continue
        last = ring.zero if rest.is_zero() else antiderivative(rest)
        if last is not None:
            return factor * function + last
    return None


def _beside(ring: Ring, body: Quotient, place: int) -> tuple[Quotient, Quotient] | None:
    """`h` and `r` for a body `h F + r`; None for other powers of `F`."""
    below = ring.quotient(body.den, ring.one.den)
    if place in below.generators:
        return None
    found = {
        dict(powers).get(place, 0): ring.quotient(part, body.den)
        for powers, part in by_powers(body.num, [place]).items()
    }
    return (found[1], found.get(0, ring.zero)) if 1 in found and found.keys() <= {0, 1} else None


def following(ring: Ring, body: Quotient, name: str) -> Iterator[Quotient]:
    """Functions in whose derivatives generators of the integrand stand."""
    below = [] if body.den.is_constant() else _linear_factors(ring, body, name)
    for place in body.generators:
        if name not in ring.symbols[place]:
            continue
        match ring.atoms[place]:
            case Function("polylog", (s, z)):
                yield polylog(ring, s + ring.one, z)
            case Function("bernoulli", (n, z)):
                yield bernoulli(ring, n + ring.one, z) / (n + ring.one)
            case Function("digamma", (z,)):
                yield loggamma(ring, z)
            case Function("polygamma", (order, z)) if name not in order.symbols:
                yield polygamma(ring, order - ring.one, z)
            case Function("LambertW", (z,)):
                yield z / lambert_w(ring, z)
            case (Exponential() | Cosine() | Sine()) as atom if below and _is_asked(ring):
                yield from _over_linear(ring, atom, below, name)
            case Logarithm(argument) if not body.den.is_constant() and _is_asked(ring):
                yield polylog(ring, ring.constant(2), ring.one - argument)
                yield INTEGRAL_MAKERS["Ei"](ring, ring.generators[place])


def _is_asked(ring: Ring) -> bool:
    """Whether an elementary integrand may be taken to others; it is noted where that may help."""
    ring.wished = True
    return ring.higher


def _linear_factors(ring: Ring, body: Quotient, name: str) -> list[Quotient]:
    """The factors `x + c` of the denominator, each divided by the coefficient of `x`."""
    found, by = [], Variable(name, ())
    for factor, _ in polynomial_factors(ring, body.den)[1]:
        slope = ring.derivative(factor, by) if name in factor.symbols else ring.zero
        if not slope.is_zero() and name not in slope.symbols:
            found.append(factor / slope)
    return found


def _over_linear(
    ring: Ring, atom: Exponential | Cosine | Sine, below: list[Quotient], name: str
) -> Iterator[Quotient]:
    rate = ring.derivative(atom.argument, Variable(name, ())) / ring.constant(atom.unit)
    names = ("Ei",) if isinstance(atom, Exponential) else ("Ci", "Si")
    if name not in rate.symbols:
        yield from (INTEGRAL_MAKERS[each](ring, rate * factor) for factor in below for each in names)
