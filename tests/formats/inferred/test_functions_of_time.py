r"""A function that the text defines, `x(t) = …`, stands without its argument, too, with dots and with primes.

An equation that begins with a derivative of it is a claim, and defines nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.inferred.test_unknowns import last_verdict

DEFINED = r"x(t) = A e^{-g t} \cos(w t + u)"
HELD = [
    (DEFINED, r"\dot{x}(t) = -A e^{-g t} (g \cos(w t + u) + w \sin(w t + u))"),
    (DEFINED, r"x'(t) = -A e^{-g t} (g \cos(w t + u) + w \sin(w t + u))", r"x + x' = x' + x"),
    (DEFINED, r"\ddot{x} + 2 g \dot{x} + (w^2 + g^2) x = 0"),
    (DEFINED, r"\frac{d}{dt} \frac{\dot{x}^2 + w^2 x^2}{2} = \dot{x} (\ddot{x} + w^2 x)"),
]
HELD += [
    (r"f(x) = x^2 e^x", r"f(t - x) + f = (t - x)^2 e^{t - x} + f(x)"),
    (r"P(t) = P_0 e^{-r t}", r"P'(t) = -r P(t)", r"P(0) + 1 = P_0 + 1"),
    (r"\sin u = u + O(u^3), \qquad \cos u = 1 - \frac{u^2}{2} + O(u^4)",),
]
WRONG = [
    (r"P(t) = P_0 e^{-r t}", r"P'(t) = r P(t) + 0"),
    (DEFINED, r"\dot{x}(t) = -A e^{-g t} (g \cos(w t + u) - w \sin(w t + u))"),
    (DEFINED, r"\ddot{x} = \ddot{x} + x - x = -2 g \dot{x} + (w^2 + g^2) x"),
]


@pytest.mark.parametrize("formulas", HELD)
def test_a_function_of_time_is_read(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "proved"


@pytest.mark.parametrize("formulas", WRONG)
def test_a_wrong_derivative_is_no_definition(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "refuted"
