"""What a claim is about: the names it needs, which of them are sizes, which indices are free.

A size is a whole symbol without indices that occurs in the bound of a range. An assumption on
indices and sizes alone restricts the claim's own indices; every other assumption is a constraint,
universal over its free indices. A symbol is shown in a counterexample when the claim mentions it,
or when a constraint ties it to one that the claim mentions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derivcheck.model import Claim, Context, Domain, Range
from derivcheck.terms import Big, Call, Const, Term, free_names, walk

__all__ = ["Survey", "survey"]

_WHOLE_DOMAINS = (Domain.INTEGER, Domain.POSITIVE_INTEGER, Domain.NONNEGATIVE_INTEGER)


@dataclass(frozen=True)
class Survey:
    """The names of a claim by role, each sorted; assumptions come with their free indices."""

    sizes: tuple[str, ...]
    indices: tuple[str, ...]
    symbols: tuple[str, ...]
    functions: tuple[tuple[str, int], ...]
    restrictions: tuple[tuple[Term, tuple[str, ...]], ...]
    constraints: tuple[tuple[Term, tuple[str, ...]], ...]
    shown: frozenset[str]
    principal: bool


def survey(claim: Claim) -> Survey:
    """The names that `claim` and the assumptions around it need, definitions looked through."""
    context = claim.context
    sides = _Names(context, (claim.left, claim.right))
    apart = [_Names(context, (assumption,)) for assumption in context.assumptions]
    everything = _Names(context, (claim.left, claim.right, *context.assumptions))
    sizes = everything.sizes()
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
        shown=_connected(sides, apart, sizes),
        principal=everything.principal(),
    )


class _Names:
    """The free names of some terms, of the definitions they use and of the ranges they run over."""

    def __init__(self, context: Context, terms: Iterable[Term]) -> None:
        self.context = context
        self.found: set[str] = set()
        self.calls: dict[str, int] = {}
        self.parts: list[Term] = []
        self.bounds: set[str] = set()
        self._expanded: set[str] = set()
        for term in terms:
            self._take(term, frozenset())

    def _take(self, term: Term, bound: frozenset[str]) -> None:
        self.parts.append(term)
        for part in walk(term):
            if isinstance(part, Call):
                self._call(part)
            elif isinstance(part, Big):
                self.bounds |= free_names(part.lower) | free_names(part.upper)
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
            self._take(definition.body, frozenset(definition.parameters))
            self._axes(definition.axes)

    def _axes(self, axes: tuple[Range, ...]) -> None:
        for axis in axes:
            for end in (axis.lower, axis.upper):
                self.bounds |= free_names(end)
                self._take(end, frozenset())

    def sizes(self) -> set[str]:
        symbols = self.context.symbols
        return {
            name
            for name in self.bounds & self.found & symbols.keys()
            if not symbols[name].axes and symbols[name].domain in _WHOLE_DOMAINS
        }

    def principal(self) -> bool:
        """Whether principal branches are meant: a complex symbol occurs, or `I`."""
        symbols = self.context.symbols
        if any(symbols[name].domain is Domain.COMPLEX for name in self.found & symbols.keys()):
            return True
        return any(part == Const("I") for term in self.parts for part in walk(term))


def _connected(sides: _Names, apart: list[_Names], sizes: set[str]) -> frozenset[str]:
    shown = {*sides.found, *sides.calls}
    groups = [({*names.found, *names.calls} - sizes) - names.context.indices.keys() for names in apart]
    grown = True
    while grown:
        before = len(shown)
        for group in groups:
            if not group.isdisjoint(shown):
                shown |= group
        grown = len(shown) > before
    return frozenset(shown)
