r"""Which relations of a document are claims.

A displayed chain with an equality is one, with its inequalities (`a = b \leq c`); a display of inequalities
alone is mostly a condition. An equation in a sentence is a claim if everything in it is declared or defined;
else it is what it mostly is, a supposition or a reminder, and only counted. So are equations that the words
around them suppose, unless the context file says something about them, and those beside an implication.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from derivcheck.formats.declared.entries import Entry
from derivcheck.formats.inferred.chains import EQUALITIES, Chain, Unsplit
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.sightings import names_of
from derivcheck.formats.inferred.tails import counts_on
from derivcheck.formats.manuscripts.manuscript import INLINE
from derivcheck.frozen import frozen
from derivcheck.terms import free_names

__all__ = ["Claimed", "Claims"]

_SUPPOSING = frozenset({"implies", "equivalent"})
_INEQUALITIES = frozenset({"<", "<=", ">", ">="})
_NO_ID = frozenset(" #/,")


@frozen
class Claimed:
    """A run of relations of one chain: its label or number, its first and last side, what is said of it."""

    id: str
    number: str
    chain: Chain
    first: int
    last: int
    entry: Entry | None = None


class Claims:
    """Chooses the claims among the chains of a document; counts the rest as what it is."""

    def __init__(self, known: Knowledge, entries: Mapping[str, Entry]) -> None:
        self.known = known
        self.entries = entries
        self.used: set[str] = set()
        self.others: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self._ids: set[str] = set()

    def among(self, found: Iterable[Chain | Unsplit]) -> Iterator[Claimed | Unsplit]:
        """The claims in `found`, and the equalities outside of all chains, which were not read."""
        for one in found:
            if isinstance(one, Chain):
                yield from self._of_chain(one)
            elif self._is_unread(one):
                yield one

    def _of_chain(self, chain: Chain) -> Iterator[Claimed]:
        equalities = sum(kind in EQUALITIES for kind in chain.kinds)
        runs = list(_runs(chain))
        for number, kind in enumerate(chain.kinds):
            if kind not in EQUALITIES and not any(first <= number < last for first, last in runs):
                self.others[kind] += 1
        if not equalities:
            return
        if (
            not _SUPPOSING.isdisjoint(chain.kinds)
            or _counts(chain)
            or (chain.inline and not self._is_settled(chain))
        ):
            self.counts["stated"] += equalities
            return
        base, place = self._names(chain)
        for count, (first, last) in enumerate(runs, 1):
            end = "" if count == 1 else f".{count}"
            entry = self._entry(base + end, place + end, chain)
            if entry is None and self._is_supposed(chain, first):
                self.counts["stated"] += last - first
                continue
            yield Claimed(base + end, place + end, chain, first, last, entry)

    def _is_supposed(self, chain: Chain, first: int) -> bool:
        """Whether the words around a chain suppose it, and it does not define anything."""
        around = chain.sides[0].formula.around
        if first == 0 and self.known.defined_by(chain):
            return False
        if chain.inline:
            return around.supposes_within or self._is_of_a_variable(chain)
        return around.supposes

    def _is_of_a_variable(self, chain: Chain) -> bool:
        """Whether an equation gives a variable a number, and nothing is assumed of it: `x = 1`."""
        side = chain.sides[0]
        if any(self.known.sights.of(other).sightings for other in chain.sides[1:]):
            return False
        uses = self.known.sights.of(side).sightings
        if len(uses) != 1 or uses[0].scripted or uses[0].called is not None or not side.text.isidentifier():
            return False
        name = uses[0].name
        assumed = self.known.declared.assumptions
        return name in self.known.declared.symbols and not any(name in free_names(one) for one in assumed)

    def _is_unread(self, one: Unsplit) -> bool:
        """Whether a relation outside of all chains is an equality that was not read; counts all others."""
        if one.problem is None or one.kind not in EQUALITIES:
            self.others["inside expressions" if one.problem is None else one.kind] += 1
            return False
        if one.formula.kind == INLINE and not one.whole:
            self.counts["stated"] += 1
            return False
        return True

    def _is_settled(self, chain: Chain) -> bool:
        """Whether an equation in a sentence is about declared quantities."""
        explicit, defined = self.known.explicit, self.known.definitions
        uses = [use for side in chain.sides for use in self.known.sights.of(side).sightings]
        settled = (any(name in explicit or name in defined for name in names_of(use)) for use in uses)
        return all(settled) and any(use.name not in self.known.indices for use in uses)

    def _names(self, chain: Chain) -> tuple[str, str]:
        """The id of a chain, which is its label if it has one, and its number."""
        kind = "inline" if chain.inline else "displays"
        self.counts[kind] += 1
        number = f"inline-{self.counts[kind]}" if chain.inline else f"equation-{self.counts[kind]}"
        is_id = bool(chain.label) and _NO_ID.isdisjoint(chain.label) and chain.label != "final"
        name = chain.label if is_id and chain.label not in self._ids else number
        self._ids.add(name)
        return name, number

    def _entry(self, name: str, number: str, chain: Chain) -> Entry | None:
        """What the context file says about an equation."""
        names = {name, number, f"line-{chain.place.line}"}
        said = [each for each in self.entries if each in names]
        self.used |= set(said)
        return self.entries[said[0]] if said else None


def _counts(chain: Chain) -> bool:
    r"""Whether a chain says which numbers a letter counts, in a column of its own: `n &= 1, 2, \dots`."""
    left, right = chain.sides[0], chain.sides[-1]
    is_range = len(chain.sides) == 2 and left.text.isalpha() and right.text.isdecimal()
    return is_range and right.after is not None and counts_on(right.formula.text[slice(*right.after)])


def _runs(chain: Chain) -> Iterator[tuple[int, int]]:
    """The runs of relations in a chain that are claimed: those with an equality among them."""
    claimed = EQUALITIES if chain.inline else EQUALITIES | _INEQUALITIES
    start = 0
    for number, kind in enumerate((*chain.kinds, "")):
        if kind in claimed:
            continue
        if not EQUALITIES.isdisjoint(chain.kinds[start:number]):
            yield start, number
        start = number + 1
