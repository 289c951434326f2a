"""What the text supposes where a claim stands, and nothing declares.

A point at which the sides of an equality differ is no error of the author where the text excludes it. So what
is supposed goes with the claim: "Suppose that `$x = y$`" with all that mention `x` or `y` from there on, "for
`$x > 0$` we have" with what stands in that sentence. A refutation has to hold under it, too; where it cannot
be read there is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from derivcheck.errors import ReadError
from derivcheck.formats.inferred.chains import Chain, Side
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.manuscripts.clauses import clauses_in, restricts
from derivcheck.frozen import frozen
from derivcheck.model import Context, Supposed
from derivcheck.notation.latex import read_condition
from derivcheck.terms import And, Rel, Term

__all__ = ["Reader", "Suppositions", "relations_in"]

#: So many that mention a name of a claim are looked at: the last ones.
_MOST = 8
_RELATIONS = {"=": "=", "defines": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

#: Reads a side of a chain; `None` where it cannot be read.
Reader = Callable[[Side], Term | None]


@frozen
class _Supposition:
    """A chain that is supposed from part number `at` of the document on, and the names in it."""

    at: int
    chain: Chain
    names: frozenset[str]
    is_case: bool = False


class Suppositions:
    """The suppositions of one document; `order` gives the number of a formula, by its identity."""

    def __init__(self, known: Knowledge, chains: Iterable[Chain], order: Mapping[int, int]) -> None:
        self._known = known
        self._order = order
        self._by_name: dict[str, list[_Supposition]] = {}
        noted = [self._noted(chain) for chain in chains if self._is_supposed(chain)]
        for one in sorted(noted, key=lambda one: one.at):
            for name in one.names:
                self._by_name.setdefault(name, []).append(one)

    def _is_supposed(self, chain: Chain) -> bool:
        formula = chain.sides[0].formula
        if self._known.defined_by(chain) or not formula.around.supposes_onward:
            return False
        return (chain.inline or formula.around.supposes) and restricts(formula.text)

    def _noted(self, chain: Chain) -> _Supposition:
        names = frozenset[str]().union(*map(self._known.sights.names, chain.sides))
        formula = chain.sides[0].formula
        return _Supposition(self._order[id(formula)], chain, names, formula.around.is_case)

    def about(
        self, sides: Sequence[Side], declared: Context, context: Context, read: Reader
    ) -> tuple[Supposed | None, str]:
        """The context of the claim `sides` with all that is supposed; instead of it a doubt, where that
        cannot be read.
        """
        formula = sides[0].formula
        clauses = clauses_in(formula.around.before, formula.around.behind, values=True)
        found: dict[Term, None] = {}
        texts = {"".join(text.split()): text for text in clauses.formulas}
        unread = clauses.said
        for text in clauses.formulas:
            term = self._condition(text, sides[0], context)
            unread = unread or ("" if term is not None else text)
            found |= dict.fromkeys(term.args if isinstance(term, And) else [term] if term is not None else [])
        for one in self._earlier(sides, declared):
            relations = relations_in(one.chain, read)
            text = " ".join(one.chain.sides[0].formula.text.split())
            texts.setdefault("".join(text.split()), text)
            unread = unread or ("" if relations is not None else text)
            found |= dict.fromkeys(relations or ())
        if unread:
            return None, f"the text supposes something here: {unread}"
        if not found:
            return None, ""
        said = " and ".join(texts.values())
        return Supposed(context.assuming(*found), f"the text supposes {said}, which nothing declares"), ""

    def _earlier(self, sides: Sequence[Side], declared: Context) -> list[_Supposition]:
        """The last suppositions before a claim about a name in it."""
        if not self._by_name:
            return []
        at = self._order[id(sides[0].formula)]
        found: dict[int, _Supposition] = {}
        for name in self._known.reached_from(sides, declared) & self._by_name.keys():
            all_of_it = self._by_name[name]
            stop = bisect_left(all_of_it, at, key=lambda one: one.at)
            found |= {id(one): one for one in all_of_it[max(stop - _MOST, 0) : stop]}
        last = max((one.at for one in found.values() if one.is_case), default=-1)
        kept = (one for one in found.values() if one.at >= last or not one.is_case)
        return sorted(kept, key=lambda one: one.at)[-_MOST:]

    def _condition(self, text: str, side: Side, context: Context) -> Term | None:
        try:
            return read_condition(text, context, side.place, macros=self._known.sights.macros(side))
        except ReadError:
            return None


def relations_in(chain: Chain, read: Reader) -> list[Rel] | None:
    """What a chain says, relation by relation; `None` where it cannot be read."""
    terms = [read(side) for side in chain.sides]
    if None in terms or not _RELATIONS.keys() >= set(chain.kinds):
        return None
    links = pairwise(term for term in terms if term is not None)
    return [
        Rel(_RELATIONS[kind], left, right) for kind, (left, right) in zip(chain.kinds, links, strict=True)
    ]
