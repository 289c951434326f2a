"""Sums up to the whole part of a fraction of a size, remainder by remainder.

Every whole number is `q m + r` with `0 <= r < q`. Where an end of a sum or product is the whole part of a
fraction of `n` whose coefficient has the denominator `q`, it is a whole multiple of `m` and a number for each
`r` (`floor((2 m + 1)/2) = m`). So a claim about all `n` is one about all `m` for each of the `q` remainders.
`n` may end no declared range, and stand behind no definition. So is an implication in which `n` stands modulo
a number: `n^2` leaves 0 or 1 modulo 4 because it does for each remainder of `n`.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import gcd, lcm

from derivcheck.frozen import replace
from derivcheck.kernel.reading.index_reading import LEAST, IndexReader, loose_names
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Div,
    Mul,
    Num,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    substitute,
    walk,
)

__all__ = ["remainders", "remainders_of_conditions"]

#: Larger denominators are left alone.
_LARGEST = 6
#: Nor are larger numbers modulo which conditions are meant.
_LARGEST_MODULUS = 12


def remainders(claim: Claim) -> tuple[Claim, ...]:
    """The claims for each remainder of one size, which together are this one; none where no end asks."""
    return _taken_apart(claim, lambda name: lcm(*_denominators(claim, name)), _LARGEST)


def remainders_of_conditions(claim: Claim) -> tuple[Claim, ...]:
    """Those of a claim about conditions in which remainders modulo numbers and whole parts stand."""
    return _taken_apart(claim, lambda name: lcm(*_moduli(claim, name)), _LARGEST_MODULUS)


def _taken_apart(claim: Claim, modulus_for: Callable[[str], int], largest: int) -> tuple[Claim, ...]:
    context = claim.context
    behind = frozenset().union(*(each.mentions for each in context.definitions.values()))
    for name in sorted(loose_names(context) - behind):
        modulus = modulus_for(name)
        if 1 < modulus <= largest:
            return tuple(_with_remainder(claim, name, modulus, each) for each in range(modulus))
    return ()


def _moduli(claim: Claim, name: str) -> Iterator[int]:
    """The numbers modulo which something is said of a whole number, and those below it in whole parts."""
    for part in (each for side in claim.sides for each in walk(side)):
        match part:
            case Call("mod", (value, Num(below))) if name in free_names(value) and below.denominator == 1:
                yield abs(int(below)) or 1
            case Call("floor" | "ceiling", (Div(value, Num(below)),)) if name in free_names(value):
                yield abs(int(below)) if below.denominator == 1 else 1


def _denominators(claim: Claim, name: str) -> Iterator[int]:
    """The denominators below a size in the whole parts at ends of sums."""
    reader = IndexReader(claim.context, {})
    ends = (
        end
        for side in claim.sides
        for part in walk(side)
        if isinstance(part, Big)
        for end in (part.lower, part.upper)
    )
    for part in (each for end in ends for each in walk(end)):
        if isinstance(part, Call) and part.name in ("floor", "ceiling"):
            found = reader.fraction(part.args[0])
            if found is not None:
                yield found[1] // gcd(found[1], found[0].coefficient(name))


def _with_remainder(claim: Claim, name: str, modulus: int, rest: int) -> Claim:
    context = claim.context
    whole = fresh_name("m", context.names() | free_names(claim.left) | free_names(claim.right))
    image: Term = Add((Mul((integer(modulus), Sym(whole))), integer(rest)))
    declared = context.symbols[name]
    least = LEAST.get(declared.domain)
    domain = Domain.INTEGER if least is None else Domain.NONNEGATIVE_INTEGER
    if least is not None and rest < least:
        domain = Domain.POSITIVE_INTEGER
    left, right = (substitute(side, {name: image}) for side in claim.sides)
    inside = _without(context, name, Symbol(whole, (), domain))
    given = [substitute(each, {name: image}) for each in context.assumptions]
    return Claim(left, right, replace(inside, assumptions=tuple(given)), claim.op)


def _without(context: Context, name: str, instead: Symbol) -> Context:
    """The context with another symbol in the place of one."""
    symbols = {other: each for other, each in context.symbols.items() if other != name}
    return replace(context, symbols={**symbols, instead.name: instead})
