"""A derivation file printed again: as text, as LaTeX, or as Python source that builds it in SymPy.

Nothing is checked here and nothing changed: the steps stand as they were read. A step that could not
be read is shown as a comment with the reason, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from derivcheck.model import Context, Document, Step
from derivcheck.reports.styled import shown
from derivcheck.terms import IMPLICATIONS, Rel, Term
from derivcheck.terms.latex import to_latex
from derivcheck.terms.printing import to_text
from derivcheck.terms.sympy_edge import to_sympy_list

__all__ = ["FORMATS", "show"]


def show(document: Document, format: str) -> str:  # noqa: A002 - the option's own name
    """The steps of `document` in `format`, one of `FORMATS`; only "sympy" imports SymPy.

    Raises ValueError for another format.

    >>> from derivcheck.errors import Place
    >>> from derivcheck.model import Derivation, Expression
    >>> from derivcheck.terms import Div, Sym
    >>> place = Place("a.yaml")
    >>> step = Step(place, "x/x", Expression("x/x", Div(Sym("x"), Sym("x")), place))
    >>> one = Derivation("one", "", place, Context(), (step,))
    >>> print(show(Document("a.yaml", "Quotients", {}, Context(), (one,), ()), "text"), end="")
    # Quotients
    <BLANKLINE>
    # one
    x/x
    """
    if format not in FORMATS:
        raise ValueError(f"expected one of {', '.join(FORMATS)}, found {format!r}")
    layout = FORMATS[format]
    mark = "%" if format == "latex" else "#"
    blocks = [f"{mark} {shown(document.title)}\n"] if document.title else []
    for derivation in document.derivations:
        title = f"{derivation.id}: {derivation.title}" if derivation.title else derivation.id
        blocks.append(_block(f"{mark} {shown(title)}\n", derivation.steps, derivation.context, layout, mark))
        if derivation.final is not None:
            heading = f"{mark} {shown(derivation.id)}, final\n"
            blocks.append(_block(heading, (derivation.final,), derivation.context, layout, mark))
    if document.finals:
        blocks.append(_block(f"{mark} final\n", document.finals, document.context, layout, mark))
    return "\n".join(blocks)


_Link = tuple[str, Term]
"""An expression, and the sign that relates it to the one before."""

_Layout = Callable[[list[_Link], Context], str]


def _block(heading: str, steps: Iterable[Step], context: Context, layout: _Layout, mark: str) -> str:
    links: list[_Link] = []
    unread = []
    for step in steps:
        if step.expression is not None:
            links.append((step.sign, step.expression.term))
        else:
            reason = step.problem.message if step.problem else "unreadable"
            unread.append(f"{mark} line {step.place.line}: {shown(step.text)}: {shown(reason)}\n")
    return heading + "".join(unread) + (layout(links, context) if links else "")


def _text(links: list[_Link], context: Context) -> str:
    return "".join(f"{_sign(sign)}{to_text(term, context.indices)}\n" for sign, term in links)


def _sign(sign: str) -> str:
    return "" if sign == "=" else f"{sign} "


def _latex(links: list[_Link], context: Context) -> str:
    rows = " \\\\\n".join(
        f"  {_LATEX_SIGNS.get(sign, _sign(sign))}{to_latex(term, context.indices)}" for sign, term in links
    )
    return f"\\begin{{gather*}}\n{rows}\n\\end{{gather*}}\n"


def _sympy(links: list[_Link], context: Context) -> str:
    """The expressions; a chain with other signs than `=` as its relations, since a list has no signs.

    Relations that follow from one another stand there alone.
    """
    terms = [term for _, term in links]
    if any(sign not in ("=", *IMPLICATIONS) for sign, _ in links):
        terms = [Rel(sign, before, after) for before, (sign, after) in zip(terms, links[1:], strict=False)]
    return to_sympy_list(terms, context)


_LATEX_SIGNS = MappingProxyType(
    {"<=": "\\leq ", ">=": "\\geq ", "!=": "\\neq ", "=>": "\\implies ", "<=>": "\\iff "}
)


FORMATS: Mapping[str, _Layout] = MappingProxyType({"text": _text, "latex": _latex, "sympy": _sympy})
