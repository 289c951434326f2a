r"""`x \in [0, 1)`, `n \in \mathbb{Z}`, `y_i \in \{0, 1\}`: in which set a name lies.

An interval and a list of values are relations. A set of numbers is what a name is declared with: `\mathbb{R}`
says nothing new of a real number, and `\mathbb{N}`, which some begin at 0 and others at 1, nothing of a
positive whole one. Else it would restrict the name to whole numbers, which no relation says, and is not read.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from derivcheck.model import Domain
from derivcheck.notation.latex.scripts import Span
from derivcheck.notation.latex.tables import IN, REALS
from derivcheck.terms import Or, Rel, Sym, Term, integer

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["known_domain", "membership"]

#: A finite set has at most so many members.
_MOST_MEMBERS = 8
_INFINITE = frozenset({(r"\infty",), ("+", r"\infty"), ("-", r"\infty")})
#: What a name is already where a set of numbers, as it is written, says nothing new of it, or a bound.
_REAL = frozenset(Domain) - {Domain.COMPLEX}
_WHOLE = frozenset(one for one in Domain if one.is_whole)
_KNOWN: dict[str, tuple[frozenset[Domain], tuple[str, int] | None]] = {
    REALS: (_REAL, None),
    **dict.fromkeys((f"{REALS}_>0", f"{REALS}_{{>0}}"), (_REAL, (">", 0))),
    f"{REALS}_{{\\geq0}}": (_REAL, (">=", 0)),
    "C_bb": (frozenset(Domain), None),
    "Z_bb": (_WHOLE, None),
    "N_bb_0": (_WHOLE, (">=", 0)),
    "N_bb": (frozenset({Domain.POSITIVE_INTEGER}), None),
}


def membership(parser: Parser, span: Span) -> list[Term] | None:
    r"""What `x \in A` says, as relations; None where the words from `span` say nothing about a set."""
    words = parser.word_list
    at = next((at for at in range(*span) if words[at].text == IN), None)
    if at is None:
        return None
    name = parser.within(span[0], at, parser.value)
    opened = at + 1
    close = parser.partner.get(opened)
    if close != span[1] - 1 or words[opened].text not in ("(", "[", r"\{"):
        return _in_numbers(parser, name, (opened, span[1]))
    commas = parser.words.commas.get(opened, [])
    edges = [opened, *commas, close]
    items = [(start + 1, stop) for start, stop in pairwise(edges)]
    if words[opened].text == r"\{":
        return [_in_list(parser, name, items, opened)]
    if len(items) != 2:
        raise parser.error(words[opened], "an interval with two ends", "something else")
    return _in_interval(parser, name, (items[0], items[1]), (words[opened].text, words[close].text))


def _in_interval(
    parser: Parser, name: Term, ends: tuple[Span, Span], brackets: tuple[str, str]
) -> list[Term]:
    found: list[Term] = []
    for (start, stop), op in zip(
        ends, (">" if brackets[0] == "(" else ">=", "<" if brackets[1] == ")" else "<="), strict=True
    ):
        if tuple(word.text for word in parser.word_list[start:stop]) not in _INFINITE:
            found.append(Rel(op, name, parser.within(start, stop, parser.value)))
    return found


def _in_list(parser: Parser, name: Term, items: list[Span], opened: int) -> Term:
    if len(items) > _MOST_MEMBERS:
        raise parser.error(
            parser.word_list[opened], f"a set of at most {_MOST_MEMBERS} members", str(len(items))
        )
    equal: list[Term] = [Rel("=", name, parser.within(*item, parser.value)) for item in items]
    return equal[0] if len(equal) == 1 else Or(tuple(equal))


def _in_numbers(parser: Parser, name: Term, span: Span) -> list[Term]:
    written = "".join(word.text for word in parser.word_list[slice(*span)])
    domains, bound = _KNOWN.get(written, (frozenset[Domain](), None))
    if known_domain(parser, name) not in domains:
        hint = "declare it, or write a relation"
        raise parser.error(
            parser.word_list[span[0]], "a set that it is known to lie in, or an interval", repr(written), hint
        )
    return [] if bound is None else [Rel(bound[0], name, integer(bound[1]))]


def known_domain(parser: Parser, name: Term) -> Domain | None:
    """The domain of a name that is bound or declared; None of anything else."""
    if not isinstance(name, Sym):
        return None
    if name.name in parser.bound:
        return Domain.REAL if parser.bound[name.name] == "variable" else Domain.INTEGER
    if name.name in parser.context.indices:
        return Domain.INTEGER
    declared = parser.context.symbols.get(name.name)
    return declared.domain if declared is not None else None
