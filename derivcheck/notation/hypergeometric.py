"""Hypergeometric functions: `hyper((a, b), (c,), z)`, with SymPy's two lists, and `hyp2f1(a, b, c, z)`.

All of them are the same term: how many upper parameters there are, these, the lower ones, and the argument.
"""

from __future__ import annotations

from derivcheck.notation.forms import Form, Site, between, count
from derivcheck.notation.parser import Parser, Span
from derivcheck.terms import Term, hypergeometric

__all__ = ["read_hyper", "read_hyper_of"]

_HINT = "write hyper((a, b), (c,), z), with the upper and the lower parameters in brackets"


def read_hyper(parser: Parser, site: Site) -> Term:
    """`hyper((a, b), (c,), z)`; a list may be empty, and stand in square brackets."""
    if len(site.spans) != 3:
        found = count(len(site.spans), "argument")
        raise parser.error(site.name, f"{between(3, 3)} for {site.name.text!r}", found, _HINT)
    *lists, last = site.spans
    upper, lower = (_parameters(parser, span) for span in lists)
    return hypergeometric(upper, lower, parser.value_at(last))


def read_hyper_of(above: int, below: int) -> Form:
    """The reader of one with so many upper and lower parameters, all in one list: `hyp2f1(a, b, c, z)`."""
    wanted = above + below + 1

    def read(parser: Parser, site: Site) -> Term:
        if len(site.spans) != wanted:
            found = count(len(site.spans), "argument")
            raise parser.error(site.name, f"{between(wanted, wanted)} for {site.name.text!r}", found)
        *parameters, z = [parser.value_at(span) for span in site.spans]
        return hypergeometric(tuple(parameters[:above]), tuple(parameters[above:]), z)

    return read


def _parameters(parser: Parser, span: Span) -> tuple[Term, ...]:
    """What stands in brackets; a comma may end it, as it does in Python."""
    first = parser.words[span[0]]
    if first.text not in ("(", "[") or parser.tokens.partner[span[0]] != span[1] - 1:
        raise parser.error(first, "parameters in brackets", parser.quoted(span), _HINT)
    parser.at = span[0]
    spans = parser.spans()
    if spans and spans[-1][0] == spans[-1][1]:
        spans = spans[:-1]
    return tuple([parser.value_at(one) for one in spans])
