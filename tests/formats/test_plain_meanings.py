r"""What documents write in a short way whose meaning is plain: `25\%`, `n2^{n-1}`, `\sin^{-1} x`."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import formats
from tests.formats.decided import verdicts


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\sum_{k=0}^n k \binom{n}{k} = n2^{n-1}", "proved"),
        (r"\sum_{k=0}^n k \binom{n}{k} = n2^n", "unknown"),
        (r"\frac14 = 25\%", "proved"),
        (r"\frac14 = 26\%", "refuted"),
        (r"\frac13 = 33\%", "unknown"),
        (r"\frac13 = 33.3\%", "unknown"),
        (r"\frac13 = 34\%", "refuted"),
        (r"12.5\% \cdot 200 = 25", "proved"),
        (r"\frac12 = 0{,}5", "proved"),
        (r"\pi = 3{,}14", "unknown"),
        (r"10^6 = 1{,}000{,}000", "proved"),
        (r"10^3 = 1{,}000", "unreadable"),
        (r"1500 = 1.5\mathrm{e}{3}", "unreadable"),
        (r"\sin^{-1} x + \cos^{-1} x = \frac{\pi}{2}", "conditional"),
        (r"\frac{d}{dx} \tan^{-1} x = \frac{1}{1 + x^2}", "proved"),
        (r"1 + \sin^{-1} 1 = 1 + \frac{1}{\sin 1}", "refuted"),
        (r"\frac{d (r^2 + s^4)}{d s^2} = 2 s^2", "conditional"),
        (r"\frac{d (r^2 + s^4)}{d s^2} = 12 s^2", "unknown"),
        (r"\frac{d (r^2 + s^4)}{d r^2} = 1", "unreadable"),
    ],
)
def test_a_short_way_of_writing_is_read(tmp_path: Path, claim: str, expected: str) -> None:
    assert verdicts(tmp_path, f"$$ {claim} $$\n") == [expected]


def test_the_derivative_of_a_likelihood_by_the_variance(tmp_path: Path) -> None:
    text = (
        r"$$ \ell = -\frac{n}{2} \log(2\pi\sigma^2) - \frac{1}{2\sigma^2} \sum_{i=1}^n (x_i - \mu)^2 $$"
        "\n\n"
        r"$$ \frac{\partial \ell}{\partial \sigma^2} = -\frac{n}{%s\sigma^2} "
        r"+ \frac{1}{2\sigma^4} \sum_{i=1}^n (x_i - \mu)^2 $$"
    )
    assert verdicts(tmp_path, text % "2") == ["proved"]
    assert verdicts(tmp_path, text % "") == ["unknown"]


def test_a_slope_along_a_curve_is_a_quotient_of_derivatives(tmp_path: Path) -> None:
    text = (
        r"Let $x(t) = a \cos t$ and $y(t) = b \sin t$. Then $$ \frac{dy/dt}{dx/dt} = -\frac{b}{a} \cot t $$"
    )
    assert verdicts(tmp_path, text) == ["proved"]
    assert verdicts(tmp_path, text.replace("-", "")) == ["unknown"]


def test_a_warning_says_once_how_an_inverse_is_read(tmp_path: Path) -> None:
    text = "$$ \\sin^{-1} 0 = 0 $$\n\n$$ \\tan^{-1} 0 = 0 $$\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (warning,) = formats.load(tmp_path / "a.md").warnings
    assert (warning.place.line, warning.place.column) == (1, 4)
    assert (
        warning.message
        == r"\sin^{-1} is read as the inverse function, \arcsin; write 1/\sin for the reciprocal"
    )


def test_a_step_of_a_file_gets_the_warning_as_well(tmp_path: Path) -> None:
    text = "derivations:\n  a:\n    steps:\n      - $1 + \\sin^{-1} 0$\n      - 1\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert [(one.place.line, one.place.column) for one in formats.load(tmp_path / "a.yaml").warnings] == [
        (4, 14)
    ]
