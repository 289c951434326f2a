r"""Terms to LaTeX, as a textbook would set them.

Quotients become fractions, `exp(x)` becomes `e^{x}`, a derivative an operator before what it is
taken of. The shape of the term is kept: nothing is reordered and nothing simplified. A sum reaches
as far as the next plus sign, so it is put in brackets wherever something follows it in a product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from derivcheck.terms.binding import free_names
from derivcheck.terms.function_values import applied_at
from derivcheck.terms.hypergeometric import HYPERGEOMETRIC, parameters_of
from derivcheck.terms.latex_names import name_in_latex
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
    Not,
    Nth,
    Num,
    Or,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
)
from derivcheck.terms.printing import ATOM, OPEN, OR, POWER, PRODUCT, SUM, Printer, split_sign
from derivcheck.terms.ranges import RangeLike, is_declared_range

__all__ = ["to_latex"]

_CONSTANTS = {
    "pi": r"\pi",
    "e": "e",
    "I": r"\mathrm{i}",
    "oo": r"\infty",
    "EulerGamma": r"\mathrm{EulerGamma}",
    "Catalan": r"\mathrm{Catalan}",
}
_SIGNS = MappingProxyType(
    {"!=": r"\neq", "<=": r"\leq", ">=": r"\geq", "and": r"\land", "or": r"\lor", "not": r"\lnot"}
)
_BIG = {"sum": r"\sum", "prod": r"\prod"}

#: functions set by their own command
_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        **{name: rf"\{name}" for name in ("log", "sin", "cos", "tan", "cot", "sec", "csc")},
        **{name: rf"\{name}" for name in ("sinh", "cosh", "tanh", "coth", "max", "min", "arg")},
        **{f"a{name}": rf"\arc{name}" for name in ("sin", "cos", "tan")},
        "gamma": r"\Gamma",
        "loggamma": r"\log\Gamma",
        "digamma": r"\psi",
        "beta": r"\mathrm{B}",
    }
)

#: functions with a shape of their own: the arguments' text -> (text, level)
_SHAPES: Mapping[str, Callable[..., tuple[str, int]]] = MappingProxyType(
    {
        "exp": lambda x: (f"e^{{{x}}}", POWER),
        "sqrt": lambda x: (rf"\sqrt{{{x}}}", ATOM),
        "abs": lambda x: (rf"\left|{x}\right|", ATOM),
        "floor": lambda x: (rf"\left\lfloor {x}\right\rfloor", ATOM),
        "ceiling": lambda x: (rf"\left\lceil {x}\right\rceil", ATOM),
        "conjugate": lambda x: (rf"\overline{{{x}}}", ATOM),
        "binomial": lambda n, k: (rf"\binom{{{n}}}{{{k}}}", ATOM),
        "delta": lambda i, j: (rf"\delta_{{{i}{' ' if (i + j).isalpha() else ', '}{j}}}", ATOM),
    }
)


_OPEN = (Big, Integral, Limit, Diff, Nth, Partial)


def to_latex(term: Term, declared: Mapping[str, RangeLike] | None = None) -> str:
    r"""`term` in LaTeX, without dollars; `declared` gives each index its range.

    >>> from derivcheck.terms import Big, Call, Sym, integer
    >>> k = Sym("k")
    >>> print(to_latex(Big("sum", Call("exp", (Sym("z", (k,)),)), "k", integer(1), Sym("n"))))
    \sum_{k=1}^{n} e^{z_{k}}
    """
    return _Latex(declared).text(term, OR)


class _Latex(Printer):
    """Prints in LaTeX."""

    behind_minus, behind_not = OPEN, ATOM
    signs = _SIGNS

    def bracketed(self, text: str) -> str:
        return rf"\left({text}\right)"

    def written(self, term: Term) -> tuple[str, int]:
        """`term` without brackets around it, and its level."""
        negative, rest = split_sign(term)
        if negative:
            return f"-{self.text(rest, OPEN)}", SUM
        match term:
            case Num(value):
                return _number(value)
            case Const(name):
                return _CONSTANTS.get(name, name), ATOM
            case Sym(name, indices):
                return name_in_latex(name, ", ".join(map(self.index, indices))), ATOM
            case Call():
                return self.call(term)
            case Add() | Mul() | Div() | Pow():
                return self.arithmetic(term)
            case Rel() | And() | Or() | Not():
                return self.condition(term)
            case Big() | Integral() | Limit():
                return self.binder(term), OPEN
            case _:
                return self.form(term)

    def arithmetic(self, term: Add | Mul | Div | Pow) -> tuple[str, int]:
        match term:
            case Add((only,)) | Mul((only,)):
                return self.written(only)
            case Add(args):
                return (self.sum(args) or "0"), SUM if args else ATOM
            case Mul(args):
                return self.product(args) if args else ("1", ATOM)
            case Div(num, den):
                return rf"\frac{{{self.text(num, SUM)}}}{{{self.text(den, SUM)}}}", PRODUCT
            case Pow(base, exponent):
                return f"{self.base(base)}^{{{self.text(exponent, SUM)}}}", POWER

    def base(self, base: Term) -> str:
        is_operator = base == Const("e") or (isinstance(base, Call) and base.name not in _SHAPES)
        return self.bracketed(self.text(base, OR)) if is_operator else self.text(base, ATOM)

    def product(self, args: tuple[Term, ...]) -> tuple[str, int]:
        """Factors side by side; a dot where two would run together."""
        texts = [self.factor(arg, PRODUCT) for arg in args[:-1]]
        level = self.written(args[-1])[1]
        texts.append(self.factor(args[-1], OPEN))
        joined = texts[0]
        for before, factor, text in zip(args, args[1:], texts[1:], strict=False):
            joined += f" {_between(before, factor)}{text}"
        return joined, OPEN if level == OPEN else PRODUCT

    def index(self, term: Term) -> str:
        """An index; letters side by side would be indices of their own, so a product is put in brackets."""
        is_product = isinstance(term, Mul) and len(term.args) > 1 and not isinstance(term.args[0], Num)
        return self.bracketed(self.text(term, SUM)) if is_product else self.text(term, SUM)

    def factor(self, term: Term, level: int) -> str:
        """`term` in a product; a product of its own is put in brackets, as it was written."""
        return self.text(term, POWER if isinstance(term, Mul) and len(term.args) > 1 else level)

    def call(self, term: Call) -> tuple[str, int]:
        if term.name in _SHAPES and not term.primes:
            return _SHAPES[term.name](*[self.text(arg, SUM) for arg in term.args])
        if term.name == HYPERGEOMETRIC:
            return self.hypergeometric(term.args), ATOM
        if term.name == "factorial":
            return f"{self.text(term.args[0], ATOM)}!", POWER
        name = _COMMANDS.get(term.name) or _function_name(term.name)
        return rf"{name}{_primes(term.primes)}\left({self.listed(term.args)}\right)", ATOM

    def hypergeometric(self, args: tuple[Term, ...]) -> str:
        """Upper parameters, lower ones and the argument, with semicolons between them."""
        upper, lower, z = parameters_of(args)
        inside = "; ".join([self.listed(upper), self.listed(lower), self.text(z, SUM)])
        return rf"{{}}_{{{len(upper)}}}F_{{{len(lower)}}}\left({inside}\right)"

    def inside(self, name: str, part: Term, level: int) -> str:
        """The text of `part` where `name` is bound."""
        self.bound = (*self.bound, name)
        written = self.text(part, level)
        self.bound = self.bound[:-1]
        return written

    def binder(self, term: Big | Integral | Limit) -> str:
        match term:
            case Big():
                return self.big(term)
            case Integral(body, name, lower, upper):
                bounds = "" if lower is None or upper is None else self.limits(lower, upper)
                return rf"\int{bounds} {self.inside(name, body, OPEN)}\,d{name_in_latex(name)}"
            case Limit(body, name, point):
                target = rf"{name_in_latex(name)} \to {self.text(point, SUM)}"
                return rf"\lim_{{{target}}} {self.inside(name, body, OPEN)}"

    def limits(self, lower: Term, upper: Term) -> str:
        return f"_{{{self.text(lower, SUM)}}}^{{{self.text(upper, SUM)}}}"

    def big(self, term: Big) -> str:
        """A guard stands below the sign, alone when it shows which index is bound over the declared range."""
        name = name_in_latex(term.index)
        sign, body = _BIG[term.op], self.inside(term.index, term.body, ATOM if _holds_open(term) else OPEN)
        plain = _begins_with(term.guard, term.index)
        guard = term.guard and self.inside(term.index, term.guard, OR if plain else ATOM)
        if plain and self.shows_index(term) and is_declared_range(term, self.declared, self.bound):
            return f"{sign}_{{{guard}}} {body}"
        below = f"{name}={self.text(term.lower, SUM)}"
        if guard:
            below = rf"\substack{{{below} \\ {guard}}}"
        return f"{sign}_{{{below}}}^{{{self.text(term.upper, SUM)}}} {body}"

    def shows_index(self, term: Big) -> bool:
        """Whether nobody would take the guard `k != i` for one on both."""
        match term.guard:
            case Rel("!=", _, Sym(other, ())):
                is_free = other in free_names(term.body) and other not in self.bound
                return not is_free and term.index not in self.bound
            case _:
                return False

    def form(self, term: Term) -> tuple[str, int]:
        match term:
            case Diff(body, variables):
                return self.derivative(body, variables)
            case Nth(body, by, order):
                return self.derivative(body, ((by, order),))
            case Partial(body, by, times):
                return self.derivative(body, ((applied_at(by) or by, times),))
            case Cases(branches, otherwise):
                return self.cases(branches, otherwise), PRODUCT
            case Bracket(condition):
                return rf"\left[{self.text(condition, OR)}\right]", ATOM
            case _:
                raise TypeError(f"no LaTeX for {type(term).__name__}")

    def cases(self, branches: tuple[tuple[Term, Term], ...], otherwise: Term | None) -> str:
        rows = [(self.text(value, SUM), rf"\text{{if }} {self.text(test, OR)}") for value, test in branches]
        if otherwise is not None:
            rows.append((self.text(otherwise, SUM), r"\text{otherwise}"))
        lines = r" \\ ".join([f"{value} & {when}" for value, when in rows])
        return rf"\begin{{cases}} {lines} \end{{cases}}"

    def derivative(self, body: Term, variables: tuple[tuple[Term, int | Term], ...]) -> tuple[str, int]:
        """A single name stands in the fraction's numerator, anything else behind it."""
        orders = [times if isinstance(times, int) else self.text(times, SUM) for _, times in variables]
        total = orders[0] if len(orders) == 1 else sum(int(times) for times in orders)
        top = r"\partial" + (f"^{{{total}}}" if total != 1 else "")
        below = " ".join(
            rf"\partial {self.text(variable, ATOM)}{f'^{{{times}}}' if times != 1 else ''}"
            for (variable, _), times in zip(variables, orders, strict=True)
        )
        if isinstance(body, Sym):
            return rf"\frac{{{top} {self.text(body, ATOM)}}}{{{below}}}", PRODUCT
        level = OPEN if isinstance(body, _OPEN) and not isinstance(body, Integral | Limit) else POWER
        return rf"\frac{{{top}}}{{{below}}} {self.text(body, level)}", OPEN


def _holds_open(term: Big) -> bool:
    """Whether the body of a product holds a sum or the like, which might not be meant to be in it."""
    body = term.body
    return term.op == "prod" and isinstance(body, Mul) and any(isinstance(part, _OPEN) for part in body.args)


def _begins_with(guard: Term | None, name: str) -> bool:
    """Whether `guard` is a relation that begins with `name`."""
    return isinstance(guard, Rel) and guard.left == Sym(name)


def _number(value: Fraction) -> tuple[str, int]:
    if value.denominator == 1:
        return str(value), ATOM
    return rf"\frac{{{value.numerator}}}{{{value.denominator}}}", PRODUCT


def _between(before: Term, after: Term) -> str:
    """A dot before a number and between two fractions, else nothing."""
    leading = after
    while isinstance(leading, (Mul, Pow)):
        if isinstance(leading, Pow) and leading.base == Const("e"):
            return r"\cdot "  # e in brackets would look like an argument
        leading = leading.args[0] if isinstance(leading, Mul) else leading.base
    is_number = isinstance(leading, Num) and leading.value >= 0
    is_indicator = before == Num(Fraction(1)) and isinstance(leading, Bracket)
    both_fractions = isinstance(before, Div) and isinstance(after, Div)
    return r"\cdot " if is_number or is_indicator or both_fractions else ""


def _primes(primes: tuple[int, ...]) -> str:
    if len(primes) == 1 and primes[0] <= 3:
        return "'" * primes[0]
    return f"^{{({', '.join(map(str, primes))})}}" if any(primes) else ""


def _function_name(name: str) -> str:
    word = name_in_latex(name)
    return rf"\operatorname{{{name}}}" if word.startswith(r"\mathrm") and "_" not in word else word
