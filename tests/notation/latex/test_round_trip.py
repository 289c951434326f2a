"""What is printed as LaTeX reads back as the same term, and no text breaks the reader."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.errors import ReadError
from derivcheck.model import Context, Domain, Symbol
from derivcheck.notation.latex import (
    Macros,
    names_in,
    read_condition,
    read_expression,
    read_head,
    read_statement,
    split_chain,
)
from derivcheck.terms import Add, Mul, Neg, Num, Sym, integer
from derivcheck.terms.latex import to_latex
from derivcheck.terms.latex_names import ACCENTS, LETTERS, STYLES, name_in_latex
from tests.notation.notation_samples import CONTEXT, PLACE, RANGE
from tests.notation.test_print_and_read import conditions, terms


@settings(max_examples=500)
@given(terms())
def test_printed_term_reads_back(term):
    for declared in (CONTEXT.indices, None):
        assert read_expression(to_latex(term, declared), CONTEXT, PLACE) == term


@settings(max_examples=200)
@given(conditions())
def test_printed_condition_reads_back(term):
    assert read_condition(to_latex(term, CONTEXT.indices), CONTEXT, PLACE) == term


WORDS = st.sampled_from(["x", "Q", "loss", "max", "e1", *sorted(LETTERS - {"pi"})])
PARTS = st.lists(
    st.sampled_from([*STYLES, *ACCENTS, "prime", "star", "1", "12", "k", "max", "tau"]), max_size=3
)


@settings(max_examples=500)
@given(WORDS, PARTS, st.integers(0, 2))
def test_printed_name_reads_back(word, parts, axes):
    name = "_".join([word, *parts])
    context = Context(indices=CONTEXT.indices, symbols={name: Symbol(name, (RANGE,) * axes, Domain.REAL)})
    term = Sym(name, (Sym("i"), Add((Sym("j"), integer(1))))[:axes])
    assert read_expression(to_latex(term), context, PLACE) == term
    assert read_expression(f"2 {to_latex(term)} + 1", context, PLACE) == Add(
        (Mul((integer(2), term)), integer(1))
    )


@pytest.mark.parametrize("accent", sorted(ACCENTS))
@pytest.mark.parametrize("style", [None, *STYLES])
def test_printed_name_is_declared_back(accent, style):
    name = "_".join(filter(None, ["w", style, accent]))
    assert read_head(name_in_latex(name, "i, j"), PLACE).name == name
    assert read_head(name_in_latex(name, "i, j"), PLACE).parameters == ("i", "j")


TEXT = r"""
    \frac {x} { } x z_i _ ^ ( ) [ ] | \left \right \{ \} \sum_{k=1}^n \sum_k \int dx d \partial \log \sin
    + - / = < , \cdot & \\ \begin{cases} \end{cases} \text{if} \quad 1 2 12 ' ! \dots f A_{ij} e^ \hat
    \mathbf \over \substack \color{red} \underbrace \overset \lim \sqrt \binom 1\{ \delta_{ \infty \foo
    . % ~ $ # é ∑
"""
PIECES = st.sampled_from(TEXT.split())


@settings(max_examples=800)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    for reader in (
        lambda: read_statement(text, CONTEXT, PLACE),
        lambda: read_condition(text, CONTEXT, PLACE),
        lambda: split_chain(text, PLACE),
        lambda: names_in(text),
        lambda: read_head(text, PLACE),
        lambda: Macros.read(rf"\newcommand{{\a}}[1]{text}", PLACE),
    ):
        with suppress(ReadError):  # and nothing else
            reader()


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_what_is_read_is_printed_and_read_again(text):
    try:
        term = read_statement(text, CONTEXT, PLACE)
    except ReadError:
        return
    assert read_statement(to_latex(term, CONTEXT.indices), CONTEXT, PLACE) == term


@pytest.mark.parametrize(
    ("term", "latex", "again"),
    [
        (integer(-2), "-2", Neg(integer(2))),
        (Mul((integer(-2), Sym("x"))), "-2 x", Neg(Mul((integer(2), Sym("x"))))),
        (Add((Sym("x"),)), "x", Sym("x")),
        (Num(integer(1).value / 2), r"\frac{1}{2}", None),
    ],
    ids=["negative", "negative factor", "sum of one", "fraction"],
)
def test_what_latex_cannot_tell_apart_reads_as_its_plainest_form(term, latex, again):
    assert to_latex(term) == latex
    found = read_expression(latex, CONTEXT, PLACE)
    assert found == again if again else to_latex(found) == latex
