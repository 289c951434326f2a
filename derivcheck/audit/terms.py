"""Terms, and the plain notation in which certificates write them.

A term is a tuple: a word for its kind, then its parts.

    ("num", 1/2)   ("name", "x", i, j)   ("call", "exp", a)   ("+", a, b, c)   ("*", a, b)   ("/", a, b)
    ("^", a, b)   ("-", a)   ("sum", "$1", body, lower, upper, guard)   ("diff", body, by)   ("=", a, b)
    ("bracket", p)   ("cases", a, p, b)   ("and", p, q)   ("or", p, q)   ("not", p)

`prod`, and `every` in the conditions of laws, are built like `sum`; the guard may be missing. The variable of
a binder is called `$h`, where `h` is one more than the highest in its body: so terms that are alike up to the
names of their bound variables are equal. A binder is only looked into after its variable has been given a
name of its own (`opened`), and is closed again after that: so nothing is ever captured. The variables of the
binders around a step are called `#1`, `#2`, … from the outside in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import count
from typing import Any

Term = tuple[Any, ...]
#: What stands for a word: the names of its arguments, and a term in them.
Images = Mapping[str, tuple[tuple[str, ...], Term]]
NEGATIVE, ZERO, POSITIVE, NONNEGATIVE, NONZERO, REAL = 1, 2, 4, 6, 5, 7
#: The signs that the difference of the two sides of a relation may have.
RELATIONS = {"=": ZERO, "!=": NONZERO, "<": NEGATIVE, "<=": 3, ">": POSITIVE, ">=": NONNEGATIVE}
RELATION_OF = {mask: op for op, mask in RELATIONS.items()}
BINDERS = ("sum", "prod", "every")
_LONGEST, _MOST_DIGITS, _MOST_TIMES = 60_000, 300, 20
_TOKEN = re.compile(r"\s*([0-9]+|(?:#[0-9]+|[^\W\d]\w*)(?:'+(?:\[[0-9, ]+\])?)?|!=|<=|>=|[-+*/^=<>(),\[\]])")
_LEVELS = {"or": 1, "and": 2, **dict.fromkeys(RELATIONS, 4), "+": 5, "-": 5, "*": 6, "/": 6, "^": 8}


class RejectedError(Exception):
    """The certificate does not hold; says what was expected, what was found (and which sign is missing)."""


def expect(holds: object, expected: str, found: object) -> None:
    """Raises `RejectedError` unless it holds."""
    if not holds:
        raise RejectedError(f"expected {expected}, found {str(found)[:120]}")


def number(value: Fraction | int) -> Term:
    """The number as a term."""
    return ("num", Fraction(value))


def minus(one: Term, two: Term) -> Term:
    """The difference of two terms."""
    return ("+", one, ("-", two))


def read(text: Any, depth: int = 0) -> Term:
    """The term that a text says, with at most `depth` open binders; `RejectedError` when it is none."""
    expect(isinstance(text, str) and len(text) <= _LONGEST, f"a term of at most {_LONGEST} characters", text)
    found = list(_TOKEN.finditer(text.rstrip()))
    expect("".join(each[0] for each in found) == text.rstrip(), "the notation of terms", text)
    words = [each[1] for each in reversed(found)]
    term = _term(words, 0)
    expect(not words and depth_of(term) <= depth, f"one term with at most {depth} open binders", text)
    return term


def _term(words: list[str], level: int) -> Term:
    """A term whose signs all bind at least as tightly as `level`; the next word is the last of `words`."""
    left = _part(words)
    while words and _LEVELS.get(words[-1], -1) >= level:
        sign = words.pop()
        right = _term(words, _LEVELS[sign] + (sign != "^"))
        left = folded(("+", left, folded(("-", right))) if sign == "-" else (sign, left, right))
    return left


def _part(words: list[str]) -> Term:
    """A number, a name, a function, or something in brackets or behind a minus."""
    word = words.pop()
    if word.isdecimal():
        expect(len(word) <= _MOST_DIGITS, f"at most {_MOST_DIGITS} digits", len(word))
        return number(int(word))
    if word in ("-", "not"):
        return folded((word, _term(words, 6 if word == "-" else 4)))
    if word in ("(", "["):
        inner = _term(words, 0)
        expect(words.pop() == {"(": ")", "[": "]"}[word], "a closing bracket", words[-1:])
        return inner if word == "(" else ("bracket", inner)
    expect(word[0] == "#" or word.partition("'")[0].isidentifier(), "a term", word)
    if words[-1:] not in (["["], ["("]):
        return ("name", word)
    kind, end, parts = ("name", "]", []) if words[-1] == "[" else ("call", ")", [])
    while words.pop() != end:
        parts.append(_term(words, 0))  # `a if p` is two terms
        expect(words[-1:] in ([","], ["if"], [end]), f"',' or '{end}'", words[-1:])
    return (kind, word, *parts) if kind == "name" else _called(word, *parts)


def _called(word: str, *parts: Term) -> Term:
    """What a word says of the terms between its brackets."""
    if word in BINDERS:
        expect(parts[1][0] == "name" and len(parts[1]) == 2, "a variable", parts[1])
        return closed(word, parts[1][1], parts[0], *parts[2:])
    if word == "cases":  # one within the other; without a last part there is no value otherwise
        rest = 2 + len(parts) % 2
        nested = (*parts[:-rest], (word, *parts[-rest:]))
        return nested[0] if len(nested) == 1 else _called(word, *nested)
    if word == "diff":
        body = parts[0]
        for by, after in zip(parts[1:], (*parts[2:], number(1)), strict=True):
            times = after[1] if after[0] == "num" else 1
            expect(times in range(1, _MOST_TIMES), f"a derivative, at most {_MOST_TIMES} times", times)
            expect(by[0] in ("name", "num"), "a derivative by a name", by)
            for _ in range(int(times) * (by[0] != "num")):
                body = ("diff", body, by)
        return body
    name, prime, order = word.partition("'")
    return ("call", f"{name}'[{len(order) + 1}]" if prime and not order.strip("'") else word, *parts)


def folded(term: Term) -> Term:
    """A negative number or a fraction of numbers as one number, a sum in a sum as one sum."""
    head, *parts = term
    if head == "-" and parts[0][0] == "num":
        return number(-parts[0][1])
    if head == "/" and parts[0][0] == parts[1][0] == "num" and parts[1][1]:
        return number(parts[0][1] / parts[1][1])
    if head in ("+", "*"):
        flat = [each for part in parts for each in (part[1:] if part[0] == head else [part])]
        return (head, *flat) if len(flat) > 1 else flat[0]
    return term


def mapped(change: Callable[[Term], Term], term: Term) -> Term:
    """The term with `change` applied to each of its direct parts."""
    return folded(tuple(change(part) if isinstance(part, tuple) else part for part in term))


def walk(term: Term) -> Iterator[Term]:
    """The term and everything inside it."""
    yield term
    for part in term[1:]:
        if isinstance(part, tuple):
            yield from walk(part)


def free_names(term: Term) -> frozenset[str]:
    """The names that occur and are not bound inside, those of functions included."""
    return frozenset(part[1] for part in walk(term) if part[0] in ("name", "call") and part[1][0] != "$")


def depth_of(term: Term) -> int:
    """How many open binders a term depends on."""
    return max((int(word[1:]) for word in free_names(term) if word[0] == "#"), default=0)


def closed(kind: str, word: str, *parts: Term) -> Term:
    """A binder over the name `word`; its body, lower and upper end, and the guard if there is one."""
    inside = (parts[0], *parts[3:])
    heights = [int(part[1][1:]) for one in inside for part in walk(one) if part[0] in BINDERS]
    body, *guard = (_renamed(part, word, f"${1 + max(heights, default=0)}") for part in inside)
    return (kind, f"${1 + max(heights, default=0)}", body, *parts[1:3], *guard)


def opened(binder: Term, word: str) -> list[Term]:
    """The body of a binder, and the guard if there is one, with `word` for its variable."""
    return [_renamed(part, binder[1], word) for part in (binder[2], *binder[5:])]


def _renamed(term: Term, old: str, new: str) -> Term:
    return ("name", new) if term == ("name", old) else mapped(lambda part: _renamed(part, old, new), term)


_FRESH = count()


def inside(change: Callable[[Term], Term], term: Term) -> Term:
    """The term with `change` applied to each of its parts, those of a binder opened."""
    if term[0] not in BINDERS:
        return mapped(change, term)
    word = f"@{next(_FRESH)}"
    body, *guard = map(change, opened(term, word))
    return closed(term[0], word, body, *map(change, term[3:5]), *guard)


def substituted(term: Term, images: Images) -> Term:
    """The term with words replaced, all at once, their indices or arguments put in."""
    made = inside(lambda part: substituted(part, images), term)
    if made[0] not in ("name", "call") or made[1] not in images:
        return made
    parameters, body = images[made[1]]
    arguments = zip(parameters, made[2:], strict=True)
    return substituted(body, {word: ((), image) for word, image in arguments}) if parameters else body
