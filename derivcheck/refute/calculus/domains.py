"""Where a term is defined while one of its names runs through a range.

A part of a term may have no value at some arguments: a quotient where it divides by zero, a logarithm
where its argument is not positive. Each such part gives a *need*: a term and the sign that it must have.
Whether it has it is another question (`derivcheck.refute.calculus.along`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from derivcheck.definitions import definition_of
from derivcheck.frozen import frozen
from derivcheck.model import Definition
from derivcheck.refute.arithmetic.numbers import Number
from derivcheck.refute.arithmetic.point import Formula
from derivcheck.refute.arithmetic.scope import Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Diff,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
    Partial,
    Pow,
    Sym,
    Term,
    fraction_of,
    free_names,
    integer,
    substitute,
    walk,
)  # fmt: skip

__all__ = ["EVERYWHERE", "NONNEGATIVE", "NONZERO", "Ends", "Need", "needs"]

POSITIVE, NONNEGATIVE, NONZERO = "positive", "nonnegative", "nonzero"
#: A root has no derivative where it is 0.
_STRICTER = {NONNEGATIVE: POSITIVE}


@frozen
class Need:
    """`term` must have a sign of this kind."""

    kind: str
    term: Term


@frozen
class Ends:
    """Where a range begins and ends, and at which end a need fails though it is met inside.

    `edges` is set where a root is 0 at an end: it has a value there, but no derivative.
    """

    low: Number
    high: Number
    touches_low: bool = False
    touches_high: bool = False
    edges: bool = False


def _squared_less(x: Term) -> Term:
    """`1 - x^2`"""
    return Add((integer(1), Neg(Pow(x, integer(2)))))


#: What the argument of a function must be; functions that stand in neither table are left alone.
_NEEDS: Mapping[str, Callable[[Term], Need]] = {
    "log": lambda x: Need(POSITIVE, x),
    "sqrt": lambda x: Need(NONNEGATIVE, x),
    "asin": lambda x: Need(NONNEGATIVE, _squared_less(x)),
    "acos": lambda x: Need(NONNEGATIVE, _squared_less(x)),
    "atanh": lambda x: Need(POSITIVE, _squared_less(x)),
    "acosh": lambda x: Need(NONNEGATIVE, Add((x, integer(-1)))),
    "tan": lambda x: Need(NONZERO, Call("cos", (x,))),
    "sec": lambda x: Need(NONZERO, Call("cos", (x,))),
    "cot": lambda x: Need(NONZERO, Call("sin", (x,))),
    "csc": lambda x: Need(NONZERO, Call("sin", (x,))),
    "coth": lambda x: Need(NONZERO, x),
    "csch": lambda x: Need(NONZERO, x),
    "acot": lambda x: Need(NONZERO, x),
    "gamma": lambda x: Need(POSITIVE, x),
    "loggamma": lambda x: Need(POSITIVE, x),
    "digamma": lambda x: Need(POSITIVE, x),
    "trigamma": lambda x: Need(POSITIVE, x),
    "Ci": lambda x: Need(POSITIVE, x),
    "Chi": lambda x: Need(POSITIVE, x),
    "Ei": lambda x: Need(NONZERO, x),
    "LambertW": lambda x: Need(POSITIVE, Add((integer(1), Mul((Const("e"), x))))),
    "elliptic_e": lambda x: Need(POSITIVE, Add((integer(1), Neg(x)))),
    "elliptic_k": lambda x: Need(POSITIVE, Add((integer(1), Neg(x)))),
}
#: The same for functions of an order and an argument, where the order does not vary.
_NEEDS_BESIDE_ORDER: Mapping[str, Callable[[Term], Need]] = {
    **dict.fromkeys(("besseli", "besselj", "besselk", "bessely"), lambda x: Need(POSITIVE, x)),
    **dict.fromkeys(("expint", "lowergamma", "polygamma", "uppergamma"), lambda x: Need(POSITIVE, x)),
    "polylog": lambda x: Need(POSITIVE, Add((integer(1), Neg(x)))),
}
#: Of these those that are entire for the whole orders from the given one on.
_ENTIRE_FROM = {"besseli": 0, "besselj": 0, "lowergamma": 1, "uppergamma": 1}
#: Functions that are real and smooth on all real numbers.
EVERYWHERE = frozenset((
    "exp", "sin", "cos", "sinh", "cosh", "tanh", "sech", "atan", "asinh", "erf", "erfc", "erfi", "Si", "Shi",
    "fresnelc", "fresnels", "sinc",
))  # fmt: skip


def needs(scope: Scope, term: Term, name: str) -> tuple[Need, ...]:
    """What the parts of `term` that vary with `name` need in order to be defined and smooth in it, each once.

    Raises:
        Outside: a part has no rule here.

    """
    machine = scope.machine
    if machine.point.functions or machine.context.definitions:
        return tuple(dict.fromkeys(_needs(scope, term, name)))
    return _by_shape(term, name)


@lru_cache(maxsize=512)
def _by_shape(term: Term, name: str) -> tuple[Need, ...]:
    """The same where the term alone tells; it is asked at every point."""
    return tuple(dict.fromkeys(_needs(None, term, name)))


def _needs(scope: Scope | None, term: Term, name: str) -> Iterator[Need]:
    """The needs of the parts in turn; without a scope there are neither definitions nor formulas."""
    if name not in free_names(term):
        _check_definitions(scope, term, name)
        return
    match term:
        case Sym(indices=()):
            return
        case Neg() | Add() | Mul():
            pass
        case Div(den=den):
            yield from _nonzero(den, name)
        case Pow(base, exponent):
            yield from _power(base, exponent, name)
        case Call():
            yield from _call(scope, term, name)
            return
        case Diff(body, _) | Partial(body, _, _):
            yield from (
                Need(_STRICTER.get(need.kind, need.kind), need.term) for need in _needs(scope, body, name)
            )
            return
        case Integral():
            yield from _iterated(scope, term, name)
            return
        case _:
            raise Outside(f"an integral over {type(term).__name__.lower()}")
    yield from _inside(scope, term, name)


def _inside(scope: Scope | None, term: Term, name: str) -> Iterator[Need]:
    match term:
        case Neg(arg):
            yield from _needs(scope, arg, name)
        case Add(args) | Mul(args) | Call(_, args):
            for arg in args:
                yield from _needs(scope, arg, name)
        case Div(above, below) | Pow(above, below):
            yield from _needs(scope, above, name)
            yield from _needs(scope, below, name)


def _iterated(scope: Scope | None, term: Integral, name: str) -> Iterator[Need]:
    """What the ends of an inner integral need; of its integrand only that there is a rule for all of it.

    Whether that is smooth shows where it is computed (`derivcheck.refute.calculus.integrals`).
    """
    if term.lower is None or term.upper is None:
        raise Outside("an indefinite integral")
    for end in (term.lower, term.upper):
        yield from _needs(scope, end, name)
    for each in sorted({name, term.variable}):
        for _ in _needs(scope, term.body, each):
            pass


def _check_definitions(scope: Scope | None, term: Term, name: str) -> None:
    """A defined quantity that mentions the name of the variable could be meant either way."""
    if scope is None:
        return
    machine = scope.machine
    for part in walk(term):
        called = part.name if isinstance(part, Sym | Call) else ""
        if called in machine.context.definitions and name in machine.reach(called):
            raise Outside(f"a definition that mentions the bound variable {name!r}")


def _power(base: Term, exponent: Term, name: str) -> Iterator[Need]:
    if base == Const("e") or name not in free_names(base):
        return
    value = fraction_of(exponent)
    if value is None:
        yield Need(POSITIVE, base)
    elif value.denominator != 1:
        yield Need(NONNEGATIVE if value > 0 else POSITIVE, base)
    elif value < 0:
        yield from _nonzero(base, name)


def _nonzero(term: Term, name: str) -> Iterator[Need]:
    """That a term is not 0, asked of its factors, where roots no longer stand in the way."""
    match term:
        case Neg(arg):
            yield from _nonzero(arg, name)
        case Mul(args):
            for arg in args:
                yield from _nonzero(arg, name)
        case Call("sqrt", (arg,)):
            yield Need(POSITIVE, arg)
        case Pow(base, _) if base != Const("e"):
            yield from _nonzero(base, name)
        case _:
            yield Need(NONZERO, term)


def _call(scope: Scope | None, term: Call, name: str) -> Iterator[Need]:
    found: Formula | Definition | None = None
    if scope is not None:
        machine = scope.machine
        found = machine.point.functions.get(term.name) or definition_of(term, machine.context)
    if found is not None:
        if name in free_names(found.body) - set(found.parameters):
            raise Outside("an integral over such a function")
        body = substitute(found.body, dict(zip(found.parameters, term.args, strict=True)))
        strict = any(term.primes)
        for need in _needs(scope, body, name):
            yield Need(_STRICTER.get(need.kind, need.kind), need.term) if strict else need
        return
    made = _NEEDS.get(term.name)
    beside = _NEEDS_BESIDE_ORDER.get(term.name)
    if made is not None and len(term.args) == 1:
        yield made(term.args[0])
    elif beside is not None and len(term.args) == 2 and name not in free_names(term.args[0]):
        if not _is_entire(term):
            yield beside(term.args[1])
    elif term.name not in EVERYWHERE:
        raise Outside(f"an integral over {term.name}")
    yield from _inside(scope, term, name)


def _is_entire(term: Call) -> bool:
    """True for a function of a whole order from which on it is entire."""
    order = term.args[0]
    if not isinstance(order, Num) or order.value.denominator != 1:
        return False
    return term.name in _ENTIRE_FROM and order.value >= _ENTIRE_FROM[term.name]
