"""What a claim is about: the names it needs, which of them are sizes, which indices are free.

A size is a whole symbol without indices that occurs in the bound of a range. An assumption on
indices and sizes alone restricts the claim's own indices; every other assumption is a constraint,
universal over its free indices. A symbol is shown in a counterexample when the claim mentions it,
or when a constraint ties it to one that the claim mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TypeGuard

from derivcheck.frozen import frozen
from derivcheck.model import Claim, Context, Domain, Range
from derivcheck.refute.functions.table import OF_REALS
from derivcheck.terms import (
    MIRRORED,
    Add,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Limit,
    Neg,
    Num,
    Rel,
    Term,
    atoms,
    free_names,
    kinds,
    relations_in,
    walk,
)

__all__ = ["Same", "Survey", "shown_names", "survey"]

_PIECEWISE = frozenset({"abs", "delta", "heaviside", "max", "min", "sign"})
#: Of what they say more than their names is taken.
_LOOKED_AT = frozenset({Call, Big, Const, Limit})
_PIECES = frozenset({Cases, Bracket})


class Same:
    """A context as the key of a memory: known by identity, which costs nothing to compare."""

    __slots__ = ("context",)

    def __init__(self, context: Context) -> None:
        self.context = context

    def __hash__(self) -> int:
        return id(self.context)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.context is self.context


@frozen
class Survey:
    """The names of a claim by role, each sorted; assumptions come with their free indices.

    `turns` are the differences that are 0 where pieces of the claim meet, `ordered` the names in what has a
    meaning for real numbers alone.
    """

    sizes: tuple[str, ...]
    indices: tuple[str, ...]
    symbols: tuple[str, ...]
    functions: tuple[tuple[str, int], ...]
    restrictions: tuple[tuple[Term, tuple[str, ...]], ...]
    constraints: tuple[tuple[Term, tuple[str, ...]], ...]
    principal: bool
    turns: tuple[Term, ...] = ()
    ordered: frozenset[str] = frozenset()


def survey(claim: Claim) -> Survey:
    """The names that `claim` and the assumptions around it need, definitions looked through."""
    return _surveyed(Same(claim.context), claim.left, claim.right)


@lru_cache(maxsize=1024)
def _surveyed(same: Same, left: Term, right: Term) -> Survey:
    """The survey of a claim between two terms, for which several ask."""
    context, apart = same.context, _assumed(same)
    sides = _names(context, left, right)
    everything = _joined((sides, *apart), context) if apart else sides
    sizes = _sizes(everything, context)
    restrictions, constraints = [], []
    indices = set(sides.found & context.indices.keys())
    for assumption, names in zip(context.assumptions, apart, strict=True):
        free = tuple(sorted(names.found & context.indices.keys()))
        if names.found - sizes <= context.indices.keys() and not names.calls:
            restrictions.append((assumption, free))
            indices.update(free)
        else:
            constraints.append((assumption, free))
    return Survey(
        sizes=tuple(sorted(sizes)),
        indices=tuple(sorted(indices)),
        symbols=tuple(sorted((everything.found & context.symbols.keys()) - sizes)),
        functions=tuple(sorted(everything.calls.items())),
        restrictions=tuple(restrictions),
        constraints=tuple(constraints),
        principal=everything.imaginary or _has_complex(everything, context),
        turns=tuple(dict.fromkeys((*_turns(left), *_turns(right)))),
        ordered=frozenset((*_ordered(left), *_ordered(right))),
    )


def _ordered(side: Term) -> Iterator[str]:
    """The names in what is ordered, and in the arguments of functions of real numbers."""
    if kinds(side).isdisjoint(_LOOKED_AT | _PIECES):
        return
    for part in walk(side):
        if (isinstance(part, Rel) and part.op in MIRRORED) or (
            isinstance(part, Call) and part.name in OF_REALS
        ):
            yield from free_names(part)


def _turns(side: Term) -> Iterator[Term]:
    """What is 0 where the pieces of a side meet."""
    if kinds(side).isdisjoint(_PIECES) and not any(map(_is_piecewise, atoms(side))):
        return
    for part in walk(side):
        if isinstance(part, Cases | Bracket):
            conditions = [each for _, each in part.branches] if isinstance(part, Cases) else [part.condition]
            for relation in (each for condition in conditions for each in relations_in(condition)):
                yield Add((relation.left, Neg(relation.right)))
        elif _is_piecewise(part):
            first, *others = part.args
            yield from (Add((first, Neg(other))) for other in others or [Num(Fraction(0))])


def _is_piecewise(part: Term) -> TypeGuard[Call]:
    return isinstance(part, Call) and part.name in _PIECEWISE and len(part.args) > 0


def _sizes(names: _Names, context: Context) -> set[str]:
    symbols = context.symbols
    return {
        name
        for name in names.bounds & names.found & symbols.keys()
        if not symbols[name].axes and symbols[name].domain.is_whole
    }


def _has_complex(names: _Names, context: Context) -> bool:
    symbols = context.symbols
    occurring = (names.found | names.tending) & symbols.keys()
    return any(symbols[name].domain is Domain.COMPLEX for name in occurring)


def shown_names(claim: Claim) -> frozenset[str]:
    """The names that a counterexample shows: those of the claim, and what constraints tie to them."""
    sides = _names(claim.context, claim.left, claim.right)
    ignored = {*survey(claim).sizes, *claim.context.indices}
    shown = {*sides.found, *sides.calls}
    groups = [{*names.found, *names.calls} - ignored for names in _assumed(Same(claim.context))]
    grown = True
    while grown:
        before = len(shown)
        for group in groups:
            if not group.isdisjoint(shown):
                shown |= group
        grown = len(shown) > before
    return frozenset(shown)


# -- the names of a term ------------------------------------------------------------------------


class _Names:
    """The free names of terms, of the definitions they use and of the ranges they run over.

    `calls` are their generic functions with their number of arguments, `bounds` the names in bounds
    of ranges, `tending` the variables of limits; `imaginary` says that `I` is written somewhere.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.found: set[str] = set()
        self.calls: dict[str, int] = {}
        self.bounds: set[str] = set()
        self.imaginary = False
        self.tending: set[str] = set()
        self._expanded: set[str] = set()

    def take(self, term: Term, bound: frozenset[str]) -> None:
        """Collect from `term`, in which the names `bound` are parameters."""
        for part in () if kinds(term).isdisjoint(_LOOKED_AT) else atoms(term):
            if isinstance(part, Call):
                self._call(part)
            elif isinstance(part, Big):
                self.bounds |= free_names(part.lower) | free_names(part.upper)
            elif isinstance(part, Limit):
                self.tending.add(part.variable)
            elif isinstance(part, Const):
                self.imaginary |= part.name == "I"
        for name in sorted(free_names(term) - bound):
            self._name(name)

    def _call(self, call: Call) -> None:
        if call.name in self.context.functions:
            self.calls[call.name] = len(call.args)
        elif call.name in self.context.definitions:
            self._expand(call.name)

    def _name(self, name: str) -> None:
        if name in self.context.definitions:
            self._expand(name)
        elif name not in self.found:
            self.found.add(name)
            if name in self.context.indices:
                self._axes((self.context.indices[name],))
            elif name in self.context.symbols:
                self._axes(self.context.symbols[name].axes)

    def _expand(self, name: str) -> None:
        if name not in self._expanded:
            self._expanded.add(name)
            definition = self.context.definitions[name]
            self.take(definition.body, frozenset(definition.parameters))
            self._axes(definition.axes)

    def _axes(self, axes: tuple[Range, ...]) -> None:
        for axis in axes:
            for end in (axis.lower, axis.upper):
                self.bounds |= free_names(end)
                self.take(end, frozenset())


def _names(context: Context, *terms: Term) -> _Names:
    found = _Names(context)
    for term in terms:
        found.take(term, frozenset())
    return found


@lru_cache(maxsize=256)
def _assumed(same: Same) -> tuple[_Names, ...]:
    """The names of each assumption."""
    return tuple([_names(same.context, assumption) for assumption in same.context.assumptions])


def _joined(parts: Iterable[_Names], context: Context) -> _Names:
    whole = _Names(context)
    for part in parts:
        whole.found |= part.found
        whole.calls |= part.calls
        whole.bounds |= part.bounds
        whole.imaginary |= part.imaginary
        whole.tending |= part.tending
    return whole
