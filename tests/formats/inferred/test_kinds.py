"""What the text says of its letters: what is no number is read as none, and complex numbers are complex."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.model import Document, Domain


def load(tmp_path: Path, text: str) -> Document:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    return formats.load(tmp_path / "a.md")


def verdicts(tmp_path: Path, text: str) -> str:
    judge = checker.Checker()
    document = load(tmp_path, text)
    return "".join(judge.check(goal)[0].name[:3] for _, goals in checker.goals(document) for goal in goals)


COMMUTING = "$$ (A + B)^2 = A^2 + 2 A B + B^2 $$"


@pytest.mark.parametrize(
    "text",
    [
        "Let $A$ and $B$ be two $n \\times n$ matrices.",
        "Here $A$ is a square matrix of order two.",
        "The matrices $A$ and $B$ are symmetric.",
        "We write it with the matrices $A$, $C$ and $B$.",
        "A linear operator $A$ is given.",
        "For $A, B \\in \\mathbb{R}^{n \\times n}$ we have",
        "$$ A \\in \\mathbb{C}^{2 \\times 2} $$ and so",
        "Let $A_1, \\dots, A_n, B \\in \\mathbb{R}^{d}$.",
        "Let $A$ be an element of a ring.",
        "Suppose $A, B \\in \\mathbb{Z}/2\\mathbb{Z}$.",
        "with quaternions $A$ and $B$",
        "Let $A$ and $B$ be finite sets.",
        "The permutation $A$ and the linear map $B$",
    ],
)
def test_what_is_said_to_be_no_number_is_not_read_as_one(tmp_path: Path, text: str) -> None:
    assert verdicts(tmp_path, f"{text}\n\n{COMMUTING}\n") == "unr"


@pytest.mark.parametrize(
    "text",
    [
        "Let $A$ and $B$ be real numbers.",
        "where $B$ is the determinant of a matrix and $A$ is not a matrix",
        "where $A$ is the operator norm and $B$ the number of vectors $C$",
        "in the design matrix $X$ and $A$ is the number of rows",
        "with the matrices $X$ and $Y$, and $A$ is a number",
        "the set $A \\in \\mathbb{R}$, $B \\in (0, 1)$",
        "the number of vectors $A$",
        "We set $A$ to 1.",
    ],
)
def test_words_about_something_else_say_nothing(tmp_path: Path, text: str) -> None:
    assert verdicts(tmp_path, f"{text}\n\n{COMMUTING}\n") == "pro"


def test_entries_of_a_vector_are_numbers(tmp_path: Path) -> None:
    text = "Let $x \\in \\mathbb{R}^n$. $$ \\sum_{i=1}^n (x_i + 1)^2 = \\sum_{i=1}^n (x_i^2 + 2 x_i + 1) $$"
    assert verdicts(tmp_path, text) == "pro"


@pytest.mark.parametrize(
    "text",
    [
        "Let $z \\in \\mathbb{C}$.",
        "Let $z$ be a complex number.",
        "For complex $z$ we have",
        "The complex numbers $w$ and $z$ are given.",
        "Here $w$ and $z$ are complex.",
        "We have real $z$, and later $z \\in \\mathbb{C}$.",
    ],
)
def test_what_is_said_to_be_complex_is(tmp_path: Path, text: str) -> None:
    claims = "$$ |z|^2 = z^2 $$\n\n$$ |z|^2 = z \\bar{z} $$\n\n$$ e^{i z} = \\cos z + i \\sin z $$\n"
    assert verdicts(tmp_path, f"{text}\n\n{claims}") == "unkpropro"


def test_complex_conjugate_says_nothing_of_what_it_is_formed_of(tmp_path: Path) -> None:
    assert verdicts(tmp_path, "Let $z$ be real.\n\n$$ |z|^2 = z^2 $$\n") == "pro"


def test_entries_of_a_complex_vector_are_complex(tmp_path: Path) -> None:
    text = "Let $z \\in \\mathbb{C}^n$. $$ \\sum_{k=1}^n |z_k|^2 = \\sum_{k=1}^n z_k^2 $$"
    assert verdicts(tmp_path, text) == "unk"


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Let $k$ be an integer.", Domain.INTEGER),
        ("Let $k \\in \\mathbb{N}$.", Domain.NONNEGATIVE_INTEGER),
        ("For positive integers $k$ we have", Domain.POSITIVE_INTEGER),
        ("where $m$ and $k$ are natural numbers", Domain.NONNEGATIVE_INTEGER),
        ("We have it for $k = 0, 1, 2, \\dots$ and so on.", Domain.NONNEGATIVE_INTEGER),
        ("where $k = 1, 2, \\ldots$", Domain.POSITIVE_INTEGER),
        ("the values $k = 1, 2$", Domain.REAL),
        ("If $k$ is an integer, it is simple.", Domain.REAL),
        ("Let $k$ be an integer. Later, $k$ is a real number.", Domain.REAL),
        ("Here $k$ is not an integer.", Domain.REAL),
        ("Let $k$ be an integer multiple of it.", Domain.REAL),
        ("a non-integer $k$", Domain.REAL),
    ],
)
def test_whole_numbers(tmp_path: Path, text: str, domain: Domain) -> None:
    document = load(tmp_path, f"{text}\n\n$$ x^{{2k}} = (x^k)^2 $$\n")
    assert document.context.symbols["k"].domain is domain


def test_what_counts_on_is_whole_and_not_below_where_it_begins(tmp_path: Path) -> None:
    claim = "$$ \\int_0^\\infty x^m e^{-x} \\, dx = m!, \\qquad m = 0, 1, 2, \\dots $$"
    assert verdicts(tmp_path, claim) == "pro"
    assert verdicts(tmp_path, "Let $m$ be real. " + claim) == "unr"
