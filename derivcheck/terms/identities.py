"""Equations that hold for all values of a symbol: their derivatives hold as well.

Such an assumption is the equation together with its first derivatives. What says more, that it holds at
other values too, is not made use of.
"""

from __future__ import annotations

from derivcheck.terms.nodes import And, Diff, Rel, Sym, Term

__all__ = ["for_all", "is_for_all"]

#: So many derivatives are taken.
_MOST_DERIVATIVES = 2


def for_all(name: str, equation: Rel) -> And:
    """The assumption that an equation holds for all values of a symbol.

    >>> from derivcheck.terms.nodes import integer
    >>> is_for_all(for_all("x", Rel("=", Sym("x"), integer(0))))
    True
    """
    derivatives = (
        Rel("=", *(Diff(side, ((Sym(name), times),)) for side in (equation.left, equation.right)))
        for times in range(1, _MOST_DERIVATIVES + 1)
    )
    return And((equation, *derivatives))


def is_for_all(assumption: Term) -> bool:
    """Whether it says of an equation that it holds for all values of a symbol."""
    match assumption:
        case And((Rel("=") as equation, Rel("=", Diff(_, ((Sym(name, ()), 1),))), *_)):
            return assumption == for_all(name, equation)
    return False
