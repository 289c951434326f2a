"""SymPy expressions as Python source text that builds them again, unevaluated.

The text runs as it stands: imports, declarations with their assumptions, and the expressions inside
`with evaluate(False)`, where SymPy's own operators leave what is written alone. Where an operator
would still regroup (SymPy flattens `-(a*b)`) or compute (two numbers) the constructor is written out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from keyword import iskeyword
from typing import Any

from derivcheck.terms.binding import fresh_name
from derivcheck.terms.nodes import Term
from derivcheck.terms.sympy_edge.build import prepared, to_sympy
from derivcheck.terms.sympy_edge.names import Declared
from derivcheck.terms.sympy_edge.tables import CONSTANTS, FUNCTIONS

__all__ = ["to_sympy_code", "to_sympy_list"]

#: how tightly a text binds.
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4

_CONSTANT_TEXT = {"Pi": "pi", "Exp1": "E", "ImaginaryUnit": "I", "Infinity": "oo"}

_RELATION_TEXT = {
    "Equality": "Eq",
    "Unequality": "Ne",
    "StrictLessThan": "Lt",
    "LessThan": "Le",
    "StrictGreaterThan": "Gt",
    "GreaterThan": "Ge",
}

#: every name that the text may import or define, so that no symbol takes it.
_RESERVED = frozenset((
    "Add", "And", "Basic", "Derivative", "Function", "IndexedBase", "Integer", "Integral", "Limit", "Mul",
    "Not", "Or", "Piecewise", "Pow", "Product", "Rational", "Subs", "Sum", "Symbol", "Tuple", "evaluate",
    "expression", "hyper", "sqrt", "steps", "unevaluated",
)).union(FUNCTIONS.values(), _CONSTANT_TEXT.values(), _RELATION_TEXT.values())  # fmt: skip

_UNEVALUATED = '''

def unevaluated(kind, body, *limits):
    """kind(body, *limits); the constructor multiplies the body by 1, or folds what is Piecewise in it."""
    made = Basic.__new__(kind, body, *(Tuple(*limit) for limit in limits))
    made.is_commutative = True
    return made

'''


def to_sympy_code(term: Term, declared: Declared | None = None) -> str:
    """Python source that sets `expression` to `to_sympy(term, declared)`.

    >>> from derivcheck.terms import Div, Sym
    >>> print(to_sympy_code(Div(Sym("x"), Sym("x"))), end="")
    from sympy import Symbol, evaluate
    <BLANKLINE>
    x = Symbol('x', real=True)
    <BLANKLINE>
    with evaluate(False):
        expression = x/x
    """
    writer = _Writer()
    text = writer.expression(term, declared)
    return f"{writer.header()}with evaluate(False):\n    expression = {text}\n"


def to_sympy_list(terms: Sequence[Term], declared: Declared | None = None) -> str:
    """Python source that sets `steps` to the list of `terms` in SymPy."""
    writer = _Writer()
    lines = [f"        {writer.expression(term, declared)},\n" for term in terms]
    return f"{writer.header()}with evaluate(False):\n    steps = [\n{''.join(lines)}    ]\n"


class _Writer:
    """Writes expressions and remembers what they need; each method returns text with its level."""

    def __init__(self) -> None:
        import sympy

        self.sympy: Any = sympy
        self.imports: set[str] = {"evaluate"}
        self.declared: dict[tuple[str, str, str], str] = {}
        self.assume: Mapping[str, Mapping[str, bool]] = {}

    def expression(self, term: Term, declared: Declared | None) -> str:
        """The text of one expression."""
        self.assume = prepared(term, declared)[1]
        return self.text(to_sympy(term, declared))

    def header(self) -> str:
        """The imports and declarations of everything written so far."""
        lines = [f"{name} = {kind}({call})\n" for (kind, _, call), name in sorted(self.declared.items())]
        imports = ", ".join(sorted(self.imports - {"unevaluated"}))
        helper = _UNEVALUATED if "unevaluated" in self.imports else ""
        return f"from sympy import {imports}\n{helper}\n{''.join(lines)}\n"

    def use(self, name: str) -> str:
        """`name`, imported."""
        self.imports.add(name)
        return name

    def declare(self, kind: str, name: str) -> str:
        """The Python name of a symbol, family or function."""
        assumed = "".join(f", {key}={value}" for key, value in sorted(self.assume.get(name, {}).items()))
        key = (self.use(kind), name, f"{name!r}{assumed}")
        if key not in self.declared:
            self.declared[key] = fresh_name(_identifier(name), self.declared.values())
        return self.declared[key]

    def text(self, expr: Any, least: int = 0) -> str:
        """`expr` as text, in parentheses when it binds less tightly than `least`."""
        written, level = self.write(expr)
        return f"({written})" if level < least else written

    def texts(self, exprs: Iterable[Any]) -> str:
        return ", ".join(self.text(expr) for expr in exprs)

    def write(self, expr: Any) -> tuple[str, int]:
        row = _rows().get(type(expr))
        if row is not None:
            return row(self, expr)
        if expr.is_Rational:
            return self.number(expr)
        if isinstance(expr, self.sympy.core.function.AppliedUndef):
            return f"{self.declare('Function', expr.func.name)}({self.texts(expr.args)})", _ATOM
        return self.constructed(expr)

    def constructed(self, expr: Any) -> tuple[str, int]:
        return f"{self.use(type(expr).__name__)}({self.texts(expr.args)})", _ATOM

    def number(self, expr: Any) -> tuple[str, int]:
        if expr.q != 1:
            return f"{self.use('Rational')}({expr.p}, {expr.q})", _ATOM
        return str(expr.p), _ATOM if expr >= 0 else _PRODUCT

    def symbol(self, expr: Any) -> tuple[str, int]:
        return self.declare("Symbol", expr.name), _ATOM

    def indexed(self, expr: Any) -> tuple[str, int]:
        return f"{self.declare('IndexedBase', expr.base.name)}[{self.texts(expr.indices)}]", _ATOM

    def addition(self, expr: Any) -> tuple[str, int]:
        if len(expr.args) != 2 or all(arg.is_Number for arg in expr.args):
            return self.constructed(expr)
        left, right = self.text(expr.args[0], _SUM), self.text(expr.args[1], _PRODUCT)
        return f"{left} - {right[1:]}" if _is_negated(expr.args[1]) else f"{left} + {right}", _SUM

    def product(self, expr: Any) -> tuple[str, int]:
        if len(expr.args) != 2 or all(arg.is_Number for arg in expr.args):
            return self.constructed(expr)
        left, right = expr.args
        if left == -1:
            return self.negative(expr, right)
        if _is_inverse(right):
            return f"{self.text(left, _PRODUCT)}/{self.text(right.base, _POWER)}", _PRODUCT
        return f"{self.text(left, _PRODUCT)}*{self.text(right, _POWER)}", _PRODUCT

    def negative(self, expr: Any, inner: Any) -> tuple[str, int]:
        if inner.is_Mul or inner.is_Number:
            return self.constructed(expr)
        return f"-{self.text(inner, _POWER)}", _PRODUCT

    def power(self, expr: Any) -> tuple[str, int]:
        base, exponent = expr.args
        if exponent == self.sympy.Rational(1, 2):
            return f"{self.use('sqrt')}({self.text(base)})", _ATOM
        if base.is_Number and exponent.is_Number:
            return self.constructed(expr)
        if exponent == -1:
            return f"1/{self.text(base, _POWER)}", _PRODUCT
        return f"{self.text(base, _ATOM)}**{self.text(exponent, _ATOM)}", _POWER

    def extremum(self, expr: Any) -> tuple[str, int]:
        return f"{self.use(type(expr).__name__)}({self.texts(expr.args)}, evaluate=False)", _ATOM

    def derivative(self, expr: Any) -> tuple[str, int]:
        if any(by.is_Derivative or count.is_Add or count.is_Mul for by, count in expr.variable_count):
            # SymPy evaluates such a variable, and asks for the sign of such a count.
            self.imports |= {"Basic", "Derivative", "Tuple"}
            pairs = [f"Tuple({self.texts(pair)})" for pair in expr.variable_count]
            return f"Basic.__new__(Derivative, {', '.join([self.text(expr.expr), *pairs])})", _ATOM
        variables = (pair[0] if pair[1] == 1 else pair for pair in expr.variable_count)
        return f"{self.use('Derivative')}({self.texts((expr.expr, *variables))})", _ATOM

    def big(self, expr: Any) -> tuple[str, int]:
        body = self.text(expr.function)
        if expr.function.is_Integer:  # nothing turns a Python number into SymPy's there
            body = f"{self.use('Integer')}({body})"
        self.imports |= {"unevaluated", "Basic", "Tuple"}
        return f"unevaluated({self.use(type(expr).__name__)}, {body}, {self.texts(expr.limits)})", _ATOM

    def group(self, expr: Any) -> tuple[str, int]:
        comma = "," if len(expr.args) == 1 else ""
        return f"({self.texts(expr.args)}{comma})", _ATOM

    def limit(self, expr: Any) -> tuple[str, int]:
        return f"{self.use('Limit')}({self.texts(expr.args[:3])}, '{expr.args[3]}')", _ATOM

    def relation(self, expr: Any) -> tuple[str, int]:
        return f"{self.use(_RELATION_TEXT[type(expr).__name__])}({self.texts(expr.args)})", _ATOM


_Row = Callable[[_Writer, Any], tuple[str, int]]


def _identifier(name: str) -> str:
    """`name` as a Python name that the text does not use otherwise."""
    plain = "".join(char if char.isascii() and char.isalnum() else "_" for char in name)
    plain = plain if plain.isidentifier() else f"_{plain}"
    return f"{plain}_" if iskeyword(plain) or plain in _RESERVED else plain


def _is_inverse(expr: Any) -> bool:
    return bool(expr.is_Pow and expr.exp == -1 and not expr.base.is_Number)


def _is_negated(expr: Any) -> bool:
    if expr.is_Mul:
        return (
            len(expr.args) == 2 and expr.args[0] == -1 and not (expr.args[1].is_Mul or expr.args[1].is_Number)
        )
    return bool(expr.is_Integer and expr < 0)


def _named(text: str) -> _Row:
    return lambda writer, _expr: (writer.use(text), _ATOM)


def _literal(text: str) -> _Row:
    return lambda _writer, _expr: (text, _ATOM)


def _infinity_below(writer: _Writer, _expr: Any) -> tuple[str, int]:
    return f"-{writer.use('oo')}", _PRODUCT


@cache
def _rows() -> Mapping[type, _Row]:
    """SymPy's class -> how it is written; the others are written by their constructor."""
    import sympy
    from sympy.functions.elementary.piecewise import ExprCondPair
    from sympy.functions.special.hyper import TupleArg

    constants = {
        type(getattr(sympy.S, name)): _named(_CONSTANT_TEXT.get(name, name)) for name in CONSTANTS.values()
    }
    relations = dict.fromkeys((getattr(sympy, name) for name in _RELATION_TEXT), _Writer.relation)
    return {
        **constants,
        **relations,
        type(sympy.S.NegativeInfinity): _infinity_below,
        type(sympy.true): _literal("True"),
        type(sympy.false): _literal("False"),
        sympy.Symbol: _Writer.symbol,
        sympy.Indexed: _Writer.indexed,
        sympy.Add: _Writer.addition,
        sympy.Mul: _Writer.product,
        sympy.Pow: _Writer.power,
        sympy.Max: _Writer.extremum,
        sympy.Min: _Writer.extremum,
        sympy.Derivative: _Writer.derivative,
        sympy.Sum: _Writer.big,
        sympy.Product: _Writer.big,
        sympy.Integral: _Writer.big,
        sympy.Limit: _Writer.limit,
        **dict.fromkeys((sympy.Tuple, ExprCondPair, TupleArg), _Writer.group),
    }
