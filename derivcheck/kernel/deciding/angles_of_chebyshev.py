"""Chebyshev's polynomials beside inverse functions and roots: `x = cos(t)` is put in, or `x = (y + 1/y)/2`.

For every `x` where it has a value let `t = acos(x)`; then `x = cos(t)` and `sqrt(1 - x^2) = sin(t)`. With
`t = acosh(x)` it is `x = cosh(t)`, and with `y = x + sqrt(x^2 - 1)`, which is not 0, `x = (y + 1/y)/2` and
`sqrt(x^2 - 1) = (y - 1/y)/2`. So a claim about all `x` follows from one about all `t`, or about all `y` that
are not 0. There `T(n)` is `cos(n t)`, `cosh(n t)` and `(y^n + y^-n)/2`, and `U(n) = sin((n + 1) t)/sin(t)`
off the zeros of the sine, where both sides are continuous.

All this holds of principal values of complex numbers. Source: NIST DLMF, 4.23, 4.37 and 18.5.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.frozen import replace
from derivcheck.kernel.deciding.answers import Proof
from derivcheck.kernel.reading.generic import is_meromorphic
from derivcheck.model import Claim, Domain, Symbol
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Nth,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    map_children,
    walk,
)

__all__ = ["by_angles"]

#: The proof of a claim on which another one rests; None without one.
_Rests = Callable[[Claim], Proof | None]
_POLYNOMIALS = ("chebyshevt", "chebyshevu")


def by_angles(claim: Claim, rests: _Rests) -> bool:
    """Whether an equation about these polynomials is proved by what their variable is put in for."""
    parts = [part for side in claim.sides for part in walk(side)]
    names = {part.args[1] for part in parts if isinstance(part, Call) and part.name in _POLYNOMIALS}
    if claim.op != "=" or claim.context.definitions or len(names) != 1 or any(map(_binds, parts)):
        return False
    (x,) = names
    if not isinstance(x, Sym) or x.indices or x.name not in claim.context.symbols:
        return False
    if any(x.name in free_names(each) for each in claim.context.assumptions):
        return False
    ways = (_cosine(claim, x, parts), _hyperbolic(claim, x, parts), _half_sum(claim, x, parts))
    return any(made is not None and _is_shown(made, rests) for made in ways)


def _binds(part: Term) -> bool:
    return isinstance(part, Big | Diff | Integral | Limit | Nth | Partial)


def _is_shown(made: tuple[Claim, str], rests: _Rests) -> bool:
    """Whether the claim is proved; off the zeros of the sine if both sides are continuous."""
    claim, spared = made
    proof = rests(claim)
    if proof is None or proof.ordered:
        return False
    return set(proof.conditions) <= ({f"sin({spared}) != 0"} if spared else set())


def _new(claim: Claim, x: Sym, name: str, *given: Callable[[Term], Term]) -> tuple[Claim, Sym]:
    """The claim with another complex symbol instead, and that."""
    context = claim.context
    taken = context.names() | free_names(claim.left) | free_names(claim.right)
    new = Sym(fresh_name(name, taken))
    symbols = {other: each for other, each in context.symbols.items() if other != x.name}
    domain = context.symbols[x.name].domain
    domain = Domain.COMPLEX if domain == Domain.COMPLEX else Domain.REAL
    context = replace(context, symbols={**symbols, new.name: Symbol(new.name, (), domain)})
    return replace(claim, context=context.assuming(*(each(new) for each in given))), new


def _cosine(claim: Claim, x: Sym, parts: list[Term]) -> tuple[Claim, str] | None:
    """`x = cos(t)`"""
    if Call("acos", (x,)) not in parts:
        return None
    inside, t = _new(claim, x, "t")

    def image(term: Term) -> Term:
        if term == Call("acos", (x,)):
            return t
        if _is_root_of(term, x, -1):
            return Call("sin", (t,))
        match term:
            case Call("chebyshevt", (n, each)) if each == x:
                return Call("cos", (Mul((n, t)),))
            case Call("chebyshevu", (n, each)) if each == x:
                return Div(Call("sin", (Mul((Add((n, integer(1))), t)),)), Call("sin", (t,)))
            case _:
                return Call("cos", (t,)) if term == x else map_children(image, term)

    def continuous(term: Term) -> Term:
        if term == Call("acos", (x,)) or _is_root_of(term, x, -1):
            return t if isinstance(term, Call) and term.name == "acos" else Call("sin", (t,))
        return Call("cos", (t,)) if term == x else map_children(continuous, term)

    sides = tuple(map(continuous, claim.sides))
    smooth = all(is_meromorphic(inside.context, side, frozenset((t.name,))) for side in sides)
    made = replace(inside, left=image(claim.left), right=image(claim.right))
    return made, t.name if smooth else ""


def _hyperbolic(claim: Claim, x: Sym, parts: list[Term]) -> tuple[Claim, str] | None:
    """`x = cosh(t)`"""
    if Call("acosh", (x,)) not in parts or any(
        isinstance(part, Call) and part.name == "chebyshevu" for part in parts
    ):
        return None
    inside, t = _new(claim, x, "t")

    def image(term: Term) -> Term:
        if term == Call("acosh", (x,)):
            return t
        if isinstance(term, Call) and term.name == "chebyshevt" and term.args[1] == x:
            return Call("cosh", (Mul((term.args[0], t)),))
        return Call("cosh", (t,)) if term == x else map_children(image, term)

    return replace(inside, left=image(claim.left), right=image(claim.right)), ""


def _half_sum(claim: Claim, x: Sym, parts: list[Term]) -> tuple[Claim, str] | None:
    """`x = (y + 1/y)/2`"""
    if _has_second_kind(parts) or not any(_is_root_of(part, x, 1) for part in parts):
        return None
    if claim.context.symbols[x.name].domain != Domain.COMPLEX:
        return None
    inside, y = _new(claim, x, "y", lambda new: Rel("!=", new, integer(0)))
    below = Div(integer(1), y)

    def image(term: Term) -> Term:
        if _is_root_of(term, x, 1):
            return Div(Add((y, Neg(below))), integer(2))
        if isinstance(term, Call) and term.name == "chebyshevt" and term.args[1] == x:
            powers = Pow(y, term.args[0]), Pow(y, Neg(term.args[0]))
            return Div(Add(powers), integer(2))
        return Div(Add((y, below)), integer(2)) if term == x else map_children(image, term)

    return replace(inside, left=image(claim.left), right=image(claim.right)), ""


def _has_second_kind(parts: list[Term]) -> bool:
    return any(isinstance(part, Call) and part.name == "chebyshevu" for part in parts)


def _is_root_of(term: Term, x: Sym, sign: int) -> bool:
    """Whether a term is written as `sqrt(x^2 - 1)`, with a minus sign as `sqrt(1 - x^2)`."""
    half, square, one = Div(integer(1), integer(2)), Pow(x, integer(2)), integer(1)
    if isinstance(term, Pow) and term.exponent == half:
        inside = term.base
    elif isinstance(term, Call) and term.name == "sqrt":
        inside = term.args[0]
    else:
        return False
    if sign < 0:
        return inside in (Add((one, Neg(square))), Add((Neg(square), one)))
    return inside in (Add((square, Neg(one))), Add((Neg(one), square)), Add((square, integer(-1))))
