"""Known inequalities of functions, each as a row that looks for its instances outside of sums."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from derivcheck.kernel.deciding.known_inequalities import (
    MOST,
    ONE,
    Instance,
    addends_of,
    arguments,
    factors_of,
    logarithm_instance,
    minus,
    outside_sums,
    square,
)
from derivcheck.model import Claim, Context
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Term, integer, walk

__all__ = [
    "INCREASING",
    "absolute_values",
    "angles",
    "below_the_diagonal",
    "exponential_bounds",
    "exponentials",
    "floors",
    "geometric_means",
    "lipschitz",
    "logarithms",
    "monotone",
    "powers",
    "roots",
]

#: Euler's number, as it is written.
E = Const("e")

#: Functions that increase strictly wherever they are defined.
INCREASING = ("log", "exp", "sqrt", "atan", "asin", "tanh", "atanh", "sinh", "asinh", "acosh", "erf")


def logarithms(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`log x <= x - 1`, at arguments and numbers that occur, at their inverses, quotients and products."""
    known = arguments(terms, "log")
    for argument in known:
        value = Call("log", (argument,))
        yield Instance("log x <= 0", Neg(value), (Claim(argument, ONE, context, "<="),))
        yield Instance("log x >= 0", value, (Claim(argument, ONE, context, ">="),))
    if known:
        known += [each for each in _others(terms) if each not in known]
    for argument in known:
        yield logarithm_instance(argument)
        yield logarithm_instance(Div(ONE, argument))
    for above, below in permutations(known, 2):
        yield logarithm_instance(Div(above, below))
    for one, other in combinations(known, 2):
        yield logarithm_instance(Mul((one, other)))
        yield logarithm_instance(Div(ONE, Mul((one, other))))


def _others(terms: tuple[Term, ...]) -> list[Term]:
    """Positive numbers that occur: `e`, also as a power of it, the first written one, and a square root."""
    parts = [part for term in terms for part in outside_sums(term)]
    found = [part for part in parts if isinstance(part, Num) and part.value > 0 and part != ONE]
    has_e = any(_exponent(part) in (ONE, Neg(ONE)) for part in parts)
    roots = [part for part in parts if isinstance(part, Call) and part.name == "sqrt"]
    return [*([E] if has_e else ()), *found[:1], *roots[:1]]


def exponentials(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`exp x >= 1 + x`, at the exponents that occur and at their opposites; `exp a >= exp(b)*(1 + a - b)`."""
    known = _exponents(terms)
    for argument in known:
        for each in (argument, Neg(argument)):
            yield Instance("exp x >= 1 + x", minus(Call("exp", (each,)), ONE, each))
    for above, below in permutations(known, 2):
        tangent = Mul((Call("exp", (below,)), Add((ONE, minus(above, below)))))
        yield Instance("exp x >= 1 + x", minus(Call("exp", (above,)), tangent))


def _exponents(terms: tuple[Term, ...]) -> list[Term]:
    """The `x` of what is written `exp(x)`, `b^y` or as a product of these; and `log b`."""
    found: dict[Term, None] = {}
    for part in (part for term in terms for part in outside_sums(term)):
        several = [each for factor in factors_of(part) if (each := _exponent(factor)) is not None]
        found.update(dict.fromkeys(several))
        if len(several) > 1:
            found[Add(tuple(several))] = None
        if isinstance(part, Pow) and part.base != E and several:
            found[Call("log", (part.base,))] = None
    return list(found)[:MOST]


def _exponent(term: Term) -> Term | None:
    """`x` where the term is `exp(x)`; `y*log(b)` where it is `b^y` with a `y` that is no number."""
    match term:
        case Const("e"):
            return ONE
        case Call("exp", (exponent,)):
            return exponent
        case Pow(base, exponent) if base == E:
            return exponent
        case Pow(base, exponent) if not isinstance(exponent, Num):
            return Mul((exponent, Call("log", (base,))))
        case _:
            return None


def absolute_values(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`|a| >= a`, `|a| >= -a` and the triangle inequality."""
    known = arguments(terms, "abs")
    for argument in known:
        size = Call("abs", (argument,))
        yield Instance("|a| >= a", minus(size, argument))
        yield Instance("|a| >= -a", Add((size, argument)))
    for one, other in combinations(known, 2):
        sizes = Call("abs", (one,)), Call("abs", (other,))
        for total in (Add((one, other)), minus(one, other)):
            yield Instance("|a| + |b| >= |a + b|", minus(Add(sizes), Call("abs", (total,))))


def angles(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """Sines and cosines lie between -1 and 1; `|sin x| <= |x|`; `cos x >= 1 - x^2/2`."""
    for name in ("sin", "cos"):
        for argument in arguments(terms, name):
            value = Call(name, (argument,))
            yield Instance(f"{name} x <= 1", minus(ONE, value))
            yield Instance(f"{name} x >= -1", Add((ONE, value)))
    for argument in arguments(terms, "sin"):
        under = (Claim(argument, integer(0), context, ">="),)
        size = Call("abs", (argument,))
        for bound, grounds, name in ((argument, under, "x"), (size, (), "|x|")):
            yield Instance(f"sin x <= {name}", minus(bound, Call("sin", (argument,))), grounds)
            yield Instance(f"sin x >= -{name}", Add((bound, Call("sin", (argument,)))), grounds)
    for argument in arguments(terms, "cos"):
        half = Div(square(argument), integer(2))
        yield Instance("cos x >= 1 - x^2/2", Add((Call("cos", (argument,)), half, Neg(ONE))))


def lipschitz(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`|f a - f b| <= |a - b|`, with `f` one of sin, cos, tanh, atan and asinh."""
    for name in ("sin", "cos", "tanh", "atan", "asinh"):
        for one, other in permutations(arguments(terms, name), 2):
            rise = minus(Call(name, (one,)), Call(name, (other,)))
            distance = Call("abs", (minus(one, other),))
            yield Instance(f"{name} is no steeper than x", minus(distance, rise))
            under = (Claim(one, other, context, ">="),)
            yield Instance(f"{name} is no steeper than x", minus(one, other, rise), under)


def geometric_means(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`a^p b^q … <= p a + q b + …` for `a, b, … >= 0` and weights `p, q, … >= 0` that add up to 1."""
    parts = dict.fromkeys(part for term in terms for part in outside_sums(term))
    for part in parts:
        weighted = _weighted(part)
        if len(weighted) < 2:
            continue
        under = [Claim(base, integer(0), context, ">=") for base, _ in weighted]
        under += [Claim(weight, integer(0), context, ">=") for _, weight in weighted]
        under.append(Claim(Add(tuple(weight for _, weight in weighted)), ONE, context, "="))
        mean = Add(tuple(Mul((weight, base)) for base, weight in weighted))
        yield Instance("geometric mean <= arithmetic mean", minus(mean, part), tuple(under))


def _weighted(part: Term) -> list[tuple[Term, Term]]:
    """The factors of a geometric mean with their exponents: of `(a b c)^(1/3)` and of `a^p b^(1-p)`."""
    match part:
        case Pow(Mul(factors), exponent):
            found = [(factor, exponent) for factor in factors]
        case Mul(factors) if any(isinstance(factor, Pow) for factor in factors):
            found = [
                (factor.base, factor.exponent) if isinstance(factor, Pow) else (factor, ONE)
                for factor in factors
            ]
        case _:
            return []
    return [
        (inner.base, Mul((weight, inner.exponent))) if isinstance(inner, Pow) else (inner, weight)
        for inner, weight in found
    ]


def below_the_diagonal(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`0 <= f x <= x` for `x >= 0`, with `f` one of atan, tanh, asinh; `x <= sinh x`; strict for `x > 0`."""
    for name in ("atan", "tanh", "asinh", "sinh"):
        for argument in arguments(terms, name):
            value = Call(name, (argument,))
            gap = minus(value, argument) if name == "sinh" else minus(argument, value)
            called = "sinh x >= x" if name == "sinh" else f"{name} x <= x"
            for op in (">", ">="):
                under = (Claim(argument, integer(0), context, op),)
                yield Instance(called, gap, under, strict=op == ">")
                yield Instance(f"{name} x >= 0", value, under, strict=op == ">")


def exponential_bounds(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`cosh x >= 1 + x^2/2`, also as `exp(x) + exp(-x)`; `cosh x <= exp(x^2/2)`; `-1 < erf x < 1`."""
    for argument in arguments(terms, "cosh"):
        value, half = Call("cosh", (argument,)), Div(square(argument), integer(2))
        yield Instance("cosh x >= 1 + x^2/2", minus(value, ONE, half))
        yield Instance("cosh x <= exp(x^2/2)", minus(Call("exp", (half,)), value))
    for argument in _exponents(terms):
        both = Add((Call("exp", (argument,)), Call("exp", (Neg(argument),))))
        yield Instance("cosh x >= 1 + x^2/2", minus(both, integer(2), square(argument)))
    for argument in arguments(terms, "erf"):
        value = Call("erf", (argument,))
        yield Instance("erf x < 1", minus(ONE, value), strict=True)
        yield Instance("erf x > -1", Add((ONE, value)), strict=True)


def floors(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`floor x <= x < floor x + 1` and `x <= ceiling x < x + 1`"""
    for name, size in (("floor", ONE), ("ceiling", integer(-1))):
        for argument in arguments(terms, name):
            beyond = Mul((size, minus(argument, Call(name, (argument,)))))
            yield Instance(f"{name} is near", beyond)
            yield Instance(f"{name} is near", minus(ONE, beyond), strict=True)


def monotone(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`f a >= f b` for `a >= b`, with `f` one of the increasing functions."""
    for name in INCREASING:
        for above, below in permutations(arguments(terms, name), 2):
            under = (Claim(above, below, context, ">="),)
            difference = minus(Call(name, (above,)), Call(name, (below,)))
            yield Instance(f"{name} is increasing", difference, under)
    for above in arguments(terms, "log"):
        parts = [part for term in terms for part in addends_of(term)]
        for below in dict.fromkeys(part.arg if isinstance(part, Neg) else part for part in parts):
            if not any(isinstance(part, Call) and part.name == "log" for part in walk(below)):
                under = (Claim(above, Call("exp", (below,)), context, ">="),)
                yield Instance("log is increasing", minus(Call("log", (above,)), below), under)


def powers(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """Young's inequality, `a^p/p + b^q/q >= a b` for `1/p + 1/q = 1` and positive `p`, `q`."""
    parts = (part for term in terms for part in outside_sums(term))
    found = [part for part in parts if isinstance(part, Pow) and not isinstance(part.exponent, Num)]
    for one, other in combinations(dict.fromkeys(found), 2):
        shares = [Div(ONE, each.exponent) for each in (one, other)]
        under = [Claim(each.exponent, integer(0), context, ">") for each in (one, other)]
        under += [Claim(each.base, integer(0), context, ">=") for each in (one, other)]
        under += [Claim(Add(tuple(shares)), ONE, context)]
        both = Add((Div(one, one.exponent), Div(other, other.exponent)))
        yield Instance("Young's inequality", minus(both, Mul((one.base, other.base))), tuple(under))


def roots(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`sqrt a >= b` for `a >= b^2`, with `b` a term of one of the sides or its opposite."""
    for argument in arguments(terms, "sqrt"):
        for part in dict.fromkeys(part for term in terms for part in addends_of(term)):
            under = (Claim(argument, square(part), context, ">="),)
            yield Instance("sqrt a >= b", minus(Call("sqrt", (argument,)), part), under)
            yield Instance("sqrt a >= -b", Add((Call("sqrt", (argument,)), part)), under)
