"""Whether two terms are one but for the spelling: `1*b + a` and `a + b`, `x^(1/2)` and `sqrt(x)`."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.terms import Add, Call, Div, Mul, Num, Pow, Term, integer, map_children
from derivcheck.terms.printing import to_text

__all__ = ["alike"]

_HALF = Fraction(1, 2)


def alike(one: Term, other: Term) -> bool:
    """Whether a reader would say that both are the same expression."""
    return one == other or _plain(one) == _plain(other)


def _plain(term: Term) -> Term:
    match map_children(_plain, term):
        case Add(args):
            return Add(_sorted(args))
        case Mul(args):
            kept = tuple(arg for arg in args if arg != integer(1))
            return kept[0] if len(kept) == 1 else Mul(_sorted(kept))
        case Call("sqrt", (arg,), ()):
            return Pow(arg, Num(_HALF))
        case Div(Num(above), Num(below)) if below:
            return Num(above / below)
        case made:
            return made


def _sorted(args: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(sorted(args, key=to_text))
