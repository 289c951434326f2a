r"""Directives of MyST, the Markdown of Jupyter Book: blocks of code with a name in braces.

What stands in `{note}`, `{card}` or `{prf:proof}` is Markdown again; in `{math}` it is a formula, below lines
such as `:label: eq-1`. Of what is code, or nothing that is known, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from derivcheck.formats.manuscripts.clauses import word_set

__all__ = ["MATH", "unfolded", "options_in"]

#: The language of a block of code that is a formula.
MATH = "{math}"

_NAME = re.compile(r"\{([a-z]+(?:[:-][a-z]+)*)\}")
_MARKDOWN = word_set(
    """
    admonition attention card caution danger dropdown error exercise grid grid-item hint important margin note
    proof seealso sidebar solution tab-item tab-set tip topic warning
    """
)
_OPTION = re.compile(r"[ \t]*:([A-Za-z_-]+):[ \t]*(.*?)[ \t]*(?:\n|\Z)")
_MOST_LEVELS = 8


def options_in(text: str) -> tuple[dict[str, str], int]:
    r"""The options that the text of a directive begins with, and how many lines they and empty lines fill.

    >>> options_in(":label: eq-1\n\na = b")
    ({'label': 'eq-1'}, 2)
    """
    found, at = dict[str, str](), 0
    while (option := _OPTION.match(text, at)) is not None:
        found[option[1]] = option[2]
        at = option.end()
    while at < len(text) and not (line := text[at : text.find("\n", at) + 1 or len(text)]).strip():
        at += len(line)
    return found, text.count("\n", 0, at)


def unfolded(tokens: Iterable[Token], md: MarkdownIt, level: int = 0) -> Iterator[Token]:
    """`tokens` with those of what stands in directives in place of these; lines are those of the file."""
    for token in tokens:
        named = _NAME.match(token.info.strip()) if token.type == "fence" and token.map is not None else None
        name = named[1] if named is not None else ""
        if token.map is None or level > _MOST_LEVELS or not (name in _MARKDOWN or name.startswith("prf:")):
            yield token
            continue
        inside = md.parse(token.content)
        for one in inside:
            if one.map is not None:
                one.map = [line + token.map[0] + 1 for line in one.map]
        yield from unfolded(inside, md, level + 1)
