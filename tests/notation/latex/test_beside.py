"""Conditions below names and beside formulas, the names a text uses, what a definition may mention."""

import pytest

from derivcheck.errors import Place, ReadError
from derivcheck.model import Context, Definition, Domain, Range, Symbol
from derivcheck.notation import read_condition as read_plain_condition
from derivcheck.notation import read_expression as read_plain
from derivcheck.notation.latex import names_in, read_conditional, read_expression, read_remark
from derivcheck.terms import Sym, integer
from tests.notation.notation_samples import CONTEXT, PLACE


@pytest.mark.parametrize(
    ("text", "plain", "conditions"),
    [
        ("z_{k=i} p_i", "z[k]*p[i]", ["k = i"]),
        (r"z_{k \neq i} + z_{k \not= i}", "z[k] + z[k]", ["k != i"]),
        (r"\frac{\partial z_{k=i}}{\partial z_i}", "diff(z[k], z[i])", ["k = i"]),
        (r"A_{i=j,k}", "A[i, k]", ["i = j"]),
        ("z_k", "z[k]", []),
    ],
)
def test_condition_below_a_name(text, plain, conditions):
    term, found = read_conditional(text, CONTEXT, PLACE)
    assert term == read_plain(plain, CONTEXT, PLACE)
    assert found == tuple(read_plain_condition(one, CONTEXT, PLACE) for one in conditions)


@pytest.mark.parametrize("text", ["z_{k=i}", r"\sum_k z_{k=i}"])
def test_condition_below_a_name_is_not_lost(text):
    with pytest.raises(ReadError, match="an index without a condition"):
        read_expression(text, CONTEXT, PLACE)
    if "sum" in text:
        with pytest.raises(ReadError, match="an index without a condition"):
            read_conditional(text, CONTEXT, PLACE)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (r"i \neq j", ["i != j"]),
        (r"i = j.", ["i = j"]),
        (r"\text{if } i = j", ["i = j"]),
        (r"\text{for } x > 0", ["x > 0"]),
        (r"\text{for} \quad x > 0, y > 0", ["x > 0", "y > 0"]),
        (r"\text{for all } i \ne j \text{ and } j \ne k", ["i != j", "j != k"]),
        (r"\forall i", []),
        (r"\forall i = 1, \dots, n", []),
        (r"i = 1, 2, \ldots, n", []),
        (r"\text{for } 1 \le i < j", ["1 <= i and i < j"]),
        (r"\text{for all } x, y > 0", ["x > 0", "y > 0"]),
        (r"\text{for all } i, j", []),
        (r"x \in \mathbb{R}", []),
        (r"x, y \in [0, 1)", ["x >= 0", "x < 1", "y >= 0", "y < 1"]),
        (r"x \in \left(0, \infty\right)", ["x > 0"]),
        (r"p_i \in \{0, 1\}", ["p[i] = 0 or p[i] = 1"]),
    ],
)
def test_remark(text, conditions):
    wanted = tuple(read_plain_condition(one, CONTEXT, PLACE) for one in conditions)
    assert read_remark(text, CONTEXT, PLACE) == wanted


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("x > 0", ["x > 0"]),
        (r"x, y \geq 0", ["x >= 0", "y >= 0"]),
        (r"0 \leq x \leq y, \quad x \neq 1", ["0 <= x and x <= y", "x != 1"]),
        (r"|x| < 1", ["abs(x) < 1"]),
    ],
)
def test_what_keeps_a_name_of_the_formula_away_from_values_is_a_condition(text, conditions):
    wanted = tuple(read_plain_condition(one, CONTEXT, PLACE) for one in conditions)
    assert read_remark(text, CONTEXT, PLACE, about=frozenset({"x", "y"})) == wanted
    with pytest.raises(ReadError, match="a condition on indices"):  # of another formula it may be a claim
        read_remark(text, CONTEXT, PLACE, about=frozenset({"w"}))


@pytest.mark.parametrize("text", ["x = 1", "x^2 > 1", r"x + y \neq 0"])
def test_what_may_be_a_claim_is_no_condition(text):
    with pytest.raises(ReadError, match="a condition on indices"):
        read_remark(text, CONTEXT, PLACE, about=frozenset({"x"}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = y", "a condition on indices"),
        (r"z_i = 2", "a condition on indices"),
        (r"i = 2, \dots, n", "the declared range"),
        (r"i = 1, 3, \dots, n", "the declared range"),
        (r"\text{where } w > 0", "a declared name"),
        (r"x \in \mathbb{N}", "a set that it is known to lie in"),
        (r"x \in (0, 1, 2)", "an interval with two ends"),
        (r"x, y", "a relation sign"),
        (r"x, \sin y > 0", "a condition on indices"),
        (r"x \in \{1, 2, 3, 4, 5, 6, 7, 8, 9\}", "a set of at most 8 members"),
        (r"\text{by the chain rule}", "an expression"),
        (r"(1)", "a relation sign"),
    ],
)
def test_remark_is_refused(text, message):
    with pytest.raises(ReadError, match=message):
        read_remark(text, CONTEXT, PLACE)


def test_names_of_a_text():
    found = names_in(r"\sum_{k=1}^K t_k \log \bar{y}_{kj} + f'(x) - \int_0^1 \mathrm{g}(t) \, dt")
    assert [(use.name, use.indices, use.called, use.primes, use.bound) for use in found] == [
        ("k", (), False, 0, True),
        ("K", (), False, 0, False),
        ("t", ("k",), False, 0, False),
        ("k", (), False, 0, False),
        ("y_bar", ("k", "j"), False, 0, False),
        ("k", (), False, 0, False),
        ("j", (), False, 0, False),
        ("f", (), True, 1, False),
        ("x", (), False, 0, False),
        ("g", (), True, 0, False),
        ("t", (), False, 0, False),
        ("d", (), False, 0, False),
        ("t", (), False, 0, True),
    ]
    assert [use.written for use in found if use.called] == ["f", r"\mathrm{g}"]


ONE = Range(integer(1), Sym("n"))


def test_definition_may_mention_what_it_depends_on():
    symbols = {name: Symbol(name, (ONE,), Domain.REAL) for name in "zp"}
    q = Definition("q", ("i",), (ONE,), Sym("z", (Sym("i"),)))
    context = Context({"i": ONE}, symbols, {}, {"q": q})
    assert read_expression("q_i(z_i)", context, PLACE) == Sym("q", (Sym("i"),))
    with pytest.raises(ReadError, match="an operator"):
        read_expression("q_i(p_i)", context, PLACE)
    with pytest.raises(ReadError, match="an operator"):
        read_expression("z_i(p_i)", context, PLACE)


def declared(*names):
    return Context({"i": ONE}, {name: Symbol(name, (), Domain.REAL) for name in names})


@pytest.mark.parametrize(
    ("names", "text", "plain"),
    [
        (("ab",), "ab", "ab"),
        (("a", "b"), "ab", "a*b"),
        (("a", "b", "ab"), "a b", "a*b"),
        (("a", "loss"), "a loss", "a*loss"),
        (("a", "loss"), "aloss", "a*loss"),
        (("x_1",), "x_1", "x_1"),
        (("x_ij",), "x_{ij}", "x_ij"),
        (("v_max",), r"v_{\max}", None),
        (("v_max",), r"v_{\text{max}}", "v_max"),
        (("v_max",), r"v_{max}", "v_max"),
        (("x_bar", "x"), r"\bar{x} x", "x_bar*x"),
        (("x_bold_hat",), r"\hat{\boldsymbol{x}}", "x_bold_hat"),
        (("x_star",), "x^*", "x_star"),
        (("x_star",), r"{x^{\star}}", "x_star"),
        (("x_prime",), "x'", "x_prime"),
        (("e",), "e^2", "e^2"),
        (("e", "t"), r"\mathrm{e}^t", "exp(t)"),
        (("alpha_1", "beta"), r"\alpha_1 \beta", "alpha_1*beta"),
        (("d", "x"), "d x", "d*x"),
        (("d", "x"), r"\frac{\partial d}{\partial x}", "diff(d, x)"),
        (("delta",), r"\delta^2", "delta^2"),
        (("psi", "x"), r"\psi (x + 1)", "psi*(x + 1)"),
    ],
)
def test_names_mean_what_is_declared(names, text, plain):
    context = declared(*names)
    if plain is None:
        with pytest.raises(ReadError):
            read_expression(text, context, PLACE)
        return
    assert read_expression(text, context, PLACE) == read_plain(plain, context, PLACE)


@pytest.mark.parametrize(
    ("names", "text", "message"),
    [
        (("a", "b", "ab"), "ab", "letters with one reading"),
        (("l", "o", "g", "x"), "log x", "a product of letters or a function"),
        (("d", "x"), r"\frac{d}{dx}", "a derivative or a quotient"),
        (("x", "x_bar"), "x_{bar}", "no index after 'x'"),
        (("x",), "x_i", "no index after 'x'"),
        (("z", "z_i"), "z_{i}^{(i)}", "a power without brackets"),
    ],
)
def test_what_could_be_two_things_is_refused(names, text, message):
    with pytest.raises(ReadError, match=message):
        read_expression(text, declared(*names), PLACE)


def test_a_name_and_an_index_may_not_be_confused():
    z = Symbol("z", (ONE,), Domain.REAL)
    context = Context({"i": ONE}, {"z": z, "z_1": Symbol("z_1", (), Domain.REAL)})
    with pytest.raises(ReadError, match="a name with one meaning"):
        read_expression("z_1", context, PLACE)
    assert read_expression("z_i", context, PLACE) == Sym("z", (Sym("i"),))


def test_places_of_a_text_from_several_lines():
    places = {0: Place("a.md", 7, 3), 1: Place("a.md", 9, 5)}
    with pytest.raises(ReadError) as caught:
        read_expression(r"x\foo", CONTEXT, PLACE, places=lambda offset: places[offset])
    assert caught.value.problem.place == Place("a.md", 9, 5)


LABELLED = Context(
    indices=CONTEXT.indices,
    symbols={
        **{name: Symbol(name, (CONTEXT.indices["i"],), Domain.REAL) for name in ("a_0", "b_0", "b_n")},
        "b": Symbol("b", (CONTEXT.indices["i"],) * 2, Domain.REAL),
    },
)


def test_a_number_or_letter_before_an_index_may_belong_to_the_name():
    assert read_expression("a_{0j}", LABELLED, PLACE) == Sym("a_0", (Sym("j"),))
    assert read_expression("a_{0 j}^2 a_{0,j}", LABELLED, PLACE) == read_plain(
        "a_0[j]^2*a_0[j]", LABELLED, PLACE
    )
    assert read_expression("b_{ij}", LABELLED, PLACE) == Sym("b", (Sym("i"), Sym("j")))


@pytest.mark.parametrize("text", ["b_{0j}", "b_{nj}", "a_{1j}", "a_{01}", "a_{0jk}", "a_{j0}"])
def test_and_where_nobody_can_know_it_is_not_read(text):
    with pytest.raises(ReadError):
        read_expression(text, LABELLED, PLACE)
