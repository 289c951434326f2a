"""What an antiderivative may be made of.

The terms of the integrand are monomials in generators (the variable itself, exponentials, sines and
cosines, logarithms, roots, ...). By Liouville's theorem an elementary antiderivative is made of the same
generators and of logarithms, so the candidates are

* *products* of the same generators with degrees that differentiation can bring down to those of the
  integrand (one more of the variable and of logarithms, the same exponentials, either of sine and cosine),
  over the denominator with each factor once less;
* *logarithms* of the factors of the denominator, and arctangents where a factor is quadratic;
* *arcsines* and their kin for roots of quadratic polynomials, error functions for exponentials of them;
* functions of `derivcheck.kernel.calculus.integrals_of_functions`.

Nothing is claimed here: whether a combination is an antiderivative is decided by differentiating it.
Source: Davenport and Trager, On the parallel Risch algorithm (1985); Bronstein, Symbolic Integration I.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product
from math import prod

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Cosine,
    Exponential,
    Function,
    Inverse,
    Logarithm,
    Root,
    Sine,
    SymbolAtom,
)  # fmt: skip
from derivcheck.kernel.algebra.factors import certain_sign, polynomial_factors
from derivcheck.kernel.algebra.quotient import Quotient, coefficients_by
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.degrees import bounds, is_highest
from derivcheck.kernel.calculus.integrals_of_functions import following
from derivcheck.kernel.functions.elementary import log, rational_power
from derivcheck.kernel.functions.integral_functions import error_function
from derivcheck.kernel.functions.symbols import Variable, function, symbol
from derivcheck.kernel.functions.trigonometric import arc_sine, arc_tangent

__all__ = ["candidates"]

_HALF = Fraction(1, 2)
#: More products than this are made fewer, and so many are not looked at.
_MOST_PRODUCTS, _TOO_MANY_PRODUCTS = 240, 10_000

_Exponents = dict[int, int]


@frozen
class _Shape:
    """An integrand taken apart: its generators, the exponents of its terms, the factors below."""

    generators: tuple[int, ...]
    terms: tuple[tuple[tuple[int, int], ...], ...]
    factors: tuple[tuple[Quotient, int], ...]


def candidates(ring: Ring, body: Quotient, name: str) -> list[Quotient]:
    """What a combination of may be an antiderivative of `body` by the variable."""
    if _is_hopeless(ring, body, name):
        return []
    shape = _shape(ring, body, name)
    found: dict[Quotient, None] = {}
    special = (*_specials(ring, shape, name), *following(ring, body, name))
    for made in (*_products(ring, shape, name), *special):
        if not made.is_zero() and name in made.symbols:
            found.setdefault(made)
    return list(found)


def _is_hopeless(ring: Ring, body: Quotient, name: str) -> bool:
    """True where a generic function stands without its derivative, which the derivative of it would bring."""
    atoms = [ring.atoms[place] for place in body.generators if name in ring.symbols[place]]
    found = [atom for atom in atoms if isinstance(atom, Function) and ring.is_generic(atom.name)]
    differentiated = {(atom.name, atom.arguments) for atom in found if any(atom.orders)}
    return any((atom.name, atom.arguments) not in differentiated for atom in found)


def _shape(ring: Ring, body: Quotient, name: str) -> _Shape:
    rate = ring.derivative(body, Variable(name, ()))
    own = {*symbol(ring, name, ()).generators}
    own |= {place for value in (body, rate) for place in value.generators if name in ring.symbols[place]}
    below: _Exponents = {}
    factors = []
    if not body.den.is_one():
        for factor, exponent in polynomial_factors(ring, body.den)[1]:
            if name not in factor.symbols:
                continue
            if factor.atom() is not None:
                below[factor.generators[0]] = exponent
            else:
                factors.append((factor, exponent))
    terms: dict[tuple[tuple[int, int], ...], None] = {}
    for exponents, _ in body.num.terms():
        powers = {place: int(exponents[place]) - below.get(place, 0) for place in own}
        terms.setdefault(tuple(sorted((place, power) for place, power in powers.items() if power)))
    kept = {place for place in own if not is_highest(ring, place, body, name)} | _lowered(
        ring, body.generators
    )
    return _Shape(tuple(sorted(kept)), tuple(terms), tuple(factors))


def _lowered(ring: Ring, places: tuple[int, ...]) -> set[int]:
    """The generic functions of which those that occur are derivatives, of whatever order."""
    made: set[int] = set()
    waiting = [ring.atoms[place] for place in places]
    while waiting:
        atom = waiting.pop()
        if isinstance(atom, Function):
            for order, times in enumerate(atom.orders):
                if times:
                    less = tuple(each - (here == order) for here, each in enumerate(atom.orders))
                    new = set(function(ring, atom.name, atom.arguments, less).generators) - made
                    waiting += [ring.atoms[place] for place in new]
                    made |= new
    return made


# -- products ------------------------------------------------------------------------------------------


def _products(ring: Ring, shape: _Shape, name: str) -> Iterator[Quotient]:
    exponentials = [place for place in shape.generators if isinstance(ring.atoms[place], Exponential)]
    others = [place for place in shape.generators if place not in exponentials]
    if len(shape.generators) == 1 and not shape.factors:  # powers of the variable, however high
        yield from (ring.monomial({place: power + 1}) for term in shape.terms for place, power in term)
        yield ring.monomial({others[0]: 1})
        return
    below = ring.one
    for factor, exponent in shape.factors:
        wave = any(isinstance(ring.atoms[place], Cosine | Sine) for place in factor.generators)
        below = below * factor ** (exponent if wave else exponent - 1)
    for pattern in _patterns(ring, shape, exponentials):
        matching = [dict(term) for term in shape.terms if _restricted(term, exponentials) == pattern]
        spans = [
            _widened(ring, place, _span(ring, place, matching or [dict(term) for term in shape.terms]), below)
            for place in others
        ]
        if _count(spans) > _MOST_PRODUCTS:
            spans = [_tight(ring, place, matching) for place in others]
        if _count(spans) > _TOO_MANY_PRODUCTS:
            continue
        known = [] if shape.factors or not matching else bounds(ring, shape.generators, matching, name)
        for powers in product(*spans):
            exponents = {**dict(pattern), **dict(zip(others, powers, strict=True))}
            if all(is_met(exponents) for is_met in known):
                yield ring.monomial(exponents) / below


def _count(spans: Iterable[range]) -> int:
    """How many products there are; Python counts no ranges as long as exponents may be."""
    return prod(span.stop - span.start for span in spans)


def _widened(ring: Ring, place: int, span: range, below: Quotient) -> range:
    """Over a polynomial in a cosine, also the products of the sine and of lower powers of the cosine."""
    atom = ring.atoms[place]
    if not isinstance(atom, Cosine | Sine) or below.is_one():
        return span
    cosine = ring.places.get(Cosine(atom.argument, atom.unit))
    degree = 0 if cosine is None else int(below.num.degrees()[cosine])
    most = 2 if isinstance(atom, Sine) and degree else degree
    return range(span.start, max(span.stop, most))


def _restricted(term: tuple[tuple[int, int], ...], places: list[int]) -> tuple[tuple[int, int], ...]:
    return tuple(pair for pair in term if pair[0] in places)


def _patterns(ring: Ring, shape: _Shape, exponentials: list[int]) -> list[tuple[tuple[int, int], ...]]:
    """The products of exponentials that may occur: those of the integrand, which no derivative changes."""
    found = dict.fromkeys(_restricted(term, exponentials) for term in shape.terms)
    nested = any(
        set(exponentials) & set(part.generators)
        for place in shape.generators
        if isinstance(ring.atoms[place], Root | Logarithm | Inverse)
        for part in ring.atoms[place].quotients()
    )
    inside = any(set(exponentials) & set(factor.generators) for factor, _ in shape.factors)
    if nested or inside:
        most = {
            place: max((abs(power) for term in shape.terms for at, power in term if at == place), default=0)
            + 1
            for place in exponentials
        }
        for powers in product(*(range(-most[place], most[place] + 1) for place in exponentials)):
            pattern = zip(exponentials, powers, strict=True)
            found.setdefault(tuple(pair for pair in pattern if pair[1]))
            if len(found) > _MOST_PRODUCTS // 8:
                break
    return list(found)


def _span(ring: Ring, place: int, terms: list[_Exponents]) -> range:
    """The degrees that a generator may have in an antiderivative."""
    atom = ring.atoms[place]
    powers = [term.get(place, 0) for term in terms] or [0]
    low, high = min(0, *powers), max(0, *powers)
    match atom:
        case Sine():
            return range(2) if _turns(ring, place, terms) else range(1)
        case Cosine():
            turns = _turns(ring, place, terms)
            return range(low, turns + 2) if turns or low < 0 else range(1)
        case Root(_, degree):
            return range(degree)
        case SymbolAtom():
            return range(low + (low < 0), high + 2)
        case Function():
            return range(low + (low < 0), max(sum(term.values()) for term in terms) + 2)
        case _:
            return range(low + (low < 0), high + 2)


def _tight(ring: Ring, place: int, terms: list[_Exponents]) -> range:
    """Only one degree more than there is, for integrands with many generators."""
    powers = [term.get(place, 0) for term in terms] or [0]
    more = isinstance(ring.atoms[place], SymbolAtom)
    return range(min(0, *powers), max(0, *powers) + 1 + more)


def _turns(ring: Ring, place: int, terms: list[_Exponents]) -> int:
    """The highest degree in the cosine and the sine of one argument."""
    atom = ring.atoms[place]
    assert isinstance(atom, Cosine | Sine)
    pair = [ring.places.get(made(atom.argument, atom.unit)) for made in (Cosine, Sine)]
    return max(sum(abs(term.get(at, 0)) for at in pair if at is not None) for term in terms)


# -- logarithms, arctangents, arcsines -------------------------------------------------------------------


def _specials(ring: Ring, shape: _Shape, name: str) -> Iterator[Quotient]:
    below = [factor for factor, _ in shape.factors]
    for place in shape.generators:
        atom = ring.atoms[place]
        if any(power < 0 for term in shape.terms for at, power in term if at == place):
            below.append(ring.generators[place])
        if isinstance(atom, Logarithm) and name in atom.argument.symbols:  # by parts, that stands below
            below.append(ring.quotient(atom.argument.num, ring.one.den))
    for factor in below:
        yield from _log_of(ring, factor)
        yield from _of_quadratic(ring, factor, name)
        yield from _half_angle(ring, factor)
    for root, base in _roots(ring, shape):
        yield from _of_root(ring, root, base, below, name)
    yield from _error_functions(ring, shape, name)


def _log_of(ring: Ring, value: Quotient) -> Iterator[Quotient]:
    """The logarithm of the absolute value, where the sign is known."""
    if isinstance(value.atom(), Exponential):
        return
    sign = certain_sign(ring, value)
    if sign == signs.POSITIVE:
        yield log(ring, value)
    elif sign == signs.NEGATIVE:
        yield log(ring, -value)


def _coefficients(ring: Ring, value: Quotient, place: int, times: int = 1) -> list[Quotient] | None:
    """`value` as a polynomial of degree at most 2 in `g^times`, lowest first; None for anything else."""
    if not value.den.is_one() or value.num.degrees()[place] > 2 * times:
        return None
    found = coefficients_by(value.num, place, 2 * times)
    if times > 1 and any(len(part) for power, part in enumerate(found) if power % times):
        return None
    return [Quotient(ring, part, ring.one.den) for part in found[::times]]


def _root(ring: Ring, value: Quotient) -> Quotient | None:
    """The square root of what is known to be positive."""
    return rational_power(ring, value, _HALF) if certain_sign(ring, value) == signs.POSITIVE else None


def _of_quadratic(ring: Ring, factor: Quotient, name: str) -> Iterator[Quotient]:
    """`atan((2 a g + b)/d)` for a factor `a g^2 + b g + c`, `d^2 = 4 a c - b^2`, or two logarithms.

    Here `g` is a generator or a power of it.
    """
    for place in factor.generators:
        times = max(1, int(factor.num.degrees()[place]) // 2)
        found = _coefficients(ring, factor, place, times)
        if name not in ring.symbols[place] or found is None or found[2].is_zero():
            continue
        if any(name in each.symbols for each in found):
            continue
        c, b, a = found
        inner = ring.constant(2) * a * ring.generators[place] ** times + b
        square = ring.constant(4) * a * c - b * b
        width = _root(ring, square)
        if width is not None:
            yield arc_tangent(ring, inner / width)
            continue
        width = _root(ring, -square)
        if width is not None:
            yield from _log_of(ring, inner - width)
            yield from _log_of(ring, inner + width)


def _half_angle(ring: Ring, factor: Quotient) -> Iterator[Quotient]:
    """With a cosine `c` and sine `s` below: logarithms of `1 + s` and `1 - s`, and half-angle forms."""
    for place in factor.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Cosine):
            continue
        cosine, sine = ring.generator(atom), ring.make(Sine(atom.argument, atom.unit))
        if factor.atom() is not None:
            yield from _log_of(ring, ring.one + sine)
            yield from _log_of(ring, ring.one - sine)
        found = _coefficients(ring, factor, place)
        if found is None or not found[2].is_zero():
            continue
        a, b = found[0], found[1]
        if signs.is_within(certain_sign(ring, a + b), signs.NONZERO):
            width = _root(ring, (a - b) / (a + b))
            if width is not None:
                yield arc_tangent(ring, width * sine / (ring.one + cosine))


def _roots(ring: Ring, shape: _Shape) -> list[tuple[Quotient, Quotient]]:
    """The square roots with what is under them, also where a root of a product came apart."""
    found = []
    for place in shape.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Root) and atom.degree == 2:
            found.append((ring.generator(atom), atom.base))
    return found + [(one * two, a * b) for (one, a), (two, b) in combinations(found, 2)]


def _of_root(
    ring: Ring, root: Quotient, base: Quotient, below: list[Quotient], name: str
) -> Iterator[Quotient]:
    """`asin` or a logarithm for the root of a quadratic polynomial, arctangents of the root itself."""
    for factor, sign in product((*below, *(each * each for each in below)), (1, -1)):
        rest = factor - ring.constant(sign) * base
        if name in rest.symbols:
            continue
        width = _root(ring, ring.constant(sign) * rest)
        if width is not None:
            yield arc_tangent(ring, root / width)
    for place in base.generators:
        found = _coefficients(ring, base, place)
        if name not in ring.symbols[place] or found is None or any(name in each.symbols for each in found):
            continue
        c, b, a = found
        inner = ring.constant(2) * a * ring.generators[place] + b
        if certain_sign(ring, a) == signs.NEGATIVE:
            width = _root(ring, b * b - ring.constant(4) * a * c)
            if width is not None:
                yield arc_sine(ring, -inner / width)
        steep = _root(ring, a)
        if steep is not None:
            yield from _log_of(ring, ring.constant(2) * steep * root + inner)


def _error_functions(ring: Ring, shape: _Shape, name: str) -> Iterator[Quotient]:
    """`erf` for exponentials of a quadratic polynomial whose leading coefficient is negative."""
    exponentials = [place for place in shape.generators if isinstance(ring.atoms[place], Exponential)]
    place = ring.places.get(SymbolAtom(name))
    for pattern in dict.fromkeys(_restricted(term, exponentials) for term in shape.terms):
        argument = ring.zero
        for at, power in pattern:
            atom = ring.atoms[at]
            assert isinstance(atom, Exponential)
            argument = argument + atom.argument * ring.constant(Fraction(power, atom.unit))
        den = ring.quotient(argument.den, ring.one.den)
        if place is None or name in den.symbols:
            continue
        found = _coefficients(ring, ring.quotient(argument.num, ring.one.den), place)
        if found is None or found[2].is_zero() or any(name in each.symbols for each in found):
            continue
        _, b, a = (each / den for each in found)
        steep = _root(ring, -a)
        if steep is not None:
            x = ring.generators[place]
            yield error_function(ring, steep * x - b / (ring.constant(2) * steep))
