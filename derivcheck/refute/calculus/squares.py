"""Roots of squares, which are absolute values.

`(b^(2 k))^r = |b|^(2 k r)` wherever either side has a value, and `1 - sin(u)^2 = cos(u)^2`; for `c > 0` also
`c + c cos(u) = 2 c cos(u/2)^2`, `c - c cos(u) = 2 c sin(u/2)^2`, and `sin(u) = cos(u - pi/2)`. Where `b`
changes its sign inside a range the left side has no derivative, and nothing numeric shows that it has a value
there; the right side is taken apart at the kink (`derivcheck.refute.calculus.pieces`).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from derivcheck.terms import (
    Add,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Term,
    fraction_of,
    integer,
    map_children,
)

__all__ = ["without_roots_of_squares"]

_OTHER = {"sin": "cos", "cos": "sin"}


@lru_cache(maxsize=256)
def without_roots_of_squares(term: Term) -> Term:
    """`term` with absolute values for the roots of squares in it.

    >>> from derivcheck.terms import Num, Sym
    >>> from derivcheck.terms.printing import to_text
    >>> to_text(without_roots_of_squares(Call("sqrt", (Pow(Sym("x"), Num(Fraction(2))),))))
    'abs(x)'
    """
    term = map_children(without_roots_of_squares, term)
    match term:
        case Call("sqrt", (base,)):
            return _root(base, Fraction(1, 2)) or term
        case Pow(base, exponent):
            value = fraction_of(exponent)
            return term if value is None or value.denominator == 1 else _root(base, value) or term
        case _:
            return term


def _root(base: Term, exponent: Fraction) -> Term | None:
    square = _square(base)
    if square is None:
        return None
    inner, even = square
    power, size = even * exponent, Call("abs", (inner,))
    return size if power == 1 else Pow(size, Num(power))


def _square(term: Term) -> tuple[Term, Fraction] | None:
    """`b` and `2 k` for `b^(2 k)`."""
    match term:
        case Pow(base, Num(even)) if even.denominator == 1 and even > 0 and even % 2 == 0:
            return base, even
        case Mul((first, second)) if first == second:
            return first, Fraction(2)
        case Add((first, second)):
            return (
                _pythagoras(first, second)
                or _pythagoras(second, first)
                or _of_half_angle(first, second)
                or _of_half_angle(second, first)
            )
        case _:
            return None


def _pythagoras(one: Term, other: Term) -> tuple[Term, Fraction] | None:
    match one, other:
        case Num(value), Neg(Pow(Call(name, args), Num(power))) if name in _OTHER:
            return (Call(_OTHER[name], args), power) if value == 1 and power == 2 else None
        case _:
            return None


def _of_half_angle(one: Term, other: Term) -> tuple[Term, Fraction] | None:
    """`b` and 2 for `b^2 = c + c cos(u)` and its kin."""
    sign, wave = (-1, other.arg) if isinstance(other, Neg) else (1, other)
    match one, wave:
        case Num(value), Mul((Num(times), Call("sin" | "cos" as name, (angle,)))) if value == abs(times):
            sign = sign if times > 0 else -sign
        case Num(value), Call("sin" | "cos" as name, (angle,)) if value == 1:
            pass
        case _:
            return None
    if value <= 0:
        return None
    if name == "sin":
        angle = Add((angle, Neg(Div(Const("pi"), integer(2)))))
    half = Call("cos" if sign > 0 else "sin", (Div(angle, integer(2)),))
    return Mul((Call("sqrt", (Num(2 * value),)), half)), Fraction(2)
