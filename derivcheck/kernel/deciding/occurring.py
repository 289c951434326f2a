"""What occurs in a claim: indices, complex numbers, angles, and which assumptions speak of indices alone."""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.frozen import frozen
from derivcheck.kernel.reading.index_reading import is_index_condition
from derivcheck.model import Context, Domain
from derivcheck.terms import (
    Add,
    And,
    Big,
    Call,
    Const,
    Limit,
    Pow,
    Term,
    atoms,
    free_names,
    kinds,
    mentioned,
    walk,
)

__all__ = [
    "Occurring", "conjuncts", "expected_atoms", "has_waves", "index_conditions", "is_principal",
    "occurring_indices", "restricted_names", "restricting", "what_occurs",
]  # fmt: skip


@frozen
class Occurring:
    """What occurs in a claim, for which its session is made.

    `angles` are the arguments of sines and the like, if some of them are sums and all are of symbols.
    """

    indices: frozenset[str]
    principal: bool
    angles: tuple[Term, ...] = ()


def what_occurs(context: Context, terms: tuple[Term, ...]) -> Occurring:
    """The indices that occur, whether principal branches are meant, and the angles."""
    names, parts = mine = _occurring(context, terms)
    everything = _occurring(context, (*terms, *context.assumptions)) if context.assumptions else mine
    angles = _angles(context, terms, parts)
    return Occurring(_with_tied(context, names), _has_complex(context, *everything), angles)


def conjuncts(assumptions: Iterable[Term]) -> list[Term]:
    """The assumptions, those joined with `and` one by one."""
    made: list[Term] = []
    for assumption in assumptions:
        made += conjuncts(assumption.args) if isinstance(assumption, And) else [assumption]
    return made


def index_conditions(context: Context) -> list[Term]:
    """The assumptions that speak of indices, sizes and other whole numbers alone."""
    return [term for term in conjuncts(context.assumptions) if is_index_condition(context, term)]


def restricted_names(context: Context) -> frozenset[str]:
    """The names of which an assumption on indices alone may leave out some values."""
    conditions = (each for each in context.assumptions if is_index_condition(context, each))
    return frozenset().union(*map(free_names, conditions))


_IMAGINARY = Const("I")
_ATOMS_OF_A_SUM = 4


def is_principal(context: Context, terms: Iterable[Term]) -> bool:
    """True where principal branches are meant: something complex occurs, or the imaginary unit is written."""
    return _has_complex(context, *_occurring(context, (*terms, *context.assumptions)))


def _has_complex(context: Context, names: set[str], parts: set[Term]) -> bool:
    # So is a limit in a name that is declared so: it is another one than that over real numbers.
    tending = {part.variable for part in parts if isinstance(part, Limit)}
    complex_symbol = any(
        context.symbols[name].domain is Domain.COMPLEX for name in (names | tending) & context.symbols.keys()
    )
    return _IMAGINARY in parts or complex_symbol


def expected_atoms(terms: Iterable[Term]) -> int:
    """How many atoms the terms will need: the symbols, calls and the like in them; for a sum some more."""
    parts: frozenset[Term] = frozenset().union(*map(atoms, terms))
    return len(parts) + (_ATOMS_OF_A_SUM - 1) * [type(part) for part in parts].count(Big)


def occurring_indices(context: Context, terms: Iterable[Term]) -> frozenset[str]:
    """The declared indices that occur free in the terms or in definitions there, and those tied to these.

    What is assumed of other indices says nothing of a claim: `i > j` makes it no claim about `n >= 2`.
    """
    return _with_tied(context, _occurring(context, terms)[0])


def _with_tied(context: Context, names: set[str]) -> frozenset[str]:
    found = names & context.indices.keys()
    tied = [free_names(each) & context.indices.keys() for each in index_conditions(context)]
    while more := [each for each in tied if each & found and not each <= found]:
        found = found.union(*more)
    return frozenset(found)


def restricting(context: Context, indices: frozenset[str]) -> list[Term]:
    """The index conditions on claims with these free indices, and with those tied to them."""
    return [
        each for each in index_conditions(context) if free_names(each) & context.indices.keys() <= indices
    ]


#: What has an angle for its argument, and what is written by these where its own is imaginary.
_WAVES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
_EXPONENTIALS = frozenset(("exp", "sinh", "cosh", "tanh", "coth", "sech", "csch"))


def has_waves(terms: Iterable[Term]) -> bool:
    """True when a sine or the like is written in some of the terms."""
    return any(
        isinstance(part, Call) and part.name in _WAVES
        for term in terms
        if Call in kinds(term)
        for part in atoms(term)
    )


def _angles(context: Context, terms: tuple[Term, ...], parts: set[Term]) -> tuple[Term, ...]:
    if not has_waves(terms) or has_waves(context.assumptions):
        return ()
    if _IMAGINARY in parts and (context.definitions or _has_exponentials(terms)):
        return ()  # `exp(I x)` has a sine in it, too
    if any(isinstance(part, Call) and part.primes and part.name in context.definitions for part in parts):
        return ()  # its derivative is taken by a parameter, with which the angles are others
    found = {part.args[0] for part in parts if isinstance(part, Call) and part.name in _WAVES}
    plain = all(free_names(angle) <= context.symbols.keys() for angle in found)
    summed = any(isinstance(part, Add) for angle in found for part in walk(angle))
    return tuple(sorted(found, key=repr)) if plain and summed else ()


def _has_exponentials(terms: Iterable[Term]) -> bool:
    parts = (part for term in terms for part in walk(term))
    return any(
        part.name in _EXPONENTIALS
        if isinstance(part, Call)
        else isinstance(part, Pow) and free_names(part.exponent)
        for part in parts
    )


def _occurring(context: Context, terms: Iterable[Term]) -> tuple[set[str], set[Term]]:
    """The names and the parts of the terms and of definitions that they use, save for parameters of these."""
    names: set[str] = set()
    parts: set[Term] = set()
    waiting: list[tuple[Term, tuple[str, ...]]] = [(term, ()) for term in terms]
    while waiting:
        term, parameters = waiting.pop()
        found = mentioned(term).difference(parameters)
        fresh = [context.definitions[name] for name in (found - names) & context.definitions.keys()]
        waiting += [(each.body, each.parameters) for each in fresh]
        names |= found
        parts |= atoms(term)
    return names, parts
