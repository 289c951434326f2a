r"""Words at the beginning of a line: `\text{Hence, } a = b`, `\text{By (3) } a &= b`."""

from __future__ import annotations

from derivcheck.notation.latex.lexer import TEXT, Token
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.words import BREAKS

__all__ = ["PUNCTUATION", "behind_lead", "first_sign", "is_aligned", "is_behind_words", "is_lead"]

PUNCTUATION = frozenset({",", ".", ";", ":"})
#: words that say that what follows is claimed, as it stands
_LEADS = frozenset(
    {
        "also", "and", "clearly", "consequently", "finally", "hence", "now", "so", "then", "therefore",
        "thus", "and hence", "and so", "and thus", "it follows that", "so that", "that is", "we get",
        "we have", "we obtain",
    }
)  # fmt: skip


def behind_lead(words: list[Token], start: int) -> int:
    r"""Behind words such as `\text{Hence, }`, with which an equation goes on from what stands before it."""
    at = start
    while words[at].text in BREAKS or words[at].text in PUNCTUATION or is_lead(words[at]):
        at += 1
    return at if any(is_lead(word) for word in words[start:at]) else start


def is_lead(word: Token) -> bool:
    """Whether a word says that what follows is claimed as it stands."""
    return word.kind == TEXT and word.text.lower().strip(" ,.:;") in _LEADS


def is_behind_words(words: list[Token], here: list[int]) -> bool:
    r"""Whether an equation stands behind words at the beginning of a line: `\text{By (3) } a &= b`.

    A condition (`\text{if } a > b`) is not aligned.
    """
    sign = first_sign(words, here)
    said = next((at for at in here if words[at].text not in BREAKS), None)
    if sign is None or said is None or words[said].kind != TEXT:
        return False
    line = here[: next((n for n, at in enumerate(here) if at > said and words[at].text == r"\\"), len(here))]
    return any(words[at].text in RELATIONS and is_aligned(words, at) for at in line if at > said + 1)


def first_sign(words: list[Token], row: list[int]) -> int | None:
    """The position of the first relation of a row."""
    return next((at for at in row if words[at].text in RELATIONS), None)


def is_aligned(words: list[Token], sign: int) -> bool:
    """Whether an `&` stands beside a relation."""
    return "&" in (words[sign - 1].text, words[sign + 1].text)
