r"""Names that a document takes anew: "Now let `$f(x) = e^x$`" where `f` was another function before.

The first equation of a name defines it (`derivcheck.formats.inferred.defining`) for all of the document. But
where a later one is introduced as a definition, by words such as "let" or "consider" or by `:=`, and says
something else, the name is meant as it says from there on; and so is what follows "where" right behind a
display. A function that is introduced so says nothing of what stands before: there it may be any.
"Let `$f$` be an arbitrary function" takes away what was said. What was defined by way of the name
before has no definition any more behind the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from derivcheck.formats.inferred.chains import Chain
from derivcheck.formats.inferred.defining import Defining, head_of, unmarked
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.meant import Meant
from derivcheck.formats.manuscripts.clauses import FORMULA, SENTENCE, word_set
from derivcheck.formats.manuscripts.manuscript import DISPLAY, Formula
from derivcheck.frozen import frozen

__all__ = ["Renewal", "meant_from", "renewals_in"]

#: Words directly before a definition that is to hold from there on, and, below, before one that follows its
#: use.
_ANEW = word_set("let set setting put take taking choose pick define redefine denote consider considering")
_FOR_FUNCTIONS = word_set("for if when suppose assume now example instance function functions instead")
_LATER = word_set("where with here")
_ARBITRARY = re.compile(r"\b(?:arbitrary|any|general|generic|another)\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_BE_ANY = re.compile(
    r"\s*(?:be|denotes?|stands?\s+for)\s+(?:now\s+|again\s+)?(?:an?|any|some|another)\s+"
    r"(?:[\w-]+\s+){0,4}(?:function|quantity|variable|constant|number|parameter|map)\b(?!\s+of)"
    r"|\s*(?:is|be|are)\s+(?:now\s+|again\s+)?arbitrary\b"
)
_LETTER = re.compile(r"\\?[A-Za-z]+")


@frozen
class Renewal:
    """From part number `at` of the document on, `chain` defines `name`, or nothing does."""

    at: int
    name: str
    chain: Chain | None


def renewals_in(
    chains: Sequence[Chain], formulas: Sequence[Formula], known: Knowledge, order: Mapping[int, int]
) -> list[Renewal]:
    """Where the names that `known` defines are taken anew, in order; `order` gives the number of a formula.

    What holds from the beginning is the first definition, or none where this function was introduced later.
    """
    displays = [order[id(one)] for one in formulas if one.kind == DISPLAY]
    found = [
        *_equations(chains, known, order, displays),
        *_words(formulas, known, order),
    ]
    return sorted(found, key=lambda one: one.at)


def meant_from(
    start: int,
    renewals: Sequence[Renewal],
    chains: Sequence[Chain],
    known: Knowledge,
    order: Mapping[int, int],
) -> Meant:
    """What does not define anything from part number `start` on, until something else is taken anew.

    That is what stands before the place at which a name in it is taken anew, and what rests on it.
    """
    stale: set[int] = set()
    for one in renewals:
        if one.at > start:
            stale |= {id(one.chain)} if one.chain is not None else set()
            continue
        lost = {one.name}
        for chain in (each for each in chains if order[id(each.sides[0].formula)] < one.at):
            names = {unmarked(name) for side in chain.sides for name in known.sights.names(side)}
            if not lost.isdisjoint(names):
                stale.add(id(chain))
                lost |= {name for name, each in known.defining.items() if each.chain is chain}
    later = {one.name for one in renewals if one.at > start}
    undefined = {one.name for one in renewals if one.at <= start and one.chain is None} & later
    return Meant(frozenset(stale), frozenset(undefined))


def _equations(
    chains: Sequence[Chain], known: Knowledge, order: Mapping[int, int], displays: Sequence[int]
) -> Iterator[Renewal]:
    first = {id(one.chain): name for name, one in known.defining.items()}
    bodies: dict[str, str] = {}
    used: dict[str, int] = {}
    for chain in chains:
        at = order[id(chain.sides[0].formula)]
        if id(chain) in first:
            name = first[id(chain)]
            bodies[name] = _plain(chain.sides[1].text)
            if name in used and _is_later_example(known.defining[name], used[name], at, displays):
                yield Renewal(-1, name, None)
                yield Renewal(at, name, chain)
        elif (renewed := _renewed(chain, known, bodies)) is not None:
            bodies[renewed] = _plain(chain.sides[1].text)
            if chain.inline and chain.sides[0].formula.around.last_word in _LATER:
                at = max((one for one in displays if one < at), default=at)
            yield Renewal(at, renewed, chain)
        for side in chain.sides if not chain.inline else ():
            for name in known.sights.names(side):
                used.setdefault(unmarked(name), at)


def _renewed(chain: Chain, known: Knowledge, bodies: Mapping[str, str]) -> str | None:
    """The name that a chain defines anew, if it does; `bodies` is what defined names till there."""
    head = head_of(chain, known.sights)
    if head is None or head.name not in bodies:
        return None
    body = _plain(chain.sides[1].text)
    if body == bodies[head.name] or body.replace(".", "").isdigit():
        return None
    is_same_kind = head.is_function or not known.defining[head.name].head.is_function
    is_new = is_same_kind and _is_introduced(chain, is_function=head.is_function)
    return head.name if is_new else None


def _is_later_example(one: Defining, used: int, at: int, displays: Sequence[int]) -> bool:
    """Whether a function was any one till it is defined: it stands in more than the display before that."""
    last = max((each for each in displays if each < at), default=at)
    word = one.chain.sides[0].formula.around.last_word
    is_example = word in _FOR_FUNCTIONS or (word in _ANEW and used < last)
    return one.head.is_function and is_example


def _words(formulas: Sequence[Formula], known: Knowledge, order: Mapping[int, int]) -> Iterator[Renewal]:
    """Names of which words say that they are something else now."""
    places = {name: order[id(one.chain.sides[0].formula)] for name, one in known.defining.items()}
    for formula in formulas:
        text = formula.text.strip()
        name, at = text.removeprefix("\\"), order[id(formula)]
        if formula.kind == DISPLAY or not _LETTER.fullmatch(text) or places.get(name, at) >= at:
            continue
        sentence = SENTENCE.split(FORMULA.sub("$", formula.around.before))[-1]
        if _ARBITRARY.search(sentence) or _BE_ANY.match(formula.around.behind):
            yield Renewal(at, name, None)


def _is_introduced(chain: Chain, *, is_function: bool) -> bool:
    """Whether words, or `:=`, say that a chain begins with a definition from there on."""
    if chain.kinds[0] == "defines":
        return True
    words = {chain.sides[0].formula.around.last_word}
    return not words.isdisjoint(_ANEW | _LATER | (_FOR_FUNCTIONS if is_function else frozenset()))


def _plain(text: str) -> str:
    return re.sub(r"\\[,;:! ]|[\s{}]|\\left|\\right|[.,;]$", "", text)
