r"""Names between the plain notation and LaTeX.

A plain name is a word followed by parts after underscores, each of which says something about how the
name is set: a style (`x_bold` is `\mathbf{x}`), an accent (`x_bar` is `\bar{x}`), a prime (`x_prime` is
`x'`), a star (`x_star` is `x^{*}`), and at last what stands below it (`x_1`, `mu_x`, `v_max`). Styles come
before accents, and these before primes, stars and what stands below. The words of the tables mean this
and nothing else: no other name is printed with them, so that printing and reading are inverse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ACCENTS", "LETTERS", "MARKS", "STYLES", "name_in_latex"]

#: words that are one letter, with a command of the same name
_LETTERS = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi
    rho varrho sigma varsigma tau upsilon phi varphi chi psi omega ell hbar
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
LETTERS = frozenset(_LETTERS.split())

#: part of a name -> the command that sets its letter so
STYLES: Mapping[str, str] = MappingProxyType(
    {
        "bold": r"\mathbf",
        "cal": r"\mathcal",
        "bb": r"\mathbb",
        "frak": r"\mathfrak",
        "scr": r"\mathscr",
        "sf": r"\mathsf",
        "tt": r"\mathtt",
    }
)

_ACCENTS = "bar hat tilde vec dot ddot check breve acute grave mathring underline"

#: part of a name -> the command that puts the accent on it
ACCENTS: Mapping[str, str] = MappingProxyType({name: rf"\{name}" for name in _ACCENTS.split()})

#: part of a name -> what stands behind the letter
MARKS: Mapping[str, str] = MappingProxyType({"prime": "'", "star": "^{*}"})

_RESERVED = {*STYLES, *ACCENTS, *MARKS}
_PART = re.compile(r"[^\W_]+")


def name_in_latex(name: str, indices: str = "") -> str:
    r"""A name with its indices below it; what follows an underscore in a name stands there too.

    >>> print(name_in_latex("alpha_1"), name_in_latex("loss"), name_in_latex("z", "i"))
    \alpha_{1} \mathrm{loss} z_{i}
    >>> print(name_in_latex("x_bold_hat_prime_max", "i"))
    \hat{\mathbf{x}}'_{\mathrm{max}, i}
    """
    base, *parts = name.split("_")
    written = _word(base)
    for table in (STYLES, ACCENTS):
        if parts and parts[0] in table:
            written = f"{table[parts.pop(0)]}{{{written}}}"
    while parts and parts[0] == "prime":
        written += MARKS[parts.pop(0)]
    if parts and parts[0] == "star":
        written += MARKS[parts.pop(0)]
    if not all(map(_PART.fullmatch, [base, *parts])) or not _RESERVED.isdisjoint(parts):
        escaped = name.replace("_", r"\_")
        written, parts = rf"\mathrm{{{escaped}}}", []
    below = [_word(part) for part in parts] + ([indices] if indices else [])
    return f"{written}_{{{', '.join(below)}}}" if below else written


def _word(word: str) -> str:
    if word in LETTERS:
        return f"\\{word}"
    return word if len(word) <= 1 or word.isdigit() else rf"\mathrm{{{word}}}"
