"""LaTeX between dollars, wherever the plain notation may stand.

`$-p_i + q_i$` is read by `derivcheck.notation.latex`, which is imported when the first dollar is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from derivcheck.errors import Place, Problem, ReadError, places_in

__all__ = ["formula_in", "is_latex", "list_items"]

_DOLLARS = re.compile(r"\s*(\$\$?)((?:[^$\\]|\\.)*)(\$\$?)\s*", re.DOTALL)
_ITEM = re.compile(r"(?:\$(?:[^$\\]|\\.)*\$|[^,$\[(]|\([^)]*\)|\[[^\]]*\])+", re.DOTALL)


def is_latex(text: str) -> bool:
    """Whether `text` begins with a dollar."""
    return text.lstrip().startswith("$")


def formula_in(text: str, place: Place) -> tuple[str, Callable[[int], Place]]:
    r"""The formula in `$…$` or `$$…$$`, and the place of each of its characters.

    Raises `ReadError` for a dollar that is not closed and for anything beside the formula.

    >>> formula_in(r" $\frac12$", Place("a.yaml"))[0]
    '\\frac12'
    """
    found = _DOLLARS.fullmatch(text)
    where = places_in(text, place)
    if found is None or found[1] != found[3]:
        start = text.index("$")
        problem = Problem(
            where(start),
            "one formula between dollars",
            repr(text.strip()[:40]),
            "write all of it in LaTeX, as in $x_i + 1$",
        )
        raise ReadError(problem)
    return found[2], lambda offset: where(found.start(2) + offset)


def list_items(text: str) -> list[tuple[int, str]]:
    r"""The items between the commas of a list, each with its offset; commas inside dollars do not count.

    >>> list_items("$z_i$, p[i, j]")
    [(0, '$z_i$'), (7, 'p[i, j]')]
    """
    found = [(match.start(), match.group()) for match in _ITEM.finditer(text)]
    return [(start + len(item) - len(item.lstrip()), item.strip()) for start, item in found]
