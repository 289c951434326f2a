r"""LaTeX text to raw tokens.

A token is a letter, a number, a command, a run of primes or a sign; white space and comments only
leave a gap before the token that follows. TeX takes a single digit as the argument of `\frac` where
braces are missing, so digits are cut there as TeX cuts them. Nothing else is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.frozen import frozen
from derivcheck.notation.names import flaw_in

__all__ = [
    "COMMAND", "END", "LETTER", "LONGEST_TEXT", "NAME", "NUMBER", "OTHER", "PRIMES", "SIGN", "TEXT",
    "Source", "Token", "foreign", "lex",
]  # fmt: skip

#: files come from strangers
LONGEST_TEXT = 20_000

LETTER, NUMBER, COMMAND, PRIMES, SIGN, END = "letter", "number", "command", "primes", "sign", "end"
#: made of raw tokens later: a name of several letters or with an accent, and words between formulas
NAME, TEXT = "name", "text"
OTHER = "other"

_TOKEN = re.compile(
    r"""(?P<space>(?:\s|%[^\n]*(?:\n|$)|~)+)
      | (?P<command>\\(?:[A-Za-z]+|[^A-Za-z]))
      | (?P<number>[0-9]+(?:\.[0-9]+|(?:\{,\}[0-9]+)+)?)
      | (?P<letter>[^\W\d_])
      | (?P<primes>['′’]+)
      | (?P<arrow><=>|=>|<=|>=)
      | (?P<sign>[-+*/^_=<>(),\[\]{}|&!:;.?$\#"@`≤≥≠−·×⋅…∞])
    """,
    re.VERBOSE | re.DOTALL,
)

#: characters with a command or sign of the same meaning
_SPELLINGS = {
    "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "−": "-", "·": r"\cdot", "⋅": r"\cdot", "×": r"\times",
    "…": r"\dots", "...": r"\dots", "∞": r"\infty",
    "=>": r"\Rightarrow", "<=>": r"\Leftrightarrow", "<=": r"\leq", ">=": r"\geq",
}  # fmt: skip

#: commands that take two arguments, each a single digit where braces are missing
_PAIRED = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\binom", r"\dbinom", r"\tbinom"})

_FOREIGN = {
    "∑": r"write \sum",
    "∏": r"write \prod",
    "∫": r"write \int",
    "∂": r"write \partial",
    "√": r"write \sqrt{x}",
    "÷": r"write / or \frac{a}{b}",
}


class Token(NamedTuple):
    """One word: what it is, how it is spelled, where it stands, and whether white space comes before it."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool = False


@frozen
class Source:
    """A text and where its characters stand in a document."""

    text: str
    where: Callable[[int], Place]

    def error(self, offset: int, expected: str, found: str, hint: str = "") -> ReadError:
        """A complaint about the character at `offset`."""
        return ReadError(Problem(self.where(offset), expected, found, hint))


def lex(source: Source) -> list[Token]:
    """The raw tokens of a text, without an end.

    A character outside the notation, such as a letter that looks like another one, is of kind "other": it may
    stand in a remark. Raises `ReadError` for text
    that is too long.
    """
    text = source.text
    if len(text) > LONGEST_TEXT:
        found = f"{len(text)} characters"
        raise source.error(0, f"at most {LONGEST_TEXT} characters", found, "split the formula")
    tokens: list[Token] = []
    match, offset, length, gap = _TOKEN.match, 0, len(text), False
    while offset < length:
        found_token = match(text, offset)
        if found_token is None:
            tokens.append(Token(OTHER, text[offset], offset, offset + 1, gap))
            offset, gap = offset + 1, False
            continue
        kind, start, offset = found_token.lastgroup, offset, found_token.end()
        if kind == "space" or kind is None:
            gap = True
            continue
        if kind == LETTER and not text[start].isascii() and flaw_in(text[start]):
            kind = OTHER
        if kind == NUMBER and offset > start + 1 and _takes_one_digit(tokens):
            offset = start + 1
        word = text[start:offset]
        if "{,}" in word:
            word = _with_commas(source, start, word)
        if word == "." and text.startswith("...", start):
            word, offset = "...", start + 3
        if word in _SPELLINGS:
            word = _SPELLINGS[word]
            kind = COMMAND if word[0] == "\\" else SIGN
        tokens.append(Token(kind, word, start, offset, gap))
        gap = False
    return tokens


def _with_commas(source: Source, start: int, word: str) -> str:
    """A number with commas that are no signs of a list, in digits: `0{,}5` and `1{,}000{,}000`."""
    whole, *parts = word.split("{,}")
    if len(parts) == 1 and (whole == "0" or len(parts[0]) != 3):
        return f"{whole}.{parts[0]}"
    if len(parts) > 1 and len(whole) <= 3 and whole[0] != "0" and all(len(part) == 3 for part in parts):
        return whole + "".join(parts)
    hint = "this comma could stand before decimals or thousands: write 1000, or 1.000"
    raise source.error(start, "a number that can be read in one way", repr(word[:40]), hint)


def _takes_one_digit(tokens: list[Token]) -> bool:
    r"""Whether TeX would take a single digit after these tokens, as in `\frac12`."""
    if not tokens:
        return False
    last = tokens[-1].text
    if last in _PAIRED or last == r"\sqrt":
        return True
    return tokens[-1].kind == NUMBER and len(last) == 1 and len(tokens) > 1 and tokens[-2].text in _PAIRED


def foreign(source: Source, offset: int) -> ReadError:
    """The complaint about a character outside the notation."""
    letter = source.text[offset]
    shown = repr(letter) if letter.isprintable() else f"the invisible character U+{ord(letter):04X}"
    return source.error(offset, "an expression in LaTeX", shown, _FOREIGN.get(letter, ""))
