r"""Sums with dots: `e^{z_1} + e^{z_2} + \dots + e^{z_n}`.

The first and the last term are compared: where they differ, and in nothing else, a whole number stands in the
first and the end of the range in the last. That gives the general term, and every other term that is written
has to be an instance of it: those before the first dots at the numbers that follow, those between dots
anywhere. What does not fit is an error, never a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import Token
from derivcheck.terms import Big, Num, Sym, Term, children, fresh_name, integer, map_children, walk

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["DOTS", "summed"]

#: stands for dots among the terms of a sum while it is read
DOTS = Sym(r"\dots")


def summed(parser: Parser, start: Token, args: list[Term]) -> Term:
    """The sum that the terms `args` with dots among them stand for."""
    first, last = args[0], args[-1]
    places = [at for at, arg in enumerate(args) if arg is DOTS]
    ends = _difference(first, last)
    if first is DOTS or last is DOTS or ends is None:
        hint = r"the first and the last term may differ in one number only; or write \sum"
        raise parser.error(start, "a sum with dots that has one reading", r"\dots", hint)
    lower, upper = ends
    taken = {part.name for arg in args for part in walk(arg) if isinstance(part, Sym)}
    name = _index(parser, lower, upper, taken)

    def term_at(value: Term) -> Term:
        return _instance(first, last, value)

    for number, arg in enumerate(args[1:-1], 1):
        if arg is DOTS:
            continue
        is_counted = number < places[0]
        value = integer(int(lower.value) + number) if is_counted else _difference_in(first, last, arg)
        if value is None or term_at(value) != arg:
            hint = r"every term between the first and the last has to follow the same rule; or write \sum"
            raise parser.error(start, "a sum with dots that has one reading", r"\dots", hint)
    return Big("sum", term_at(Sym(name)), name, lower, upper)


def _index(parser: Parser, lower: Term, upper: Term, taken: set[str]) -> str:
    """A declared index with this range where there is a free one, else a new name."""
    for name, declared in parser.context.indices.items():
        if (
            name not in taken
            and name not in parser.bound
            and (declared.lower, declared.upper) == (lower, upper)
        ):
            return name
    return fresh_name("k", taken | set(parser.bound) | parser.context.names())


def _difference(first: Term, last: Term) -> tuple[Num, Term] | None:
    """The number in `first` and what stands in its place in `last`, where these alone differ."""
    found: set[tuple[Num, Term]] = set()
    stack = [(first, last)]
    while stack:
        left, right = stack.pop()
        if left == right:
            continue
        if isinstance(left, Num) and left.value.denominator == 1:
            found.add((left, right))
            continue
        if type(left) is not type(right) or not _same_shape(left, right):
            return None
        stack += zip(children(left), children(right), strict=True)
    return next(iter(found)) if len(found) == 1 else None


def _same_shape(left: Term, right: Term) -> bool:
    """Whether two terms differ in their direct parts only."""
    parts = list(children(right))
    if len(list(children(left))) != len(parts):
        return False
    arriving = iter(parts)
    return map_children(lambda _: next(arriving), left) == right if parts else left == right


def _instance(first: Term, last: Term, value: Term) -> Term:
    """The term with `value` where `first` and `last` differ."""
    if first == last:
        return first
    if isinstance(first, Num):
        return value
    arriving = iter(list(children(last)))
    return map_children(lambda part: _instance(part, next(arriving), value), first)


def _difference_in(first: Term, last: Term, arg: Term) -> Term | None:
    """What stands in `arg` where `first` and `last` differ; `None` when the shapes do not agree."""
    stack = [(first, last, arg)]
    while stack:
        left, right, here = stack.pop()
        if left == right:
            continue
        if isinstance(left, Num):
            return here
        if type(left) is not type(here) or len(list(children(left))) != len(list(children(here))):
            return None
        stack += zip(children(left), children(right), children(here), strict=True)
    return None
