"""What a lost factor or term can have been: the parts of the two sides, smallest first.

A part that was written under a sum mentions its index. It fits at a place where that index may stand, and
where another index over the same range may, that one is put in: `t[k]` under `sum(…, k)` fits as `t[j]`
under `sum(…, j)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivcheck.explain.places import Place, Ranges, places
from derivcheck.frozen import frozen
from derivcheck.model import Claim, Context, Domain
from derivcheck.terms import (
    Big,
    Bracket,
    Call,
    Diff,
    Integral,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    integer,
    substitute,
    walk,
)  # fmt: skip

__all__ = ["Part", "Pool", "fitting", "gathered", "indicators"]

_MOST_PARTS = 32
_LARGEST_PART = 14


@frozen
class Part:
    """A part of a side, and the ranges of the indices that were bound around it."""

    term: Term
    loose: tuple[tuple[str, object], ...]


@frozen
class Pool:
    """What the two sides are made of: parts, symbols, functions, variables of derivatives.

    `proposed` are terms that a rule of differentiation gives rise to, each with what it is.
    """

    context: Context
    ranges: Ranges
    parts: tuple[Part, ...]
    symbols: tuple[Part, ...]
    functions: tuple[str, ...]
    variables: tuple[tuple[Term, int], ...]
    inner: tuple[Term, ...] = ()
    products: tuple[Term, ...] = ()
    sums: tuple[Big, ...] = ()
    brackets: bool = False
    numbers: tuple[Num, ...] = ()
    integrals: tuple[Integral, ...] = ()
    differentiated: tuple[Term, ...] = ()


def gathered(
    claim: Claim,
    inner: Iterable[Term] = (),
    products: Iterable[Term] = (),
    simplified: Iterable[Term] = (),
) -> Pool:
    """The pool of a claim; `simplified` is what its left side comes to, if that is known."""
    context = claim.context
    names = free_names(claim.left) | free_names(claim.right)
    ranges = {name: context.indices[name] for name in context.indices if name in names}
    found: dict[Part, int] = {}
    written = (*_parts(claim.right, ranges), *_parts(claim.left, ranges), *_defined(context, names))
    inside = (part for term in simplified for part in _parts(term, ranges) if part.term != term)
    for part in (*written, *inside, *_elsewhere(written, ranges)):
        if part.term != claim.left or isinstance(part.term, Sym):
            found.setdefault(part, _size(part.term))
    small = sorted((part for part in found if found[part] <= _LARGEST_PART), key=lambda part: found[part])
    sides = [claim.left, claim.right]
    nodes = [node for side in sides for node in walk(side)]
    bodies = [context.definitions[name].body for name in sorted(names & context.definitions.keys())]
    return Pool(
        context=context,
        ranges=ranges,
        parts=tuple(small[:_MOST_PARTS]),
        symbols=tuple(
            part for part in small if isinstance(part.term, Sym) and not _whole(context, part.term)
        ),
        functions=tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, Call))),
        variables=tuple(
            dict.fromkeys(by for node in nodes if isinstance(node, Diff) for by in node.variables)
        ),
        inner=tuple(inner),
        products=tuple(products),
        sums=tuple(node for side in (*sides, *bodies) for node in walk(side) if isinstance(node, Big)),
        brackets=any(isinstance(node, Bracket) for node in nodes),
        integrals=tuple(node for node in walk(claim.left) if isinstance(node, Integral)),
        differentiated=tuple(
            node.body for side in (*sides, *bodies) for node in walk(side) if isinstance(node, Diff)
        ),
        numbers=tuple(dict.fromkeys(node for node in nodes if isinstance(node, Num) and node.value > 1)),
    )


def _parts(side: Term, ranges: Ranges, bound: tuple[str, ...] = ()) -> Iterator[Part]:
    """The parts of a side, `bound` being bound around it."""
    for place in places(side, ranges):
        if _is_part(place.node):
            inside = dict.fromkeys((*bound, *place.variables))
            free = free_names(place.node)
            yield Part(place.node, tuple((name, place.ranges[name]) for name in inside if name in free))


def _defined(context: Context, names: frozenset[str]) -> Iterator[Part]:
    """The parts of the definitions that are named, their parameters bound."""
    for name in sorted(names & context.definitions.keys()):
        definition = context.definitions[name]
        if not definition.is_function:
            own = dict(zip(definition.parameters, definition.axes, strict=True))
            yield from _parts(definition.body, own, definition.parameters)


def _elsewhere(parts: Iterable[Part], ranges: Ranges) -> Iterator[Part]:
    """The symbols among the parts with another free index: `p[j]` for `p[i]`."""
    for part in parts:
        if isinstance(part.term, Sym) and not part.loose:
            for name in sorted(free_names(part.term) & ranges.keys()):
                for other in ranges:
                    if other != name and ranges[other] == ranges[name]:
                        yield Part(substitute(part.term, {name: Sym(other)}), ())


def _is_part(term: Term) -> bool:
    return not isinstance(term, Num | Neg | Rel)


def _size(term: Term) -> int:
    return sum(1 for _ in walk(term))


def _whole(context: Context, term: Sym) -> bool:
    return term.name in context.indices or (
        term.name in context.symbols
        and context.symbols[term.name].domain is Domain.POSITIVE_INTEGER
        and not term.indices
    )


def fitting(place: Place, parts: Iterable[Part]) -> Iterator[Term]:
    """The parts as they may be written at a place."""
    for part in parts:
        if not part.loose:
            if not free_names(part.term) & _hidden(place):
                yield part.term
            continue
        if all(place.ranges.get(name) == range_ for name, range_ in part.loose):
            yield part.term
        if len(part.loose) == 1:
            name, range_ = part.loose[0]
            others = [other for other in place.ranges if place.ranges[other] == range_ and other != name]
            yield from (substitute(part.term, {name: Sym(other)}) for other in others)


def _hidden(place: Place) -> frozenset[str]:
    """The bound names: a part from outside that mentions one of them means another thing."""
    return frozenset(place.variables)


def indicators(place: Place, pool: Pool) -> Iterator[Term]:
    """`delta(a, b)` (or `[a = b]`, if brackets are used) for the indices that may stand at a place."""
    names = list(place.ranges)
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            if place.ranges[first] == place.ranges[second]:
                equal = Sym(first), Sym(second)
                yield Bracket(Rel("=", *equal)) if pool.brackets else Call("delta", equal)


def is_indicator(term: Term) -> bool:
    """Whether the term is 0 or 1 by what its indices are."""
    return isinstance(term, Bracket) or (isinstance(term, Call) and term.name == "delta")


def squared(term: Term) -> Term:
    """`term^2`"""
    return Pow(term, integer(2))
