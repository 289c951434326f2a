"""The laws, which `laws.txt` lists, the functions, and the rules of derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from derivcheck.audit.terms import (
    Images,
    RejectedError,
    Term,
    closed,
    expect,
    free_names,
    number,
    opened,
    read,
    substituted,
)  # fmt: skip  # isort: skip

_TEXT = (Path(__file__).parent / "laws.txt").read_text(encoding="utf-8")
_LAWS, _SHORT, _FUNCTIONS = (
    [line for line in part.splitlines() if line and line[0] != "#"] for part in _TEXT.split("\n---\n")
)
#: What must hold where a function is defined, where it has derivatives, its derivative, and its domain.
FUNCTIONS = {
    word.strip(): [each.strip() for each in told] for word, *told in (row.split("|") for row in _FUNCTIONS)
}
LETTERS = frozenset("abcdfgmpqr")


@cache
def laws() -> Mapping[str, tuple[Term, tuple[Term, ...]]]:
    """What each law says, and its conditions; its name is its text."""
    split = [(law, *law.partition(" when ")[::2]) for law in _LAWS]
    return {
        law: (read(said), read(f"all({conditions})")[2:] if conditions else ())
        for law, said, conditions in split
    }


def images_of(letters: Mapping[str, Term]) -> Images:
    """What stands for the letters of a law; that of a function with arguments is told as `f(k)`."""
    heads = ((*head.rstrip(")").partition("("), term) for head, term in letters.items())
    return {word: (tuple(inner.split(",")) if inner else (), term) for word, _, inner, term in heads}


@cache
def short() -> Images:
    """The functions that are short for others, as definitions."""
    return {left[1]: (tuple(letter[1] for letter in left[2:]), right) for _, left, right in map(read, _SHORT)}


@cache
def _row(text: str) -> Term:
    return read(text)


def at(text: str, argument: Term) -> Term:
    """A term in `a` of a table, at an argument."""
    return substituted(_row(text), {"a": ((), argument)})


def derivative(body: Term, by: Term, functions: Mapping[str, str]) -> Term:
    """The derivative of a term by a name with its indices, of which all other names are independent.

    Members of its own family are: the derivative of `x[k]` by `x[i]` is `delta(k, i)`.
    """

    def inner(part: Term) -> Term:
        return derivative(part, by, functions)

    head, *parts = body
    if by[1] not in free_names(body):
        return number(0)
    match body:
        case ("name", word, *indices) if word == by[1]:
            return ("*", number(1), *(("call", "delta", *pair) for pair in zip(indices, by[2:], strict=True)))
        case ("sum", bound, _, *rest) if by[1] not in free_names(("+", *rest)):
            word = bound.replace("$", "@")
            inside, *guard = opened(body, word)
            return closed("sum", word, inner(inside), *rest[:2], *guard)
        case ("cases", value, test, *otherwise) if by[1] not in free_names(test):
            return ("cases", inner(value), test, *map(inner, otherwise))
        case ("diff", part, variable):
            return inner(derivative(part, variable, functions))
        case ("call", word, *arguments):
            outer = _partial(word, arguments, functions)
            return ("+", *(("*", *pair) for pair in zip(outer, map(inner, arguments), strict=True)))
        case ("+" | "*" | "-" | "/" | "^", *_):
            return _by_row(head, parts, inner, constant=by[1] not in free_names(parts[-1]))
    raise RejectedError(f"expected something with a derivative, found {body[0]!r}")


#: The derivatives of arithmetic, where `A` and `B` are those of `a` and `b`; `^^` has a variable exponent.
_SLOPES = {
    "+": "A + B", "*": "A*b + a*B", "-": "A*(-1)", "/": "(A*b - a*B)/b^2", "^": "b*a^(b - 1)*A",
    "^^": "a^b*(B*log(a) + b*A/a)",
}  # fmt: skip


def _by_row(head: str, parts: list[Term], inner: Callable[[Term], Term], *, constant: bool) -> Term:
    """A sum or product of several parts is one of the first and the others."""
    one, *others = parts
    two = (head, *others) if len(others) > 1 else (*others, number(0))[0]
    slopes = (("A", inner(one)), ("B", inner(two)))
    images = {word: ((), term) for word, term in (("a", one), ("b", two), *slopes)}
    return substituted(_row(_SLOPES["^^" if head == "^" and not constant else head]), images)


def _partial(word: str, arguments: list[Term], functions: Mapping[str, str]) -> list[Term]:
    """The derivatives of a function by each of its arguments."""
    name, _, order = word.partition("'")
    if name in functions:
        counts = list(map(int, order[1:-1].split(","))) if order else [0] * len(arguments)
        raised = [[count + (one == two) for two, count in enumerate(counts)] for one in range(len(arguments))]
        return [("call", f"{name}'{each}", *arguments) for each in raised]
    expect(word in FUNCTIONS and FUNCTIONS[word][2], "a function with a derivative", word)
    return [at(FUNCTIONS[word][2], arguments[0])]
