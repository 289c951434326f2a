"""Instances of known inequalities, and looking for where they could be of use.

An instance is a term that is not negative wherever it is defined, with the claims that it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.reading.index_reading import is_index_condition
from derivcheck.model import Claim, Context, Domain, Range, Symbol
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    substitute,
    walk,
)

__all__ = [
    "MOST",
    "ONE",
    "Instance",
    "Row",
    "addends_of",
    "arguments",
    "calls",
    "factors_of",
    "is_finite",
    "logarithm_instance",
    "minus",
    "opened",
    "outside_sums",
    "square",
    "sums_in",
    "times",
    "weight_of",
]

#: So many arguments of a function, or sums, are taken into account; a claim has few.
MOST = 6
ONE = integer(1)


@frozen
class Instance:
    """`value >= 0` wherever it is defined, if the claims in `rests_on` hold; `name` is what it is called.

    It is positive, if it is strict.
    """

    name: str
    value: Term
    rests_on: tuple[Claim, ...] = ()
    strict: bool = False


Row = Callable[[tuple[Term, ...], Context], Iterator[Instance]]


def arguments(terms: Iterable[Term], *names: str) -> list[Term]:
    """The arguments of the calls of these functions, outside of sums, each once."""
    return list(dict.fromkeys(call.args[0] for call in _calls(terms, names)))[:MOST]


def calls(terms: Iterable[Term], *names: str) -> list[Call]:
    """The calls of these functions, outside of sums, each once."""
    return list(dict.fromkeys(_calls(terms, names)))[:MOST]


def _calls(terms: Iterable[Term], names: Collection[str]) -> Iterator[Call]:
    parts = (part for term in terms for part in outside_sums(term))
    return (part for part in parts if isinstance(part, Call) and part.name in names)


def outside_sums(term: Term) -> Iterator[Term]:
    """The parts of a term that stand under no sum, derivative or other binder, itself among them."""
    yield term
    if not isinstance(term, Big):
        for part in _parts(term):
            yield from outside_sums(part)


def _parts(term: Term) -> tuple[Term, ...]:
    match term:
        case Add(args) | Mul(args):
            return args
        case Call(_, args):
            return tuple(args)
        case Neg(inner):
            return (inner,)
        case Div(above, below):
            return above, below
        case Pow(base, exponent):
            return base, exponent
        case _:
            return ()


def sums_in(terms: Iterable[Term]) -> list[Big]:
    """The finite sums in the terms, each once."""
    found = [part for term in terms for part in walk(term) if isinstance(part, Big) and part.op == "sum"]
    return list(dict.fromkeys(part for part in found if is_finite(part)))[:MOST]


def is_finite(total: Big) -> bool:
    """Whether both ends of the range are numbers."""
    return not any(part == Const("oo") for end in (total.lower, total.upper) for part in walk(end))


def times(*factors: Term) -> Term:
    """The product, without factors of 1."""
    left = [factor for factor in factors if factor != ONE]
    return Mul(tuple(left)) if len(left) > 1 else left[0] if left else ONE


def minus(left: Term, *right: Term) -> Term:
    """The first term less the others."""
    return Add((left, *map(Neg, right)))


def factors_of(term: Term) -> tuple[Term, ...]:
    """The factors of a product; of anything else itself."""
    return term.args if isinstance(term, Mul) else (term,)


def addends_of(term: Term) -> tuple[Term, ...]:
    """The term, and its addends where it is a sum of several."""
    return (term, *term.args)[:MOST] if isinstance(term, Add) else (term,)


def square(term: Term) -> Term:
    """`term^2`"""
    return Pow(term, integer(2))


def opened(total: Big, context: Context) -> tuple[str, Context]:
    """A name for the index of a sum, and the context in which it is free and runs over the range of the sum.

    The name is new: what the context says of an index of the same name is not said of this one. What is
    assumed of values at a free index is so for all of its values; under a guard that speaks of values,
    therefore, the name is one whole number in the range, unless the guard mentions another index.
    """
    name = fresh_name(total.index, context.names() | free_names(total))
    inside = replace(context, indices={**context.indices, name: Range(total.lower, total.upper)})
    if total.guard is None:
        return name, inside
    guard = substitute(total.guard, {total.index: Sym(name)})
    if is_index_condition(inside, guard):
        return name, inside.assuming(guard)
    if free_names(guard) & context.indices.keys():
        return name, inside
    one = replace(context, symbols={**context.symbols, name: Symbol(name, (), Domain.INTEGER)})
    return name, one.assuming(Rel("<=", total.lower, Sym(name)), Rel("<=", Sym(name), total.upper), guard)


def logarithm_instance(argument: Term) -> Instance:
    """`log x <= x - 1` at an argument."""
    return Instance("log x <= x - 1", minus(argument, ONE, Call("log", (argument,))))


def weight_of(total: Big, weight: Term, context: Context, op: str = ">=") -> Claim:
    """The claim that the weight is not negative (or positive) for every value of the index of the sum."""
    name, inside = opened(total, context)
    return Claim(substitute(weight, {total.index: Sym(name)}), integer(0), inside, op)
