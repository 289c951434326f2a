"""What names mean while a term is evaluated: at the point, and inside derivatives.

The outermost scope reads the point and expands definitions, each member once. A derivative opens a
scope in which one member is perturbed by a dual number; a derivative with respect to a defined
quantity also sets its family free, so that its members keep their present values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flint import fmpq

from derivcheck.function_values import Separated, Unclear, separated
from derivcheck.model import Context, Definition, Range
from derivcheck.refute.arithmetic.clock import tick
from derivcheck.refute.arithmetic.duals import Dual, Value, map_value
from derivcheck.refute.arithmetic.numbers import ONE, Number, shortened
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.terms import Call, Const, Partial, Sym, Term, atoms

__all__ = ["Local", "Machine", "Scope", "is_infinite"]

#: Whole numbers for bound indices, values for the parameters of functions.
Local = Mapping[str, int | Value]
Key = tuple[str, tuple[int, ...]]
Rule = Callable[["Scope", Term, Local], Value]

_MOST_TERMS = 100_000
_TERMS_BETWEEN_TICKS = 256


def _mentioned(term: Term) -> frozenset[str]:
    return frozenset(part.name for part in atoms(term) if isinstance(part, Sym | Call))


def is_infinite(bound: Term) -> bool:
    """Whether a bound is written as infinity."""
    return type(bound) is Const and bound.name == "oo"


class Machine:
    """What all scopes of one evaluation share: the point, the context, and the work left to spend."""

    def __init__(self, point: Point, context: Context, rule: Rule, principal: bool) -> None:
        self.point = point
        self.context = context
        self.rule = rule
        self.principal = principal
        self._terms_left, self._until_tick = _MOST_TERMS, _TERMS_BETWEEN_TICKS
        self._level = 0
        self._ranges: dict[str, tuple[tuple[int, int | None], ...]] = {}
        self._reach: dict[str, frozenset[str]] = {}
        self._separated: dict[tuple[Partial, frozenset[str], frozenset[str]], Separated] = {}

    def root(self) -> Scope:
        """An outermost scope; no machine keeps one, so that both go without a search for cycles."""
        return Scope(self, None, {}, {}, frozenset())

    def begin(self) -> None:
        """Count the work from here on."""
        self._terms_left = _MOST_TERMS
        self._until_tick = _TERMS_BETWEEN_TICKS

    def whole(self, term: Term) -> int:
        """The whole number that a bound of a range comes to."""
        value = self.rule(self.root(), term, self.point.indices)
        if not isinstance(value, fmpq) or value.q != 1:
            raise Undecidable("the bound of a range is not a whole number")
        return int(value.p)

    def next_level(self) -> int:
        """A level of differentiation larger than those in use."""
        self._level += 1
        return self._level

    def spend(self, terms: int) -> None:
        """Count the terms of a sum or product; `Undecidable` when there were too many."""
        self._terms_left -= terms
        if self._terms_left < 0:
            raise Undecidable("too many terms")

    def work(self) -> None:
        """Called for each term and each derivative; asks now and then whether there is time left."""
        self._until_tick -= 1
        if self._until_tick <= 0:
            self._until_tick = _TERMS_BETWEEN_TICKS
            tick()

    def check_axes(self, name: str, axes: tuple[Range, ...], index: tuple[int, ...]) -> None:
        """`Undefined` unless `index` lies in the declared ranges."""
        ranges = self._ranges.get(name)
        if ranges is None:
            ranges = self._ranges[name] = tuple(map(self._bounds, axes))
        if len(ranges) != len(index):
            raise Undecidable(f"{name} with {len(index)} indices")
        for place, (low, high) in zip(index, ranges, strict=True):
            if place < low or (high is not None and place > high):
                raise Undefined(f"{name} outside its range")

    def _bounds(self, axis: Range) -> tuple[int, int | None]:
        return self.whole(axis.lower), None if is_infinite(axis.upper) else self.whole(axis.upper)

    def separated(self, term: Partial, bound: frozenset[str], kept: frozenset[str]) -> Separated:
        """A derivative by the value of a function with a name for it; `Outside` where it is unclear."""
        key = term, bound, kept
        found = self._separated.get(key)
        if found is None:
            try:
                found = self._separated[key] = separated(term, self.context, bound, kept)
            except Unclear as reason:
                raise Outside(str(reason)) from None
        return found

    def reach(self, name: str) -> frozenset[str]:
        """The names that the definition `name` depends on, through other definitions as well."""
        if name not in self._reach:
            found: set[str] = set()
            waiting = [name]
            while waiting:
                new = _mentioned(self.context.definitions[waiting.pop()].body) - found
                found |= new
                waiting += new & self.context.definitions.keys()
            self._reach[name] = frozenset(found)
        return self._reach[name]


class Scope:
    """What names mean inside one derivative: the perturbed members, the families set free.

    `free` maps the name of a family that was set free to the scope that knows its values;
    `changed` holds the name whose derivative opened the scope.
    """

    __slots__ = ("changed", "free", "machine", "memo", "overrides", "parent")

    def __init__(
        self,
        machine: Machine,
        parent: Scope | None,
        overrides: Mapping[Key, Value],
        free: Mapping[str, Scope],
        changed: frozenset[str],
    ) -> None:
        self.machine = machine
        self.parent = parent
        self.overrides = overrides
        self.free = free
        self.changed = changed
        self.memo: dict[object, Value] = {}

    def perturbed(self, name: str, index: tuple[int, ...]) -> tuple[Scope, int]:
        """The scope inside a derivative by that member, and the level of the derivative."""
        context = self.machine.context
        free = dict(self.free)
        if name in context.definitions:
            free.setdefault(name, self)
        elif name not in context.symbols:
            raise Outside(f"a derivative with respect to {name}")
        elif context.symbols[name].domain.is_whole:
            raise Outside(f"a derivative with respect to the whole number {name}")
        level = self.machine.next_level()
        overrides = dict(self.overrides)
        overrides[name, index] = Dual(level, self.symbol((name, index)), ONE)
        return Scope(self.machine, self, overrides, free, frozenset((name,))), level

    def symbol(self, key: Key) -> Value:
        """The value of a declared or defined name with its index; looked for once in each scope."""
        known = self.memo.get(key)
        if known is None:
            known = self.memo[key] = self._looked_up(key)
        return known

    def _looked_up(self, key: Key) -> Value:
        found = self.overrides.get(key)
        if found is not None:
            return found
        name, index = key
        definition = self.machine.context.definitions.get(name)
        if definition is None:
            return self._declared(name, index)
        owner = self.free.get(name)
        return self._defined(definition, key) if owner is None else owner.symbol(key)

    def _declared(self, name: str, index: tuple[int, ...]) -> Value:
        machine = self.machine
        values = machine.point.values.get(name)
        if isinstance(values, Number):
            if index:
                raise Undecidable(f"{name} with indices")
            return values
        if values is None:
            if not index and name in machine.point.sizes:
                return fmpq(machine.point.sizes[name])
            self._check_declared(name, index)
            raise Undecidable(f"no value for {name}")
        found = values.get(index)
        if found is None:
            self._check_declared(name, index)
            raise Undecidable(f"no value for a member of {name}")
        return found

    def _check_declared(self, name: str, index: tuple[int, ...]) -> None:
        symbol = self.machine.context.symbols.get(name)
        if symbol is not None and symbol.axes:
            self.machine.check_axes(name, symbol.axes, index)

    def _defined(self, definition: Definition, key: Key) -> Value:
        if self.parent is not None and self.changed.isdisjoint(self.machine.reach(definition.name)):
            return self.parent.symbol(key)
        self.machine.check_axes(definition.name, definition.axes, key[1])
        local = {**self.machine.point.indices, **dict(zip(definition.parameters, key[1], strict=True))}
        return map_value(shortened, self.machine.rule(self, definition.body, local))
