"""What the plain notation refuses: the column, what was expected, what was found, and the help."""

import pytest

from derivcheck.model import Context, Domain, Symbol
from derivcheck.notation import read_condition, read_expression
from tests.notation.notation_samples import CONTEXT, problem_of

DEEP = "at most 64 nested brackets"
END = "an operator or the end of the text"

#: text, offset of the complaint, expected, found, a part of the hint
ERRORS = [
    # empty and unfinished
    ("", 0, "an expression", "nothing", ""),
    ("x +", 3, "an expression", "the end of the text", ""),
    ("x + * y", 4, "an expression", "'*'", ""),
    ("f(x,)", 4, "an expression", "')'", ""),
    # brackets
    ("(x + 1", 0, "a ')' that closes this '('", "the end of the text", ""),
    ("sum(exp(z[k], k)", 3, "a ')' that closes this '('", "the end of the text", ""),
    ("x + 1)", 5, "an opening bracket before it", "')'", ""),
    ("z[i)", 3, "']'", "')'", "the '[' that is open here stands 2 characters before"),
    # products need a sign
    ("2x", 1, END, "'x'", "write '*' for a product: 2*x"),
    ("x y", 2, END, "'y'", "write '*' for a product: x*y"),
    ("(x)(y)", 3, END, "'('", "write '*'"),
    ("f(x y)", 4, "an operator or ')'", "'y'", "x*y"),
    ("2[i = j]", 1, END, "'['", "write '*'"),
    ("x(y + 1)", 1, "an operator", "'('", "'x' is a symbol, not a function; for a product write '*'"),
    ("z[i](x)", 4, "an operator", "'('", "is a symbol"),
    ("i(x)", 1, "an operator", "'('", "'i' is an index"),
    ("pi(x)", 2, "an operator", "'('", "'pi' is a number"),
    ("sum(k(1), k)", 5, "an operator", "'('", "a bound index"),
    # names
    ("w", 0, "a declared name", "'w'", "declare it, for instance under symbols"),
    ("w(x)", 0, "a known function", "'w'", "declare it, for instance under functions"),
    ("x + Jx", 4, "a declared name", "'Jx'", "write '*': J*x"),
    ("z_i", 0, "a declared name", "'z_i'", "square brackets: z[i]"),
    ("sgima(x)", 0, "a known function", "'sgima'", "did you mean 'sigma'?"),
    ("exq(x)", 0, "a known function", "'exq'", "did you mean 'exp'?"),
    ("if(x > 0, x, 0)", 0, "an expression", "'if'", "write cases(a if x > 0, b)"),
    ("int(x, x)", 0, "a known function", "'int'", "write integral(f, x, a, b)"),
    ("choose(x, 2)", 0, "a known function", "'choose'", "write binomial(n, k)"),
    ("sigmoid(x)", 0, "a known function", "'sigmoid'", "define it, sigmoid(t): 1/(1 + exp(-t))"),
    ("softplus", 0, "a declared name", "'softplus'", "declare it, for instance under symbols"),
    ("x*π", 2, "a declared name", "'π'", "write pi"),
    ("x + oo", 4, "a finite value", "'oo'", "only as a bound"),
    ("True", 0, "an expression or one relation", "'True'", "write the relation"),
    ("sum(x, t, 1, n) + t", 18, "a declared name", "'t'", ""),
    ("sum(x, t, 1, t)", 13, "a declared name", "'t'", ""),
    # letters
    ("x²", 1, "a letter in its plain form", "'²'", "write an exponent with ^: x^2"),
    ("σx", 0, "letters of one script", "'σx', which mixes Greek and Latin", "underscore"),
    ("а + x", 0, "a name that looks like no other", "'а' in Cyrillic letters", "Latin"),
    ("x\u202e + y", 1, "an expression in the plain notation", "the invisible character U+202E", ""),
    ("x\u200b", 1, "an expression in the plain notation", "the invisible character U+200B", ""),
    # indices
    ("z", 0, "1 index after 'z'", "no index", "write z[i]"),
    ("A[i]", 1, "2 indices after 'A'", "1 index", "write A[i, j]"),
    ("z[i, j]", 1, "1 index after 'z'", "2 indices", "write z[i]"),
    ("z[]", 1, "1 index after 'z'", "no index", ""),
    ("q", 0, "1 index after 'q'", "no index", ""),
    ("x[i]", 1, "no index after 'x'", "1 index", "takes no index"),
    ("J[i]", 1, "no index after 'J'", "1 index", ""),
    ("sum(k[i], k)", 5, "no index after 'k'", "1 index", ""),
    # arguments
    ("exp", 3, "'(' and the arguments of 'exp'", "the end of the text", "is a function"),
    ("exp x", 4, "'(' and the arguments of 'exp'", "'x'", "write exp(…)"),
    ("sin^2(x)", 3, "'(' and the arguments of 'sin'", "'^'", "write sin(x)^2"),
    ("f + 1", 2, "'(' and the arguments of 'f'", "'+'", "is a function"),
    ("exp()", 0, "1 argument for 'exp'", "no argument", ""),
    ("exp(x, y)", 0, "1 argument for 'exp'", "2 arguments", ""),
    ("max()", 0, "at least 1 argument for 'max'", "no argument", ""),
    ("delta(i)", 0, "2 arguments for 'delta'", "1 argument", ""),
    ("sigma(x, y)", 0, "1 argument for 'sigma'", "2 arguments", ""),
    ("x'", 1, "an operator", '"\'"', "primes belong to declared functions"),
    ("exp'(x)", 3, "'(' and the arguments of 'exp'", '"\'"', ""),
    ("f(x)'", 4, END, '"\'"', "before the bracket: f'(x)"),
    ("f'(x, y)", 1, "1 argument after the prime", "2 arguments", "f'[1, 0](x, y)"),
    ("f'[x](x)", 3, "a whole number of derivatives", "something else", ""),
    ("f''[1](x)", 1, "one prime before the orders", "\"''\"", ""),
    # sums
    ("sum(x)", 0, "at least 2 arguments for 'sum'", "1 argument", "write sum(body, k)"),
    ("sum(z[t], t)", 10, "a declared index", "'t'", "sum(body, t, 1, n)"),
    ("sum(x, y)", 7, "a declared index", "'y'", ""),
    ("sum(x, 3)", 7, "an index, or a condition that begins with it", "'3'", "sum(body, k != i)"),
    ("sum(x, i + 1 < k)", 7, "an index, or a condition that begins with it", "'i + 1 < k'", ""),
    ("sum(x, k, 1)", 10, "a declared index, or a lower and an upper bound", "'1'", ""),
    ("sum(x, k, k)", 10, "another index", "'k' again", ""),
    ("sum(x, i, j, k)", 10, "bounds, or nested sums", "indices that could be either", "(i, j, k)"),
    ("sum(x, k != i, k != j)", 13, "')' after the condition", "','", "'and'"),
    ("sum(x, pi, 1, n)", 7, "the name of a bound index", "'pi'", ""),
    (
        "sum(sum(z[k], k), n, 1, 3)",
        14,
        "the 'n' of the range of 'k'",
        "a bound 'n', which hides it",
        "rename",
    ),
    ("Sum(x, (k, 1))", 7, "a range such as (k, 1, n)", "'(k, 1)'", ""),
    # calculus
    ("diff(x)", 0, "at least 2 arguments for 'diff'", "1 argument", "diff(f, x)"),
    ("diff(x, 2)", 8, "a symbol to differentiate by", "'2'", ""),
    ("diff(x, x + y)", 8, "a symbol to differentiate by", "'x + y'", ""),
    ("diff(k^2, k)", 10, "a symbol to differentiate by", "the index 'k'", "whole numbers"),
    ("diff(x, x, 0)", 11, "a whole number of derivatives, 1 to 100", "'0'", ""),
    ("diff(x, (x, y))", 12, "a whole number of derivatives, 1 to 100", "'y'", ""),
    ("diff(f(x), f(x, y))", 0, "an expression in which f(x, y) can vary alone", "f at another argument", ""),
    (
        "diff(diff(f(x)^2, x), f(x))",
        0,
        "an expression in which f(x) can vary alone",
        "f under what binds or differentiates by its argument",
        "",
    ),
    ("diff(exp(x), exp(x))", 13, "a symbol to differentiate by", "'exp(x)'", "value of a function"),
    ("diff(f(x), f(x), w)", 17, "a declared name", "'w'", ""),
    ("diff(x, (x, k/2))", 12, "a whole number of derivatives, 1 to 100", "'k/2'", "declared as whole"),
    ("diff(f(x), f(x), k)", 17, "a whole number of derivatives, 1 to 100", "'k'", "by a symbol"),
    ("diff(x, k, x)", 8, "a symbol to differentiate by", "the index 'k'", "whole numbers"),
    ("diff(x, w)", 8, "a declared name", "'w'", ""),
    ("integral(x, x, 1)", 12, "a variable, alone or with two bounds", "'x'", "integral(f, x, a, b)"),
    ("integral(t, t + 1)", 12, "a variable, alone or with two bounds", "'t + 1'", ""),
    ("limit(x, x)", 0, "3 to 4 arguments for 'limit'", "2 arguments", "limit(f, x, a)"),
    ("limit(x, x, 0, +)", 15, "'+' or '-' in quotes, or '+-'", "'+'", ""),
    ("limit(x, x, 0, dir='*')", 19, "'+' or '-' in quotes, or '+-'", "\"dir='*'\"", ""),
    ("limit(1/x, x, oo, '+')", 0, "an expression in which a value may be put", "another one", "one side"),
    (
        "limit(diff(abs(x), x), x, 0, '+')",
        0,
        "an expression in which a value may be put",
        "another one",
        "one side",
    ),
    ("limit(x, 2*x, 1)", 9, "the name of a bound variable", "'2*x'", ""),
    # relations and conditions
    ("x == y", 2, "an expression in the plain notation", "'=='", "write '='"),
    ("x < y < 2", 6, "one relation", "a second one, '<'", "several steps"),
    ("x = y = 2", 6, "one relation", "a second one, '='", ""),
    ("x = y => y = x", 6, "one relation", "the arrow '=>'", "'- => x = 2"),
    ("x = y <=> y = x", 6, "one relation", "the arrow '<=>'", "'- <=> x = 2"),
    ("x = y = > 2", 6, "one relation", "a second one, '='", ""),
    ("x = y and y = 2", 6, "an expression or one relation", "'and'", "two steps"),
    ("(x = y) + 1", 8, "'and', 'or' or the end of the condition", "'+'", "[i = j]"),
    ("1 + (x = y)", 7, "an operator or ')'", "'='", "[i = j]"),
    ("exp(x = y)", 6, "an operator or ')'", "'='", ""),
    ("1 + Eq(x, y)", 4, "an expression", "the condition Eq(…)", ""),
    ("[i]", 2, "a relation sign such as = or !=", "']'", ""),
    ("x and y", 2, "a relation sign such as = or !=", "'and'", ""),
    ("cases(1, 0)", 7, "'if' and a condition", "','", ""),
    ("cases(1 if i, 0)", 12, "a relation sign such as = or !=", "','", ""),
    (
        "Piecewise((0, True), (1, i = j))",
        14,
        "a condition here, and True only in the last pair",
        "'True'",
        "",
    ),
    ("Piecewise(x)", 10, "a pair (value, condition)", "'x'", ""),
    ("Pow(x)", 0, "2 arguments for 'Pow'", "1 argument", ""),
    # numbers
    ("010", 0, "a number without a leading zero", "'010'", "write 10"),
    ("x + 00.5", 4, "a number without a leading zero", "'00.5'", "write 0.5"),
    (".5", 0, "an expression in the plain notation", "'.'", "0.5"),
    ("1e2000", 0, "a number of at most 1000 digits", "1e2000", ""),
    ("1" * 1001, 0, "a number of at most 1000 digits", "111111111111…", ""),
    # other notations
    ("$x^2", 0, "one formula between dollars", "'$x^2'", "write all of it in LaTeX"),
    ("$x$ + $y$", 0, "one formula between dollars", "'$x$ + $y$'", "write all of it in LaTeX"),
    ("x + $y$", 4, "the plain notation", "LaTeX between dollars", "write all of it in LaTeX"),
    (r"\frac{1}{x}", 0, "the plain notation", "a LaTeX command", ""),
    ("|x|", 0, "an expression", "'|'", "abs(x)"),
    ("n!", 1, "an expression in the plain notation", "'!'", "factorial(n)"),
    ("x × y", 2, "an expression in the plain notation", "'×'", "'*'"),
    ("x − y", 2, "an expression in the plain notation", "'−'", "'-'"),
    ("z[1] + ... + z[n]", 7, "an expression in the plain notation", "'...'", "sum(body, k, 1, n)"),
    ("f(x).diff(x)", 4, "an expression in the plain notation", "'.'", ""),
    ("__import__('os')", 0, "a known function", "'__import__'", ""),
    ("1..n", 1, END, "'..'", ""),
    # size
    ("(" * 65 + "x" + ")" * 65, 64, DEEP, "one more", "definitions"),
    ("x/" * 100 + "x", 0, "at most 64 levels of nesting", "more", "definitions"),
    ("x^" * 100 + "x", 0, "at most 64 levels of nesting", "more", "definitions"),
    ("-" * 19_000 + "x", 160, "at most 64 levels of nesting", "more", "definitions"),
    ("x+" * 10_001 + "x", 0, "at most 20000 characters", "20003 characters", "split"),
]


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found", "hint"), ERRORS, ids=[row[0][:30] for row in ERRORS]
)
def test_text_is_refused(text, offset, expected, found, hint):
    problem = problem_of(text)
    assert (problem.expected, problem.found) == (expected, found)
    assert (problem.place.line, problem.place.column) == (3, 5 + offset)
    assert hint in problem.hint and bool(hint) <= bool(problem.hint)


def test_line_break_in_the_text_moves_the_line():
    place = problem_of("x +\n  2*w").place
    assert (place.line, place.column) == (4, 5)


def test_relation_is_no_expression():
    problem = problem_of("x = y", read_expression)
    assert (problem.place.column, problem.found) == (7, "'='")


def test_expression_is_no_condition():
    problem = problem_of("x + y", read_condition)
    assert (problem.place.column, problem.expected) == (10, "a relation sign such as = or !=")


@pytest.mark.parametrize("text", ["delta(i, j)", "beta(x, x)"])
def test_declared_symbol_hides_the_function_of_its_name(text):
    name = text.partition("(")[0]
    symbols = {**CONTEXT.symbols, name: Symbol(name, (), Domain.REAL)}
    problem = problem_of(text, context=Context(symbols=symbols))
    assert problem.hint.startswith(f"'{name}' is a symbol, not a function")
