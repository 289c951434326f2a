r"""Where an `i` that nothing declares can only be the imaginary unit: `e^{i\theta}`, `i \sin x`.

An `i` may be many things, a rate of interest among them, and `e^{-it}` a discount. Beside an angle or two
other letters (`e^{ikx}`) in the exponent of `e`, before a sine, beside Planck's constant and in a formula
with real or imaginary parts it is none of these. Engineers write `j` for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from derivcheck.frozen import replace
from derivcheck.model import Context, Definition, Supposed
from derivcheck.notation.latex.lexer import LETTER, NAME, Token
from derivcheck.notation.latex.words import Words
from derivcheck.terms import Const

__all__ = ["IMAGINARY", "has_imaginary_unit", "with_imaginary_unit"]

IMAGINARY = "i"
#: What may stand for the imaginary unit.
UNITS = (IMAGINARY, "j")
_ANGLES = frozenset({"pi", "theta", "vartheta", "phi", "varphi", "omega"})
#: Planck's constant.
_ACTION = "hbar"
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
        start <= at < stop
        and (any(word.text in _ANGLES for word in tokens[start:stop]) or _turns(tokens, at, stop))
        for start, stop in _exponents(words)
        for at in places
    ) or any(_ACTION in (tokens[at - 1].text, tokens[at + 1].text) for at in places)


def with_imaginary_unit(context: Context, names: Collection[str]) -> tuple[Supposed, ...]:
    """The contexts in which one of the names is the imaginary unit, if it may be."""
    found = []
    for name in (each for each in UNITS if each in names):
        unit = Definition(name, (), (), Const("I"))
        there = replace(context, definitions={**context.definitions, name: unit})
        why = f"nothing declares {name}, which may be the imaginary unit"
        found.append(Supposed(there, why, letter=name))
    return tuple(found)


def _turns(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether the letter at `at` stands before two others in an exponent that ends at `stop`: `e^{-ikx}`."""
    return at + 2 < stop and all(word.kind in (LETTER, NAME) for word in tokens[at + 1 : at + 3])


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
