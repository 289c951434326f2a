r"""Where which macros hold: a definition from its place on, in a group of LaTeX up to the end of that.

A reader of documents finds the definitions, also those inside of formulas (`$\newcommand{\a}{x} \a = 1$`),
which it blanks out there, for what is left is a formula like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.manuscripts.manuscript import Closed, Definitions, Formula, Part
from derivcheck.formats.manuscripts.notes import Braces
from derivcheck.frozen import replace
from derivcheck.notation.latex import Macros
from derivcheck.notation.latex.spelled import spelled_in

__all__ = ["after_definition", "definitions_in", "formulas_in", "parted", "spelled_among"]

_DEFINITION = re.compile(r"\\(?:(?:new|renew|provide)command|DeclareMathOperator|[gex]?def|let)(?![A-Za-z])")
_HEAD = re.compile(
    r"\*?\s*(?:\{\s*\\[^{}]*\}|\\(?:[A-Za-z]+|.))\s*(?:\[[^\]]*\]\s*|#\d\s*)*(?=\{)", re.DOTALL
)
_LET = re.compile(r"\s*\\(?:[A-Za-z]+|.)\s*=?\s*(?:\\(?:[A-Za-z]+|.)|\S)", re.DOTALL)


def after_definition(text: str, start: int, braces: Braces) -> int:
    """Behind the definition of a macro whose command ends at `start`; `start` where it is not complete."""
    if text.startswith(r"\let", start - 4):
        found = _LET.match(text, start)
        return found.end() if found else start
    found = _HEAD.match(text, start)
    return braces.after(found.end()) if found else start


def definitions_in(text: str) -> list[tuple[int, int]]:
    r"""Where the definitions of macros in the text of a formula begin and end.

    >>> definitions_in(r"\def\a{x} \a = 1")
    [(0, 9)]
    """
    spans, at, braces = [], 0, Braces(text)
    while (found := _DEFINITION.search(text, at)) is not None:
        at = after_definition(text, found.end(), braces)
        spans.append((found.start(), at))
    return spans


def parted(formula: Formula, group: int = 0) -> Iterator[Definitions | Formula]:
    """The definitions in a formula, which hold up to the end of `group`, and what else is in it."""
    text = formula.text
    spans = definitions_in(text) if "\\" in text else []
    for start, end in spans:
        yield Definitions(text[start:end], formula.places(start), group)
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    if not spans or text.strip():
        yield replace(formula, text=text) if spans else formula


def spelled_among(parts: Iterable[Part]) -> dict[str, Place]:
    """The functions that a document writes without their backslash, with the place of the first."""
    formulas = [part for part in parts if isinstance(part, Formula)]
    found = spelled_in(formula.text for formula in formulas)
    return {name: formulas[number].places(at) for name, (number, at) in found.items()}


def formulas_in(
    parts: Iterable[Part], spelled: Collection[str] = ()
) -> Iterator[tuple[Formula, Macros] | Problem]:
    """Each formula with the macros that hold there, and what is wrong with their definitions.

    `spelled` are the functions that are written without a backslash.
    """
    macros, before = Macros(spelled=frozenset(spelled)), dict[int, Macros]()
    for part in parts:
        if isinstance(part, Formula):
            yield part, macros
        elif isinstance(part, Closed):
            macros = before.pop(part.group, macros)
        elif isinstance(part, Definitions):
            if part.group:
                before.setdefault(part.group, macros)
            try:
                macros = macros.and_then(Macros.read(part.text, part.place))
            except ReadError as error:
                yield error.problem
