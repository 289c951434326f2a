"""True steps: a random term, and the same term rewritten by laws that hold at every point.

The laws are those of a school book and are applied to the tree as it stands, without the kernel. Each is a
row: its name, and a function from a term to an equal one, or to None where it does not apply. Equal means:
the same value at every point at which both have one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from derivcheck.terms import (
    Add,
    Big,
    Call,
    Cases,
    Diff,
    Div,
    Mul,
    Neg,
    Pow,
    Rel,
    Sym,
    Term,
    integer,
    map_children,
)
from derivcheck.terms.binding import substitute

__all__ = ["LAWS", "rewritten"]

Law = Callable[[Term, Random], Term | None]

_ONE = integer(1)


def _swapped(term: Term, _random: Random) -> Term | None:
    return type(term)(term.args[::-1]) if isinstance(term, Add | Mul) else None


def _distributed(term: Term, _random: Random) -> Term | None:
    match term:
        case Mul((left, Add(args))):
            return Add(tuple(Mul((left, arg)) for arg in args))
        case Mul((Add(args), right)):
            return Add(tuple(Mul((arg, right)) for arg in args))
        case _:
            return None


def _negated_twice(term: Term, _random: Random) -> Term | None:
    return Neg(Neg(term))


def _added_and_taken(term: Term, random: Random) -> Term | None:
    other = random.choice((Sym("x"), Sym("a"), Call("exp", (Sym("x"),))))
    return Add((term, other, Neg(other)))


def _multiplied_and_divided(term: Term, random: Random) -> Term | None:
    other = random.choice((Sym("a"), Call("exp", (Sym("x"),))))
    return Div(Mul((term, other)), other)


def _logarithm_of_exponential(term: Term, _random: Random) -> Term | None:
    return Call("log", (Call("exp", (term,)),))


def _root_of_square(term: Term, _random: Random) -> Term | None:
    """`a` and `p[i]` are positive."""
    return Div(Mul((term, Call("sqrt", (Pow(Sym("a"), integer(2)),)))), Call("abs", (Sym("a"),)))


def _logarithm_of_product(term: Term, _random: Random) -> Term | None:
    positive = Sym("a"), Sym("p", (Sym("i"),))
    logarithms = (Call("log", (Mul(positive),)), *(Neg(Call("log", (each,))) for each in positive))
    return Add((term, *logarithms))


def _squared_out(term: Term, _random: Random) -> Term | None:
    match term:
        case Pow(base, exponent) if exponent == integer(2):
            return Mul((base, base))
        case _:
            return None


def _sum_of_sum(term: Term, _random: Random) -> Term | None:
    match term:
        case Big("sum", Add(args), index, lower, upper, guard):
            return Add(tuple(Big("sum", arg, index, lower, upper, guard) for arg in args))
        case _:
            return None


def _factor_out_of_sum(term: Term, _random: Random) -> Term | None:
    return Mul((Sym("a"), Big("sum", Div(term.body, Sym("a")), *_rest(term)))) if _is_sum(term) else None


def _is_sum(term: Term) -> bool:
    return isinstance(term, Big) and term.op == "sum"


def _rest(term: Term) -> tuple[str, Term, Term, Term | None]:
    assert isinstance(term, Big)
    return term.index, term.lower, term.upper, term.guard


def _shifted(term: Term, _random: Random) -> Term | None:
    if not isinstance(term, Big) or term.guard is not None:
        return None
    body = substitute(term.body, {term.index: Add((Sym(term.index), Neg(_ONE)))})
    return Big(term.op, body, term.index, Add((term.lower, _ONE)), Add((term.upper, _ONE)))


def _renamed(term: Term, _random: Random) -> Term | None:
    if not isinstance(term, Big):
        return None
    guard = term.guard and substitute(term.guard, {term.index: Sym("r")})
    body = substitute(term.body, {term.index: Sym("r")})
    return Big(term.op, body, "r", term.lower, term.upper, guard)


def _guard_as_difference(term: Term, _random: Random) -> Term | None:
    """`sum over k != i` is the whole sum without its i-th term, where i lies in the range."""
    match term:
        case Big("sum", body, index, lower, Sym("n") as upper, Rel("!=", Sym(name, ()), Sym(other, ()))) if (
            lower == _ONE and name == index and other in ("i", "j")
        ):
            return Add((Big("sum", body, index, lower, upper), Neg(substitute(body, {index: Sym(other)}))))
        case _:
            return None


def _linear_derivative(term: Term, _random: Random) -> Term | None:
    match term:
        case Diff(Add(args), variables):
            return Add(tuple(Diff(arg, variables) for arg in args))
        case _:
            return None


def _by_cases(term: Term, _random: Random) -> Term | None:
    return Cases(((term, Rel("=", Sym("i"), Sym("j"))),), term)


def _by_deltas(term: Term, _random: Random) -> Term | None:
    same = Call("delta", (Sym("i"), Sym("j")))
    return Add((Mul((same, term)), Mul((Add((_ONE, Neg(same))), term))))


LAWS: Mapping[str, Law] = {
    "swapped": _swapped,
    "distributed": _distributed,
    "negated twice": _negated_twice,
    "added and taken away": _added_and_taken,
    "multiplied and divided": _multiplied_and_divided,
    "logarithm of the exponential": _logarithm_of_exponential,
    "square written out": _squared_out,
    "root of a square": _root_of_square,
    "logarithm of a product": _logarithm_of_product,
    "sum of a sum": _sum_of_sum,
    "factor out of a sum": _factor_out_of_sum,
    "range shifted": _shifted,
    "bound index renamed": _renamed,
    "guard as a difference": _guard_as_difference,
    "derivative of a sum": _linear_derivative,
    "split by cases": _by_cases,
    "split by deltas": _by_deltas,
}


def rewritten(term: Term, random: Random, times: int) -> tuple[Term, list[str]]:
    """The term after so many laws at random places, and the names of the laws."""
    used: list[str] = []
    for _ in range(20 * times):
        if len(used) == times:
            break
        name = random.choice(tuple(LAWS))
        found = _somewhere(term, LAWS[name], random)
        if found is not None and found != term:
            term, used = found, [*used, name]
    return term, used


#: Where a law may be applied below; the parts of what binds or differentiates mean other things.
_OPEN = (Add, Mul, Neg, Div, Call)


def _somewhere(term: Term, law: Law, random: Random) -> Term | None:
    """The term with the law applied at the top or in one of its parts."""
    if isinstance(term, _OPEN) and not _is_delta(term) and random.random() < 0.6:
        parts: list[Term] = []
        map_children(lambda part: parts.append(part) or part, term)  # type: ignore[func-returns-value]
        place = random.randrange(len(parts)) if parts else 0
        changed = _somewhere(parts[place], law, random) if parts else None
        if changed is not None:
            count = iter(range(len(parts)))
            return map_children(lambda part: changed if next(count) == place else part, term)
    return law(term, random)


def _is_delta(term: Term) -> bool:
    """Whether the parts are indices, to which the laws of numbers do not apply."""
    return isinstance(term, Call) and term.name == "delta"
