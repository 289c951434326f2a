r"""Names that a document takes anew: "Now let `$f(x) = e^x$`" where `f` was another function before.

The first equation of a name defines it (`derivcheck.formats.inferred.defining`) for all of the document. But
where a later one says something else, it means this from there on if it is introduced as a definition, by
words such as "let" or by `:=`, if it stands in a sentence that concludes nothing, or, for a function, at the
head of another section; and so does what follows "where" right behind a display. What an earlier section
mentions is not what a later one defines, nor is any function what one is that comes as an example.

"Let `$x, y$` be real" and "an arbitrary function `$f$`" take away what was said, and what a theorem or an
example says holds till the next one begins. So does, till the next section begins, a value that something
was solved for; and what another section introduces in passing (`derivcheck.formats.inferred.passing`) has no
definition in all of it. A display of another section that says what a quantity is may be a claim about what
it was: it is checked as such, and says what it is from there on. What was defined by way of the name before
has no definition any more behind the place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from derivcheck.formats.inferred.chains import EQUALITIES, Chain
from derivcheck.formats.inferred.defining import head_of, unmarked
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.meant import Meant
from derivcheck.formats.inferred.passing import ANY_QUANTITY, FUNCTIONS, Introduction, words_near
from derivcheck.formats.manuscripts.clauses import FORMULA, SENTENCE, word_set
from derivcheck.formats.manuscripts.manuscript import DISPLAY, Division, Formula, Part
from derivcheck.formats.manuscripts.prose import Around
from derivcheck.frozen import frozen
from derivcheck.notation import Head

__all__ = ["Renewal", "introductions", "meant_from", "renewals_in"]

#: Words directly before a definition that is to hold from there on, and, below, before one that follows its
#: use.
_ANEW = word_set("let set setting put take taking choose pick define redefine denote consider considering")
_FOR_FUNCTIONS = word_set("for if when suppose assume now example instance function functions instead")
_LATER = word_set("where with here")
#: Words of a sentence that says what follows, and of one that speaks of something else.
_CONCLUDING = word_set(
    """
    so thus hence therefore then get gets have has obtain obtains give gives yield yields follow follows imply
    implies find finds become becomes equal equals satisfies recall equivalently namely because since show
    shows simplifies reduces means know known
    """
)
_OTHER = word_set("instead another alternative alternatively")
_NUMBERED = word_set("second third")
_ARBITRARY = re.compile(
    r"\b(?:arbitrary|any|every|each|all|general|generic|another)\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE
)
_LET = re.compile(r"\b[Ll]et\s+(?:now\s+)?\Z")
_BE_ANY = re.compile(
    r"\s*(?:be|denotes?|stands?\s+for)\s+(?:now\s+|again\s+)?(?:an?|any|some|another|two|three|arbitrary)\b"
    r"(?!\s+(?:function|map)\s+of)|\s*(?:is|be|are)\s+(?:now\s+|again\s+)?arbitrary\b"
)
_BE = re.compile(r"\s*(?:both\s+|all\s+)?be\s+(?!the\b|as\b|its\b|this\b|that\b|equal|defined|given|\$)")
_NAMES = re.compile(
    r"\\?[A-Za-z]+(?:\s*,\s*\\?[A-Za-z]+)*(?P<set>\s*(?:\\(?:in|geq?|leq?|neq?)(?![A-Za-z])|[<>]).*)?",
    re.DOTALL,
)


@frozen
class Renewal:
    """From part number `at` of the document on, `chain` defines `name`, or nothing does.

    `in_doubt` says that the name may mean what it meant all the same.
    """

    at: int
    name: str
    chain: Chain | None
    in_doubt: bool = False


def renewals_in(
    chains: Sequence[Chain],
    parts: Sequence[Part],
    known: Knowledge,
    order: Mapping[int, int],
    introduced: Iterable[Introduction] = (),
) -> list[Renewal]:
    """Where the names that `known` defines are taken anew, in order; `order` gives the number of a part, and
    `introduced` is what words introduce in passing.

    What holds from the beginning is the first definition, or none where this function was introduced later.
    """
    equations = _Equations(chains, parts, known, order, introduced)
    found = [*equations.renewals(), *_words(parts, known, order)]
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
    doubtful: set[str] = set()
    for one in renewals:
        if one.at > start:
            stale |= {id(one.chain)} if one.chain is not None else set()
            continue
        lost = {one.name}
        for chain in (each for each in chains if order[id(each.sides[0].formula)] < one.at):
            if chain is not one.chain and not lost.isdisjoint(_names_in(chain, known)):
                stale.add(id(chain))
                lost |= {name for name, each in known.defining.items() if each.chain is chain}
        doubtful |= lost if one.in_doubt else set()
    later = {one.name for one in renewals if one.at > start}
    last = {one.name: one for one in renewals if one.at <= start}
    undefined = {name for name, one in last.items() if one.chain is None and name in later}
    sure = {name for name, one in last.items() if one.chain is not None and not one.in_doubt}
    return Meant(frozenset(stale), frozenset(undefined), frozenset(doubtful - sure))


def _names_in(chain: Chain, known: Knowledge) -> set[str]:
    """The names in a chain, but for the parameters of a function that it may define."""
    names = {unmarked(name) for side in chain.sides for name in known.sights.names(side)}
    head = head_of(chain, known.sights)
    return names - set(head.parameters) if head is not None and head.is_function else names


class _Equations:
    """One pass over a document: what defines its names, and what takes them anew."""

    def __init__(
        self,
        chains: Sequence[Chain],
        parts: Sequence[Part],
        known: Knowledge,
        order: Mapping[int, int],
        introduced: Iterable[Introduction],
    ) -> None:
        self.chains = sorted(chains, key=lambda one: order[id(one.sides[0].formula)])
        self.known = known
        self.order = order
        self.displays = [
            at for at, part in enumerate(parts) if isinstance(part, Formula) and part.kind == DISPLAY
        ]
        self.divisions = [(at, part) for at, part in enumerate(parts) if isinstance(part, Division)]
        self.introduced = defaultdict[str, list[Introduction]](list)
        for one in introduced:
            self.introduced[one.name].append(one)
        self.first = {id(one.chain): name for name, one in known.defining.items()}
        #: What defined each name last, and where; where it was used first.
        self.bodies: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.used: dict[str, int] = {}
        self.lapsed: set[str] = set()
        #: The names that stood in a display before one said that they are a number: `2 x = 4`, `x = 2`.
        self.found: set[str] = set()
        #: The words around what defines something, by its place.
        self.near: dict[int, frozenset[str]] = {}

    def renewals(self) -> Iterator[Renewal]:
        divisions = iter(self.divisions)
        division, following = None, next(divisions, None)
        for chain in self.chains:
            at = self.order[id(chain.sides[0].formula)]
            while following is not None and following[0] < at:
                if division is not None and division[1].is_statement:
                    yield from self._lapsed(division[0], following[0])
                else:
                    yield from self._found_before(following[0])
                division, following = following, next(divisions, None)
                yield from self._introduced(division[0], following[0] if following else len(self.order))
            yield from self._of_chain(chain, at, division[0] if division is not None else -1)
            for side in chain.sides if not chain.inline else ():
                for name in self.known.sights.names(side):
                    self.used.setdefault(unmarked(name), at)

    def _lapsed(self, start: int, stop: int) -> Iterator[Renewal]:
        """What a theorem or the like defined, which ends at part number `stop`."""
        for name in [name for name, at in self.places.items() if start <= at < stop]:
            self._forget(name)
            yield Renewal(stop, name, None)

    def _found_before(self, stop: int) -> Iterator[Renewal]:
        """The values that equations were solved for in the section that ends at part number `stop`."""
        for name in sorted(self.found & self.places.keys()):
            self._forget(name)
            yield Renewal(stop, name, None, in_doubt=True)
        self.found.clear()

    def _introduced(self, start: int, stop: int) -> Iterator[Renewal]:
        """What an earlier section speaks of, and words introduce in the one from `start` to `stop`."""
        for name, introduced in self.introduced.items():
            here = [one for one in introduced if start <= one.at < stop]
            before = [one.nouns for one in introduced if one.at < start]
            at = self.places.get(name)
            if at is not None and at < start and any(self._is_another(one, at, before) for one in here):
                self._forget(name)
                yield Renewal(start, name, None, in_doubt=True)
            elif at is None and before and any(_are_others(one.nouns, before) for one in here):
                yield Renewal(start, name, None, in_doubt=True)

    def _is_another(self, one: Introduction, place: int, before: Sequence[frozenset[str]]) -> bool:
        """Whether words introduce another thing than what was defined in part number `place`."""
        called = self.near[place].union(ANY_QUANTITY, *before)
        if self.known.defining[one.name].head.is_function:
            called |= FUNCTIONS
        return one.is_new or not one.nouns <= called

    def _forget(self, name: str) -> None:
        del self.bodies[name], self.places[name]
        self.lapsed.add(name)

    def _of_chain(self, chain: Chain, at: int, section: int) -> Iterator[Renewal]:
        first = self.first.get(id(chain))
        if first is not None:
            is_later = self.used.get(first, at) < section
            if is_later or (first in self.used and self._is_later_example(first, chain, at)):
                yield Renewal(-1, first, None)
                yield Renewal(section if is_later else at, first, chain)
            self._note(first, chain, at)
            return
        if chain.inline and len(chain.kinds) == 1 and _is_supposed(chain):
            yield from self._tied(chain, at, section)
        head = head_of(chain, self.known.sights)
        if head is None or head.name not in self.known.defining:
            return
        if self._is_new(chain, head, section):
            self._note(head.name, chain, at)
            if chain.inline and chain.sides[0].formula.around.last_word in _LATER:
                at = max((one for one in self.displays if section < one < at), default=at)
            yield Renewal(at, head.name, chain)
        elif self._may_be_new(chain, head, section):
            self._note(head.name, chain, at)
            yield Renewal(at + 1, head.name, chain, in_doubt=True)
        elif self._is_of_a_case(chain, head):
            self._forget(head.name)
            yield Renewal(at, head.name, None, in_doubt=True)

    def _tied(self, chain: Chain, at: int, section: int) -> Iterator[Renewal]:
        """Quantities of an earlier section that an equation ties to others, though they have a definition:
        `p + q = 1`.
        """
        first, *rest = (self.known.sights.names(side) for side in chain.sides)
        if EQUALITIES.isdisjoint(chain.kinds) or head_of(chain, self.known.sights) is not None:
            return
        for name in sorted(first.union(*rest) & self.places.keys()):
            if self.places[name] < section and not self.known.defining[name].head.is_function:
                self._forget(name)
                yield Renewal(at, name, None)

    def _note(self, name: str, chain: Chain, at: int) -> None:
        self.bodies[name], self.places[name] = _plain(chain.sides[1].text), at
        title = next((one.title for start, one in reversed(self.divisions) if start < at), "")
        self.near[at] = words_near(chain.sides[0].formula.around, title)
        is_number = not self.known.sights.names(chain.sides[1]) - {"pi", "e"}
        if is_number and self.used.get(name, at) < at:
            self.found.add(name)

    def _is_new(self, chain: Chain, head: Head, section: int) -> bool:
        """Whether a chain defines anew what has this head, in the section that begins at `section`."""
        name = head.name
        if name not in self.bodies:
            return name in self.lapsed
        body = _plain(chain.sides[1].text)
        if body == self.bodies[name] or body.replace(".", "").isdigit():
            return False
        if self.known.defining[name].head.is_function and not head.is_function:
            return False
        around = chain.sides[0].formula.around
        if _is_introduced(chain, is_function=head.is_function):
            return True
        if around.is_to_be_shown or not _CONCLUDING.isdisjoint(around.words):
            return False
        is_other = not _OTHER.isdisjoint(around.words)
        if not chain.inline:
            return is_other or (head.is_function and self.places[name] < section)
        is_other = is_other or not _NUMBERED.isdisjoint(around.words)
        return head.is_function or (is_other and not around.supposes_within)

    def _may_be_new(self, chain: Chain, head: Head, section: int) -> bool:
        """Whether a display says that a quantity of an earlier section is something: a claim about what it
        was, and from there on what it is.
        """
        body, around = _plain(chain.sides[1].text), chain.sides[0].formula.around
        if chain.inline or head.is_function or self.places.get(head.name, section) >= section:
            return False
        is_concluded = around.is_to_be_shown or not _CONCLUDING.isdisjoint(around.words)
        is_value = not self.known.sights.names(chain.sides[1])
        return not (is_concluded or is_value or body == self.bodies[head.name])

    def _is_of_a_case(self, chain: Chain, head: Head) -> bool:
        """Whether a sentence looks at the case that a quantity is something else: "for `$q = p^3$`"."""
        body, around = _plain(chain.sides[1].text), chain.sides[0].formula.around
        is_value = not self.known.sights.names(chain.sides[1])
        return (
            chain.inline and around.is_condition and not is_value and body != self.bodies.get(head.name, body)
        )

    def _is_later_example(self, name: str, chain: Chain, at: int) -> bool:
        """Whether a function was any one till it is defined: it stands in more than the last display."""
        last = max((each for each in self.displays if each < at), default=at)
        word = chain.sides[0].formula.around.last_word
        is_example = word in _FOR_FUNCTIONS or (word in _ANEW and self.used[name] < last)
        return self.known.defining[name].head.is_function and is_example


def _words(parts: Iterable[Part], known: Knowledge, order: Mapping[int, int]) -> Iterator[Renewal]:
    """Names of which words say that they are something else now: "Let `$x, y$` be real"."""
    places = {name: order[id(one.chain.sides[0].formula)] for name, one in known.defining.items()}
    for at, name in introductions(parts):
        if places.get(name, at) < at:
            yield Renewal(at, name, None)


def introductions(parts: Iterable[Part]) -> Iterator[tuple[int, str]]:
    """The names that words introduce as anything, each with the number of the part."""
    for at, part in enumerate(parts):
        if not isinstance(part, Formula) or part.kind == DISPLAY:
            continue
        listed = _NAMES.fullmatch(part.text.strip())
        if listed is None or not _is_any(
            part.around, in_set=(listed["set"] or "").lstrip().startswith(r"\in")
        ):
            continue
        text = part.text.strip().removesuffix(listed["set"] or "")
        yield from ((at, one.strip().removeprefix("\\")) for one in text.split(","))


def _is_any(around: Around, *, in_set: bool) -> bool:
    """Whether the words around a list of names say that they may be anything, and nothing else of them."""
    sentence = SENTENCE.split(FORMULA.sub(_without_text, around.before))[-1]
    if "=" in sentence:
        return False
    is_let = _LET.search(sentence) is not None and (in_set or _BE.match(around.behind) is not None)
    return is_let or _ARBITRARY.search(sentence) is not None or _BE_ANY.match(around.behind) is not None


def _are_others(nouns: frozenset[str], before: Iterable[frozenset[str]]) -> bool:
    """Whether words name something, and other words named something else before."""
    named = frozenset[str]().union(*before) - ANY_QUANTITY
    return bool(named and nouns - ANY_QUANTITY) and nouns.isdisjoint(named)


def _without_text(formula: re.Match[str]) -> str:
    return "$=$" if "=" in formula.group() else "$"


def _is_supposed(chain: Chain) -> bool:
    around = chain.sides[0].formula.around
    return around.supposes or around.is_beside or around.last_word == "here"


def _is_introduced(chain: Chain, *, is_function: bool) -> bool:
    """Whether words, or `:=`, say that a chain begins with a definition from there on."""
    if chain.kinds[0] == "defines":
        return True
    word = chain.sides[0].formula.around.last_word
    return word in _ANEW or word in _LATER or (is_function and word in _FOR_FUNCTIONS)


def _plain(text: str) -> str:
    return re.sub(r"\\[,;:! ]|[\s{}]|\\left|\\right|[.,;]$", "", text)
