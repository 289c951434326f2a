"""Hypergeometric functions: the sums of `(a)_k ... z^k/((b)_k ... k!)` over `k >= 0`, continued.

The order of parameters does not matter; those above and below cancel. No lower one may be 0, -1, -2, ….

*Where.* With `-n` above it is the sum over `k <= n`, defined for all `z`. Else it is entire where no more
parameters stand above than below; with one more it is defined off `[1, oo)`, and at 1 where the lower ones
are greater in all: with two above Gauss's value `gamma(c) gamma(c - a - b)/(gamma(c - a) gamma(c - b))`.
So where one above may be such a number nothing follows for `z` from its having a value, and it is left as it
is where `z` may lie on `[1, oo)`.
*Simple ones.* Without parameters `exp(z)`, with one above `(1 - z)^(-a)`.
*One below.* Whole steps of the parameters are taken apart (`derivcheck.kernel.functions.contiguous`).
Kummer's `F(a; b; z) = exp(z) F(b - a; b; -z)`, Euler's `F(a, b; c; z) = (1 - z)^(c - a - b) F(c - a, c - b;
c; z)` and Pfaff's `F(a, b; c; z) = (1 - z)^(-a) F(a, c - b; c; z/(z - 1))` lead to the one that is written
first.
What some of them are: `derivcheck.kernel.functions.known_hypergeometric`.
*Derivative.* Every parameter one more, times the upper ones over the lower ones.

Source: Abramowitz and Stegun, chapters 13 and 15; NIST DLMF, chapters 13, 15 and 16.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import prod

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.conjugates import real_part
from derivcheck.kernel.algebra.passing import is_near_point
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.contiguous import based, moved
from derivcheck.kernel.functions.elementary import exp
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import gamma, is_off_poles
from derivcheck.kernel.functions.incomplete_gamma import power
from derivcheck.kernel.functions.known_hypergeometric import (
    divides,
    divides_more,
    known_pair,
    named,
    named_by_more,
)
from derivcheck.kernel.functions.square_roots import square_root
from derivcheck.kernel.knowledge.conditions import ENOUGH, NEEDED, OFF_CUT, POLE_FREE, need
from derivcheck.kernel.reading.generic import suppose
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.terms import HYPERGEOMETRIC, Big, Call, Div, Mul, Pow, Rel, Sym, Term, integer, parameters_of

__all__ = [
    "HYPERGEOMETRIC_CALLS", "divided_by", "hypergeometric", "hypergeometric_edge", "hypergeometric_rate",
    "hypergeometric_sign", "remade",
]  # fmt: skip

#: Such a polynomial is written out up to this degree.
_LONGEST = 40

Values = tuple[Quotient, ...]


def hypergeometric(
    ring: Ring, upper: Sequence[Quotient], lower: Sequence[Quotient], z: Quotient, *, converges: bool = False
) -> Quotient:
    """The function with these parameters at `z`, where it is defined; its series may be known to converge."""
    above, below = _cancelled(ring, upper, lower)
    if z.is_zero() or any(each.is_zero() for each in above):
        return ring.one
    degree = _degree(above)
    if degree is not None:
        return _written_out(ring, above, below, z, degree)
    if not converges and _may_be_beyond(ring, above, below, z):
        return _atom(ring, above, below, z)
    if (len(above), len(below)) == (0, 0):
        return exp(ring, z)
    if (len(above), len(below)) == (1, 0):
        return power(ring, ring.one - z, -above[0])
    if (len(above), len(below)) == (2, 1) and z.is_one():
        return _at_one(ring, above, below[0])
    if len(below) == 1 and len(above) <= 2 and not z.is_one():
        return _by_base(ring, above, below[0], z)
    known = named_by_more(ring, above, below, z) if len(below) > 1 else None
    return _atom(ring, above, below, z) if known is None else known


def _may_be_beyond(ring: Ring, upper: Values, lower: Values, z: Quotient) -> bool:
    """Whether it may be a polynomial where what is said of others does not hold.

    Among complex numbers it holds but for `z = 1`, and Gauss's value off the poles of the numerator.
    """
    if len(upper) <= len(lower) or not any(need(ring, each, POLE_FREE) for each in upper):
        return False
    if not z.is_one():
        return bool(need(ring, ring.one - z, signs.NONZERO if ring.principal else signs.POSITIVE))
    excess = sum(lower, ring.zero) - sum(upper, ring.zero)
    return ring.sign(_excess(ring, upper, lower)) != signs.POSITIVE and not is_off_poles(ring, excess)


def _atom(ring: Ring, upper: Sequence[Quotient], lower: Sequence[Quotient], z: Quotient) -> Quotient:
    return opaque(ring, HYPERGEOMETRIC, ring.constant(len(upper)), *_sorted(upper), *_sorted(lower), z)


def _sorted(values: Sequence[Quotient]) -> list[Quotient]:
    return sorted(values, key=lambda each: each.key, reverse=True)


def _cancelled(ring: Ring, upper: Sequence[Quotient], lower: Sequence[Quotient]) -> tuple[Values, Values]:
    """The parameters that do not stand on both sides."""
    above, below = list(upper), []
    for each in lower:
        twin = next((other for other in above if (other - each).is_zero()), None)
        if twin is None:
            below.append(each)
        else:
            above.remove(twin)
    return tuple(above), tuple(below)


def _degree(upper: Values) -> int | None:
    """The least `n` with `-n` among written parameters."""
    numbers = (each.whole_number() for each in upper)
    least = min((-each for each in numbers if each is not None and each <= 0), default=None)
    return least if least is not None and least <= _LONGEST else None


def _written_out(ring: Ring, upper: Values, lower: Values, z: Quotient, degree: int) -> Quotient:
    total, term = ring.one, ring.one
    for k in map(ring.constant, range(degree)):
        term = prod((each + k for each in upper), start=term * z)
        term = term / prod((each + k for each in lower), start=k + ring.one)
        total = total + term
    return total


def _excess(ring: Ring, upper: Sequence[Quotient], lower: Sequence[Quotient]) -> Quotient:
    """By how much the lower parameters are greater in all, of complex ones the real part."""
    total = sum(lower, ring.zero) - sum(upper, ring.zero)
    return total if signs.is_real(ring.sign(total)) else real_part(ring, total)


def _at_one(ring: Ring, upper: Values, lower: Quotient) -> Quotient:
    """Gauss's value, where the series converges."""
    a, b = upper
    if not all(is_off_poles(ring, each) for each in (lower - a, lower - b)):
        return _atom(ring, upper, (lower,), ring.one)
    above = gamma(ring, lower) * gamma(ring, lower - a - b)
    return above / (gamma(ring, lower - a) * gamma(ring, lower - b))


# -- one lower parameter -------------------------------------------------------------------------------------


def _is_apart(ring: Ring, value: Quotient) -> bool:
    """Whether a value is known not to be 0, or may be supposed not to be."""
    return signs.is_within(ring.sign(value), signs.NONZERO) or suppose(ring, value)


def _by_base(ring: Ring, upper: Values, lower: Quotient, z: Quotient) -> Quotient:
    """The function by those of the base of its parameters; of the ways to write it the first."""
    ways = list(_ways(ring, upper, lower, z))
    for factor, above, x in ways:
        found = known_pair(ring, above, lower, x)
        if found is not None:
            start, steps, pair = found
            coefficients = moved(ring, start, steps, x, partial(_is_apart, ring))
            if coefficients is not None:
                return factor() * (coefficients[0] * pair[0] + coefficients[1] * pair[1])
        other = named(ring, above, lower, x)
        if other is not None:
            return factor() * other
    factor, above, x = min(ways, key=lambda way: _plainness(ring, way[1], lower, way[2]))
    base, steps = based(ring, (*_sorted(above), lower))
    is_of_pair = set(steps) in ({0}, {1})
    coefficients = None if is_of_pair else moved(ring, base, steps, x, partial(_is_apart, ring))
    if coefficients is None:
        return factor() * _atom(ring, above, (lower,), x)
    *bases, last = base
    here = _atom(ring, bases, (last,), x)
    after = _atom(ring, [each + ring.one for each in bases], (last + ring.one,), x)
    slope = prod(bases, start=after * x / last)
    return factor() * (coefficients[0] * here + coefficients[1] * slope)


#: A factor, upper parameters and an argument: the same function.
_Way = tuple[Callable[[], Quotient], Values, Quotient]


def _ways(ring: Ring, upper: Values, lower: Quotient, z: Quotient) -> list[_Way]:
    """The function as it is, and by Kummer's, Euler's and Pfaff's transformations."""
    ways: list[_Way] = [(lambda: ring.one, upper, z)]
    rest = ring.one - z
    if len(upper) == 1:
        ways.append((lambda: exp(ring, z), (lower - upper[0],), -z))
    if len(upper) == 2:
        (a, b), turned = upper, z / (z - ring.one)
        ways.append((lambda: power(ring, rest, lower - a - b), (lower - a, lower - b), z))
        ways.append((lambda: power(ring, rest, -a), (a, lower - b), turned))
        ways.append((lambda: power(ring, rest, -b), (lower - a, b), turned))
    return ways


def _plainness(ring: Ring, upper: Values, lower: Quotient, z: Quotient) -> tuple[object, ...]:
    """What orders the ways to write a function: the argument first, then the base of the parameters."""
    base, _ = based(ring, (*_sorted(upper), lower))
    numbers = _sorted(base[:-1])
    size = len(z.num) + len(z.den)
    turned = z.num.leading_coefficient() < 0
    terms = sum(len(each.num) + len(each.den) for each in numbers)
    return size, turned, z.key, terms, tuple(each.key for each in numbers)


def remade(ring: Ring, *arguments: Quotient) -> Quotient:
    """The function anew, when what stands in it has changed."""
    upper, lower, z = _parted(arguments)
    return hypergeometric(ring, upper, lower, z)


def _parted(arguments: Sequence[Quotient]) -> tuple[Values, Values, Quotient]:
    above, *parameters, z = arguments
    number = above.whole_number()
    assert number is not None
    return tuple(parameters[:number]), tuple(parameters[number:]), z


# -- what is known of it -------------------------------------------------------------------------------------


def hypergeometric_rate(ring: Ring, *arguments: Quotient) -> Quotient:
    """The derivative by `z`."""
    upper, lower, z = _parted(arguments)
    factor = prod(upper, start=ring.one) / prod(lower, start=ring.one)
    above, below = ([each + ring.one for each in part] for part in (upper, lower))
    return factor * hypergeometric(ring, above, below, z)


def hypergeometric_edge(ring: Ring, *arguments: Quotient) -> Quotient | None:
    """What must not be 0 for the derivative to be that."""
    upper, lower, z = _parted(arguments)
    return ring.one - z if len(upper) > len(lower) else None


def hypergeometric_sign(ring: Ring, *arguments: Quotient) -> int:
    """It is real where all that it hangs on is, and positive where that is positive."""
    found = [ring.sign(each) for each in arguments]
    if not all(map(signs.is_real, found)):
        return signs.ANY
    parameters, last = found[1:-1], found[-1]
    positive = all(each == signs.POSITIVE for each in parameters) and signs.is_within(last, signs.NONNEGATIVE)
    return signs.POSITIVE if positive else signs.REAL


# -- how it is read ------------------------------------------------------------------------------------------


def _read(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    """Notes that no lower parameter is a pole, and where it has a value."""
    ring, (above, below, last) = reader.ring, parameters_of(args)
    upper, lower, z = tuple(map(reader.value, above)), tuple(map(reader.value, below)), reader.value(last)
    for each in lower:
        reader.require(each, POLE_FREE)
    ending = next((each for each, value in zip(above, upper, strict=True) if _ends(ring, value)), None)
    if ending is not None:
        return reader.value(_sum_up_to(ending, above, below, last))
    rest, others = _cancelled(ring, upper, lower)
    if _degree(rest) is not None or z.is_zero():
        return hypergeometric(ring, upper, lower, z)
    if len(rest) > len(others) + 1:
        raise Outside("a hypergeometric series that converges nowhere")
    _split(reader, rest, others, z, last)
    if len(rest) <= len(others):
        return hypergeometric(ring, upper, lower, z)
    value, allowed = _convergence(ring, rest, others, z)
    certain = not any(need(ring, each, POLE_FREE) for each in rest)
    reader.require(value, allowed, NEEDED if certain else ENOUGH)
    return hypergeometric(ring, upper, lower, z)


def _convergence(ring: Ring, upper: Values, lower: Values, z: Quotient) -> tuple[Quotient, int]:
    """What has to have which sign for the series to have a value, unless it ends."""
    if z.is_one():
        return _excess(ring, upper, lower), signs.POSITIVE
    return ring.one - z, OFF_CUT if ring.principal else signs.POSITIVE


def _split(reader: Reader, upper: Values, lower: Values, z: Quotient, written: Term) -> None:
    """Ask for the cases `z = 0` and `z != 0` where the value is told by one that divides by `z`."""
    if any(map(is_near_point, z.symbols)):
        return
    if reader.allows_cases and _hangs_on_zero(reader.ring, upper, lower, z):
        raise NeedsCase(Rel("=", written, integer(0)))


def _hangs_on_zero(ring: Ring, upper: Values, lower: Values, z: Quotient) -> bool:
    """Whether it is told by what divides by `z`, which may be 0."""
    if signs.is_within(ring.sign(z), signs.NONZERO) or z.number() is not None:
        return False
    if len(lower) != 1:
        return divides_more(upper, lower)
    if not upper:
        return square_root(ring, z) is not None
    return len(upper) < 3 and any(divides(above, lower[0]) for _, above, _ in _ways(ring, upper, lower[0], z))


def divided_by(ring: Ring, value: Quotient) -> str | None:
    """A symbol of which all that one of the functions in a value hangs on is made, where it may be 0."""
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Function) and atom.name == HYPERGEOMETRIC:
            upper, lower, z = _parted(atom.arguments)
            symbols = z.symbols
            if len(symbols) == 1 and len(z.num) == 1 and _hangs_on_zero(ring, upper, lower, z):
                return next(iter(symbols))
    return None


def _ends(ring: Ring, value: Quotient) -> bool:
    """Whether an upper parameter is 0, -1, -2, …, and not written as a number."""
    form = value.index_form()
    return form is not None and value.number() is None and ring.facts.entails(form.times(-1))


def _sum_up_to(ending: Term, upper: Sequence[Term], lower: Sequence[Term], z: Term) -> Term:
    """The sum that it is."""
    place = "k of hyper"  # no name that can be written
    k = Sym(place)
    above = [Call("RisingFactorial", (each, k)) for each in upper]
    below = [*(Call("RisingFactorial", (each, k)) for each in lower), Call("factorial", (k,))]
    term = Div(Mul((*above, Pow(z, k))), Mul(tuple(below)))
    return Big("sum", term, place, integer(0), Mul((integer(-1), ending)))


HYPERGEOMETRIC_CALLS = {HYPERGEOMETRIC: _read}
