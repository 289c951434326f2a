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
    exchanged,
    free_names,
    fresh_name,
    integer,
    walk,
)

__all__ = ["by_angles"]

#: The proof of a claim on which another one rests; None without one.
_Rests = Callable[[Claim], Proof | None]
_POLYNOMIALS = ("chebyshevt", "chebyshevu")
_ONE, _TWO = integer(1), integer(2)


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
    if proof is None or proof.left_out:
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


def _put_in(claim: Claim, images: dict[Term, Term]) -> Claim:
    left, right = (exchanged(side, images) for side in claim.sides)
    return replace(claim, left=left, right=right)


def _cosine(claim: Claim, x: Sym, parts: list[Term]) -> tuple[Claim, str] | None:
    """`x = cos(t)`"""
    if Call("acos", (x,)) not in parts:
        return None
    inside, t = _new(claim, x, "t")
    cosine, sine = Call("cos", (t,)), Call("sin", (t,))
    square = Pow(x, _TWO)
    roots = _roots_of(Add((_ONE, Neg(square))), Add((Neg(square), _ONE)))
    others: dict[Term, Term] = {x: cosine, Call("acos", (x,)): t, **dict.fromkeys(roots, sine)}
    first = _images(parts, "chebyshevt", lambda n: Call("cos", (Mul((n, t)),)))
    second = _images(parts, "chebyshevu", lambda n: Div(Call("sin", (Mul((Add((n, _ONE)), t)),)), sine))
    continuous = _put_in(inside, others)
    smooth = all(is_meromorphic(inside.context, side, frozenset((t.name,))) for side in continuous.sides)
    return _put_in(inside, others | first | second), t.name if smooth else ""


def _hyperbolic(claim: Claim, x: Sym, parts: list[Term]) -> tuple[Claim, str] | None:
    """`x = cosh(t)`"""
    if Call("acosh", (x,)) not in parts or _has_second_kind(parts):
        return None
    inside, t = _new(claim, x, "t")
    others: dict[Term, Term] = {x: Call("cosh", (t,)), Call("acosh", (x,)): t}
    first = _images(parts, "chebyshevt", lambda n: Call("cosh", (Mul((n, t)),)))
    return _put_in(inside, others | first), ""


def _half_sum(claim: Claim, x: Sym, parts: list[Term]) -> tuple[Claim, str] | None:
    """`x = (y + 1/y)/2`"""
    square = Pow(x, _TWO)
    roots = _roots_of(Add((square, Neg(_ONE))), Add((Neg(_ONE), square)), Add((square, integer(-1))))
    if _has_second_kind(parts) or not any(root in parts for root in roots):
        return None
    if claim.context.symbols[x.name].domain != Domain.COMPLEX:
        return None
    inside, y = _new(claim, x, "y", lambda new: Rel("!=", new, integer(0)))
    below = Div(_ONE, y)
    others: dict[Term, Term] = {
        x: Div(Add((y, below)), _TWO),
        **dict.fromkeys(roots, Div(Add((y, Neg(below))), _TWO)),
    }
    first = _images(parts, "chebyshevt", lambda n: Div(Add((Pow(y, n), Pow(y, Neg(n)))), _TWO))
    return _put_in(inside, others | first), ""


def _images(parts: list[Term], name: str, made: Callable[[Term], Term]) -> dict[Term, Term]:
    """What is put in for the polynomials of one kind, by their degrees."""
    return {part: made(part.args[0]) for part in parts if isinstance(part, Call) and part.name == name}


def _has_second_kind(parts: list[Term]) -> bool:
    return any(isinstance(part, Call) and part.name == "chebyshevu" for part in parts)


def _roots_of(*squares: Term) -> list[Term]:
    """The square roots of these, in both ways to write them."""
    half = Div(_ONE, _TWO)
    return [root for each in squares for root in (Call("sqrt", (each,)), Pow(each, half))]
