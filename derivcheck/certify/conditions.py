"""The conditions of a verdict, which it says in text, read back as relations."""

from __future__ import annotations

import re
from typing import Any

from derivcheck.certify.terms import term_as_json
from derivcheck.errors import Place, ReadError
from derivcheck.model import Conditional, Context
from derivcheck.notation import read_condition
from derivcheck.terms import Rel

__all__ = ["conditions_as_json"]

_EVERY = re.compile(r" for every (\w+)$")


def conditions_as_json(verdict: Conditional, context: Context) -> list[dict[str, Any]] | None:
    """Each condition as a relation and the indices it holds for all values of; None if one is no relation."""
    made = []
    for text in verdict.conditions:
        every: list[str] = []
        while (found := _EVERY.search(text)) is not None:
            every.insert(0, found[1])
            text = text[: found.start()]
        if not context.indices.keys() >= set(every):
            return None
        try:
            relation = read_condition(text, context, Place("<condition>"))
        except ReadError:
            return None
        if not isinstance(relation, Rel):
            return None
        made.append({"holds": term_as_json(relation), "every": every})
    return made
