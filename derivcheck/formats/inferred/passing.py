r"""Letters that a text introduces in passing: "with friction coefficient `$\mu$`", "where `$a$` is the mass".

The noun directly before a letter, or behind "is the", says what the letter stands for. In another section
than the definition of the letter it is mostly another thing then: "a matrix `$A$`" always, and "the mass
`$m$`" where nothing near the definition speaks of a mass. So such a letter has no meaning there any more,
for all of the section; who has to do with the mean of section 1 still, and calls it "the mean `$\mu$`" as it
was called there, keeps it.

This knows words only and no grammar: a verb that is taken for a noun costs a definition, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from derivcheck.errors import Place, ReadError
from derivcheck.formats.manuscripts.clauses import FORMULA, SENTENCE, word_set
from derivcheck.formats.manuscripts.manuscript import INLINE, Formula
from derivcheck.formats.manuscripts.prose import Around
from derivcheck.frozen import frozen
from derivcheck.notation.latex import Macros, read_head

__all__ = ["ANY_QUANTITY", "FUNCTIONS", "Introduction", "passing", "words_near"]

#: Words before a noun of which nothing was said before, or may have been, or was.
_INDEFINITE = word_set("a an another some any each every all no new different arbitrary certain two three")
_DEFINITE = word_set("the")
_POINTING = word_set("this these that those same above its our their his her whose said original previous")
#: Before a noun without such a word: "of mass", "with speed".
_PREPOSITIONS = word_set(
    "with of has have having given at by for under between carrying where if let and or is are be denote"
)
#: What stands before a noun without an article in a list.
_BETWEEN = frozenset({",", "(", "\0"})
#: What is no noun, and what ends the words that belong to it.
_NO_NOUNS = word_set(
    """
    to from in on into onto over than as via per upon within without through until till about
    against along that which who when while because since so thus hence therefore then but not only
    also both either neither i we you one it they there here now next first second third last other
    remaining again still just even let's was were been being do does did done can could may might
    must shall should will would such e g i.e see get gets got obtain obtains give gives gave yield
    yields follow follows find finds found had make makes compute computes consider considers
    minimize minimizes maximize maximizes minimise minimises maximise differentiate differentiates
    integrate integrates expand expands plug insert inserts take takes solve solves evaluate
    evaluates calculate recall recalls calls called substitute multiply multiplies divide divides
    add adds subtract subtracts replace replaces uses used using suppose assume assumes write writes
    written rewrite define defines defined fix choose chooses pick simplify simplifies verify shows
    prove proves determine determines apply applies iterate treat keep keeps interpret contains
    contain involves involve depends depend equals equal becomes become denoted denotes denoting
    requires require satisfies satisfy implies imply needs know known holds hold eq equation
    equations section chapter cases theorem lemma respect relative due according proportional
    """
)
#: What may be one behind an article alone.
_VERBS = word_set(
    "factor set sets estimate estimates step note use view check show call update updates means like order"
    " case figure table course change"
)
#: "The value `$S$`" is what `S` was before; "the function `$f$`" is, too, where `f` is one.
ANY_QUANTITY = word_set(
    "value quantity expression number symbol letter term variable result formula unknown estimate solution"
)
#: What is a whole number.
_COUNTING = word_set("number integer natural size count order degree dimension multiplicity")
FUNCTIONS = word_set("function map mapping curve polynomial")
_WEAK = word_set("corresponding resulting given whole actual respective so-called usual well-known full")
_BACK = re.compile(r"\b(?:again|as\s+(?:above|before)|above|still|earlier|previous(?:ly)?)\b")

_CLEAN = re.compile(r"\\(?:emph|textbf|textit|text|mbox|item|noindent|par)\b\s*|\\[ ,;]|[{}*_~\"`]")
_WORDS = re.compile(r"[A-Za-z][A-Za-z'-]*|\0|[.,;:()!?|]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_MARK = "\0"
#: The end of a list of letters, of which the next one is not the first.
_LISTED = re.compile(r"\0\s*(?:,|\band\b|\bor\b|,\s*and\b)\s*\Z")
_BULLET = re.compile(r"(?:(?:^|\n)[ \t]*(?:[-*+]|\d+[.)])|\\item\s*\[?)[ \t]*\Z")
#: `$m$: mass`, `$m$ -- the mass`, in a list.
_GLOSS = re.compile(r"\s*(?:[]:=—–(]|-{1,3})\s*(?:(?P<article>an?|the|its|our)\s)?\s*(?P<noun>[a-z][\w -]*)")
#: What says of a letter what it is, behind it.
_IS = re.compile(
    r"\s*(?:and\s+|,\s*|\0)*(?P<verb>is|are|be|being|denotes?|represents?|stands?\s+for|means|as|to\s+be)?\s*"
    r"(?:now\s+)?(?P<article>an?|the|our|its|some|any|two)\s+(?P<noun>[a-z][a-z -]*)"
)
_DENOTING = ("be", "being", "denote", "represent", "stand", "means", "as", "to")
_LEADS = word_set("where here with let if suppose assume denote call wherein")
_DIRECTLY = word_set("where with and by call ,")
_CONCLUDES = word_set("so thus hence therefore since because then consequently")
_NAMED = re.compile(
    r"\b(?:denot\w+|labell?\w*|named?|called|call\s+(?:it|them|this))\s*(?:(?:[^.;:]{0,60}\s)?(?:by|as)\s*)?\Z"
)
_QUANTIFIED = re.compile(r"\b(?:exists?|some|any|every|each|all|fix|let|choose|pick)\s+(?:an?\s+)?\Z")
#: What does not belong to a noun any more.
_FURTHER = re.compile(
    r"\s+(?:of|that|which|in|for|with|at|from|by|to|on|and|we|so|then|is|are|whose|where|per)\b.*"
)
_RELATED = re.compile(r"\s*(?:\\(?:in|geq?|leq?|neq?|ll|gg|sim|subset(?:eq)?)(?![A-Za-z])|[<>]).*", re.DOTALL)
#: Where a section begins.
_HEADING = re.compile(r"\n[ \t]*#|\\(?:part|chapter|(?:sub)*section|paragraph|begin)(?![A-Za-z])")
_INDICES = frozenset("ijklmnt")
_LONGEST = 60


@frozen
class Introduction:
    """Part number `at` of a document introduces `name`, as something that the `nouns` name.

    It `is_new` whatever was said before, or else may be what had this name.
    """

    at: int
    name: str
    nouns: frozenset[str]
    is_new: bool

    @property
    def is_count(self) -> bool:
        """Whether it may be a whole number for all that is said of it: "a sample of size `$n$`"."""
        return not self.nouns or not _COUNTING.isdisjoint(self.nouns)


def passing(formulas: Iterable[tuple[int, Formula, Macros]]) -> Iterator[Introduction]:
    """The letters that words introduce, with the numbers of the parts in which they do."""
    for at, formula, macros in formulas:
        if formula.kind != INLINE or len(formula.text) > _LONGEST:
            continue
        is_related = _RELATED.search(formula.text) is not None
        said = _said_of(formula.around, is_related=is_related)
        if said is not None:
            yield from (Introduction(at, name, *said) for name in _names(formula.text, macros))


def words_near(around: Around, title: str = "") -> frozenset[str]:
    r"""The words around a formula in its section, which has this `title`, in the singular.

    >>> sorted(words_near(Around("The sample means are", "\n# Next")))
    ['are', 'mean', 'sample', 'the']
    """
    before = _HEADING.split(FORMULA.sub(" ", around.before))[-1]
    text = title + " " + before + " " + _HEADING.split(FORMULA.sub(" ", around.behind))[0]
    return frozenset(_singular(word.lower()) for word in _WORD.findall(text))


def _names(text: str, macros: Macros) -> list[str]:
    r"""The names in a list such as `a, b_i` or `x, y > 0`; none where anything else stands there.

    What `x_i` introduces, is `x`, or a name with a letter in it as `v_x` is.
    """
    found = []
    for one in _RELATED.sub("", text.strip()).rstrip(".,;").split(","):
        if one.strip() in (r"\dots", r"\ldots"):
            continue
        try:
            head = read_head(one, Place("<name>"), macros=macros)
        except ReadError:
            return []
        below = () if head.is_function else head.parameters
        found += [head.name] if _INDICES.issuperset(below) else []
        found += ["_".join((head.name, *below))] if below else []
    return found


_Said = tuple[frozenset[str], bool]


def _said_of(around: Around, *, is_related: bool) -> _Said | None:
    """The nouns that the words around a letter use of it, and whether it is something new."""
    sentence = SENTENCE.split(_CLEAN.sub(" ", FORMULA.sub(_MARK, around.before)))[-1].lower()
    behind = _CLEAN.sub(" ", FORMULA.sub(_MARK, around.behind)).lower()
    gloss = _GLOSS.match(behind) if _BULLET.search(around.before) else None
    behind = SENTENCE.split(behind)[0]
    goes_back = _BACK.search(behind) is not None
    if _QUANTIFIED.search(sentence):
        return frozenset(), True
    if _NAMED.search(sentence):
        return frozenset(), not goes_back
    if gloss is not None:
        return _nouns(gloss["noun"]), gloss["article"] not in ("the", "its", "our") and not goes_back
    words = _WORDS.findall(sentence)
    found = _predicate(words, behind) if not goes_back else None
    return found or (None if is_related else _apposition(sentence))


def _predicate(words: list[str], behind: str) -> _Said | None:
    """What stands behind a letter: "where `$a$` is the acceleration", "with `$a$` the acceleration"."""
    found = _IS.match(behind)
    if found is None:
        return None
    verb, article = found["verb"] or "", found["article"]
    leads = not _LEADS.isdisjoint(words)
    if not verb:
        is_said = leads and not _DIRECTLY.isdisjoint(words[-1:])
    else:
        is_said = leads or verb.startswith(_DENOTING) or (article == "the" and _CONCLUDES.isdisjoint(words))
    return (_nouns(found["noun"]), article in _INDEFINITE) if is_said else None


def _apposition(sentence: str) -> _Said | None:
    r"""What stands before a letter: "the friction coefficient `$\mu$`", "a body of mass `$m$`"."""
    while _LISTED.search(sentence):
        sentence = _LISTED.sub("", sentence)
    words = _WORDS.findall(sentence)
    start = len(words)
    while start and _may_be_noun(words[start - 1]):
        start -= 1
    nouns, before = words[start:], words[start - 1] if start else ""
    has_article = before in _INDEFINITE | _DEFINITE
    if not nouns or (_is_doubtful(nouns[-1], before) and not has_article):
        return None
    if has_article or before in _PREPOSITIONS | _BETWEEN:
        return _nouns(" ".join(nouns)), before not in _DEFINITE
    return None


def _may_be_noun(word: str) -> bool:
    others = _INDEFINITE | _DEFINITE | _POINTING | _PREPOSITIONS | _NO_NOUNS
    return _WORD.fullmatch(word) is not None and word not in others


def _is_doubtful(word: str, before: str) -> bool:
    """Whether a word may be a verb where no article stands before it: "by squaring", but "with spacing"."""
    return word in _VERBS or word.endswith("ly") or (word.endswith("ing") and before != "with")


def _nouns(text: str) -> frozenset[str]:
    words = _FURTHER.sub("", text.strip()).split()
    return frozenset(_singular(word) for word in words) - _WEAK


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
