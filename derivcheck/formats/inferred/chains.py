r"""The chains of a document: sides with relations between them, across the lines and displays they fill.

A display is split at its relations by `derivcheck.notation.latex`. A display that begins with a relation goes
on with the chain of the display before, whatever prose stands between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.inferred.sightings import Seen, is_square, names_of, seen_in
from derivcheck.formats.manuscripts.manuscript import DISPLAY, Formula
from derivcheck.formats.manuscripts.notes import labels_in
from derivcheck.frozen import frozen, replace
from derivcheck.notation.latex import Hidden, Link, Macros, relation_in, split_display
from derivcheck.notation.latex.applied import Opaque
from derivcheck.notation.latex.lexer import Source
from derivcheck.notation.latex.words import Words, fold, words_of

__all__ = ["EQUALITIES", "MOST_WORDS", "Chain", "Side", "Sights", "Unsplit", "chains_in"]


#: What the relations claim that are checked.
EQUALITIES = frozenset({"=", "defines"})

#: Files come from strangers: every word of a formula is kept until all of them are seen.
MOST_WORDS = 500_000
#: So many words take the room that is taken by what is known of one relation and its sides.
_WORDS_OF_A_LINK = 10

_NOTHING = Opaque()
_NOTHING_SEEN = Seen((), ())
#: A side among those of the formulas that are kept.
_Key = tuple[int, int, int]


@frozen
class Side:
    """One side of a relation: a part of a formula's text, and the names in the other sides.

    `after` is what follows it behind a comma or words, as a part of the same text. `macros` are those that
    hold in the formula.
    """

    formula: Formula
    start: int
    stop: int
    elsewhere: frozenset[str] = frozenset()
    after: tuple[int, int] | None = None
    macros: Macros = Macros()

    @property
    def key(self) -> _Key:
        """What tells this side from others, as long as its formula is kept."""
        return id(self.formula), self.start, self.stop

    @property
    def text(self) -> str:
        """The text of the side, on one line."""
        return " ".join(self.formula.text[self.start : self.stop].split())

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.formula.places(self.start)

    def at(self, offset: int) -> Place:
        """The place of the character at `offset` in the text of the side."""
        return self.formula.places(self.start + offset)


class Sights:
    """What the sides of a document show, each looked at once.

    `plain` is what they show before anything is folded.
    """

    def __init__(self, opaque: Opaque = _NOTHING, plain: Sights | None = None) -> None:
        self._opaque = opaque
        self._plain = plain
        self._seen: dict[_Key, Seen] = {}
        self._names: dict[_Key, frozenset[str]] = {}
        self._words: dict[_Key, Words | None] = {}
        self._macros: dict[int, tuple[Macros, Macros]] = {}

    def macros(self, side: Side) -> Macros:
        """The macros that hold in `side`, with what is folded into unknowns after them."""
        if id(side.macros) not in self._macros:
            self._macros[id(side.macros)] = side.macros, replace(side.macros, opaque=self._opaque)
        return self._macros[id(side.macros)][1]

    def of(self, side: Side) -> Seen:
        """The uses of names and the binders in `side`; nothing where it cannot be taken apart."""
        found = self._seen.get(side.key)
        if found is None:
            words = self.words(side)
            if words is None:
                found = _NOTHING_SEEN
            elif self._plain is not None and words is self._plain.words(side):
                found = self._plain.of(side)  # nothing is folded in it
            else:
                found = seen_in(words)
            self._seen[side.key] = found
        return found

    def names(self, side: Side) -> frozenset[str]:
        """The names that the uses of names in `side` may be of."""
        found = self._names.get(side.key)
        if found is None:
            found = frozenset(name for use in self.of(side).sightings for name in names_of(use))
            self._names[side.key] = found
        return found

    def words(self, side: Side) -> Words | None:
        """The words of `side`; `None` where it cannot be taken apart."""
        if side.key not in self._words:
            self._words[side.key] = self._read(side)
        return self._words[side.key]

    def is_square(self, side: Side) -> bool:
        r"""Whether `side` is the square of a name: `\sigma_i^2`."""
        words = self.words(side)
        return words is not None and is_square(words)

    def _read(self, side: Side) -> Words | None:
        if self._plain is not None:
            words = self._plain.words(side)
            return None if words is None else fold(words, self.macros(side))
        try:
            return words_of(Source(side.formula.text[side.start : side.stop], side.at), self.macros(side))
        except ReadError:
            return None


@frozen
class Chain:
    """Sides, and what the relations between them claim; `inline` when it stands inside a sentence.

    `beside` says that it stands behind another chain on its line, and `follower` is the first side of one
    that stands behind this chain, unless that is a derivative.
    """

    sides: tuple[Side, ...]
    kinds: tuple[str, ...]
    label: str
    inline: bool
    beside: bool = False
    follower: Side | None = None

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.sides[0].place

    def and_then(self, rest: Chain) -> Chain:
        """The chain that goes on with `rest`, which begins with a relation."""
        label = self.label or rest.label
        variables = {
            name for side in (*self.sides, rest.sides[0]) for name in side.elsewhere if name[:2] == "d "
        }
        both = (*self.sides, *rest.sides[1:])
        sides = tuple(replace(side, elsewhere=side.elsewhere | variables) for side in both)
        kinds = self.kinds + rest.kinds
        return Chain(sides, kinds, label, self.inline, self.beside, rest.follower)


@frozen
class Unsplit:
    """A relation in a formula that belongs to no chain: what it claims, and why it cannot be read.

    `problem` is `None` where it stands inside of an expression, such as `P(X = x)`. `whole` says that nothing
    of the formula can be taken apart.
    """

    formula: Formula
    kind: str
    problem: Problem | None
    whole: bool = False


def chains_in(formulas: Iterable[tuple[Formula, Macros]]) -> Iterator[Chain | Unsplit]:
    """The chains of all formulas, in order, each of which is read with the macros that hold there."""
    before: Chain | None = None
    size = 0
    for part, macros in formulas:
        if size > MOST_WORDS:
            expected = (
                f"at most {MOST_WORDS} words, and {MOST_WORDS // _WORDS_OF_A_LINK} relations, in formulas"
            )
            problem = Problem(part.place, expected, "more", "split the file; the rest is not read")
            yield Unsplit(part, "=", problem, whole=True)
            break
        try:
            display = split_display(part.text, part.place, macros=macros, places=part.places)
        except ReadError as error:
            if kind := relation_in(part.text):
                yield Unsplit(part, kind, error.problem, whole=True)
            continue
        size += display.size + _WORDS_OF_A_LINK * len(display.links)
        yield from _unlinked(part, display.hidden)
        found = list(_chains_of(part, display.links, macros))
        if part.kind != DISPLAY:
            yield from found
            continue
        for chain in found:
            goes_on = chain.sides[0].start == chain.sides[0].stop
            if before is not None and goes_on:
                before = before.and_then(chain)
                continue
            if before is not None:
                yield before
            before = chain
    if before is not None:
        yield before


def _unlinked(formula: Formula, hidden: Sequence[Hidden]) -> Iterator[Unsplit]:
    """The relations of a formula that are no links; of the equalities among them the first one is enough."""
    is_counted = False
    for one in hidden:
        is_equality = one.problem is not None and one.kind in EQUALITIES
        if not (is_equality and is_counted):
            yield Unsplit(formula, one.kind, one.problem)
        is_counted = is_counted or is_equality


def _chains_of(formula: Formula, links: tuple[Link, ...], macros: Macros) -> Iterator[Chain]:
    """The chains of one formula: links that share a side belong together."""
    starts = [at for at, link in enumerate(links) if not at or links[at - 1].right != link.left]
    for first, stop in pairwise([*starts, len(links)]):
        here = links[first:stop]
        end = links[stop].left[0] if stop < len(links) else len(formula.text)
        begin = 0 if first == 0 else here[0].left[0]
        label = next(iter(labels_in(formula.text[begin:end])), "") if formula.label else ""
        yield Chain(
            tuple(_sides(formula, here, macros)),
            tuple(link.kind for link in here),
            label,
            formula.kind != DISPLAY,
            here[0].beside,
            _follower(formula, links[stop], macros) if stop < len(links) else None,
        )


def _follower(formula: Formula, link: Link, macros: Macros) -> Side | None:
    """The left side of an equation that stands behind another one, unless it is a derivative."""
    side = Side(formula, *link.left, link.left_elsewhere, macros=macros)
    is_derivative = side.text.startswith((r"\frac", r"\dfrac", r"\tfrac")) or "'" in side.text
    return side if link.beside and not is_derivative else None


def _sides(formula: Formula, links: tuple[Link, ...], macros: Macros) -> Iterator[Side]:
    first, stop = links[0].left
    yield Side(formula, first, stop, links[0].left_elsewhere, macros=macros)
    for link in links:
        start, stop = link.right
        yield Side(formula, start, stop, link.right_elsewhere, link.after, macros)
