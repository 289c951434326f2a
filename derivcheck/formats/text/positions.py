r"""Where each character of a YAML text stands in the file.

YAML changes a text between the file and its value: quotes go, `''` and `\n` become one character,
the lines of a plain or quoted text are folded into one, a block loses its header and its indentation.
None of that reorders the characters or invents visible ones, so walking along the file and the value side
by side finds each visible character again; of white space at least the line is found.
"""

from __future__ import annotations

__all__ = ["offsets"]

#: The number of hexadecimal digits after each escape that names a character by its number.
_DIGITS = {"x": 2, "u": 4, "U": 8}


def offsets(raw: str, style: str, value: str) -> list[int]:
    r"""For each character of `value` its offset in `raw`, and one more for the end of the text.

    `raw` is the text as it stands in the file, with quotes or block header; `style` is YAML's mark:
    "" plain, "'" and '"' quoted, "|" and ">" block.

    >>> offsets('"a\\tb"', '"', "a\tb")
    [1, 2, 4, 5]
    >>> offsets("it''s", "'", "it's")
    [0, 1, 2, 4, 5]
    """
    at = _first(raw, style)
    found: list[int] = []
    for character in value:
        if not character.isspace():
            at = _next_visible(raw, at, style)
        found.append(min(at, len(raw)))
        at += _width(raw, at, style, character)
    return [*found, min(at, len(raw))]


def _first(raw: str, style: str) -> int:
    if style in ("|", ">"):
        return raw.find("\n") + 1
    return 1 if style and raw.startswith(style) else 0


def _next_visible(raw: str, at: int, style: str) -> int:
    """The next place at or after `at` with a character that folding does not swallow."""
    while at < len(raw):
        if style == '"' and raw.startswith(("\\\n", "\\\r"), at):
            at += 2
        elif raw[at].isspace():
            at += 1
        else:
            break
    return at


def _width(raw: str, at: int, style: str, character: str) -> int:
    """How many characters of the file stand for `character`, which is written at `at`."""
    here = raw[at : at + 1]
    if style == "'" and here == "'":
        return 2
    if style == '"' and here == "\\":
        return 2 + _DIGITS.get(raw[at + 1 : at + 2], 0)
    if character.isspace() and not here.isspace():
        return 0  # a blank that folding put in, already behind us
    return 1
