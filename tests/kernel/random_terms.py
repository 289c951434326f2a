"""Random terms in one rich context, and points at which both sides of a rewriting are evaluated.

The terms reach into what the kernel does most: nested sums over whole, shifted, partial and guarded
ranges, products, deltas, brackets, quotients, powers, exponentials, logarithms, derivatives by members of
families and by defined quantities.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from flint import fmpq

from derivcheck.errors import Place
from derivcheck.formats import read_context
from derivcheck.model import Context
from derivcheck.notation import read_expression
from derivcheck.refute import Point
from derivcheck.refute.arithmetic.point import formulas
from derivcheck.terms import (
    Add,
    Big,
    Bracket,
    Call,
    Cases,
    Diff,
    Div,
    Mul,
    Neg,
    Pow,
    Rel,
    Sym,
    Term,
    integer,
)  # fmt: skip

CONTEXT: Context = read_context(
    """
indices:
  i, j, k, l, m: 1..n
symbols:
  x, y: real
  a: positive
  z[i]: real
  p[i]: positive
  A[i, j]: real
functions:
  f: smooth
definitions:
  S: sum(exp(z[k]), k)
  q[i]: exp(z[i]) / sum(exp(z[k]), k)
"""
)

_N = Sym("n")
_ONE = integer(1)


def random_term(random: Random, depth: int, bound: tuple[str, ...] = ("i", "j")) -> Term:
    """A term of at most this depth in which the bound and free indices `bound` may occur."""
    if depth == 0:
        return random.choice(_LEAVES)(random, bound)
    maker = random.choices(*_WEIGHED)[0]
    return maker(random, depth - 1, bound)


def _index(random: Random, bound: tuple[str, ...]) -> Term:
    return Sym(random.choice(bound))


_LEAVES: tuple[Callable[[Random, tuple[str, ...]], Term], ...] = (
    lambda random, bound: integer(random.randint(0, 3)),
    lambda random, bound: Div(integer(random.randint(1, 3)), integer(random.randint(2, 3))),
    lambda random, bound: Sym(random.choice(("x", "a", "S"))),
    lambda random, bound: Sym("z", (_index(random, bound),)),
    lambda random, bound: Sym("z", (_index(random, bound),)),
    lambda random, bound: Sym("p", (_index(random, bound),)),
    lambda random, bound: Sym("p", (_index(random, bound),)),
    lambda random, bound: Sym("q", (_index(random, bound),)),
    lambda random, bound: Sym("A", (_index(random, bound), _index(random, bound))),
    lambda random, bound: Call("delta", (_index(random, bound), _index(random, bound))),
    lambda random, bound: Bracket(
        Rel(random.choice(("<", "<=", "!=")), _index(random, bound), _index(random, bound))
    ),
    lambda random, bound: _index(random, bound),
)


def _sum(random: Random, depth: int, bound: tuple[str, ...]) -> Term:
    name = random.choice(("k", "l", "m"))
    lower, upper, guard = _range(random, name, bound)
    op = "sum" if random.random() < 0.85 else "prod"
    inside = tuple(dict.fromkeys((*bound, name, name)))
    return Big(op, random_term(random, depth, inside), name, lower, upper, guard)


def _range(random: Random, name: str, bound: tuple[str, ...]) -> tuple[Term, Term, Term | None]:
    other = Sym(random.choice([each for each in bound if each != name] or ["i"]))
    below, above = Add((other, Neg(_ONE))), Add((other, _ONE))
    return random.choice(
        (
            (_ONE, _N, None),
            (_ONE, _N, None),
            (_ONE, _N, Rel("!=", Sym(name), other)),
            (_ONE, below, None),
            (above, _N, None),
            (_ONE, Add((_N, Neg(_ONE))), None),
            (integer(2), _N, None),
            (integer(2), Add((_N, Neg(_ONE))), None),
            (_ONE, _N, Rel("<", Sym(name), other)),
            (_ONE, other, None),
        )
    )


def _derivative(random: Random, depth: int, bound: tuple[str, ...]) -> Term:
    by = random.choice((Sym("x"), Sym("z", (_index(random, bound),)), Sym("p", (_index(random, bound),))))
    if random.random() < 0.1:
        by = Sym("q", (_index(random, bound),))
    return Diff(random_term(random, depth, bound), ((by, 1),))


def _cases(random: Random, depth: int, bound: tuple[str, ...]) -> Term:
    condition = Rel(random.choice(("=", "!=", "<=")), _index(random, bound), _index(random, bound))
    value = random_term(random, depth, bound)
    return Cases(((value, condition),), random_term(random, max(depth - 1, 0), bound))


def _positive(random: Random, depth: int, bound: tuple[str, ...]) -> Term:
    inner = random_term(random, depth, bound)
    squared = Add((Pow(inner, integer(2)), _ONE))
    return random.choice((Call("exp", (inner,)), squared, Sym("p", (_index(random, bound),))))


_FUNCTIONS = (
    "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh", "erf",
    "sign", "floor", "gamma",
)  # fmt: skip

_MAKERS: tuple[tuple[int, Callable[[Random, int, tuple[str, ...]], Term]], ...] = (
    (4, lambda r, d, b: Add((random_term(r, d, b), random_term(r, d, b)))),
    (2, lambda r, d, b: Add((random_term(r, d, b), Neg(random_term(r, d, b))))),
    (5, lambda r, d, b: Mul((random_term(r, d, b), random_term(r, d, b)))),
    (2, lambda r, d, b: Div(random_term(r, d, b), _positive(r, d, b))),
    (1, lambda r, d, b: Div(random_term(r, d, b), random_term(r, d, b))),
    (2, lambda r, d, b: Call("exp", (random_term(r, min(d, 1), b),))),
    (2, lambda r, d, b: Call("log", (_positive(r, d, b),))),
    (1, lambda r, d, b: Pow(random_term(r, d, b), integer(r.randint(-1, 3)))),
    (1, lambda r, d, b: Call("sqrt", (_positive(r, d, b),))),
    (1, lambda r, d, b: Call("abs", (random_term(r, d, b),))),
    (1, lambda r, d, b: Call("f", (random_term(r, min(d, 1), b),))),
    (2, lambda r, d, b: Call(r.choice(_FUNCTIONS), (random_term(r, min(d, 2), b),))),
    (1, lambda r, d, b: Call(r.choice(("max", "min")), (random_term(r, d, b), random_term(r, d, b)))),
    (7, _sum),
    (3, _derivative),
    (1, _cases),
)
_WEIGHED = ([maker for _, maker in _MAKERS], [weight for weight, _ in _MAKERS])


def random_point(random: Random, size: int) -> Point:
    """A point of this size with small rational values; indices where they fall."""

    def number(positive: bool = False) -> fmpq:
        return fmpq(random.randint(1, 5) if positive else random.randint(-4, 4), random.randint(1, 3))

    places = range(1, size + 1)
    return Point(
        sizes={"n": size},
        indices={"i": random.choice(places), "j": random.choice(places)},
        values={
            "x": number(),
            "y": number(),
            "a": number(True),
            "z": {(place,): number() for place in places},
            "p": {(place,): number(True) for place in places},
            "A": {(row, column): number() for row in places for column in places},
        },
        functions={"f": formulas(1)[0]},
    )


def read(text: str) -> Term:
    """An expression of this context."""
    return read_expression(text, CONTEXT, Place("<test>"))
