"""Left sides of declarations and ranges."""

import pytest

from derivcheck.model import Context, Range
from derivcheck.notation import Head, read_head, read_heads, read_names, read_range
from derivcheck.terms import Add, Const, Neg, Sym
from tests.notation.notation_samples import CONTEXT, PLACE, m, n, one, problem_of, three, zero


def refused(text, read):
    return problem_of(text, lambda words, _context, place: read(words, place))


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("x", Head("x")),
        ("q[i]", Head("q", ("i",))),
        ("A[i, j]", Head("A", ("i", "j"))),
        ("sigma(x)", Head("sigma", ("x",), True)),
        ("gamma", Head("gamma")),
        ("e", Head("e")),
        ("λ_1", Head("λ_1")),
        ("$x$", Head("x")),
        ("$q_i$", Head("q", ("i",))),
        ("$A_{ij}$", Head("A", ("i", "j"))),
        ("$A_{i,j}$", Head("A", ("i", "j"))),
        (r"$\bar{x}$", Head("x_bar")),
        (r"$\hat{\mathbf{w}}_k$", Head("w_bold_hat", ("k",))),
        (r"$\sigma(x)$", Head("sigma", ("x",), True)),
        ("$x_1$", Head("x_1")),
        (r"$v_{\text{max}}$", Head("v_max")),
        (r"$x^{(k)}_i$", Head("x", ("i", "k"))),
        ("$x'$", Head("x_prime")),
        (r"$\mathrm{loss}$", Head("loss")),
    ],
    ids=str,
)
def test_head(text, head):
    assert read_head(text, PLACE) == head


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found"),
    [
        ("", 0, "a name", "the end of the text"),
        ("2", 0, "a name", "'2'"),
        ("x y", 2, "the end of the name", "'y'"),
        ("x, y", 1, "the end of the name", "','"),
        ("sum", 0, "a name that is free", "'sum', a word of the language"),
        ("exp", 0, "a name that is free", "'exp', a word of the language"),
        ("gamma(x)", 0, "a name that is free", "'gamma', a word of the language"),
        ("if", 0, "a name", "'if'"),
        ("A[i, i]", 5, "another name", "'i' again"),
        ("z[z]", 2, "another name", "'z' again"),
        ("z[]", 2, "a name", "']'"),
        ("z[3]", 2, "a name", "'3'"),
        ("z[i+1]", 3, "',' or ']'", "'+'"),
        ("z[i", 1, "a ']' that closes this '['", "the end of the text"),
        ("$z_i", 0, "one formula between dollars", "'$z_i'"),
        ("$z_i$ x", 0, "one formula between dollars", "'$z_i$ x'"),
        ("$z_{i+1}$", 4, "a name", "'i'"),
        ("z_i$", 3, "the plain notation", "LaTeX between dollars"),
    ],
    ids=str,
)
def test_head_is_refused(text, offset, expected, found):
    problem = refused(text, read_head)
    assert (problem.place.column - 5, problem.expected, problem.found) == (offset, expected, found)


def test_heads_have_their_places():
    found = read_heads("a, b[i], f(x)", PLACE)
    assert [(head.name, place.column) for head, place in found] == [("a", 5), ("b", 8), ("f", 14)]


def test_names_in_latex_have_their_places():
    found = read_heads(r"$a, \beta_i$, c[i]", PLACE)
    assert [(head.name, place.column) for head, place in found] == [("a", 6), ("beta", 9), ("c", 19)]
    assert [name for name, _ in read_names("$i, j$, k", PLACE)] == ["i", "j", "k"]


def test_names_have_their_places():
    found = read_names("i, j,k", PLACE)
    assert [(name, place.column) for name, place in found] == [
        ("i", 5),
        ("j", 8),
        ("k", 10),
    ]


def test_function_may_not_take_a_name_of_the_language():
    assert read_names("gamma", PLACE)
    problem = refused("gamma", lambda text, place: read_names(text, place, function=True))
    assert problem.found == "'gamma', a word of the language"


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found"),
    [
        ("i, i", 3, "each name once", "'i' again"),
        ("i,", 2, "a name", "the end of the text"),
        ("i j", 2, "',' or the end of the names", "'j'"),
        ("i[j]", 1, "a plain name", "'['"),
    ],
    ids=str,
)
def test_names_are_refused(text, offset, expected, found):
    problem = refused(text, read_names)
    assert (problem.place.column - 5, problem.expected, problem.found) == (offset, expected, found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1..n", Range(one, n)),
        ("0 .. n - 1", Range(zero, Add((n, Neg(one))))),
        ("0..oo", Range(zero, Const("oo"))),
        ("1..3", Range(one, three)),
        ("-1..K", Range(Neg(one), Sym("K"))),
        ("m+1..n", Range(Add((m, one)), n)),
    ],
    ids=str,
)
def test_range(text, found):
    assert read_range(text, Context(), PLACE) == found


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found"),
    [
        ("", 0, "an expression", "nothing"),
        ("n", 1, "'..' between two bounds, as in 1..n", "the end of the text"),
        ("1..", 3, "an expression", "the end of the text"),
        ("1..n..m", 4, "the end of the range", "'..'"),
        ("3..1", 3, "an upper bound that is not below the lower one", "1, which is below 3"),
        ("0.5..n", 0, "a bound that is a whole number", "'0.5'"),
        ("1..n/2", 3, "a bound that is a whole number", "'n/2'"),
        ("1..exp(x)", 3, "a bound that is a whole number", "'exp(x)'"),
        ("oo..1", 0, "a finite value", "'oo'"),
        ("1..z", 3, "1 index after 'z'", "no index"),
        ("1...n", 1, "an expression in the plain notation", "'...'"),
        ("1..2n", 4, "the end of the range", "'n'"),
    ],
    ids=str,
)
def test_range_is_refused(text, offset, expected, found):
    problem = problem_of(text, read_range, CONTEXT)
    assert (problem.place.column - 5, problem.expected, problem.found) == (offset, expected, found)
