"""Functions without their backslash in a document: `log(x)`."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import formats
from tests.formats.decided import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$ \sum_i y_ilog(p_i) = \sum_i y_i \log p_i $$", ["proved"]),
        (r"$$ sin(2t) = 2 sin(t) cos(t) $$", ["proved"]),
        (r"$$ sin^2 t + cos^2 t = 1 $$", ["proved"]),
        (r"$$ \frac{d}{dt} sin t = -cos t $$", ["refuted"]),
        (r"$$ a\,exp(x) = a\,e^x, \quad p > 0 $$", ["unreadable"]),  # a, e, x and p may be factors
        (r"$$ log(x) = \log x, \qquad l + o = o + l $$" + "\n\n$$ g = g $$", ["unreadable", "proved"]),
    ],
)
def test_letters_that_spell_a_function(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert verdicts(tmp_path, f"{text}\n")[: len(expected)] == expected


def test_a_warning_says_how_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("$$ y = log(x) $$\n\n$$ z = 2 log(x) $$\n", encoding="utf-8")
    [warning] = formats.load(tmp_path / "a.md").warnings
    assert (warning.place.line, warning.place.column) == (1, 8)


def test_the_function_is_named_and_not_its_last_letter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("$$ exp(x) + e + p = e^x + e + p $$\n", encoding="utf-8")
    document = formats.load(tmp_path / "a.md")
    assert "'exp'" in str(document.survey.unread[0])
