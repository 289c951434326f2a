"""A claim about all whole numbers, for each remainder.

Every whole number is `q m + r` with one of the remainders `r = 0, ..., q - 1`. So a claim about `n` follows
from the `q` claims in which that stands for `n`: there `cos(n pi/q)` and `floor(n/q)` are those of `m`, for
what is not a whole multiple is a number. For `q` the denominators are taken that stand beside `n` within such
functions, and 2 beside powers of -1.

Only for numbers on which no range hangs, and which no definition mentions.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm

from derivcheck.definitions import mentioned_by
from derivcheck.frozen import replace
from derivcheck.kernel.reading.index_reading import loose_names
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    Add,
    Call,
    Div,
    Mul,
    Num,
    Rel,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    substitute,
    walk,
)

__all__ = ["by_remainders"]

#: More remainders are not gone through.
_MOST = 12
_PERIODIC = frozenset({"cos", "cot", "csc", "exp", "floor", "ceiling", "frac", "sec", "sin", "tan"})
_LEAST = {Domain.POSITIVE_INTEGER: 1, Domain.NONNEGATIVE_INTEGER: 0}


def by_remainders(claim: Claim) -> Iterator[tuple[Claim, ...]]:
    """Claims that hold together exactly if this one does, for each number that may be taken so."""
    context = claim.context
    mentioned = frozenset().union(*(mentioned_by(each, context) for each in context.definitions.values()))
    for name in sorted(loose_names(context) & (free_names(claim.left) | free_names(claim.right)) - mentioned):
        modulus = lcm(*_denominators(claim.left, name), *_denominators(claim.right, name))
        if 1 < modulus <= _MOST:
            yield tuple(_with_remainder(claim, name, modulus, each) for each in range(modulus))


def _denominators(term: Term, name: str) -> Iterator[int]:
    """The denominators that stand within periodic functions of what mentions the name."""
    for part in walk(term):
        if isinstance(part, Call) and part.name in _PERIODIC and name in free_names(part):
            for inner in walk(part):
                match inner:
                    case Div(_, Num(value)) if value.denominator == 1 and value:
                        yield int(value)
                    case Num(value):
                        yield value.denominator


def _with_remainder(claim: Claim, name: str, modulus: int, remainder: int) -> Claim:
    context = claim.context
    taken = context.names() | free_names(claim.left) | free_names(claim.right)
    fresh = fresh_name("m", taken)
    value = Add((Mul((integer(modulus), Sym(fresh))), integer(remainder)))
    inside = _without(context, name, fresh, value)
    return Claim(
        substitute(claim.left, {name: value}), substitute(claim.right, {name: value}), inside, claim.op
    )


def _without(context: Context, name: str, fresh: str, value: Term) -> Context:
    """The context with this value in the place of a number, whose bounds become an assumption."""
    symbols = {key: each for key, each in context.symbols.items() if key != name}
    symbols[fresh] = Symbol(fresh, (), Domain.INTEGER)
    assumptions = tuple(substitute(each, {name: value}) for each in context.assumptions)
    least = _LEAST.get(context.symbols[name].domain)
    bound = () if least is None else (Rel(">=", value, integer(least)),)
    return replace(context, symbols=symbols, assumptions=(*assumptions, *bound))
