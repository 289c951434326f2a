"""Relations with a function alone on one side, and what they say without it.

A row for each form gives the relations that hold together, by alternatives: `abs(u) = v` says `u = v >= 0` or
`-u = v >= 0`. Of an inequality the functions that increase are taken off both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from derivcheck.model import Claim
from derivcheck.terms import MIRRORED, Add, Call, Const, Mul, Neg, Num, Pow, Rel, Term, integer

__all__ = ["consequences", "inverted", "ordered"]

#: What holds together.
Given = tuple[Rel, ...]

_Row = Callable[[Term, Term], list[Given]]

#: Increasing functions, what undoes them, and whether that needs a positive argument.
_INVERSES = MappingProxyType({"exp": ("log", True), "log": ("exp", False)})

#: What `floor(u) < v` and its kin say of `u` for a whole `v`: the sign, and how far from `v` the end is.
_WHOLE_PARTS = MappingProxyType(
    {
        ("floor", "<"): ("<", 0),
        ("floor", "<="): ("<", 1),
        ("floor", ">"): (">=", 1),
        ("floor", ">="): (">=", 0),
        ("ceiling", "<"): ("<=", -1),
        ("ceiling", "<="): ("<=", 0),
        ("ceiling", ">"): (">", 0),
        ("ceiling", ">="): (">", -1),
    }
)


def _alone(relation: Rel) -> Iterator[tuple[str, Term, str, Term]]:
    """A function that stands alone on one side: its name, its argument, the sign, the other side.

    A power of a positive number is an exponential.
    """
    turned = Rel(MIRRORED.get(relation.op, relation.op), relation.right, relation.left)
    for each in (relation, turned):
        match each.left:
            case Call(name, (inner,), ()):
                yield name, inner, each.op, each.right
            case Pow(Const("e"), exponent):
                yield "exp", exponent, each.op, each.right
            case Pow(Num(value) as base, exponent) if value > 0 and not isinstance(exponent, Num):
                yield "exp", Mul((exponent, Call("log", (base,)))), each.op, each.right


def ordered(relation: Rel) -> Iterator[tuple[Given, Rel]]:
    """What an inequality says without a function that is increasing, and what that needs."""
    for name, inner, op, other in _alone(relation):
        if name in _INVERSES:
            inverse, needs_positive = _INVERSES[name]
            needed = (Rel(">", other, integer(0)),) if needs_positive else ()
            yield needed, Rel(op, inner, Call(inverse, (other,)))
            if isinstance(other, Call) and other.name == name and len(other.args) == 1:
                yield (), Rel(op, inner, other.args[0])
        if (name, op) in _WHOLE_PARTS:
            said, step = _WHOLE_PARTS[name, op]
            end = Add((other, integer(step))) if step else other
            yield (Rel("=", Call("floor", (other,)), other),), Rel(said, inner, end)


def inverted(claim: Claim) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Claims from which an inequality follows, without a function that is increasing."""
    for needed, said in ordered(Rel(claim.op, claim.left, claim.right)):
        grounds = (*needed, said)
        yield (
            "an increasing function",
            tuple(Claim(each.left, each.right, claim.context, each.op) for each in grounds),
        )


_ROWS: dict[str, _Row] = {
    "log": lambda u, v: [(Rel("=", u, Call("exp", (v,))), Rel(">", u, integer(0)))],
    "exp": lambda u, v: [(Rel("=", u, Call("log", (v,))), Rel(">", v, integer(0)))],
    "sqrt": lambda u, v: [(Rel("=", u, Pow(v, integer(2))), Rel(">=", v, integer(0)))],
    "floor": lambda u, v: [(Rel(">=", u, v), Rel("<", u, Add((v, integer(1)))))],
    "ceiling": lambda u, v: [(Rel("<=", u, v), Rel(">", u, Add((v, integer(-1)))))],
    "abs": lambda u, v: [
        (Rel("=", u, v), Rel(">=", v, integer(0))),
        (Rel("=", u, Neg(v)), Rel(">=", v, integer(0))),
    ],
}

#: Among complex numbers `exp(u)` and `abs(u)` say less, and there is no order.
_PRINCIPAL_ROWS: dict[str, _Row] = {
    "log": lambda u, v: [(Rel("=", u, Call("exp", (v,))),)],
    "sqrt": lambda u, v: [(Rel("=", u, Pow(v, integer(2))),)],
}


def consequences(relation: Rel, *, principal: bool) -> Iterator[list[Given]]:
    """What follows from an equation with a known function alone on one side."""
    rows = _PRINCIPAL_ROWS if principal else _ROWS
    for name, inner, _, other in _alone(relation):
        if name in rows:
            yield rows[name](inner, other)
