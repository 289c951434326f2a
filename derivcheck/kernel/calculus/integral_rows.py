"""Integrals whose antiderivatives are not elementary, and whose values are known.

* *Rows* of an integrand over a range from 0, which is met but for a constant factor; from 0 to infinity also
  in another scale, and from 1 to infinity by `x -> 1/x`.
* *Bose and Fermi.* From 0 to infinity `x^p/(exp(x) - 1)` has the integral `gamma(p + 1) zeta(p + 1)`, and
  `x^p exp(x)/(exp(x) - 1)^2` has `gamma(p + 1) zeta(p)`; with the other sign it is `1 - 2^(1 - z)` times as
  much, with `zeta(z)` in it. Here `z > 1`, or the real part of a complex `z`.
* *Beta of the second kind.* If `f = C x^p (1 + c x^k)^-r`, the integral from 0 to infinity is
  `C/k c^(-q) gamma(q) gamma(r - q)/gamma(r)` with `q = (p + 1)/k`, for `c > 0`, `k > 0`, `q > 0` and `r > q`,
  or their real parts; with factors `log(x)` it is differentiated by `p`.
* *Gauss.* Polynomials times a Gaussian over the whole line: `derivcheck.kernel.calculus.gaussians`; with a
  wave also over half of it, where the integrand is even.
* *Exponentials and waves* over the variable or over a square: `derivcheck.kernel.calculus.frullani`.
* *Waves* over powers of the variable: `derivcheck.kernel.calculus.dirichlet`;
  over a quadratic polynomial: `derivcheck.kernel.calculus.residues`.
* *A full turn.* From 0 to `2 pi`, `1/(a + b cos(x))` has the integral `2 pi/sqrt(a^2 - b^2)`, and half of it
  from 0 to `pi`, for `a > 0` and `a^2 > b^2`.

Source: Gradshteyn and Ryzhik, 3.194, 3.411, 3.423, 3.613, 3.721, 3.821, 3.897, 4.224, 4.231, 4.291, 4.531.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Constant, Cosine, Exponential, Inverse, Logarithm, Sine
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import has_positive_real_part
from derivcheck.kernel.calculus.dirichlet import over_a_power, over_any_power
from derivcheck.kernel.calculus.frullani import in_several_scales, over_a_square, over_the_variable
from derivcheck.kernel.calculus.gaussians import gaussian_integral, gaussian_wave, two_way_gaussian
from derivcheck.kernel.calculus.logarithmic_factors import MOST_LOGARITHMS, logarithms, over_itself
from derivcheck.kernel.calculus.residues import even_over_a_quadratic, over_a_quadratic
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.gammas import digamma, gamma
from derivcheck.kernel.functions.special_values import zeta
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import arc_sine, arc_tangent, pi, rotation
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["by_analytic_row", "by_row"]

_HALF = Fraction(1, 2)

Law = Callable[[Ring, Quotient, str], Quotient | None]


def by_row(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The value of an integral by one of the laws, which also show that it converges; or None."""
    if low is not None and low.is_one() and high is None:
        unit = range_variable(ring, "inverse", ring.zero, ring.one)
        x = symbol(ring, unit, ())
        return by_row(ring, with_symbol(ring, body, name, ring.one / x) / (x * x), unit, ring.zero, ring.one)
    if low is not None and not low.is_zero():
        return None
    return _by_first(ring, body, name, _LAWS.get(_where(ring, low, high), ()))


def by_analytic_row(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The value from 0 to infinity by a law that is analytic in what stands beside the variable, or None."""
    return _by_first(ring, body, name, (_bose, _second_beta))


def _by_first(ring: Ring, body: Quotient, name: str, laws: Iterable[Law]) -> Quotient | None:
    for law in laws:
        try:
            found = law(ring, body, name)
        except (NotImplementedError, Undefined, TooLarge):
            continue
        if found is not None:
            return found
    return None


def _where(ring: Ring, low: End, high: End) -> str:
    """The range as the tables name it."""
    if low is None or high is None:
        return "line" if low is high else "half" if high is None else ""
    if high.is_one():
        return "unit"
    turns = (high / pi(ring)).number()
    return _TURNS.get(turns, "") if turns is not None else ""


_TURNS = {Fraction(1, 4): "eighth", Fraction(1, 2): "quarter", Fraction(1): "half turn", Fraction(2): "turn"}


def _varying(ring: Ring, body: Quotient, name: str, *kinds: type) -> list[int]:
    """The places of the atoms of these kinds that hang on the variable, and are no powers of something."""
    return [
        place
        for place in body.generators
        if name in ring.symbols[place] and isinstance(ring.atoms[place], kinds) and not _is_power(ring, place)
    ]


def _is_power(ring: Ring, place: int) -> bool:
    """`a^p` is `exp(p log(a))`."""
    atom = ring.atoms[place]
    within = atom.argument.generators if isinstance(atom, Exponential) else ()
    return any(isinstance(ring.atoms[at], Logarithm) for at in within)


def _power(ring: Ring, value: Quotient, name: str) -> tuple[Quotient, Quotient] | None:
    """`c` and `p` of `c x^p`, or None."""
    x = symbol(ring, name, ())
    p = x * ring.derivative(value, Variable(name, ())) / value
    if name in p.symbols:
        return None
    c = value * exp(ring, -p * log(ring, x))
    return None if name in c.symbols else (c, p)


def _is_positive(ring: Ring, *values: Quotient) -> bool:
    return all(certain_sign(ring, value) == signs.POSITIVE for value in values)


def _raised(ring: Ring, base: Quotient, exponent: Quotient) -> Quotient:
    return exp(ring, exponent * log(ring, base))


# -- rows ----------------------------------------------------------------------------------------------------

#: An integrand and its integral.
_Row = tuple[Callable[[Ring, Quotient], Quotient], Callable[[Ring], Quotient]]


def _catalan(ring: Ring, times: Fraction | int = 1) -> Quotient:
    return ring.generator(Constant("Catalan")) * ring.constant(times)


def _pi_squared(divisor: int) -> Callable[[Ring], Quotient]:
    return lambda ring: pi(ring) ** 2 * ring.constant(Fraction(1, divisor))


def _pi_log_two(times: Fraction | int, catalan: Fraction | int = 0) -> Callable[[Ring], Quotient]:
    """`times pi log(2) + catalan Catalan`"""
    return lambda ring: (
        pi(ring) * log(ring, ring.constant(2)) * ring.constant(times) + _catalan(ring, catalan)
    )


def _sine(ring: Ring, x: Quotient) -> Quotient:
    return rotation(ring, x)[1]


def _cosine(ring: Ring, x: Quotient) -> Quotient:
    return rotation(ring, x)[0]


_UNIT_LOGARITHMS: tuple[_Row, ...] = (
    (lambda ring, x: log(ring, ring.one + x) / x, _pi_squared(12)),
    (lambda ring, x: log(ring, ring.one - x) / x, _pi_squared(-6)),
    (lambda ring, x: log(ring, x) / (ring.one - x), _pi_squared(-6)),
    (lambda ring, x: log(ring, x) / (ring.one + x), _pi_squared(-12)),
    (lambda ring, x: log(ring, x) / (ring.one - x * x), _pi_squared(-8)),
    (lambda ring, x: log(ring, x) / (ring.one + x * x), lambda ring: -_catalan(ring)),
    (lambda ring, x: log(ring, ring.one - x) / (ring.one + x * x), _pi_log_two(Fraction(1, 8), -1)),
    (lambda ring, x: log(ring, ring.one + x * x) / (ring.one + x * x), _pi_log_two(_HALF, -1)),
)
_UNIT_INVERSES: tuple[_Row, ...] = (
    (lambda ring, x: arc_tangent(ring, x) / x, _catalan),
    (lambda ring, x: arc_sine(ring, x) / x, _pi_log_two(_HALF)),
)
_EIGHTH_LOGARITHMS: tuple[_Row, ...] = (
    (lambda ring, x: log(ring, _sine(ring, x)), _pi_log_two(Fraction(-1, 4), -_HALF)),
    (lambda ring, x: log(ring, _cosine(ring, x)), _pi_log_two(Fraction(-1, 4), _HALF)),
    (lambda ring, x: log(ring, _cosine(ring, x) + _sine(ring, x)), _pi_log_two(Fraction(-1, 8), _HALF)),
)
_QUARTER_WAVES: tuple[_Row, ...] = (
    (lambda ring, x: x / _sine(ring, x), lambda ring: _catalan(ring, 2)),
    (lambda ring, x: x * _cosine(ring, x) / _sine(ring, x), _pi_log_two(_HALF)),
    (lambda ring, x: x * x / _sine(ring, x) ** 2, _pi_log_two(1)),
)
_HALF_EXPONENTIALS: tuple[_Row, ...] = (
    (lambda ring, x: x / (exp(ring, x) + exp(ring, -x)), _catalan),
    (lambda ring, x: x / (exp(ring, x) - exp(ring, -x)), _pi_squared(8)),
)


def _rows(rows: tuple[_Row, ...], *kinds: type, scaled: bool = False) -> Law:
    """The law that an integrand in atoms of these kinds, and of no others, is that of a row."""

    def law(ring: Ring, body: Quotient, name: str) -> Quotient | None:
        places = _varying(ring, body, name, *kinds)
        if not places:
            return None
        x, factor = symbol(ring, name, ()), ring.one
        if scaled:
            scale = _scale(ring, places[0], name)
            if scale is None:
                return None
            factor = ring.one / scale
            body = with_symbol(ring, body, name, x / scale)
        for shape, value in rows:
            ratio = body / shape(ring, x)
            if name not in ratio.symbols:
                return factor * ratio * value(ring)
        return None

    return law


def _scale(ring: Ring, place: int, name: str) -> Quotient | None:
    """The size of `s`, where an atom has the argument `s x`, however finely that was met."""
    atom = ring.atoms[place]
    assert isinstance(atom, Cosine | Exponential | Sine)
    slope = atom.argument / symbol(ring, name, ())
    if name in slope.symbols:
        return None
    sign = certain_sign(ring, slope)
    return slope if sign == signs.POSITIVE else -slope if sign == signs.NEGATIVE else None


# -- laws ----------------------------------------------------------------------------------------------------


def _bose(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    places = _varying(ring, body, name, Exponential)
    scale = _scale(ring, places[0], name) if len(places) == 1 else None
    if scale is None:
        return None
    growth = exp(ring, scale * symbol(ring, name, ()))
    for sign in (-1, 1):
        below = growth + ring.constant(sign)
        for shape, less in ((ring.one / below, 0), (growth / below**2, 1)):
            found = _power(ring, body / shape, name) if _is_free(ring, body / shape, name) else None
            if found is None:
                continue
            c, p = found
            order = p + ring.constant(1 - less)  # of zeta
            if not has_positive_real_part(ring, order - ring.one):
                return None
            value = c * gamma(ring, p + ring.one) * zeta(ring, order) / _raised(ring, scale, p + ring.one)
            return (
                value if sign < 0 else value * (ring.one - _raised(ring, ring.constant(2), ring.one - order))
            )
    return None


def _is_free(ring: Ring, value: Quotient, name: str) -> bool:
    """Whether no exponential is left."""
    return not _varying(ring, value, name, Exponential)


def _second_beta(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """By `x f'/f = p - h` with `1/h = 1/s + 1/(s c x^k)`, `s = r k`."""
    if _varying(ring, body, name, Cosine, Exponential, Inverse, Sine):
        return None
    x, by = symbol(ring, name, ()), Variable(name, ())
    times = logarithms(ring, body, x)
    if times > MOST_LOGARITHMS:
        return None
    body = body / log(ring, x) ** times if times else body
    rate = x * ring.derivative(body, by) / body
    p = with_symbol(ring, rate, name, ring.zero)
    inverse = ring.one / (p - rate)
    slope = x * ring.derivative(inverse, by)
    k = -(x * ring.derivative(slope, by) / slope)
    s = ring.one / (inverse + slope / k)
    if any(name in each.symbols for each in (p, k, s)) or not _is_positive(ring, k):
        return None
    power = _raised(ring, x, k)
    c = -k / (s * slope * power)
    q, r = (p + ring.one) / k, s / k
    if name in c.symbols or not _is_positive(ring, c):
        return None
    if not (has_positive_real_part(ring, q) and has_positive_real_part(ring, r - q)):
        return None
    constant = body * _raised(ring, ring.one + c * power, r) / _raised(ring, x, p)
    if name in constant.symbols:
        return None
    whole = gamma(ring, q) * gamma(ring, r - q) / gamma(ring, r)

    def grows(at: Quotient) -> Quotient:
        return digamma(ring, at) - digamma(ring, r - at) - log(ring, c)

    factor = over_itself(ring, (q,), (times,), grows) / k**times
    return constant / k * whole / _raised(ring, c, q) * factor


def _full_turn(times: int) -> Law:
    """The law for `times` half turns."""

    def law(ring: Ring, body: Quotient, name: str) -> Quotient | None:
        cosine = _cosine(ring, symbol(ring, name, ()))
        inverse = ring.one / body
        if cosine.atom() is None or cosine.generators[0] not in inverse.generators:
            return None
        b = inverse.partial(cosine.generators[0])
        a = inverse - b * cosine
        if name in a.symbols or name in b.symbols or not _is_positive(ring, a, a * a - b * b):
            return None
        return pi(ring) * ring.constant(times) / rational_power(ring, a * a - b * b, _HALF)

    return law


def _half_of(law: Law) -> Law:
    """The law for an even integrand over half of the line."""

    def half(ring: Ring, body: Quotient, name: str) -> Quotient | None:
        found = law(ring, body, name)
        if found is None or not (with_symbol(ring, body, name, -symbol(ring, name, ())) - body).is_zero():
            return None
        return found * ring.constant(_HALF)

    return half


_LAWS: Mapping[str, tuple[Law, ...]] = {
    "unit": (_rows(_UNIT_LOGARITHMS, Logarithm), _rows(_UNIT_INVERSES, Inverse)),
    "eighth": (_rows(_EIGHTH_LOGARITHMS, Logarithm),),
    "quarter": (_rows(_QUARTER_WAVES, Sine, Cosine),),
    "half turn": (_full_turn(1),),
    "turn": (_full_turn(2),),
    "half": (
        _rows(_HALF_EXPONENTIALS, Exponential, scaled=True),
        _bose,
        _second_beta,
        over_the_variable,
        in_several_scales,
        over_a_square,
        even_over_a_quadratic,
        over_a_power,
        over_any_power,
        two_way_gaussian,
        _half_of(gaussian_wave),
    ),
    "line": (gaussian_wave, gaussian_integral, over_a_quadratic),
}
