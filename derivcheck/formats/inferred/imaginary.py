r"""Where an `i` that nothing declares can only be the imaginary unit: `e^{i\theta}`, `i \sin x`.

An `i` may be many things, a rate of interest among them, and `e^{-it}` a discount. Beside an angle in the
exponent of `e`, before a sine, and in a formula with real or imaginary parts it is none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.notation.latex.lexer import LETTER, Token
from derivcheck.notation.latex.words import Words

__all__ = ["IMAGINARY", "has_imaginary_unit"]

IMAGINARY = "i"
_ANGLES = frozenset({"pi", "theta", "vartheta", "phi", "varphi", "omega"})
_PARTS = frozenset({r"\Re", r"\Im", "Re", "Im"})
_EXPONENTIALS = frozenset({"e", r"\mathrm{e}"})
_BRACKETS = frozenset({"(", "["})


def has_imaginary_unit(words: Words) -> bool:
    """Whether the words of a formula say that its `i` is the imaginary unit."""
    tokens = words.words
    places = [at for at, word in enumerate(tokens) if _is_letter(word)]
    if not places:
        return False
    if any(tokens[at + 1].text == r"\sin" for at in places) or any(word.text in _PARTS for word in tokens):
        return True
    return any(
        any(start <= at < stop for at in places) and any(word.text in _ANGLES for word in tokens[start:stop])
        for start, stop in _exponents(words)
    )


def _is_letter(word: Token) -> bool:
    return word.kind == LETTER and word.text == IMAGINARY


def _exponents(words: Words) -> Iterator[tuple[int, int]]:
    r"""Where the exponents in `e^{…}` and `\exp(…)` begin and end."""
    tokens = words.words
    for at, word in enumerate(tokens[:-2]):
        following = tokens[at + 1].text
        if word.text in _EXPONENTIALS and following == "^":
            yield words.group(at + 2)
        elif word.text == r"\exp" and following in _BRACKETS and at + 1 in words.partner:
            yield at + 2, words.partner[at + 1]
