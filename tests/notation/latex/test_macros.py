"""Macros of a document, and text that was made to do harm."""

from contextlib import suppress
from functools import partial

import pytest

from derivcheck.errors import ReadError
from derivcheck.notation import read_statement as read_plain
from derivcheck.notation.latex import Macros, names_in, read_expression, read_statement, split_chain
from derivcheck.terms.printing import to_text
from tests.effort import effort
from tests.notation.notation_samples import CONTEXT, PLACE

USED = [
    (r"\newcommand{\half}{\frac12}", r"\half x", "1/2*x"),
    (r"\newcommand\half{\frac12}", r"x \half", "x*(1/2)"),
    (r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}", r"\pd{J}{z_i}", "diff(J, z[i])"),
    (r"\def\pd#1#2{\frac{\partial #1}{\partial #2}}", r"\pd J{z_i} + 1", "diff(J, z[i]) + 1"),
    (r"\DeclareMathOperator{\erf}{erf}", r"\erf(x)", "erf(x)"),
    (r"\DeclareMathOperator*{\argmax}{arg\,max}", r"\argmax x", None),
    (r"\renewcommand{\log}{\exp}", r"\log(x)", "exp(x)"),
    (r"\newcommand{\a}{x} \newcommand{\b}{\a + \a}", r"2(\b)", "2*(x + x)"),
    (r"\newcommand{\a}{x} \newcommand{\a}{y}", r"\a", "y"),
    (r"\newcommand{\sq}[1]{#1^2}", r"\sq{x}", "x^2"),
    (r"\newcommand{\sq}[1]{#1^2}", r"\sq{x + y}", "x + y^2"),
    (r"\newcommand{\pow}[1]{x^#1}", r"\pow{10}", None),
    (r"\newcommand{\is}{=}", r"x \is y", "x = y"),
    (r"\newcommand{\set}[2][x]{#1}", r"\set{y}", None),
    (r"\def\pair(#1,#2){#1}", r"\pair(x,y)", None),
    (r"\newcommand{\a}{x} \providecommand{\a}{y}", r"\a", "x"),
    (r"\providecommand{\a}{y}", r"\a", "y"),
    (r"\gdef\a#1{#1^2}", r"\a x", "x^2"),
    (r"\edef\a{x}", r"\a", None),
    (r"\let\a\exp", r"\a(x)", "exp(x)"),
    (r"\let\a=y", r"\a", "y"),
    (r"\newcommand{\a}{x} \let\b\a \renewcommand{\a}{y}", r"\b + \a", "x + y"),
    (r"\let\oldexp\exp \renewcommand{\exp}{\log}", r"\exp(x)", "log(x)"),
    (r"\let\oldexp\exp \renewcommand{\exp}{\log}", r"\oldexp(x)", None),
    (r"Some words. \newcommand{\a}{x} More $\alpha$ words é.", r"\a", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("definitions", "text", "plain"), USED, ids=[row[1] for row in USED])
def test_macro(definitions, text, plain):
    macros = Macros.read(definitions, PLACE)
    if plain is None:
        with pytest.raises(ReadError):
            read_statement(text, CONTEXT, PLACE, macros=macros)
        return
    assert read_statement(text, CONTEXT, PLACE, macros=macros) == read_plain(plain, CONTEXT, PLACE)


@pytest.mark.parametrize(
    ("definitions", "text", "column", "message"),
    [
        (r"\newcommand{\a}{\a + 1}", r"x + \a", 5, "a macro that does not use itself"),
        (r"\newcommand{\a}{\b}\newcommand{\b}{\a}", r"\b", 1, "a macro that does not use itself"),
        (r"\newcommand{\a}[1]{#1}", r"x + \a", 5, r"the arguments of \\a, found the end"),
        (r"\newcommand{\a}[1]{#1}", r"\a{x", 3, "a '}' that closes this '{'"),
        (r"\newcommand{\a}{\foo}", r"x + \a", 5, r"found \\foo"),
        (r"\newcommand{\a}{$x$}", r"\a", 1, "an expression"),
        (r"\newcommand{\a}[1][2]{x}", r"\a", 1, "a macro with an optional argument"),
    ],
    ids=["itself", "each other", "no argument", "open brace", "unknown inside", "dollar inside", "optional"],
)
def test_macro_is_refused_where_it_is_used(definitions, text, column, message):
    macros = Macros.read(definitions, PLACE)
    with pytest.raises(ReadError, match=message) as caught:
        read_expression(text, CONTEXT, PLACE, macros=macros)
    assert caught.value.problem.place.column - PLACE.column + 1 == column


@pytest.mark.parametrize(
    "text", [r"\newcommand{\a2}{x}", r"\newcommand{\a}", r"\newcommand{\a}{x", r"\newcommand x", r"\def\a#1"]
)
def test_definition_that_is_not_complete(text):
    with pytest.raises(ReadError):
        Macros.read(text, PLACE)


def test_macros_that_grow_are_stopped():
    lines = [r"\newcommand{\az}{xxxxxxxxxx}"]
    for before, after in zip("zbcdefgh", "bcdefghi", strict=True):
        lines.append(r"\newcommand{\a" + after + "}{" + (r"\a" + before) * 10 + "}")
    macros = Macros.read("\n".join(lines), PLACE)
    with pytest.raises(ReadError, match="at most 40000 tokens"):
        read_expression(r"\ai", CONTEXT, PLACE, macros=macros)


HARM = {
    "letters": "x" * 19_000,
    "signs": "-" * 19_000,
    "brackets": "(" * 19_000,
    "braces": "{" * 19_000,
    "powers": "x^{" * 6_000,
    "fractions": r"\frac" * 3_900,
    "functions": r"\log" * 4_900 + "x",
    "sums": r"\sum_{i<j}A_{ij}+" * 1_100 + "x",
    "open sums": r"\sum_i" * 3_000,
    "integrals": r"\int\frac{dx}{x}+" * 1_100 + "x",
    "open integrals": r"\int " * 3_900,
    "bars": "|" * 19_000,
    "rows": r"x&=y\\" * 2_800,
    "environments": r"\begin{cases}" * 1_500,
    "colours": r"\color{red}{" * 1_500,
    "texts": r"\text{$x$}+" * 1_700 + "x",
    "remarks": r"\overset{a}{" * 1_600,
    "dots": r"1+2+\dots+n+" * 1_500 + "1",
    "long": "x+" * 5_000_000,
    "nul": "x + \x00",
    "unclosed": r"\begin{aligned} x",
    "odd end": r"x \end{cases}",
}  # fmt: skip


@pytest.mark.parametrize("text", list(HARM.values()), ids=list(HARM))
def test_text_that_was_made_to_do_harm_is_read_or_refused_in_time(text):
    readers = (
        lambda: read_statement(text, CONTEXT, PLACE),
        lambda: split_chain(text, PLACE),
        lambda: names_in(text),
    )
    for reader in readers:
        assert effort(partial(read_or_refuse, reader)) < 3_000_000


def read_or_refuse(reader):
    with suppress(ReadError):  # and nothing else
        reader()


def test_time_grows_with_length():
    one = r"p_i \log \frac{e^{z_i}}{\sum_k e^{z_k}}"
    few, many = ("+".join([one] * times) for times in (40, 400))
    calls = [effort(partial(read_expression, text, CONTEXT, PLACE)) for text in (few, many)]
    assert calls[1] < 12 * calls[0]


def test_printed_text_shows_what_was_read():
    assert to_text(read_expression(r"\frac12 x", CONTEXT, PLACE)) == "1/2*x"
