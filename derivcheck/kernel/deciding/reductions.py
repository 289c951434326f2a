"""Inequalities that follow from others.

Sums are compared term by term, and increasing functions by their arguments; what is not negative by its
squares, what is positive by its logarithms; an absolute value has two bounds, a sum the sign that all its
parts have, and a quotient is compared by its numerator.

Each of the others has to be defined wherever the first is; what it asks for beyond that is among them.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.frozen import replace
from derivcheck.kernel.deciding.function_inequalities import INCREASING
from derivcheck.kernel.deciding.known_inequalities import is_finite, opened, weight_of
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
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


def _by_parts(claim: Claim) -> Iterator[Claim]:
    """`a + b >= 0` if `a >= 0` and `b >= 0`."""
    match claim.left, claim.right:
        case (Add(parts), zero) | (zero, Add(parts)) if zero == integer(0) and claim.op in ("<=", ">="):
            op = claim.op if claim.right == zero else _TURNED[claim.op]
            yield from (Claim(part, zero, claim.context, op) for part in parts)


def _factorwise(claim: Claim) -> Iterator[Claim]:
    """One product is at most another over the same range if `0 <= a <= b` for the factors.

    The exponential of a sum is a product, too.
    """
    lesser, greater = claim.sides if claim.op[0] == "<" else claim.sides[::-1]
    below, above = _as_product(lesser), _as_product(greater)
    if below is None or above is None or claim.op not in ("<=", ">="):
        return
    if above.index != below.index:
        if below.index in free_names(above.body):
            return
        renamed = substitute(above.body, {above.index: Sym(below.index)})
        above = replace(above, body=renamed, index=below.index)
    if replace(below, body=above.body) != above:
        return
    name, inside = opened(replace(below, body=Mul((below.body, above.body))), claim.context)
    one, other = (substitute(each.body, {each.index: Sym(name)}) for each in (below, above))
    yield Claim(one, integer(0), inside, ">=")
    yield Claim(one, other, inside, "<=")


def _as_product(term: Term) -> Big | None:
    """A finite product, or the exponential of a finite sum as one."""
    match term:
        case Big("prod") if is_finite(term):
            return term
        case Call("exp", (exponent,)) | Pow(Const("e"), exponent):
            turn, total = (integer(-1), exponent.arg) if isinstance(exponent, Neg) else (integer(1), exponent)
            factors = total.args if isinstance(total, Mul) else (total,)
            sums = [each for each in factors if isinstance(each, Big)]
            if len(sums) != 1 or sums[0].op != "sum" or not is_finite(sums[0]):
                return None
            [inner] = sums
            rest = [each for each in factors if each is not inner]
            if any(inner.index in free_names(each) for each in rest):
                return None
            return replace(inner, op="prod", body=Call("exp", (Mul((turn, *rest, inner.body)),)))
        case _:
            return None


def _under_an_integral(claim: Claim) -> Iterator[Claim]:
    """One integral is at most another over the same range, from left to right, if what stands under it is."""
    sides = [side for side in map(_bare, claim.sides) if isinstance(side, Integral)]
    if not sides or claim.op not in ("<=", ">="):
        return
    lower, upper = sides[0].lower, sides[0].upper
    if lower is None or upper is None or lower == Const("oo") or upper == Neg(Const("oo")):
        return
    name = fresh_name(
        sides[0].variable, claim.context.names() | free_names(claim.left) | free_names(claim.right)
    )
    bodies = [_integrand(side, lower, upper, name) for side in claim.sides]
    left, right = bodies
    if left is None or right is None:
        return
    symbols = {**claim.context.symbols, name: Symbol(name, (), Domain.REAL)}
    inside = replace(claim.context, symbols=symbols)
    has_ends = [Neg(Const("oo")) != lower, Const("oo") != upper]
    if all(has_ends):
        yield Claim(lower, upper, claim.context, "<=")
    if has_ends[0]:
        inside = inside.assuming(Rel("<", lower, Sym(name)))
    if has_ends[1]:
        inside = inside.assuming(Rel("<", Sym(name), upper))
    yield Claim(left, right, inside, claim.op)


def _integrand(side: Term, lower: Term, upper: Term, name: str) -> Term | None:
    """What stands under an integral over this range, with this name for its variable; 0 for 0."""
    if side == integer(0):
        return side
    bare = _bare(side)
    if not isinstance(bare, Integral) or (bare.lower, bare.upper) != (lower, upper):
        return None
    body = substitute(bare.body, {bare.variable: Sym(name)})
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


def _over_what_has_a_sign(claim: Claim) -> Iterator[Claim]:
    """`a/b < c` if `a < c b`, where `b` is positive; so with `|a/b|`."""
    claim = claim if _quotient(claim.left) is not None or claim.op == "!=" else _turned(claim)
    found = _quotient(claim.left)
    if found is not None and claim.op != "!=":
        above, below = found
        yield Claim(below, integer(0), claim.context, ">")
        yield replace(claim, left=above, right=Mul((claim.right, below)))


def _over_a_modulus(claim: Claim) -> Iterator[Claim]:
    """`|a/b| < c` if `|a| < c |b|`, wherever `a/b` has a value."""
    claim = claim if claim.op[0] == "<" else _turned(claim)
    match claim.left:
        case Call("abs", (Div(above, below),)) if claim.op != "!=":
            right = Mul((claim.right, Call("abs", (below,))))
            yield replace(claim, left=Call("abs", (above,)), right=right)


def _quotient(side: Term) -> tuple[Term, Term] | None:
    """Numerator and denominator of a side, also under a modulus."""
    match side:
        case Div(above, below) if free_names(below):
            return above, below
        case Call("abs", (Div(above, below),)):
            return Call("abs", (above,)), below
        case _:
            return None


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


_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "!=": "!="}


def _turned(claim: Claim) -> Claim:
    return Claim(claim.right, claim.left, claim.context, _TURNED[claim.op])


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
        case Div(above, below):
            (left, over), (right, under) = _logarithm(above, context), _logarithm(below, context)
            return Add((left, Neg(right))), (*over, *under)
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


_RULES = (
    _termwise,
    _termwise_throughout,
    _by_parts,
    _factorwise,
    _under_an_integral,
    _increasing,
    _between,
    _over_what_has_a_sign,
    _over_a_modulus,
    _squared,
    _logarithms,
    _exponentials,
)
"""The rules; each is tried for every inequality that nothing else decides."""
