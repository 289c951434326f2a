r"""The brackets of a text, each with what closes it; an environment of cases is one of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CLOSED", "CLOSERS", "CLOSING", "OPENED"]

#: What opens and closes the expression of `\left. F \right|`.
OPENED, CLOSED = "at(", "at)"

CLOSING: Mapping[str, str] = MappingProxyType(
    {
        "{": "}",
        "(": ")",
        "[": "]",
        r"\{": r"\}",
        "|(": "|)",
        r"\lfloor": r"\rfloor",
        r"\lceil": r"\rceil",
        "begin cases": "end cases",
        OPENED: CLOSED,
    }
)
CLOSERS = frozenset(CLOSING.values())
