"""One expression's text to a term, in the plain notation or as LaTeX between dollars; never `eval`.

Every function raises `ReadError` with the exact line and column. `bound` lists names that are bound
around the text, such as the arguments of a function whose body is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.errors import Place, Problem, ReadError, places_in
from derivcheck.model import Context
from derivcheck.notation import heads
from derivcheck.notation.dollars import formula_in, is_latex, list_items
from derivcheck.notation.heads import Head, read_range
from derivcheck.notation.meaning import meaning
from derivcheck.notation.open_words import TRUTH
from derivcheck.notation.operators import CONDITIONS, JOINING
from derivcheck.notation.parser import Parser
from derivcheck.terms import Rel, Term

__all__ = [
    "Head", "read_condition", "read_expression", "read_head", "read_heads", "read_names", "read_range",
    "read_statement",
]  # fmt: skip


def read_expression(text: str, context: Context, place: Place, *, bound: Iterable[str] = ()) -> Term:
    """The expression that `text` is, exactly as written.

    >>> read_expression("1 + 1", Context(), Place("a.yaml"))
    Add(args=(Num(value=Fraction(1, 1)), Num(value=Fraction(1, 1))))
    """
    if is_latex(text):
        from derivcheck.notation import latex

        formula, places = formula_in(text, place)
        return latex.read_expression(formula, context, place, bound=bound, places=places)
    parser = _parser(text, context, place, bound)
    return parser.finish(parser.value())


def read_statement(text: str, context: Context, place: Place, *, bound: Iterable[str] = ()) -> Term:
    """An expression, or one relation (`Rel`) between two.

    >>> read_statement("2 = 1 + 1", Context(), Place("a.yaml")).op
    '='
    """
    if is_latex(text):
        from derivcheck.notation import latex

        formula, places = formula_in(text, place)
        return latex.read_statement(formula, context, place, bound=bound, places=places)
    parser = _parser(text, context, place, bound)
    found = parser.finish(parser.expression())
    if any(found is truth for truth in TRUTH.values()):
        word = next(word for word in parser.words if word.text in TRUTH)
        raise parser.error(word, "an expression or one relation", parser.shown(word), "write the relation")
    if isinstance(found, CONDITIONS) and not isinstance(found, Rel):
        joint = next((word for word in parser.words if word.text in JOINING), parser.words[0])
        raise parser.error(joint, "an expression or one relation", parser.shown(joint), "write two steps")
    return found


def read_condition(text: str, context: Context, place: Place, *, bound: Iterable[str] = ()) -> Term:
    """A relation, or several joined with `and`, `or`, `not` and brackets.

    >>> type(read_condition("1 < 2 and not 1 = 2", Context(), Place("a.yaml"))).__name__
    'And'
    """
    if is_latex(text):
        from derivcheck.notation import latex

        formula, places = formula_in(text, place)
        return latex.read_condition(formula, context, place, bound=bound, places=places)
    parser = _parser(text, context, place, bound)
    return parser.finish(parser.condition())


def read_head(text: str, place: Place, *, function: bool = False) -> Head:
    """The one name that `text` declares; `function` says that it is a function without `(…)`.

    Raises `ReadError` for anything else than one name with plain names as parameters, and for a
    name that the language keeps.

    >>> read_head("A[i, j]", Place("a.yaml")) == read_head("$A_{ij}$", Place("a.yaml"))
    True
    """
    if not is_latex(text):
        return heads.read_head(text, place, function=function)
    from derivcheck.notation import latex

    formula, places = formula_in(text, place)
    return latex.read_head(formula, place, function=function, places=places)


def read_heads(text: str, place: Place, *, function: bool = False) -> tuple[tuple[Head, Place], ...]:
    """The names in a list such as `a, b[i]` or `$a, b_i$`, each with its place.

    Raises `ReadError` as `read_head` does, and for a name given twice.
    """
    if "$" not in text:
        return heads.read_heads(text, place, function=function)
    from derivcheck.notation import latex

    where, found = places_in(text, place), list[tuple[Head, Place]]()
    for start, item in list_items(text):
        if is_latex(item):
            formula, places = formula_in(item, where(start))
            found += latex.read_heads(formula, where(start), function=function, places=places)
        else:
            found += heads.read_heads(item, where(start), function=function)
    for number, (head, at) in enumerate(found):
        if any(head.name == earlier.name for earlier, _ in found[:number]):
            raise ReadError(Problem(at, "each name once", f"{head.name!r} again"))
    return tuple(found)


def read_names(text: str, place: Place, *, function: bool = False) -> tuple[tuple[str, Place], ...]:
    """The plain names in a list such as `i, j, k` or `$i, j, k$`, each with its place.

    Raises `ReadError` as `read_heads` does, and for a name with indices or arguments.
    """
    if "$" not in text:
        return heads.read_names(text, place, function=function)
    found = read_heads(text, place, function=function)
    for head, at in found:
        if head.parameters:
            raise ReadError(Problem(at, "a plain name", f"{head.name!r} with indices"))
    return tuple((head.name, at) for head, at in found)


def _parser(text: str, context: Context, place: Place, bound: Iterable[str]) -> Parser:
    parser = Parser(text, context, place, meaning)
    parser.bound = dict.fromkeys(bound, "variable")
    return parser
