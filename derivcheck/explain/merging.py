"""Sums over one range written under one sign: `sum(s[k]*x[k], k) - sum(y[k]*x[k], k)` is shorter as one sum.

The normal form keeps sums apart, one for each term of a body. A person writes `sum(x[k]*(s[k] - y[k]), k)`:
finite sums over the same range are added term by term, and the factors that all bodies share stand in front.
Only what is shorter is taken.
"""

from __future__ import annotations

from derivcheck.explain.building import negated, product, total
from derivcheck.terms import Add, Big, Const, Mul, Neg, Sym, Term, free_names, map_children, substitute
from derivcheck.terms.printing import to_text

__all__ = ["merged"]


def merged(term: Term) -> Term:
    """`term` with sums over one range under one sign wherever that is shorter."""
    made = map_children(merged, term)
    if not isinstance(made, Add):
        return made
    groups: dict[object, list[int]] = {}
    for at, arg in enumerate(made.args):
        found = _summand(arg)
        if found is not None:
            big = found[0]
            groups.setdefault((big.lower, big.upper), []).append(at)
    for places in groups.values():
        if len(places) > 1:
            shorter = _together(made, places)
            if shorter is not None and len(to_text(shorter)) < len(to_text(made)):
                return merged(shorter)
    return made


def _summand(arg: Term) -> tuple[Big, tuple[Term, ...], bool] | None:
    """The sum in a term, the factors beside it, and whether there is a minus in front."""
    if isinstance(arg, Neg):
        inner = _summand(arg.arg)
        return None if inner is None else (inner[0], inner[1], not inner[2])
    factors = arg.args if isinstance(arg, Mul) else (arg,)
    sums = [factor for factor in factors if _is_plain_sum(factor)]
    if len(sums) != 1 or not isinstance(sums[0], Big):
        return None
    return sums[0], tuple(factor for factor in factors if factor is not sums[0]), False


def _is_plain_sum(term: Term) -> bool:
    return isinstance(term, Big) and term.op == "sum" and term.guard is None and term.upper != Const("oo")


def _together(whole: Add, places: list[int]) -> Term | None:
    """The sum with the terms at these places under one sign, at the place of the first.

    None where the index would capture a name.
    """
    found = [summand for at in places if (summand := _summand(whole.args[at])) is not None]
    first = found[0][0]
    bodies = []
    for big, beside, minus in found:
        outside = free_names(big).union(*(free_names(factor) for factor in beside))
        if first.index in outside:
            return None
        body = substitute(big.body, {big.index: Sym(first.index)})
        factors = (*beside, *(body.args if isinstance(body, Mul) else (body,)))
        bodies.append((factors, minus))
    joined = Big("sum", _factored(bodies), first.index, first.lower, first.upper)
    args = [joined if at == places[0] else arg for at, arg in enumerate(whole.args)]
    return total(tuple(arg for at, arg in enumerate(args) if at == places[0] or at not in places))


def _factored(bodies: list[tuple[tuple[Term, ...], bool]]) -> Term:
    """The sum of the products, with the factors that all of them share in front."""
    shared: list[Term] = []
    rests = [list(factors) for factors, _ in bodies]
    for factor in bodies[0][0]:
        if all(factor in rest for rest in rests):
            shared.append(factor)
            for rest in rests:
                rest.remove(factor)
    parts = [product(tuple(rest)) for rest in rests]
    signed = [negated(part) if minus else part for part, (_, minus) in zip(parts, bodies, strict=True)]
    signed.sort(key=lambda part: isinstance(part, Neg))
    return product((*shared, total(tuple(signed))))
