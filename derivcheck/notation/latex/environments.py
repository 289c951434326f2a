r"""`\begin{…}` and `\end{…}`: `cases`, an `array` that is one, and displays, which add no meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import COMMAND, SIGN, Token
from derivcheck.notation.latex.tables import DISPLAYS

if TYPE_CHECKING:
    from derivcheck.notation.latex.layout import Layout

__all__ = ["read_environment"]

_CASES = frozenset({"cases", "dcases", "rcases", "drcases", "cases*", "dcases*"})


def read_environment(layout: Layout, token: Token) -> None:
    """The beginning or the end of an environment."""
    name = "".join(part.text for part in layout.argument(token))
    if name in _CASES:
        layout.put_whole(SIGN, f"{token.text[1:]} cases", token)
    elif name == "array":
        _read_array(layout, token)
    elif name in DISPLAYS:
        if name.startswith("alignedat") and token.text == r"\begin":
            layout.argument(token)
        _skip_placement(layout, token)
        layout.gap = True
    else:
        layout.put_whole(COMMAND, f"{token.text}{{{name}}}", token)


def _read_array(layout: Layout, token: Token) -> None:
    r"""`\left\{ \begin{array}{ll} … \end{array} \right.`, which is `cases`; no other array is."""
    if token.text == r"\begin":
        _skip_placement(layout, token)
        layout.argument(token)
        is_cases = bool(layout.out) and layout.out[-1].text == r"\{"
        layout.arrays.append(is_cases)
        if is_cases:
            layout.out[-1] = Token(SIGN, "begin cases", *layout.out[-1][2:])
            return
    elif layout.arrays and layout.arrays.pop() and layout.follows(r"\right", "."):
        layout.at += 2
        layout.put_whole(SIGN, "end cases", token)
        return
    layout.put_whole(COMMAND, rf"{token.text}{{array}}", token)


def _skip_placement(layout: Layout, token: Token) -> None:
    """`[t]` after the beginning of an environment."""
    if token.text == r"\begin" and any(layout.follows("[", side, "]") for side in "tbc"):
        layout.at += 3
