"""Sums from one size on to another: `sum(…, k, m, n)` where `m <= n`.

With `n = m + d` and `k = m + j` they are sums over `j` from 0 to `d`, for any `d`, which induction and the
known sums are about; an infinite sum from `m` on is one from 0 on. Terms before the `m`-th of a sum with
`binomial(k, m)` in its terms are 0, so it may begin there, and
`binomial(n, k)*binomial(k, m) = binomial(n, m)*binomial(n - m, k - m)` (Graham, Knuth and Patashnik, Concrete
Mathematics, (5.21)).
"""

from __future__ import annotations

from derivcheck.frozen import replace
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    bound_name,
    free_names,
    fresh_name,
    integer,
    substitute,
    walk,
)
from derivcheck.terms.sums import begun_at_zero, with_sums

__all__ = ["from_smaller_size", "from_zero"]

_ZERO = integer(0)
_COUNTS = (Domain.POSITIVE_INTEGER, Domain.NONNEGATIVE_INTEGER)


def from_smaller_size(claim: Claim) -> tuple[Claim, ...]:
    """The claim with the larger of two ordered sizes as the smaller one and more, if there are such."""
    sides, symbols = Mul(claim.sides), claim.context.symbols
    bound = {bound_name(part) for part in walk(sides)}
    if not any(isinstance(part, Big) and part.op == "sum" for part in walk(sides)):
        return ()
    for given in claim.context.assumptions:
        found = _ordered(given)
        if found is None or found[0] in bound or not _are_plain(claim.context, found[:2]):
            continue
        small, large, gap = found
        more = fresh_name("d", claim.context.names() | free_names(sides))
        image = Add((Sym(small), Sym(more), integer(gap)))
        begun = [_begun(each, small) if symbols[small].domain in _COUNTS else each for each in claim.sides]
        left, right = (_shifted(substitute(each, {large: image}), small) for each in begun)
        return (Claim(left, right, _context(claim.context, given, large, image, more), claim.op),)
    return ()


def from_zero(claim: Claim) -> tuple[Claim, ...]:
    """The claim with infinite sums that begin at a size begun at 0; none where there are none."""

    def moved(term: Big) -> Big:
        return begun_at_zero(term) if term.upper == Const("oo") and free_names(term.lower) else term

    left, right = (with_sums(each, moved) for each in claim.sides)
    return () if (left, right) == claim.sides else (replace(claim, left=left, right=right),)


def _ordered(given: Term) -> tuple[str, str, int] | None:
    """The smaller name, the larger one, and by how much it is larger at least."""
    match given:
        case Rel("<=" | "<" as sign, Sym(small, ()), Sym(large, ())):
            return small, large, int(sign == "<")
        case Rel(">=" | ">" as sign, Sym(large, ()), Sym(small, ())):
            return small, large, int(sign == ">")
    return None


def _are_plain(context: Context, names: tuple[str, str]) -> bool:
    """Whether these are symbols for whole numbers at which no family and no index ends."""
    known = context.symbols
    if not all(name in known and known[name].domain.is_whole and not known[name].axes for name in names):
        return False
    axes = [axis for one in known.values() for axis in one.axes]
    ends = (end for axis in (*axes, *context.indices.values()) for end in (axis.lower, axis.upper))
    return not context.definitions and not any(set(names) & free_names(end) for end in ends)


def _context(context: Context, given: Term, large: str, image: Term, more: str) -> Context:
    symbols = {name: symbol for name, symbol in context.symbols.items() if name != large}
    symbols[more] = Symbol(more, (), Domain.NONNEGATIVE_INTEGER)
    kept = tuple(substitute(one, {large: image}) for one in context.assumptions if one is not given)
    return replace(context, symbols=symbols, assumptions=kept)


# -- sums ------------------------------------------------------------------------------------------------


def _begun(side: Term, small: str) -> Term:
    """Sums with a binomial coefficient in which their first terms are 0, begun behind these."""
    return with_sums(side, lambda term: _behind_zeros(term, small))


def _shifted(side: Term, small: str) -> Term:
    """Sums from the smaller size on as sums from 0 on."""
    return with_sums(side, lambda term: begun_at_zero(term) if term.lower == Sym(small) else term)


def _behind_zeros(term: Big, small: str) -> Big:
    factors = term.body.args if isinstance(term.body, Mul) else (term.body,)
    index, low = Sym(term.index), Sym(small)
    last = Call("binomial", (index, low))
    if last not in factors or term.lower not in (_ZERO, low):
        return term
    if not all(_has_values(one, term.index) for one in factors):
        return term
    for one in factors:
        if isinstance(one, Call) and one.name == "binomial" and one.args[1] == index:
            above = one.args[0]
            if term.index in free_names(above):
                continue
            rest = Add((above, Neg(low)))
            revised = (Call("binomial", (above, low)), Call("binomial", (rest, Add((index, Neg(low))))))
            others = tuple(each for each in factors if each not in (one, last))
            return replace(term, body=Mul((*revised, *others)), lower=low)
    return replace(term, lower=low)


def _has_values(factor: Term, index: str) -> bool:
    """Whether a factor has a value wherever an index is, also where the other one is 0."""
    match factor:
        case Num() | Sym() | Call("binomial"):
            return True
        case Pow(base, exponent):
            return exponent == Sym(index) or (isinstance(base, Num) and base != _ZERO)
        case Neg(part):
            return _has_values(part, index)
    return False
