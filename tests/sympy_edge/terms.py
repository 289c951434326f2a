"""Random terms, and their values by plain arithmetic: what the round trips are tried on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from hypothesis import strategies as st

from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Div,
    Mul,
    Neg,
    Not,
    Num,
    Or,
    Pow,
    Rel,
    Sym,
    Term,
    integer,
)

SIZE = 3

NAMES = ("i", "j", "k")


def indices() -> st.SearchStrategy[Term]:
    names = st.sampled_from([Sym(name) for name in NAMES])
    return names | names.map(lambda name: Add((name, integer(1))))


def leaves() -> st.SearchStrategy[Term]:
    families = st.builds(lambda name, index: Sym(name, (index,)), st.sampled_from(["z", "p"]), indices())
    fractions = st.fractions(min_value=0, max_value=3, max_denominator=3).map(Num)
    return st.one_of(families, fractions, st.sampled_from([Sym("x"), Sym("k"), Sym("n")]))


def conditions() -> st.SearchStrategy[Term]:
    relations = st.builds(Rel, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), indices(), indices())
    pairs = st.tuples(relations, relations)
    return st.one_of(relations, relations.map(Not), pairs.map(And), pairs.map(Or))


def _pairs(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[tuple[Term, ...]]:
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


def _bigs(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    uppers = st.sampled_from([Sym("n"), Add((Sym("n"), Neg(integer(1)))), Sym("j")])
    guards = st.none() | conditions()
    ops = st.sampled_from(["sum", "sum", "prod"])
    return st.builds(Big, ops, inner, st.sampled_from(NAMES), st.just(integer(1)), uppers, guards)


def _extended(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    small = st.integers(min_value=-2, max_value=3).map(lambda n: integer(n) if n >= 0 else Neg(integer(-n)))
    return st.one_of(
        inner.map(Neg),
        _pairs(inner).map(Add),
        _pairs(inner).map(Mul),
        st.builds(Div, inner, inner),
        st.builds(Pow, inner, small),
        _bigs(inner),
        _bigs(inner),
        st.builds(lambda args: Call("max", args), _pairs(inner)),
        st.builds(lambda one: Call("abs", (one,)), inner),
        st.builds(lambda args: Call("delta", args), st.tuples(indices(), indices())),
        conditions().map(Bracket),
        st.builds(lambda value, test, rest: Cases(((value, test),), rest), inner, conditions(), inner),
    )


def terms() -> st.SearchStrategy[Term]:
    return st.recursive(leaves(), _extended, max_leaves=10)


Point = Mapping[str, Fraction]

POINT: Point = {
    "x": Fraction(2, 3),
    "n": Fraction(SIZE),
    "i": Fraction(1),
    "j": Fraction(2),
    "k": Fraction(3),
}


def value(term: Term, point: Point) -> Fraction:  # noqa: C901 - one case for each kind of term
    """The value of `term`; ZeroDivisionError where it has none."""
    match term:
        case Num(number):
            return number
        case Sym(name, ()):
            return point[name]
        case Sym(name, (index,)):
            return Fraction(ord(name) % 7) + value(index, point) ** 2 / 5
        case Neg(arg):
            return -value(arg, point)
        case Add(args):
            return sum((value(arg, point) for arg in args), Fraction(0))
        case Mul(args):
            return _product(value(arg, point) for arg in args)
        case Div(num, den):
            return value(num, point) / value(den, point)
        case Pow(base, exponent):
            return Fraction(value(base, point) ** int(value(exponent, point)))
        case Call("abs", (arg,)):
            return abs(value(arg, point))
        case Call("max", args):
            return max(value(arg, point) for arg in args)
        case Call("delta", (left, right)):
            return Fraction(value(left, point) == value(right, point))
        case Bracket(condition):
            return Fraction(holds(condition, point))
        case Cases(branches, otherwise):
            chosen = [value for value, condition in branches if holds(condition, point)]
            return value(chosen[0] if chosen else otherwise or integer(0), point)
        case Big():
            return _big(term, point)
        case _:
            raise NotImplementedError(term)


def _big(term: Big, point: Point) -> Fraction:
    first, last = int(value(term.lower, point)), int(value(term.upper, point))
    points = [{**point, term.index: Fraction(index)} for index in range(first, last + 1)]
    chosen = [here for here in points if term.guard is None or holds(term.guard, here)]
    values = (value(term.body, here) for here in chosen)
    return sum(values, Fraction(0)) if term.op == "sum" else _product(values)


def _product(values: Iterable[Fraction]) -> Fraction:
    made = Fraction(1)
    for one in values:
        made *= one
    return made


def holds(condition: Term, point: Point) -> bool:
    match condition:
        case Rel(op, left, right):
            a, b = value(left, point), value(right, point)
            return {"=": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]
        case And(args):
            return all(holds(arg, point) for arg in args)
        case Or(args):
            return any(holds(arg, point) for arg in args)
        case Not(arg):
            return not holds(arg, point)
        case _:
            raise NotImplementedError(condition)
