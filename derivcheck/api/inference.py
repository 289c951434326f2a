"""The context that SymPy expressions imply, when none is given.

* The domain of a symbol is what SymPy assumes of it; without an assumption it is real. An assumption
  that no domain says (`even`, `prime`) is an error, never dropped.
* A symbol in the bounds of a sum is a size, a positive integer unless it is declared nonnegative. But one
  that also stands where an index stands and in a *lower* bound, or that is an `Idx`, is an index.
* A family's axis runs over the smallest range that holds the ranges of all indices it is used with:
  the limits of sums, the range of an `Idx`. Ranges that depend on an index are parts of another
  and say nothing. Failing those, the shape counts (from 0, as in SymPy), then what `KroneckerDelta` or a
  relation compares with, then the numbers that stand there. Numbers and sizes that stand there are
  always in the range.
* A free index runs over the range of the families it is used with.
* An undefined function is smooth.

Where that leaves a range open, or two ranges cannot be compared, the answer is an error that asks for a
context.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from derivcheck.api.ranges import hull, length_is, shifted
from derivcheck.api.uses import Bounds, Member, Pair, Spot, uses
from derivcheck.errors import Place, Problem, ReadError
from derivcheck.model import Context, Domain, FunctionSymbol, Range, Symbol
from derivcheck.terms import Rel, Sym, Term, free_names, fresh_name, integer
from derivcheck.terms.ranges import split_offset
from derivcheck.terms.sympy_edge import Known, Reading, domain_of

__all__ = ["infer_context"]

#: an axis of a family, or a free index.
_Spot = tuple[str, int]

_INDEX = -1

_ASK = "declare it in a context: check(expressions, {'indices': …, 'symbols': …})"


def infer_context(readings: Sequence[Reading], place: Place) -> Context:
    """The context that `readings` imply; raises `ReadError` at `place` where they leave something open."""
    return _Inference(readings, place).context()


class _Inference:
    """One inference: what is known of the names, how they are used, the ranges that follow."""

    def __init__(self, readings: Sequence[Reading], place: Place) -> None:
        self.place = place
        self.names = self._merged(readings)
        found = [use for reading in readings for use in uses(reading.term)]
        self.members = [use for use in found if isinstance(use, Member)]
        self.pairs = [use for use in found if isinstance(use, Pair)]
        self.indices, self.sizes = self._kinds([use for use in found if isinstance(use, Bounds)])
        self.group = self._groups()

    def fail(self, expected: str, found: str, hint: str = _ASK) -> ReadError:
        """The complaint, to be raised."""
        return ReadError(Problem(self.place, expected, found, hint))

    def _merged(self, readings: Sequence[Reading]) -> dict[str, Known]:
        names: dict[str, Known] = {}
        for reading in readings:
            for name, known in reading.names.items():
                if names.setdefault(name, known) != known:
                    hint = "give them different names, or the same assumptions"
                    raise self.fail(f"one meaning for the name {name!r}", "two different symbols", hint)
        return names

    def _kinds(self, bounds: list[Bounds]) -> tuple[list[str], list[str]]:
        """The free names that are indices, and those that are sizes."""
        lower = {name for use in bounds for name in use.lower}
        upper = {name for use in bounds for name in use.upper}
        for known in self.names.values():
            ends = known.bounds or ()
            upper |= {name for term in (*ends, *known.shape) for name in free_names(term)}
        spots = [use.spot for use in self.members]
        placed = {spot.name for spot in spots} | {
            one for use in self.pairs for one in _index_names(use, spots)
        }
        indices, sizes = [], []
        for name, known in self.names.items():
            free = name not in upper or name in lower
            if known.kind == "index" or (known.kind == "symbol" and name in placed and free):
                indices.append(name)
            elif known.kind == "symbol" and name in lower | upper:
                sizes.append(name)
        return indices, sizes

    # ranges

    def _groups(self) -> dict[_Spot, _Spot]:
        """Each axis and index with the one that stands for all that share its range."""
        group = {(use.family, use.axis): (use.family, use.axis) for use in self.members}
        group |= {(name, _INDEX): (name, _INDEX) for name in self.indices}
        for use in self.members:
            other = (use.spot.name or "", _INDEX)
            if other in group and use.spot.offset == 0:
                old, new = group[other], group[use.family, use.axis]
                group = {spot: new if leader == old else leader for spot, leader in group.items()}
        return group

    def range_of(self, spot: _Spot) -> Range:
        """The range of an axis or index, from the best evidence that there is."""
        leader = self.group[spot]
        for evidence in (self._runs, self._shapes, self._compared, self._numbers):
            candidates = [run for run in evidence(leader) if not self._depends(run)]
            if candidates:
                found = hull(candidates)
                whole = found and hull([found, *self._singles(leader, found)])
                if whole is None:
                    raise self.fail(f"one range for {self._spell(spot)}", "bounds that cannot be compared")
                return self._fitting(whole, leader)
        raise self.fail(f"a range for {self._spell(spot)}", "none")

    def _singles(self, leader: _Spot, found: Range) -> Iterator[Range]:
        """`found`, prolonged to a number or a size that stands where an index stands."""
        for spot in self._spots(leader):
            if spot.number and spot.run:
                yield Range(spot.run.lower, found.upper)
            elif spot.name in self.sizes:
                yield Range(found.lower, shifted(Sym(str(spot.name)), spot.offset))

    def _fitting(self, found: Range, leader: _Spot) -> Range:
        for name, length in self._lengths(leader):
            if not length_is(found, length):
                raise self.fail(f"a range as long as the shape of {name!r}", "another")
        return found

    def _depends(self, run: Range) -> bool:
        return not free_names(run.lower).union(free_names(run.upper)).isdisjoint(self.indices)

    def _spell(self, spot: _Spot) -> str:
        name, axis = spot
        return f"the index {name!r}" if axis == _INDEX else f"index {axis + 1} of {name!r}"

    def _spots(self, leader: _Spot) -> Iterator[Spot]:
        return (use.spot for use in self.members if self.group[use.family, use.axis] == leader)

    def _runs(self, leader: _Spot) -> Iterator[Range]:
        yield from (spot.run for spot in self._spots(leader) if spot.run and not spot.number)
        for name in self.indices:
            bounds = self.names[name].bounds
            if bounds and self.group[name, _INDEX] == leader:
                yield Range(*bounds)

    def _lengths(self, leader: _Spot) -> Iterator[tuple[str, Term]]:
        for name, known in self.names.items():
            for axis, length in enumerate(known.shape):
                if self.group.get((name, axis)) == leader:
                    yield name, length

    def _shapes(self, leader: _Spot) -> Iterator[Range]:
        for _, length in self._lengths(leader):
            yield Range(integer(0), shifted(length, -integer(1).value))

    def _compared(self, leader: _Spot) -> Iterator[Range]:
        """The ranges of what the indices of a group are compared with."""
        for pair in self.pairs:
            for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
                if one.offset != 0 or self.group.get((one.name or "", _INDEX)) != leader:
                    continue
                partner = self.group.get((other.name or "", _INDEX))
                if other.run and not other.number:
                    yield other.run
                elif partner is not None and partner != leader:
                    yield from self._runs(partner)

    def _numbers(self, leader: _Spot) -> Iterator[Range]:
        return (spot.run for spot in self._spots(leader) if spot.run and spot.number)

    # the context

    def context(self) -> Context:
        """The whole of it."""
        indices = {name: self._index(name) for name in self.indices}
        symbols: dict[str, Symbol] = {}
        assumptions: list[Term] = []
        for name, known in self.names.items():
            if known.kind in ("symbol", "family") and name not in indices:
                symbols[name], comparison = self._symbol(name, known)
                indices, facts = _about(symbols[name], comparison, indices, self.names)
                assumptions += facts
        functions = {
            name: FunctionSymbol(name, bool(known.assumptions.get("positive")))
            for name, known in self.names.items()
            if known.kind == "function"
        }
        return Context(indices, symbols, functions, {}, tuple(assumptions))

    def _index(self, name: str) -> Range:
        found = self.range_of((name, _INDEX))
        known = self.names[name].assumptions
        least = 1 if known.get("positive") else 0 if known.get("nonnegative") else None
        part, start = split_offset(found.lower)
        if known.get("negative") or (least is not None and (part is not None or start < least)):
            raise self.fail(f"a range that fits the assumptions on {name!r}", "another")
        return found

    def _symbol(self, name: str, known: Known) -> tuple[Symbol, str]:
        axes = tuple(self.range_of((name, axis)) for axis in range(known.rank))
        found = domain_of(known.assumptions)
        if found is None:
            expected = f"assumptions on {name!r} that make one of the known domains"
            raise self.fail(
                expected, _said(known.assumptions), "write the rest as an assumption of a context"
            )
        domain, comparison = found
        if name in self.sizes:
            return Symbol(name, (), self._size_domain(name, domain, comparison)), ""
        return Symbol(name, axes, Domain(domain)), comparison

    def _size_domain(self, name: str, domain: str, comparison: str) -> Domain:
        sizes: Mapping[str, Domain] = {
            "nonnegative integer": Domain.NONNEGATIVE_INTEGER,
            **dict.fromkeys(("real", "integer", "positive", "positive integer"), Domain.POSITIVE_INTEGER),
        }
        if domain not in sizes or comparison:
            raise self.fail(f"a whole number as the bound {name!r}", f"a {domain} symbol")
        return sizes[domain]


def _index_names(pair: Pair, spots: list[Spot]) -> Iterator[str]:
    """The free names that a comparison shows to be indices: those compared with the index of a family.

    A name that is only compared with the index of a sum may be any whole number, in the range or not.
    """
    placed = {spot.name for spot in spots}
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        if one.name is not None and other.name and other.name in placed:
            yield one.name


def _about(
    symbol: Symbol, comparison: str, indices: Mapping[str, Range], taken: Iterable[str]
) -> tuple[dict[str, Range], list[Term]]:
    """The assumption that compares every member of `symbol` with 0, and the indices that this needs."""
    after = dict(indices)
    if not comparison:
        return after, []
    places = []
    for axis in symbol.axes:
        name = fresh_name("i", {*after, *taken})
        after[name] = axis
        places.append(Sym(name))
    return after, [Rel(comparison, Sym(symbol.name, tuple(places)), integer(0))]


def _said(assumptions: Mapping[str, bool]) -> str:
    return ", ".join(f"{key}={value}" for key, value in sorted(assumptions.items()) if key != "commutative")
