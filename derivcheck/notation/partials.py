"""Derivatives by the values of functions, as they are read: where it is unclear what varies, that is said."""

from __future__ import annotations

from derivcheck.function_values import Unclear, separated
from derivcheck.model import Context
from derivcheck.terms import Diff, Partial, Term
from derivcheck.terms.printing import to_text

__all__ = ["CLEAR_HINT", "unclear"]

CLEAR_HINT = "there a function stands at that argument alone, and under nothing that changes the argument"


def unclear(term: Term, context: Context, bound: frozenset[str]) -> tuple[str, str] | None:
    """What was expected and what was found, if `term` differentiates by a function's value that is not alone.

    Of a derivative by several things in turn each is looked at; definitions that are to come are not.
    """
    while isinstance(term, Diff | Partial):
        if isinstance(term, Partial):
            try:
                separated(term, context, bound)
            except Unclear as reason:
                return f"an expression in which {to_text(term.by)} can vary alone", str(reason)
        term = term.body
    return None
