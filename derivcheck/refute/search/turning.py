"""Where the pieces of a claim meet.

A claim in pieces may fail on one of them alone: where `x = 355/113`, or beyond `x = 10^6`. Where the pieces
meet is written in it: both sides of a condition are equal there, the argument of `sign` or `heaviside` is 0.
Such a difference in one symbol is evaluated, never taken apart: the rational roots of the line through two of
its values and of the parabola through three are tried, like those of the equations among assumptions. The
values at which it is 0, and one step to either side, are worth trying.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flint import acb, fmpq

from derivcheck.model import Context, Domain
from derivcheck.refute.arithmetic.numbers import ONE
from derivcheck.refute.arithmetic.point import Exact, Point
from derivcheck.refute.evaluation.certificate import in_domain
from derivcheck.refute.search.solve import exact_value, rational_roots
from derivcheck.terms import Term, free_names

__all__ = ["turning_values"]

#: So many places are looked at, and values kept for a symbol.
_MOST_PLACES, _MOST_VALUES = 12, 12
_STEPS = (fmpq(0), fmpq(1), fmpq(-1))


def turning_values(
    turns: Iterable[Term], context: Context, sizes: Mapping[str, int]
) -> dict[str, tuple[Exact, ...]]:
    """For symbols the values at which some of these terms are 0, and values beside them."""
    found: dict[str, list[Exact]] = {}
    for term in list(turns)[:_MOST_PLACES]:
        names = free_names(term)
        if len(names) != 1:
            continue
        (name,) = names
        symbol = context.symbols.get(name)
        if symbol is None or symbol.axes or name in sizes:
            continue

        def difference(value: fmpq, term: Term = term, name: str = name) -> fmpq | None:
            there = acb(value) if context.symbols[name].domain is Domain.COMPLEX else value
            return exact_value(term, Point(sizes=sizes, values={name: there}), context)

        roots = [root for root in rational_roots(difference, ONE, None) if difference(root) == 0]
        values = [root + step for root in roots for step in _STEPS]
        exact = values if symbol.domain is not Domain.COMPLEX else [acb(each) for each in values]
        found.setdefault(name, []).extend(each for each in exact if in_domain(each, symbol.domain))
    return {name: tuple(values)[:_MOST_VALUES] for name, values in found.items()}
