"""What occurs in a claim: indices, complex numbers, and which assumptions speak of indices alone."""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.kernel.reading.index_reading import is_index_condition
from derivcheck.model import Context, Domain
from derivcheck.terms import And, Big, Const, Term, atoms, mentioned

__all__ = ["conjuncts", "expected_atoms", "index_conditions", "is_principal", "occurring_indices"]


def conjuncts(assumptions: Iterable[Term]) -> list[Term]:
    """The assumptions, those joined with `and` one by one."""
    made: list[Term] = []
    for assumption in assumptions:
        made += conjuncts(assumption.args) if isinstance(assumption, And) else [assumption]
    return made


def index_conditions(context: Context) -> list[Term]:
    """The assumptions that speak of indices, sizes and other whole numbers alone."""
    return [term for term in conjuncts(context.assumptions) if is_index_condition(context, term)]


_IMAGINARY = Const("I")
_ATOMS_OF_A_SUM = 4


def is_principal(context: Context, terms: Iterable[Term]) -> bool:
    """True where principal branches are meant: something complex occurs, or the imaginary unit is written."""
    names, parts = _occurring(context, (*terms, *context.assumptions))
    complex_symbol = any(
        context.symbols[name].domain is Domain.COMPLEX for name in names & context.symbols.keys()
    )
    return _IMAGINARY in parts or complex_symbol


def expected_atoms(terms: Iterable[Term]) -> int:
    """How many atoms the terms will need: the symbols, calls and the like in them; for a sum some more."""
    parts: frozenset[Term] = frozenset().union(*map(atoms, terms))
    return sum(_ATOMS_OF_A_SUM if isinstance(part, Big) else 1 for part in parts)


def occurring_indices(context: Context, terms: Iterable[Term]) -> frozenset[str]:
    """The declared indices that occur free in the terms, in definitions there, or in index assumptions."""
    names, _ = _occurring(context, (*terms, *index_conditions(context)))
    return frozenset(names & context.indices.keys())


def _occurring(context: Context, terms: Iterable[Term]) -> tuple[set[str], set[Term]]:
    """The names and the parts of the terms and of definitions that they use."""
    names: set[str] = set()
    parts: set[Term] = set()
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        found = mentioned(term)
        if context.definitions:
            fresh = (found - names) & context.definitions.keys()
            waiting += [context.definitions[name].body for name in fresh]
        names |= found
        parts |= atoms(term)
    return names, parts
