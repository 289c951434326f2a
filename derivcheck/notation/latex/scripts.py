r"""What stands around a letter: primes, an index below, a power or an index above, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from derivcheck.notation.latex.lexer import COMMAND, END, LETTER, NAME, NUMBER, PRIMES, Token
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.words import shown

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["Scripts", "Span", "items_in", "read_scripts", "signs_in", "word_in"]

_READ = frozenset({"=", "!=", "<", "<=", ">", ">="})

Span = tuple[int, int]
"""The first word of a script, and the one after its last."""


class Scripts(NamedTuple):
    """The scripts of one letter; `first` is the word they begin with."""

    first: Token
    primes: int = 0
    star: bool = False
    below: Span | None = None
    above: Span | None = None


def read_scripts(parser: Parser) -> Scripts:
    """The scripts that stand here, which are passed; each kind stands at most once."""
    first = parser.peek()
    primes, star, below, above = 0, False, None, None
    while (token := parser.peek()).kind == PRIMES or token.text in ("^", "_"):
        parser.at += 1
        if token.kind == PRIMES:
            primes += len(token.text)
            continue
        span = _script(parser, token)
        if span[0] == span[1]:
            continue  # nothing is printed
        if token.text == "_":
            if below is not None:
                raise parser.error(token, "one subscript", "a second one", "write both in one pair of braces")
            below = span
        elif (count := _primes_in(parser, span)) > 0:
            primes += count
        elif _is_star(parser, span):
            star = True
        elif above is not None:
            raise parser.error(
                token, "one superscript", "a second one", "write brackets around the first power"
            )
        else:
            above = span
    return Scripts(first, primes, star, below, above)


def _script(parser: Parser, sign: Token) -> Span:
    """The words of a script: a group, or a single word."""
    token = parser.peek()
    if token.kind == NUMBER and len(token.text) > 1:
        plain = f"{sign.text}{{{token.text}}}"
        hint = f"TeX takes the first digit alone; write {plain}"
        raise parser.error(token, "one digit, or braces", shown(token), hint)
    is_word = token.kind in (LETTER, NAME, NUMBER, COMMAND, PRIMES) or token.text in ("{", "*", "+", "-")
    if token.kind == END or not is_word:
        raise parser.unexpected(f"what stands {'below' if sign.text == '_' else 'above'}")
    return parser.argument(sign)


def _primes_in(parser: Parser, span: Span) -> int:
    """The number of primes when `span` holds nothing else."""
    words = parser.word_list[span[0] : span[1]]
    total = 0
    for word in words:
        if word.kind == PRIMES:
            total += len(word.text)
        elif word.text == r"\prime":
            total += 1
        else:
            return 0
    return total


def _is_star(parser: Parser, span: Span) -> bool:
    return span[1] == span[0] + 1 and parser.word_list[span[0]].text in ("*", r"\star")


def items_in(parser: Parser, span: Span) -> list[Span]:
    """The parts between the commas of a script."""
    commas = [at for at in parser.words.commas.get(span[0] - 1, ()) if span[0] <= at < span[1]]
    edges = [span[0] - 1, *commas, span[1]]
    return [(edges[part] + 1, edges[part + 1]) for part in range(len(edges) - 1)]


def signs_in(parser: Parser, span: Span) -> list[int]:
    """The positions of the relation signs in `span`, outside of brackets."""
    found, at = [], span[0]
    while at < span[1]:
        if RELATIONS.get(parser.word_list[at].text, "") in _READ:
            found.append(at)
        at = parser.partner.get(at, at) + 1
    return found


def word_in(parser: Parser, span: Span) -> str:
    """The word that fills `span` when it may be part of a name: `1`, `x`, `max`, `alpha`; else ""."""
    words = parser.word_list[span[0] : span[1]]
    if len(words) == 1 and words[0].kind in (LETTER, NAME, NUMBER):
        return words[0].text if "." not in words[0].text else ""
    if all(word.kind in (LETTER, NUMBER) for word in words) and not any(word.gap for word in words[1:]):
        return "".join(word.text for word in words)
    return ""
