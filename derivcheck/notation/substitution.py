"""SymPy's `Subs(f, x, a)`: the value of `f` at `x = a`, as `derivcheck.notation.valuation` takes it."""

from __future__ import annotations

from derivcheck.errors import ReadError
from derivcheck.notation.forms import Site, count
from derivcheck.notation.lexer import NAME
from derivcheck.notation.parser import Parser
from derivcheck.notation.valuation import MOST_PARTS, obstacle, valued
from derivcheck.terms import Term

__all__ = ["MOST_PARTS", "read_subs"]


def read_subs(parser: Parser, site: Site) -> Term:
    """`Subs(f, x, a)` for one symbol `x`, which is bound in `f` and nowhere else."""
    if len(site.spans) != 3:
        found = count(len(site.spans), "argument")
        raise parser.error(site.name, "3 arguments for 'Subs'", found, "write Subs(f, x, a)")
    body, variable, point = site.spans
    name = parser.lone(variable)
    if name is None or name.kind != NAME:
        first, hint = parser.words[variable[0]], "write Subs(f, x, a), for one symbol x"
        raise parser.error(first, "a symbol to replace", parser.quoted(variable), hint)
    before, value = parser.bound, parser.value_at(point)
    parser.bind(name, "variable")
    term = parser.value_at(body)
    parser.bound = before
    found_value = valued(term, name.text, value, parser.context)
    if found_value is not None:
        return found_value
    found = obstacle(term, name.text, value, parser.context)
    if found:
        raise _refused(parser, site, found, "put the value in, and write the result")
    raise _refused(parser, site, "more", "name a part of it in definitions")


def _refused(parser: Parser, site: Site, found: str, hint: str) -> ReadError:
    limit = f"at most {MOST_PARTS} parts after the substitution"
    expected = limit if found == "more" else "an expression in which a value may be put"
    return parser.error(site.name, expected, found, hint)
