r"""The words of one text with their brackets matched, once for the whole text.

So the reader can look at the bounds below a sum, or at the differential behind an integral, before it
reads what stands between, and still reads every word once.
"""

from __future__ import annotations

from derivcheck.errors import Place, ReadError
from derivcheck.frozen import frozen
from derivcheck.notation.latex.brackets import CLOSED, CLOSERS, CLOSING, OPENED
from derivcheck.notation.latex.layout import MOST_BRACKETS, layout
from derivcheck.notation.latex.lexer import COMMAND, END, TEXT, Source, Token
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.opaque import folded
from derivcheck.notation.latex.tables import IN, RELATIONS
from derivcheck.notation.latex.valued import ENDS, is_valued

__all__ = [
    "BREAKS", "Words", "closes", "fold", "followers", "goes_on", "opens", "shown", "words_of",
]  # fmt: skip

_JOINING = frozenset({r"\land", r"\lor", r"\lnot"})
_SHOWN = {
    "|(": r"\left|", "|)": r"\right|", "begin cases": r"\begin{cases}", "end cases": r"\end{cases}",
    OPENED: r"\left.", CLOSED: r"\right|",
}  # fmt: skip
#: what may stand before or after a line break inside an expression
_BETWEEN = frozenset(
    {"+", "-", r"\cdot", r"\times", "*", "/", "^", "_", ",", *CLOSING, *RELATIONS, *_JOINING}
)
_BEFORE = frozenset({"", "+", "-", r"\cdot", r"\times", "*", "/", ",", *CLOSERS, *RELATIONS, *_JOINING})


@frozen
class Words:
    """The words of a text; by position of an opening bracket, its partner, its commas, and whether a
    relation stands directly in it; by name the places where it stands, once they are asked for; where bars
    and closing brackets stand with something below or above them.
    """

    source: Source
    words: list[Token]
    partner: dict[int, int]
    commas: dict[int, list[int]]
    related: set[int]
    places: dict[str, list[int]]
    based: set[int]

    @property
    def holds_values(self) -> bool:
        """Whether something is taken at a point or between two ends."""
        return any(is_valued(self.words, at) for at in self.based)

    def error(self, token: Token, expected: str, found: str, hint: str = "") -> ReadError:
        """A complaint about `token`."""
        return self.source.error(token.start, expected, found, hint)

    def where(self, token: Token) -> Place:
        """The place of `token`."""
        return self.source.where(token.start)

    def group(self, at: int) -> tuple[int, int]:
        """The words of the group in braces, or of the one word, at `at`; none at the end."""
        word = self.words[at]
        return (at + 1, self.partner[at]) if word.text == "{" else (at, at + (word.kind != END))

    def behind(self, at: int) -> int:
        """The position behind the group in braces, or the one word, at `at`; the end at the end."""
        return self.group(at)[1] + (self.words[at].text == "{")


def shown(token: Token) -> str:
    """`token` as an error quotes it."""
    if token.kind == END:
        return "the end of the text"
    if token.kind == COMMAND:
        return token.text
    return repr(_SHOWN.get(token.text, token.text))


def words_of(source: Source, macros: Macros, *, lenient: bool = False) -> Words:
    """The words of `source`; rows and columns outside of `cases` and `substack` are gone.

    `lenient` lets several formulas stand in the text, which no reader but that of names may do. Raises
    `ReadError` for brackets that do not match and for text nested too deeply.
    """
    words = layout(source, macros)
    words = [word for word in words if word.text not in BREAKS] if lenient else _joined(words, source)
    return fold(_matched(source, words), macros)


def fold(words: Words, macros: Macros) -> Words:
    """`words`, which were read with the same macros, with what the document says is to be folded."""
    opaque = macros.opaque
    if not opaque.changes_words:
        return words
    made = folded(words, opaque)
    return words if made == words.words else _matched(words.source, made)


def _matched(source: Source, words: list[Token]) -> Words:
    found = Words(source, words, {}, {}, set(), {}, set())
    _match(found)
    return found


def _joined(words: list[Token], source: Source) -> list[Token]:
    """`words` without the breaks between the rows of a display, and without wide blanks.

    An operator says how a formula goes on after them; without one they stand between two formulas.
    """
    if not any(word.text in BREAKS for word in words):
        return words
    kept: list[Token] = []
    after = followers(words)
    depth = 0  # of cases, and of braces inside a substack
    for at, word in enumerate(words):
        if opens(word) or (word.text == "{" and (depth or words[at - 1].text == r"\substack")):
            depth += 1
        elif depth and (closes(word) or word.text == "}"):
            depth -= 1
        if word.text not in BREAKS or (depth and word.text != r"\quad"):
            kept.append(word)
        elif not depth and kept and not goes_on(kept[-1], after[at]):
            hint = "two formulas side by side or one below the other are read one by one"
            expected = f"an operator at the {_BREAK_NAMES[word.text]}"
            raise source.error(word.start, expected, shown(after[at]), hint)
    return kept


def followers(words: list[Token]) -> list[Token]:
    """For each word the next one that is no break; for the last, that itself."""
    found, following = [words[-1]], words[-1]
    for word in reversed(words[1:]):
        if word.text not in BREAKS:
            following = word
        found.append(following)
    return found[::-1] if len(words) > 1 else found


def opens(word: Token) -> bool:
    r"""Whether an environment with rows of its own begins, be it a known one or a matrix."""
    return word.text == "begin cases" or word.text.startswith(r"\begin{")


def closes(word: Token) -> bool:
    """Whether an environment with rows of its own ends."""
    return word.text == "end cases" or word.text.startswith(r"\end{")


#: what stands between the rows and columns of a display
BREAKS = frozenset({"&", r"\\", r"\quad"})
_BREAK_NAMES = {r"\\": "line break", r"\quad": "wide blank", "&": "'&'"}


def goes_on(before: Token, following: Token) -> bool:
    """Whether a formula goes on after a break between these two words."""
    if TEXT in (before.kind, following.kind):
        return True
    return following.text in _BEFORE or before.text in _BETWEEN


def _match(found: Words) -> None:
    opened: list[int] = []
    for position, token in enumerate(found.words):
        word = token.text
        if word in ("_", "^") and position and found.words[position - 1].text in ENDS:
            found.based.add(position - 1)
        if word in CLOSING and token.kind != END:
            opened.append(position)
            found.commas[position] = []
            if len(opened) > MOST_BRACKETS:
                hint = "name a part of it in definitions"
                raise found.error(token, f"at most {MOST_BRACKETS} nested brackets", "one more", hint)
        elif word == "," and opened:
            found.commas[opened[-1]].append(position)
        elif (word in RELATIONS or word in _JOINING) and opened:
            found.related.add(opened[-1])
        elif word in CLOSERS:
            _close(found, opened, position, token)
    if opened:
        begin = found.words[opened[-1]]
        closing = CLOSING[begin.text]
        expected = (
            f"a {_SHOWN.get(closing, closing)!r} that closes this {_SHOWN.get(begin.text, begin.text)!r}"
        )
        raise found.error(begin, expected, "the end of the text")


def _close(found: Words, opened: list[int], position: int, token: Token) -> None:
    if not opened:
        raise found.error(token, "an opening bracket before it", shown(token))
    begin = found.words[opened[-1]]
    if CLOSING[begin.text] != token.text and not _is_half_open(found, opened[-1], token):
        closing = CLOSING[begin.text]
        hint = f"the {_SHOWN.get(begin.text, begin.text)!r} that is open here stands before it"
        raise found.error(token, repr(_SHOWN.get(closing, closing)), shown(token), hint)
    start = opened.pop()
    found.partner[start] = position
    if begin.text == "(" and start in found.related and opened and found.words[opened[-1]].text == "(":
        found.related.add(opened[-1])


def _is_half_open(found: Words, opened: int, token: Token) -> bool:
    r"""Whether brackets of two kinds hold an interval: `x \in [0, 1)`."""
    is_set = opened > 0 and found.words[opened - 1].text == IN
    return is_set and found.words[opened].text in ("(", "[") and token.text in (")", "]")
