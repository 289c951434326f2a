"""Text to tokens.

A token is a number, a name, a keyword, a run of primes, a quoted direction or a sign. Nothing is
skipped but white space, and nothing is guessed: a character outside the notation is an error at its
own column.
Brackets are matched here, once for the whole text, so that the parser can look at the index of
`sum(exp(z[k]), k)` before it reads the body, and still reads every token once.

Text is limited in length and in the depth of its brackets: files come from strangers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.frozen import frozen
from derivcheck.notation.names import KEYWORDS, flaw_in

__all__ = [
    "DIRECTION", "END", "KEYWORD", "LONGEST_TEXT", "MOST_BRACKETS", "NAME", "NUMBER", "PRIMES", "SIGN",
    "Token", "Tokens", "lex",
]  # fmt: skip

LONGEST_TEXT = 20_000
MOST_BRACKETS = 64

NUMBER, NAME, KEYWORD, PRIMES, SIGN, END = "number", "name", "keyword", "primes", "sign", "end"
#: the quoted `'+'` with which SymPy says from where a limit is taken
DIRECTION = "direction"

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<name>[^\W\d]\w*)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
      | (?P<sign>\*\*|!=|<=|>=|\.\.(?!\.)|[-+*/^=<>(),\[\]≤≥≠~](?!=)|[(),\[\]]|([&|])(?![&|=]))
      | (?P<direction>'(?:\+-?|-)'|"(?:\+-?|-)")
      | (?P<primes>['′]+)
    """,
    re.VERBOSE,
)

#: signs that have two spellings -> the one the parser knows
_SPELLINGS = {"**": "^", "≤": "<=", "≥": ">=", "≠": "!="}
_CLOSING = {"(": ")", "[": "]"}

#: what people write, and what helps them
_FOREIGN = {
    "==": "write '=' for equality",
    "<==": "write '<='",
    "+=": "write '=' for equality",
    "-=": "write '=' for equality",
    "...": "write a sum with its bounds: sum(body, k, 1, n)",
    "…": "write a sum with its bounds: sum(body, k, 1, n)",
    "||": "write 'or' between conditions",
    "|": "write abs(x) for an absolute value, 'or' between conditions",
    "!": "write factorial(n) for a factorial, 'not' before a condition",
    "&&": "write 'and' between conditions",
    "&": "write 'and' between conditions",
    "~": "write 'not' before a condition",
    "%": "write mod(a, b)",
    ".": "write digits on both sides of a decimal point, as in 0.5; nothing else takes a point",
    "{": "write round brackets",
    "}": "write round brackets",
    "×": "write '*' for a product",
    "·": "write '*' for a product",
    "⋅": "write '*' for a product",
    "÷": "write '/' for a quotient",
    "−": "write '-' (the hyphen on the keyboard) for minus",
    "–": "write '-' (the hyphen on the keyboard) for minus",
    "∞": "write oo",
    "∑": "write sum(body, k, 1, n)",
    "∏": "write prod(body, k, 1, n)",
    "∫": "write integral(f, x, a, b)",
    "∂": "write diff(f, x)",
    "√": "write sqrt(x)",
    "’": "write ' for a prime",
}
_LATEX = r"write all of it in LaTeX between dollars, as in $\frac{e^{z_i}}{\sum_k e^{z_k}}$, or none of it"


class Token(NamedTuple):
    """One word of the text: what it is, how it is spelled, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


@frozen
class Tokens:
    """The words of one text; `partner` and `commas` belong to opening brackets, by position."""

    text: str
    place: Place
    words: list[Token]
    partner: dict[int, int]
    commas: dict[int, list[int]]

    def where(self, offset: int) -> Place:
        """The place of the character at `offset`; a line break in the text begins a new line."""
        last = self.text.rfind("\n", 0, offset)
        if last < 0:
            return self.place.moved(offset)
        return Place(self.place.file, self.place.line + self.text.count("\n", 0, offset), offset - last)

    def error(self, offset: int, expected: str, found: str, hint: str = "") -> ReadError:
        """A complaint about the character at `offset`."""
        return ReadError(Problem(self.where(offset), expected, found, hint))


def lex(text: str, place: Place) -> Tokens:
    """The tokens of `text`, the last of kind "end"; brackets are matched.

    Raises `ReadError` for a character outside the notation, a name that could deceive, brackets
    that do not match, and text that is too long or nested too deeply.
    """
    tokens = Tokens(text, place, [], {}, {})
    if len(text) > LONGEST_TEXT:
        found = f"{len(text)} characters"
        raise tokens.error(0, f"at most {LONGEST_TEXT} characters", found, "split the expression")
    words, match, offset, length = tokens.words, _TOKEN.match, 0, len(text)
    while offset < length:
        found_token = match(text, offset)
        if found_token is None:
            raise _foreign(tokens, offset)
        kind, start, offset = found_token.lastgroup, offset, found_token.end()
        if kind == "space" or kind is None:
            continue
        word = text[start:offset]
        if kind == NAME:
            if word in KEYWORDS:
                kind = KEYWORD
            elif not word.isascii():
                _check_letters(tokens, word, start)
        elif kind == SIGN:
            word = _SPELLINGS.get(word, word)
        words.append(Token(kind, word, start, offset))
    words.append(Token(END, "", length, length))
    _match_brackets(tokens)
    return tokens


def _check_letters(tokens: Tokens, name: str, start: int) -> None:
    flaw = flaw_in(name)
    if flaw is not None:
        raise tokens.error(start + flaw.offset, flaw.expected, flaw.found, flaw.hint)


def _match_brackets(tokens: Tokens) -> None:
    opened: list[int] = []
    for position, (kind, word, start, _) in enumerate(tokens.words):
        if kind != SIGN:
            continue
        if word in _CLOSING:
            opened.append(position)
            tokens.commas[position] = []
            if len(opened) > MOST_BRACKETS:
                hint = "name a part of it in definitions"
                raise tokens.error(start, f"at most {MOST_BRACKETS} nested brackets", "one more", hint)
        elif word == ",":
            if opened:
                tokens.commas[opened[-1]].append(position)
        elif word in ")]":
            if not opened:
                raise tokens.error(start, "an opening bracket before it", repr(word))
            begin = tokens.words[opened[-1]]
            if _CLOSING[begin.text] != word:
                distance = start - begin.start
                hint = f"the {begin.text!r} that is open here stands {distance} characters before"
                raise tokens.error(start, repr(_CLOSING[begin.text]), repr(word), hint)
            tokens.partner[opened.pop()] = position
    if opened:
        begin = tokens.words[opened[-1]]
        expected = f"a {_CLOSING[begin.text]!r} that closes this {begin.text!r}"
        raise tokens.error(begin.start, expected, "the end of the text")


def _foreign(tokens: Tokens, offset: int) -> ReadError:
    text = tokens.text
    if text[offset] == "$":
        return tokens.error(offset, "the plain notation", "LaTeX between dollars", _LATEX)
    if text[offset] == "\\":
        return tokens.error(offset, "the plain notation", "a LaTeX command", _LATEX)
    found = next((sign for sign in _FOREIGN if text.startswith(sign, offset)), text[offset])
    hint = _FOREIGN.get(found, "")
    shown = repr(found) if found.isprintable() else f"the invisible character U+{ord(found):04X}"
    return tokens.error(offset, "an expression in the plain notation", shown, hint)
