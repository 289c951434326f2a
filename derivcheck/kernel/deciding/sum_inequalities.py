"""Known inequalities of finite sums, each as a row that looks for its instances.

Inside a sum an instance is taken under the sum, with a weight: from `log x <= x - 1` at `x = q[k]/p[k]`,
weighted by `p[k]`, comes Gibbs' inequality; at `x = x[k]/m`, with `m` the mean, Jensen's for the logarithm.
Sums without an end are left alone, for their instances may diverge.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from derivcheck.frozen import replace
from derivcheck.kernel.deciding.known_inequalities import (
    ONE,
    Instance,
    addends_of,
    arguments,
    factors_of,
    is_finite,
    logarithm_instance,
    minus,
    opened,
    square,
    sums_in,
    times,
    weight_of,
)
from derivcheck.model import Claim, Context
from derivcheck.terms import Add, Big, Call, Div, Mul, Neg, Pow, Sym, Term, free_names, integer, substitute

__all__ = [
    "cauchy_schwarz",
    "geometric_means",
    "logarithms_of_sums",
    "logarithms_of_two_indices",
    "members",
    "products_of_norms",
    "products_of_sums",
    "termwise_squares",
    "triangles",
    "weighted_exponentials",
    "weighted_logarithms",
]


def members(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """A sum of what is not negative is at least each of its members; also a sum that the context mentions."""
    for total in sums_in((*terms, *context.assumptions)):
        body_is_positive = (weight_of(total, total.body, context),)
        for index in sorted(context.indices.keys() & free_names(Add(terms)) if len(terms) > 1 else ()):
            declared = context.indices[index]
            if (declared.lower, declared.upper) == (total.lower, total.upper) and total.guard is None:
                member = substitute(total.body, {total.index: Sym(index)})
                yield Instance("a sum is at least its member", minus(total, member), body_is_positive)


def weighted_logarithms(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`log x <= x - 1` under a sum, at quotients of the arguments that occur in it and outside."""
    outside = arguments(terms, "log")
    for total, weight, argument in _weighted(terms, "log"):
        others = arguments((total.body,), "log")
        others += [each for other in sums_in(terms) if other != total for each in _renamed(other, total)]
        others += [each for each in outside if total.index not in free_names(each)]
        under = (weight_of(total, weight, context),)
        for other in (ONE, *dict.fromkeys(others)):
            both = times(argument, other)
            for ratio in (Div(argument, other), Div(other, argument), both, Div(ONE, both)):
                if argument != other:
                    body = times(weight, logarithm_instance(ratio).value)
                    yield Instance("log x <= x - 1, summed", replace(total, body=body), under)


def _renamed(other: Big, total: Big) -> list[Term]:
    """The arguments of logarithms in another sum over the same range, in the index of this one."""
    if not _is_over_range_of(total, other):
        return []
    return [_with_index_of(total, other, each) for each in arguments((other.body,), "log")]


def weighted_exponentials(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`exp x >= 1 + x` under a sum, at the distance from an exponent outside it (Jensen's inequality)."""
    outside = [Neg(ONE), integer(0), *arguments(terms, "exp")]
    for total, weight, argument in _weighted(terms, "exp"):
        under = (weight_of(total, weight, context),)
        for other in outside:
            if total.index in free_names(other):
                continue
            step = minus(argument, other)
            gap = minus(Call("exp", (step,)), ONE, step)
            body = times(weight, Call("exp", (other,)), gap)
            yield Instance("exp x >= 1 + x, summed", replace(total, body=body), under)


def _weighted(terms: tuple[Term, ...], name: str) -> Iterator[tuple[Big, Term, Term]]:
    """The sums with a function in their body: the sum, the rest of the body, the function's argument."""
    for total in sums_in(terms):
        for addend in addends_of(total.body):
            bare = addend.arg if isinstance(addend, Neg) else addend
            factors = factors_of(bare)
            for place, factor in enumerate(factors):
                if isinstance(factor, Call) and factor.name == name:
                    yield total, times(*factors[:place], *factors[place + 1 :]), factor.args[0]


def cauchy_schwarz(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sum(w) sum(w x^2) >= sum(w x)^2` and `sum(u^2) sum(v^2) >= sum(u v)^2`, for the factors that occur."""
    for total in sums_in((*terms, *context.assumptions)):
        factors = factors_of(total.body)
        for place, one in enumerate(factors):
            rest = times(*factors[:place], *factors[place + 1 :])
            yield _inner_product(total, one, rest)
            under = (weight_of(total, rest, context),)
            spread = (replace(total, body=rest), replace(total, body=times(rest, square(one))))
            mixed = square(replace(total, body=times(rest, one)))
            yield Instance("Cauchy-Schwarz with weights", minus(Mul(spread), mixed), under)


def termwise_squares(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sum((u - v)^2) >= 0` and `sum((u + v)^2) >= 0`, for the factors that occur."""
    for total in sums_in(terms):
        factors = factors_of(total.body)
        for place, one in enumerate(factors):
            rest = times(*factors[:place], *factors[place + 1 :])
            for base in (minus(one, rest), Add((one, rest))):
                yield Instance("a sum of squares", replace(total, body=square(base)))


def _inner_product(total: Big, one: Term, other: Term) -> Instance:
    norms = replace(total, body=square(one)), replace(total, body=square(other))
    return Instance("Cauchy-Schwarz", minus(Mul(norms), square(replace(total, body=times(one, other)))))


# -- two sums over one range --------------------------------------------------------------------------------


def products_of_sums(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sum(a) sum(b) >= sum(a b)` and `sum(a) sum(b) >= sum(sqrt(a b))^2`, for `a, b >= 0`."""
    for total, other, body in _pairs((*terms, *context.assumptions)):
        both = Mul((total, other))
        product = Mul((total.body, body))
        under = tuple(weight_of(total, each, context) for each in dict.fromkeys((total.body, body)))
        yield Instance("a product of sums", minus(both, replace(total, body=product)), under)
        if other != total:
            mixed = square(replace(total, body=Call("sqrt", (product,))))
            yield Instance("Cauchy-Schwarz", minus(both, mixed), under)


def products_of_norms(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sqrt(sum(u^2)) sqrt(sum(v^2)) >= sum(u v)` and `>= -sum(u v)`"""
    for total, other, body in _pairs(terms):
        match total.body, body:
            case Pow(one, exponent), Pow(two, same) if exponent == same == integer(2) and one != two:
                norms = Mul((Call("sqrt", (total,)), Call("sqrt", (other,))))
                mixed = replace(total, body=Mul((one, two)))
                yield Instance("Cauchy-Schwarz", minus(norms, mixed))
                yield Instance("Cauchy-Schwarz", Add((norms, mixed)))


def _pairs(terms: tuple[Term, ...]) -> Iterator[tuple[Big, Big, Term]]:
    """Two sums over one range, also the same one twice, and the second's body in the index of the first."""
    for total, other in combinations_with_replacement(sums_in(terms), 2):
        if _is_over_range_of(total, other) and total.index not in free_names(other):
            yield total, other, _with_index_of(total, other, other.body)


def _is_over_range_of(total: Big, other: Big) -> bool:
    return (other.lower, other.upper, other.guard) == (total.lower, total.upper, total.guard)


def _with_index_of(total: Big, other: Big, part: Term) -> Term:
    """A part of the body of the other sum, in the index of this one."""
    return substitute(part, {other.index: Sym(total.index)})


# -- functions under a sum ----------------------------------------------------------------------------------


def triangles(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`|a + b| <= |a| + |b|` under a sum."""
    for total, weight, argument in _weighted(terms, "abs"):
        parts = argument.args if isinstance(argument, Add) else ()
        sizes = [Call("abs", (each.arg if isinstance(each, Neg) else each,)) for each in parts]
        if sizes:
            gap = minus(Add(tuple(sizes)), Call("abs", (argument,)))
            under = (weight_of(total, weight, context),)
            yield Instance("|a| + |b| >= |a + b|, summed", replace(total, body=times(weight, gap)), under)


def geometric_means(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`2 sqrt(a b) <= a + b` under a sum, for `a, b >= 0`."""
    for total, weight, argument in _weighted(terms, "sqrt"):
        match argument:
            case Mul((one, two)):
                root = Call("sqrt", (argument,))
                body = times(weight, minus(Add((one, two)), root, root))
                under = tuple(weight_of(total, each, context) for each in (weight, one, two))
                yield Instance("a + b >= 2*sqrt(a*b), summed", replace(total, body=body), under)


def logarithms_of_sums(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sum(p log(q/(p S))) <= 0` and `sum(p log(S/q)) >= 0` for `S = sum(q)`.

    Here `p` adds up to 1, or is the same for all. The first is `log x <= x - 1` at `x = q/(p S)`; the
    second holds as no `q` is larger than their sum.
    """
    for argument in arguments(terms, "log"):
        total = argument.num if isinstance(argument, Div) else argument
        if not isinstance(total, Big) or total not in sums_in(terms):
            continue
        positive = weight_of(total, total.body, context, ">")
        equal = Div(ONE, replace(total, body=ONE))
        for weight in (ONE, equal, *_weights_beside(total, (*terms, *context.assumptions))):
            under = (positive, weight_of(total, weight, context, ">"))
            ratio = Div(total.body, Mul((weight, argument)))
            body = times(weight, logarithm_instance(ratio).value)
            yield Instance("log x <= x - 1, summed", replace(total, body=body), under)
            under = (positive, weight_of(total, weight, context))
            share = Call("log", (Div(total, total.body),))
            yield Instance("a sum is at least its member", replace(total, body=times(weight, share)), under)


def logarithms_of_two_indices(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`log x <= x - 1` under two sums, at `x = f(a) g(b)/p(a, b)`, with `log f` and `log g` under one."""
    for outer in sums_in(terms):
        inside = (outer.body,) if isinstance(outer.body, Big) and is_finite(outer.body) else ()
        for inner, weight, argument in _weighted(inside, "log"):
            alone = (
                [each for one in sums_in(terms) for each in _renamed(one, total)] for total in (outer, inner)
            )
            under = (_weight_of_two(outer, inner, weight, context),)
            for one, other in product(*alone):
                body = times(weight, logarithm_instance(Div(Mul((one, other)), argument)).value)
                value = replace(outer, body=replace(inner, body=body))
                yield Instance("log x <= x - 1, summed", value, under)


def _weight_of_two(outer: Big, inner: Big, weight: Term, context: Context) -> Claim:
    """The claim that the weight is not negative for every value of the indices of two sums."""
    name, inside = opened(outer, context)
    here = substitute(replace(inner, body=weight), {outer.index: Sym(name)})
    assert isinstance(here, Big)
    return weight_of(here, here.body, inside)


def _weights_beside(total: Big, terms: tuple[Term, ...]) -> Iterator[Term]:
    """The factors of the bodies of other sums over the same range, in the index of this one."""
    for other in sums_in(terms):
        if other != total and _is_over_range_of(total, other) and total.index not in free_names(other):
            for factor in factors_of(_with_index_of(total, other, other.body)):
                if total.index in free_names(factor) and isinstance(factor, Sym):
                    yield factor
