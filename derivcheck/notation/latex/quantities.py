r"""Where only a number can stand: in an exponent, in a denominator, beside a number, in `(x - \mu)^2`.

A document about matrices has numbers in it as well, such as the `n` of `\frac{1}{n} X^T X`. What such a place
shows of a name holds for all its uses. Nothing is concluded from places in which there may be an inner
product, a determinant or a norm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derivcheck.notation.latex.brackets import CLOSERS
from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER
from derivcheck.terms.latex_names import ACCENTS, LETTERS

if TYPE_CHECKING:
    from derivcheck.notation.latex.words import Words

__all__ = ["TRANSPOSED", "numbers_in"]

#: What stands above what is transposed.
TRANSPOSED = frozenset({"T", r"\top", r"\intercal", r"\mathsf{T}", "T_sf", r"\dagger", "H", r"\prime"})
#: What makes numbers of vectors and matrices.
_REDUCING = frozenset({"|", "|(", r"\|", r"\cdot", r"\langle", r"\mid", "tr", "det", r"\det", "E", "E_bb"})


def numbers_in(words: Words) -> frozenset[int]:
    """The positions of names that stand where no vector and no matrix can."""
    found: set[int] = set()
    for start, stop in _places(words):
        texts = [word.text for word in words.words[start:stop]]
        is_reduced = any(text in _REDUCING or text.startswith(r"\begin") for text in texts)
        if not is_reduced and not any(text in TRANSPOSED for text in texts):
            found.update(at for at in range(start, stop) if words.words[at].kind in (LETTER, NAME))
    return frozenset(found)


def _places(words: Words) -> Iterator[tuple[int, int]]:
    tokens = words.words
    for at, word in enumerate(tokens[:-2]):
        if word.text == "^" and tokens[at - 1].text not in ("e", r"\mathrm{e}"):  # of e, it may be a matrix
            yield words.group(at + 1)
        elif word.text == r"\frac" and tokens[at + 1].text == "{":
            below = words.partner[at + 1] + 1
            if tokens[below].text == "{":
                yield below + 1, words.partner[below]
        elif word.kind in (LETTER, NAME) and (_beside_a_number(words, at) or _is_small_power(words, at)):
            yield at, at + 1
        elif word.text == "(" and _is_squared_difference(words, at):
            yield at + 1, words.partner[at]


def _is_small_power(words: Words, at: int) -> bool:
    r"""Whether a small letter stands at `at` with a power above it, as in `\sigma^2`: no vector has one."""
    tokens, name = words.words, words.words[at].text
    base, *style = name.split("_")
    if not base.islower() or not (len(base) == 1 or base in LETTERS) or not set(style) <= ACCENTS.keys():
        return False
    at += 1
    if tokens[at].text == "_":
        at = words.behind(at + 1)
    if tokens[at].text != "^":
        return False
    start, stop = words.group(at + 1)
    first = tokens[start]
    is_sign = first.text in TRANSPOSED | {"(", "*", r"\star", "-", "+"}
    return start < stop and not is_sign and tokens[stop - 1].text not in TRANSPOSED


_ENDS = frozenset({"+", "-", ",", "=", "", "&", r"\\", *CLOSERS})
_BEGINS = frozenset({"(", "[", "{", "+", "-", ",", "=", "", "&", r"\\"})


def _beside_a_number(words: Words, at: int) -> bool:
    """Whether the name at `at` is a term of `n - 1`, alone."""
    tokens = words.words
    before, after = tokens[at - 1].text if at else "", tokens[at + 1].text
    if before not in _BEGINS or after not in _ENDS:
        return False
    follows = after in ("+", "-") and tokens[at + 2].kind == NUMBER and tokens[at + 3].text in _ENDS
    precedes = before in ("+", "-") and at > 1 and tokens[at - 2].kind == NUMBER
    return follows or (precedes and (at == 2 or tokens[at - 3].text in _BEGINS))


def _is_squared_difference(words: Words, at: int) -> bool:
    r"""Whether a bracket with a number as its power holds a sum of single names, as `(x_i - \mu)^2` does."""
    tokens, close = words.words, words.partner[at]
    if tokens[close + 1].text != "^" or tokens[close + 2].kind != NUMBER:
        return False
    here = at + 1
    while here < close:
        if tokens[here].kind not in (LETTER, NAME):
            return False
        here += 1
        if tokens[here].text == "_":
            here = words.behind(here + 1)
        if here < close and tokens[here].text not in ("+", "-"):
            return False
        here += 1
    return True
