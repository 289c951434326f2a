"""Quantities that are never negative: the known inequalities, each as a row that looks for its instances.

A row looks through the terms of a claim and yields instances of one inequality, each as a term that is not
negative wherever it is defined, with the claims that it rests on (a weight is not negative). Whether an
instance is defined wherever the claim is, whoever uses it has to ask.

Inside a sum an instance is taken under the sum, with a weight: from `log x <= x - 1` at `x = q[k]/p[k]`,
weighted by `p[k]`, comes Gibbs' inequality; at `x = x[k]/m`, with `m` the mean, Jensen's for the logarithm.
Sums without an end are left alone, for their instances may diverge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, permutations
from types import MappingProxyType

from derivcheck.frozen import frozen, replace
from derivcheck.model import Claim, Context, Range
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Pow,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    substitute,
    walk,
)

__all__ = ["INCREASING", "ROWS", "Instance", "instances", "is_finite", "opened", "outside_sums"]

#: So many arguments of a function, or sums, are taken into account; a claim has few.
_MOST = 6
_ONE = integer(1)

#: Functions that increase strictly wherever they are defined.
INCREASING = ("log", "exp", "sqrt", "atan", "asin", "tanh", "atanh", "sinh", "asinh", "acosh", "erf")


@frozen
class Instance:
    """`value >= 0` wherever it is defined, if the claims in `rests_on` hold; `name` is what it is called."""

    name: str
    value: Term
    rests_on: tuple[Claim, ...] = ()


_Row = Callable[[tuple[Term, ...], Context], Iterator[Instance]]


def instances(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """The instances of all rows for the terms of a claim, each once."""
    seen: set[Term] = set()
    for row in ROWS.values():
        for instance in row(terms, context):
            if instance.value not in seen:
                seen.add(instance.value)
                yield instance


# -- looking ----------------------------------------------------------------------------------------------


def _arguments(terms: Iterable[Term], *names: str) -> list[Term]:
    """The arguments of the calls of these functions, outside of sums, each once."""
    parts = (part for term in terms for part in outside_sums(term))
    found = (part.args[0] for part in parts if isinstance(part, Call) and part.name in names)
    return list(dict.fromkeys(found))[:_MOST]


def outside_sums(term: Term) -> Iterator[Term]:
    """The parts of a term that stand under no sum, derivative or other binder, itself among them."""
    yield term
    if not isinstance(term, Big):
        for part in _parts(term):
            yield from outside_sums(part)


def _parts(term: Term) -> tuple[Term, ...]:
    match term:
        case Add(args) | Mul(args):
            return args
        case Call(_, args):
            return tuple(args)
        case Neg(inner):
            return (inner,)
        case Div(above, below):
            return above, below
        case Pow(base, exponent):
            return base, exponent
        case _:
            return ()


def _sums(terms: Iterable[Term]) -> list[Big]:
    found = [part for term in terms for part in walk(term) if isinstance(part, Big) and part.op == "sum"]
    return list(dict.fromkeys(part for part in found if is_finite(part)))[:_MOST]


def is_finite(total: Big) -> bool:
    """Whether both ends of the range are numbers."""
    return not any(part == Const("oo") for end in (total.lower, total.upper) for part in walk(end))


def _times(*factors: Term) -> Term:
    left = [factor for factor in factors if factor != _ONE]
    return Mul(tuple(left)) if len(left) > 1 else left[0] if left else _ONE


def _minus(left: Term, *right: Term) -> Term:
    return Add((left, *map(Neg, right)))


def _factors(term: Term) -> tuple[Term, ...]:
    return term.args if isinstance(term, Mul) else (term,)


# -- the functions ----------------------------------------------------------------------------------------


def _logarithms(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`log x <= x - 1`, at the arguments that occur, at their inverses and at their quotients."""
    known = _arguments(terms, "log")
    for argument in known:
        yield _logarithm(argument)
        yield _logarithm(Div(_ONE, argument))
    for above, below in permutations(known, 2):
        yield _logarithm(Div(above, below))


def _logarithm(argument: Term) -> Instance:
    return Instance("log x <= x - 1", _minus(argument, _ONE, Call("log", (argument,))))


def _exponentials(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`exp x >= 1 + x`, at the exponents that occur and at their opposites."""
    for argument in _exponents(terms):
        for each in (argument, Neg(argument)):
            yield Instance("exp x >= 1 + x", _minus(Call("exp", (each,)), _ONE, each))


def _exponents(terms: tuple[Term, ...]) -> list[Term]:
    powers = [
        part.exponent
        for term in terms
        for part in outside_sums(term)
        if isinstance(part, Pow) and part.base == Const("e")
    ]
    return list(dict.fromkeys([*_arguments(terms, "exp"), *powers]))[:_MOST]


def _absolute_values(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`|a| >= a`, `|a| >= -a` and the triangle inequality."""
    known = _arguments(terms, "abs")
    for argument in known:
        size = Call("abs", (argument,))
        yield Instance("|a| >= a", _minus(size, argument))
        yield Instance("|a| >= -a", Add((size, argument)))
    for one, other in combinations(known, 2):
        sizes = Call("abs", (one,)), Call("abs", (other,))
        for total in (Add((one, other)), _minus(one, other)):
            yield Instance("|a| + |b| >= |a + b|", _minus(Add(sizes), Call("abs", (total,))))


def _angles(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """Sines and cosines lie between -1 and 1; `sin x <= x` for `x >= 0`; `cos x >= 1 - x^2/2`."""
    for name in ("sin", "cos"):
        for argument in _arguments(terms, name):
            value = Call(name, (argument,))
            yield Instance(f"{name} x <= 1", _minus(_ONE, value))
            yield Instance(f"{name} x >= -1", Add((_ONE, value)))
    for argument in _arguments(terms, "sin"):
        under = (Claim(argument, integer(0), context, ">="),)
        yield Instance("sin x <= x", _minus(argument, Call("sin", (argument,))), under)
        yield Instance("sin x >= -x", Add((argument, Call("sin", (argument,)))), under)
    for argument in _arguments(terms, "cos"):
        half = Div(Pow(argument, integer(2)), integer(2))
        yield Instance("cos x >= 1 - x^2/2", Add((Call("cos", (argument,)), half, Neg(_ONE))))


def _below_the_diagonal(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`f x <= x` for `x >= 0`, with `f` one of atan, tanh, asinh and `log(1 + x)`."""
    for name in ("atan", "tanh", "asinh"):
        for argument in _arguments(terms, name):
            under = (Claim(argument, integer(0), context, ">="),)
            yield Instance(f"{name} x <= x", _minus(argument, Call(name, (argument,))), under)
            yield Instance(f"{name} x >= 0", Call(name, (argument,)), under)


def _monotone(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`f a >= f b` for `a >= b`, with `f` one of the increasing functions."""
    for name in INCREASING:
        for above, below in permutations(_arguments(terms, name), 2):
            under = (Claim(above, below, context, ">="),)
            difference = _minus(Call(name, (above,)), Call(name, (below,)))
            yield Instance(f"{name} is increasing", difference, under)
    for above in _arguments(terms, "log"):
        for below in dict.fromkeys(part for term in terms for part in _addends(term)):
            if not any(isinstance(part, Call) and part.name == "log" for part in walk(below)):
                under = (Claim(above, Call("exp", (below,)), context, ">="),)
                yield Instance("log is increasing", _minus(Call("log", (above,)), below), under)


def _addends(term: Term) -> tuple[Term, ...]:
    return (term, *term.args)[:_MOST] if isinstance(term, Add) else (term,)


def _roots(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sqrt a >= b` for `a >= b^2`, with `b` a term of one of the sides or its opposite."""
    for argument in _arguments(terms, "sqrt"):
        for part in dict.fromkeys(part for term in terms for part in _addends(term)):
            under = (Claim(argument, Pow(part, integer(2)), context, ">="),)
            yield Instance("sqrt a >= b", _minus(Call("sqrt", (argument,)), part), under)
            yield Instance("sqrt a >= -b", Add((Call("sqrt", (argument,)), part)), under)


# -- sums -------------------------------------------------------------------------------------------------


def _members(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """A sum of what is not negative is at least each of its members; also a sum that the context mentions."""
    for total in _sums((*terms, *context.assumptions)):
        body_is_positive = (_weight(total, total.body, context),)
        for index in sorted(context.indices.keys() & free_names(Add(terms)) if len(terms) > 1 else ()):
            declared = context.indices[index]
            if (declared.lower, declared.upper) == (total.lower, total.upper) and total.guard is None:
                member = _at(total.body, total.index, Sym(index))
                yield Instance("a sum is at least its member", _minus(total, member), body_is_positive)


def _at(body: Term, index: str, value: Term) -> Term:
    return substitute(body, {index: value})


def _weight(total: Big, weight: Term, context: Context) -> Claim:
    """The claim that the weight is not negative for every value of the index of the sum."""
    name, inside = opened(total, context)
    return Claim(_at(weight, total.index, Sym(name)), integer(0), inside, ">=")


def opened(total: Big, context: Context) -> tuple[str, Context]:
    """A name for the index of a sum, and the context in which it is free and runs over the range of the sum.

    The name is new: what the context says of an index of the same name is not said of this one.
    """
    name = fresh_name(total.index, context.names() | free_names(total))
    inside = replace(context, indices={**context.indices, name: Range(total.lower, total.upper)})
    if total.guard is None:
        return name, inside
    return name, inside.assuming(_at(total.guard, total.index, Sym(name)))


def _weighted_logarithms(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`log x <= x - 1` under a sum, at quotients of the arguments that occur in it and outside."""
    outside = _arguments(terms, "log")
    for total, weight, argument in _weighted(terms, "log"):
        others = _arguments((total.body,), "log")
        others += [each for other in _sums(terms) if other != total for each in _renamed(other, total)]
        others += [each for each in outside if total.index not in free_names(each)]
        under = (_weight(total, weight, context),)
        for other in (_ONE, *dict.fromkeys(others)):
            both = _times(argument, other)
            for ratio in (Div(argument, other), Div(other, argument), both, Div(_ONE, both)):
                if argument != other:
                    body = _times(weight, _logarithm(ratio).value)
                    yield Instance("log x <= x - 1, summed", replace(total, body=body), under)


def _renamed(other: Big, total: Big) -> list[Term]:
    """The arguments of logarithms in another sum over the same range, in the index of this one."""
    if (other.lower, other.upper, other.guard) != (total.lower, total.upper, total.guard):
        return []
    return [_at(each, other.index, Sym(total.index)) for each in _arguments((other.body,), "log")]


def _weighted_exponentials(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`exp x >= 1 + x` under a sum, at the distance from an exponent outside it (Jensen's inequality)."""
    outside = [Neg(_ONE), integer(0), *_arguments(terms, "exp")]
    for total, weight, argument in _weighted(terms, "exp"):
        under = (_weight(total, weight, context),)
        for other in outside:
            if total.index in free_names(other):
                continue
            step = _minus(argument, other)
            gap = _minus(Call("exp", (step,)), _ONE, step)
            body = _times(weight, Call("exp", (other,)), gap)
            yield Instance("exp x >= 1 + x, summed", replace(total, body=body), under)


def _weighted(terms: tuple[Term, ...], name: str) -> Iterator[tuple[Big, Term, Term]]:
    """The sums with a function in their body: the sum, the rest of the body, the function's argument."""
    for total in _sums(terms):
        for addend in _addends(total.body):
            bare = addend.arg if isinstance(addend, Neg) else addend
            factors = _factors(bare)
            for place, factor in enumerate(factors):
                if isinstance(factor, Call) and factor.name == name:
                    yield total, _times(*factors[:place], *factors[place + 1 :]), factor.args[0]


def _cauchy_schwarz(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sum(w) sum(w x^2) >= sum(w x)^2` and `sum(u^2) sum(v^2) >= sum(u v)^2`, for the factors that occur."""
    for total in _sums(terms):
        factors = _factors(total.body)
        for place, one in enumerate(factors):
            rest = _times(*factors[:place], *factors[place + 1 :])
            yield _inner_product(total, one, rest)
            under = (_weight(total, rest, context),)
            spread = (replace(total, body=rest), replace(total, body=_times(rest, _square(one))))
            square = _square(replace(total, body=_times(rest, one)))
            yield Instance("Cauchy-Schwarz with weights", _minus(Mul(spread), square), under)


def _termwise_squares(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sum((u - v)^2) >= 0` and `sum((u + v)^2) >= 0`, for the factors that occur."""
    for total in _sums(terms):
        factors = _factors(total.body)
        for place, one in enumerate(factors):
            rest = _times(*factors[:place], *factors[place + 1 :])
            for base in (_minus(one, rest), Add((one, rest))):
                yield Instance("a sum of squares", replace(total, body=_square(base)))


def _inner_product(total: Big, one: Term, other: Term) -> Instance:
    norms = replace(total, body=_square(one)), replace(total, body=_square(other))
    return Instance("Cauchy-Schwarz", _minus(Mul(norms), _square(replace(total, body=_times(one, other)))))


def _square(term: Term) -> Term:
    return Pow(term, integer(2))


ROWS: Mapping[str, _Row] = MappingProxyType(
    {
        "logarithms": _logarithms,
        "exponentials": _exponentials,
        "absolute values": _absolute_values,
        "angles": _angles,
        "below the diagonal": _below_the_diagonal,
        "increasing functions": _monotone,
        "roots": _roots,
        "members of sums": _members,
        "weighted logarithms": _weighted_logarithms,
        "weighted exponentials": _weighted_exponentials,
        "Cauchy-Schwarz": _cauchy_schwarz,
        "squares under a sum": _termwise_squares,
    }
)
"""The rows; each is tried for every inequality."""
