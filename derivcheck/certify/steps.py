"""Steps of a proof as they are proposed, before they are texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from derivcheck.audit.laws import images_of, laws
from derivcheck.audit.state import Scope
from derivcheck.audit.terms import Term, substituted, walk
from derivcheck.certify.texts import text_of

__all__ = ["Step", "by_law", "places_in", "said_by"]


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
    return substituted(laws()[law][0], images_of(letters))


def places_in(term: Term) -> list[Term]:
    """The places in a term, each once, that hang on no index bound inside it."""
    found = (place for part in walk(term) if part[0] == "name" for place in part[2:])
    return [
        place for place in dict.fromkeys(found) if not any(str(each[1])[:1] == "$" for each in walk(place))
    ]


def by_law(law: str, under: Scope, /, **letters: Term) -> Step:
    """The step that a law makes; a letter `f_k` is written `f(k)`."""
    told = {head.replace("_k_l", "(k,l)").replace("_k", "(k)"): term for head, term in letters.items()}
    return Step(law, under, told, said_by(law, told))
