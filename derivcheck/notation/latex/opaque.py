r"""Applications and derivatives that are not ours to interpret: `\mathrm{E}(X)`, `p(x|y)`.

Each of them, and each quotient `\frac{\partial L}{\partial w}` of which nothing says what `L` is, is folded
into one name, by its exact spelling: what is spelled alike is the same unknown number, and what is spelled
otherwise another one. Letters that are indices are taken out of the spelling and stand below the name, so
that `\mathrm{E}(x_i)` is a family of numbers over `i`. Nothing else is known about them: not that an
expectation is linear, nor that a density has an integral. That is enough for algebra, and for nothing else,
so whoever reads a text with such names must refuse to differentiate, to integrate or to take a limit of
them, and to call an equation of them wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

from derivcheck.notation.latex.applied import (
    DIFFERENTIALS,
    OPEN,
    Opaque,
    Unknown,
    application,
    head_at,
    is_vector,
    unknown,
)
from derivcheck.notation.latex.brackets import CLOSERS
from derivcheck.notation.latex.function_names import FUNCTIONS
from derivcheck.notation.latex.lexer import LETTER, NAME, PRIMES, SIGN, TEXT, Token
from derivcheck.notation.latex.parting import parted
from derivcheck.notation.latex.scalars import Scalars
from derivcheck.notation.latex.tables import REALS, RELATIONS

if TYPE_CHECKING:
    from derivcheck.notation.latex.words import Words

__all__ = ["folded", "unknowns_in"]

_INTEGRALS = MappingProxyType({r"\int": 1, r"\iint": 2, r"\iiint": 3})
#: What ends a formula before the differential that was looked for.
_STOPPING = frozenset({",", "&", r"\\", *RELATIONS})
#: Words with which nothing begins that is folded.
_NO_BEGINNING = frozenset({"+", "-", "*", "/", "^", "_", ",", *CLOSERS, *RELATIONS})
_POINTS = frozenset({r"\bullet", r"\cdot"})
_NO_POWERS = frozenset({"*", r"\star", "("})


def unknowns_in(words: Words, opaque: Opaque) -> Iterator[Unknown]:
    """The parts of a text that are to be folded, from left to right, none inside of another."""
    at, stop = 0, len(words.words) - 1
    scalars = Scalars(words, opaque)
    while at < stop:
        if words.words[at].text in _NO_BEGINNING:
            at += 1
            continue
        found = (
            _integral(words, at, opaque, scalars)
            or _sum(words, at, opaque, scalars)
            or _mean(words, at, opaque, scalars)
            or _derivative(words, at, opaque)
            or scalars.at(at)
            or application(words, at, opaque, scalars.span)
            or _pointed(words, at, opaque)
        )
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
        made += parted(words, at, one.start, opaque)
        first, last = words.words[one.start], words.words[one.stop - 1]
        made.append(Token(NAME, name, first.start, last.end, True))
        if one.indices:
            place = (first.start, last.end)
            letters = [Token(LETTER, letter, *place, True) for letter in one.indices]
            commas = [part for each in letters for part in (Token(SIGN, ",", *place), each)][1:]
            made += [Token(SIGN, "_", *place), Token(SIGN, "{", *place), *commas, Token(SIGN, "}", *place)]
        at = one.stop
    return made + parted(words, at, len(words.words), opaque)


def _may_go_on(words: Words, one: Unknown, opaque: Opaque) -> bool:
    r"""Whether no script behind the unknown makes another name of it, as a prime does.

    An index may stand below it, as in `\mathrm{softmax}(z)_i`, and a power above.
    """
    mark = words.words[one.stop]
    if mark.kind == PRIMES:
        return False
    if mark.text not in ("_", "^"):
        return True
    inside = [word.text for word in words.words[slice(*words.group(one.stop + 1))]]
    if mark.text == "^":
        return not inside or inside[0] not in _NO_POWERS
    return not one.indices and all(text in opaque.indices or text == "," for text in inside)


# -- integrals and sums --------------------------------------------------------------------------


def _integral(words: Words, at: int, opaque: Opaque, scalars: Scalars) -> Unknown | None:
    r"""The integral at `at`, up to its differential, if it is over a set or of an application."""
    tokens = words.words
    if tokens[at].text not in _INTEGRALS:
        return None
    opened, ended, here = 0, 0, at
    while here < len(tokens) - 1 and not (opened and ended == opened):
        word = tokens[here]
        opened += _INTEGRALS.get(word.text, 0)
        if word.text in DIFFERENTIALS and tokens[here + 1].kind in (LETTER, NAME) and here > at:
            ended += 1
            here = head_at(words, here + 1, opaque)[1]
            continue
        if word.text in _STOPPING:
            return None
        here = words.partner.get(here, here) + 1
    if ended != opened or here >= len(tokens):
        return None
    return _aggregate(words, (at, here), opaque, scalars, is_set=not _has_bounds(words, at))


def _has_bounds(words: Words, at: int) -> bool:
    """Whether a sign has a lower and an upper bound, or none at all, or is over all real numbers."""
    texts = []
    at += 1
    if words.words[at].text == "_" and _is_line(words, at + 1):
        return True
    while words.words[at].text in ("_", "^"):
        texts.append(words.words[at].text)
        at = words.behind(at + 1)
    return len(texts) != 1


def _is_line(words: Words, at: int) -> bool:
    """Whether the set of all real numbers is what stands below a sign."""
    return [word.text for word in words.words[slice(*words.group(at))]] == [REALS]


def _sum(words: Words, at: int, opaque: Opaque, scalars: Scalars) -> Unknown | None:
    r"""The sum over a set at `at`, up to the next sign outside of brackets: `\sum_{x \in A} f(x)`."""
    tokens = words.words
    if tokens[at].text not in (r"\sum", r"\prod") or tokens[at + 1].text != "_":
        return None
    start, stop = words.group(at + 2)
    below = tokens[start:stop]
    is_set = any(word.text == r"\in" for word in below)
    is_open = len(below) == 1 and below[0].kind in (LETTER, NAME) and below[0].text not in opaque.indices
    here = first = words.behind(at + 2)
    if not (is_set or is_open) or tokens[first].text == "^":
        return None
    while here < len(tokens) - 1:
        word = tokens[here]
        if word.text in ("+", "-", ",", "&", r"\\", *CLOSERS, *RELATIONS) or word.kind == TEXT:
            break
        here = words.partner.get(here, here) + 1
    return _aggregate(words, (at, here), opaque, scalars, is_set=True) if here > first else None


def _pointed(words: Words, at: int, opaque: Opaque) -> Unknown | None:
    r"""The name at `at` with points below it for what it was summed over: `\bar{y}_{i \bullet}`."""
    tokens = words.words
    if tokens[at].kind not in (LETTER, NAME) or tokens[at + 1].text != "_" or at + 2 >= len(tokens):
        return None
    start, stop = words.group(at + 2)
    below = tokens[start:stop]
    if not any(word.text in _POINTS for word in below):
        return None
    if not all(word.kind in (LETTER, NAME) or word.text in _POINTS or word.text == "," for word in below):
        return None
    return unknown(words, (at, words.behind(at + 2)), opaque, tokens[at].text, False)


def _mean(words: Words, at: int, opaque: Opaque, scalars: Scalars) -> Unknown | None:
    r"""The expectation in angle brackets at `at`: `\langle x \rangle_{p(x)}`."""
    tokens = words.words
    if tokens[at].text != r"\langle":
        return None
    depth, here = 0, at
    while here < len(tokens) - 1:
        depth += {r"\langle": 1, r"\rangle": -1}.get(tokens[here].text, 0)
        here = words.partner.get(here, here) + 1
        if not depth:
            break
    if depth:
        return None
    if tokens[here].text == "_":
        here = words.behind(here + 1)
    return _aggregate(words, (at, here), opaque, scalars, is_set=True)


def _aggregate(
    words: Words, span: tuple[int, int], opaque: Opaque, scalars: Scalars, *, is_set: bool
) -> Unknown | None:
    """The integral or sum in `span` as an unknown, if it is over a set, or of an application.

    Vectors may stand in it inside of what is a number for sure, and be what is integrated over.
    """
    at, is_of_unknowns = span[0] + 1, False
    while at < span[1]:
        found = application(words, at, opaque, scalars.span) or scalars.at(at)
        if found is not None:
            is_of_unknowns = True
        elif is_vector(words, at, opaque) and words.words[at - 1].text not in DIFFERENTIALS:
            return None
        at = found.stop if found is not None else at + 1
    if not is_set and not is_of_unknowns:
        return None
    return unknown(words, span, opaque, words.words[span[0]].text, True)


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
    return unknown(words, (at, bottom[1] + 1), opaque, above, False, is_derivative=True)


def _differentiated(words: Words, span: tuple[int, int], opaque: Opaque) -> str:
    r"""The name in `\partial f_i`, or in `\partial^2 p(x)`; "" for anything else."""
    tokens, (start, stop) = words.words, span
    if start >= stop or tokens[start].text not in DIFFERENTIALS:
        return ""
    start += 1
    if tokens[start].text == "^":
        start = words.behind(start + 1)
    if start >= stop or tokens[start].kind not in (LETTER, NAME) or _is_function(tokens[start]):
        return ""
    name, end = head_at(words, start, opaque)
    if end < stop and tokens[end].text in OPEN:
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
            start, end = words.group(at + 1)
            below = [word.text for word in tokens[start:end]] if tokens[at].text == "_" else []
            for text in below:
                if text in opaque.indices or not text.isalnum():
                    break
                name = f"{name}_{text}"
            at = words.behind(at + 1)
        yield name
