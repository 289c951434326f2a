r"""What the text says that its letters are: "let `$A$` be a matrix", `z \in \mathbb{C}`, "an integer `$k$`".

A name that nothing declares is a real number for us. Where the text says otherwise it is not: a vector, a
matrix or an operator is no number, and what is proved of real numbers may be false of complex ones. Where a
document says several things of a name the widest counts, for it may be meant in several ways: a name is a
whole number where nothing else is said of it.

What is looked for stands close to the name: the set behind `\in`, `= 0, 1, 2, \dots`, the words "be a matrix"
behind a list of names, and "the matrix" or "complex numbers" directly before one. Words that are far away say
nothing, so this makes less mistakes than it misses; a declaration is what makes sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType

from derivcheck.errors import ReadError
from derivcheck.formats.inferred.passing import Introduction
from derivcheck.formats.inferred.sightings import with_scripts
from derivcheck.formats.manuscripts.clauses import FORMULA, SENTENCE
from derivcheck.formats.manuscripts.manuscript import INLINE, Formula
from derivcheck.frozen import NOTHING, frozen
from derivcheck.model import Domain
from derivcheck.notation.latex import Macros
from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER, Source
from derivcheck.notation.latex.tables import IN
from derivcheck.notation.latex.words import Words, words_of

__all__ = ["Kind", "Named", "Saying", "kinds_by", "sayings_in", "whole_anew"]

_MEMBER = "lies in a set that is not one of numbers"
#: What tells a set from something that is set to a value.
_WHICH = "(?:an?|the|two|three|finite|infinite|open|closed|compact|disjoint|nonempty|non-empty|arbitrary)"
#: What is no number, with the words by which a message calls it.
_NO_NUMBERS = {
    "matri(?:x|ces)": "is a matrix",
    "vectors?": "is a vector",
    "tensors?": "is a tensor",
    "operators?": "is an operator",
    "quaternions?": "is a quaternion",
    "spinors?": "is a spinor",
    "permutations?": "is a permutation",
    "(?:linear|bilinear)\\s+(?:maps?|mappings?|forms?|functionals?)": "is a map",
    f"{_WHICH}\\s+(?:sub)?sets?": "is a set",
    r"elements?\s+of\s+(?:an?|the|some)\s+(?:\w+\s+){0,2}(?:ring|group|algebra|field|module)": _MEMBER,
}
_THINGS = "(?:numbers?|variables?|scalars?|parameters?|constants?)"
_NUMBERS = {
    rf"complex(?:-valued)?\s+{_THINGS}": Domain.COMPLEX,
    rf"(?:real|positive|negative|rational)(?:-valued)?\s+{_THINGS}": Domain.REAL,
    r"positive\s+integers?": Domain.POSITIVE_INTEGER,
    r"natural\s+numbers?": Domain.NONNEGATIVE_INTEGER,
    r"integers?|whole\s+numbers?": Domain.INTEGER,
}
_KINDS: Mapping[str, Domain | str] = MappingProxyType({**_NO_NUMBERS, **_NUMBERS})
_ALONE: Mapping[str, Domain] = MappingProxyType(
    {r"complex(?:-valued)?": Domain.COMPLEX, r"real(?:-valued)?": Domain.REAL}
)
#: Directly before a name. What is counted is not what it is: "the number of vectors `$n$`".
_BEFORE = r"(?<!number\sof\s)(?<!non-)(?<!non)\b(?:{})\s+\Z"
#: Several of them before a list of names, of which this is not the first; nor may a clause begin with it.
_LISTED = r"(?<!number\sof\s)(?<!non-)(?<!non)\b(?:{})(?<=s)\s+\$(?:\s*,?\s*\$)*\s*,?\s*(?:and|or)?\s*\Z"
_NEW_CLAUSE = re.compile(r"\s*(?:is|denotes|has|represents|was)\b")
#: Behind a list of names: "and `$B$` be two real matrices"; no other thing may come in between or behind.
_BEHIND = (
    r"\s*(?:,?\s*(?:and|or|,)\s*\$)*\s*,?\s*(?:be|is|are|being|denotes?|denoting|represents?)\s+"
    r"(?:(?!(?:of|for|by|in|on|from|not|no|to|that|than|with)\b)[\w$-]+\s+){{0,5}}?(?:{})\b(?!-)"
    r"(?!\s+(?!(?:with|and|or|of|in|over|such|whose|where|that|which|for|on|having|satisfying|then|we|let|is|are|so|"
    r"if|to|from|at|by|as|but|while|when)\b)[a-z])"
)


def _patterns(form: str, *rows: Mapping[str, Domain | str] | Mapping[str, Domain]) -> tuple[_Pattern, ...]:
    return tuple(
        (re.compile(form.format(words), re.IGNORECASE), kind) for row in rows for words, kind in row.items()
    )


_Pattern = tuple[re.Pattern[str], Domain | str]
_ALL_BEFORE = _patterns(_BEFORE, _KINDS, _ALONE)
_ALL_LISTED = _patterns(_LISTED, _KINDS)
_ALL_BEHIND = _patterns(_BEHIND, _KINDS, _ALONE)
#: A sentence that speaks of a case says nothing of the rest of the document.
_CASE = re.compile(r"\b(?:if|when|whenever|unless|whether|otherwise|case)\b", re.IGNORECASE)
#: Sets of numbers.
_SETS: Mapping[str, Domain] = MappingProxyType(
    {
        "R": Domain.REAL,
        "Q": Domain.REAL,
        "C": Domain.COMPLEX,
        "Z": Domain.INTEGER,
        "N": Domain.NONNEGATIVE_INTEGER,
    }
)
#: What may stand below or above such a set, whose members are numbers still.
_SIGNS = frozenset({"+", "-", "*", "0", r"\geq", ">", "<", r"\leq", r"\ast"})
#: Behind such a set, it is only a part of another one.
_GOES_ON = frozenset({"/", r"\times", "[", "("})
_WIDEST_FIRST = (
    Domain.COMPLEX,
    Domain.REAL,
    Domain.INTEGER,
    Domain.NONNEGATIVE_INTEGER,
    Domain.POSITIVE_INTEGER,
)
#: What a formula has to hold that says what a name is.
_SAYING = re.compile(r"\\in(?![A-Za-z])|,\s*(?:\\[lc]?dots|\.\.\.)")
#: A list of names inside of a sentence is not longer.
_LONGEST_LIST = 60


@frozen
class Kind:
    """What a text says of a name: the domain of its values or entries, and what it is if it is no number."""

    domain: Domain = Domain.REAL
    thing: str = ""


#: A name, and whether what is said is said of the members of its family.
Named = tuple[str, bool]


#: A part of a document, by its number, says of a name what it is.
Saying = tuple[int, Named, Domain | str]


def sayings_in(formulas: Iterable[tuple[int, Formula, Macros]]) -> list[Saying]:
    r"""What a document says of its names, and of the members of families, as in `x_i \in \mathbb{R}^d`."""
    return [(at, *said) for at, formula, macros in formulas for said in _said(formula, macros)]


def kinds_by(sayings: Iterable[Saying], anew: Mapping[str, int] = NOTHING) -> dict[Named, Kind]:
    """What names are by all that is said of them. Whole numbers are those names that are introduced `anew` in
    a part of the document only by what is said from there on.
    """
    found: dict[Named, set[Domain | str]] = {}
    for at, named, kind in sayings:
        is_old = isinstance(kind, Domain) and kind.is_whole and at < anew.get(named[0], at)
        found.setdefault(named, set()).add(Domain.REAL if is_old else kind)
    return {named: _widest(kinds) for named, kinds in found.items()}


def whole_anew(
    sayings: Sequence[Saying], introduced: Iterable[Introduction], sections: Sequence[int]
) -> list[tuple[int, str]]:
    """Where sections begin that introduce what an earlier one said to be a whole number, and do not count."""
    first: dict[str, int] = {}
    for at, (name, _), kind in sayings:
        if isinstance(kind, Domain) and kind.is_whole:
            first.setdefault(name, at)
    found = dict.fromkeys(
        (max((start for start in sections if start < one.at), default=0), one.name)
        for one in introduced
        if one.at > first.get(one.name, one.at) and not one.is_count
    )
    return sorted((start, name) for start, name in found if start > first[name])


def _widest(kinds: set[Domain | str]) -> Kind:
    things = sorted(kind for kind in kinds if isinstance(kind, str))
    domain = next((domain for domain in _WIDEST_FIRST if domain in kinds), Domain.REAL)
    return Kind(domain, things[0] if things else "")


def _said(formula: Formula, macros: Macros) -> Iterator[tuple[Named, Domain | str]]:
    is_short = formula.kind == INLINE and len(formula.text) <= _LONGEST_LIST
    around = _kinds_around(formula) if is_short else ()
    if not around and _SAYING.search(formula.text) is None:
        return
    try:
        words = words_of(Source(formula.text, formula.places), macros, lenient=True)
    except ReadError:
        return
    for at, word in enumerate(words.words):
        behind = _BEHIND_SIGNS.get(word.text)
        kinds = behind(words, at + 1) if behind is not None else ()
        if kinds:
            names = (_names(words, start, at) for start in _beginnings(words, at))
            yield from product(next(filter(None, names), ()), kinds)
    if around:
        yield from product(_names(words, 0, len(words.words) - 1), around)


def _names(words: Words, start: int, stop: int) -> tuple[Named, ...]:
    r"""The names that stand between two places, with commas; none where anything else stands there.

    `x_1, \dots, x_n` are the members of a family.
    """
    tokens, found, at, goes_on = words.words, list[Named](), start, False
    while at < stop:
        if tokens[at].text in (",", r"\dots"):
            goes_on = goes_on or tokens[at].text == r"\dots"
            at += 1
            continue
        if tokens[at].kind not in (LETTER, NAME):
            return ()
        name, below, _, at, is_power = with_scripts(words, at)
        if is_power or at > stop or "" in below:
            return ()
        is_family = bool(below) and (goes_on or any(not atom.isdigit() for atom in below))
        found.append((name if is_family else "_".join((name, *below)), is_family))
    return tuple(found)


def _beginnings(words: Words, at: int) -> list[int]:
    """Where the list of names may begin that ends before the word number `at`, the longest list first."""
    opened = {close: start for start, close in words.partner.items()}
    found: list[int] = []
    while at > 0:
        before = opened.get(at - 1, at - 1)
        token = words.words[before]
        is_script = before < at - 1 and words.words[before - 1].text in ("_", "^")
        is_name = token.kind in (LETTER, NAME, NUMBER) or token.text in (",", r"\dots", "_", "^", "*")
        if not (is_script or (before == at - 1 and is_name)):
            break
        if token.text == ",":
            found.append(at)
        at = before
    return [at, *reversed(found)]


def _counted(words: Words, at: int) -> tuple[Domain | str, ...]:
    r"""What counts on without an end from the number at `at`: `n = 0, 1, 2, \dots`."""
    tokens, first = words.words, words.words[at]
    numbers = 0
    while tokens[at].kind == NUMBER and tokens[at + 1].text == ",":
        at, numbers = at + 2, numbers + 1
    is_endless = numbers and tokens[at].text == r"\dots" and tokens[at + 1].text in ("", ".", ";", ")")
    if not is_endless or not first.text.isdigit():
        return ()
    return (Domain.NONNEGATIVE_INTEGER if first.text == "0" else Domain.POSITIVE_INTEGER,)


def _members_of(words: Words, at: int) -> tuple[Domain | str, ...]:
    r"""What the members are of the set that stands here: `\mathbb{R}`, `\mathbb{R}^n`, `\mathbb{F}_2`."""
    tokens = words.words
    letter, _, style = tokens[at].text.partition("_")
    if style != "bb":
        return ()
    domain: Domain | None = _SETS.get(letter)
    at += 1
    while tokens[at].text in ("_", "^"):
        start, stop = words.group(at + 1)
        if not {word.text for word in tokens[start:stop]} <= _SIGNS:
            return (_MEMBER,) if domain is None else (_MEMBER, domain)
        at = stop + (tokens[at + 1].text == "{")
    return (_MEMBER,) if domain is None or tokens[at].text in _GOES_ON else (domain,)


#: What stands behind a sign, and says of what stands before it what it is.
_BEHIND_SIGNS = MappingProxyType({IN: _members_of, "=": _counted})


def _kinds_around(formula: Formula) -> tuple[Domain | str, ...]:
    """What the words of its sentence say of the names that a formula lists."""
    sentence = SENTENCE.split(FORMULA.sub("$", formula.around.before))[-1]
    behind = SENTENCE.split(FORMULA.sub("$", formula.around.behind))[0]
    before = _ALL_BEFORE if _NEW_CLAUSE.match(behind) else (*_ALL_BEFORE, *_ALL_LISTED)
    kind = next((kind for pattern, kind in before if pattern.search(sentence)), None) or next(
        (kind for pattern, kind in _ALL_BEHIND if pattern.match(behind)), None
    )
    is_narrow = isinstance(kind, Domain) and kind.is_whole and _CASE.search(sentence) is not None
    return () if kind is None or is_narrow else (kind,)
