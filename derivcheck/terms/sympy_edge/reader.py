"""How the SymPy classes that are more than a function at its arguments are read.

The methods are the rows' contents; the table itself stands in `derivcheck.terms.sympy_edge.read`.
A variable that is bound around an expression is known by the object, not by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NoReturn

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.terms.function_values import differentiated
from derivcheck.terms.functions import ARITY
from derivcheck.terms.hypergeometric import hypergeometric
from derivcheck.terms.nodes import (
    Add,
    Big,
    Bracket,
    Call,
    Cases,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Not,
    Num,
    Pow,
    Sym,
    Term,
    integer,
)
from derivcheck.terms.sympy_edge.names import Known
from derivcheck.terms.sympy_edge.scope import Scope
from derivcheck.terms.sympy_edge.tables import NEUTRAL

__all__ = ["Bound", "Reader", "Row", "Rows"]

_DECIDED = "SymPy decided this before it could be read; build it with evaluate=False, or write it as text"

Bound = frozenset[Any]
Row = Callable[["Reader", Any, Bound], Term]
Rows = Mapping[type, Row]


class Reader:
    """Reads one expression with `rows`; `bound` is the set of variables bound around the part at hand."""

    def __init__(self, expr: Any, place: Place, rows: Rows) -> None:
        import sympy

        self.sympy: Any = sympy
        self.place = place
        self.rows = rows
        if not isinstance(expr, sympy.Basic):
            self.refuse("a SymPy expression", expr)
        self.scope = Scope(expr)

    def refuse(self, expected: str, found: object, hint: str = "") -> NoReturn:
        """Raise the complaint about `found`."""
        shown = str(found)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        raise ReadError(Problem(self.place, expected, f"{type(found).__name__} {shown}", hint))

    def read(self, expr: Any, bound: Bound) -> Term:
        """The term that `expr` says."""
        row = self.rows.get(type(expr))
        if row is not None:
            return row(self, expr, bound)
        if isinstance(expr, self.sympy.Rational):
            return _number(Fraction(expr.p, expr.q))
        if isinstance(expr, self.sympy.core.function.AppliedUndef):
            return self.generic(expr, bound)
        return self.refuse("a construct of the language", expr, _DECIDED if expr in (True, False) else "")

    def several(self, exprs: Any, bound: Bound) -> tuple[Term, ...]:
        """Each of `exprs`."""
        return tuple(self.read(expr, bound) for expr in exprs)

    # names

    def free(self, named: Any, known: Known) -> str:
        """The name of a free object, noted with what is known of it."""
        name = self.scope.free_name(named)
        if name is None or not self.scope.saw(name, known):
            hint = "give them different names, or the same assumptions"
            self.refuse(f"one meaning for the name {named.name!r}", named, hint)
        return name

    def symbol(self, expr: Any, bound: Bound) -> Term:
        """A free or bound symbol."""
        if expr in bound:
            return Sym(self.scope.bound_name(expr))
        if not expr.is_commutative:
            self.refuse("a number", expr, "symbols that do not commute are not in the language")
        return Sym(self.free(expr, Known("symbol", dict(expr.assumptions0))))

    def idx(self, expr: Any, bound: Bound) -> Term:
        """An `Idx`, which may bring its range."""
        if expr in bound:
            return Sym(self.scope.bound_name(expr))
        ends = (expr.lower, expr.upper)
        if not expr.label.is_Symbol:
            self.refuse("an index with a name", expr)
        bounds = None if None in ends else (self.read(ends[0], bound), self.read(ends[1], bound))
        return Sym(self.free(expr, Known("index", {"integer": True}, bounds)))

    def indexed(self, expr: Any, bound: Bound) -> Term:
        """A member of a family, `z[i]`."""
        base = expr.base
        if not isinstance(base, self.sympy.IndexedBase) or not base.label.is_Symbol:
            self.refuse("a family with a name", base)
        if base.strides is not None or base.offset != 0:
            self.refuse("a family without strides or offset", base)
        shape = self.several(base.shape or (), bound)
        known = Known("family", dict(base.label.assumptions0), None, shape, len(expr.indices))
        return Sym(self.free(base, known), self.several(expr.indices, bound))

    # numbers and arithmetic

    def decimal(self, expr: Any, _bound: Bound) -> Term:
        """A `Float`, as the decimal that it prints."""
        return _number(Fraction(str(expr)))

    def addition(self, expr: Any, bound: Bound) -> Term:
        """A sum, in its own order."""
        return Add(self.several(expr.args, bound))

    def product(self, expr: Any, bound: Bound) -> Term:
        """A product: the sign in front, negative powers below."""
        top: list[Term] = []
        below: list[Term] = []
        first, rest = expr.args[0], expr.args
        negative = bool(first.is_Rational and first < 0)
        if negative or (first.is_Rational and first.q != 1):
            rest = rest[1:]
            top += [integer(abs(first.p))] if abs(first.p) != 1 else []
            below += [integer(first.q)] if first.q != 1 else []
        for factor in rest:
            inverse = self.inverse(factor, bound)
            if inverse is None:
                top.append(self.read(factor, bound))
            else:
                below.append(inverse)
        made = _joined(top)
        made = Div(made, _joined(below)) if below else made
        return Neg(made) if negative else made

    def inverse(self, expr: Any, bound: Bound) -> Term | None:
        """One over `expr`, if that is a power with a negative number."""
        if type(expr) is not self.sympy.Pow or not expr.exp.is_Rational or expr.exp >= 0:
            return None
        return self.powered(expr.base, -expr.exp, bound)

    def power(self, expr: Any, bound: Bound) -> Term:
        """A power; one with a negative number is a quotient."""
        below = self.inverse(expr, bound)
        return self.powered(expr.base, expr.exp, bound) if below is None else Div(integer(1), below)

    def powered(self, base: Any, exponent: Any, bound: Bound) -> Term:
        """`base ** exponent`, a root for one half, the base alone for one."""
        below = self.read(base, bound)
        if exponent == self.sympy.Rational(1, 2):
            return Call("sqrt", (below,))
        if exponent is self.sympy.S.One:
            return below
        return Pow(below, self.read(exponent, bound))

    # functions

    def heaviside(self, expr: Any, bound: Bound) -> Term:
        """The step function; only the value 1/2 at 0 is known."""
        if expr.args[1] != self.sympy.Rational(1, 2):
            self.refuse("a step function with the value 1/2 at 0", expr)
        return Call("heaviside", (self.read(expr.args[0], bound),))

    def polygamma(self, expr: Any, bound: Bound) -> Term:
        """`polygamma(0, x)`, which is SymPy's canonical form of `digamma(x)`."""
        if expr.args[0] != 0:
            self.refuse("the first polygamma function, digamma", expr)
        return Call("digamma", (self.read(expr.args[1], bound),))

    def hypergeometric(self, expr: Any, bound: Bound) -> Term:
        """`hyper`, with its two lists of parameters."""
        upper, lower, z = expr.args
        return hypergeometric(self.several(upper, bound), self.several(lower, bound), self.read(z, bound))

    def generic(self, expr: Any, bound: Bound) -> Term:
        """An undefined function at its arguments."""
        return Call(self.function(expr), self.several(expr.args, bound))

    def function(self, applied: Any) -> str:
        """The name of an undefined function, noted with what is known of it."""
        kind = applied.func
        known = {"positive": True} if kind == self.sympy.Function(kind.name, positive=True) else {}
        plain = (self.sympy.Function(kind.name), self.sympy.Function(kind.name, real=True))
        if not known and kind not in plain:
            self.refuse("a function that is real or positive", applied)
        if kind.name in ARITY:
            self.refuse("another name than that of a known function", applied)
        return self.free(kind, Known("function", known, rank=len(applied.args)))

    def derivative(self, expr: Any, bound: Bound) -> Term:
        """A partial derivative by symbols and the values of functions, the first one taken first."""
        variables: list[tuple[Term, int | Term]] = []
        for variable, count in expr.variable_count:
            by = self.read(variable, bound)
            is_whole = count.is_Integer or (isinstance(by, Sym) and count.is_integer is True)
            if not isinstance(by, Sym | Call | Diff) or not is_whole:
                self.refuse("a derivative by symbols, so many times", expr)
            variables.append((by, int(count) if count.is_Integer else self.read(count, bound)))
        return differentiated(self.read(expr.expr, bound), variables)

    def primed(self, expr: Any, bound: Bound) -> Term:
        """`Subs(Derivative(f(xi), xi), xi, a)`, which is SymPy's `f'(a)`."""
        points = dict(zip(expr.variables, expr.point, strict=True))
        inner = expr.expr
        applied = inner.expr if type(inner) is self.sympy.Derivative else inner
        if not isinstance(applied, self.sympy.core.function.AppliedUndef):
            self.refuse("the derivative of a function at a point", expr)
        counts = dict(inner.variable_count) if applied is not inner else {}
        simple = all(arg in points or not arg.has(*points) for arg in applied.args)
        once = all(applied.args.count(variable) == 1 for variable in counts)
        if not (simple and once and counts and all(variable in points for variable in counts)):
            self.refuse("the derivative of a function by its own arguments", expr)
        arguments = self.several((points.get(arg, arg) for arg in applied.args), bound)
        primes = tuple(int(counts.get(arg, 0)) for arg in applied.args)
        return Call(self.function(applied), arguments, primes)

    # binders

    def opened(self, limits: Any, bound: Bound) -> tuple[list[tuple[str, Term, Term]], Bound]:
        """The limits from the outermost in, and what is bound inside of them all."""
        found = []
        for limit in reversed(limits):
            if len(limit) != 3:
                self.refuse("a variable with both of its bounds", limit)
            variable, lower, upper = limit
            ends = self.read(lower, bound), self.read(upper, bound)
            found.append((self.scope.bound_name(variable), *ends))
            bound |= {variable}
        return found, bound

    def big(self, expr: Any, bound: Bound) -> Term:
        """A sum or product; SymPy's first limit is the innermost."""
        op = "sum" if type(expr) is self.sympy.Sum else "prod"
        limits, inside = self.opened(expr.limits, bound)
        value, guard = self.guarded(expr.function, expr.limits[0][0], self.sympy.Integer(NEUTRAL[op]))
        made = self.read(value, inside)
        condition = None if guard is None else self.read(guard, inside)
        for name, lower, upper in reversed(limits):
            made = Big(op, made, name, lower, upper, condition)
            condition = None
        return made

    def guarded(self, body: Any, index: Any, neutral: Any) -> tuple[Any, Any]:
        """The body of a sum without the condition on its index, and that condition, if it has one."""
        if type(body) is not self.sympy.Piecewise or len(body.args) != 2:
            return body, None
        (value, condition), (other, rest) = body.args
        on_indices = all(symbol.is_integer is True for symbol in condition.free_symbols)
        calls = condition.atoms(self.sympy.Indexed, self.sympy.core.function.AppliedUndef)
        if other == neutral and rest == self.sympy.true and on_indices and condition.has(index) and not calls:
            return value, condition
        return body, None

    def integral(self, expr: Any, bound: Bound) -> Term:
        """An integral, with both bounds or with none."""
        limits = list(expr.limits)
        if len(limits) == 1 and len(limits[0]) == 1:
            variable = self.read(limits[0][0], bound)
            assert isinstance(variable, Sym)
            return Integral(self.read(expr.function, bound), variable.name)
        found, inside = self.opened(limits, bound)
        body = self.read(expr.function, inside)
        for name, lower, upper in reversed(found):
            body = Integral(body, name, lower, upper)
        return body

    def limit(self, expr: Any, bound: Bound) -> Term:
        """A limit from both sides, or at infinity."""
        body, variable, point, direction = expr.args
        if str(direction) != "+-" and not point.is_infinite:
            self.refuse("a limit from both sides, dir='+-'", expr)
        inside = self.read(body, bound | {variable})
        return Limit(inside, self.scope.bound_name(variable), self.read(point, bound))

    def order(self, expr: Any, bound: Bound) -> Term:
        """`O(g, (x, a))`; `O(x**n)` is about 0."""
        size, *limits = expr.args
        if len(limits) != 1:
            self.refuse("an order in one variable", expr)
        variable, point = limits[0]
        found = self.read(size, bound)
        is_power = size.is_Symbol or (size.is_Pow and size.base == variable)
        if point == 0 and is_power:
            return Call("O", (found,))
        return Call("O", (found, self.read(variable, bound), self.read(point, bound)))

    # conditions

    def piecewise(self, expr: Any, bound: Bound) -> Term:
        """Cases; `True` ends them."""
        pairs = [tuple(pair) for pair in expr.args]
        otherwise = None
        if pairs[-1][1] == self.sympy.true:
            otherwise = self.read(pairs.pop()[0], bound)
        branches = tuple((self.read(value, bound), self.read(test, bound)) for value, test in pairs)
        if not branches and otherwise is not None:
            return otherwise
        if len(branches) == 1 and (branches[0][0], otherwise) == (integer(1), integer(0)):
            return Bracket(branches[0][1])
        return Cases(branches, otherwise)

    def negation(self, expr: Any, bound: Bound) -> Term:
        """`Not(cond)`."""
        return Not(self.read(expr.args[0], bound))


def _number(value: Fraction) -> Term:
    return Num(value) if value >= 0 else Neg(Num(-value))


def _joined(factors: list[Term]) -> Term:
    if len(factors) == 1:
        return factors[0]
    return Mul(tuple(factors)) if factors else integer(1)
