"""SymPy's `Subs(f, x, a)`: the value of `f` at `x = a`, as `derivcheck.notation.valuation` takes it.

In `Subs(f, (x, y), (a, b))` the values are put in together: `Subs(x/y, (x, y), (y, x))` is `y/x`. At
infinity, `Subs(f, x, oo)`, the value is the limit, as in `[f]` between the ends of an improper integral.
"""

from __future__ import annotations

from derivcheck.errors import ReadError
from derivcheck.notation.forms import Site, count, read_bound
from derivcheck.notation.lexer import NAME, Token
from derivcheck.notation.parser import Parser, Span
from derivcheck.notation.valuation import INFINITE, MOST_PARTS, obstacle, valued
from derivcheck.terms import Limit, Term

__all__ = ["MOST_PARTS", "read_subs"]


def read_subs(parser: Parser, site: Site) -> Term:
    """`Subs(f, x, a)` for a symbol `x`, or several of them, bound in `f` and nowhere else."""
    if len(site.spans) != 3:
        found = count(len(site.spans), "argument")
        raise parser.error(site.name, "3 arguments for 'Subs'", found, "write Subs(f, x, a)")
    body, variables, points = site.spans
    listed = parser.tuple_at(variables)
    names = [_name(parser, span) for span in ([variables] if listed is None else listed)]
    spans = [points] if listed is None else _values(parser, points, len(names))
    _refuse_twice(parser, names)
    values = {name.text: read_bound(parser, span) for name, span in zip(names, spans, strict=True)}
    before = parser.bound
    for name in names:
        parser.bind(name, "variable")
    term = parser.value_at(body)
    parser.bound = before
    if len(names) == 1 and values[names[0].text] in INFINITE:
        return Limit(term, names[0].text, values[names[0].text])
    for span, value in zip(spans, values.values(), strict=True):
        if value in INFINITE:
            parser.value_at(span)  # which says that it is not finite
    found_value = valued(term, values, parser.context)
    if found_value is not None:
        return found_value
    for each, value in values.items():
        found = obstacle(term, each, value, parser.context)
        if found:
            raise _refused(parser, site, found, "put the value in, and write the result")
    raise _refused(parser, site, "more", "name a part of it in definitions")


def _name(parser: Parser, span: Span) -> Token:
    name = parser.lone(span)
    if name is None or name.kind != NAME:
        hint = "write Subs(f, x, a) for a symbol x, or Subs(f, (x, y), (a, b))"
        raise parser.error(parser.words[span[0]], "a symbol to replace", parser.quoted(span), hint)
    return name


def _values(parser: Parser, span: Span, wanted: int) -> list[Span]:
    """The values of several symbols."""
    found = parser.tuple_at(span)
    if found is None or len(found) != wanted:
        shown = parser.quoted(span) if found is None else count(len(found), "value")
        hint = "write Subs(f, (x, y), (a, b)), with a value for each symbol"
        raise parser.error(parser.words[span[0]], f"{count(wanted, 'value')} in brackets", shown, hint)
    return found


def _refuse_twice(parser: Parser, names: list[Token]) -> None:
    for place, name in enumerate(names):
        if name.text in {other.text for other in names[:place]}:
            raise parser.error(name, "another symbol to replace", f"{name.text!r} again")


def _refused(parser: Parser, site: Site, found: str, hint: str) -> ReadError:
    limit = f"at most {MOST_PARTS} parts after the substitution"
    expected = limit if found == "more" else "an expression in which a value may be put"
    return parser.error(site.name, expected, found, hint)
