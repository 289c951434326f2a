"""What helps where a word cannot be read, a row for each word that people write."""

from __future__ import annotations

import re
from collections.abc import Mapping

from derivcheck.notation.latex.lexer import COMMAND, Token
from derivcheck.notation.latex.tables import RELATIONS

__all__ = ["NO_EXPONENTS", "NO_EXTREME", "help_for", "is_extreme"]

_RELATION_HINT = "a relation is not an expression; [i = j] is 1 where i = j and 0 elsewhere"

#: superscripts that are no exponents
NO_EXPONENTS: Mapping[str, str] = {
    r"\top": "a transpose is outside the language: write the entries with their indices",
    r"\intercal": "a transpose is outside the language: write the entries with their indices",
    r"\dagger": "an adjoint is outside the language: write the entries with their indices",
    r"\circ": "degrees and composition are outside the language",
    "*": r"a star belongs to a name: declare x_star, or write \operatorname{conj}(z) for a conjugate",
    r"\star": r"a star belongs to a name: declare x_star, or write \operatorname{conj}(z) for a conjugate",
    "+": "a one-sided value is outside the language",
    "-": "a one-sided value is outside the language",
}


_HINTS = {
    "$": "write one formula between dollars, and no dollar inside it",
    r"\pm": r"write two equations, one with + and one with -",
    r"\mp": r"write two equations, one with + and one with -",
    "'": "primes belong to names and declared functions, as in f'(x)",
    "|": r"write \left| and \right|",
    r"\mathbb{E}": "an expectation is outside the language",
    r"\right|": r"write \left. before what is taken at a point, and the point below the bar",
    r"\left.": r"it is closed by \right| with a point below: \left. x^2 \right|_{x=1}",
}

#: Where something is largest or smallest, in the words that people write for it.
_EXTREMES = frozenset({"argmax", "argmin"})
NO_EXTREME = "where something is largest or smallest is outside the language: give it a name"


def is_extreme(word: str) -> bool:
    r"""Whether a word is `argmax`, as in `\operatorname*{arg\,max}`."""
    return "arg" in word and re.sub(r"\\operatorname|[^a-z]", "", word) in _EXTREMES


def help_for(token: Token) -> str:
    """A sentence of help about `token`, which stands where it cannot be read."""
    if token.text in RELATIONS:
        return _RELATION_HINT
    if is_extreme(token.text):
        return NO_EXTREME
    if token.text.startswith(r"\begin{") and token.text.endswith("matrix}"):
        return r"matrices are outside the language; for a binomial coefficient write \binom{n}{k}"
    unknown = r"the command is not known; write it out, or declare what it stands for"
    return _HINTS.get(token.text) or (unknown if token.kind == COMMAND else "")
