r"""What people write without declaring it: `i`, `\bar z`, `\int_{\mathbb R}`, `1 \le i < j \le n`, `d_2`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.decided import verdicts

COMPLEX = "<!-- derivcheck\nsymbols: {z: complex, w: complex, x: real}\n-->\n\n"
REAL = "<!-- derivcheck\nsymbols: {x: positive, y: positive, t: real, n: positive integer}\n-->\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\left|1 - e^{i\theta}\right|^2 = 2 - 2\cos\theta", "proved"),
        (r"e^{ix} = \cos x + i \sin x", "proved"),
        (r"\Re\frac{1}{1 + ix} = \frac{1}{1 + x^2}", "proved"),
        (r"\left|1 - e^{i\theta}\right|^2 = 2 - 2\sin\theta", "refuted"),
        (r"\frac{1 - e^{-ix}}{i} = 1 - e^{-ix}", "unknown"),  # a rate of interest, for all we know
        (r"\left|e^{ix}\right| = e^{ix}", "unknown"),  # so it is for real numbers alone
        (r"e^{ix} e^{iy} = e^{i(x + y)}", "proved"),
        (r"\frac{d^2}{dt^2} e^{ikt} = -k^2 e^{ikt}", "proved"),
        (r"\frac{d^2}{dt^2} e^{ikt} = k^2 e^{ikt}", "refuted"),
        (r"\frac{d^2}{dt^2} e^{it} = -e^{it}", "unknown"),
        (r"\frac{d^2}{dt^2} e^{j\theta t} = -\theta^2 e^{j\theta t}", "unknown"),
        (r"i\hbar \cdot i\hbar = -\hbar^2", "proved"),
        (r"e^{i\theta} + \sum_{i=1}^2 x_i = e^{i\theta} + x_1 + x_2", "unreadable"),  # an index, too
    ],
)
def test_i_is_the_imaginary_unit_where_a_formula_says_so(tmp_path: Path, text: str, expected: str) -> None:
    found = verdicts(tmp_path, f"{REAL.replace('t: real', 'theta: real')}$$ {text} $$\n")
    assert found == [expected] or (expected == "unreadable" and "proved" not in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"z \bar z = |z|^2", "proved"),
        (r"\overline{z + w} = \bar z + \bar w", "proved"),
        (r"z^* z = |z|^2", "proved"),
        (r"z \bar{z} = z^2", "refuted"),
        (r"\bar z^2 = \overline{z^2}", "proved"),
        (r"\bar z^2 = z^2", "refuted"),
        (r"\bar x + 1 = 1 + x", "unknown"),  # a mean, perhaps
    ],
)
def test_a_bar_over_what_is_complex_is_a_conjugate(tmp_path: Path, text: str, expected: str) -> None:
    assert verdicts(tmp_path, f"{COMPLEX}$$ {text} $$\n") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\sum_{1 \le i < j \le n} (j - i) = \binom{n + 1}{3}", "proved"),
        (r"\sum_{1 \le i \le j \le n} 1 = \frac{n(n - 1)}{2}", "refuted"),
        (r"\sum_{0 \le k < n} k = \frac{n(n - 1)}{2}", "proved"),
        (r"\sum_{0 \le k < n} k = \frac{n(n + 1)}{2}", "refuted"),
        (r"\int_{\mathbb{R}} e^{-t^2/2} \, dt = \sqrt{2\pi}", "proved"),
        (r"\int_{\mathbb R} e^{-t^2} \, dt = \sqrt{2\pi}", "refuted"),
    ],
)
def test_ranges_that_stand_below_a_sign(tmp_path: Path, text: str, expected: str) -> None:
    assert verdicts(tmp_path, f"{REAL}$$ {text} $$\n") == [expected]


def test_a_name_with_another_number_below_it_is_another_name(tmp_path: Path) -> None:
    text = r"d_1 = \log(x/y), \quad d_2 = d_1 - x"
    assert (
        verdicts(tmp_path, f"{REAL}$$ {text} $$\n\n$$ e^{{d_2}} = \\frac{{x}}{{y}} e^{{-x}} $$\n")[-1]
        == "proved"
    )


def test_a_sum_of_numbers_is_no_condition(tmp_path: Path) -> None:
    text = (
        r"\sum_{k=0}^\infty \frac{x^{k}}{k!} = e^x, \qquad \sum_{k=1}^\infty \frac{1}{k^2} = \frac{\pi^2}{6}"
    )
    assert verdicts(tmp_path, f"{REAL}$$ {text} $$\n") == ["proved", "proved"]
    wrong = (
        r"\sum_{k=0}^\infty \frac{x^{k}}{k!} = e^x, \qquad \sum_{k=1}^\infty \frac{1}{k^2} = \frac{\pi^2}{8}"
    )
    assert verdicts(tmp_path, f"{REAL}$$ {wrong} $$\n") == ["proved", "refuted"]


def test_a_full_stop_in_a_display_ends_the_sentence(tmp_path: Path) -> None:
    text = "If $x > 1$, we have\n$$ \\log x^2 = 2\\log x. $$\n"
    text += "The price is\n$$ p = x + y $$\nand so\n$$ p - y = x $$\n"
    assert verdicts(tmp_path, REAL + text)[-1] == "proved"


TIME = "<!-- derivcheck\nsymbols: {t: real, v: real}\nfunctions: {theta(t): smooth, x: smooth}\n-->\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\frac{d}{dt} \dot\theta^2 = 2 \dot\theta \ddot\theta", "proved"),
        (r"\frac{d}{dt} \cos\theta = -\sin\theta", "refuted"),
        (r"\frac{d}{dt} (t \dot x(t)) = \dot x(t) + t \ddot x(t)", "proved"),
        (r"\frac{1}{\sqrt{1 - v^2}} = 1 + \frac{v^2}{2} + O(v^4)", "proved"),
        (r"\frac{1}{\sqrt{1 - v^2}} = 1 + v^2 + \mathcal{O}(v^4)", "refuted"),
        (r"3v^2 + 2v = 3v^2 + O(v)", "unreadable"),
    ],
)
def test_dots_and_orders(tmp_path: Path, text: str, expected: str) -> None:
    assert verdicts(tmp_path, f"{TIME}$$ {text} $$\n") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\underbrace{x^2(1 - y^2)}_{=1} t = x^2 t - x^2 y^2 t", "proved"),
        (r"t + \underbrace{x}_{=2} = x + t", "proved"),
        (r"\overbrace{(x + y)}^{=t}(x - y) = x^2 - y^2", "proved"),
        (r"\overbrace{x + y}^{=t}(x - y) = x^2 - y^2", "unreadable"),  # how far does the sum go?
        (r"(1 + x)^T + 1 = 1 + (x + 1)^T", "proved"),
        (r"(t + x)^T + 1 = 1 + (x + t)^T", "unreadable"),
        (r"x(y + 1) &= x y + x && \text{(distributive law)}", "proved"),
        (r"x(y + 1) &= x y + x && \text{rearranging terms}", "proved"),
        (r"x(y + 1) &= x y + x && \text{(only by symmetry)}", "unreadable"),
        (r"x(y + 1) &= x y + x && \text{(even)}", "unreadable"),
    ],
)
def test_what_stands_around_a_value_is_told_from_it(tmp_path: Path, text: str, expected: str) -> None:
    assert verdicts(tmp_path, f"{REAL}$$ \\begin{{align}} {text} \\end{{align}} $$\n") == [expected]


def test_the_inverse_of_a_function_is_no_other_use_of_it(tmp_path: Path) -> None:
    text = r"Let $s(x) = \frac{1}{1 + e^{-x}}$. It has $s^{-1}(p) = \log\frac{p}{1 - p}$."
    assert verdicts(tmp_path, text + " $$ s(-x) = 1 - s(x) $$") == ["proved"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"x y + y = y(x + 1), \quad x y = y x", ["proved", "proved"]),
        (r"x y = x^2, \quad x - y = 0", ["unknown", "unknown"]),  # a condition, for all we know
        (r"x y + y = y(x + 1), \quad x = y", ["unreadable"]),
        (r"x = x + y - y \quad \text{and} \quad x y = y", ["proved", "refuted"]),
    ],
)
def test_an_equation_beside_another_one_is_not_refuted(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert verdicts(tmp_path, f"{REAL}$$ {text} $$\n") == expected


def test_what_is_let_is_said_of_each_name(tmp_path: Path) -> None:
    text = r"Let $u = \frac{1 + \sqrt5}{2}$ and $v = \frac{1 - \sqrt5}{2}$. Then $$ u v = -1 $$"
    assert verdicts(tmp_path, text) == ["conditional"]


def test_values_between_ends_are_put_for_the_variable_of_an_earlier_display(tmp_path: Path) -> None:
    text = "$$ a = a + 0 $$\n\n$$ = a + \\int_0^2 t\\,dt - 2 $$\n\nso\n\n$$ = a + [b t^2/(2b)]_0^2 - 2 $$\n"
    assert verdicts(tmp_path, text) == ["proved", "proved", "conditional"]


def test_a_sum_with_a_lower_bound_alone_has_no_end_unless_its_index_has_one(tmp_path: Path) -> None:
    endless = r"$$ \sum_{k > 1} 2^{-k} = \frac12 $$" + "\n\n" + r"$$ \sum_{m \ge 0}^{} 2^{-m} = 3 $$"
    assert verdicts(tmp_path, f"{endless}\n") == ["proved", "refuted"]
    ranged = r"$$ \sum_{k=1}^n (a_k + 1) = n + \sum_{k=1}^n a_k $$"
    assert verdicts(tmp_path, f"{ranged}\n\n{endless}\n") == ["proved", "unreadable", "refuted"]
