"""What is asked of derivatives as they are read: that it is clear what varies, and that orders are whole."""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.function_values import Unclear, separated
from derivcheck.model import Context
from derivcheck.terms import Add, Diff, Mul, Neg, Nth, Num, Partial, Sym, Term
from derivcheck.terms.printing import to_text

__all__ = ["CLEAR_HINT", "is_whole", "unclear"]

CLEAR_HINT = "there a function stands at that argument alone, and under nothing that changes the argument"


def unclear(term: Term, context: Context, bound: frozenset[str]) -> tuple[str, str] | None:
    """What was expected and what was found, if `term` differentiates by a function's value that is not alone.

    Of a derivative by several things in turn each is looked at; definitions that are to come are not.
    """
    while isinstance(term, Diff | Partial | Nth):
        if isinstance(term, Partial):
            try:
                separated(term, context, bound)
            except Unclear as reason:
                return f"an expression in which {to_text(term.by)} can vary alone", str(reason)
        term = term.body
    return None


def is_whole(term: Term, context: Context, bound: Mapping[str, str]) -> bool:
    """Whether a term is made of whole numbers: `n`, `n + 2`, an index; `bound` says what bound names are."""
    match term:
        case Num(value):
            return value.denominator == 1
        case Sym(name, ()) if name in bound:
            return bound[name] == "index"
        case Sym(name, ()) if name in context.symbols:
            return context.symbols[name].domain.is_whole
        case Sym(name, ()):
            return name in context.indices
        case Neg(arg):
            return is_whole(arg, context, bound)
        case Add(args) | Mul(args):
            return all(is_whole(arg, context, bound) for arg in args)
        case _:
            return False
