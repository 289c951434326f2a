"""What the plain notation reads: a text beside the term it stands for."""

from dataclasses import replace
from fractions import Fraction

import pytest

from derivcheck.model import Context, Domain, Symbol
from derivcheck.notation import read_condition, read_expression, read_statement
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
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
    integer,
)
from tests.notation.notation_samples import (
    CONTEXT,
    PLACE,
    RANGE,
    a,
    call,
    i,
    j,
    k,
    m,
    n,
    one,
    three,
    total,
    two,
    x,
    y,
    z,
    zero,
)

t = Sym("t")
oo = Const("oo")
differ = Rel("!=", k, i)

ARITHMETIC = [
    ("x", x),
    ("(x)", x),
    ("+x", x),
    ("x + y - 2", Add((x, y, Neg(two)))),
    ("(x + y) + 2", Add((Add((x, y)), two))),
    ("x - (y - 2)", Add((x, Neg(Add((y, Neg(two))))))),
    ("x*y*2", Mul((x, y, two))),
    ("x*(y*2)", Mul((x, Mul((y, two))))),
    ("x/y/2", Div(Div(x, y), two)),
    ("x/y*2", Mul((Div(x, y), two))),
    ("x*y/2", Div(Mul((x, y)), two)),
    ("x/x", Div(x, x)),
    ("x^2", Pow(x, two)),
    ("x**2", Pow(x, two)),
    ("x^y^2", Pow(x, Pow(y, two))),
    ("(x^y)^2", Pow(Pow(x, y), two)),
    ("-x^2", Neg(Pow(x, two))),
    ("2^-x", Pow(two, Neg(x))),
    ("2^-x^2*y", Mul((Pow(two, Neg(Pow(x, two))), y))),
    ("-x*y", Neg(Mul((x, y)))),
    ("-x/y + 2", Add((Neg(Div(x, y)), two))),
    ("x*-y", Mul((x, Neg(y)))),
    ("x - -y", Add((x, Neg(Neg(y))))),
    ("--x", Neg(Neg(x))),
    (" x\n + y ", Add((x, y))),
]
NUMBERS = [
    ("0", zero),
    ("12", integer(12)),
    ("0.1", Num(Fraction(1, 10))),
    ("2.50", Num(Fraction(5, 2))),
    ("1e-3", Num(Fraction(1, 1000))),
    ("1.5E+2", integer(150)),
    ("1/2", Div(one, two)),
]
NAMES = [
    ("z[i]", z(i)),
    ("z[i + 1]", z(Add((i, one)))),
    ("z[1]", z(one)),
    ("A[i, j]", a(i, j)),
    ("A[i,A[j,k]]", a(i, a(j, k))),
    ("J", Sym("J")),
    ("q[k]", Sym("q", (k,))),
    ("i", i),
    ("pi*e*I", Mul((Const("pi"), Const("e"), Const("I")))),
    ("exp(x)", call("exp", x)),
    ("max(x, y, 2)", call("max", x, y, two)),
    ("delta(i, j)", call("delta", i, j)),
    ("f(x)", call("f", x)),
    ("f(x, y)", call("f", x, y)),
    ("f'(x)", call("f", x, primes=(1,))),
    ("f''(x)", call("f", x, primes=(2,))),
    ("f'[1, 0](x, y)", call("f", x, y, primes=(1, 0))),
    ("sigma(x)", call("sigma", x)),
    ("sigma'(x)", call("sigma", x, primes=(1,))),
]
SUMS = [
    ("sum(z[k], k)", total(z(k))),
    ("sum(k, k, 1, n)", total(k)),
    ("sum(z[t], t, 1, n-1)", total(z(t), "t", one, Add((n, Neg(one))))),
    ("sum(x^t, t, 0, oo)", total(Pow(x, t), "t", zero, oo)),
    ("sum(x^t, t, -oo, +oo)", total(Pow(x, t), "t", Neg(oo), oo)),
    ("sum(x, x, 1, n)", total(x, "x")),
    ("sum(sum(z[k], k), k)", total(total(z(k)))),
    ("sum(z[k], k != i)", total(z(k), guard=differ)),
    ("sum(z[k], k, k != i)", total(z(k), guard=differ)),
    ("sum(z[k], k, not (k = i))", total(z(k), guard=Not(Rel("=", k, i)))),
    ("sum(z[k], k != i and k != j)", total(z(k), guard=And((differ, Rel("!=", k, j))))),
    ("sum(z[k], k, 1, n, k != i)", total(z(k), guard=differ)),
    ("sum(z[t], t, i, j)", total(z(t), "t", i, j)),
    ("sum(z[k], (k, i, j))", total(z(k), "k", i, j)),
    ("sum(A[i, j], i, j)", total(total(a(i, j), "j"), "i")),
    ("sum(A[i, j], i, j, i < j)", total(total(a(i, j), "j", guard=Rel("<", i, j)), "i")),
    ("sum(1, i, j, k, l)", total(total(total(total(one, "l", zero, m), "k"), "j"), "i")),
    ("prod(z[k], k)", Big("prod", z(k), "k", one, n)),
]
CALCULUS = [
    ("diff(J, x)", Diff(Sym("J"), ((x, 1),))),
    ("diff(J, x, y)", Diff(Sym("J"), ((x, 1), (y, 1)))),
    ("diff(J, x, 2, y)", Diff(Sym("J"), ((x, 2), (y, 1)))),
    ("diff(J, x, k)", Nth(Sym("J"), x, k)),
    ("diff(J, x, k + 2, y)", Diff(Nth(Sym("J"), x, Add((k, two))), ((y, 1),))),
    ("Derivative(J, (x, k), (y, 2))", Diff(Nth(Sym("J"), x, k), ((y, 2),))),
    ("diff(J, x, m)", Diff(Sym("J"), ((x, 1), (Sym("m"), 1)))),
    ("sum(diff(J, x, k), k)", total(Nth(Sym("J"), x, k))),
    ("diff(J, f(x))", Partial(Sym("J"), call("f", x), 1)),
    ("diff(J, diff(f(x), x), 2)", Partial(Sym("J"), Diff(call("f", x), ((x, 1),)), 2)),
    ("Derivative(J, (f(x), 2), x)", Diff(Partial(Sym("J"), call("f", x), 2), ((x, 1),))),
    (
        "diff(J, x, f(x), f'(x))",
        Partial(Partial(Diff(Sym("J"), ((x, 1),)), call("f", x), 1), call("f", x, primes=(1,)), 1),
    ),
    ("diff(J, z[i])", Diff(Sym("J"), ((z(i), 1),))),
    ("diff(log(q[k]), q[k])", Diff(call("log", Sym("q", (k,))), ((Sym("q", (k,)), 1),))),
    ("integral(t^2, t)", Integral(Pow(t, two), "t")),
    ("integral(t, t, 0, x)", Integral(t, "t", zero, x)),
    ("integral(diff(f(t), t), t)", Integral(Diff(call("f", t), ((t, 1),)), "t")),
    ("limit(1/t, t, oo)", Limit(Div(one, t), "t", oo)),
    ("limit(x, x, x)", Limit(x, "x", x)),
    ("limit(t, t, 0, '+')", Limit(Div(one, t), "t", oo)),
    ("limit(t, t, x, '-')", Limit(Add((x, Neg(Div(one, t)))), "t", oo)),
    ("limit(t, t, 0, '+-')", Limit(t, "t", zero)),
    ("limit(1/t, t, oo, '-')", Limit(Div(one, t), "t", oo)),
]
CONDITIONS = [
    ("[i = j]*2", Mul((Bracket(Rel("=", i, j)), two))),
    ("x*[i ≠ j]", Mul((x, Bracket(Rel("!=", i, j))))),
    ("cases(1 if i = j, 0)", Cases(((one, Rel("=", i, j)),), zero)),
    ("cases(1 if i < j, 2 if i > j)", Cases(((one, Rel("<", i, j)), (two, Rel(">", i, j))))),
    ("x = y + 1", Rel("=", x, Add((y, one)))),
    ("x ≤ y", Rel("<=", x, y)),
    ("(x) >= y", Rel(">=", x, y)),
    ("(x = y)", Rel("=", x, y)),
]
SYMPY = [
    ("Derivative(f(x), x)", Diff(call("f", x), ((x, 1),))),
    ("Derivative(f(x), (x, 2), y)", Diff(call("f", x), ((x, 2), (y, 1)))),
    ("Sum(z[t], (t, 1, n))", total(z(t), "t")),
    ("Sum(A[i, t], (i, 1, t), (t, 1, n))", total(total(a(i, t), "i", one, t), "t")),
    ("Product(z[k], (k, 1, 3))", Big("prod", z(k), "k", one, three)),
    ("Integral(t, (t, 0, oo))", Integral(t, "t", zero, oo)),
    ("Limit(t, t, 0)", Limit(t, "t", zero)),
    ("Limit(t, t, 0, dir='+')", Limit(Div(one, t), "t", oo)),
    ('Limit(t, t, 0, dir="+-")', Limit(t, "t", zero)),
    ("Rational(1, 2)", Div(one, two)),
    ("KroneckerDelta(i, j)", call("delta", i, j)),
    ("Piecewise((1, Eq(i, j)), (0, True))", Cases(((one, Rel("=", i, j)),), zero)),
    ("Piecewise((1, i < j))", Cases(((one, Rel("<", i, j)),))),
    ("Abs(x) + ln(x) + E", Add((call("abs", x), call("log", x), Const("e")))),
    ("Max(x, Min(x, y))", call("max", x, call("min", x, y))),
    ("Add(x, y, 2)", Add((x, y, two))),
    ("Mul(x, Pow(y, 2))", Mul((x, Pow(y, two)))),
    ("Mul(x)", x),
    ("Heaviside(ceiling(x))", call("heaviside", call("ceiling", x))),
    ("Ne(x, y)", Rel("!=", x, y)),
    ("[And(Lt(i, j), Not(Eq(i, k)))]", Bracket(And((Rel("<", i, j), Not(Rel("=", i, k)))))),
]
READS = [*ARITHMETIC, *NUMBERS, *NAMES, *SUMS, *CALCULUS, *CONDITIONS, *SYMPY]


@pytest.mark.parametrize(("text", "term"), READS, ids=[text for text, _ in READS])
def test_text_is_read_as_term(text, term):
    assert read_statement(text, CONTEXT, PLACE) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("i = j", Rel("=", i, j)),
        ("not i = j", Not(Rel("=", i, j))),
        ("not not i = j", Not(Not(Rel("=", i, j)))),
        ("i = j and j = k or i < k", Or((And((Rel("=", i, j), Rel("=", j, k))), Rel("<", i, k)))),
        ("i = j and (j = k or (i) < k)", And((Rel("=", i, j), Or((Rel("=", j, k), Rel("<", i, k)))))),
        ("not (i = j and j = k)", Not(And((Rel("=", i, j), Rel("=", j, k))))),
        ("(i + 1) < j", Rel("<", Add((i, one)), j)),
    ],
    ids=str,
)
def test_condition_is_read_as_term(text, term):
    assert read_condition(text, CONTEXT, PLACE) == term


# -- a declaration is nearer than the language ---------------------------------------------------


@pytest.mark.parametrize("name", ["e", "I", "E", "beta", "gamma", "delta", "Sum", "S", "α_1", "β", "σ", "щ"])
def test_declared_name_is_that_symbol(name):
    context = Context(symbols={name: Symbol(name, (), Domain.REAL)})
    assert read_expression(f"{name} + {name}", context, PLACE) == Add((Sym(name), Sym(name)))


def test_name_bound_around_the_text_needs_no_declaration():
    assert read_expression("1/t", Context(), PLACE, bound=["t"]) == Div(one, t)


def test_bound_name_shadows_a_family():
    assert read_expression("sum(z, z, 1, n)", CONTEXT, PLACE) == total(Sym("z"), "z")


def test_declared_bounds_are_those_of_the_context():
    context = replace(CONTEXT, indices={"k": replace(RANGE, lower=zero)})
    assert read_expression("sum(z[k], k)", context, PLACE) == total(z(k), lower=zero)


# -- cost ----------------------------------------------------------------------------------------


def test_long_flat_text_is_read():
    text = " + ".join(["z[i]"] * 2500)
    assert len(read_expression(text, CONTEXT, PLACE).args) == 2500


def test_deepest_brackets_are_read():
    assert read_expression("(" * 64 + "x" + ")" * 64, CONTEXT, PLACE) == x
