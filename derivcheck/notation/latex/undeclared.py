"""What is said of a name that nothing declares, and of one with another number of indices."""

from __future__ import annotations

from derivcheck.errors import ReadError, nearest
from derivcheck.notation.forms import count
from derivcheck.notation.latex.indices import atoms_in
from derivcheck.notation.latex.lexer import Token
from derivcheck.notation.latex.parser import Parser
from derivcheck.notation.latex.scripts import Scripts, items_in
from derivcheck.terms import INDEX_LETTERS
from derivcheck.terms.functions import ARITY, NAMED

__all__ = ["index_count", "undeclared_hint"]


def undeclared_hint(parser: Parser, base: str, name: str, called: bool) -> str:
    """What to do about a name that nothing declares."""
    declared = parser.context.names() | parser.bound.keys()
    if base in ARITY or base in NAMED:
        return f"write \\operatorname{{{base}}}(…)"
    if base.endswith(("_bb", "_cal")):
        kind = "an expectation, a variance or a distribution is outside the language"
        return f"declare it if it is a quantity; {kind}"
    where = "functions" if called else "symbols"
    return (len(name) > 1 and nearest(name, declared)) or f"declare it, for instance under {where}"


def index_count(parser: Parser, token: Token, name: str, expected: int, scripts: Scripts) -> ReadError:
    """The complaint about a name with another number of indices than `expected`."""
    found = 0
    if scripts.below is not None:
        items = items_in(parser, scripts.below)
        found = len(items)
        if found == 1:
            found = max(len(atoms_in(parser, items[0])), 1)
    letters = ", ".join(INDEX_LETTERS[:expected])
    hint = f"write {name}_{{{letters}}}" if expected else f"{name!r} takes no index"
    where = scripts.first if scripts.below is not None else token
    if found == expected:
        where, hint = token, "write commas between the indices"
        return parser.error(
            where, f"{count(expected, 'index')} of {name!r} one by one", "indices side by side", hint
        )
    return parser.error(where, f"{count(expected, 'index')} after {name!r}", count(found, "index"), hint)
