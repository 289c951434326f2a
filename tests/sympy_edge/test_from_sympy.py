"""SymPy to terms: signs and quotients, limits, names; and what is refused, with the construct named."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    Derivative,
    Dummy,
    Eq,
    Float,
    Function,
    Idx,
    IndexedBase,
    Integral,
    KroneckerDelta,
    Limit,
    MatrixSymbol,
    Piecewise,
    Product,
    Subs,
    Sum,
    Symbol,
    oo,
    symbols,
)

from derivcheck.errors import ReadError
from derivcheck.terms import Big, Diff, Sym, walk
from derivcheck.terms.printing import to_text
from derivcheck.terms.sympy_edge import from_sympy, read_sympy, to_sympy

x, y = symbols("x y")
i, j, k, n = symbols("i j k n", integer=True)
z = IndexedBase("z")
f = Function("f")

READ = [
    (-x, "-x"),
    (x - y, "x - y"),
    (x / y, "x/y"),
    (-x / (2 * y), "-x/(2*y)"),
    (x / 2, "x/2"),
    (-3 * x / 4, "-3*x/4"),
    (x**-2, "1/x^2"),
    (1 / sympy.sqrt(x), "1/sqrt(x)"),
    (x * y**-1 * z[i] ** -1, "x/(y*z[i])"),
    (Float("0.1") * x, "1/10*x"),
    (sympy.exp(1), "e"),
    (sympy.Heaviside(x), "heaviside(x)"),
    (sympy.digamma(x), "digamma(x)"),
    (Eq(x, y), "x = y"),
    (KroneckerDelta(i, j), "delta(i, j)"),
    (Sum(z[k], (k, 1, n)), "sum(z[k], k, 1, n)"),
    (Sum(1 / z[k], (k, 0, oo)), "sum(1/z[k], k, 0, oo)"),
    (Derivative(f(x), x, x), "diff(f(x), x, 2)"),
    (f(x).diff(x).subs(x, 2 * y), "f'(2*y)"),
    (Derivative(f(x) ** 2, f(x)), "diff(f(x)^2, f(x))"),
    (Derivative(f(x) ** 2, Derivative(f(x), x), x), "diff(diff(f(x)^2, diff(f(x), x)), x)"),
    (Derivative(x**2, (x, n)), "diff(x^2, x, n)"),
    (Derivative(f(x), (x, n + 2), y), "diff(diff(f(x), x, 2 + n), y)"),
    (Derivative(f(x) ** 2, (f(x), 2), y), "diff(diff(f(x)^2, f(x), 2), y)"),
    (f(x**2).diff(x), "2*x*f'(x^2)"),
    (Limit(sympy.sin(x) / x, x, 0, "+-"), "limit(sin(x)/x, x, 0)"),
    (Limit(1 / x, x, oo), "limit(1/x, x, oo)"),
    (sympy.O(x**3), "O(x^3)"),
    (sympy.O((x - 1) ** 2, (x, 1)), "O((-1 + x)^2, x, 1)"),
    (sympy.O(1 / x, (x, oo)), "O(1/x, x, oo)"),
]


@pytest.mark.parametrize(("expr", "text"), READ, ids=[text for _, text in READ])
def test_reads_as_people_write(expr: sympy.Basic, text: str) -> None:
    assert to_text(from_sympy(expr)) == text


def test_the_first_limit_is_the_innermost() -> None:
    term = from_sympy(Sum(z[j], (j, 1, k), (k, 1, n)))
    assert isinstance(term, Big) and term.index == "k"
    assert isinstance(term.body, Big) and term.body.index == "j" and term.body.upper == Sym("k")


def test_an_index_in_its_own_bound_is_the_outer_one() -> None:
    term = from_sympy(Sum(z[k], (k, 1, k)))
    assert isinstance(term, Big) and term.upper == Sym("k")


def test_idx_brings_its_range() -> None:
    index = Idx("k", (1, n))
    assert from_sympy(Sum(z[index], index)) == from_sympy(Sum(z[k], (k, 1, n)))


def test_bound_variables_of_one_name_stay_apart() -> None:
    inner, outer = Dummy("k"), Dummy("k")
    term = from_sympy(Sum(Sum(z[inner] * y**outer, (inner, 1, n)), (outer, 1, n)))
    names = {part.index for part in walk(term) if isinstance(part, Big)}
    assert len(names) == 2


def test_a_bound_variable_yields_to_a_free_one_of_its_name() -> None:
    bound = Symbol("k", integer=True, positive=True)
    term = from_sympy(Sum(z[bound] * z[k], (bound, 1, n)))
    assert isinstance(term, Big) and term.index == "k_1"
    assert "z[k]" in to_text(term)


REFUSED = [
    ([x], "list"),
    (MatrixSymbol("A", 2, 2), "MatrixSymbol"),
    (Symbol("A", commutative=False), "Symbol A"),
    (sympy.nan, "NaN"),
    (sympy.zoo, "ComplexInfinity"),
    (sympy.true, "BooleanTrue"),
    (sympy.besselj(0, x), "besselj"),
    (sympy.polygamma(1, x), "polygamma"),
    (sympy.Heaviside(x, 0), "Heaviside"),
    (Limit(1 / x, x, 0), "Limit"),
    (KroneckerDelta(i, j, (1, n)), "KroneckerDelta"),
    (Symbol("x") + Symbol("x", real=True), "Symbol x"),
    (Dummy("x") + Dummy("x"), "Dummy _x"),
    (z[i] + Symbol("z"), "z"),
    (f(x) + Symbol("f"), "f"),
    (Derivative(x**2, (x, y)), "Derivative"),
    (Derivative(f(x), (f(x), n)), "Derivative"),
    (Subs(Derivative(x * f(y), y), y, x), "Subs"),
    (Integral(x, (x, 1)), "Tuple"),
    (Function("exp")(x), "exp"),
    (Function("g", integer=True)(x), "g"),
    (sympy.Matrix([x]), "Matrix"),
    (sympy.Interval(0, 1), "Interval"),
    (sympy.Wild("w"), "Wild"),
]


@pytest.mark.parametrize(("expr", "named"), REFUSED, ids=[named for _, named in REFUSED])
def test_refuses_by_name(expr: object, named: str) -> None:
    with pytest.raises(ReadError) as caught:
        from_sympy(expr)
    assert named in caught.value.problem.found


def test_conditions_on_values_are_no_guards() -> None:
    kept = from_sympy(Sum(Piecewise((z[k], x > 0), (0, True)), (k, 1, n)))
    assert isinstance(kept, Big) and kept.guard is None
    of_values = from_sympy(Sum(Piecewise((z[k], z[k] > 0), (0, True)), (k, 1, n)))
    assert isinstance(of_values, Big) and of_values.guard is None
    guarded = from_sympy(Product(Piecewise((z[k], k > i), (1, True)), (k, 1, n)))
    assert isinstance(guarded, Big) and guarded.guard is not None


def test_capture_case_keeps_two_indices() -> None:
    """SymPy itself differentiates this to 0; here the bound `k` is another than the free one."""
    free = Sym("k")
    body = from_sympy(sympy.exp(z[k]) / Sum(sympy.exp(z[k]), (k, 1, n)))
    expression = to_sympy(Diff(body, ((Sym("z", (free,)), 1),)))
    (inner,) = expression.atoms(Sum)
    assert isinstance(expression, Derivative)
    assert inner.variables[0].name != "k" and Symbol("k", integer=True) in expression.free_symbols
    assert expression.doit() != 0


def test_names_come_with_what_sympy_knows() -> None:
    names = read_sympy(Symbol("a", positive=True) * z[i]).names
    assert names["a"].assumptions["positive"] and names["z"].rank == 1 and set(names) == {"a", "z", "i"}
