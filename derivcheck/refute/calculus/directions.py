"""Whether a term grows or falls with a real variable that is not negative, by how it is written."""

from __future__ import annotations

from derivcheck.terms import Add, Div, Mul, Neg, Num, Pow, Sym, Term, free_names

__all__ = ["direction"]


def direction(term: Term, name: str) -> int | None:
    """1 for what grows with the variable, -1 for what falls, 0 for what does not hang on it; None if unclear.

    >>> x = Sym("x")
    >>> direction(Add((Num(1), Neg(Pow(x, Num(2))))), "x"), direction(Add((x, Neg(Mul((x, x))))), "x")
    (-1, None)
    """
    if name not in free_names(term):
        return 0
    match term:
        case Sym():
            return 1
        case Neg(arg):
            inner = direction(arg, name)
            return None if inner is None else -inner
        case Add(args):
            found = {direction(arg, name) for arg in args} - {0}
            return found.pop() if len(found) == 1 else None
        case Mul((Num(value), arg)) if value:
            inner = direction(arg, name)
            return None if inner is None else inner if value > 0 else -inner
        case Div(arg, Num(value)) if value > 0:
            return direction(arg, name)
        case Pow(Sym(), Num(value)) if value > 0:
            return 1
        case _:
            return None
