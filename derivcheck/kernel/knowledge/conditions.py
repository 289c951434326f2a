"""What must hold for a term to be defined, as it is met while the term is read.

A condition says that a quotient has one of some signs (a denominator is not zero, the argument of a
logarithm is positive), or that an index form is not negative (a member of a family exists). It holds
for all values of the bound indices it stands under, where its guard is 1. What the facts grant is
never recorded.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz_poly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import IMAGINARY, Absolute, IndexValue, Root, SymbolAtom, axis
from derivcheck.kernel.algebra.conjugates import conjugate, plainer, two_squares
from derivcheck.kernel.algebra.factors import factored, is_nonzero
from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import (
    excludes_negative,
    excludes_zero,
    has_positive_real_part,
    in_parts,
    terms_of,
)

__all__ = [
    "CONVERGES",
    "EDGE",
    "ENOUGH",
    "JUMP",
    "LEAVES_OUT",
    "LEFT_OUT",
    "NEEDED",
    "OFF_CUT",
    "ORDER",
    "POLE_FREE",
    "Condition",
    "constant_part",
    "granted",
    "is_fractional",
    "need",
]

#: A condition is needed for the term to be defined, or keeps a derivative away from an edge or a jump, or is
#: merely enough. Only what is needed may be taken for a fact. At an edge a derivative has the value that is
#: read, if it has one; at a jump it may have another: `x*sign(x)^2` is `x`, and yet `sign(0)^2` is not 1.
#: The order of the ends of a range is needed too: what a sum is where they are out of order is read in two
#: ways, so a proof leaves these points out and says so. What is left out is always said, though there may
#: be a value, and so may be taken for a fact inside of the proof: `x^y`, read as `exp(y log(x))`, is 0 where
#: `x` is 0 and `y` positive.
NEEDED, EDGE, JUMP, ENOUGH, ORDER = "needed", "edge", "jump", "enough", "order"
LEFT_OUT = "left out"
#: What a proof says in any case, though a side may have a value beyond it.
LEAVES_OUT = (ORDER, LEFT_OUT)

#: Not one of the signs: the value is no pole of gamma.
POLE_FREE = 16

#: Not a sign either: the value, an integral or a limit, exists.
CONVERGES = 32

#: Not a sign either: the value is not in `(-oo, 0]`, so its angle is not half a turn.
OFF_CUT = 64

#: So many values of a bound index are gone through one by one.
_MOST_VALUES = 64
#: The norms of longer sums of complex numbers are not looked at: that takes long, and shows little.
_MOST_COMPARED = 5
#: The angles of longer values, and of those in more symbols, are not looked for: that takes long likewise.
_MOST_TURNED = 6


@frozen
class Condition:
    """`value` has a sign in `allowed`, or `form >= 0`, for all values of the bound indices in `scope`.

    With `POLE_FREE` for `allowed` the value is not 0, -1, -2, …, where gamma has its poles, with `OFF_CUT` it
    is not in `(-oo, 0]`, where logarithms and roots of complex numbers jump. An edge is one
    `of` a derivative, which may have a value there or not. What is enough is so `of` something, too: the
    exponent of a power or of a factorial power, or the terms of a series.
    """

    value: Quotient | None
    allowed: int
    form: Form | None = None
    scope: tuple[tuple[str, Form, Form | None], ...] = ()
    guard: Quotient | None = None
    kind: str = NEEDED
    of: object = None

    @property
    def names(self) -> tuple[str, ...]:
        """The bound indices that it holds for all values of."""
        return tuple(name for name, _, _ in self.scope)


def need(ring: Ring, value: Quotient, allowed: int) -> list[tuple[Quotient, int]]:
    """What is left to ask so that `value` has an allowed sign: nothing when that is known.

    A product is not zero when none of its factors is, a root when what is under it is not; factors
    that are known to be positive do not matter for a sign. So only what is in doubt is asked for.
    """
    if allowed == CONVERGES:
        return [] if ring.converges(value) else [(value, allowed)]
    if ring.ranges:  # of which what is remembered does not know
        return _needed(ring, value, allowed)
    return ring.remembered(
        lambda: _needed(ring, value, allowed), "needed", value, allowed, len(ring.relations)
    )


def _needed(ring: Ring, value: Quotient, allowed: int) -> list[tuple[Quotient, int]]:
    sign = ring.sign(value)
    if allowed == POLE_FREE:
        is_free = sign in (signs.POSITIVE, signs.NONREAL) or is_fractional(ring, value)
        is_free = is_free or (ring.principal and has_positive_real_part(ring, value))
        return [] if is_free else [(value, allowed)]
    if allowed == OFF_CUT:
        return _off_cut(ring, value, sign)
    if signs.is_within(sign, allowed):
        return []
    if value.is_zero() or value.number() is not None:
        return [(value, allowed)]
    if allowed in (signs.NEGATIVE, signs.NONPOSITIVE):
        return need(ring, -value, signs.negate(allowed))
    if allowed == signs.NONZERO or (allowed == signs.POSITIVE and signs.is_within(sign, signs.NONNEGATIVE)):
        return _nonzero(ring, value, asked=True)
    return _without_known(ring, value, allowed)


def _off_cut(ring: Ring, value: Quotient, sign: int) -> list[tuple[Quotient, int]]:
    """A real value has to be positive, another one may lie anywhere but on the cut."""
    if signs.is_real(sign):
        return need(ring, value, signs.POSITIVE)
    if len(value.num) + len(value.den) > _MOST_TURNED or len(value.symbols) > _MOST_TURNED:
        return [(value, OFF_CUT)]
    atoms = (ring.atoms[place] for place in value.generators)
    anywhere = any(isinstance(atom, SymbolAtom) and _is_free(ring, atom) for atom in atoms)
    if not anywhere and excludes_negative(ring, value) and not need(ring, value, signs.NONZERO):
        return []
    factors = factored(ring, value)
    doubtful = [(factor, power) for factor, power in factors.parts if ring.sign(factor) != signs.POSITIVE]
    if len(doubtful) != 1 or abs(doubtful[0][1]) != 1:
        return [(value, OFF_CUT)]
    single = doubtful[0][0]
    return [(single if factors.number > 0 else -single, OFF_CUT)]


def is_fractional(ring: Ring, value: Quotient) -> bool:
    """True for the sum of a whole number and a fraction."""
    constant = constant_part(ring, value)
    rest = value - ring.constant(constant)
    return constant.denominator != 1 and rest.index_form() is not None


def constant_part(ring: Ring, value: Quotient) -> Fraction:
    """The constant term of a polynomial; 0 for another quotient."""
    if not value.den.is_constant():
        return Fraction(0)
    return Fraction(int(value.num[(0,) * ring.size.generators]), int(value.den.leading_coefficient()))


def _nonzero(ring: Ring, value: Quotient, *, asked: bool = False) -> list[tuple[Quotient, int]]:
    """What is left to ask so that `value` is not 0, as its sign does not show if that was `asked`."""
    made: dict[tuple[Quotient, int], None] = {}
    for factor, _ in factored(ring, value).parts:
        is_open = asked and factor == value
        if not is_open and signs.is_within(ring.sign(factor), signs.NONZERO):
            continue
        if _is_modulus_positive(ring, factor):
            continue
        if _has_no_whole_root(ring, factor):
            continue
        if ring.sectored and excludes_zero(ring, factor):
            continue
        if ring.principal and _is_apart_from_zero(ring, factor):
            continue
        atom = factor.atom()
        inside = atom.quotients() if isinstance(atom, Root | Absolute) else ()
        inside += two_squares(ring, factor) if ring.principal else ()
        if inside:
            made.update(dict.fromkeys(one for each in inside for one in _nonzero(ring, each)))
        else:
            made[_plainest(ring, factor) if ring.principal else factor, signs.NONZERO] = None
    return _gathered(ring, list(made)) if len(made) > 1 and ring.relations else list(made)


def _is_apart_from_zero(ring: Ring, factor: Quotient) -> bool:
    """True for a complex number of few terms that its norm, or those of its terms, show not to be 0.

    Where nothing is said of a complex symbol in it, it may be 0.
    """
    symbols = (SymbolAtom(name, ()) for name in factor.symbols)
    if len(factor.num) > _MOST_COMPARED or any(_is_free(ring, atom) for atom in symbols):
        return False
    return ring.remembered(
        lambda: _differs(ring, factor) or _has_positive_norm(ring, factor), "apart from zero", factor
    )


def _is_free(ring: Ring, atom: SymbolAtom) -> bool:
    """True for a complex symbol of which neither the modulus nor a part was met."""
    place = ring.places.get(atom)
    if place is None or signs.is_real(ring.generator_sign(place)):
        return False
    met = Absolute(ring.generators[place]), SymbolAtom(axis("re", atom.name), ())
    return ring.places.keys().isdisjoint(met)


def _has_positive_norm(ring: Ring, factor: Quotient) -> bool:
    """True for a number `a + I b` of which `a^2 + b^2` is positive, as 1 is for `cos(t) + I sin(t)`."""
    if signs.is_real(ring.sign(factor)):
        return False
    norm = in_parts(ring, factor * conjugate(ring, factor))
    return all(ring.sign(part) in (signs.POSITIVE, signs.NEGATIVE) for part, _ in factored(ring, norm).parts)


def _differs(ring: Ring, factor: Quotient) -> bool:
    """True for two terms of different moduli: `z - 1` is not 0 where `|z| < 1`."""
    if len(factor.num) != 2:
        return False
    first, second = (term * conjugate(ring, term) for term in terms_of(ring, factor))
    return is_nonzero(ring, (first - second).num)


def _has_no_whole_root(ring: Ring, factor: Quotient) -> bool:
    """True for a polynomial in one whole number that is 0 at none of its values."""
    atoms = [ring.atoms[place] for place in factor.generators]
    if len(atoms) != 1 or not isinstance(atoms[0], IndexValue):
        return False
    (place,) = factor.generators
    row = [0] * (int(factor.num.degrees()[place]) + 1)
    for exponents, coefficient in factor.num.terms():
        row[exponents[place]] = int(coefficient)
    roots = (int(root) for root, _ in fmpz_poly(row).roots() if root.denominator == 1)
    return all(ring.facts.excludes_zero(variable(atoms[0].name).shifted(-root)) for root in roots)


def _plainest(ring: Ring, factor: Quotient) -> Quotient:
    """Of a factor, its conjugate and `I` times either the one that is written first."""
    place = ring.places.get(IMAGINARY)
    turned = (factor,) if place is None else (factor, factor * ring.generators[place])
    either = {plainer(ring, each if each.num.leading_coefficient() > 0 else -each) for each in turned}
    return min(either, key=lambda one: (len(one.generators), one.num.total_degree(), one.key))


def _is_modulus_positive(ring: Ring, factor: Quotient) -> bool:
    """True when `|factor|` is met elsewhere and is known to be positive: it exceeds what is positive."""
    place = ring.places.get(Absolute(factor))
    return place is not None and ring.polynomial_sign(ring.polynomials[place]) == signs.POSITIVE


def _gathered(ring: Ring, asked: list[tuple[Quotient, int]]) -> list[tuple[Quotient, int]]:
    """With a square root for its factors: `sin(x) != 0` for `cos(x) - 1 != 0` and `cos(x) + 1 != 0`."""
    for place, (power, image) in ring.relations.items():
        if power != 2 or image.is_zero() or len(image.num) < 2 or isinstance(ring.atoms[place], Root):
            continue
        factors = {(factor, signs.NONZERO) for factor, _ in factored(ring, image).parts}
        if len(factors) > 1 and factors <= set(asked):
            root = (ring.generators[place], signs.NONZERO)
            asked = [*(one for one in asked if one not in factors and one != root), root]
    return asked


def _without_known(ring: Ring, value: Quotient, allowed: int) -> list[tuple[Quotient, int]]:
    """The same question about the factors in doubt, where it comes down to a single one to an odd power."""
    factors = factored(ring, value)
    negative = factors.number < 0
    total, doubtful = signs.sign_of_number(factors.number), []
    for factor, exponent in factors.parts:
        sign = ring.sign(factor)
        total = signs.multiply(total, signs.power(sign, abs(exponent)))
        if sign == signs.NEGATIVE and exponent % 2:
            negative = not negative
        if sign not in (signs.POSITIVE, signs.NEGATIVE):
            doubtful.append((factor, exponent))
    if signs.is_within(total, allowed):
        return []
    if not negative and all(exponent % 2 == 0 for _, exponent in doubtful):
        real = all(signs.is_real(ring.sign(factor)) for factor, _ in doubtful)
        if real:
            return [] if allowed == signs.NONNEGATIVE else _nonzero(ring, value)
    if len(doubtful) != 1 or doubtful[0][1] % 2 == 0:
        return [(value, allowed)]
    single = doubtful[0][0]
    return [(-single if negative else single, allowed)]


def granted(ring: Ring, condition: Condition) -> bool:
    """True when the facts now say that the condition holds."""
    with ring.reopened(condition.scope):
        if condition.form is not None:
            return ring.facts.entails(condition.form)
        assert condition.value is not None
        if not need(ring, condition.value, condition.allowed):
            return True
    return _holds_one_by_one(ring, condition.value, condition)


def _holds_one_by_one(ring: Ring, value: Quotient, condition: Condition) -> bool:
    """True when it holds at each value of a single bound index, which are few and written."""
    if len(condition.scope) != 1:
        return False
    ((name, low, high),) = condition.scope
    if high is None or low.terms or high.terms or high.const - low.const >= _MOST_VALUES:
        return False
    images = ({name: constant(place)} for place in range(low.const, high.const + 1))
    return all(not need(ring, ring.at(value, image), condition.allowed) for image in images)
