r"""Functions without their backslash: `log(x)` for `\log(x)`, as many people write them.

TeX sets `log` as a product of three letters, and it may be one. In a document it is the function where one of
its letters stands nowhere else, in no other formula: nobody multiplies by an `o` that is never seen again. In
`exp(x)` of a text with `e`, `x` and `p` it stays an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from derivcheck.notation.latex.lexer import COMMAND, LETTER, Token

__all__ = ["NAMES", "ends_in_name", "spelled_in", "with_commands"]

#: The names that are looked for; what ends in another one stands before that.
NAMES = (
    "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "exp", "sin", "cos", "tan", "cot", "sec",
    "csc",
)  # fmt: skip

_NO_LETTERS = re.compile(r"\\(?:text|mathrm|operatorname|mbox|textrm|label|tag)\*?\s*\{[^{}]*\}|\\[A-Za-z]+")
_RUN = re.compile(
    rf"(?:(?P<before>[_^][A-Za-z])|(?<![A-Za-z]))(?P<rest>[A-Za-z]*?)(?P<name>{'|'.join(NAMES)})(?![A-Za-z])"
)


def spelled_in(texts: Iterable[str]) -> dict[str, tuple[int, int]]:
    r"""The names that are functions in these formulas, each with the first text and offset where it stands.

    >>> spelled_in([r"L = -\sum_i y_ilog(p_i)", "exp(x) = e^x p"])
    {'log': (0, 15)}
    """
    shown = [_NO_LETTERS.sub(lambda found: " " * len(found[0]), text) for text in texts]
    places: dict[str, tuple[int, int]] = {}
    for number, text in enumerate(shown):
        for found in _RUN.finditer(text):
            places.setdefault(found["name"], (number, found.start("name")))
    if not places:
        return {}
    others = {letter for text in shown for letter in _RUN.sub(r"\g<before>\g<rest>", text)}
    return {name: place for name, place in places.items() if not others.issuperset(name)}


def ends_in_name(run: str) -> str:
    """The name of a function that a run of letters ends in, or nothing."""
    return next((name for name in NAMES if run.endswith(name)), "")


def with_commands(raw: list[Token], names: frozenset[str]) -> list[Token]:
    """`raw` with a command for each of `names` that is spelled in letters, at the end of a run of letters."""
    if not names:
        return raw
    made: list[Token] = []
    run = 0
    for at, token in enumerate(raw):
        made.append(token)
        is_letter = token.kind == LETTER and token.text.isascii()
        goes_on = is_letter and run and not token.gap
        run = run + 1 if goes_on else int(is_letter and (not made[:-1] or made[-2].text not in ("_", "^")))
        is_last = at + 1 == len(raw) or raw[at + 1].kind != LETTER or raw[at + 1].gap
        if run and is_last:
            letters = made[-run:]
            name = ends_in_name("".join(letter.text for letter in letters))
            if name in names:
                start = made[-len(name)]
                made[-len(name) :] = [Token(COMMAND, f"\\{name}", start.start, token.end, start.gap)]
            run = 0
    return made
