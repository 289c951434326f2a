"""The attack on a claim: points in order, until one refutes it or the effort is spent.

At each point both sides are evaluated in ball arithmetic. Disjoint balls (or different exact
numbers) make a candidate, which counts only once the certificate accepts it. Balls that overlap
and are narrow are "no difference seen"; wide ones are looked at again with more precision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, count, islice, product

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.model import Claim
from derivcheck.refute.arithmetic.clock import no_limit, watched
from derivcheck.refute.arithmetic.duals import Value, compares, plain, sub
from derivcheck.refute.arithmetic.numbers import Number, seen_zero, working
from derivcheck.refute.arithmetic.point import Exact
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.evaluation.certificate import Refutation, certify
from derivcheck.refute.evaluation.compiled import Asked, prepared
from derivcheck.refute.evaluation.survey import Same, Survey, survey
from derivcheck.refute.search.choices import as_point, beside
from derivcheck.refute.search.points import Assignment, Layout, Sampler, sampler
from derivcheck.refute.search.simplify import simplified
from derivcheck.terms import Rel, Term

__all__ = ["BEYOND", "FULL", "QUICK", "Effort", "Refutation", "Survived", "attack", "seems_false"]


@frozen
class Effort:
    """How hard to try: so many points, at these precisions; `generic` tries random values first.

    With `simple`, beside them simple values (0, 1, -1 and the like) at the three smallest sizes, the indices
    in turn as different and as equal as can be: where mistakes show that random values do not meet.
    The first `deep` points without a difference are looked at once more at the highest precision, and at the
    end so many points at `larger` sizes.
    """

    points: int
    precisions: tuple[int, ...]
    generic: bool = False
    deep: int = 0
    simple: bool = False
    larger: int = 0


QUICK = Effort(points=10, precisions=(64, 192), generic=True, simple=True)
BEYOND = Effort(points=60, precisions=(64, 256))
FULL = Effort(points=200, precisions=(64, 256, 1024), deep=8, larger=24)


@frozen
class Survived:
    """No counterexample was found, and what was really tried.

    `points` were tried, `satisfying` of them satisfy the assumptions, at `defined` of these both
    sides have a value and no difference was seen, at `undecidable` it could not be told; `outside`
    is set when that was for want of a rule, and `reason` says what stood in the way, or is empty.
    """

    points: int
    defined: int
    satisfying: int
    sizes: tuple[int, ...]
    undecidable: int = 0
    outside: bool = False
    reason: str = ""


def attack(
    claim: Claim, seed: int = 0, effort: Effort = FULL, tick: Callable[[], None] = no_limit
) -> Refutation | Survived:
    """Look for values that refute `claim`; the same arguments give the same answer.

    Raises:
        OutOfTime: whatever `tick`, which is called at every point and in long sums, raises.

    """
    with watched(tick):
        return _Attack(claim, survey(claim), seed, effort, tick).run()


def seems_false(claim: Claim, seed: int = 0, tick: Callable[[], None] = no_limit) -> bool:
    """Whether a difference is seen at one of the first points: a hint what to try first, and no evidence.

    Raises:
        OutOfTime: as `attack` does.

    """
    with watched(tick):
        about = survey(claim)
        seen = (_Attack(claim, about, seed, effort, tick).shows_at_once() for effort in (QUICK, _GENERIC))
        return next((each for each in seen if each is not None), False)


@dataclass
class _Tally:
    points: int = 0
    defined: int = 0
    satisfying: int = 0
    undecidable: int = 0
    outside: int = 0
    sizes: set[int] = field(default_factory=set)
    reason: str = ""


#: At so many points one looks first.
_GLANCES = 3
#: Where simple values do not lie in the domain of a claim, random ones may.
_GENERIC = Effort(points=24, precisions=(64, 192), generic=True)

#: So many points outside the language in a row of none defined end the attack.
_PATIENCE = 6

#: So many sizes and index patterns meet an assignment before the first of them meet another.
_BLOCK = 40

#: From these assignments solutions of equations are looked for.
_STARTS = (*range(0, 16, 2), 1, 3, 5, 7)


@dataclass
class _Attack:
    claim: Claim
    about: Survey
    seed: int
    effort: Effort
    tick: Callable[[], None]
    #: Where no difference was seen: an assignment with the indices.
    _harmless: set[tuple[object, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._left, self._right = _ready(self.claim.left), _ready(self.claim.right)

    def run(self) -> Refutation | Survived:
        points = self._points()
        tally = _Tally()
        for layout, indices, assignment in self._plan(points):
            self.tick()
            tally.points += 1
            if assignment is None:
                continue
            tally.satisfying += 1
            tally.sizes.update(layout.sizes.values())
            if self._differs(layout, indices, assignment, tally):
                found = self._certified(points, layout, indices, assignment)
                if found is not None:
                    return found
            self._harmless.add((assignment, *indices.values()))
            if tally.outside >= _PATIENCE and not tally.defined:
                break
        return self._near_solutions(points, tally) or self._survived(tally)

    def shows_at_once(self) -> bool | None:
        """Whether a difference is seen at one of the first points; None where too few of them tell."""
        tally = _Tally()
        for layout, indices, assignment in islice(self._plan(self._points()), self.effort.points + 2):
            if assignment is not None and self._differs(layout, indices, assignment, tally):
                return True
            if tally.defined + tally.undecidable >= _GLANCES:
                return False
        return None

    def _points(self) -> Sampler:
        return sampler(self.about, Same(self.claim.context), self.seed)

    # -- order

    def _plan(self, points: Sampler) -> Iterator[tuple[Layout, dict[str, int], Assignment | None]]:
        layouts = points.layouts
        fixed = not (self.about.symbols or self.about.functions or self.about.sizes or self.about.indices)
        generic = self.effort.generic and not fixed
        order = self._generic(layouts) if generic else self._by_rank(layouts)
        if self.effort.simple:
            order = chain(islice(order, 3), self._simple(layouts[:3]))
        satisfying = failures = 0
        most = 1 if fixed else self.effort.points
        for layout, indices, rank in order:
            assignment = layout.assignment(rank)
            yield layout, indices, assignment
            satisfying += assignment is not None
            failures += assignment is None
            if satisfying >= most or failures >= 2 * self.effort.points:
                break
        larger = self._by_rank(points.larger if self.effort.larger else [])
        for layout, indices, rank in islice(larger, self.effort.larger):
            yield layout, indices, layout.assignment(rank)

    def _simple(self, layouts: list[Layout]) -> Iterator[tuple[Layout, dict[str, int], int]]:
        """The first simple assignments at each of the sizes, and beside them, where poles often are."""
        for turn, place in product(range(2), range(len(layouts))):
            patterns = _by_difference(layouts[place], equal_first=(turn + place) % 2 == 1)
            yield layouts[place], patterns[0], 2 * turn
            if place == 0 and self.about.symbols:
                yield layouts[place], patterns[0], beside(turn)

    def _by_rank(self, layouts: list[Layout]) -> Iterator[tuple[Layout, dict[str, int], int]]:
        """Every size and index pattern with one assignment, then with the next.

        Where there are many of them, they come in blocks, and the first ones meet several assignments
        before the last ones meet any: of 0 alone many sizes would say nothing.
        """
        rest = ((layout, indices) for layout in layouts for indices in layout.patterns)
        blocks: list[list[tuple[Layout, dict[str, int]]]] = []
        for turn in count() if layouts else ():
            if block := list(islice(rest, _BLOCK)):
                blocks.append(block)
            for place in range(min(turn + 1, len(blocks))):
                for layout, indices in blocks[place]:
                    yield layout, indices, turn - place

    def _generic(self, layouts: list[Layout]) -> Iterator[tuple[Layout, dict[str, int], int]]:
        """Random values at moderate sizes first, the index patterns in turn.

        The first point has indices as different as can be, the second, at another size, as equal.
        """
        ordered = sorted(layouts, key=lambda each: any(size < 2 for size in each.sizes.values()))[:2]
        ordered += [each for each in layouts[:1] if each not in ordered]
        spread = [_by_difference(layout, equal_first=place % 2 == 1) for place, layout in enumerate(ordered)]
        for turn in count() if layouts else ():
            place = turn % len(ordered)
            rank, pattern = divmod(turn // len(ordered), len(spread[place]))
            yield ordered[place], spread[place][pattern], _rank(rank)

    # -- one point

    def _differs(self, place: Layout, indices: Mapping[str, int], values: Assignment, tally: _Tally) -> bool:
        """Whether the two sides are seen to differ at a point; otherwise the tally says why not."""
        try:
            differs = self._told_apart(place, indices, values, deep=tally.defined < self.effort.deep)
        except Undefined:
            return False
        except Undecidable as doubt:
            tally.undecidable += 1
            tally.outside += isinstance(doubt, Outside)
            tally.reason = tally.reason or doubt.reason
            return False
        tally.defined += not differs
        return differs

    def _told_apart(self, place: Layout, indices: Mapping[str, int], values: Assignment, deep: bool) -> bool:
        last = self.effort.precisions[-1]
        seen: bool | None = None
        for precision in self.effort.precisions:
            try:
                with working(precision):
                    here = place.evaluation(indices, values, precision)
                    left, right = here.comes_to(self._left), here.comes_to(self._right)
                    outcome = self._compared(left, right, precision)
            except Undecidable as doubt:
                if seen is not None:
                    return seen
                if precision == last or not doubt.sharpen:
                    raise
                continue
            exact = type(left) is fmpq and type(right) is fmpq
            if outcome is not None and (outcome or exact or not deep or precision == last):
                return outcome
            seen = outcome if outcome is not None else seen
        if seen is not None:
            return seen
        raise Undecidable("the enclosures of the two sides stay too wide to be compared")

    def _compared(self, left: Number, right: Number, precision: int) -> bool | None:
        """True: certainly different; False: no difference at this precision; None: too wide."""
        difference = plain(sub(left, right))
        if self.claim.op == "=":
            zero = seen_zero(difference)
            if zero is not None:
                return not zero
        else:
            try:
                return not compares(self.claim.op, left, right)
            except Undecidable as doubt:
                if not doubt.sharpen:
                    raise
        return False if _narrow(difference, left, precision) else None

    # -- solutions of equations that are not rational

    def _near_solutions(self, points: Sampler, tally: _Tally) -> Refutation | None:
        """The same at points at which the equations among the assumptions hold, though not exactly known."""
        equations = any(isinstance(term, Rel) and term.op == "=" for term, _ in self.about.constraints)
        if not equations or (self.effort.generic and tally.defined):
            return None
        from derivcheck.refute.search.enclosed import met_at, met_at_angle  # most claims do without
        from derivcheck.refute.search.roots import near_solution

        for layout, rank in product(points.layouts[:2], _STARTS):
            self.tick()
            tally.points += 1
            values, functions = layout.choices.raw(rank)
            if rank % 4 > 1:
                values = {cell: _farther(value) for cell, value in values.items()}
            point = as_point(layout.sizes, layout.patterns[0], values, functions)
            box = near_solution(self.about, self.claim.context, point)
            met = box and met_at(self.claim, point, box)
            if met and met.counterexample:
                return Refutation(met.counterexample, "ball arithmetic at an enclosed solution")
            if met:
                tally.satisfying += 1
                tally.defined += 1
                tally.sizes.update(layout.sizes.values())
        if not tally.defined and points.layouts:
            layout = points.layouts[0]
            point = as_point(layout.sizes, layout.patterns[0], *layout.choices.raw(1))
            if met_at_angle(self.claim, point):
                tally.satisfying += 1
                tally.defined += 1
        return None

    # -- the counterexample

    def _certified(
        self, points: Sampler, layout: Layout, indices: dict[str, int], assignment: Assignment
    ) -> Refutation | None:
        def refutes(place: Layout, at: Mapping[str, int], values: Assignment) -> bool:
            self.tick()
            if (values, *at.values()) in self._harmless:
                return False
            return self._differs(place, at, values, _Tally(defined=self.effort.deep))

        for point in simplified(points, layout, indices, assignment, refutes):
            found = certify(self.claim, point)
            if found is not None:
                return found
        return None

    def _survived(self, tally: _Tally) -> Survived:
        return Survived(
            points=tally.points,
            defined=tally.defined,
            satisfying=tally.satisfying,
            sizes=tuple(sorted(tally.sizes)),
            undecidable=tally.undecidable,
            outside=tally.outside > 0 and not tally.defined,
            reason=tally.reason or _reason(tally, self.about),
        )


def _ready(side: Term) -> Asked[Value]:
    """What tells the value of a side."""
    try:
        return prepared(side)
    except RecursionError:
        return _too_deep


def _too_deep(_scope: Scope, _local: Local) -> Value:
    raise Undecidable("nested too deeply")


def _farther(value: Exact) -> Exact:
    """A larger value of the same sign."""
    return value * 5 if isinstance(value, fmpq) else value


def _by_difference(layout: Layout, equal_first: bool) -> list[dict[str, int]]:
    """The index patterns by the number of different indices, the most different or most equal first."""
    return sorted(layout.patterns, key=lambda indices: len({*indices.values()}), reverse=not equal_first)


def _rank(turn: int) -> int:
    """Random assignments (odd ranks), with a simple one now and then."""
    return 2 * turn if turn % 3 == 2 else 2 * turn + 1


def _narrow(difference: Number, left: Number, precision: int) -> bool:
    """Whether the ball of the difference is small enough that a difference would have shown."""
    if isinstance(difference, fmpq):
        return True
    limit = 2.0 ** -(precision // 2) * (1 + _size(left))
    parts = (difference.real, difference.imag) if isinstance(difference, acb) else (difference,)
    return all(part.is_finite() and bool(part.rad() < limit) for part in parts)


def _size(value: Number) -> arb:
    return value.abs_upper() if isinstance(value, arb | acb) else abs(arb(value))


def _reason(tally: _Tally, about: Survey) -> str:
    if not tally.satisfying:
        equations = any(isinstance(term, Rel) and term.op == "=" for term, _ in about.constraints)
        near = "; of equations, solutions near simple values are looked for" if equations else ""
        return f"no values found that satisfy the assumptions{near}"
    if not tally.defined:
        return "the two sides were never defined together"
    return ""
