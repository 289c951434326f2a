"""Definitions and equations that hold where a variable lies in some range, as notes and papers write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats

DENSITY = r"f(x) = \lambda e^{-\lambda x}, \quad x \geq 0"


def verdicts(tmp_path: Path, *displays: str) -> str:
    (tmp_path / "a.md").write_text("".join(f"$$ {text} $$\n\n" for text in displays), encoding="utf-8")
    judge = checker.Checker()
    return "".join(
        judge.check(goal)[0].name[0].upper()
        for _, goals in checker.goals(formats.load(tmp_path / "a.md"))
        for goal in goals
    )


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\int_0^t f(x) \, dx = 1 - e^{-\lambda t}, \quad t > 0", "P"),
        (r"f'(x) = -\lambda f(x), \; x > 0", "P"),
        (r"\ln f(x) = \ln \lambda - \lambda x, \quad \text{for } x > 0, \; \lambda > 0", "P"),
        (r"f(-1) = 3", "U"),  # it has no value there
    ],
)
def test_function_has_its_value_in_its_range(tmp_path: Path, claim: str, verdict: str) -> None:
    assert verdicts(tmp_path, DENSITY, claim) == verdict


def test_function_with_two_ranges_is_defined_by_neither(tmp_path: Path) -> None:
    halves = r"f(x) = x, \; x \geq 0", r"f(x) = -x, \; x < 0"
    assert verdicts(tmp_path, *halves) == "UU"


def test_equation_holds_where_its_variable_is_said_to_lie(tmp_path: Path) -> None:
    roots = r"\sqrt{x^2} = x, \quad x \geq 0", r"\sqrt{a^2 b^2} = a b, \quad a, b \in [0, \infty)"
    assert verdicts(tmp_path, *roots, r"\sum_{k=0}^\infty y^k = \frac{1}{1 - y}, \qquad |y| < 1") == "PPP"


def test_distribution_is_no_function_of_its_parameters(tmp_path: Path) -> None:
    assert verdicts(tmp_path, r"T \sim t(\nu)", r"\frac{t^2}{\nu} \cdot \frac{\nu}{t} = t") in ("P", "C")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The sentence says where the function has its value.
        ("For $x \\geq 0$ the density is $$ %s $$ Then $$ f(2) = \\lambda e^{-2 \\lambda}. $$", ["proved"]),
        ("For $x \\geq 0$ the density is $$ %s $$ Then $$ f(-2) = 3. $$", ["unknown"]),
        ("For $0 < \\lambda < 1$ we have $$ %s $$ Then $$ f'(x) = -\\lambda f(x). $$", ["proved"]),
        ("In the case $\\lambda > 0$ put $$ %s $$ Then $$ f'(x) = \\lambda f(x). $$", ["unknown"]),
        # Of other quantities, of values or in words it may say anything.
        ("For $y > 0$ the density is $$ %s $$ Then $$ f(2) + 1 = 3. $$", ["unknown", "unknown"]),
        ("For $x = 1$ the density is $$ %s $$ Then $$ f(2) + 1 = 3. $$", ["unknown", "unknown"]),
        ("If $x$ is even the density is $$ %s $$ Then $$ f(2) + 1 = 3. $$", ["unknown", "unknown"]),
    ],
)
def test_function_has_its_value_where_the_sentence_says(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    (tmp_path / "a.md").write_text(text % r"f(x) = \lambda e^{-\lambda x}.", encoding="utf-8")
    judge = checker.Checker()
    goals = [goal for _, found in checker.goals(formats.load(tmp_path / "a.md")) for goal in found]
    assert [judge.check(goal)[0].name for goal in goals] == expected


def test_function_with_two_ranges_in_sentences_is_defined_by_neither(tmp_path: Path) -> None:
    text = (
        "For $x > 0$ let\n$$ f(x) = x^2. $$\nFor $x < 0$ let\n$$ f(x) = -x^2. $$\nSo\n$$ f(2) + 1 = 9. $$\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    judge = checker.Checker()
    goals = [goal for _, found in checker.goals(formats.load(tmp_path / "a.md")) for goal in found]
    assert {judge.check(goal)[0].name for goal in goals} <= {"unknown"}


def test_quotient_beside_an_equation_is_one_of_its_own(tmp_path: Path) -> None:
    named = r"a = 2 b c, \qquad \frac{k}{m} = c^2"
    assert verdicts(tmp_path, r"\frac{2 x}{2} = x, \qquad \frac{n x}{n} = x") == "PC"
    assert "R" not in verdicts(tmp_path, named)
    assert verdicts(tmp_path, r"\frac{a m}{m} = a, \qquad \frac{k}{m} = 1") == "U"  # perhaps a condition


@pytest.mark.parametrize("behind", ["", r", \qquad 0 < \alpha < 1"])
def test_quantity_of_several_letters_is_known_by_its_name_alone(tmp_path: Path, behind: str) -> None:
    utility = r"u(x_1, x_2) = x_1^{\alpha} x_2^{1 - \alpha}" + behind
    marginal = r"\frac{\partial u}{\partial x_1} = \alpha \frac{u}{x_1}"
    assert verdicts(tmp_path, utility, marginal) in ("P", "C")
    assert verdicts(tmp_path, utility, marginal.replace("= ", "= 2 ")) in ("R", "U")
    values = r"u(2, 1) = 2^\alpha", r"u(x_1, x_2) u(x_2, x_1) = x_1 x_2"
    assert set(verdicts(tmp_path, utility, *values)) <= {"P", "C", "U"}
