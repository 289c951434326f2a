"""SymPy's spelling beyond the plain notation: each construct as it is read, and what comes close to it.

`&`, `|`, `~`; `True` and `False`; `root`, `log` with a base; `Subs`; functions known by name alone, whose
names stay free for declarations.
"""

from dataclasses import replace

import pytest

from derivcheck.errors import ReadError
from derivcheck.model import Context, Definition, Domain, FunctionSymbol, Symbol
from derivcheck.notation import read_condition, read_expression, read_head, read_range, read_statement
from derivcheck.notation.open_words import OPEN
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
    Or,
    Pow,
    Rel,
    Sym,
    integer,
)
from derivcheck.terms.functions import ARITY, NAMED
from derivcheck.terms.printing import to_text
from tests.notation.notation_samples import (
    CONTEXT,
    PLACE,
    call,
    i,
    j,
    k,
    n,
    one,
    problem_of,
    three,
    total,
    two,
    x,
    y,
    z,
    zero,
)

t = Sym("t")
LESS, MORE, SAME = Rel("<", x, y), Rel(">", x, two), Rel("=", i, j)
TRUE, FALSE = Rel("=", zero, zero), Rel("!=", zero, zero)


# -- conditions ----------------------------------------------------------------------------------

CONDITIONS = [
    ("(x < y) & (x > 2)", And((LESS, MORE))),
    ("(x < y) & (x > 2) & (i = j)", And((LESS, MORE, SAME))),
    ("(x < y) | (x > 2)", Or((LESS, MORE))),
    ("(x < y)|(x > 2)|(i = j)", Or((LESS, MORE, SAME))),
    ("(x < y) | (x > 2) & (i = j)", Or((LESS, And((MORE, SAME))))),
    ("(x < y) & (x > 2) | (i = j)", Or((And((LESS, MORE)), SAME))),
    ("(x < y) & ((x > 2) | (i = j))", And((LESS, Or((MORE, SAME))))),
    ("(x < y) & ((x > 2) & (i = j))", And((LESS, And((MORE, SAME))))),
    ("~(x < y)", Not(LESS)),
    ("~~(x < y)", Not(Not(LESS))),
    ("~(x < y) & (x > 2)", And((Not(LESS), MORE))),
    ("~((x < y) & (x > 2))", Not(And((LESS, MORE)))),
    ("(x < y) & ~(x > 2)", And((LESS, Not(MORE)))),
    ("not (x < y) & (x > 2)", Not(And((LESS, MORE)))),
    ("(x < y) & (x > 2) and i = j", And((And((LESS, MORE)), SAME))),
    ("i = j or (x < y) & (x > 2)", Or((SAME, And((LESS, MORE))))),
    ("Eq(i, j) & (x < y)", And((SAME, LESS))),
    ("~Eq(i, j) | And(x < y, x > 2)", Or((Not(SAME), And((LESS, MORE))))),
    ("((x) < y) & (x > (2))", And((LESS, MORE))),
    ("True", TRUE),
    ("(x < y) & True", And((LESS, TRUE))),
    ("~False", Not(FALSE)),
    ("Or(False, i = j)", Or((FALSE, SAME))),
]


@pytest.mark.parametrize(("text", "term"), CONDITIONS, ids=[text for text, _ in CONDITIONS])
def test_condition_is_read_as_term(text, term):
    assert read_condition(text, CONTEXT, PLACE) == term
    assert read_condition(to_text(term), CONTEXT, PLACE) == term


NO_CONDITIONS = [
    ("x < y & x > 2", 6, "brackets around the relation", "'&'", "write (a < b) & (c < d)"),
    ("x < y & i", 6, "brackets around the relation", "'&'", ""),
    ("x < y | (x > 2)", 6, "brackets around the relation", "'|'", ""),
    ("(x < y) & x > 2", 12, "brackets around the relation", "'>'", "a < b and c < d"),
    ("(x < y) | i != j", 12, "brackets around the relation", "'!='", ""),
    ("~x < y", 3, "brackets around the relation", "'<'", "write (a < b)"),
    ("not x < y & (i = j)", 10, "brackets around the relation", "'&'", ""),
    ("i = j and x < y & (x > 2)", 16, "brackets around the relation", "'&'", ""),
    ("x & y", 2, "a relation sign such as = or !=", "'&'", "between conditions in brackets"),
    ("x & (x < y)", 2, "a relation sign such as = or !=", "'&'", ""),
    ("(x < y) & x", 11, "a relation sign such as = or !=", "the end of the text", ""),
    ("x + y | (x < y)", 6, "a relation sign such as = or !=", "'|'", ""),
    ("x < (y & 2)", 7, "an operator or ')'", "'&'", "between conditions"),
    ("~x", 2, "a relation sign such as = or !=", "the end of the text", ""),
    ("x ~ y", 2, "a relation sign such as = or !=", "'~'", "'~' stands before a condition"),
    ("(x < y) = (x > 2)", 8, "one relation", "a second one, '='", ""),
    ("(x < y) & (x > 2) = x", 18, "one relation", "a second one, '='", ""),
    ("(x < y) & not (x > 2)", 10, "an expression", "'not'", ""),
    ("(x < y) && (x > 2)", 8, "an expression in the plain notation", "'&&'", "write 'and'"),
    ("(x < y) || (x > 2)", 8, "an expression in the plain notation", "'||'", "write 'or'"),
    ("(x < y) &= (x > 2)", 8, "an expression in the plain notation", "'&'", "write 'and'"),
    ("(x == y) & (x > 2)", 3, "an expression in the plain notation", "'=='", "write '='"),
    ("x = True", 4, "an expression", "the condition True", "a relation is not an expression"),
    ("true", 0, "a declared name", "'true'", "True and False"),
    ("True(x)", 4, "an operator", "'('", "'True' is a condition"),
]


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found", "hint"), NO_CONDITIONS, ids=[row[0] for row in NO_CONDITIONS]
)
def test_condition_is_refused(text, offset, expected, found, hint):
    problem = problem_of(text, read_condition)
    assert (problem.expected, problem.found) == (expected, found)
    assert problem.place.column == 5 + offset
    assert hint in problem.hint


NO_STATEMENTS = [
    ("(x < y) & (x > 2)", 8, "an expression or one relation", "'&'", "two steps"),
    ("~(x < y)", 0, "an expression or one relation", "'~'", "two steps"),
    ("True", 0, "an expression or one relation", "'True'", "write the relation"),
    ("(False)", 1, "an expression or one relation", "'False'", "write the relation"),
    ("1 + ~(x < y)", 4, "an expression", "'~'", "before a condition"),
    ("1 + True", 4, "an expression", "the condition True", ""),
    ("f(True)", 2, "an expression", "the condition True", ""),
    ("f((x < y) & (x > 2))", 5, "an operator or ')'", "'<'", "[i = j]"),
    ("|x| + 1", 0, "an expression", "'|'", "write abs(x)"),
    ("2*|x|", 2, "an expression", "'|'", "write abs(x)"),
    ("||x||", 0, "an expression in the plain notation", "'||'", ""),
    ("~" * 500 + "(x < y)", 160, "at most 64 levels of nesting", "more", ""),
]


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found", "hint"), NO_STATEMENTS, ids=[row[0][:30] for row in NO_STATEMENTS]
)
def test_statement_is_refused(text, offset, expected, found, hint):
    problem = problem_of(text)
    assert (problem.expected, problem.found) == (expected, found)
    assert problem.place.column == 5 + offset
    assert hint in problem.hint


# -- values --------------------------------------------------------------------------------------

READS = [
    # pieces
    ("Piecewise((x, (x < y) & (x > 2)), (0, True))", Cases(((x, And((LESS, MORE))),), zero)),
    ("Piecewise((x, ~(x < y)), (1, (i = j) | (x > 2)))", Cases(((x, Not(LESS)), (one, Or((SAME, MORE)))))),
    ("Piecewise((x, False), (y, True))", Cases(((x, FALSE),), y)),
    ("Piecewise((x, True))", x),
    ("cases(x if (x < y) & (x > 2), 0)", Cases(((x, And((LESS, MORE))),), zero)),
    ("[(x < y) & (x > 2)]", Bracket(And((LESS, MORE)))),
    ("sum(z[k], k, (k != i) & (k != j))", total(z(k), guard=And((Rel("!=", k, i), Rel("!=", k, j))))),
    ("sum(z[k], k, ~(k = i))", total(z(k), guard=Not(Rel("=", k, i)))),
    # roots and logarithms
    ("root(x, 3)", Pow(x, Div(one, three))),
    ("root(x + y, n)", Pow(Add((x, y)), Div(one, n))),
    ("cbrt(x)", Pow(x, Div(one, three))),
    ("log(x)", call("log", x)),
    ("log(x, 2)", Div(call("log", x), call("log", two))),
    ("2^log(x, y)", Pow(two, Div(call("log", x), call("log", y)))),
    ("ln(x, y + 1)", Div(call("log", x), call("log", Add((y, one))))),
    # orders
    ("O(x^2)", call("O", Pow(x, two))),
    ("1 + O(x, x, 2)", Add((one, call("O", x, x, two)))),
    ("O(1/x, x, oo)", call("O", Div(one, x), x, Const("oo"))),
    ("O(x, (x, -oo)) = y", Rel("=", call("O", x, x, Neg(Const("oo"))), y)),
    # numbers
    ("GoldenRatio*x", Mul((Div(Add((one, call("sqrt", integer(5)))), two), x))),
    ("Integral(t, (t, (-oo), (oo)))", Integral(t, "t", Neg(Const("oo")), Const("oo"))),
    ("limit(t, t, ((2)))", Limit(t, "t", two)),
    # functions known by name
    ("zeta(x)", call("zeta", x)),
    ("zeta(x, y)", call("zeta", x, y)),
    ("rf(x, n) - ff(x, n)", Add((call("RisingFactorial", x, n), Neg(call("FallingFactorial", x, n))))),
    ("besselj(n, x)*besselk(1, x)", Mul((call("besselj", n, x), call("besselk", one, x)))),
    ("li(x) + Ei(x)", Add((call("li", x), call("Ei", x)))),
    ("gcd(n, lcm(2, n))", call("gcd", n, call("lcm", two, n))),
]


@pytest.mark.parametrize(("text", "term"), READS, ids=[text for text, _ in READS])
def test_text_is_read_as_term(text, term):
    assert read_statement(text, CONTEXT, PLACE) == term
    assert read_statement(to_text(term), CONTEXT, PLACE) == term


ONLY_LAST = "a condition here, and True only in the last pair"
REFUSED = [
    ("Piecewise((x, x < y & x > 2), (0, True))", 20, "brackets around the relation", "'&'", ""),
    ("Piecewise((x, True), (y, i = j))", 14, ONLY_LAST, "'True'", ""),
    ("Piecewise((x, x), (0, True))", 15, "a relation sign such as = or !=", "')'", ""),
    ("sum(z[k], k != i & k != j)", 17, "brackets around the relation", "'&'", ""),
    ("root(x)", 0, "2 arguments for 'root'", "1 argument", ""),
    ("root(x, 3, 1)", 0, "2 arguments for 'root'", "3 arguments", ""),
    ("cbrt(x, 3)", 0, "1 argument for 'cbrt'", "2 arguments", ""),
    ("root", 0, "a declared name", "'root'", ""),
    ("log()", 0, "1 or 2 arguments for 'log'", "no argument", ""),
    ("log(x, 2, 3)", 0, "1 or 2 arguments for 'log'", "3 arguments", ""),
    ("exp(x, 2)", 0, "1 argument for 'exp'", "2 arguments", ""),
    ("KroneckerDelta(i, j, (1, n))", 0, "2 arguments for 'KroneckerDelta'", "3 arguments", "as a condition"),
    ("KroneckerDelta(i)", 0, "2 arguments for 'KroneckerDelta'", "1 argument", ""),
    ("DiracDelta(x)", 0, "a known function", "'DiracDelta'", "a distribution"),
    ("GoldenRatio(x)", 11, "an operator", "'('", "'GoldenRatio' is a number"),
    ("zeta", 0, "a declared name", "'zeta'", "declare it"),
    ("zeta*x", 0, "a declared name", "'zeta'", "declare it"),
    ("Ei + 1", 0, "a declared name", "'Ei'", "the function is written Ei(…)"),
    ("zeta()", 0, "1 or 2 arguments for 'zeta'", "no argument", ""),
    ("zeta(x, y, 2)", 0, "1 or 2 arguments for 'zeta'", "3 arguments", ""),
    ("zeta'(x)", 4, "'(' and the arguments of 'zeta'", '"\'"', ""),
    ("rf(x)", 0, "2 arguments for 'rf'", "1 argument", ""),
    ("besselj(x)", 0, "2 arguments for 'besselj'", "1 argument", ""),
    ("O()", 0, "1 to 3 arguments for 'O'", "no argument", "write O(g, x, a)"),
    ("O(x, (x, 1, 2))", 0, "a variable and the point that it tends to", "3 parts", ""),
    ("O + 1", 0, "a declared name", "'O'", "declare it"),
    ("gcd(2, n, x)", 0, "2 arguments for 'gcd'", "3 arguments", ""),
    ("besselz(1, x)", 0, "a known function", "'besselz'", "did you mean 'bessel"),
    ("Derivative(f(x), (x, n))", 21, "a whole number of derivatives, 1 to 100", "'n'", "declared as whole"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found", "hint"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_text_is_refused(text, offset, expected, found, hint):
    problem = problem_of(text)
    assert (problem.expected, problem.found) == (expected, found)
    assert problem.place.column == 5 + offset
    assert hint in problem.hint


# -- a value in place of a symbol ----------------------------------------------------------------

SUBSTITUTED = [
    ("Subs(x^2 + y, x, 3)", Add((Pow(three, two), y))),
    ("Subs(x^2, x, x + 1)", Pow(Add((x, one)), two)),
    ("Subs(atan(t), t, y) + x", Add((call("atan", y), x))),
    ("Subs(Subs(t*x, t, x), x, 2)", Mul((two, two))),
    ("Subs(y, t, x)", y),
    ("Subs(z[k], k, i + 1)", z(Add((i, one)))),
    ("sum(Subs(t^2, t, k), k)", total(Pow(k, two))),
    ("Subs(x*sum(k, k), x, k)", Mul((k, total(k)))),
    ("Subs(sum(x*k, k), x, k)", total(Mul((k, Sym("k_1"))), "k_1")),
    ("Subs(sum(x*k, (k, 1, x)), x, k)", total(Mul((k, Sym("k_1"))), "k_1", one, k)),
    ("Subs(sum(x, x, 1, x), x, 3)", total(x, "x", one, three)),
    (
        "Subs(Integral(x*t, (t, 0, x)), x, t + 1)",
        Integral(Mul((Add((t, one)), Sym("t_1"))), "t_1", zero, Add((t, one))),
    ),
    ("Subs(limit(x*t, t, 0), x, 2)", Limit(Mul((two, t)), "t", zero)),
    ("Subs(cases(1 if x < y, x), x, 2)", Cases(((one, Rel("<", two, y)),), two)),
    # a derivative of a generic function at a point
    ("Subs(Derivative(f(t), t), t, 2*x)", call("f", Mul((two, x)), primes=(1,))),
    ("Subs(Derivative(f(t), (t, 3)), t, x)", call("f", x, primes=(3,))),
    ("Subs(f'(t), t, x)", call("f", x, primes=(1,))),
    ("Subs(Derivative(f'(t), t), t, x)", call("f", x, primes=(2,))),
    ("Subs(Derivative(f(t, y), t), t, y)", call("f", y, y, primes=(1, 0))),
    # several values, put in together
    ("Subs(x/y, (x, y), (y, x))", Div(y, x)),
    ("Subs(x*sum(k, k), (x, y), (k, 2))", Mul((k, total(k)))),
    ("Subs(sum(x*y*k, k), (x, y), (k, 2))", total(Mul((k, two, Sym("k_1"))), "k_1")),
    ("Subs(Derivative(f(x, y), x, y), (x, y), (y, 2))", call("f", y, two, primes=(1, 1))),
    ("Subs(Derivative(f(x, y^2), x), (x, y), (2, x))", call("f", two, Pow(x, two), primes=(1, 0))),
    ("Subs(y*Derivative(f(x, y), x), (x, y), (0, 2))", Mul((two, call("f", zero, two, primes=(1, 0))))),
    ("Subs(x + Derivative(f(t), t), t, y)", Add((x, call("f", y, primes=(1,))))),
    # functions that depend on their arguments alone, and definitions that do not mention the variable
    ("Subs(sigma(x), x, 1)", call("sigma", one)),
    ("Subs(Derivative(sigma(x), x), x, 2)", call("sigma", two, primes=(1,))),
    ("Subs(y*J, y, 2)", Mul((two, Sym("J")))),
    # other derivatives, where nothing hangs on the value
    ("Subs(x*Derivative(y^2, y), x, y)", Mul((y, Diff(Pow(y, two), ((y, 1),))))),
    ("Subs(Derivative(f(2*t), t), t, x)", Mul((call("f", Mul((two, x)), primes=(1,)), two))),
    ("Subs(Derivative(t*y, y), t, 3)", Diff(Mul((three, y)), ((y, 1),))),
]


@pytest.mark.parametrize(("text", "term"), SUBSTITUTED, ids=[text for text, _ in SUBSTITUTED])
def test_value_is_put_in(text, term):
    context = replace(CONTEXT, symbols={**CONTEXT.symbols, "t": Symbol("t", (), Domain.REAL)})
    context = context if text.startswith("Subs(Integral") else CONTEXT
    assert read_expression(text, context, PLACE) == term


PUT = "an expression in which a value may be put"
NOT_SUBSTITUTED = [
    ("Subs(x, x)", 0, "3 arguments for 'Subs'", "2 arguments"),
    ("Subs(x*y, (x, y), 1)", 18, "2 values in brackets", "'1'"),
    ("Subs(x*y, (x, y), (1, 2, 3))", 18, "2 values in brackets", "3 values"),
    ("Subs(x*y, (x, x), (1, 2))", 14, "another symbol to replace", "'x' again"),
    ("Subs(x*y, (x, 2), (1, 2))", 14, "a symbol to replace", "'2'"),
    ("Subs(Derivative(abs(x), x), (y, x), (1, 1))", 0, PUT, "a derivative that mentions 'x'"),
    ("Subs(Derivative(abs(f(x, x)), x), (x, y), (1, 2))", 0, PUT, "a derivative that mentions 'x'"),
    ("Subs(f(x^2), x^2, 1)", 13, "a symbol to replace", "'x^2'"),
    ("Subs(z[i], z[i], 1)", 11, "a symbol to replace", "'z[i]'"),
    ("Subs(x, 2, 1)", 8, "a symbol to replace", "'2'"),
    ("Subs(x, pi, 1)", 8, "the name of a bound variable", "'pi'"),
    ("Subs(t, t, w)", 11, "a declared name", "'w'"),
    ("Subs(t, t, t)", 11, "a declared name", "'t'"),
    ("Subs(t, t, 1) + t", 16, "a declared name", "'t'"),
    ("Subs(atan(x*y), (x, y), (oo, 1))", 25, "a finite value", "'oo'"),
    ("Subs(x < y, x, 1)", 7, "an operator or ','", "'<'"),
    ("Subs(Derivative(abs(x), x), x, 1)", 0, PUT, "a derivative that mentions 'x'"),
    ("Subs(Derivative(sign(f(2*t)), t), t, 1)", 0, PUT, "a derivative that mentions 't'"),
    ("Subs(Derivative(floor(f(t, t)), t), t, 1)", 0, PUT, "a derivative that mentions 't'"),
    ("Subs(Derivative(t*y, y), t, y)", 0, PUT, "a derivative that mentions 't'"),
    ("Subs(Derivative(t*y, y), t, sigma(2))", 0, PUT, "a derivative that mentions 't'"),
    ("Subs(Derivative(y*z[k], z[k]), k, 1)", 0, PUT, "a derivative that mentions 'k'"),
    ("Subs(Derivative(abs(x)*Derivative(f(x), x), x), x, 1)", 0, PUT, "a derivative that mentions 'x'"),
    ("Subs(Derivative(J, f(x)), x, 1)", 0, PUT, "a derivative that mentions 'x'"),
    ("Subs(Derivative(f(x), (x, k)), x, 1)", 0, PUT, "a derivative that mentions 'x'"),
    ("Subs(Integral(x, x), x, 1)", 0, PUT, "an integral without bounds"),
    ("Subs(x*Integral(t, t), x, 1)", 0, PUT, "an integral without bounds"),
    ("Subs(J + x, x, 1)", 0, PUT, "the definition 'J', which may depend on 'x'"),
    ("Subs(" * 15 + "x" + ", x, x*x*x)" * 15, 70, "at most 4000 parts after the substitution", "more"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found"), NOT_SUBSTITUTED, ids=[row[0][:40] for row in NOT_SUBSTITUTED]
)
def test_value_is_not_put_in(text, offset, expected, found):
    problem = problem_of(text)
    assert (problem.expected, problem.found) == (expected, found)
    if "4000" not in expected:
        assert problem.place.column == 5 + offset


def test_definition_is_seen_where_the_symbol_is_undeclared():
    assert read_expression("Subs(J*t, t, 2)", CONTEXT, PLACE) == Mul((Sym("J"), two))


# -- what is declared comes first ----------------------------------------------------------------

WORDS = sorted(OPEN)


def test_open_words_are_no_words_of_the_language():
    assert not OPEN & ARITY.keys()
    assert NAMED.keys() <= OPEN


@pytest.mark.parametrize("name", WORDS)
def test_open_word_may_be_a_symbol(name):
    assert read_head(name, PLACE).name == name
    assert read_head(f"{name}[i]", PLACE).parameters == ("i",)
    context = Context(symbols={name: Symbol(name, (), Domain.REAL)})
    assert read_expression(f"{name} + {name}", context, PLACE) == Add((Sym(name), Sym(name)))
    with pytest.raises(ReadError, match="is a symbol, not a function"):
        read_expression(f"{name}(1)", context, PLACE)


@pytest.mark.parametrize("name", WORDS)
def test_open_word_may_be_a_function(name):
    assert read_head(f"{name}(x)", PLACE).is_function
    context = Context(functions={name: FunctionSymbol(name)})
    assert read_expression(f"{name}(1, 2, 3)", context, PLACE) == call(name, one, two, three)
    body = Definition(name, ("t",), (), t, is_function=True)
    assert read_expression(f"{name}(2)", Context(definitions={name: body}), PLACE) == call(name, two)


@pytest.mark.parametrize("name", WORDS)
def test_open_word_may_be_bound_or_a_size(name):
    assert read_range(f"1..{name}", Context(), PLACE).upper == Sym(name)
    assert read_expression(f"sum({name}, {name}, 1, 2)", Context(), PLACE) == Big(
        "sum", Sym(name), name, one, two
    )


@pytest.mark.parametrize("name", sorted(NAMED))
def test_named_function_is_read_with_as_many_arguments_as_it_takes(name):
    fewest, most = NAMED[name]
    for number in range(5):
        text = f"{name}({', '.join(['x'] * number)})"
        if fewest <= number and (most is None or number <= most):
            assert read_expression(text, CONTEXT, PLACE) == Call(name, (x,) * number)
        else:
            assert problem_of(text).expected.endswith(f"for {name!r}")
