r"""Bars that are conjugates: `\bar z`, `\overline{z + w}`, `z^*` where `z` is a complex number.

Over what is real a bar is a mean, or a part of a name, so a conjugate is read only where a complex symbol or
the imaginary unit stands below the bar, in definitions too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.model import Domain, reached
from derivcheck.terms import Const, Term, mentioned, walk

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["CONJUGATE", "is_complex"]

CONJUGATE = "conjugate"


def is_complex(parser: Parser, term: Term) -> bool:
    """Whether a complex symbol or the imaginary unit stands in `term`, or in what it is defined by."""
    context = parser.context
    names = reached(mentioned(term), context.definitions) - parser.bound.keys()
    symbols = (context.symbols[name] for name in names & context.symbols.keys())
    bodies = (context.definitions[name].body for name in names & context.definitions.keys())
    return any(one.domain is Domain.COMPLEX for one in symbols) or any(
        part == Const("I") for body in (term, *bodies) for part in walk(body)
    )
