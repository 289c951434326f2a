"""A display split at its relations."""

import pytest

from derivcheck.errors import ReadError
from derivcheck.notation.latex import Macros, split_chain
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


def test_words_before_an_equation_are_an_error():
    with pytest.raises(ReadError, match="found words before it"):
        split_chain(r"\text{So } x = y", PLACE)


def test_words_behind_an_equation_are_no_factor():
    [link] = split_chain(r"x = x \text{ since } y = z", PLACE)
    assert link.right == (4, 5) and link.after is not None
