"""What holds outside a thin set of points holds everywhere.

Shifting a gamma function (`gamma(x + 2) = (x + 1) x gamma(x)`) or reflecting it is right except where an
argument is a whole number. Such a rewriting *supposes* that a value `P` is no whole number. It is only
made where the plain rules did not suffice, and where `P` is a polynomial in a symbol `x` without indices,
one of whose coefficients beside a power of `x` is a number, or `I` times one: whatever the other symbols and
indices are, `P` is a whole number at isolated `x` only.

Then the claim holds there too, if both sides are continuous in `x` wherever they are defined: the points
at which they are defined form a set without isolated points, on all of which, but for isolated ones, the
sides agree, and a continuous function that is 0 on a dense set is 0. So when a proof supposed something,
it is asked of the claim as written that

* it is made of functions that are continuous where they are defined (over the complex numbers this
  excludes logarithms, roots and inverse functions, which jump at their cuts);
* what makes its parts defined are open conditions: something is not 0, is positive, is not a pole;
* the assumptions that mention `x` are open ones as well, and no case fixes a value.

Source: any text on analysis; the identity theorem is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import IMAGINARY, IndexValue, SymbolAtom
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.knowledge.conditions import NEEDED, OFF_CUT, POLE_FREE, Condition
from derivcheck.kernel.reading.index_reading import is_index_condition
from derivcheck.model import Context, Domain, Symbol
from derivcheck.terms import (
    HYPERGEOMETRIC,
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Mul,
    Neg,
    Not,
    Num,
    Or,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    walk,
)  # fmt: skip

__all__ = ["holds_at_supposed_points", "is_meromorphic", "suppose", "supposing_nothing"]

#: A binomial coefficient is smooth where its upper number is no negative whole number, which is asked for.
_SMOOTH_ANYWHERE = frozenset(
    {
        *("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"),
        *("gamma", "factorial", "digamma", "trigamma", "polygamma", "erf", "erfc", "beta", "harmonic"),
        *("RisingFactorial", "FallingFactorial", "binomial", "catalan", "erf2", "hyper"),
        *("bernoulli", "chebyshevt", "chebyshevu", "hermite", "laguerre", "legendre"),
        *("sinc", "Si", "Shi", "erfi", "fresnelc", "fresnels"),
    }
)
_CONTINUOUS_ANYWHERE = _SMOOTH_ANYWHERE | {"abs", "conjugate", "re", "im"}
_SMOOTH_ON_REALS = _SMOOTH_ANYWHERE | {
    *("log", "sqrt", "loggamma", "asin", "acos", "atan", "asec", "acsc", "asinh", "acosh", "atanh", "acoth"),
    *("asech", "acsch", "lowergamma", "uppergamma", "besseli", "besselj", "besselk", "bessely"),
}
_CONTINUOUS_ON_REALS = _SMOOTH_ON_REALS | {"abs", "max", "min"}

_OPEN_SIGNS = (signs.NONZERO, signs.REAL & signs.NONZERO, signs.POSITIVE, signs.NEGATIVE, POLE_FREE, OFF_CUT)
_OPEN_RELATIONS = ("!=", "<", ">")


def suppose(ring: Ring, value: Quotient) -> bool:
    """Note that `value` is no whole number, and say True; False where that may exclude too much."""
    if not _leading_symbols(ring, value):
        return False
    ring.wished = True
    if ring.generic and value not in ring.supposed:
        ring.supposed[value] = None
        ring.epoch += 1  # it is not 0 either
    return ring.generic


@contextmanager
def supposing_nothing(ring: Ring) -> Iterator[None]:
    """Inside, what is lost at the points that were set aside is seen."""
    generic, supposed = ring.generic, ring.supposed
    ring.generic, ring.supposed = False, {}
    ring.epoch += 1
    try:
        yield
    finally:
        ring.generic, ring.supposed = generic, supposed
        ring.epoch += 1


def _leading_symbols(ring: Ring, value: Quotient) -> list[str]:
    """The symbols in which `value` is a polynomial that is constant for no choice of the other ones."""
    if not value.den.is_constant():
        return []
    found, unit = [], ring.places.get(IMAGINARY)
    for place in value.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, SymbolAtom) or atom.indices or not _is_polynomial_in(ring, value, atom):
            continue
        rows = [exponents for exponents, _ in value.num.terms() if exponents[place]]
        alone = [
            row for row in rows if not any(each for at, each in enumerate(row) if at not in (place, unit))
        ]
        if any(sum(row[place] == other[place] for other in rows) == 1 for row in alone):
            found.append(atom.name)
    return found


def _is_polynomial_in(ring: Ring, value: Quotient, atom: SymbolAtom) -> bool:
    others = (ring.atoms[place] for place in value.generators if ring.atoms[place] != atom)
    return all(atom.name not in other.symbols() for other in others) and all(
        isinstance(ring.atoms[place], SymbolAtom | IndexValue) or ring.atoms[place] == IMAGINARY
        for place in value.generators
    )


def holds_at_supposed_points(
    ring: Ring,
    context: Context,
    assumed: Sequence[Term],
    sides: Iterable[Term],
    conditions: Iterable[Condition],
) -> bool:
    """True when a claim that is proved but for what was supposed holds at those points too.

    In a proof by induction all steps together set aside countably many points, which are as few.
    """
    if not all(_is_continuous(ring, context, side) for side in sides):
        return False
    left = {value: _leading_symbols(ring, value) for value in ring.supposed}
    while left:
        name = next(
            (name for name in _candidates(left) if _is_free(ring, context, assumed, name, conditions)), None
        )
        if name is None:
            return False
        left = {value: names for value, names in left.items() if name not in names}
    return True


def _candidates(left: dict[Quotient, list[str]]) -> list[str]:
    """Symbols `x` that lead every value in which they occur: for fixed others these exclude isolated `x`.

    What was supposed of `x` may so be dropped wherever the rest holds, which does not mention `x`.
    """
    names = sorted({name for found in left.values() for name in found})
    return [
        name
        for name in names
        if all(name in found or name not in value.symbols for value, found in left.items())
    ]


def _is_free(
    ring: Ring, context: Context, assumed: Sequence[Term], name: str, conditions: Iterable[Condition]
) -> bool:
    """True when the points at which both sides are defined are isolated in no direction of this symbol."""
    if name not in context.symbols:
        return False
    for condition in conditions:
        value = condition.value
        hangs = value is not None and name in value.symbols
        if hangs and condition.kind == NEEDED and condition.allowed not in _OPEN_SIGNS:
            return False
    return all(_is_open(ring, context, term) for term in assumed if name in free_names(term))


def _is_open(ring: Ring, context: Context, assumption: Term) -> bool:
    if isinstance(assumption, And):
        return all(_is_open(ring, context, part) for part in assumption.args)
    if not isinstance(assumption, Rel):
        return True  # of values only relations are used in a proof, which then holds without this one
    if assumption.op not in _OPEN_RELATIONS:
        return False
    return all(_is_continuous(ring, context, side) for side in (assumption.left, assumption.right))


def is_meromorphic(context: Context, term: Term, names: frozenset[str]) -> bool:
    """True when a term is made of functions that are meromorphic in each of these symbols.

    A hypergeometric function, which may have a cut along a ray, is taken at what is linear in them.
    """
    linear = all(
        not isinstance(each, Pow | Call) and (not isinstance(each, Div | Mul) or len(free_names(each)) < 2)
        for part in walk(term)
        if isinstance(part, Call) and part.name == HYPERGEOMETRIC and free_names(part.args[-1]) & names
        for each in walk(part.args[-1])
    )
    return linear and _are_continuous(context, term, principal=True, differentiated=True)


def _is_continuous(ring: Ring, context: Context, term: Term) -> bool:
    """True when a term as written is made of what is continuous wherever it is defined."""
    differentiated = any(isinstance(part, Diff | Partial) for part in walk(term))
    return _are_continuous(context, term, principal=ring.principal, differentiated=differentiated)


def _are_continuous(context: Context, term: Term, *, principal: bool, differentiated: bool) -> bool:
    parts = list(walk(term))
    bound = {part.index: Symbol(part.index, (), Domain.INTEGER) for part in parts if isinstance(part, Big)}
    if bound.keys().isdisjoint(context.symbols):  # they are whole numbers wherever they stand
        context = replace(context, symbols={**context.symbols, **bound})
    return all(_is_continuous_itself(principal, context, part, differentiated) for part in parts)


def _is_continuous_itself(principal: bool, context: Context, part: Term, differentiated: bool) -> bool:
    if isinstance(part, Diff | Partial):
        return True
    match part:
        case Num() | Const() | Sym() | Neg() | Add() | Mul() | Div() | Rel() | And() | Or() | Not():
            return not (isinstance(part, Sym) and part.name in context.definitions)
        case Call() if _is_constant(context, part):
            return True
        case Call("delta", args):
            return is_index_condition(context, Rel("=", *args))
        case Call("besseli" | "besselj", (order, _)) if _is_whole(context, order):
            return True
        case Call(name):
            if name in context.functions:
                return not principal
            allowed = _allowed(principal, differentiated)
            return name in allowed and name not in context.definitions
        case Pow(base, exponent):
            return not principal or _is_entire_power(context, base, exponent)
        case Big(upper=upper, guard=guard):
            return upper != Const("oo") and (guard is None or is_index_condition(context, guard))
        case Bracket(condition):
            return is_index_condition(context, condition)
        case Cases(branches):
            return all(is_index_condition(context, condition) for _, condition in branches)
        case _:
            return False


def _allowed(principal: bool, differentiated: bool) -> frozenset[str]:
    if principal:
        return _SMOOTH_ANYWHERE if differentiated else _CONTINUOUS_ANYWHERE
    return _SMOOTH_ON_REALS if differentiated else _CONTINUOUS_ON_REALS


def _is_entire_power(context: Context, base: Term, exponent: Term) -> bool:
    """A power that is continuous over the complex numbers: of a positive number, or to a whole exponent."""
    if base == Const("e") or base == Const("pi") or (isinstance(base, Num) and base.value > 0):
        return True
    return _is_whole(context, exponent)


def _is_constant(context: Context, call: Call) -> bool:
    """Whether a function stands for a number, or is the whole part of what hangs on whole numbers alone."""
    names = free_names(call)
    if call.name in ("floor", "ceiling"):
        return all(_is_whole(context, Sym(name)) for name in names)
    return not names and call.name not in context.definitions


def _is_whole(context: Context, term: Term) -> bool:
    """Whether a term is written as a whole number."""
    names = free_names(term)
    return is_index_condition(context, Rel("=", term, term)) and names.isdisjoint(context.definitions)
