r"""Left sides of declarations in LaTeX: `z_i`, `S_{ij}`, `\bar{x}`, `\sigma(x)`, `x_1`, `v_{\text{max}}`.

Letters below a name are its indices, side by side or between commas; numbers and words below it are part of
the name. What an upper index in brackets holds comes after those below: `x^{(k)}_i` is `x[i, k]`.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.errors import Place, ReadError, places_in
from derivcheck.model import Context
from derivcheck.notation.heads import Head
from derivcheck.notation.latex.indices import atoms_in
from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER, Source, Token
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.parser import Parser
from derivcheck.notation.latex.scripts import Scripts, Span, items_in, read_scripts, word_in
from derivcheck.notation.latex.words import Words, shown, words_of
from derivcheck.notation.meaning import LANGUAGE
from derivcheck.notation.names import is_taken
from derivcheck.terms.latex_names import ACCENTS, LETTERS, MARKS, STYLES

__all__ = ["read_head", "read_heads"]

_RESERVED = {*ACCENTS, *MARKS, *STYLES}


Places = Callable[[int], Place]


def read_head(
    text: str,
    place: Place,
    *,
    function: bool = False,
    macros: Macros | None = None,
    places: Places | None = None,
    words: Words | None = None,
) -> Head:
    r"""The one name that `text` declares; `function` says that it is a function without `(…)`.

    `words` are those of the text, for who has them already.

    Raises `ReadError` for anything else than one name with plain names as parameters.

    >>> read_head(r"\bar{S}_{ij}", Place("a.yaml"))
    Head(name='S_bar', parameters=('i', 'j'), is_function=False)
    """
    parser = _parser(text, place, macros, places) if words is None else Parser(words, Context(), {})
    head = _head(parser, function)
    if parser.at < parser.stop:
        raise parser.unexpected("the end of the name")
    return head


def read_heads(
    text: str,
    place: Place,
    *,
    function: bool = False,
    macros: Macros | None = None,
    places: Places | None = None,
) -> tuple[tuple[Head, Place], ...]:
    r"""The names in a list such as `a, b_i`, each with its place.

    Raises `ReadError` as `read_head` does, and for a name given twice.

    >>> [head.name for head, _ in read_heads(r"a, \beta_i", Place("a.yaml"))]
    ['a', 'beta']
    """
    parser = _parser(text, place, macros, places)
    heads: dict[str, tuple[Head, Place]] = {}
    while not heads or parser.passes(","):
        token = parser.peek()
        head = _head(parser, function)
        if head.name in heads:
            raise parser.error(token, "each name once", f"{head.name!r} again")
        heads[head.name] = (head, parser.words.where(token))
    if parser.at < parser.stop:
        raise parser.unexpected("',' or the end of the names")
    return tuple(heads.values())


def _parser(text: str, place: Place, macros: Macros | None, places: Places | None) -> Parser:
    source = Source(text, places or places_in(text, place))
    return Parser(words_of(source, macros or Macros()), Context(), {})


def _head(parser: Parser, function: bool) -> Head:
    token = parser.peek()
    if token.kind not in (LETTER, NAME):
        raise parser.unexpected("a name")
    parser.at += 1
    scripts = read_scripts(parser)
    name = token.text + "_prime" * scripts.primes + "_star" * scripts.star
    name, parameters = _below(parser, name, scripts)
    if scripts.above is not None:
        parameters += _above(parser, scripts.above)
    is_call = parser.peek().text == "("
    if is_call:
        if parameters:
            raise parser.unexpected("the end of the name")
        parameters = [_parameter(parser, span) for span in parser.parts(parser.at)]
        parser.at = parser.partner[parser.at] + 1
    is_function = function or is_call
    if is_taken(name) or (is_function and name in LANGUAGE):
        raise parser.error(token, "a name that is free", f"{name!r}, a word of the language")
    for number, parameter in enumerate(parameters):
        if parameter in (*parameters[:number], name):
            raise parser.error(scripts.first, "another name", f"{parameter!r} again")
    return Head(name, tuple(parameters), is_function)


def _below(parser: Parser, name: str, scripts: Scripts) -> tuple[str, list[str]]:
    """The name with the words and numbers below it, and the letters below it as parameters."""
    parameters: list[str] = []
    if scripts.below is None:
        return name, parameters
    spans: list[Span] = []
    for item in items_in(parser, scripts.below):
        spans += atoms_in(parser, item) or [item]
    for span in spans:
        first = parser.word_list[span[0]]
        if span[1] == span[0] + 1 and (first.kind == NUMBER or _is_word(first)) and not parameters:
            word = word_in(parser, span)
            if word in _RESERVED or not word:
                raise _refused(parser, first)
            name = f"{name}_{word}"
        else:
            parameters.append(_parameter(parser, span))
    return name, parameters


def _is_word(token: Token) -> bool:
    return token.kind == NAME and len(token.text) > 1 and token.text.split("_")[0] not in LETTERS


def _above(parser: Parser, span: Span) -> list[str]:
    start, stop = span
    if parser.word_list[start].text != "(" or parser.partner[start] != stop - 1:
        hint = "an upper index stands in brackets: x^{(k)}"
        raise parser.error(parser.word_list[start], "the end of the name", "a power", hint)
    return [_parameter(parser, part) for part in parser.parts(start)]


def _parameter(parser: Parser, span: Span) -> str:
    first = parser.word_list[span[0]]
    if span[0] >= span[1] or first.kind not in (LETTER, NAME):
        raise _refused(parser, first)
    at, stop = parser.at, parser.stop
    parser.at, parser.stop = span[0] + 1, span[1]
    scripts = read_scripts(parser)
    ended = parser.at == span[1]
    parser.at, parser.stop = at, stop
    name = first.text + "_prime" * scripts.primes
    for item in items_in(parser, scripts.below) if scripts.below is not None else ():
        name = f"{name}_{word_in(parser, item)}"
    if not ended or name.endswith("_") or scripts.above is not None:
        raise _refused(parser, first)
    return name


def _refused(parser: Parser, token: Token) -> ReadError:
    hint = "a declaration has names of indices: z_i, A_{ij}, A_{i,j}"
    return parser.error(token, "a name", shown(token), hint)
