"""From bytes to text: UTF-8, and no character that hides what a reader would see.

Control characters are refused, and so are the marks that turn the direction of writing (a file could show
one formula and hold another) and the line separators that editors do not count as lines.
"""

from __future__ import annotations

import re

from derivcheck.errors import Place, Problem, ReadError

__all__ = ["check_characters", "decode", "hidden_in", "replaced"]

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)


def decode(data: bytes, file: str) -> str:
    r"""`data` as text; raises `ReadError` at the first byte that is not UTF-8.

    >>> decode(b"a: caf\xc3\xa9", "a.yaml")
    'a: café'
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `object` and `start` are of what the decoder saw, which is without a byte order mark
        before = error.object[: error.start].decode("utf-8-sig", "replace")
        found = f"the byte 0x{error.object[error.start]:02x}"
        hint = "save the file in the encoding UTF-8"
        raise ReadError(Problem(_place(before, file), "text in UTF-8", found, hint)) from None


def check_characters(text: str, file: str) -> None:
    """Raises `ReadError` at the first character that cannot stand in a file."""
    hidden = hidden_in(text)
    if hidden is not None:
        raise ReadError(Problem(_place(text[: hidden[0]], file), "visible text", hidden[1]))


def hidden_in(text: str) -> tuple[int, str] | None:
    r"""Where the first character stands that cannot stand in a file, and what it is called.

    >>> hidden_in("a\u202eb")
    (1, 'the character U+202E')
    """
    found = _REFUSED.search(text)
    return None if found is None else (found.start(), f"the character U+{ord(found.group()):04X}")


def _place(before: str, file: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def replaced(text: str, file: str) -> tuple[str, tuple[Problem, ...]]:
    r"""`text` with a mark for each character that cannot stand in a file, and a complaint about the first.

    The mark is no character of any notation, so a formula with it is not read; the rest of a document is.

    >>> replaced("a\x00b", "a.md")[0]
    'a\ufffdb'
    """
    try:
        check_characters(text, file)
    except ReadError as error:
        return _REFUSED.sub("\ufffd", text), (error.problem,)
    return text, ()
