"""Factors, exponents and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.explain.building import added, divided, negated, product, times, without
from derivcheck.explain.edits.row import Row
from derivcheck.explain.places import Place
from derivcheck.explain.pool import Pool, fitting, indicators, squared
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term, integer

__all__ = ["EXPONENTS", "FACTORS", "NUMBERS"]

_NUMBERS = tuple(Num(Fraction(*pair)) for pair in ((2, 1), (1, 2), (3, 1), (1, 3), (4, 1), (1, 4), (6, 1)))


def _coefficient(factor: Num, term: Term) -> Term:
    """`2*x`, `x/2`"""
    return (
        times(factor, term)
        if factor.value.numerator != 1
        else divided(term, integer(factor.value.denominator))
    )


def _takes_factors(place: Place) -> bool:
    """Whether a factor is put in here: into a product as a whole, not into each factor of it."""
    inside = isinstance(place.parent, Mul | Neg) or (isinstance(place.parent, Div) and place.path[-1] == 0)
    exponent = isinstance(place.parent, Pow) and place.path[-1] == 1
    return not (inside or exponent or (isinstance(place.node, Num) and place.node.value == 0))


def _lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if not _takes_factors(place):
        return
    for factor in fitting(place, pool.parts):
        if factor != place.node:  # then it should be squared
            yield times(factor, place.node), factor


def _indicator_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if _takes_factors(place):
        for factor in indicators(place, pool):
            yield times(factor, place.node), factor


def _divisor_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if _takes_factors(place):
        for factor in fitting(place, pool.parts):
            if factor != place.node:  # nothing would be left
                yield divided(place.node, factor), factor


def _coefficient_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if _takes_factors(place):
        for number in dict.fromkeys((*_NUMBERS, *pool.numbers)):
            yield _coefficient(number, place.node), number


def _too_many(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Mul(args):
            for at, arg in enumerate(args):
                yield product(without(args, at)), arg
        case Div(num, _) if not isinstance(num, Num):
            yield Div(integer(1), place.node.den), num


def _divisor_too_many(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Div(num, Mul(args)):
            for at, arg in enumerate(args):
                yield Div(num, product(without(args, at))), arg
            yield num, Mul(args)
        case Div(num, den):
            yield num, den


def _upside_down(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Div(num, den):
            turned = num if den == integer(1) else den if num == integer(1) else Div(den, num)
            yield turned, place.node, turned
            made = times(den, num)
            yield made, place.node, made
        case Mul(args):
            for at, arg in enumerate(args):
                made = Div(product(without(args, at)), arg)
                yield made, place.node, made


def _other_symbol(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if not isinstance(place.node, Sym) or place.node.name in pool.context.indices:
        return
    for symbol in fitting(place, pool.symbols):
        alike = isinstance(symbol, Sym) and len(symbol.indices) == len(place.node.indices)
        if isinstance(symbol, Sym) and alike and symbol.name != place.node.name:
            yield symbol, place.node, symbol


def _other_part(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if isinstance(place.node, Num | Add | Neg) or not place.path:
        return
    for part in fitting(place, pool.parts):
        if part != place.node and type(part) is type(place.node):
            yield part, place.node, part


def _number(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """The next whole numbers, the double, the opposite, the square."""
    value = _value(place)
    if value is not None:
        yield from _numbers(
            place, value + 1, value - 1, value * 2, -value, value * value, value * 3, value + 2, value - 2
        )


def _fraction(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """Halves, thirds, the reciprocal."""
    value = _value(place)
    if value is not None:
        half = Fraction(1, 2)
        yield from _numbers(
            place, value / 2, value / 3, value + half, value - half, *([1 / value] if value else [])
        )


def _value(place: Place) -> Fraction | None:
    return place.node.value if isinstance(place.node, Num) and not _is_exponent(place) else None


def _numbers(place: Place, *near: Fraction) -> Iterator[tuple[Term, ...]]:
    """The numbers that may stand at a place; a factor 1 and a term 0 would be too many there."""
    factor = isinstance(place.parent, Mul) or (isinstance(place.parent, Div) and place.path[-1] == 1)
    alone = place.parent is None or isinstance(place.parent, Call)
    superfluous = () if alone else (0, 1) if factor else (0,)
    for other in dict.fromkeys(near):
        if other != _value(place) and other not in superfluous:
            around = () if place.parent is None else (place.parent,)
            yield _written(other), place.node, _written(other), *around


def _written(value: Fraction) -> Term:
    return Neg(Num(-value)) if value < 0 else Num(value)


def _is_exponent(place: Place) -> bool:
    return isinstance(place.parent, Pow) and place.path[-1] == 1


def _exponent(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    if not _is_exponent(place):
        return
    node = place.node
    if isinstance(node, Num):
        value = node.value
        near = [
            value - 1,
            value + 1,
            -value,
            value / 2,
            value * 2,
            value - 2,
            value + 2,
            *([1 / value] if value else []),
        ]
        for other in dict.fromkeys(near):
            if other not in (value, 0, 1):
                yield _written(other), node, _written(other)
    else:
        for other_term in (negated(node), added(node, integer(1)), added(node, Neg(integer(1)))):
            yield other_term, node, other_term


def _exponent_lost(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    node = place.node
    if isinstance(node, Num | Neg) or _is_exponent(place):
        return
    yield squared(node), node, integer(2)


def _other_power(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    node = place.node
    if isinstance(node, Num | Neg | Const) or _is_exponent(place):
        return
    made: list[Term] = [Pow(node, integer(3)), Call("sqrt", (node,))]
    if not isinstance(node, Div | Mul):
        made.append(Div(integer(1), node))
    made += [Pow(node, big.upper) for big in pool.sums if big.op == "prod"]
    for power in made:
        yield power, node, power


def _exponent_too_many(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Pow(base, exponent):
            yield base, exponent, base
        case Call("sqrt", (base,)):
            yield base, Num(Fraction(1, 2)), base


def _denominator(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Div(num, Pow(base, exponent)):
            yield Div(num, base), place.node.den, base
            yield (
                Div(num, Pow(base, added(exponent, integer(1)))),
                place.node.den,
                Pow(base, added(exponent, integer(1))),
            )
        case Div(num, den):
            yield Div(num, squared(den)), den, squared(den)


FACTORS = (
    Row("factor too many", 2, _too_many, "the factor {0} does not belong there"),
    Row("divisor too many", 2, _divisor_too_many, "the division by {0} does not belong there"),
    Row("factor lost", 2, _lost, "the factor {0} was lost", borrows=True),
    Row("factor lost", 3, _indicator_lost, "the factor {0} was lost"),
    Row("divisor lost", 3, _divisor_lost, "the division by {0} was lost", borrows=True),
    Row("upside down", 3, _upside_down, "{0} should be {1}"),
    Row("symbol", 2, _other_symbol, "{0} should be {1}", borrows=True),
    Row("part", 4, _other_part, "{0} should be {1}", borrows=True),
)
NUMBERS = (
    Row("number", 1, _number, "{0} should be {1}"),
    Row("number", 2, _fraction, "{0} should be {1}"),
    Row("coefficient lost", 2, _coefficient_lost, "the factor {0} was lost"),
)
EXPONENTS = (
    Row("exponent", 1, _exponent, "the exponent {0} should be {1}"),
    Row("denominator", 1, _denominator, "the denominator {0} should be {1}"),
    Row("exponent lost", 2, _exponent_lost, "{0} should be squared"),
    Row("exponent lost", 4, _other_power, "{0} should be {1}"),
    Row("exponent too many", 1, _exponent_too_many, "the exponent {0} does not belong to {1}"),
)
