r"""Applications of names that are not ours to interpret: `\mathrm{E}(X)`, `p(x|y)`.

A bracket behind a name is an application for sure where it holds what no product can (`|`, `;`, a comma, a
relation), and behind an upright word. Behind a letter it may be a product; whoever knows the whole document
says of which letters it is none. The value is a number, unless a vector or a matrix stands in the bracket: of
these a function may make another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from derivcheck.frozen import NOTHING, frozen
from derivcheck.notation.latex.function_names import FUNCTIONS
from derivcheck.notation.latex.lexer import COMMAND, LETTER, NAME, NUMBER, PRIMES, SIGN, Token
from derivcheck.notation.latex.quantities import TRANSPOSED
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.terms.latex_names import LETTERS, STYLES

if TYPE_CHECKING:
    from derivcheck.notation.latex.words import Words

__all__ = [
    "DIFFERENTIALS", "OPEN", "Opaque", "Span", "Unknown", "about_vectors", "application", "head_at",
    "is_certain", "is_plain", "is_vector", "unknown",
]  # fmt: skip

#: What stands before the variable of a derivative, behind which a bracket is what is differentiated.
DIFFERENTIALS = frozenset({"d", r"\mathrm{d}", r"\partial"})
#: What stands in the bracket of an application, and never in that of a factor.
_CLUES = frozenset({"|", ";", ",", r"\mid", r"\vert", ":", r"\cap", r"\cup", r"\|", r"\parallel"})
_CERTAIN = _CLUES | RELATIONS.keys()
OPEN = frozenset({"(", "["})
#: Signs of one meaning.
_SAME = MappingProxyType({r"\mid": "|", r"\vert": "|", r"\colon": ":"})
_NESTING = {"(": 1, "[": 1, "{": 1, r"\{": 1, ")": -1, "]": -1, "}": -1, r"\}": -1}
#: Words whose value is no number, or which say how large something is and not what it is.
_NO_NUMBERS = frozenset(
    ("tr", "trace", "det", "rank", "diag", "vec", "argmax", "argmin", "O", "o", "span", "dim", "mod")
)
#: Heads with a number as their value whatever stands in the bracket; of others a vector may be a vector.
_NUMBERS = frozenset(("p", "q", "P", "Pr", "P_bb", "KL", "H", "N_cal", "L_cal", "LL", "MLL", "LME"))
#: Words that say that what they are applied to is taken apart entry by entry, and may be a vector.
_MEANS = frozenset(("E", "E_bb", "Var", "Cov", "var", "cov", "V_bb", "Corr", "corr", "M", "m"))
#: Words that are operators whatever else stands in the document.
_OPERATORS = _MEANS - {"M", "m"} | {"Pr", "P", "KL", "H"}
#: Letters that stand before a name in brackets as functions only, also where they are numbers elsewhere.
_DENSITIES = frozenset("fghpqFGHPQ")
_BLACKBOARD = frozenset({"E_bb", "P_bb", "V_bb"})

Span = tuple[int, int]
Spans = Callable[[int], Span | None]
"""From a position to what begins there, and where that ends."""


def _no_span(_at: int) -> None:
    return None


@frozen
class Opaque:
    """What is folded in a document.

    `heads` are letters that are applied wherever a bracket follows, `bare` names that also stand without
    one, `known` those with a meaning of their own, `indices` the letters of indices, `vectors` the names of
    what may be no number, `numbers` those of what is one for sure, `raised` letters with indices in brackets
    above them. `names` gives each spelling its name, and `shapes` each name with so many indices its own.
    """

    heads: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    indices: frozenset[str] = frozenset()
    vectors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    names: Mapping[tuple[str, ...], str] = NOTHING
    shapes: Mapping[tuple[str, int], str] = NOTHING

    @property
    def changes_words(self) -> bool:
        """Whether anything is folded, or called by another name."""
        return bool(self.names or self.shapes or self.raised)


@frozen
class Unknown:
    """The words from `start` to `stop` as one unknown: its spelling, its indices, the names in it.

    `is_number` says that its value is a number for sure; `head` is the name that is applied, or the one that
    is differentiated, and "" for a number that is made from vectors.
    """

    start: int
    stop: int
    spelling: tuple[str, ...]
    indices: tuple[str, ...]
    inside: frozenset[str]
    head: str
    is_number: bool
    is_derivative: bool = False


def is_certain(inside: tuple[str, ...]) -> bool:
    """Whether what stands in a bracket says that it is no factor.

    >>> is_certain(("x", "|", "y")), is_certain(("x", "+", "y")), is_certain(("f", "(", "x", ",", "y", ")"))
    (True, False, False)
    """
    depth = 0
    for word in inside:
        depth += _NESTING.get(word, 0)
        if depth == 0 and word in _CERTAIN:
            return True
    return False


def is_plain(inside: tuple[str, ...]) -> bool:
    """Whether what stands in a bracket looks like arguments: names and numbers alone, or what is certain."""
    return is_certain(inside) or (bool(inside) and all(word.isalnum() or "_" in word for word in inside))


def application(words: Words, at: int, opaque: Opaque, span_of: Spans = _no_span) -> Unknown | None:
    """The application that begins at `at`, if there is one.

    `span_of` tells where a number that is made from vectors begins and ends: vectors may stand in one.
    """
    tokens = words.words
    token = tokens[at]
    if token.kind not in (LETTER, NAME) or (at and tokens[at - 1].text in DIFFERENTIALS):
        return None
    if (token.kind == NAME and token.text in FUNCTIONS) or _in_a_word(tokens, at):
        return None
    name, opened = head_at(words, at, opaque)
    if tokens[opened].text not in OPEN or opened not in words.partner:
        return None
    close = words.partner[opened]
    inside = tuple(word.text for word in tokens[opened + 1 : close])
    is_word = token.kind == NAME and _is_operator(token.text) and not opaque.bare & {name, token.text}
    is_word = is_word or (token.kind == NAME and token.text in _OPERATORS)
    if not inside or name in opaque.known or token.text in opaque.known | _NO_NUMBERS:
        return None
    is_named = token.text in _DENSITIES or (token.kind == NAME and _is_operator(token.text))
    is_named = is_named and is_plain(inside) and any(word.isalpha() for word in inside)
    is_named = is_named or (token.text == "E" and tokens[opened].text == "[")  # an expectation
    if not (is_word or is_named or name in opaque.heads or is_certain(inside)):
        return None
    if not STYLES.keys().isdisjoint(token.text.split("_")) and not is_word:
        return None
    is_number = token.text in _NUMBERS or (token.text not in _MEANS and not {"|", ";"}.isdisjoint(inside))
    if not is_number and about_vectors(words, (opened + 1, close), opaque, span_of):
        return None
    return unknown(words, (at, close + 1), opaque, name, is_number)


def _is_operator(word: str) -> bool:
    r"""Whether an upright word is an operator, as in `\mathrm{E}`, `\operatorname{MLL}`, `\mathcal{N}`."""
    base, _, style = word.partition("_")
    if style in STYLES:
        return word in _BLACKBOARD or (style == "cal" and base not in _NO_NUMBERS)
    return base == word and len(base) > 1 and base not in _NO_NUMBERS and base not in LETTERS


def _in_a_word(tokens: list[Token], at: int) -> bool:
    """Whether a letter ends a run of three or more, which may be a word such as `Var`."""
    first = at
    while first > 0 and tokens[first].kind == LETTER == tokens[first - 1].kind and not tokens[first].gap:
        first -= 1
    return at - first > 1


def head_at(words: Words, at: int, opaque: Opaque) -> tuple[str, int]:
    """The name at `at` with the words below it, and the position behind its scripts."""
    tokens, name = words.words, words.words[at].text
    at += 1
    while True:
        token = tokens[at]
        if token.kind == PRIMES:
            name += "_prime" * len(token.text)
            at += 1
        elif token.text in ("_", "^") and at + 1 < len(tokens) - 1:
            start, stop = words.group(at + 1)
            inside = tokens[start:stop]
            if token.text == "^" and [word.text for word in inside] not in (["-", "1"], ["*"], [r"\star"]):
                return name, len(tokens) - 1
            if token.text == "_":
                below = [word.text for word in inside if word.text != ","]
                for text in below:
                    if text in opaque.indices or not text.isalnum():
                        break
                    name = f"{name}_{text}"
            at = words.behind(at + 1)
        else:
            return name, at


def about_vectors(words: Words, span: Span, opaque: Opaque, span_of: Spans = _no_span) -> bool:
    """Whether `span` holds what may be no number, outside of the numbers that `span_of` finds."""
    at, stop = span
    while at < stop:
        found = span_of(at)
        if found is None and is_vector(words, at, opaque):
            return True
        at = found[1] if found is not None else at + 1
    return False


def is_vector(words: Words, at: int, opaque: Opaque) -> bool:
    """Whether the word at `at` stands for what may be no number, or says that something is none."""
    tokens = words.words
    text = tokens[at].text
    if text in TRANSPOSED and at and tokens[at - 1].text in ("^", "{"):
        return True
    if tokens[at].kind in (LETTER, NAME):
        is_bold = tokens[at].kind == NAME and not {"bold", "sf"}.isdisjoint(text.split("_"))
        return is_bold or text in opaque.vectors or head_at(words, at, opaque)[0] in opaque.vectors
    return text.startswith(r"\begin")


# -- spelling --------------------------------------------------------------------------------------


def unknown(
    words: Words,
    span: Span,
    opaque: Opaque,
    head: str,
    is_number: bool,
    *,
    is_derivative: bool = False,
) -> Unknown:
    """The words of `span` as an unknown, the indices in it by their order."""
    spelling: list[str] = []
    indices: dict[str, str] = {}
    inside: set[str] = set()
    tokens = words.words[slice(*span)]
    for at, token in enumerate(tokens, span[0]):
        if _is_idle_brace(words, at):
            continue
        if token.kind in (LETTER, NAME) and token.text in opaque.indices:
            spelling.append(indices.setdefault(token.text, f"#{len(indices) + 1}"))
            continue
        if token.kind in (LETTER, NAME):
            inside.add(token.text)
        text = _SAME.get(token.text, token.text)
        spelling.append(text if token.kind in (SIGN, COMMAND, NUMBER) else f"{token.kind} {text}")
    if tokens[0].kind == NAME and spelling[-1] == "]" and spelling.count("[") == 1 and "(" not in spelling:
        spelling = ["(" if part == "[" else ")" if part == "]" else part for part in spelling]
    return Unknown(*span, tuple(spelling), tuple(indices), frozenset(inside), head, is_number, is_derivative)


def _is_idle_brace(words: Words, at: int) -> bool:
    r"""Whether a brace goes round a single word in a script: `p_{\theta}` is `p_\theta`."""
    tokens = words.words
    opened = at if tokens[at].text == "{" else at - 2
    return (
        tokens[at].text in "{}"
        and opened > 0
        and tokens[opened].text == "{"
        and tokens[opened - 1].text in ("_", "^")
        and words.partner[opened] == opened + 2
    )
