r"""Applications and derivatives that are not ours to interpret: `\mathrm{E}(X)`, `p(x|y)`.

Each of them, and each quotient `\frac{\partial L}{\partial w}` of which nothing says what `L` is, is folded
into one name, by its exact spelling: what is spelled alike is the same unknown number, and what is spelled
otherwise another one. Letters that are indices are taken out of the spelling and stand below the name, so
that `\mathrm{E}(x_i)` is a family of numbers over `i`. Nothing else is known about them: not that an
expectation is linear, nor that a density has an integral. That is enough for algebra, and for nothing else,
so whoever reads a text with such names must refuse to differentiate, to integrate or to take a limit of
them, and to call an equation of them wrong.

A bracket behind a name is an application for sure where it holds what no product can (`|`, `;`, a comma, a
relation), and behind an upright word. Behind a letter it may be a product; whoever knows the whole document
says of which letters it is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from derivcheck.frozen import NOTHING, frozen
from derivcheck.notation.latex.function_names import FUNCTIONS
from derivcheck.notation.latex.lexer import COMMAND, LETTER, NAME, NUMBER, PRIMES, SIGN, Token
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.terms.latex_names import LETTERS, STYLES

if TYPE_CHECKING:
    from derivcheck.notation.latex.words import Words

__all__ = ["DIFFERENTIALS", "Opaque", "Unknown", "folded", "is_certain", "unknowns_in"]

#: What stands before the variable of a derivative, behind which a bracket is what is differentiated.
DIFFERENTIALS = frozenset({"d", r"\mathrm{d}", r"\partial"})
#: What stands in the bracket of an application, and never in that of a factor.
_CLUES = frozenset({"|", ";", ",", r"\mid", r"\vert", ":", r"\cap", r"\cup", r"\|", r"\parallel"})
_CERTAIN = _CLUES | RELATIONS.keys()
_OPEN = frozenset({"(", "["})
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
_BLACKBOARD = frozenset({"E_bb", "P_bb", "V_bb"})
_NO_POWERS = frozenset({"*", r"\star", "("})
_TRANSPOSED = frozenset({"T", r"\top", r"\intercal", "T_sf", r"\dagger", "H"})


@frozen
class Opaque:
    """What is folded in a document.

    `heads` are letters that are applied wherever a bracket follows, `bare` names that also stand without
    one, `known` those with a meaning of their own, `indices` the letters of indices, `vectors` the names of
    what may be no number. `names` gives each spelling its name.
    """

    heads: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    indices: frozenset[str] = frozenset()
    vectors: frozenset[str] = frozenset()
    names: Mapping[tuple[str, ...], str] = NOTHING


@frozen
class Unknown:
    """The words from `start` to `stop` as one unknown: its spelling, its indices, the names in it.

    `is_number` says that its value is a number for sure; `head` is the name that is applied, or the one that
    is differentiated.
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


def unknowns_in(words: Words, opaque: Opaque) -> Iterator[Unknown]:
    """The parts of a text that are to be folded, from left to right, none inside of another."""
    at, stop = 0, len(words.words) - 1
    while at < stop:
        found = _derivative(words, at, opaque) or _application(words, at, opaque)
        if found is not None:
            yield found
        at = found.stop if found is not None else at + 1


def folded(words: Words, opaque: Opaque) -> list[Token]:
    """The words with each unknown as one name, and its indices below it."""
    made: list[Token] = []
    at = 0
    for one in unknowns_in(words, opaque):
        name = opaque.names.get(one.spelling)
        if name is None or not _may_go_on(words, one, opaque):
            continue
        made += words.words[at : one.start]
        first, last = words.words[one.start], words.words[one.stop - 1]
        made.append(Token(NAME, name, first.start, last.end, True))
        if one.indices:
            place = (first.start, last.end)
            letters = [Token(LETTER, letter, *place, True) for letter in one.indices]
            commas = [part for each in letters for part in (Token(SIGN, ",", *place), each)][1:]
            made += [Token(SIGN, "_", *place), Token(SIGN, "{", *place), *commas, Token(SIGN, "}", *place)]
        at = one.stop
    return made + words.words[at:]


def _may_go_on(words: Words, one: Unknown, opaque: Opaque) -> bool:
    r"""Whether no script behind the unknown makes another name of it, as a prime does.

    An index may stand below it, as in `\mathrm{softmax}(z)_i`, and a power above.
    """
    mark = words.words[one.stop]
    if mark.kind == PRIMES:
        return False
    if mark.text not in ("_", "^"):
        return True
    inside = [word.text for word in words.words[slice(*_group(words, one.stop + 1))]]
    if mark.text == "^":
        return not inside or inside[0] not in _NO_POWERS
    return not one.indices and all(text in opaque.indices or text == "," for text in inside)


# -- applications --------------------------------------------------------------------------------


def _application(words: Words, at: int, opaque: Opaque) -> Unknown | None:
    """The application that begins at `at`, if there is one."""
    tokens = words.words
    token = tokens[at]
    if token.kind not in (LETTER, NAME) or (at and tokens[at - 1].text in DIFFERENTIALS):
        return None
    if (token.kind == NAME and token.text in FUNCTIONS) or _in_a_word(tokens, at):
        return None
    name, opened = _head(words, at, opaque)
    if tokens[opened].text not in _OPEN or opened not in words.partner:
        return None
    close = words.partner[opened]
    inside = tuple(word.text for word in tokens[opened + 1 : close])
    is_word = token.kind == NAME and _is_operator(token.text) and not opaque.bare & {name, token.text}
    is_word = is_word or (token.kind == NAME and token.text in _OPERATORS)
    if not inside or name in opaque.known or token.text in opaque.known | _NO_NUMBERS:
        return None
    if not (is_word or name in opaque.heads or is_certain(inside)):
        return None
    if not STYLES.keys().isdisjoint(token.text.split("_")) and not is_word:
        return None
    is_number = token.text in _NUMBERS or (token.text not in _MEANS and not {"|", ";"}.isdisjoint(inside))
    if not is_number and _about_vectors(tokens, opened + 1, close, opaque):
        return None
    return _unknown(words, (at, close + 1), opaque, name, is_number)


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


def _head(words: Words, at: int, opaque: Opaque) -> tuple[str, int]:
    """The name at `at` with the words below it, and the position behind its scripts."""
    tokens, name = words.words, words.words[at].text
    at += 1
    while True:
        token = tokens[at]
        if token.kind == PRIMES:
            name += "_prime" * len(token.text)
            at += 1
        elif token.text in ("_", "^") and at + 1 < len(tokens) - 1:
            start, stop = _group(words, at + 1)
            inside = tokens[start:stop]
            if token.text == "^" and [word.text for word in inside] not in (["-", "1"], ["*"], [r"\star"]):
                return name, len(tokens) - 1
            if token.text == "_":
                below = [word.text for word in inside if word.text != ","]
                for text in below:
                    if text in opaque.indices or not text.isalnum():
                        break
                    name = f"{name}_{text}"
            at = stop + (tokens[at + 1].text == "{")
        else:
            return name, at


def _group(words: Words, at: int) -> tuple[int, int]:
    """The words of the group in braces, or of the one word, at `at`."""
    return (at + 1, words.partner[at]) if words.words[at].text == "{" else (at, at + 1)


def _about_vectors(tokens: list[Token], start: int, stop: int, opaque: Opaque) -> bool:
    """Whether a bracket holds what may be no number."""
    for at in range(start, stop):
        text = tokens[at].text
        if text in opaque.vectors or (text in _TRANSPOSED and tokens[at - 1].text in ("^", "{")):
            return True
        if tokens[at].kind == NAME and {"bold", "sf"} & set(text.split("_")):
            return True
        if text.startswith(r"\begin"):
            return True
    return False


# -- derivatives ---------------------------------------------------------------------------------


def _derivative(words: Words, at: int, opaque: Opaque) -> Unknown | None:
    r"""The quotient `\frac{\partial f}{\partial x}` at `at`, where nothing says what `f` is."""
    tokens = words.words
    if tokens[at].text != r"\frac" or tokens[at + 1].text != "{":
        return None
    top = (at + 2, words.partner[at + 1])
    if tokens[top[1] + 1].text != "{":
        return None
    bottom = (top[1] + 2, words.partner[top[1] + 1])
    above, below = _differentiated(words, top, opaque), list(_variables(words, bottom, opaque))
    if not above or not below or "" in below or above in opaque.known or above in below:
        return None
    return _unknown(words, (at, bottom[1] + 1), opaque, above, False, is_derivative=True)


def _differentiated(words: Words, span: tuple[int, int], opaque: Opaque) -> str:
    r"""The name in `\partial f_i`, or in `\partial^2 p(x)`; "" for anything else."""
    tokens, (start, stop) = words.words, span
    if start >= stop or tokens[start].text not in DIFFERENTIALS:
        return ""
    start += 1
    if tokens[start].text == "^":
        start = _group(words, start + 1)[1] + (tokens[start + 1].text == "{")
    if start >= stop or tokens[start].kind not in (LETTER, NAME) or _is_function(tokens[start]):
        return ""
    name, end = _head(words, start, opaque)
    if end < stop and tokens[end].text in _OPEN:
        end = words.partner[end] + 1
    return name if end == stop else ""


def _is_function(token: Token) -> bool:
    return token.kind == NAME and token.text in FUNCTIONS


def _variables(words: Words, span: tuple[int, int], opaque: Opaque) -> Iterator[str]:
    r"""The names in `\partial x_i \partial y^2`; "" for anything else."""
    tokens, (at, stop) = words.words, span
    while at < stop:
        if tokens[at].text not in DIFFERENTIALS or tokens[at + 1].kind not in (LETTER, NAME):
            yield ""
            return
        name, at = tokens[at + 1].text, at + 2
        while at < stop and tokens[at].text in ("_", "^"):
            start, end = _group(words, at + 1)
            below = [word.text for word in tokens[start:end]] if tokens[at].text == "_" else []
            for text in below:
                if text in opaque.indices or not text.isalnum():
                    break
                name = f"{name}_{text}"
            at = end + (tokens[at + 1].text == "{")
        yield name


# -- spelling ------------------------------------------------------------------------------------


def _unknown(
    words: Words,
    span: tuple[int, int],
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
    for token in tokens:
        if token.kind in (LETTER, NAME) and token.text in opaque.indices:
            spelling.append(indices.setdefault(token.text, f"#{len(indices) + 1}"))
            continue
        if token.kind in (LETTER, NAME):
            inside.add(token.text)
        spelling.append(token.text if token.kind in (SIGN, COMMAND, NUMBER) else f"{token.kind} {token.text}")
    if tokens[0].kind == NAME and spelling[-1] == "]" and spelling.count("[") == 1 and "(" not in spelling:
        spelling = ["(" if part == "[" else ")" if part == "]" else part for part in spelling]
    return Unknown(*span, tuple(spelling), tuple(indices), frozenset(inside), head, is_number, is_derivative)
