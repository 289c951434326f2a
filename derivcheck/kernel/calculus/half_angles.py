"""Roots of `1 + cos(u)` and its kin inside of integrals over real ranges.

`c + c cos(u) = 2 c cos(u/2)^2` and `c - c cos(u) = 2 c sin(u/2)^2`, and `sin(u) = cos(u - pi/2)`. So for
`c > 0` and real `u` their roots are `sqrt(2 c)` times the absolute value of a sine or a cosine, and the range
may be cut where that is 0 (`derivcheck.kernel.calculus.kinks`).
Source: Abramowitz and Stegun, 4.3.20 and 4.3.21.
"""

from __future__ import annotations

from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Term, integer, map_children

__all__ = ["without_half_angles"]


def without_half_angles(term: Term) -> Term:
    """The term with absolute values for such roots in it.

    >>> from derivcheck.terms import Sym
    >>> from derivcheck.terms.printing import to_text
    >>> to_text(without_half_angles(Call("sqrt", (Add((integer(1), Call("cos", (Sym("t"),)))),))))
    'sqrt(2)*abs(cos(t/2))'
    """
    term = map_children(without_half_angles, term)
    match term:
        case Call("sqrt", (Add((first, second)),)):
            return _root(first, second) or _root(second, first) or term
        case _:
            return term


def _root(one: Term, other: Term) -> Term | None:
    """`sqrt(one + other)`, or None."""
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
    return Mul((Call("sqrt", (Num(2 * value),)), Call("abs", (half,))))
