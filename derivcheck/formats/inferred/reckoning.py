"""Where a text reckons otherwise than with real numbers: modulo something, in another base, in degrees.

There `1 + 1 = 0` is no error. What words say of it holds for the rest of the section, and no equation of it
is refuted; what is proved of real numbers stays proved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from derivcheck.formats.manuscripts.manuscript import Division, Formula, Part

__all__ = ["Reckoning"]

_WORDS = re.compile(
    r"\b(?:modulo|mod|congruent|congruences?|characteristic\s+(?:\$|\d|two\b|p\b)|in\s+(?:binary|octal|hexadecimal)"
    r"|in\s+base|boolean\s+(?:algebra|arithmetic|ring)|tropical|degrees(?!\s+of\s+freedom)|finite\s+fields?"
    r"|residue\s+class(?:es)?|in\s+the\s+ring)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"\\[pb]?mod(?![A-Za-z])|\\mathbb\s*\{?\s*(?:F|Z\s*\}?\s*(?:/|_))|\^\s*\{?\s*\\circ(?![A-Za-z])"
)


class Reckoning:
    """What one document says of its arithmetic."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._places: list[int] = []
        self._said: list[str] = []
        for at, part in enumerate(parts):
            said = _said(part) if isinstance(part, Formula) else ""
            if said or (isinstance(part, Division) and not part.is_statement):
                self._places.append(at)
                self._said.append(said)

    def doubt(self, at: int) -> str:
        """Why an equation in part number `at` may be meant otherwise; "" if nothing says so."""
        number = bisect_right(self._places, at)
        said = self._said[number - 1] if number else ""
        return f"the text speaks of {said!r} here" if said else ""


def _said(formula: Formula) -> str:
    words = list(_WORDS.finditer(formula.around.before))
    if words:
        return " ".join(words[-1].group().split())
    sign = _SIGNS.search(formula.text)
    return sign.group() if sign is not None else ""
