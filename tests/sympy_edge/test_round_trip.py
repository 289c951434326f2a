"""Terms to SymPy and back: the same text for what people write, the same value for anything."""

from __future__ import annotations

import warnings

import pytest
import sympy
from hypothesis import HealthCheck, given, settings

from derivcheck.model import Context, Range
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Not,
    Nth,
    Num,
    Or,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
    hypergeometric,
    integer,
    walk,
)
from derivcheck.terms.binding import bound_name
from derivcheck.terms.functions import ARITY
from derivcheck.terms.sympy_edge import from_sympy, to_sympy, to_sympy_code
from derivcheck.terms.sympy_edge.tables import FUNCTIONS
from tests.sympy_edge.terms import POINT, terms, value

X, Y, K, I_, J, N = (Sym(name) for name in "xykijn")
ONE = integer(1)


def z(index: Term) -> Term:
    return Sym("z", (index,))


def over(body: Term, name: str = "k", op: str = "sum", guard: Term | None = None) -> Big:
    return Big(op, body, name, ONE, N, guard)


CONTEXT = Context(indices=dict.fromkeys("ijk", Range(ONE, N)))

DIFFERS = Rel("!=", K, I_)

EXACT = {
    "quotient by itself": Div(X, X),
    "difference from itself": Add((X, Neg(X))),
    "number powers": Pow(integer(2), integer(3)),
    "fraction": Div(ONE, integer(2)),
    "negative number": Neg(integer(3)),
    "negated product": Neg(Mul((integer(2), X))),
    "negated quotient": Neg(Div(X, Y)),
    "quotient of negative": Div(Neg(X), Y),
    "quotients in a row": Div(Div(X, Y), Sym("a")),
    "quotient below": Div(X, Div(Y, Sym("a"))),
    "nested sum": Add((X, Add((Y, ONE)))),
    "double negation": Neg(Neg(X)),
    "power to zero": Pow(X, integer(0)),
    "power of e": Pow(Const("e"), X),
    "exp of 0": Call("exp", (integer(0),)),
    "sqrt of a square": Call("sqrt", (Pow(X, integer(2)),)),
    "unit": Mul((Const("I"), Const("pi"))),
    "two indices": Sym("A", (I_, Add((J, ONE)))),
    "softmax": Div(Call("exp", (z(I_),)), over(Call("exp", (z(K),)))),
    "constant sum": over(ONE),
    "nested sums": over(over(Mul((z(K), z(J))), "j")),
    "dependent bounds": over(Big("sum", z(J), "j", ONE, K)),
    "infinite sum": Big("sum", Pow(X, K), "k", integer(0), Const("oo")),
    "guarded sum": over(z(K), guard=DIFFERS),
    "guarded product": over(z(K), op="prod", guard=DIFFERS),
    "guarded quotient": over(Div(z(K), z(K)), guard=DIFFERS),
    "sum of cases": over(Add((X, Cases(((Div(X, X), DIFFERS),), z(K))))),
    "sum of cases on a symbol": over(Add((z(K), Cases(((Div(X, X), Rel(">", X, integer(0))),), ONE)))),
    "delta with itself": Call("delta", (I_, I_)),
    "bracket": Bracket(Rel("=", I_, J)),
    "cases without end": Cases(((X, Rel(">", X, integer(0))),)),
    "derivative": Diff(Call("log", (over(Call("exp", (z(K),))),)), ((z(I_), 1),)),
    "derivative of a number": Diff(integer(3), ((X, 1),)),
    "derivative of symbolic order": Nth(Mul((X, Y)), X, K),
    "derivative of the order after": Nth(Call("f", (X,)), X, Add((ONE, K))),
    "derivative by a value": Partial(Mul((X, Call("f", (X,)))), Call("f", (X,)), 2),
    "derivative by a derivative": Diff(Partial(Sym("L"), Diff(Call("f", (X,)), ((X, 1),)), 1), ((X, 1),)),
    "mixed derivative": Diff(Mul((X, Y)), ((Y, 1), (X, 2))),
    "generic": Call("f", (Div(X, Y),)),
    "hypergeometric": hypergeometric((X, Y), (Sym("b"),), Sym("a")),
    "hypergeometric without parameters": hypergeometric((), (), X),
    "derivative at a point": Call("f", (Mul((integer(2), X)),), (2,)),
    "partial at a point": Call("f", (X, X), (1, 0)),
    "integral": Integral(Div(X, X), "x", integer(0), ONE),
    "antiderivative": Integral(Div(X, X), "x"),
    "limit": Limit(Div(Call("sin", (X,)), X), "x", integer(0)),
    "limit below": Limit(X, "x", Neg(Const("oo"))),
    "equation": Rel("=", X, X),
    "order": Rel("<=", X, Y),
    "conditions": Cases(((X, And((Rel(">", Y, ONE), Rel("<", X, ONE)))), (Y, Not(Rel("=", X, ONE)))), ONE),
    "either": Bracket(Or((Rel("<", I_, ONE), Rel("!=", I_, J)))),
}


@pytest.mark.parametrize("term", EXACT.values(), ids=EXACT)
def test_what_is_written_comes_back(term: Term) -> None:
    assert from_sympy(to_sympy(term, CONTEXT)) == term


LIKE = {
    "decimal factor": (Mul((Num(ONE.value / 2), X)), Div(X, integer(2))),
    "negative power": (Pow(X, Neg(integer(2))), Div(ONE, Pow(X, integer(2)))),
    "derivative of a symbol": (Call("f", (X,), (1,)), Diff(Call("f", (X,)), ((X, 1),))),
    "cases as a bracket": (Cases(((ONE, DIFFERS),), integer(0)), Bracket(DIFFERS)),
}


@pytest.mark.parametrize(("term", "back"), LIKE.values(), ids=LIKE)
def test_what_sympy_writes_otherwise(term: Term, back: Term) -> None:
    assert from_sympy(to_sympy(term, CONTEXT)) == back


@pytest.mark.parametrize("name", sorted(ARITY))
def test_every_function_survives(name: str) -> None:
    fewest, most = ARITY[name]
    arguments = (I_, J)[: max(fewest, 1) if most else 2]
    term = Call(name, arguments)
    assert from_sympy(to_sympy(term, CONTEXT)) == term
    rebuilt(term)


def test_every_function_has_a_row() -> None:
    assert set(FUNCTIONS) | {"sqrt"} == set(ARITY)
    assert all(hasattr(sympy, name) for name in FUNCTIONS.values())


@pytest.mark.parametrize(
    "name", sorted(set(ARITY) - {"max", "min", "delta", "binomial", "atan2", "mod", "beta"})
)
def test_no_function_evaluates(name: str) -> None:
    made = to_sympy(Call(name, (ONE,)))
    assert made.args[0] == 1 and not made.is_Number


def rebuilt(term: Term) -> sympy.Basic:
    """What the code text of `term` builds, having checked that it is the same."""
    space: dict[str, object] = {}
    exec(to_sympy_code(term, CONTEXT), space)  # the text is for users to run; here we are the user
    made = space["expression"]
    assert made == to_sympy(term, CONTEXT)
    return made


@pytest.mark.parametrize("term", EXACT.values(), ids=EXACT)
def test_code_runs(term: Term) -> None:
    rebuilt(term)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(terms())
def test_random_terms(term: Term) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expression = to_sympy(term, CONTEXT)
        back = from_sympy(expression)
        rebuilt(term)
    assert outcome(back) == outcome(term)
    names = [name for part in walk(from_sympy(expression)) if (name := bound_name(part))]
    assert len(names) == len(set(names))


def outcome(term: Term) -> object:
    try:
        return value(term, POINT)
    except ZeroDivisionError:
        return "undefined"
