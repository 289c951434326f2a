"""Which declared name a letter with what stands below and above it may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from derivcheck.notation.latex.indices import atoms_in, is_several
from derivcheck.notation.latex.parser import Parser
from derivcheck.notation.latex.scripts import Scripts, Span, items_in, word_in
from derivcheck.terms.latex_names import ACCENTS, MARKS, STYLES

__all__ = ["FUNCTION", "Match", "arity_of", "bracketed_above", "matches"]

_RESERVED = {*ACCENTS, *MARKS, *STYLES}
#: What `arity_of` says of a function.
FUNCTION = -1


class Match(NamedTuple):
    """A declared name that a letter with its script may be, with the spans of its indices."""

    name: str
    indices: list[Span]


def arity_of(parser: Parser, name: str) -> int | None:
    """The number of indices of `name`, -1 for a function, `None` for what is not declared."""
    if name in parser.bound:
        return 0
    context = parser.context
    symbol = context.symbols.get(name)
    if symbol is not None:
        return len(symbol.axes)
    if name in context.indices:
        return 0
    definition = context.definitions.get(name)
    if definition is not None:
        return FUNCTION if definition.is_function else len(definition.parameters)
    return FUNCTION if name in context.functions else None


def matches(parser: Parser, name: str, scripts: Scripts) -> Iterator[Match]:
    """The declared names that `name` with what stands below it may be."""
    above = bracketed_above(parser, scripts)
    if scripts.below is None:
        arity = arity_of(parser, name)
        if arity is not None and (arity in (0, FUNCTION) or (above and arity == 1)):
            yield Match(name, [above] if above and arity == 1 else [])
        return
    items = items_in(parser, scripts.below)
    yield from _labelled(parser, name, items)
    for taken in range(len(items) + 1):
        if taken:
            word = word_in(parser, items[taken - 1])
            if not word or word in _RESERVED or word in parser.bound:
                return
            name = f"{name}_{word}"
        arity = arity_of(parser, name)
        if arity is None:
            continue
        rest = items[taken:]
        if arity == len(rest) or (arity == FUNCTION and not rest):
            if arity == 1 and is_several(parser, rest[0]):
                continue
            yield Match(name, rest)
        elif above and arity == len(rest) + 1 and not any(is_several(parser, each) for each in rest):
            yield Match(name, [*rest, above])
        elif arity > 1 and len(rest) == 1 and (atoms := atoms_in(parser, rest[0])) and len(atoms) == arity:
            yield Match(name, atoms)


def _labelled(parser: Parser, name: str, items: list[Span]) -> Iterator[Match]:
    r"""The declared names to which a part of what stands side by side belongs: `\alpha_{0j}`."""
    atoms = atoms_in(parser, items[0]) if len(items) == 1 else []
    for at, span in enumerate(atoms[:-1], 1):
        if word_in(parser, span) in parser.bound:
            return
        name = f"{name}_{word_in(parser, span)}"
        if arity_of(parser, name) == len(atoms) - at:
            yield Match(name, atoms[at:])


def bracketed_above(parser: Parser, scripts: Scripts) -> Span | None:
    """The inside of a superscript in brackets."""
    if scripts.above is None:
        return None
    start, stop = scripts.above
    if parser.word_list[start].text == "(" and parser.partner[start] == stop - 1:
        return start + 1, stop - 1
    return None
