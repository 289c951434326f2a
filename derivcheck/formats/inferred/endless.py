r"""Sums with one bound over a letter that is an index elsewhere: `\sum_{k \geq 1} q^k` beside `\sum_{k=1}^n`.

The range of an index that nobody declares is one that a sum shows. Whether `k \geq 1` goes on up to the end
of that, or without an end, nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection

from derivcheck.notation.latex.lexer import Token
from derivcheck.notation.latex.words import Words

__all__ = ["one_sided"]

_SUMS = frozenset({r"\sum", r"\prod"})
_BOUNDS = frozenset({r"\geq", ">"})


def one_sided(words: Words, indices: Collection[str]) -> Token | None:
    """The first letter among `indices` that a sum binds with a lower bound alone."""
    tokens = words.words
    for at, token in enumerate(tokens[:-2]):
        if token.text not in _SUMS or tokens[at + 1].text != "_":
            continue
        (start, stop), above = words.group(at + 2), words.behind(at + 2)
        has_end = tokens[above].text == "^" and words.group(above + 1)[0] < words.group(above + 1)[1]
        is_bound = stop > start + 2 and tokens[start + 1].text in _BOUNDS
        if is_bound and not has_end and tokens[start].text in indices:
            return tokens[start]
    return None
