"""Terms that are sums of powers of one variable, with numbers before them."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, fmpq

from derivcheck.terms import Add, Call, Div, Mul, Neg, Num, Pow, Sym, Term, fraction_of, free_names

__all__ = ["Powers", "sum_of_powers"]

#: Powers of sums are written out up to this exponent.
_HIGHEST = 8

#: The number before each power of the variable, by exponent.
Powers = dict[fmpq, arb]


def sum_of_powers(term: Term, name: str, number: Callable[[Term], arb]) -> Powers | None:
    """A sum of numbers times powers of the variable, by exponent; None for anything else.

    The variable is positive: it may have broken exponents.
    """
    if name not in free_names(term):
        return {fmpq(0): number(term)}
    match term:
        case Sym():
            return {fmpq(1): arb(1)}
        case Neg(arg):
            return _scaled(sum_of_powers(arg, name, number), arb(-1))
        case Add(args):
            parts = [sum_of_powers(arg, name, number) for arg in args]
            return None if None in parts else _sum([part for part in parts if part is not None])
        case Mul(args):
            return _product([sum_of_powers(arg, name, number) for arg in args])
        case Div(above, below):
            return _quotient(sum_of_powers(above, name, number), sum_of_powers(below, name, number))
        case Call("sqrt", (Sym(),)):
            return {fmpq(1, 2): arb(1)}
        case Pow(Sym(), exponent) if (value := fraction_of(exponent)) is not None:
            return {fmpq(value.numerator, value.denominator): arb(1)}
        case Pow(base, Num(value)) if value.denominator == 1 and 0 < value <= _HIGHEST:
            return _product([sum_of_powers(base, name, number)] * int(value))
        case _:
            return None


def _scaled(powers: Powers | None, by: arb) -> Powers | None:
    return None if powers is None else {power: by * value for power, value in powers.items()}


def _quotient(above: Powers | None, below: Powers | None) -> Powers | None:
    """By a single power."""
    if above is None or below is None or len(below) > 1:
        return None
    ((less, divisor),) = below.items()
    return {power - less: value / divisor for power, value in above.items()}


def _sum(parts: list[Powers]) -> Powers:
    made: Powers = {}
    for part in parts:
        for power, value in part.items():
            made[power] = made.get(power, arb(0)) + value
    return made


def _product(parts: list[Powers | None]) -> Powers | None:
    made: Powers = {fmpq(0): arb(1)}
    for part in parts:
        if part is None:
            return None
        made = _sum([{a + b: x * y for a, x in made.items()} for b, y in part.items()])
    return made
