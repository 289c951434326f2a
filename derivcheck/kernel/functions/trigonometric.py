"""Sine and cosine as rotations, the inverse functions, and what is short for them.

*Rotations.* The argument is taken apart into rational multiples of monomials, and each monomial `m`
gives one pair `(cos(m/u), sin(m/u))`. Angle sums are products of rotations, `(c, s)(c', s') = (cc' -
ss', cs' + sc')`, whole multiples are powers, a minus sign turns `s` round. With `s^2 = 1 - c^2` as the
equation of `s`, two trigonometric polynomials in the same angles are equal exactly when their normal
forms are. A sum of which all angles of a claim are multiples, as `a + b x` or `2 + 3 x` often is, counts as
one monomial: taken apart, its sine to the power `n` has `n + 1` terms. Rational multiples of `pi` with
denominator 1, 2, 3, 4, 6 or 12 have their exact values; `cos(pi k) = (-1)^k` for whole `k`. Source:
Abramowitz and Stegun, 4.3.

*Inverses.* `asin` and `atan` are atoms, odd in their argument; `acos(x) = pi/2 - asin(x)` on `[-1, 1]`;
`atan(1/x) = pi/2 - atan(x)` only where `x > 0` (and `-pi/2 - atan(x)` where `x < 0`). `sin(asin(x)) =
x`, `cos(asin(x)) = sqrt(1 - x^2)`, `cos(atan(x)) = 1/sqrt(1 + x^2)`. There is no rule for
`asin(sin(x))`: it is not `x`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    IMAGINARY,
    PI,
    Atom,
    Cosine,
    IndexValue,
    Inverse,
    Power,
    Sine,
)
from derivcheck.kernel.algebra.quotient import Change, ChangeForm, Family, Quotient, TooLarge
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.units import in_units, proper_parts, unit_of
from derivcheck.kernel.functions.elementary import exp, imaginary_unit, log, rational_power
from derivcheck.kernel.functions.wave_signs import sign_of_one_wave, sign_of_wave

__all__ = [
    "Rotation", "arc_sine", "arc_tangent", "families", "hyperbolic", "pi", "rotation", "sums_of_angles",
]  # fmt: skip

#: Multiples of an angle above this are not written out, and have a pair of their own.
_MOST_TURNS = 200

#: (cosine, sine)
Rotation = tuple[Quotient, Quotient]

#: By each of its terms a sum, the number before that term, and how many terms there are.
AngleSums = dict[Quotient, tuple[Quotient, Fraction, int]]


def pi(ring: Ring) -> Quotient:
    """The number pi."""
    return ring.generator(PI)


def rotation(ring: Ring, argument: Quotient) -> Rotation:
    """`(cos(argument), sin(argument))`"""
    total: Rotation | None = None
    for part, coefficient in _angles_in(ring, argument):
        turn = _of_multiple(ring, part, coefficient)
        total = _turned(total, turn) if total else turn
    return total or (ring.one, ring.zero)


def sums_of_angles(ring: Ring, arguments: Sequence[Quotient]) -> AngleSums:
    """The sums of terms that always occur together in these arguments, as `a + b x` in that and its half."""
    shares: dict[Quotient, dict[int, Fraction]] = {}
    for number, argument in enumerate(arguments):
        for part, coefficient in proper_parts(ring, argument):
            if (part.symbols or part.is_one()) and not part.names:
                shares.setdefault(part, {})[number] = coefficient
    together: dict[tuple[tuple[int, Fraction], ...], list[tuple[Quotient, Fraction]]] = {}
    for part, share in shares.items():
        first = next(iter(share.values()))
        alike = tuple((number, each / first) for number, each in share.items())
        together.setdefault(alike, []).append((part, first))
    made: AngleSums = {}
    for terms in together.values():
        if len(terms) > 1:
            made |= _kept_together(ring, terms)
            if ring.principal:
                turned = [(ring.conjugate(ring, part), each) for part, each in terms]
                made = _kept_together(ring, turned) | made  # a real part belongs to the sum as it is written
    return made


def _kept_together(ring: Ring, terms: Sequence[tuple[Quotient, Fraction]]) -> AngleSums:
    """A sum with whole coefficients that have no common factor, by each of its terms."""
    numbers = [number for _, number in terms]
    unit = Fraction(gcd(*(each.numerator for each in numbers)), lcm(*(each.denominator for each in numbers)))
    shares = {part: number / unit for part, number in terms}
    total = sum((part * ring.constant(share) for part, share in shares.items()), ring.zero)
    if total.num.leading_coefficient() < 0:
        total, shares = -total, {part: -share for part, share in shares.items()}
    return {part: (total, share, len(shares)) for part, share in shares.items()}


def _angles_in(ring: Ring, argument: Quotient) -> list[tuple[Quotient, Fraction]]:
    """The parts of an argument, among them multiples of the sums that are kept together."""
    parts = proper_parts(ring, argument)
    if not ring.sums:
        return parts
    found: dict[Quotient, list[Fraction]] = {}
    left: list[tuple[Quotient, Fraction]] = []
    for part, coefficient in parts:
        if part in ring.sums:
            total, share, _ = ring.sums[part]
            found.setdefault(total, []).append(coefficient / share)
    whole = {total: each[0] for total, each in found.items() if len({*each}) == 1}
    for part, coefficient in parts:
        total, _, many = ring.sums.get(part, (part, 1, 1))
        if len(found.get(total, ())) != many:
            whole.pop(total, None)
        if total not in whole:
            left.append((part, coefficient))
    return [*whole.items(), *left]


def _turned(first: Rotation, second: Rotation) -> Rotation:
    (c, s), (d, t) = first, second
    return c * d - s * t, c * t + s * d


def _of_multiple(ring: Ring, part: Quotient, coefficient: Fraction) -> Rotation:
    atom = part.atom()
    if atom == PI and (12 * coefficient).denominator == 1:
        return _of_twelfths(ring, int(12 * coefficient) % 24)
    if atom == PI and round(coefficient):  # half turns are left out
        cosine, sine = _of_multiple(ring, part, coefficient - round(coefficient))
        return (-cosine, -sine) if round(coefficient) % 2 else (cosine, sine)
    turns = _whole_turns(ring, part)
    if turns is not None and coefficient.denominator == 1:
        return ring.relate(Power(ring.constant(-1), turns), 2, ring.one) ** (int(coefficient) % 2), ring.zero
    if turns is not None:  # whole turns are left out
        coefficient -= 2 * round(coefficient / 2)
    if ring.sectored and part.symbols:
        return _by_exponentials(ring, part * ring.constant(coefficient))
    if isinstance(atom, Inverse) and coefficient.denominator == 1:
        return _repeated(ring, _of_inverse(ring, atom), int(coefficient))
    if isinstance(atom, Inverse) and coefficient.denominator == 2 and not ring.principal:
        return _repeated(ring, _of_half(ring, *_of_inverse(ring, atom)), int(2 * coefficient))
    if IMAGINARY in ring.places and ring.places[IMAGINARY] in part.generators:
        return _of_imaginary(ring, part / ring.generator(IMAGINARY) * ring.constant(coefficient))
    unit = unit_of(ring, "turn", part, coefficient)
    times = in_units(coefficient, unit)
    if abs(times) > _MOST_TURNS:
        cosine, sine = _pair(ring, part * ring.constant(abs(coefficient)), 1)
        return cosine, sine if times > 0 else -sine
    return _repeated(ring, _pair(ring, part, unit), times)


def _pair(ring: Ring, part: Quotient, unit: int) -> Rotation:
    """The cosine and the sine of `part/unit` as generators."""
    cosine = ring.make(Cosine(part, unit))
    place = ring.places.get(Sine(part, unit))
    if place is not None and place in ring.relations:
        return cosine, ring.generators[place]
    return cosine, ring.relate(Sine(part, unit), 2, ring.one - cosine * cosine)


def _by_exponentials(ring: Ring, argument: Quotient) -> Rotation:
    """`cos(m) = (exp(I m) + exp(-I m))/2`, `sin(m) = (exp(I m) - exp(-I m))/(2 I)`"""
    unit, half = imaginary_unit(ring), ring.constant(Fraction(1, 2))
    up, down = exp(ring, unit * argument), exp(ring, -unit * argument)
    return (up + down) * half, unit * (down - up) * half


def _of_imaginary(ring: Ring, argument: Quotient) -> Rotation:
    """`cos(I m) = cosh(m)`, `sin(I m) = I sinh(m)`"""
    even, odd = hyperbolic(ring, argument)
    return even, ring.generator(IMAGINARY) * odd


def hyperbolic(ring: Ring, x: Quotient) -> Rotation:
    """The hyperbolic cosine and sine."""
    up, down, half = exp(ring, x), exp(ring, -x), ring.constant(Fraction(1, 2))
    return (up + down) * half, (up - down) * half


def _repeated(ring: Ring, once: Rotation, times: int) -> Rotation:
    if times < 0:
        once, times = (once[0], -once[1]), -times
    if times > _MOST_TURNS:
        raise TooLarge
    total: Rotation | None = None
    while times:
        if times % 2:
            total = _turned(total, once) if total else once
        times //= 2
        if times:
            once = _turned(once, once)
    return total or (ring.one, ring.zero)


def _whole_turns(ring: Ring, part: Quotient) -> Quotient | None:
    """`k` when the part is `pi k` with a whole number `k`."""
    atoms = [ring.atoms[place] for place in part.generators]
    if len(atoms) < 2 or not part.den.is_one() or PI not in atoms:
        return None
    if not all(isinstance(atom, IndexValue) or atom == PI for atom in atoms):
        return None
    turns = part / pi(ring)
    return turns if turns.den.is_one() and pi_free(ring, turns) else None


def pi_free(ring: Ring, value: Quotient) -> bool:
    """True when `pi` does not occur in `value`."""
    return all(ring.atoms[place] != PI for place in value.generators)


def _of_twelfths(ring: Ring, twelfths: int) -> Rotation:
    """The rotation by `pi/12` times a whole number, from the exact values up to a quarter turn."""
    quarter, rest = divmod(twelfths, 6)
    turned = (_cosine_of_twelfths(ring, rest), _cosine_of_twelfths(ring, 6 - rest))
    for _ in range(quarter):
        turned = (-turned[1], turned[0])
    return turned


#: `cos(k pi/12)` for k from 0 to 6, as multiples of square roots.
_COSINES = (
    ((Fraction(1), 1),),
    ((Fraction(1, 4), 6), (Fraction(1, 4), 2)),
    ((Fraction(1, 2), 3),),
    ((Fraction(1, 2), 2),),
    ((Fraction(1, 2), 1),),
    ((Fraction(1, 4), 6), (Fraction(-1, 4), 2)),
    (),
)


def _cosine_of_twelfths(ring: Ring, twelfths: int) -> Quotient:
    total = ring.zero
    for factor, square in _COSINES[twelfths]:
        total = total + ring.constant(factor) * rational_power(ring, ring.constant(square), Fraction(1, 2))
    return total


def _of_inverse(ring: Ring, atom: Inverse) -> Rotation:
    x = atom.argument
    if atom.name == "asin":
        return rational_power(ring, ring.one - x * x, Fraction(1, 2)), x
    cosine = rational_power(ring, ring.one + x * x, Fraction(-1, 2))
    return cosine, x * cosine


def _of_half(ring: Ring, cosine: Quotient, sine: Quotient) -> Rotation:
    """The rotation by half of an angle from `-pi/2` to `pi/2`."""
    half = rational_power(ring, (ring.one + cosine) * ring.constant(Fraction(1, 2)), Fraction(1, 2))
    return half, sine / (half + half)


# -- inverses ------------------------------------------------------------------------------------------


def arc_sine(ring: Ring, argument: Quotient) -> Quotient:
    """`asin(argument)` for an argument in `[-1, 1]`."""
    known = _known_angle(ring, argument, tangent=False)
    if known is not None:
        return known
    if ring.sectored:
        unit, cosine = (
            imaginary_unit(ring),
            rational_power(ring, ring.one - argument * argument, Fraction(1, 2)),
        )
        return -unit * log(ring, unit * argument + cosine)
    return _odd(ring, "asin", argument)


def arc_tangent(ring: Ring, argument: Quotient) -> Quotient:
    """`atan(argument)`"""
    known = _known_angle(ring, argument, tangent=True)
    if known is not None:
        return known
    if ring.sectored:
        turned = imaginary_unit(ring) * argument
        half = imaginary_unit(ring) * ring.constant(Fraction(1, 2))
        return half * (log(ring, ring.one - turned) - log(ring, ring.one + turned))
    sign = ring.sign(argument)
    if sign in (signs.POSITIVE, signs.NEGATIVE) and argument.den.total_degree() > argument.num.total_degree():
        quarter = pi(ring) * ring.constant(Fraction(1 if sign == signs.POSITIVE else -1, 2))
        return quarter - _odd(ring, "atan", ring.one / argument)
    return _odd(ring, "atan", argument)


def _odd(ring: Ring, name: str, argument: Quotient) -> Quotient:
    if argument.num.leading_coefficient() < 0:
        return -ring.make(Inverse(name, -argument))
    return ring.make(Inverse(name, argument))


def _known_angle(ring: Ring, argument: Quotient, *, tangent: bool) -> Quotient | None:
    """A multiple of `pi/12` with this sine (tangent), for an argument that is a number or made of roots."""
    if argument.is_zero():
        return ring.zero
    if not argument.is_closed:
        return None
    number = argument.number()
    if number is not None:
        known = _RATIONAL_TANGENTS if tangent else _RATIONAL_SINES
        return pi(ring) * ring.constant(Fraction(known[number], 12)) if number in known else None
    for twelfths in range(-6, 7):
        cosine, sine = _of_twelfths(ring, twelfths % 24)
        wanted = argument * cosine if tangent else argument
        if not (tangent and cosine.is_zero()) and (sine - wanted).is_zero():
            return pi(ring) * ring.constant(Fraction(twelfths, 12))
    return None


#: The rational numbers, but for 0, that are sines and tangents of rational multiples of `pi` (Niven's
#: theorem), with the angle in twelfths of `pi`.
_RATIONAL_SINES = {Fraction(1, 2): 2, Fraction(-1, 2): -2, Fraction(1): 6, Fraction(-1): -6}
_RATIONAL_TANGENTS = {Fraction(1): 3, Fraction(-1): -3}


# -- the families ----------------------------------------------------------------------------------------


def _rebuilt(place: int) -> object:
    def rebuild(ring: Ring, atom: Cosine | Sine, change: Change, change_form: ChangeForm) -> Quotient:
        return rotation(ring, change(atom.argument) * ring.constant(Fraction(1, atom.unit)))[place]

    return rebuild


def _rate(ring: Ring, atom: Cosine | Sine, by: object) -> Quotient:
    return ring.derivative(atom.argument, by) * ring.constant(Fraction(1, atom.unit))


def _cosine_derivative(ring: Ring, atom: Cosine, by: object) -> Quotient:
    return -ring.make(Sine(atom.argument, atom.unit)) * _rate(ring, atom, by)


def _sine_derivative(ring: Ring, atom: Sine, by: object) -> Quotient:
    return ring.make(Cosine(atom.argument, atom.unit)) * _rate(ring, atom, by)


_MAKERS = {"asin": arc_sine, "atan": arc_tangent}


def _inverse_derivative(ring: Ring, atom: Inverse, by: object) -> Quotient:
    x = atom.argument
    inner = ring.derivative(x, by)
    if atom.name == "asin":
        return inner * rational_power(ring, ring.one - x * x, Fraction(-1, 2))
    return inner / (ring.one + x * x)


def _inverse_total(ring: Ring, atom: Inverse) -> bool:
    x = atom.argument
    if not ring.is_total(x):
        return False
    return atom.name == "atan" or signs.is_within(ring.sign(ring.one - x * x), signs.NONNEGATIVE)


def _inverse_sign(ring: Ring, atom: Inverse) -> int:
    x = atom.argument
    sign = ring.sign(x)
    if not signs.is_real(sign):
        return signs.ANY
    within = atom.name == "atan" or not ring.principal
    known = within or signs.is_within(ring.sign(ring.one - x * x), signs.NONNEGATIVE)
    return sign if known else signs.ANY


families: dict[type[Atom], Family] = {
    Cosine: Family(_rebuilt(0), _cosine_derivative, sign=sign_of_wave),  # type: ignore[arg-type]
    Sine: Family(
        rebuild=_rebuilt(1),  # type: ignore[arg-type]
        derivative=_sine_derivative,
        sign=sign_of_wave,
        sign_of_sum=sign_of_one_wave,
    ),
    Inverse: Family(
        rebuild=lambda ring, atom, change, change_form: _MAKERS[atom.name](ring, change(atom.argument)),
        derivative=_inverse_derivative,
        sign=_inverse_sign,
        total=_inverse_total,
    ),
}
