"""Inequalities that follow from others.

Sums are compared term by term, and increasing functions by their arguments; what is not negative by its
squares, what is positive by its logarithms; an absolute value has two bounds.

Each of the others has to be defined wherever the first is; what it asks for beyond that is among them.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.frozen import replace
from derivcheck.kernel.deciding.function_inequalities import INCREASING
from derivcheck.kernel.deciding.known_inequalities import is_finite, opened, weight_of
from derivcheck.model import Claim, Context
from derivcheck.terms import Big, Call, Const, Mul, Neg, Num, Pow, Sym, Term, integer, substitute, walk

__all__ = ["reductions"]


def reductions(claim: Claim) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Claims from which this one follows, if all of them hold, with the name of the rule."""
    for rule in _RULES:
        grounds = tuple(rule(claim))
        if grounds:
            yield rule.__name__.strip("_"), grounds


def _termwise(claim: Claim) -> Iterator[Claim]:
    """One sum is at most another over the same range if each term is; a sum has the sign of its terms."""
    inside = _under_one_sum(claim)
    if inside is not None:
        yield inside


def _termwise_throughout(claim: Claim) -> Iterator[Claim]:
    """The same, through sums in sums."""
    inside = _under_one_sum(claim)
    deeper = _under_one_sum(inside) if inside is not None else None
    if deeper is not None:
        yield next(_termwise_throughout(deeper), deeper)


def _under_one_sum(claim: Claim) -> Claim | None:
    left, right = _bare(claim.left), _bare(claim.right)
    total = left if isinstance(left, Big) else right
    if not isinstance(total, Big) or claim.op not in ("<=", ">="):
        return None
    if total.op != "sum" or not is_finite(total):
        return None
    name, inside = opened(total, claim.context)
    left_body, right_body = (_body(side, total, name) for side in claim.sides)
    if left_body is None or right_body is None:
        return None
    return Claim(left_body, right_body, inside, claim.op)


def _bare(term: Term) -> Term:
    return term.arg if isinstance(term, Neg) else term


def _body(side: Term, total: Big, name: str) -> Term | None:
    """What stands under the sum, with this name for its index, on a side that is such a sum; 0 for 0."""
    if side == integer(0):
        return side
    bare = _bare(side)
    if not isinstance(bare, Big) or replace(bare, body=total.body) != total:
        return None
    body = substitute(bare.body, {total.index: Sym(name)})
    return Neg(body) if isinstance(side, Neg) else body


def _increasing(claim: Claim) -> Iterator[Claim]:
    """`f a < f b` if `a < b`, for a strictly increasing function."""
    match claim.left, claim.right:
        case Call(name, (left,), ()), Call(other, (right,), ()) if name == other and name in INCREASING:
            if claim.op != "!=":
                yield Claim(left, right, claim.context, claim.op)


def _between(claim: Claim) -> Iterator[Claim]:
    """`|a| < b` if `a < b` and `-b < a`."""
    claim = claim if claim.op[0] == "<" else _turned(claim)
    match claim.left:
        case Call("abs", (inner,)) if claim.op != "!=":
            yield replace(claim, left=inner)
            yield replace(claim, left=Neg(inner))


def _squared(claim: Claim) -> Iterator[Claim]:
    """`a < b` if `a^2 < b^2`, where neither is negative and squares take roots or absolute values away."""
    parts = (*walk(claim.left), *walk(claim.right))
    rooted = any(isinstance(part, Call) and part.name == "sqrt" for part in parts)
    moduli = all(isinstance(side, Call) and side.name == "abs" for side in claim.sides)
    if (rooted or moduli) and claim.op != "!=":
        for side in claim.sides:
            yield Claim(side, integer(0), claim.context, ">=")
        left, right = (Pow(side, integer(2)) for side in claim.sides)
        yield Claim(left, right, claim.context, claim.op)


def _turned(claim: Claim) -> Claim:
    turned = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "!=": "!="}
    return Claim(claim.right, claim.left, claim.context, turned[claim.op])


def _logarithms(claim: Claim) -> Iterator[Claim]:
    """`a < b` if `log a < log b`, where both are positive and one is an exponential, a power or a product."""
    if claim.op != "!=" and any(map(_is_of_factors, claim.sides)):
        (left, above), (right, below) = (_logarithm(side, claim.context) for side in claim.sides)
        yield from (*above, *below)
        yield Claim(left, right, claim.context, claim.op)


def _is_of_factors(side: Term) -> bool:
    match side:
        case Call("exp") | Big("prod"):
            return True
        case Pow(_, exponent):
            return not isinstance(exponent, Num)
        case _:
            return False


def _logarithm(term: Term, context: Context) -> tuple[Term, tuple[Claim, ...]]:
    """The logarithm of a term, written out, and that it is positive."""
    match term:
        case Call("exp", (exponent,)) | Pow(Const("e"), exponent):
            return exponent, ()
        case Pow(base, exponent):
            value, grounds = _logarithm(base, context)
            return Mul((exponent, value)), grounds
        case Big("prod", body) if is_finite(term):
            value = body.args[0] if isinstance(body, Call) and body.name == "exp" else Call("log", (body,))
            return replace(term, op="sum", body=value), (weight_of(term, body, context, ">"),)
        case _:
            return Call("log", (term,)), (Claim(term, integer(0), context, ">"),)


def _exponentials(claim: Claim) -> Iterator[Claim]:
    """`log a < b` if `a < exp b`, and `-log a < b` if `exp(-b) < a`"""
    if claim.op == "!=":
        return
    for each in (claim, _turned(claim)):
        match each.left:
            case Call("log", (argument,)):
                yield replace(each, left=argument, right=Call("exp", (each.right,)))
                return
            case Neg(Call("log", (argument,))):
                yield _turned(replace(each, left=Call("exp", (Neg(each.right),)), right=argument))
                return


_RULES = (_termwise, _termwise_throughout, _increasing, _between, _squared, _logarithms, _exponentials)
"""The rules; each is tried for every inequality that nothing else decides."""
