"""How terms look: in the plain notation and in LaTeX."""

from collections import namedtuple

import pytest

from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Not,
    Nth,
    Num,
    Or,
    Partial,
    Pow,
    Rel,
    Sym,
    integer,
)
from derivcheck.terms.latex import to_latex
from derivcheck.terms.printing import to_text

Bounds = namedtuple("Bounds", "lower upper")
i, j, k, n, x, y, J = (Sym(name) for name in ("i", "j", "k", "n", "x", "y", "J"))
one, two = integer(1), integer(2)
half = Num(one.value / 2)
DECLARED = {name: Bounds(one, n) for name in "ijk"}


def z(index):
    return Sym("z", (index,))


def call(name, *args, primes=()):
    return Call(name, args, primes)


def total(body, guard=None, upper=n, op="sum"):
    return Big(op, body, "k", one, upper, guard)


softmax = Div(call("exp", z(i)), total(call("exp", z(k))))
far = Rel("!=", k, i)

#: term, plain notation, LaTeX
LOOKS = [
    (Add((x, Neg(y), two)), "x - y + 2", "x - y + 2"),
    (Add((x, integer(-2))), "x - 2", "x - 2"),
    (Add((x, Mul((integer(-2), y)))), "x - 2*y", "x - 2 y"),
    (Add((Neg(x), y)), "-x + y", "-x + y"),
    (Add((x, Add((y, two)))), "x + (y + 2)", r"x + \left(y + 2\right)"),
    (Add((x, Neg(Add((y, two))))), "x - (y + 2)", r"x - \left(y + 2\right)"),
    (Neg(Mul((x, y))), "-x*y", "-x y"),
    (Mul((Neg(x), y)), "(-x)*y", r"\left(-x\right) y"),
    (Mul((x, Neg(y))), "x*(-y)", r"x \left(-y\right)"),
    (Mul((x, two)), "x*2", r"x \cdot 2"),
    (Mul((x, Add((one, Neg(y))))), "x*(1 - y)", r"x \left(1 - y\right)"),
    (Mul((half, x)), "1/2*x", r"\frac{1}{2} x"),
    (Mul((Div(x, y), two)), "x/y*2", r"\frac{x}{y} \cdot 2"),
    (Mul((x, Div(x, y))), "x*(x/y)", r"x \frac{x}{y}"),
    (Div(x, Mul((x, y))), "x/(x*y)", r"\frac{x}{x y}"),
    (Div(Neg(x), y), "(-x)/y", r"\frac{-x}{y}"),
    (Div(Div(x, y), two), "x/y/2", r"\frac{\frac{x}{y}}{2}"),
    (Pow(x, integer(-1)), "x^(-1)", "x^{-1}"),
    (Pow(x, half), "x^(1/2)", r"x^{\frac{1}{2}}"),
    (Pow(half, x), "(1/2)^x", r"\left(\frac{1}{2}\right)^{x}"),
    (Pow(Neg(x), two), "(-x)^2", r"\left(-x\right)^{2}"),
    (Neg(Pow(x, two)), "-x^2", "-x^{2}"),
    (Pow(Pow(x, y), two), "(x^y)^2", r"\left(x^{y}\right)^{2}"),
    (Pow(call("exp", x), two), "exp(x)^2", r"\left(e^{x}\right)^{2}"),
    (Sym("A", (i, Add((j, one)))), "A[i, j + 1]", "A_{i, j + 1}"),
    (Sym("alpha_1"), "alpha_1", r"\alpha_{1}"),
    (Sym("loss_max", (i,)), "loss_max[i]", r"\mathrm{loss}_{\mathrm{max}, i}"),
    (Mul((Const("pi"), Const("e"), Const("I"))), "pi*e*I", r"\pi e \mathrm{i}"),
    (softmax, "exp(z[i])/sum(exp(z[k]), k)", r"\frac{e^{z_{i}}}{\sum_{k=1}^{n} e^{z_{k}}}"),
    (total(Add((z(k), one))), "sum(z[k] + 1, k)", r"\sum_{k=1}^{n} \left(z_{k} + 1\right)"),
    (total(z(k), far), "sum(z[k], k != i)", r"\sum_{k \neq i} z_{k}"),
    (
        total(z(k), Rel("!=", i, k)),
        "sum(z[k], k, i != k)",
        r"\sum_{\substack{k=1 \\ \left(i \neq k\right)}}^{n} z_{k}",
    ),
    (
        total(Mul((z(k), z(i))), far),
        "sum(z[k]*z[i], k != i)",
        r"\sum_{\substack{k=1 \\ k \neq i}}^{n} z_{k} z_{i}",
    ),
    (Pow(Const("e"), x), "e^x", r"\left(e\right)^{x}"),
    (Mul((x, Mul((y, two)))), "x*(y*2)", r"x \left(y \cdot 2\right)"),
    (Mul((one, Bracket(far))), "1*[k != i]", r"1 \cdot \left[k \neq i\right]"),
    (z(Mul((i, j))), "z[i*j]", r"z_{\left(i j\right)}"),
    (call("delta", i, one), "delta(i, 1)", r"\delta_{i, 1}"),
    (Sym("x_bar_1"), "x_bar_1", r"\bar{x}_{1}"),
    (
        total(Mul((z(k), total(z(j)))), op="prod"),
        "prod(z[k]*sum(z[j], k), k)",
        r"\prod_{k=1}^{n} \left(z_{k} \sum_{k=1}^{n} z_{j}\right)",
    ),
    (total(z(k), upper=j), "sum(z[k], k, 1, j)", r"\sum_{k=1}^{j} z_{k}"),
    (total(z(k), far, j), "sum(z[k], k, 1, j, k != i)", r"\sum_{\substack{k=1 \\ k \neq i}}^{j} z_{k}"),
    (Big("sum", z(k), "k", i, j), "sum(z[k], (k, i, j))", r"\sum_{k=i}^{j} z_{k}"),
    (
        Big("sum", total(z(k)), "n", one, two),
        "sum(sum(z[k], k, 1, n), n, 1, 2)",
        r"\sum_{n=1}^{2} \sum_{k=1}^{n} z_{k}",
    ),
    (total(z(k), op="prod"), "prod(z[k], k)", r"\prod_{k=1}^{n} z_{k}"),
    (Mul((total(z(k)), y)), "sum(z[k], k)*y", r"\left(\sum_{k=1}^{n} z_{k}\right) y"),
    (Mul((y, total(z(k)))), "y*sum(z[k], k)", r"y \sum_{k=1}^{n} z_{k}"),
    (Diff(J, ((z(i), 1),)), "diff(J, z[i])", r"\frac{\partial J}{\partial z_{i}}"),
    (
        Diff(Partial(J, Diff(call("f", x), ((x, 1),)), 1), ((x, 1),)),
        "diff(diff(J, diff(f(x), x)), x)",
        r"\frac{\partial}{\partial x} \frac{\partial J}{\partial f'\left(x\right)}",
    ),
    (
        Nth(call("log", x), x, Add((k, two))),
        "diff(log(x), x, k + 2)",
        r"\frac{\partial^{k + 2}}{\partial x^{k + 2}} \log\left(x\right)",
    ),
    (
        Diff(Nth(J, x, k), ((y, 1),)),
        "diff(diff(J, x, k), y)",
        r"\frac{\partial}{\partial y} \frac{\partial^{k} J}{\partial x^{k}}",
    ),
    (
        Partial(Pow(call("f", x), two), call("f", x), 2),
        "diff(f(x)^2, f(x), 2)",
        r"\frac{\partial^{2}}{\partial f\left(x\right)^{2}} \left(f\left(x\right)\right)^{2}",
    ),
    (Diff(J, ((x, 2), (y, 1))), "diff(J, x, 2, y)", r"\frac{\partial^{3} J}{\partial x^{2} \partial y}"),
    (
        Diff(call("log", x), ((x, 1),)),
        "diff(log(x), x)",
        r"\frac{\partial}{\partial x} \log\left(x\right)",
    ),
    (call("delta", i, j), "delta(i, j)", r"\delta_{i j}"),
    (call("asin", call("sqrt", x)), "asin(sqrt(x))", r"\arcsin\left(\sqrt{x}\right)"),
    (call("abs", Neg(x)), "abs(-x)", r"\left|-x\right|"),
    (call("binomial", n, k), "binomial(n, k)", r"\binom{n}{k}"),
    (call("factorial", n), "factorial(n)", "n!"),
    (call("erf", x), "erf(x)", r"\operatorname{erf}\left(x\right)"),
    (call("f", x, primes=(2,)), "f''(x)", r"f''\left(x\right)"),
    (call("f", x, primes=(4,)), "f'[4](x)", r"f^{(4)}\left(x\right)"),
    (call("f", x, y, primes=(0, 1)), "f'[0, 1](x, y)", r"f^{(0, 1)}\left(x, y\right)"),
    (Bracket(Rel("=", i, j)), "[i = j]", r"\left[i = j\right]"),
    (
        Cases(((one, Rel("=", i, j)),), integer(0)),
        "cases(1 if i = j, 0)",
        r"\begin{cases} 1 & \text{if } i = j \\ 0 & \text{otherwise} \end{cases}",
    ),
    (Integral(x, "x"), "integral(x, x)", r"\int x\,dx"),
    (
        Integral(Add((x, one)), "x", one, Const("oo")),
        "integral(x + 1, x, 1, oo)",
        r"\int_{1}^{\infty} \left(x + 1\right)\,dx",
    ),
    (Limit(x, "x", Const("oo")), "limit(x, x, oo)", r"\lim_{x \to \infty} x"),
    (Rel("<=", x, Add((y, one))), "x <= y + 1", r"x \leq y + 1"),
    (
        And((Or((far, Rel("=", i, j))), Not(far))),
        "(k != i or i = j) and not k != i",
        r"\left(k \neq i \lor i = j\right) \land \lnot \left(k \neq i\right)",
    ),
]


@pytest.mark.parametrize(("term", "text", "latex"), LOOKS, ids=[row[1] for row in LOOKS])
def test_term_looks(term, text, latex):
    assert to_text(term, DECLARED) == text
    assert to_latex(term, DECLARED) == latex


def test_without_declared_ranges_the_bounds_are_printed():
    assert to_text(total(z(k))) == "sum(z[k], k, 1, n)"


def test_no_text_for_what_is_no_term():
    class Other:
        pass

    with pytest.raises(TypeError, match="no text for Other"):
        to_text(Other())
    with pytest.raises(TypeError, match="no LaTeX for Other"):
        to_latex(Other())
