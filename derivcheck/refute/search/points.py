"""Which points to try, and in which order.

A point is put together from sizes, a coincidence pattern of the free indices, and an assignment
of values. Sizes run through 1, 2, 3, 4, and 0 where they may be 0; where nothing is found, some larger ones
are tried. Of the index tuples one stands for all that have the same coincidences (which are equal, which
lie at an end of their range). Assignments alternate between simple numbers, simplest combinations first,
and random rationals; each is then moved onto the equations among the assumptions and dropped when some
assumption does not certainly hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import islice, product

from derivcheck.model import Context, Domain
from derivcheck.refute.arithmetic.clock import tick
from derivcheck.refute.arithmetic.numbers import working
from derivcheck.refute.arithmetic.point import Formula, Point
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.certificate import constrained, restricted
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.ranges import bounds, tuples
from derivcheck.refute.evaluation.survey import Same, Survey
from derivcheck.refute.search.choices import Choices, as_point
from derivcheck.refute.search.solve import Values

__all__ = ["Assignment", "Layout", "Sampler", "sampler"]

_SIZES = (1, 2, 3, 4)
_SIZES_BELOW_ONE = {Domain.NONNEGATIVE_INTEGER: (0,), Domain.INTEGER: (-1, 0)}
_MORE_SIZES = 12
_LARGER_SIZES = (5, 6, 7, 8)
_MOST_COMBINATIONS = 12
_MOST_TUPLES = 2000
_WINDOW = 3
#: So many evaluators are kept at each combination of sizes.
_MOST_KEPT = 48


class Assignment:
    """Values that satisfy the assumptions at given sizes, and the point that they make, without indices.

    An assignment equals itself alone: each belongs to one layout, which makes it once.
    """

    __slots__ = ("point", "values")

    def __init__(self, values: Values, point: Point) -> None:
        self.values = values
        self.point = point


@lru_cache(maxsize=32)
def sampler(about: Survey, same: Same, seed: int) -> Sampler:
    """The sampler for claims such as `about` in a context; the steps of a derivation share it."""
    return Sampler(about, same.context, seed)


class Sampler:
    """Sizes, index patterns and assignments for one claim; the same for the same seed."""

    def __init__(self, about: Survey, context: Context, seed: int) -> None:
        self.about = about
        self.context = context
        self.seed = seed

    @cached_property
    def layouts(self) -> list[Layout]:
        """One layout for each combination of sizes that leaves the claim something to say."""
        return self._usable(_SIZES) or self._usable(range(_SIZES[-1] + 1, _MORE_SIZES + 1))

    @cached_property
    def larger(self) -> list[Layout]:
        """Layouts at sizes beyond those, where a claim about sizes may begin to fail."""
        return self._usable(_LARGER_SIZES, beyond=True) if self.about.sizes else []

    def _usable(self, choices: Iterable[int], *, beyond: bool = False) -> list[Layout]:
        names = self.about.sizes
        positive = list(choices)
        combinations = product(*([*(() if beyond else self._others(name)), *positive] for name in names))
        ordered = sorted(combinations, key=lambda sizes: (sum(map(abs, sizes)), sizes))
        made = (
            Layout(self.about, self.context, dict(zip(names, sizes, strict=True)), self.seed)
            for sizes in ordered
        )
        return list(islice((each for each in made if each.has_patterns()), _MOST_COMBINATIONS))

    def _others(self, name: str) -> tuple[int, ...]:
        """The sizes below 1 that are tried."""
        return _SIZES_BELOW_ONE.get(self.context.symbols[name].domain, ())


class Layout:
    """The choices at fixed sizes: index patterns, and assignments by rank."""

    def __init__(self, about: Survey, context: Context, sizes: dict[str, int], seed: int) -> None:
        self.about = about
        self.context = context
        self.sizes = sizes
        self.seed = seed
        self.bare = Point(sizes)
        self._prepared: Choices | None = None
        self._known: dict[int, Assignment | None] = {}
        self._evaluations: dict[tuple[object, ...], Evaluation] = {}

    def evaluation(self, indices: Mapping[str, int], assignment: Assignment, precision: int) -> Evaluation:
        """The evaluator at the point that these choices make, for work at that precision.

        The steps of a derivation meet at the same points: what definitions and a side that two steps share
        come to there is worked out once.
        """
        key = (precision, assignment, *indices.values())
        found = self._evaluations.get(key)
        if found is None:
            point = self.point(indices, assignment)
            found = Evaluation(point, self.context, self.about.principal)
            if len(self._evaluations) < _MOST_KEPT:
                self._evaluations[key] = found
        else:
            found.begin()
        return found

    def point(self, indices: Mapping[str, int], assignment: Assignment) -> Point:
        """The point that these choices make."""
        bare = assignment.point
        return Point(bare.sizes, indices, bare.values, bare.functions) if indices else bare

    # -- indices

    @cached_property
    def patterns(self) -> list[dict[str, int]]:
        """One tuple of free indices for each way in which they can coincide."""
        return list(self._different())

    def has_patterns(self) -> bool:
        """Whether there is one; those of several indices are looked for where points are tried."""
        if len(self.about.indices) < 2:
            return bool(self.patterns)
        return next(self._different(), None) is not None

    def _different(self) -> Iterator[dict[str, int]]:
        names = self.about.indices
        try:
            ends = tuple(bounds(self.context.indices[name], self.context, self.bare) for name in names)
        except (Undefined, Undecidable):
            return
        seen: set[object] = set()
        for places in islice(tuples(ends, _WINDOW), _MOST_TUPLES):
            indices = dict(zip(names, places, strict=True))
            edges = tuple((place == end[0], place == end[1]) for place, end in zip(places, ends, strict=True))
            signature = (tuple(places.index(place) for place in places), edges)
            if signature not in seen and self._unrestricted(indices):
                seen.add(signature)
                yield indices

    def _unrestricted(self, indices: dict[str, int]) -> bool:
        if not self.about.restrictions:
            return True
        try:
            return restricted(self.about, self.context, Point(self.sizes, indices))
        except (Undefined, Undecidable):
            return False

    # -- values

    @property
    def choices(self) -> Choices:
        """The symbols with their members and simple values, and the equations between them."""
        if self._prepared is None:
            self._prepared = Choices(self.about, self.context, self.sizes, self.seed)
        return self._prepared

    def assignment(self, rank: int) -> Assignment | None:
        """The assignment of that rank (even: simple, odd: random), or None when it does not satisfy
        the assumptions.
        """
        if rank not in self._known:
            self._known[rank] = self.settled(*self.choices.raw(rank))
        return self._known[rank]

    def settled(self, values: Values, functions: Mapping[str, Formula]) -> Assignment | None:
        """These values moved onto the equations, if all assumptions certainly hold there."""
        tick()
        moved = self.choices.onto_equations(values, functions)
        if moved is None:
            return None
        point = as_point(self.sizes, {}, moved, functions)
        return Assignment(moved, point) if self._satisfied(point) else None

    def _satisfied(self, point: Point) -> bool:
        if not self.about.constraints:
            return True
        try:
            with working(128):
                return constrained(self.about, self.context, point)
        except (Undefined, Undecidable):
            return False
