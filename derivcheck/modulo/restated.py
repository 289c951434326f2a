"""What a claim about classes of functions says in plain claims."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.definitions import definition_of
from derivcheck.frozen import frozen
from derivcheck.model import Claim, Context
from derivcheck.terms import Term, free_names, substitute, walk

__all__ = ["LANDAU", "ORDERS", "Rest", "Restated", "Unclear", "mentions", "unfolded"]


#: The name of Landau's symbol.
LANDAU = "O"

#: The rule by which a claim up to terms of higher order is one on limits.
ORDERS = "expansions"


@frozen
class Rest:
    """Where `cancelled` holds nothing is left of the classes: the claim holds if `left_over` does."""

    cancelled: Claim
    left_over: Claim


@frozen
class Restated:
    """Plain claims in the place of one about classes.

    Where all of `enough` hold the claim holds; where one of `needed` fails it fails, and the text beside it
    says what it is that differs. `rule` says how they came about. With a `rest` that is looked at first.
    """

    enough: tuple[Claim, ...]
    needed: tuple[tuple[Claim, str], ...]
    rule: str = ""
    rest: Rest | None = None


class Unclear(Exception):  # noqa: N818 - an event, not a mistake
    """A class of functions stands where it has no one meaning; the message says which."""


def unfolded(term: Term, context: Context, wanted: Callable[[Term], bool]) -> Term:
    """`term` with the definitions without parameters written out whose bodies are wanted."""
    definitions = context.definitions
    while found := [
        name
        for name in (free_names(term) & definitions.keys() if definitions else ())
        if not definitions[name].parameters and wanted(definitions[name].body)
    ]:
        term = substitute(term, {name: definitions[name].body for name in found})
    return term


def mentions(term: Term, name: str, context: Context) -> bool:
    """Whether the name occurs free in `term`, also by way of definitions."""
    waiting, seen = [term], set[str]()
    while waiting:
        here = waiting.pop()
        if name in free_names(here):
            return True
        for part in walk(here):
            definition = definition_of(part, context)
            if definition is not None and definition.name not in seen:
                seen.add(definition.name)
                if name not in definition.parameters:
                    waiting.append(definition.body)
    return False
