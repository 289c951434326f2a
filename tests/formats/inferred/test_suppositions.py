r"""An equation that supposes something of its quantities is not called wrong: `2 (x - 1) = 0` asks for `x`.

Beside each such equation stands one that is wrong whatever its names are.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.model import Document


def document_of(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    return formats.load(path)


def last_verdict(tmp_path: Path, *formulas: str) -> str:
    """The verdict on the last equality of the last formula."""
    document = document_of(tmp_path, "\n\n".join(f"$$ {formula} $$" for formula in formulas))
    (_, goals), *_ = checker.goals(document)[::-1]
    return checker.Checker().check(goals[-1])[0].name


#: What shows of `i`, `j` and `k` that they are indices.
INDEXED = r"A_{ij} A_{jk} + A_{ki} = A_{ki} + A_{jk} A_{ij}"

SUPPOSING = [
    (r"x^2 - 5 x + 6 = (x - 2)(x - 3) = 0",),
    (r"\frac{d}{dx} (x - 1)^2 = 2 (x - 1) = 0",),
    (r"(a + b)^2 - 2 a b = a^2 + b^2 = c^2",),
    (r"(a + b)^2 - 2 a b = a^2 + b^2 = 1",),
    (r"x = y = z = 0",),
    (r"AB = BC = CA",),
    (r"p_1 = p_2 = p_3 = \frac{1}{3}",),
    (r"i^2 = j^2 = k^2 = ijk = -1",),
    (r"x = 2", r"x^2 = 9"),
    (r"S = 1 + 2", r"S = 1 + 2 + 3"),
    (INDEXED, r"\delta_{ii} = 3"),
    (INDEXED, r"\delta_{ij} \delta_{jk} = \delta_{ik}"),
]


@pytest.mark.parametrize("formulas", SUPPOSING)
def test_what_the_text_may_suppose_is_undecided(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "unknown"


WRONG = [
    (r"(r + s)^2 = (r + s)(r + s) = r^2 + s^2",),
    (r"\frac{d}{dx} (x - 1)^2 = 2 (x - 1) = 2 x - 1",),
    (r"S = 1 + 2 = 4",),
    (INDEXED, r"1 + \delta_{ij} = \delta_{ij}"),
    (INDEXED, r"\delta_{ij} \delta_{jk} = \delta_{ij} \delta_{ij}"),
]


@pytest.mark.parametrize("formulas", WRONG)
def test_what_is_wrong_for_all_is_refuted(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "refuted"


@pytest.mark.parametrize(
    "formula", [r"1 + 1 \stackrel{?}{=} 3", r"\frac{d}{dx} x^2 \overset{!}{=} 0", r"X \overset{d}{=} Y"]
)
def test_a_question_or_a_demand_is_no_claim(tmp_path: Path, formula: str) -> None:
    document = document_of(tmp_path, f"$$ {formula} $$")
    assert document.survey is not None
    assert not document.derivations
    assert document.survey.others == {"other": 1}


DECLARED = "<!-- derivcheck\nsymbols: {x: real, y: real, n: positive integer}\n-->\n\n"


def declared_verdicts(tmp_path: Path, text: str) -> list[str]:
    """The verdicts on the claims of a document that declares `x`, `y` and `n`."""
    judge = checker.Checker()
    document = document_of(tmp_path, DECLARED + text)
    return [judge.check(goal)[0].name for _, goals in checker.goals(document) for goal in goals]


@pytest.mark.parametrize(
    "text",
    [
        "For $x > 0$ we have $$ |x| = x. $$",
        "For every $x > 0$ we have $|x| = x$.",
        "We have $$ |x| = x $$ for $x \\ge 0$, as we said.",
        "If $x$ is positive, then $$ |x| = x. $$",
        "If $n$ is even, then $$ (-1)^n = 1. $$",
        "With $x = 1$ this is $$ x y = y. $$",
        "Suppose $x = y$. This is new.\n\nThen $$ x^2 = x y. $$",
        "Suppose that\n\n$$ x = y. $$\n\nThen $$ x^2 = x y. $$",
        "Let $x$ and $y$ be such that $x + y = 1$. So, $$ x^2 + x y = x. $$",
        "Let $x \\in [0, 1]$. Then $$ |x| = x. $$",
        "Here $x = y$ is supposed. So $x^2 = x y$.",
        "Case 1: $x \\ge 0$\n\n$$ |x| = x $$",
        "**Case 1.** $x \\ge 0$\n\nIt is so.\n\n## Case 2: $x < 0$\n\n$$ |x| = -x $$",
        "Assume:\n\n1. $y > 1$\n2. $x \\ge 0$.\n\nThen $$ |x| = x. $$",
    ],
)
def test_what_holds_under_what_the_text_supposes_is_not_wrong(tmp_path: Path, text: str) -> None:
    assert declared_verdicts(tmp_path, text) == ["unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "For $x > 0$ we have $$ |x| = -x. $$",
        "For all $x \\in \\mathbb{R}$ we have $$ |x| = x. $$",
        "For $n \\ge 1$ we have $$ (-1)^n = 1. $$",
        "Suppose $x = y$. Then $$ x^2 = -x y. $$",
        "First $$ x^2 = x y. $$ Suppose $x = y$.",
        "Case 1: $x < 0$. Nothing.\n\nCase 2: $x \\ge 0$\n\n$$ |x| = -x $$",
        "Assume:\n\n- $x > 0$\n\nThen $$ |x| = -x. $$",
        "If $x > 0$, it is simple. In general $$ |x| = x. $$",
        "Suppose $n = 1$. Then $$ x^2 = x y. $$",
    ],
)
def test_what_is_wrong_under_it_is_refuted(tmp_path: Path, text: str) -> None:
    assert declared_verdicts(tmp_path, text) == ["refuted"]


@pytest.mark.parametrize(
    ("text", "is_defined"),
    [
        ("For $x > 0$ let $w = x^2$.", False),
        ("If $n$ is even, then define $$ w = n/2. $$", False),
        ("Let $w = n/2$ if $n$ is even.", False),
        ("If $n$ is odd, it is not; otherwise let $w = n/2$.", False),
        ("For $x = y$ we put $$ w = x. $$", False),
        ("For all $x$ let $w = x^2$.", True),
        ("For $x \\in \\mathbb{R}$ let $w = x^2$.", True),
        ("For $n \\ge 1$ let $w = n/2$.", True),
        ("If we let $w = x^2$, it is seen.", True),
        ("If $x > 0$, that is clear. Let $w = x^2$.", True),
    ],
)
def test_a_definition_under_a_condition_is_none(tmp_path: Path, text: str, is_defined: bool) -> None:
    document = document_of(tmp_path, f"{DECLARED}{text}\n\n$$ 2 w + 1 = w + w + 1 $$")
    assert ("w" in document.context.definitions) is is_defined
