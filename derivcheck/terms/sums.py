"""Sums and products as they are written: begun at 0, and put in other words inside of a term."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.frozen import replace
from derivcheck.terms.binding import exchanged, free_names, fresh_name, substitute
from derivcheck.terms.nodes import Add, Big, Call, Const, Neg, Sym, Term, integer, map_children

__all__ = ["begun_at_zero", "halves", "with_sums"]

_BELOW = Neg(Const("oo"))


def begun_at_zero(term: Big) -> Big:
    """The same sum or product, with an index that begins at 0.

    >>> from derivcheck.terms.printing import to_text
    >>> to_text(begun_at_zero(Big("sum", Sym("k"), "k", Sym("m"), Sym("n"))))
    'sum(k + m, k, 0, n - m)'

    An index that hides a name in its ends gets another name.

    >>> to_text(begun_at_zero(Big("sum", Sym("k"), "k", Sym("k"), Sym("n"))))
    'sum(k_1 + k, k_1, 0, n - k)'
    """
    index = fresh_name(term.index, free_names(term))
    moved = {term.index: Add((Sym(index), term.lower))}
    upper = term.upper if term.upper == Const("oo") else Add((term.upper, Neg(term.lower)))
    guard = None if term.guard is None else substitute(term.guard, moved)
    return Big(term.op, substitute(term.body, moved), index, integer(0), upper, guard)


def halves(term: Big) -> tuple[Big, ...]:
    """What begins at minus infinity, as one or two that begin at a number; nothing for others.

    Such a sum (or product) has a value where both of its halves have one. In these `abs(k)` is `k`.

    >>> from derivcheck.terms.printing import to_text
    >>> [to_text(half) for half in halves(Big("sum", Sym("k"), "k", Neg(Const("oo")), Const("oo")))]
    ['sum(k, k, 0, oo)', 'sum(-k, k, 1, oo)']
    >>> [to_text(half) for half in halves(Big("sum", Sym("k"), "k", Neg(Const("oo")), Sym("n")))]
    ['sum(-k, k, -n, oo)']
    """
    if term.lower != _BELOW or term.upper == _BELOW:
        return ()
    here = Sym(term.index)
    turned = {term.index: Neg(here)}
    plain: dict[Term, Term] = {Call("abs", (here,)): here, Call("abs", (Neg(here),)): here}
    guard = None if term.guard is None else substitute(term.guard, turned)
    below = replace(term, body=substitute(term.body, turned), guard=guard, upper=Const("oo"))
    if term.upper != Const("oo"):
        return (replace(below, lower=Neg(term.upper)),)
    above = replace(term, body=exchanged(term.body, plain), lower=integer(0))
    return above, replace(below, body=exchanged(below.body, plain), lower=integer(1))


def with_sums(term: Term, image: Callable[[Big], Term]) -> Term:
    """A term with the image of each sum without a guard in its place, of inner ones first.

    >>> from derivcheck.terms.printing import to_text
    >>> total = Big("sum", Sym("k"), "k", Sym("m"), Const("oo"))
    >>> to_text(with_sums(Neg(total), begun_at_zero))
    '-sum(k + m, k, 0, oo)'
    """
    term = map_children(lambda part: with_sums(part, image), term)
    if isinstance(term, Big) and term.op == "sum" and term.guard is None:
        return image(term)
    return term
