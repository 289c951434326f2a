"""Steps of a proof as they are proposed, before they are texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from derivcheck.audit.laws import laws
from derivcheck.audit.state import Scope
from derivcheck.audit.terms import Term, substituted
from derivcheck.certify.texts import text_of

__all__ = ["Step", "by_law", "said_by"]


class Step(NamedTuple):
    """A law, the ranges it stands under, what stands for its letters, and the relation that it gives."""

    law: str
    under: Scope
    letters: Mapping[str, Term]
    gives: Term

    def as_json(self) -> dict[str, Any]:
        """The step as a certificate writes it."""
        return {
            "law": self.law,
            "under": [[text_of(end) for end in ends] for ends in self.under],
            "with": {letter: text_of(term) for letter, term in self.letters.items()},
            "gives": text_of(self.gives),
        }


def said_by(law: str, letters: Mapping[str, Term]) -> Term:
    """What a law says at these letters."""
    images = {}
    for head, term in letters.items():
        word, _, inner = head.rstrip(")").partition("(")
        images[word] = (tuple(inner.split(",")) if inner else ()), term
    return substituted(laws()[law][0], images)


def by_law(law: str, under: Scope, /, **letters: Term) -> Step:
    """The step that a law makes; a letter `f_k` is written `f(k)`."""
    told = {head.replace("_k_l", "(k,l)").replace("_k", "(k)"): term for head, term in letters.items()}
    return Step(law, under, told, said_by(law, told))
