"""Terms to SymPy, exactly as written.

Nothing is evaluated: `x/x` stays a product with a power, `sum(1, k)` stays a `Sum`. Three constructors
need care. `Sum`, `Product` and `Integral` bring a `Piecewise` in their body to the top, and evaluate
the body while they do, so they are put together from their parts. `And`, `Or`, `Max` and `Min` keep
their arguments as sets, so the order and repetitions are lost, which changes no value. `Limit` is from both
sides here, from the right alone by SymPy's habit, so the direction is always written.

| term | SymPy |
| --- | --- |
| `-a` | `Mul(-1, a)` |
| `a / b` | `Mul(a, Pow(b, -1))` |
| `sqrt(a)` | `Pow(a, 1/2)` |
| `[cond]` | `Piecewise((1, cond), (0, True))` |
| `sum(a, k != i)` | `Sum(Piecewise((a, Ne(k, i)), (0, True)), (k, …))` |
| `f'(a)` | `Subs(Derivative(f(xi), xi), xi, a)`, or `Derivative(f(x), x)` for a symbol `x` |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derivcheck.terms.binding import fresh_name
from derivcheck.terms.hypergeometric import HYPERGEOMETRIC, parameters_of
from derivcheck.terms.nodes import (
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
    Term,
    integer,
    walk,
)
from derivcheck.terms.sympy_edge.names import Declared, assumptions, bound_apart
from derivcheck.terms.sympy_edge.tables import CONSTANTS, FUNCTIONS, NEUTRAL, RELATIONS

__all__ = ["prepared", "to_sympy"]


def to_sympy(term: Term, declared: Declared | None = None) -> Any:
    """`term` as a SymPy expression (a relation or a Boolean for a condition), unevaluated.

    Every bound index has a name of its own. `declared` (a `Context` will do) gives the symbols
    their assumptions; a defined name is a symbol like any other and is not replaced by what it stands for.

    >>> x = Sym("x")
    >>> to_sympy(Div(x, x))
    x/x
    >>> term = Mul((Sym("z", (Sym("k"),)), Big("sum", Sym("z", (Sym("k"),)), "k", integer(1), Sym("n"))))
    >>> to_sympy(term)
    z[k]*Sum(z[k_1], (k_1, 1, n))
    """
    renamed, assume = prepared(term, declared)
    return _Builder(assume, {part.name for part in walk(renamed) if isinstance(part, Sym)}).build(renamed)


def prepared(term: Term, declared: Declared | None) -> tuple[Term, dict[str, Mapping[str, bool]]]:
    """`term` with its bound names apart, and the assumptions of every name in it."""
    renamed, bound = bound_apart(term)
    return renamed, {**assumptions(term, declared), **bound}


def _unevaluated(kind: Any, body: Any, *limits: Any) -> Any:
    """`kind(body, *limits)` for `Sum`, `Product` or `Integral` without touching the body.

    SymPy's own constructor rewrites and evaluates a body that holds a `Piecewise`.
    """
    from sympy import Basic, Tuple

    made = Basic.__new__(kind, body, *(Tuple(*limit) for limit in limits))
    made.is_commutative = True
    return made


class _Builder:
    """Builds one expression; `assume` holds the assumptions of each name."""

    def __init__(self, assume: Mapping[str, Mapping[str, bool]], taken: set[str]) -> None:
        import sympy

        self.sympy: Any = sympy
        self.assume = assume
        self.taken = taken

    def build(self, term: Term) -> Any:
        """`term` in SymPy; every bound name in it is different already."""
        return _ROWS[type(term)](self, term)

    def several(self, terms: tuple[Term, ...]) -> list[Any]:
        """Each of `terms` in SymPy."""
        return [self.build(term) for term in terms]

    def symbol(self, name: str) -> Any:
        """The symbol `name` with its assumptions."""
        return self.sympy.Symbol(name, **self.assume.get(name, {}))

    def number(self, term: Num) -> Any:
        return self.sympy.Rational(term.value.numerator, term.value.denominator)

    def constant(self, term: Const) -> Any:
        return getattr(self.sympy.S, CONSTANTS[term.name])

    def named(self, term: Sym) -> Any:
        if not term.indices:
            return self.symbol(term.name)
        base = self.sympy.IndexedBase(term.name, **self.assume.get(term.name, {}))
        return self.sympy.Indexed(base, *self.several(term.indices))

    def negative(self, term: Neg) -> Any:
        inner = self.build(term.arg)
        if inner is self.sympy.S.Infinity or (inner.is_Rational and inner > 0):
            return -inner
        return self.sympy.Mul(-1, inner, evaluate=False)

    def quotient(self, term: Div) -> Any:
        inverse = self.sympy.Pow(self.build(term.den), -1, evaluate=False)
        if term.num == integer(1):
            return inverse
        return self.sympy.Mul(self.build(term.num), inverse, evaluate=False)

    def power(self, term: Pow) -> Any:
        return self.sympy.Pow(self.build(term.base), self.build(term.exponent), evaluate=False)

    def call(self, term: Call) -> Any:
        arguments = self.several(term.args)
        if term.name == "sqrt":
            return self.sympy.Pow(*arguments, self.sympy.Rational(1, 2), evaluate=False)
        if term.name == HYPERGEOMETRIC:
            upper, lower, z = parameters_of(term.args)
            return self.sympy.hyper(self.several(upper), self.several(lower), self.build(z))
        if term.name in FUNCTIONS:
            return getattr(self.sympy, FUNCTIONS[term.name])(*arguments, evaluate=False)
        function = self.sympy.Function(term.name, **self.assume.get(term.name, {}))
        if any(term.primes):
            return self.primed(function, term, arguments)
        return function(*arguments, evaluate=False)

    def primed(self, function: Any, term: Call, arguments: list[Any]) -> Any:
        """The derivative of `function` by its arguments, at `arguments`."""
        derivative = self.sympy.Derivative
        if len(term.args) == 1 and isinstance(term.args[0], Sym):
            return derivative(function(*arguments), (arguments[0], term.primes[0]), evaluate=False)
        points: list[Any] = []
        for _ in arguments:
            name = fresh_name("xi", self.taken | {point.name for point in points})
            points.append(self.sympy.Symbol(name))
        counts = [pair for pair in zip(points, term.primes, strict=True) if pair[1]]
        return self.sympy.Subs(derivative(function(*points), *counts, evaluate=False), points, arguments)

    def big(self, term: Big) -> Any:
        kind = self.sympy.Sum if term.op == "sum" else self.sympy.Product
        body = self.build(term.body)
        if term.guard is not None:
            otherwise = (self.sympy.Integer(NEUTRAL[term.op]), True)
            body = self.sympy.Piecewise((body, self.build(term.guard)), otherwise, evaluate=False)
        return _unevaluated(
            kind, body, (self.symbol(term.index), self.build(term.lower), self.build(term.upper))
        )

    def derivative(self, term: Diff) -> Any:
        variables = [(self.build(variable), count) for variable, count in term.variables]
        return self.sympy.Derivative(self.build(term.body), *variables, evaluate=False)

    def partial(self, term: Partial) -> Any:
        variable = (self.build(term.by), term.times)
        return self.sympy.Derivative(self.build(term.body), variable, evaluate=False)

    def nth(self, term: Nth) -> Any:
        variable = (self.build(term.by), self.build(term.order))
        return self.sympy.Derivative(self.build(term.body), variable, evaluate=False)

    def cases(self, term: Cases) -> Any:
        pairs = [(self.build(value), self.build(condition)) for value, condition in term.branches]
        if term.otherwise is not None:
            pairs.append((self.build(term.otherwise), self.sympy.true))
        return self.sympy.Piecewise(*pairs, evaluate=False)

    def bracket(self, term: Bracket) -> Any:
        return self.sympy.Piecewise((1, self.build(term.condition)), (0, True), evaluate=False)

    def integral(self, term: Integral) -> Any:
        limit = [self.symbol(term.variable)]
        limit += [self.build(bound) for bound in (term.lower, term.upper) if bound is not None]
        return _unevaluated(self.sympy.Integral, self.build(term.body), limit)

    def limit(self, term: Limit) -> Any:
        point = self.build(term.point)
        return self.sympy.Limit(self.build(term.body), self.symbol(term.variable), point, "+-")

    def relation(self, term: Rel) -> Any:
        kind = getattr(self.sympy, RELATIONS[term.op])
        return kind(self.build(term.left), self.build(term.right), evaluate=False)


def _by_arguments(name: str) -> Callable[[_Builder, Any], Any]:
    """The row of a node that differs from SymPy's class `name` in nothing but its arguments."""

    def build(builder: _Builder, term: Add | Mul | And | Or) -> Any:
        return getattr(builder.sympy, name)(*builder.several(term.args), evaluate=False)

    return build


def _negation(builder: _Builder, term: Not) -> Any:
    return builder.sympy.Not(builder.build(term.arg), evaluate=False)


_ROWS: Mapping[type[Term], Callable[[_Builder, Any], Any]] = {
    Num: _Builder.number,
    Const: _Builder.constant,
    Sym: _Builder.named,
    Neg: _Builder.negative,
    Add: _by_arguments("Add"),
    Mul: _by_arguments("Mul"),
    Div: _Builder.quotient,
    Pow: _Builder.power,
    Call: _Builder.call,
    Big: _Builder.big,
    Diff: _Builder.derivative,
    Nth: _Builder.nth,
    Partial: _Builder.partial,
    Cases: _Builder.cases,
    Bracket: _Builder.bracket,
    Integral: _Builder.integral,
    Limit: _Builder.limit,
    Rel: _Builder.relation,
    And: _by_arguments("And"),
    Or: _by_arguments("Or"),
    Not: _negation,
}
