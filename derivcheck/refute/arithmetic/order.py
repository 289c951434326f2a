"""Ranges whose ends are out of order.

A sum from `a` to `b < a - 1` is 0 to some readers, and minus the sum from `b + 1` to `a - 1` to others
(Karr, and SymPy); a product is 1 to some, and to others one over that from `b + 1` to `a - 1`. Between sizes
and indices of declared ranges it is 0. Where an end is a number that no range declares, an argument of a
function, or an index of such a range itself, nothing is concluded from a point at which the ends are out of
order.

A closed form that is proved for ranges in order mostly holds on for Karr. Where it does not, readers differ
about the claim itself: `read_as_karr` makes the claims that are to be tried.

Source: Karr, Summation in finite terms, Journal of the ACM 28 (1981), definition 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivcheck.definitions import expanded
from derivcheck.frozen import replace
from derivcheck.model import Claim, Context, Domain
from derivcheck.terms import (
    Add,
    Big,
    Cases,
    Const,
    Div,
    Mul,
    Neg,
    Rel,
    Sym,
    Term,
    free_names,
    integer,
    map_children,
    substitute,
    walk,
)

__all__ = ["Loose", "is_ambiguous", "is_end_inside", "read_as_karr"]

#: `offset + factor*n` in place of `n`: not below 0 for `n` from 0 to 4, and what may be negative also below.
_IMAGES, _BELOW = ((0, 1), (9, -2), (4, 1)), ((-4, 1),)


class Loose(int):
    """A value of an index whose range has an end that no range declares."""

    __slots__ = ()


def is_ambiguous(context: Context, term: Big, local: Mapping[str, object]) -> bool:
    """Whether an end of the range mentions a number that is neither an index nor a size.

    `local` holds the values of bound names.
    """
    bound = (local.get(name, 0) for name in free_names(term.lower) | free_names(term.upper))
    return any(type(value) is not int for value in bound) or bool(_loose(context, term))


def is_end_inside(term: Big) -> bool:
    """Whether the index is in an end of a sum or product inside."""
    inside = (part for part in walk(term.body) if isinstance(part, Big))
    return any(term.index in free_names(each.lower) | free_names(each.upper) for each in inside)


def _loose(context: Context, term: Big) -> frozenset[str]:
    names = free_names(expanded(term.lower, context)) | free_names(expanded(term.upper, context))
    return frozenset(names & context.symbols.keys()) - _sizes(context)


def _sizes(context: Context) -> frozenset[str]:
    ranges = [*context.indices.values(), *(axis for each in context.symbols.values() for axis in each.axes)]
    return frozenset().union(*(free_names(axis.lower) | free_names(axis.upper) for axis in ranges))


def read_as_karr(claim: Claim) -> Iterator[Claim]:
    """The claim with Karr's value for each sum and product, first as it is, then about other numbers.

    There `9 - 2*n` and the like stand for a whole number `n` that no range declares, so that small
    numbers come to reach further.
    """
    context = claim.context
    domains = {name: symbol.domain for name, symbol in context.symbols.items() if not symbol.axes}
    whole = {name: domain for name, domain in domains.items() if domain.is_whole}
    names = sorted(whole.keys() - _sizes(context) - context.indices.keys())
    for offset, factor in (*_IMAGES, *(_BELOW if Domain.INTEGER in whole.values() else ())):
        images = {
            name: Add((integer(offset), Mul((integer(factor), Sym(name)))))
            for name in names
            if offset >= 0 or whole[name] is Domain.INTEGER
        }
        yield _rewritten(claim, images)


def _rewritten(claim: Claim, images: Mapping[str, Term]) -> Claim:
    context = claim.context

    def change(term: Term) -> Term:
        return substitute(_as_karr(context, term), images)

    definitions = {name: replace(each, body=change(each.body)) for name, each in context.definitions.items()}
    assumptions = tuple(map(change, context.assumptions))
    moved = replace(context, definitions=definitions, assumptions=assumptions)
    return replace(claim, left=change(claim.left), right=change(claim.right), context=moved)


def _as_karr(context: Context, term: Term) -> Term:
    made = map_children(lambda part: _as_karr(context, part), term)
    if not isinstance(made, Big) or made.upper == Const("oo"):
        return made
    if not any(context.symbols[name].domain.is_whole for name in _loose(context, made)):
        return made
    beyond = replace(made, lower=Add((made.upper, integer(1))), upper=Add((made.lower, Neg(integer(1)))))
    value = Neg(beyond) if made.op == "sum" else Div(integer(1), beyond)
    return Cases(((made, Rel("<=", made.lower, beyond.lower)),), value)
