r"""Sequences with a closed form: `T_n = n (n + 1)/2`, where the text goes on to `T_{n-1}`.

The letter below `T` is an index then, with all whole numbers from 1 on, and `T` a family that the equation
defines. Where a text says `T_n` alone, this is a name with a letter in it, and `n` a number like others; so
is it where indices of families go up to `n`, or a limit is taken, or a derivative by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from derivcheck.formats.inferred.chains import Chain, Side, Sights
from derivcheck.formats.inferred.defining import head_of
from derivcheck.model import Range
from derivcheck.notation.latex.applied import DIFFERENTIALS
from derivcheck.terms import Const, integer

__all__ = ["sequences_in"]

_AROUND = frozenset({"+", "-"})


def sequences_in(chains: Sequence[Chain], sights: Sights, known: Set[str]) -> dict[str, Range]:
    """The letters outside of `known` that number the members of sequences, with their range."""
    sides = [side for chain in chains for side in chain.sides]
    others = {word for side in sides for word in _others(side, sights)}
    found = (head for chain in chains for head in _heads(chain, sights))
    return {
        letter: Range(integer(1), Const("oo"))
        for name, letter in dict.fromkeys(found)
        if known.isdisjoint((name, letter))
        and letter not in others
        and any(_goes_on(side, sights, name, letter) for side in sides)
    }


def _heads(chain: Chain, sights: Sights) -> Iterator[tuple[str, str]]:
    """The name and the letter of `T_n`, where the equation says what it is in terms of `n` alone."""
    head = head_of(chain, sights)
    if head is None or head.is_function or len(head.parameters) != 1:
        return
    letter = head.parameters[0]
    uses = sights.of(chain.sides[1]).sightings
    if any(use.name == letter and not use.in_script for use in uses) and all(
        use.name != head.name for use in uses
    ):
        yield head.name, letter


def _goes_on(side: Side, sights: Sights, name: str, letter: str) -> bool:
    """Whether `T_{n-1}` or `T_{2n}` stands in a side."""
    words = sights.words(side)
    if words is None:
        return False
    tokens = words.words
    for at, word in enumerate(tokens[:-3]):
        if word.text == name and tokens[at + 1].text == "_":
            start, stop = words.group(at + 2)
            inside = {one.text for one in tokens[start:stop]}
            if letter in inside and len(inside) > 1 and _is_whole(inside - {letter}):
                return True
    return False


def _is_whole(texts: Set[str]) -> bool:
    return all(text in _AROUND or text.isdecimal() for text in texts)


def _others(side: Side, sights: Sights) -> Iterator[str]:
    """The letters that are bound, those up to which indices of families go, and those of derivatives."""
    seen, words = sights.of(side), sights.words(side)
    below = {atom for use in seen.sightings for atom in use.below}
    for binder in seen.binders:
        yield from binder.letters
        if not below.isdisjoint(binder.letters):
            yield from binder.upper
    tokens = words.words if words is not None else ()
    for at, word in enumerate(tokens[:-3]):
        if word.text in DIFFERENTIALS:
            yield tokens[at + 1].text
        elif word.text == r"\lim" and words is not None and tokens[at + 1].text == "_":
            yield from (one.text for one in tokens[slice(*words.group(at + 2))])
