"""A display split at its relations."""

import pytest

from derivcheck.errors import ReadError
from derivcheck.notation.latex import Macros, split_chain, split_display
from tests.notation.notation_samples import PLACE

CHAINS = [
    ("a + b", []),
    ("a = b", [("a", "=", "b")]),
    ("a = b = c", [("a", "=", "b"), ("b", "=", "c")]),
    ("= b", [("", "=", "b")]),
    (r"a &= b \\ &= c", [("a", "=", "b"), ("b", "=", "c")]),
    (r"a &= b \\ c &= d", [("a", "=", "b"), ("c", "=", "d")]),
    (r"a &= b \\ &\quad + c \\ &= d", [("a", "=", r"b \\ &\quad + c"), (r"b \\ &\quad + c", "=", "d")]),
    (r"a &= b \\ -c &= d", [("a", "=", "b"), ("-c", "=", "d")]),
    (r"a &= b \\ & - c \\ &= d", [("a", "=", r"b \\ & - c"), (r"b \\ & - c", "=", "d")]),
    (r"\begin{aligned} a &\le b \\ &< c \end{aligned}", [("a", "<=", "b"), ("b", "<", "c")]),
    (r"\begin{align*} a &:= b \tag{1} \end{align*}", [("a", "defines", "b")]),
    (r"a &= b & c &= d", [("a", "=", "b"), ("c", "=", "d")]),
    (r"a &= b & -c", [("a", "=", r"b & -c")]),
    (r"a &\le b & c &\le d", [("a", "<=", "b"), ("c", "<=", "d")]),
    (r"a = b & c = d", [("a", "=", "b"), ("c", "=", "d")]),
    (r"(a = b)", [("a", "=", "b")]),
    (r"a = \hat{v_i}", [("a", "=", r"\hat{v_i}")]),
    (r"\hat{v_i} = \bar{u_{ij}}", [(r"\hat{v_i}", "=", r"\bar{u_{ij}}")]),
    (r"{a = b}", [("a", "=", "b")]),
    (r"a {=} b", [("a", "=", "b")]),
    (r"a \mathrel{=} b", [("a", "=", "b")]),
    (r"\ensuremath{a = b}", [("a", "=", "b")]),
    (r"\underbrace{a = b}_{\text{here}}", [("a", "=", "b")]),
    (r"\boxed{a = b}", [("a", "=", "b")]),
    (r"a \not< b", [("a", "other", "b")]),
    (r"a \not= b", [("a", "!=", "b")]),
    (r"a \not\in b", [("a", "other", "b")]),
    (r"a \nleq b", [("a", "other", "b")]),
    (r"\begin{array}{rcl} a &=& b \\ c &=& d \end{array}", [("a", "=", "b"), ("c", "=", "d")]),
    (r"\begin{array}[t]{@{}r@{}l} a &= b \\ &= d \end{array}", [("a", "=", "b"), ("b", "=", "d")]),
    (r"\begin{cases} a = b \\ c = d \end{cases}", [("a", "=", "b"), ("c", "=", "d")]),
    (r"\begin{cases} a &= b \\ c &= d \end{cases}.", [("a", "=", "b"), ("c", "=", "d")]),
    (r"\left\{ \begin{aligned} a &= b \\ c &= d \end{aligned} \right.", [("a", "=", "b"), ("c", "=", "d")]),
    (r"\left\{ \begin{array}{l} a = b \\ c = d \end{array} \right.", [("a", "=", "b"), ("c", "=", "d")]),
    (r"\left. \begin{array}{l} a = b \\ c = d \end{array} \right\}", [("a", "=", "b"), ("c", "=", "d")]),
    (r"\text{Hence, } a = b", [("a", "=", "b")]),
    (r"\text{Hence} \quad a = b", [("a", "=", "b")]),
    (r"\therefore a = b", [("a", "=", "b")]),
    (r"a => b <=> c", [("a", "implies", "b"), ("b", "equivalent", "c")]),
    (r"a <= b >= c", [("a", "<=", "b"), ("b", ">=", "c")]),
    (r"a &= b \\ \text{if } c < d \\ &= e", [("a", "=", "b"), ("b", "=", "e")]),
    (r"a &= b \\ \text{so } c &= d", [("a", "=", "b"), ("c", "=", "d")]),
    (r"a &= b && \text{by symmetry}", [("a", "=", "b")]),
    (r"a \stackrel{(a)}{=} b", [("a", "=", "b")]),
    (r"a \overset{(3)}{=} b", [("a", "=", "b")]),
    (r"a \stackrel{\text{def}}{=} b", [("a", "defines", "b")]),
    (r"a \stackrel{d}{=} b", [("a", "other", "b")]),
    (r"a \approx b \propto c", [("a", "approximately", "b"), ("b", "proportional", "c")]),
    (r"a = b \Rightarrow c = d", [("a", "=", "b"), ("b", "implies", "c"), ("c", "=", "d")]),
    (r"X \sim \mathcal{N}(\mu, \sigma^2)", [("X", "other", r"\mathcal{N}(\mu, \sigma^2)")]),
    (r"y_{k=i} = \sum_{k=1}^n a_k", [("y_{k=i}", "=", r"\sum_{k=1}^n a_k")]),
    (r"[i = j] = \left[ i = j \right].", [("[i = j]", "=", r"\left[ i = j \right]")]),
    (r"\color{blue}{a} &\,\,\color{blue}{=-p_i+q_i}", [(r"{a}", "=", "-p_i+q_i")]),
    (r"a = \begin{cases} 1, & i = j \\ 0 & i \ne j \end{cases}",
     [("a", "=", r"\begin{cases} 1, & i = j \\ 0 & i \ne j \end{cases}")]),
    (r"a \ne b \geq c", [("a", "!=", "b"), ("b", ">=", "c")]),
    (r"a = b \\ \intertext{so} c = d", [("a", "=", "b"), ("c", "=", "d")]),
    (r"{a \over b} = c", [(r"{a \over b}", "=", "c")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CHAINS, ids=[row[0][:60] for row in CHAINS])
def test_chain(text, wanted):
    links = split_chain(text, PLACE)
    assert [(text[slice(*link.left)], link.kind, text[slice(*link.right)]) for link in links] == wanted


AFTER = [
    (r"a = b, \quad i \neq j", ["b"], [r"i \neq j"]),
    (r"a = b, c = d", ["b"], ["c = d"]),
    (r"a = b \quad c = d", ["b"], ["c = d"]),
    (r"a = b \quad \text{for } i = j.", ["b"], [r"\text{for } i = j"]),
    (r"a = b, \quad \forall i = 1, \dots, n", ["b"], [r"\forall i = 1, \dots, n"]),
    (r"a &= b, \\ c &= d.", ["b", "d"], [None, None]),
    (r"a &= b, \\ &= d.", ["b", "d"], [None, None]),
    (r"a = f(x, y)", ["f(x, y)"], [None]),
    (r"a &= b & i \neq j", ["b"], [r"i \neq j"]),
    (r"a &= b & i = j", ["b"], ["i = j"]),
    (r"a = b & x > 0", ["b"], ["x > 0"]),
    (r"\begin{cases} a = b & \text{if } c > 0 \end{cases}", ["b"], [r"\text{if } c > 0"]),
]


@pytest.mark.parametrize(("text", "right", "after"), AFTER, ids=[row[0] for row in AFTER])
def test_what_follows_a_side_is_kept_apart(text, right, after):
    links = split_chain(text, PLACE)
    assert [text[slice(*link.right)] for link in links] == right
    assert [link.after and text[slice(*link.after)] for link in links] == after


def test_line_that_may_go_on_or_not_is_an_error():
    with pytest.raises(ReadError, match="a line that begins with a relation"):
        split_chain(r"a = b \\ -c = d", PLACE)


def test_relation_may_come_from_a_macro():
    macros = Macros.read(r"\newcommand{\is}{=}", PLACE)
    (link,) = split_chain(r"a \is b", PLACE, macros=macros)
    assert (link.sign, link.kind, link.offset) == (r"\is", "=", 2)


def test_names_of_the_other_sides_are_known():
    links = split_chain(r"y_j = \sum_{i<j} a_{ij}", PLACE)
    assert links[0].right_elsewhere == {"y", "j"}


@pytest.mark.parametrize("text", ["a = b & c", "a & b = c", r"a &= b & (i \neq j)", "a &= b & -c &= d"])
def test_column_without_a_relation_is_an_error(text):
    with pytest.raises(ReadError, match="found '&'"):
        split_chain(text, PLACE)


def test_a_macro_with_its_arguments_belongs_to_one_side():
    macros = Macros.read(r"\newcommand{\sq}[1]{#1^2}\newcommand{\plus}[2]{#1 + #2}", PLACE)
    for text in (r"x = \sq x", r"x = \sq{x}", r"x y = \plus x y", r"x = \plus{x}{\sq y}"):
        [link] = split_chain(text, PLACE, macros=macros)
        assert text[slice(*link.right)] == text.split(" = ")[1]


#: a display that holds a relation and no link -> the column of the problem, and a part of what was found
HIDDEN = [
    (r"\text{if } x = y", 1, "words before it"),
    (r"x \text{ and } y = 5", 3, "words before it"),
    (r"x + \text{(some)} = x", 5, "words before it"),
    (r"\text{if } x = y \text{ then } y = 3 x", 1, "words before it"),
    (r"\forall x: x = 2x", 1, r"\forall"),
    (r"x, y = 5", 6, "several"),
    (r"(x = y) + (x = z)", 4, "one inside of '('"),
    (r"x + (y = z)", 8, "one inside of '('"),
    (r"{\bf x = y}", 8, "one inside of '{'"),
    (r"{a = b \over c}", 4, "one inside of '{'"),
    (r"\begin{foo} x = y \end{foo}", 15, r"one inside of \begin{foo}"),
    (r"\begin{cases} 1 \\ x = 2 & y = 3 \\ \end{cases} + (x = 2)", 54, "one inside of '('"),
]


@pytest.mark.parametrize(("text", "column", "found"), HIDDEN, ids=[row[0] for row in HIDDEN])
def test_relation_that_is_no_link_is_complained_of(text, column, found):
    hidden = [one.problem for one in split_display(text, PLACE).hidden if one.problem]
    assert (hidden[0].place.column - PLACE.column + 1, hidden[0].found) == (column, found)
    with pytest.raises(ReadError, match="found "):
        split_chain(text, PLACE)


@pytest.mark.parametrize("words", [r"\text{By (3) }", r"\text{Proof: } x = y \Rightarrow", r"\because"])
def test_what_goes_on_behind_words_is_not_read(words):
    display = split_display(rf"a &= b \\ {words} c &= d \\ &= e \\ f &= g", PLACE)
    assert [link.offset for link in display.links] == [3, len(words) + 32]
    assert any(one.problem for one in display.hidden)


@pytest.mark.parametrize(
    "text",
    [
        r"P(X = x)",
        r"1\{i = j\}",
        "[i = j]",
        r"\{x : x > 0\}",
        r"\begin{cases} 1 & x = 0 \\ 0 & x < 0 \end{cases}",
    ],
)
def test_relation_inside_of_an_expression_is_counted(text):
    display = split_display(text, PLACE)
    assert not display.links and display.hidden and all(one.problem is None for one in display.hidden)


@pytest.mark.parametrize(
    "text", [r"\sum_{i = 1}^n x_i", r"\lim_{x \to 0} x", r"\sum_{\substack{i = 1 \\ j < i}} x"]
)
def test_relation_below_a_sign_is_none_of_the_display(text):
    found = split_display(text, PLACE)
    assert (found.links, found.hidden) == ((), ())


@pytest.mark.parametrize(
    "text", [r"\begin{cases} x = y & x > 0 \end{cases}", r"\begin{cases} x &= 1 & y &= 2\end{cases}"]
)
def test_column_of_a_system_needs_a_word(text):
    with pytest.raises(ReadError, match="one equation on a line of a system, found '&'"):
        split_chain(text, PLACE)


def test_words_behind_an_equation_are_no_factor():
    [link] = split_chain(r"x = x \text{ since } y = z", PLACE)
    assert link.right == (4, 5) and link.after is not None


@pytest.mark.parametrize(
    ("text", "lefts"),
    [
        (r"z_j = w_j x, \qquad h_j = \sigma(z_j), \qquad o = \sum_j h_j", ["z_j", "h_j", "o"]),
        (r"\mu = x + y, \quad \sigma^2 = x y", [r"\mu", r"\sigma^2"]),
        (r"a = b, \quad c = d, \quad i \neq j", ["a", "c"]),
        (r"a &= b, \quad c = d \\ e &= f", ["a", "c", "e"]),
        (r"f(x) = \log x, \quad f'(x) = \frac1x = g(x)", ["f(x)", "f'(x)", r"\frac1x"]),
        (r"\sum_k p_k = 1, \quad \sum_k k p_k = m", [r"\sum_k p_k", r"\sum_k k p_k"]),
        (r"\int_0^1 f = a, \quad \int_0^1 g = b", [r"\int_0^1 f", r"\int_0^1 g"]),
        (r"\frac{dz}{dx} = a x, \quad \frac{dz}{dy} = a", [r"\frac{dz}{dx}", r"\frac{dz}{dy}"]),
        (r"\frac{c}{m} = 2 z, \quad \frac{k}{m} = w^2", [r"\frac{c}{m}", r"\frac{k}{m}"]),
        (r"a = b, \quad \text{and} \quad c - d = e = f", ["a", "c - d", "e"]),
        (r"a_{1,2} = f(x, y) \quad\text{ and }\quad y = 2", ["a_{1,2}", "y"]),
        # what may be a condition is none of the claims
        (r"a = b, \quad \frac{n}{m} = k", ["a"]),
        (r"a = b, \quad x = 1 \quad \text{and} \quad y = 2", ["a"]),
        (r"a = b \quad \text{if } x = 1 \quad \text{and} \quad y = 2", ["a"]),
        (r"a = b \quad \forall x \quad \text{and} \quad y = 2", ["a"]),
        (r"a = b, c = d \quad \text{and} \quad y = 2", ["a"]),
        (r"a = b \quad \text{and} \quad c = d \text{ if } x > 0", ["a"]),
        (r"a = b \quad \text{or} \quad c = d", ["a"]),
        (r"a = b \text{ and } y = 2", ["a"]),
        (r"a &= b \quad \text{and} \quad c = d \\ &= e", ["a", "b"]),
        (r"f(t) = y, \quad x = 1", ["f(t)"]),
        (r"f(x) = y, \quad x = a", ["f(x)"]),
        (r"f(x) = 3, \quad f'(x) = 0", ["f(x)"]),
        (r"y = C e^x, \quad z(0) = c", ["y"]),
        (r"x_k = a, \quad i = b", ["x_k"]),
        (r"x_i = a, \quad k = 1, \dots, n", ["x_i"]),
        (r"a = b, \quad \text{where } c = d", ["a"]),
        (r"\sum_k w_k x_k = m, \quad \sum_k w_k = 1", [r"\sum_k w_k x_k"]),
        (r"m = \sum_k w_k x_k, \quad \sum_k w_k = s", ["m"]),
        (r"a = b, c = d", ["a"]),
        (r"a = b, \quad c + e = d", ["a", "c + e"]),
        (r"a = b, \quad c < d", ["a"]),
        (r"a &= b, \quad c = d \\ &= e", ["a", "b"]),
    ],
)
def test_equations_side_by_side(text: str, lefts: list[str]) -> None:
    assert [text[slice(*link.left)] for link in split_chain(text, PLACE)] == lefts
