"""What is printed reads back as the same term, and no text breaks the reader."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from derivcheck.errors import ReadError
from derivcheck.notation import read_condition, read_expression, read_statement
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
    Num,
    Or,
    Pow,
    Rel,
    Sym,
    integer,
)
from derivcheck.terms.latex import to_latex
from derivcheck.terms.printing import to_text
from tests.notation.notation_samples import CONTEXT, PLACE, a, z

LEAVES = [*map(Sym, "ijkxynmJ"), Const("pi"), Const("e"), Const("I"), *map(integer, range(4))]
OPS = ["=", "!=", "<", "<=", ">", ">="]
VARIABLES = [Sym("y"), Sym("J"), z(Sym("i")), a(Sym("j"), Sym("k"))]


class Maker:
    """Random terms that may stand in a text; `number` draws a whole number below its argument."""

    def __init__(self, draw):
        self.number = lambda below: draw(st.integers(0, below - 1))

    def one_of(self, row):
        return row[self.number(len(row))]

    def several(self, make, depth):
        return tuple(make(depth - 1) for _ in range(2 + self.number(2)))

    def term(self, depth):
        if depth <= 0 or not self.number(5):
            return self.one_of(LEAVES)
        rows = [self.arithmetic, self.arithmetic, self.applied, self.big, self.calculus, self.cased]
        return self.one_of(rows)(depth)

    def arithmetic(self, depth):
        left, right = self.term(depth - 1), self.term(depth - 1)
        flat = [Add(self.several(self.term, depth)), Mul(self.several(self.term, depth))]
        return self.one_of([*flat, Neg(left), Div(left, right), Pow(left, right)])

    def applied(self, depth):
        left, right = self.term(depth - 1), self.term(depth - 1)
        primes = self.one_of([(), (1,), (2,), (3,), (4,)])
        calls = [Call("exp", (left,)), Call("delta", (left, right)), Call("f", (left,), primes)]
        return self.one_of([*calls, Call("f", (left, right), (1, 0)), z(left), a(left, right)])

    def big(self, depth):
        ends = self.one_of([(integer(1), Sym("n")), (self.term(depth - 1), self.term(depth - 1))])
        guard = self.one_of([None, None, self.condition(depth - 1)])
        name = self.one_of(["i", "k", "x", "n", "t"])
        return Big(self.one_of(["sum", "prod"]), self.term(depth - 1), name, *ends, guard)

    def calculus(self, depth):
        body, lower, upper = (self.term(depth - 1) for _ in range(3))
        by = tuple((self.one_of(VARIABLES), 1 + self.number(3)) for _ in range(1 + self.number(2)))
        integrals = [Integral(body, "t", lower, upper), Integral(body, "x")]
        return self.one_of([Diff(body, by), *integrals, Limit(body, "t", lower)])

    def cased(self, depth):
        rows = tuple((self.term(depth - 1), self.condition(depth - 1)) for _ in range(1 + self.number(2)))
        last = self.one_of([None, self.term(depth - 1)])
        return self.one_of([Cases(rows, last), Bracket(self.condition(depth - 1))])

    def condition(self, depth):
        if depth <= 0 or self.number(2):
            return Rel(self.one_of(OPS), self.term(depth - 1), self.term(depth - 1))
        joined = [And(self.several(self.condition, depth)), Or(self.several(self.condition, depth))]
        return self.one_of([*joined, Not(self.condition(depth - 1))])


@st.composite
def terms(draw):
    return Maker(draw).term(3)


@st.composite
def conditions(draw):
    return Maker(draw).condition(3)


@settings(max_examples=400)
@given(terms())
@example(Big("sum", z(Sym("k")), "k", Sym("i"), Sym("j")))
@example(Big("sum", Big("sum", z(Sym("k")), "k", integer(1), Sym("n")), "n", integer(1), integer(3)))
def test_printed_term_reads_back(term):
    for declared in (CONTEXT.indices, None):
        assert read_expression(to_text(term, declared), CONTEXT, PLACE) == term
    assert to_latex(term, CONTEXT.indices)


@settings(max_examples=150)
@given(conditions())
def test_printed_condition_reads_back(term):
    assert read_condition(to_text(term, CONTEXT.indices), CONTEXT, PLACE) == term


@settings(max_examples=300)
@given(st.text(st.sampled_from("xz ik2.+-*/^()[],=<!'$sumeE\n"), max_size=25) | st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    try:
        term = read_statement(text, CONTEXT, PLACE)
    except ReadError as error:
        problem = error.problem
    else:
        again = to_text(term, CONTEXT.indices)
        assert to_text(read_statement(again, CONTEXT, PLACE), CONTEXT.indices) == again
        return
    assert problem.expected and problem.found


@pytest.mark.parametrize(
    ("term", "text", "again"),
    [
        (integer(-2), "-2", Neg(integer(2))),
        (Num(integer(1).value / 2), "1/2", Div(integer(1), integer(2))),
        (Mul((integer(-2), Sym("x"))), "-2*x", Neg(Mul((integer(2), Sym("x"))))),
        (Add((Sym("x"),)), "x", Sym("x")),
        (Mul(()), "1", integer(1)),
        (Add(()), "0", integer(0)),
    ],
    ids=["negative", "fraction", "negative factor", "sum of one", "empty product", "empty sum"],
)
def test_what_the_notation_cannot_tell_apart_reads_as_its_plainest_form(term, text, again):
    assert to_text(term) == text
    assert read_expression(text, CONTEXT, PLACE) == again
