"""The left sides of declarations: `x`, `q[i]`, `A[i, j]`, `sigma(x)`, lists of them, and ranges.

These stand where nothing is declared yet, so here a name is only asked whether it may be one.
"""

from __future__ import annotations

from itertools import pairwise

from derivcheck.errors import Place, ReadError
from derivcheck.frozen import frozen
from derivcheck.model import Context, Range
from derivcheck.notation.lexer import NAME, NUMBER, Token, Tokens, lex
from derivcheck.notation.meaning import LANGUAGE, meaning_or_size
from derivcheck.notation.names import is_taken
from derivcheck.notation.parser import Parser
from derivcheck.terms import Add, Const, Mul, Neg, Num, Sym, Term, walk

__all__ = ["Head", "read_head", "read_heads", "read_names", "read_range"]


@frozen
class Head:
    """A name as it is declared: with indices in `[…]`, or with arguments in `(…)`."""

    name: str
    parameters: tuple[str, ...] = ()
    is_function: bool = False


def read_head(text: str, place: Place, *, function: bool = False) -> Head:
    """The one name that `text` declares; `function` says that it is a function without `(…)`.

    Raises `ReadError` for anything else than one name with plain names as parameters, and for a
    name that the language keeps.

    >>> read_head("A[i, j]", Place("a.yaml"))
    Head(name='A', parameters=('i', 'j'), is_function=False)
    >>> read_head("sigma(x)", Place("a.yaml")).is_function
    True
    """
    tokens = lex(text, place)
    head, at = _head(tokens, 0, function)
    if tokens.words[at].text:
        raise _unexpected(tokens, at, "the end of the name")
    return head


def read_heads(text: str, place: Place, *, function: bool = False) -> tuple[tuple[Head, Place], ...]:
    """The names in a list such as `a, b[i]`, each with its place.

    Raises `ReadError` as `read_head` does, and for a name given twice.

    >>> [(head.name, place.column) for head, place in read_heads("a, b[i]", Place("a.yaml"))]
    [('a', 1), ('b', 4)]
    """
    tokens = lex(text, place)
    heads: dict[str, tuple[Head, Place]] = {}
    at = -1
    while at < 0 or tokens.words[at].text == ",":
        start = tokens.words[at + 1]
        head, at = _head(tokens, at + 1, function)
        if head.name in heads:
            raise tokens.error(start.start, "each name once", f"{head.name!r} again")
        heads[head.name] = (head, tokens.where(start.start))
    if tokens.words[at].text:
        raise _unexpected(tokens, at, "',' or the end of the names")
    return tuple(heads.values())


def read_names(text: str, place: Place, *, function: bool = False) -> tuple[tuple[str, Place], ...]:
    """The plain names in a list such as `i, j, k`, each with its place.

    Raises `ReadError` as `read_heads` does, and for a name with indices or arguments.

    >>> [name for name, _ in read_names("i, j, k", Place("a.yaml"))]
    ['i', 'j', 'k']
    """
    named = read_heads(text, place, function=function)
    tokens = lex(text, place)
    bracket = next((token for token in tokens.words if token.text in ("[", "(")), None)
    if bracket is not None:
        raise tokens.error(bracket.start, "a plain name", repr(bracket.text))
    return tuple((head.name, where) for head, where in named)


def read_range(text: str, context: Context, place: Place) -> Range:
    """The range `lower..upper`: `1..n`, `0..n-1`, `1..3`, `0..oo`.

    A name in a bound that `context` does not declare is left as it stands, to be declared as a
    size; `free_names` of the bounds lists them. Raises `ReadError` for anything else than whole
    numbers, names, `+`, `-` and `*`, for infinity anywhere but above, and for a range without values.

    >>> read_range("0..n-1", Context(), Place("a.yaml")).lower
    Num(value=Fraction(0, 1))
    """
    parser = Parser(text, context, place, meaning_or_size)
    lower = _whole_bound(parser)
    if parser.words[parser.at].text != "..":
        raise parser.unexpected("'..' between two bounds, as in 1..n")
    parser.at += 1
    upper_token = parser.words[parser.at]
    if upper_token.text == "oo":
        parser.at += 1
        upper: Term = Const("oo")
    else:
        upper = _whole_bound(parser)
    if parser.words[parser.at].text:
        raise parser.unexpected("the end of the range")
    if isinstance(lower, Num) and isinstance(upper, Num) and upper.value < lower.value:
        found = f"{upper.value}, which is below {lower.value}"
        raise parser.error(upper_token, "an upper bound that is not below the lower one", found)
    return Range(lower, upper)


def _whole_bound(parser: Parser) -> Term:
    token = parser.words[parser.at]
    found = parser.value()
    for part in walk(found):
        if not isinstance(part, (Sym, Add, Mul, Neg, Num)) or (
            isinstance(part, Num) and part.value.denominator != 1
        ):
            shown = parser.tokens.text[token.start : parser.words[parser.at - 1].end]
            hint = "a bound is made of whole numbers, sizes, + - and *"
            raise parser.error(token, "a bound that is a whole number", repr(shown), hint)
    return found


# -- one head ------------------------------------------------------------------------------------


def _head(tokens: Tokens, at: int, function: bool) -> tuple[Head, int]:
    """The head that begins at token `at`, and the position after it."""
    token, opened = tokens.words[at], tokens.words[min(at + 1, len(tokens.words) - 1)]
    is_function = function or opened.text == "("
    name = _declarable(tokens, at, LANGUAGE if is_function else frozenset())
    if opened.text not in ("(", "["):
        return Head(name, (), function), at + 1
    close = tokens.partner[at + 1]
    edges = [at + 1, *tokens.commas[at + 1], close]
    parameters: list[str] = []
    for before, after in pairwise(edges):
        parameter = _declarable(tokens, before + 1, frozenset())
        if before + 2 != after:
            raise _unexpected(tokens, before + 2, f"',' or {tokens.words[close].text!r}")
        if parameter in (*parameters, token.text):
            raise tokens.error(tokens.words[before + 1].start, "another name", f"{parameter!r} again")
        parameters.append(parameter)
    return Head(name, tuple(parameters), is_function), close + 1


def _declarable(tokens: Tokens, at: int, refused: frozenset[str]) -> str:
    token = tokens.words[at]
    if token.kind != NAME or is_taken(token.text) or token.text in refused:
        if token.kind == NAME:
            raise tokens.error(token.start, "a name that is free", f"{token.text!r}, a word of the language")
        raise _unexpected(tokens, at, "a name")
    return token.text


def _unexpected(tokens: Tokens, at: int, expected: str) -> ReadError:
    token = tokens.words[at]
    found = repr(tokens.text[token.start : token.end]) if token.text else "the end of the text"
    hint = "a range is not written here, only the name of an index" if _is_range(tokens.words, token) else ""
    return tokens.error(token.start, expected, found, hint)


def _is_range(words: list[Token], token: Token) -> bool:
    return token.kind == NUMBER and any(word.text == ".." for word in words)
