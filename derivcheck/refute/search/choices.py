"""The values to choose at fixed sizes: which there are, and how an assignment of a rank is made."""

from __future__ import annotations

from collections.abc import Mapping

from flint import acb, fmpq

from derivcheck.model import Context, Domain
from derivcheck.refute.arithmetic.point import Exact, Formula, Point, formulas
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.certificate import universal
from derivcheck.refute.evaluation.ranges import cells
from derivcheck.refute.evaluation.survey import Survey
from derivcheck.refute.search.chance import Chance
from derivcheck.refute.search.orthogonal import orthogonal, square_families
from derivcheck.refute.search.solve import Cell, Equation, System, Values, equation, solved
from derivcheck.refute.search.stated import Stated
from derivcheck.refute.search.turning import turning_values
from derivcheck.refute.search.values import diagonal, inside, pattern_count, patterned, random_value
from derivcheck.terms import Rel, free_names

__all__ = ["Choices", "as_point", "beside"]

_SIMPLE_ASSIGNMENTS = 60
_MOST_EQUATIONS = 60
_NARROW = 2
_SHRINK = 7
#: A power of 2, for which the parts of a complex number stay exact.
_SHRINK_COMPLEX = 8
#: How far the neighbours of simple numbers are.
_STEP = fmpq(1, 997)
#: Ranks from here down are neighbours of simple assignments.
_FIRST_BESIDE = -2
#: Of what is ordered one random value in so many may have an imaginary part (of odd ranks).
_OFF_AXIS = 8
_SIGNED = (Domain.REAL, Domain.NONZERO)


def beside(turn: int) -> int:
    """The rank of the neighbour of a simple assignment, the first of them being number 0."""
    return _FIRST_BESIDE - turn


def as_point(
    sizes: Mapping[str, int], indices: Mapping[str, int], values: Values, functions: Mapping[str, Formula]
) -> Point:
    """The point with these values, families gathered under their names."""
    gathered: dict[str, Exact | dict[tuple[int, ...], Exact]] = {}
    for (name, index), value in values.items():
        if not index:
            gathered[name] = value
            continue
        family = gathered.setdefault(name, {})
        assert isinstance(family, dict)
        family[index] = value
    return Point(sizes, indices, gathered, functions)


class Choices:
    """The members of every symbol, the numbers to try for them, and the equations between them."""

    def __init__(self, about: Survey, context: Context, sizes: Mapping[str, int], seed: int) -> None:
        self.about = about
        self.context = context
        self.sizes = sizes
        self.seed = seed
        bare = Point(sizes)
        self.stated = Stated(about, context, bare)
        self.members: dict[str, list[Cell]] = {}
        self.numbers: dict[str, tuple[Exact, ...]] = {}
        turns = turning_values(about.turns, context, sizes) if about.turns else {}
        for name in about.symbols:
            symbol = context.symbols[name]
            self.members[name] = [(name, index) for index in cells(symbol, context, bare)]
            plain = self.stated.simple(name, symbol.domain)
            self.numbers[name] = (*plain, *(each for each in turns.get(name, ()) if each not in plain))
        self.formulas = {
            name: [each for each in formulas(arity) if each.positive or not context.functions[name].positive]
            for name, arity in about.functions
        }
        self._tied = any(isinstance(term, Rel) and term.op == "=" for term, _ in about.constraints)
        tied = {name for term, _ in about.constraints for name in free_names(term) if self._tied}
        real = sorted(name for name in tied & self.members.keys() if context.symbols[name].domain in _SIGNED)
        self._squares = square_families(self.members, real)
        self._ranks = diagonal(tuple(self._limits()), _SIMPLE_ASSIGNMENTS)
        self._equations: tuple[Equation, ...] | None = None

    def _limits(self) -> list[int]:
        symbols = [pattern_count(len(self.members[name]), self.numbers[name]) for name in self.members]
        return [*symbols, *(len(made) for made in self.formulas.values())]

    def raw(self, rank: int) -> tuple[Values, dict[str, Formula]]:
        """The assignment of that rank before any assumption is looked at."""
        if rank <= _FIRST_BESIDE:
            return self._beside(self._ranks[(_FIRST_BESIDE - rank) % len(self._ranks)])
        half, odd = divmod(rank, 2)
        if odd or half >= len(self._ranks):
            return self._random(rank)
        return self._simple(self._ranks[half])

    @property
    def simple_ranks(self) -> range:
        """The ranks whose assignments are made of simple numbers."""
        return range(0, 2 * len(self._ranks), 2)

    def _simple(self, ranks: tuple[int, ...]) -> tuple[Values, dict[str, Formula]]:
        values: Values = {}
        for (name, members), rank in zip(self.members.items(), ranks, strict=False):
            numbers = self.numbers[name]
            if len(members) == 1:
                values[members[0]] = numbers[rank % len(numbers)]
            else:
                values.update(zip(members, patterned(rank, numbers, len(members)), strict=True))
        chosen = ranks[len(self.members) :]
        functions = {
            name: made[rank] for (name, made), rank in zip(self.formulas.items(), chosen, strict=True)
        }
        return values, functions

    def _beside(self, ranks: tuple[int, ...]) -> tuple[Values, dict[str, Formula]]:
        """Simple numbers, and from each the same small step: close to where a denominator may be 0."""
        values, functions = self._simple(ranks)
        for cell, value in values.items():
            domain = self.context.symbols[cell[0]].domain
            if isinstance(value, fmpq) and not domain.is_whole:
                values[cell] = value - _STEP if domain is Domain.NEGATIVE else value + _STEP
        return values, functions

    def _random(self, rank: int) -> tuple[Values, dict[str, Formula]]:
        sizes = ",".join(f"{name}={size}" for name, size in self.sizes.items())
        chance = Chance(f"{self.seed} {sizes} {rank}")
        values: Values = {}
        for name, members in self.members.items():
            domain = self.context.symbols[name].domain
            for cell in members:
                drawn = random_value(chance, domain, self.numbers[name])
                if isinstance(drawn, acb) and name in self.about.ordered and rank % _OFF_AXIS != 1:
                    drawn = acb(drawn.real)
                if isinstance(drawn, acb):
                    drawn = self.stated.brought(name, drawn)
                elif not domain.is_whole:
                    drawn = inside(self.stated.interval(name), drawn, chance)
                elif not self.stated.interval(name).holds(drawn):
                    drawn = chance.pick(self.numbers[name])
                values[cell] = drawn
        self._narrow(values, rank // 2, chance)
        if rank > 0 and rank // 2 % 2:
            for name, places in self._squares.items():
                values.update(orthogonal(name, places, chance))
        return values, {name: chance.pick(made) for name, made in self.formulas.items()}

    def _narrow(self, values: Values, turn: int, chance: Chance) -> None:
        """Make every fourth random assignment small, and every fourth positive but for one value.

        A chain of roots, logarithms and inverse functions often has no value at other points.
        """
        if turn % 4 < _NARROW or turn < 0:
            return
        turned = [cell for cell in values if self.context.symbols[cell[0]].domain in _SIGNED]
        negative = chance.pick([*turned, None]) if turned else None
        for cell in values:
            value, domain = values[cell], self.context.symbols[cell[0]].domain
            if isinstance(value, acb) and turn % 4 == _NARROW:
                values[cell] = value / _SHRINK_COMPLEX
            if not isinstance(value, fmpq) or domain.is_whole:
                continue
            if turn % 4 == _NARROW:
                values[cell] = value / _SHRINK
            elif domain in _SIGNED:
                values[cell] = -abs(value) if cell == negative else abs(value)

    def onto_equations(self, values: Values, functions: Mapping[str, Formula]) -> Values | None:
        """`values` moved so that the equations among the assumptions hold, or None."""
        if not self._tied:
            return values

        def make(current: Values, indices: dict[str, int]) -> Point:
            return as_point(self.sizes, indices, current, functions)

        if self._equations is None:
            generic, _ = self._random(-1)
            self._equations = self._instances(generic, System(self.context, make, ()))
        return solved(values, System(self.context, make, self._equations))

    def _instances(self, values: Values, system: System) -> tuple[Equation, ...]:
        made: list[Equation] = []
        names = frozenset(self.members)
        for relation, free in self.about.constraints:
            if not (isinstance(relation, Rel) and relation.op == "="):
                continue
            try:
                places = universal(self.about, self.context, Point(self.sizes), free)
            except (Undefined, Undecidable):
                continue
            made += [equation(relation, dict(each.indices), values, system, names) for each in places]
        return tuple(made[:_MOST_EQUATIONS])
