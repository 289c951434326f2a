r"""Numbers that may be rounded: `\pi = 3.14159` is no error of who writes it, while `\pi = 3.15` is one.

A side that is a number with decimals and nothing else says of the other side what its last place tells. So
no such equation is refuted of a value that gives this number when it is rounded, or cut off, there.
"""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["unit_of"]

_TIMES = r"(?:\\times|\\cdot)"
_DECIMAL = re.compile(
    r"[-+]?\s*(?P<whole>\d*)(?:\.|\{,\})(?P<decimals>\d+)"
    rf"(?:{_TIMES}\s*10\^(?:(?P<digit>\d)|\{{(?P<power>-?\d+)\}}))?"
)
_PERCENT = re.compile(r"[-+]?\d+(?:(?:\.|\{,\})(?P<decimals>\d+))?\\%")
_SPACES = re.compile(r"\\[,;:! ]|~|\s+")
#: No number of a text is given to more places, nor larger.
_MOST = 300


def unit_of(text: str) -> Fraction | None:
    r"""The unit of the last place of a number with decimals; `None` of anything else.

    >>> unit_of("3.14"), unit_of(r"6.02 \times 10^{23}") == 10**21, unit_of("3"), unit_of("2.5x")
    (Fraction(1, 100), True, None, None)
    >>> unit_of(r"33\%"), unit_of("0{,}333")
    (Fraction(1, 100), Fraction(1, 1000))
    """
    text = _SPACES.sub(" ", text).replace(" ", "")
    found = _PERCENT.fullmatch(text)
    if found is not None:
        return Fraction(1, 100 * 10 ** min(len(found["decimals"] or ""), _MOST))
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return None
    power = int(found["digit"] or found["power"] or 0) - len(found["decimals"])
    return Fraction(10) ** power if abs(power) <= _MOST else None
