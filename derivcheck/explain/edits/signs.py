"""Signs, terms and brackets: what goes wrong when sums are copied and taken apart."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.explain.building import added, divided, negated, product, times, total, without
from derivcheck.explain.edits.row import Row
from derivcheck.explain.places import Place
from derivcheck.explain.pool import Pool, fitting, indicators
from derivcheck.terms import Add, Big, Call, Cases, Div, Integral, Mul, Neg, Num, Pow, Term, integer

__all__ = ["BRACKETS", "SIGNS", "TERMS"]


def _sign(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Add(args):
            for at, arg in enumerate(args):
                turned = (*args[:at], negated(arg), *args[at + 1 :])
                yield Add(turned), arg.arg if isinstance(arg, Neg) else arg
            yield Add(tuple(sorted(map(negated, args), key=lambda arg: isinstance(arg, Neg)))), place.node
        case Neg(arg) if not isinstance(place.parent, Add):
            yield arg, arg
        case Num(value) if value < 0:
            yield Num(-value), Num(-value)
        case node if isinstance(place.parent, Call | Pow | Cases | Integral | None):
            yield negated(node), node


def _all_but_first(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`a - (b + c)` for `a - b + c`: the sign holds for all that follows it."""
    if isinstance(place.node, Add):
        args = place.node.args
        for at, arg in enumerate(args[:-1]):
            if isinstance(arg, Neg) and at + 1 < len(args):
                made = Add((*args[:at], Neg(Add((arg.arg, *args[at + 1 :])))))
                yield made if at else made.args[0], made if at else made.args[0]


def _distributed(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`a*(b + c)` for `a*b + c`, `(a + b)/c` for `a + b/c`."""
    if not isinstance(place.node, Add):
        return
    args = place.node.args
    for at, arg in enumerate(args):
        minus, inner = (True, arg.arg) if isinstance(arg, Neg) else (False, arg)
        rest = args[at + 1 :]
        if isinstance(inner, Mul) and rest:
            made: Term = Mul((*inner.args[:-1], Add((inner.args[-1], *rest))))
            made = total((*args[:at], Neg(made) if minus else made))
            yield made, made
        if isinstance(inner, Div) and at:
            made = Div(Add((*args[:at], Neg(inner.num) if minus else inner.num)), inner.den)
            made = total((made, *rest))
            yield made, made
        if isinstance(inner, Div) and rest:
            made = Div(inner.num, Add((inner.den, *rest)))
            made = total((*args[:at], Neg(made) if minus else made))
            yield made, made


def _below(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`a/(b*c)` for `a/b*c`, `(a*b)^2` for `a*b^2`, `(-a)^2` for `-a^2`."""
    match place.node:
        case Mul((Div(num, den), *rest)):
            made: Term = Div(num, Mul((den, *rest)))
            yield made, made
        case Mul((*rest, Pow(base, exponent))) if rest:
            made = Pow(Mul((*rest, base)), exponent)
            yield made, made
        case Neg(Pow(base, exponent)):
            made = Pow(Neg(base), exponent)
            yield made, made
        case Pow(base, Mul((first, *rest))):
            yield Mul((Pow(base, first), *rest)), place.node


def _body(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """What stands after a sum or a function drawn into it, and the other way round."""
    match place.node:
        case Add((Big() as big, *rest)) if big.op == "sum":
            made: Term = Big(big.op, Add((big.body, *rest)), big.index, big.lower, big.upper, big.guard)
            yield made, made
        case Big(op, Add((first, *rest)), index, lower, upper, guard):
            made = added(Big(op, first, index, lower, upper, guard), total(tuple(rest)))
            yield made, made
        case Add((Call(name, (arg,), primes), *rest)):
            call = Call(name, (added(arg, total(tuple(rest))),), primes)
            yield call, call
        case Call(name, (Add((first, *rest)),), primes):
            made_sum = added(Call(name, (first,), primes), total(tuple(rest)))
            yield made_sum, made_sum


def _lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if isinstance(place.parent, Add | Neg) or (isinstance(place.node, Num) and place.node.value == 0):
        return
    for part in (*fitting(place, pool.parts), integer(1)):
        yield added(place.node, part), part
        if part != place.node:  # nothing would be left
            yield added(place.node, Neg(part)), Neg(part)


def _product_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """A term of the derivative of a product."""
    if isinstance(place.parent, Add | Neg) or place.variables:
        return
    for part in pool.products:
        yield added(place.node, part), part
        if part != place.node:
            yield added(place.node, Neg(part)), Neg(part)


def _indicator_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if not isinstance(place.parent, Add | Neg) and not (
        isinstance(place.node, Num) and place.node.value == 0
    ):
        for term in indicators(place, pool):
            yield added(place.node, term), term


def _too_many(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    if isinstance(place.node, Add):
        for at, arg in enumerate(place.node.args):
            yield total(without(place.node.args, at)), arg


def _joined(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Mul(args):
            yield Add(args), place.node, Add(args)
        case Add(args) if not any(isinstance(arg, Neg) or arg == integer(1) for arg in args):
            yield product(args), place.node, product(args)
        case Add((first, Neg(second))) if not isinstance(second, Num):
            made = divided(first, second)
            yield made, place.node, made
        case Div(num, den):
            made = Add((num, Neg(den)))
            yield made, place.node, made


def _split(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`a/(b + c)` for `a/b + a/c`, `(a + b)*(a + b)` for `a^2 + b^2`, and back."""
    match place.node:
        case Add((Div(num, first), Div(other, second))) if num == other:
            made: Term = Div(num, Add((first, second)))
            yield made, place.node, made
        case Div(num, Add(args)):
            made = Add(tuple(Div(num, arg) for arg in args))
            yield made, place.node, made
        case Add(args) if all(isinstance(arg, Pow) and arg.exponent == args[0].exponent for arg in args):  # type: ignore[attr-defined]
            made = Pow(Add(tuple(arg.base for arg in args)), args[0].exponent)  # type: ignore[attr-defined]
            yield made, place.node, made
        case Pow(Add(args), exponent):
            made = Add(tuple(Pow(arg, exponent) for arg in args))
            yield made, place.node, made
            if any(isinstance(arg, Neg) for arg in args):
                made = Add(tuple(_powered(arg, exponent) for arg in args))
                yield made, place.node, made
        case Mul((Pow(base, first), Pow(same, second))) if base == same:
            made = Pow(base, Add((first, second)))
            yield made, place.node, made


def _powered(arg: Term, exponent: Term) -> Term:
    """The power of a term, the sign left in front."""
    return Neg(Pow(arg.arg, exponent)) if isinstance(arg, Neg) else Pow(arg, exponent)


def _scaled(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """The whole numerator over a denominator that stands under its last term only, and factors likewise."""
    del pool
    if isinstance(place.node, Add):
        last = place.node.args[-1]
        if isinstance(last, Mul):
            factor, rest = last.args[0], product(last.args[1:])
            made = times(factor, Add((*place.node.args[:-1], rest)))
            yield made, made


SIGNS = (Row("sign", 1, _sign, "the sign of {0} is wrong"),)
TERMS = (
    Row("term too many", 3, _too_many, "the term {0} does not belong there"),
    Row("term lost", 2, _product_lost, "the term {0} was lost", borrows=True),
    Row("term lost", 3, _lost, "the term {0} was lost", borrows=True),
    Row("term lost", 3, _indicator_lost, "the term {0} was lost"),
    Row("sum or product", 3, _joined, "{0} should be {1}"),
    Row("split", 3, _split, "{0} is not the same as {1}"),
)
BRACKETS = (
    Row("sign of a bracket", 2, _all_but_first, "the minus holds for the whole bracket: {0}"),
    Row("parentheses", 1, _distributed, "parentheses are missing: {0}"),
    Row("parentheses", 1, _below, "parentheses are missing: {0}"),
    Row("parentheses", 4, _body, "a term stands on the wrong side of a bracket: {0}"),
    Row("parentheses", 4, _scaled, "parentheses are missing: {0}"),
)
