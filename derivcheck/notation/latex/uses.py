r"""Which names a text uses, before anything is declared: for contexts that are inferred.

A name is a letter or word with its scripts. What stands below it is taken apart into indices as for a name
that has them; below `\sum` and `\prod`, under `\lim` and after the differential sign of an integral stand the
names that are bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.errors import Place, ReadError, places_in
from derivcheck.frozen import frozen
from derivcheck.model import Context
from derivcheck.notation.latex.functions import FUNCTIONS, OWN_LETTERS, takes_call
from derivcheck.notation.latex.indices import atoms_in
from derivcheck.notation.latex.lexer import LETTER, NAME, Source
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.parser import Parser
from derivcheck.notation.latex.scripts import Scripts, Span, items_in, read_scripts
from derivcheck.notation.latex.words import words_of

__all__ = ["Use", "names_in", "possible_names"]

_BINDERS = frozenset({r"\sum", r"\prod", r"\lim"})


@frozen
class Use:
    r"""A name where it stands: its plain name, the text of each index, and how it is used.

    `written` is the name as it stands in the text, without scripts: `\mathrm{E}` and `E` have the plain name
    `E`, and the former is no letter for a quantity. `called` says that a bracket with names or numbers
    alone follows, as after a function; `primes` counts primes; `bound` says that the name stands where a sum,
    a product, a limit or an integral binds it.
    """

    name: str
    indices: tuple[str, ...]
    offset: int
    written: str = ""
    called: bool = False
    primes: int = 0
    bound: bool = False


def names_in(text: str, macros: Macros | None = None, place: Place | None = None) -> tuple[Use, ...]:
    r"""The names that `text` uses, in order, those in indices included.

    Raises `ReadError` for brackets that do not match and characters outside the notation.

    >>> [(use.name, use.indices) for use in names_in(r"\sum_k A_{ik} \log q_k") if not use.bound]
    [('A', ('i', 'k')), ('i', ()), ('k', ()), ('q', ('k',)), ('k', ())]
    """
    source = Source(text, places_in(text, place or Place("<text>")))
    parser = Parser(words_of(source, macros or Macros(), lenient=True), Context(), {})
    return tuple(_uses(parser))


def possible_names(text: str) -> tuple[str, ...]:
    r"""The declared names that `text` may mention: each name alone, and with what stands below it.

    >>> possible_names(r"\bar{x}_{1}")
    ('x_bar', 'x_bar_1')
    """
    try:
        uses = names_in(text)
    except ReadError:
        return ()
    found: list[str] = []
    for use in uses:
        found += ["_".join([use.name, *use.indices[:taken]]) for taken in range(len(use.indices) + 1)]
    return tuple(dict.fromkeys(name for name in found if name.replace("_", "a").isalnum()))


def _uses(parser: Parser) -> Iterator[Use]:
    words, source = parser.word_list, parser.words.source.text
    bound = set(_bound_places(parser))
    while parser.at < parser.stop:
        at = parser.at
        token = words[at]
        parser.at += 1
        if token.kind not in (LETTER, NAME) or (token.text in FUNCTIONS and token.text not in OWN_LETTERS):
            continue
        written = source[token.start : token.end]
        if at in bound or not _has_scripts(parser):
            yield Use(token.text, (), token.start, written, takes_call(parser), bound=at in bound)
            continue
        scripts = read_scripts(parser)
        name = token.text + "_star" * scripts.star
        indices = _indices(parser, scripts)
        yield Use(name, indices, token.start, written, takes_call(parser), scripts.primes)
        parser.at = at + 1


def _has_scripts(parser: Parser) -> bool:
    token = parser.peek()
    return token.text in ("_", "^") or token.kind == "primes"


def _indices(parser: Parser, scripts: Scripts) -> tuple[str, ...]:
    if scripts.below is None:
        return ()
    spans: list[Span] = []
    for item in items_in(parser, scripts.below):
        spans += atoms_in(parser, item) or [item]
    text = parser.words.source.text
    return tuple(
        text[parser.word_list[start].start : parser.word_list[stop - 1].end]
        for start, stop in spans
        if start < stop
    )


def _bound_places(parser: Parser) -> Iterator[int]:
    """The positions of names that are bound."""
    words = parser.word_list
    has_integral = any(word.text == r"\int" for word in words)
    for at, token in enumerate(words[:-1]):
        if token.text in _BINDERS and words[at + 1].text == "_":
            yield from _first_names(parser, at + 2)
        elif token.text in ("d", r"\mathrm{d}") and words[at + 1].kind in (LETTER, NAME):
            yield from [at + 1] if has_integral and words[at - 1].text != "/" else []


def _first_names(parser: Parser, at: int) -> Iterator[int]:
    """The names that begin the parts below a sign."""
    words = parser.word_list
    if words[at].text != "{":
        yield at
        return
    is_first = True
    for here in range(at + 1, parser.partner[at]):
        word = words[here]
        if is_first and word.kind in (LETTER, NAME):
            yield here
        is_first = word.text in (",", r"\\", "{", r"\substack")
