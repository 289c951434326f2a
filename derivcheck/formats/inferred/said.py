r"""What a document says of its quantities without declaring them: "Let `$a > 0$`", "a positive number `$a$`".

What holds in one section need not hold in the next, so nothing of this is assumed. But where a claim is not
proved as it stands, it may be proved on the condition of what the document says of the names in it; the
condition is then shown with the verdict. What a theorem or an example says is for itself, and nothing that
is said of a name counts behind a place where the name is introduced again or taken anew.

A relation counts in a sentence that supposes something, or directly behind a word such as "with"; an
equation only directly behind such a word, for most equations in sentences are conclusions. A bound of letters
also counts behind the noun that it is about, "a mass `$m > 0$` on a spring", unless the words before it
conclude, "so `$m > 0$`".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from derivcheck.formats.inferred.chains import EQUALITIES, Chain, Side
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.passing import ANY_QUANTITY, Introduction
from derivcheck.formats.inferred.renewals import introductions
from derivcheck.formats.inferred.suppositions import Reader, relations_in
from derivcheck.formats.manuscripts.clauses import word_set
from derivcheck.formats.manuscripts.manuscript import DISPLAY, Division, Formula, Part
from derivcheck.frozen import frozen
from derivcheck.model import Context
from derivcheck.terms import Rel, Sym, free_names, integer

__all__ = ["Said"]

#: So many sayings are looked at, those that are nearest.
_MOST = 8
_BOUNDS = frozenset({"<", "<=", ">", ">=", "!="})
_SIGNS = {"positive": ">", "nonnegative": ">=", "negative": "<", "nonzero": "!="}
_SIGN = rf"(?:strictly\s+)?({'|'.join(_SIGNS)}|non-negative|non-zero)\b"
_NOUN = r"(?:\s+(?:real|integers?|numbers?|constants?|parameters?|scalars?|reals|whole|fixed|given))*"
#: `a positive number $a$`, `positive $a$ and $b$`: the sign before, and what may stand between.
_BEFORE = re.compile(rf"{_SIGN}{_NOUN}\s*((?:\$[^$]*\$\s*(?:,\s*and|,|and)\s*)*)\Z")
#: `$a$ is positive`, `$a$ and $b$ are positive constants`.
_BEHIND = re.compile(
    rf"\s*(?:(?:,\s*and|,|and)\s*\$[^$]*\$\s*)*(?:is|are|be|being)\s+(?:an?\s+)?(?:both\s+)?{_SIGN}"
)
_LETTER = re.compile(r"\\?[A-Za-z]+")
_NAME = r"\\?[A-Za-z]+(?:_\w|_\{\w+\})?"
#: A letter, what it is compared with, and `p_1, p_2 > 0` of several letters.
_ONE = re.compile(_NAME)
_SEVERAL = re.compile(
    rf"({_NAME}(?:\s*,\s*{_NAME})+)\s*([<>]|\\(?:leq?|geq?|lt|gt|neq?)(?![A-Za-z]))\s*([0-9]+)"
)
#: A letter in an interval, `p \in (0, 1)`, also in brackets behind the letter: `p (0 < p < 1)`.
_INTERVAL = re.compile(
    rf"(?:({_NAME})\s*\\in\s*([(\[])\s*(-?[0-9]+)\s*,\s*(-?[0-9]+|\+?\\infty)\s*([)\]])"
    rf"|({_NAME})\s*\(\s*(-?[0-9]+)\s*(<|\\leq?)\s*\6\s*(<|\\leq?)\s*(-?[0-9]+)\s*\))"
)
_ORDERS = {
    "\\le": "<=",
    "\\leq": "<=",
    "\\ge": ">=",
    "\\geq": ">=",
    "\\lt": "<",
    "\\gt": ">",
    "<": "<",
    ">": ">",
}
_BOUND = re.compile(r"-?\s*(?:[0-9]+(?:\.[0-9]+)?|\\infty|\\pi)")
#: Words behind which a relation is a conclusion, or asked.
_CONCLUDING = word_set(
    """
    so thus hence then therefore that have has had get gets gives give given yields implies imply means shows
    show find finds obtain obtains follows is are be not iff because since as than or but
    """
)


@frozen
class _Saying:
    """What part number `at` of the document says about `names`: a chain of relations, or a sign, which is
    that of their distance from a number.

    What is said in `passing` tells nothing of what else holds for these names.
    """

    at: int
    names: frozenset[str]
    chain: Chain | None = None
    sign: str = ""
    number: int = 0
    passing: bool = False


class Said:
    """What one document says; `order` gives the number of a formula, by its identity.

    `bounded` are the names of which it says no more than that they are larger or smaller than something.
    """

    def __init__(
        self,
        known: Knowledge,
        chains: Iterable[Chain],
        parts: Sequence[Part],
        order: Mapping[int, int],
        introduced: Iterable[Introduction] = (),
    ) -> None:
        self._known = known
        self._order = order
        self._divisions = [(at, part) for at, part in enumerate(parts) if isinstance(part, Division)]
        self._introduced = [*introductions(parts), *_in_passing(introduced, self._divisions)]
        formulas = [part for part in parts if isinstance(part, Formula)]
        chains = list(chains)
        relations = list(self._relations(chains))
        self._all = [*relations, *self._words(formulas)]
        plainly = (one.chain for one in relations if one.chain and not one.passing)
        bounds = {id(chain) for chain in plainly if set(chain.kinds) <= _BOUNDS}
        bounds |= {id(chain) for chain in chains if chain.inline and _bounds_in(chain.sides[0].formula.text)}
        self.bounded = frozenset(
            name for name, stating in known.stating.items() if all(id(one) in bounds for one in stating)
        )

    def _relations(self, chains: Iterable[Chain]) -> Iterator[_Saying]:
        for chain in chains:
            formula = chain.sides[0].formula
            passing = not _is_supposed(chain)
            if self._known.defined_by(chain) or not chain.inline or (passing and not _is_bound(chain)):
                continue
            if id(chain) in self._known.stale:
                continue
            names = frozenset[str]().union(*map(self._known.sights.names, chain.sides))
            yield _Saying(self._order[id(formula)], names, chain, passing=passing)

    def _words(self, formulas: Iterable[Formula]) -> Iterator[_Saying]:
        for formula in formulas:
            letter = formula.text.strip()
            if formula.kind == DISPLAY:
                continue
            several = _SEVERAL.fullmatch(letter)
            if several and not _concludes(formula):
                names = frozenset(one.strip().removeprefix("\\") for one in several[1].split(","))
                order, number = _ORDERS.get(several[2], "!="), int(several[3])
                yield _Saying(self._order[id(formula)], names, None, order, number, passing=True)
            if not _concludes(formula):
                at = self._order[id(formula)]
                for name, order, number in _bounds_in(letter):
                    yield _Saying(at, frozenset((name,)), None, order, number, passing=True)
            if not _LETTER.fullmatch(letter):
                continue
            found = _BEFORE.search(formula.around.before) or _BEHIND.match(formula.around.behind)
            if found:
                name = letter.removeprefix("\\")
                sign = _SIGNS[found[1].replace("-", "")]
                yield _Saying(self._order[id(formula)], frozenset((name,)), None, sign)

    def about(
        self, sides: Sequence[Side], declared: Context, context: Context, read: Reader
    ) -> tuple[tuple[Rel, ...], str]:
        """The relations that the document says of what is in `sides` and nothing declares, and a doubt
        where these may not be all.
        """
        free = self._known.reached_from(sides, declared) & self._known.free
        at = self._order[id(sides[0].formula)]
        about = (one for one in self._all if one.names & free and self._holds_at(one, at))
        near = sorted(about, key=lambda one: (one.passing, abs(one.at - at)))
        many = sum(not one.passing for one in near) > _MOST
        doubt = "the text says much about its names" if many else ""
        own = {side.text for side in sides}
        found: dict[Rel, None] = {}
        for one in sorted(near[:_MOST], key=lambda one: one.at):
            relations = self._conditions(one, own, context, read)
            unread = relations is None and not one.passing
            doubt = doubt or ("the text says more about its names" if unread else "")
            found |= dict.fromkeys(relations or ())
        new = (one for one in found if free_names(one) & free and one not in context.assumptions)
        return tuple(new), doubt

    def _holds_at(self, one: _Saying, at: int) -> bool:
        """Whether what is said may still hold at part number `at`."""
        first, last = sorted((one.at, at))
        if any(first < place < last and name in one.names for place, name in self._introduced):
            return False
        here = self._division_at(one.at)
        return here is None or not here[1].is_statement or here == self._division_at(at)

    def _division_at(self, at: int) -> tuple[int, Division] | None:
        """The last place before part number `at` where a section, or a theorem, begins."""
        number = bisect_left(self._divisions, at, key=lambda one: one[0])
        return self._divisions[number - 1] if number else None

    def _conditions(
        self, one: _Saying, own: set[str], context: Context, read: Reader
    ) -> Sequence[Rel] | None:
        if one.chain is not None:
            if own.issuperset(side.text for side in one.chain.sides):
                return None  # what is to be shown is no condition for it
            return relations_in(one.chain, read)
        symbols = (context.symbols.get(name) for name in sorted(one.names))
        number = integer(one.number)
        return [Rel(one.sign, Sym(each.name), number) for each in symbols if each and not each.axes]


def _bounds_in(text: str) -> list[tuple[str, str, int]]:
    r"""What a formula says that does no more than put a letter into an interval with whole ends.

    >>> _bounds_in(r"p \in (0, 1]"), _bounds_in("p (0 < p < 1)")
    ([('p', '>', 0), ('p', '<=', 1)], [('p', '>', 0), ('p', '<', 1)])
    """
    found = _INTERVAL.fullmatch(text.strip())
    if found is None:
        return []
    if found[1] is not None:
        name, low, high = found[1], found[3], found[4]
        orders = ">" if found[2] == "(" else ">=", "<" if found[5] == ")" else "<="
    else:
        name, low, high = found[6], found[7], found[10]
        orders = ">" if found[8] == "<" else ">=", "<" if found[9] == "<" else "<="
    ends = ((orders[0], low), (orders[1], high))
    return [(name.removeprefix("\\"), order, int(end)) for order, end in ends if "infty" not in end]


def _in_passing(
    introduced: Iterable[Introduction], divisions: Sequence[tuple[int, Division]]
) -> Iterator[tuple[int, str]]:
    """The letters that words introduce, each where the section begins in which they do."""
    for one in introduced:
        if not (one.nouns and one.nouns <= ANY_QUANTITY):
            number = bisect_left(divisions, one.at, key=lambda each: each[0])
            yield from [(divisions[number - 1][0], one.name)] if number else []


def _is_bound(chain: Chain) -> bool:
    """Whether a relation in a sentence bounds a letter by numbers, and is no conclusion."""
    if _concludes(chain.sides[0].formula) or not set(chain.kinds) <= _BOUNDS:
        return False
    texts = [side.text for side in chain.sides]
    named = [text for text in texts if _ONE.fullmatch(text)]
    return len(named) == 1 and all(text in named or _BOUND.fullmatch(text) for text in texts)


def _concludes(formula: Formula) -> bool:
    """Whether the words before a relation make it a conclusion, unless it is supposed."""
    around, words = formula.around, formula.around.words
    if around.supposes or around.supposes_onward or around.is_beside:
        return False
    last = next((word for word in reversed(words) if word not in ("$", "and")), "so")
    return last in _CONCLUDING


def _is_supposed(chain: Chain) -> bool:
    """Whether the words before a relation in a sentence suppose it."""
    around = chain.sides[0].formula.around
    goes_on = around.supposes_onward and around.last_word in ("and", "$")  # "Let `$a = 2$` and `$b = 3$`"
    directly = around.supposes or around.is_beside or goes_on
    if EQUALITIES.isdisjoint(chain.kinds):
        return set(chain.kinds) <= _BOUNDS and (directly or around.supposes_within or around.supposes_onward)
    return directly and set(chain.kinds) <= _BOUNDS | EQUALITIES
