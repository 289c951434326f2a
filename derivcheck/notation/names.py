"""Which words may be names.

A name is made of letters, digits and underscores and begins with a letter or an underscore. Letters
of every alphabet are welcome, but no name may deceive the reader: it is written in its plain
(NFKC) form, each run of letters in it is of one script, and a run that consists only of Greek or
Cyrillic letters which look like Latin ones is refused.

Words of the language are not free. Some are letters that people use for quantities of their own
(`beta`, `gamma`, `delta`, `e`, `I`); those may be declared, and then mean what is declared.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from derivcheck.terms.functions import ARITY

__all__ = ["KEYWORDS", "STRUCTURE", "Flaw", "flaw_in", "is_taken"]

KEYWORDS = frozenset({"and", "or", "not", "if"})

#: words that no declaration and no bound variable may take
STRUCTURE = KEYWORDS | {"sum", "prod", "diff", "cases", "integral", "limit", "pi", "oo"}

#: functions of the language whose names are also letters or words for quantities
_OPEN = frozenset({"beta", "gamma", "delta", "arg", "re", "im", "mod"})

_LOOKALIKES = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕЅІЈКМНОРСТУХаеіјорсухѕ")
_RUN = re.compile(r"[^0-9_]+")


def is_taken(name: str) -> bool:
    """Whether the language keeps `name` for itself, so that no symbol may be called so."""
    return name in STRUCTURE or (name in ARITY and name not in _OPEN)


class Flaw(NamedTuple):
    """What is wrong with a name, `offset` characters into it."""

    offset: int
    expected: str
    found: str
    hint: str = ""


def flaw_in(name: str) -> Flaw | None:
    """Why a name outside ASCII could be taken for another one, or `None`.

    >>> flaw_in("σ_x") is None
    True
    >>> flaw_in("σx").found
    "'σx', which mixes Greek and Latin"
    """
    import unicodedata  # only names outside ASCII come here

    for offset, letter in enumerate(name):
        plain = unicodedata.normalize("NFKC", letter)
        if plain != letter:
            return Flaw(offset, "a letter in its plain form", repr(letter), _instead(letter, plain))
        if not (letter.isalpha() or letter in "0123456789_"):
            return Flaw(offset, "a letter, a digit 0-9 or '_'", repr(letter))
    flaws = (_flaw_in_run(run.start(), run.group()) for run in _RUN.finditer(name))
    return next((flaw for flaw in flaws if flaw), None)


def _flaw_in_run(offset: int, run: str) -> Flaw | None:
    scripts = sorted({_script(letter) for letter in run})
    if len(scripts) > 1:
        found = f"{run!r}, which mixes {' and '.join(scripts)}"
        return Flaw(offset, "letters of one script", found, "put an underscore between two scripts")
    if _LOOKALIKES.issuperset(run):
        found = f"{run!r} in {scripts[0]} letters"
        return Flaw(offset, "a name that looks like no other", found, "write it with Latin letters")
    return None


def _instead(letter: str, plain: str) -> str:
    return f"write an exponent with ^: x^{plain}" if letter in "⁰¹²³⁴⁵⁶⁷⁸⁹" else f"write {plain!r}"


def _script(letter: str) -> str:
    import unicodedata

    return unicodedata.name(letter, "unnamed").split()[0].capitalize()
