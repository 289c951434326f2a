"""Terms to text in the plain notation.

The text reads back to the same term: brackets stand where leaving them out would change the tree,
and nowhere else. What the notation cannot tell apart reads back as its plainest form:

* a negative number `-2` as the negative of 2, a fraction `1/2` as the quotient of 1 by 2, and so
  `-2*x` (a product whose first factor is -2) as the negative of `2*x`;
* a sum or product of a single part as that part.

Each kind of term has a level, as in the grammar; a part whose level is too loose for where it
stands is put in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derivcheck.frozen import NOTHING
from derivcheck.terms.hypergeometric import parameters_of
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
)
from derivcheck.terms.ranges import RangeLike, is_declared_range

__all__ = ["Printer", "split_sign", "to_text"]

#: OPEN: ends in something that would swallow a factor after it, as a sum in LaTeX does
OR, AND, NOT, RELATION, SUM, OPEN, PRODUCT, POWER, ATOM = range(1, 10)


def to_text(term: Term, declared: Mapping[str, RangeLike] | None = None) -> str:
    """`term` in the plain notation; `declared` gives each index its range.

    A sum over exactly the declared range of its index is printed as `sum(body, k)`.

    >>> from derivcheck.terms import Add, Div, Neg, Pow, Sym, integer
    >>> x, y = Sym("x"), Sym("y")
    >>> to_text(Add((Pow(x, integer(2)), Neg(Div(x, Add((x, y)))))))
    'x^2 - x/(x + y)'
    """
    return _Plain(declared).text(term, OR)


def split_sign(term: Term) -> tuple[bool, Term]:
    """Whether `term` is written with a minus, and what follows it."""
    match term:
        case Neg(arg):
            return True, arg
        case Num(value) if value < 0:
            return True, Num(-value)
        case Mul((Num(value), *rest)) if value < 0:
            return True, Mul((Num(-value), *rest))
        case Div(Num(value), den) if value < 0:
            return True, Div(Num(-value), den)
        case _:
            return False, term


class Printer:
    """Prints with the declared ranges at hand and the names bound around the current part.

    A notation is a class of its own: it writes a term without brackets, with brackets and signs of its own.
    """

    #: How tightly what stands behind a minus, and behind a "not", has to bind.
    behind_minus, behind_not = PRODUCT, NOT
    #: The signs of relations, and the words between them, that are not written as in the plain notation.
    signs: Mapping[str, str] = NOTHING

    def __init__(self, declared: Mapping[str, RangeLike] | None) -> None:
        self.declared = declared
        self.bound: tuple[str, ...] = ()

    def written(self, term: Term) -> tuple[str, int]:
        """`term` without brackets around it, and its level."""
        raise NotImplementedError

    def bracketed(self, text: str) -> str:
        """A text in brackets."""
        return f"({text})"

    def text(self, term: Term, level: int) -> str:
        """`term`, in brackets where it binds less tightly than `level`."""
        written, own = self.written(term)
        return self.bracketed(written) if own < level else written

    def listed(self, terms: tuple[Term, ...]) -> str:
        """Terms with commas between them."""
        return ", ".join([self.text(part, SUM) for part in terms])

    def sum(self, args: tuple[Term, ...]) -> str:
        """Terms with their signs between them."""
        parts: list[str] = []
        for arg in args:
            negative, rest = split_sign(arg)
            sign = (" - " if negative else " + ") if parts else ("-" if negative else "")
            parts.append(f"{sign}{self.text(rest, self.behind_minus)}")
        return "".join(parts)

    def condition(self, term: Rel | And | Or | Not) -> tuple[str, int]:
        """A condition, and its level."""
        match term:
            case Rel(op, left, right):
                sign = self.signs.get(op, op)
                return f"{self.text(left, SUM)} {sign} {self.text(right, SUM)}", RELATION
            case And((only,)) | Or((only,)):
                return self.written(only)
            case And(args):
                return f" {self.signs.get('and', 'and')} ".join([self.text(arg, NOT) for arg in args]), AND
            case Or(args):
                return f" {self.signs.get('or', 'or')} ".join([self.text(arg, AND) for arg in args]), OR
            case Not(arg):
                return f"{self.signs.get('not', 'not')} {self.text(arg, self.behind_not)}", NOT


class _Plain(Printer):
    """The plain notation."""

    def written(self, term: Term) -> tuple[str, int]:
        """`term` without brackets around it, and its level."""
        negative, rest = split_sign(term)
        if negative:
            return f"-{self.text(rest, PRODUCT)}", SUM
        match term:
            case Num(value):
                return _number(value)
            case Const(name):
                return name, ATOM
            case Sym(name, indices):
                return (f"{name}[{self.listed(indices)}]" if indices else name), ATOM
            case Call("hyper", args):
                return f"hyper({self.hypergeometric(args)})", ATOM
            case Call(name, args, primes):
                return f"{name}{_primes(primes)}({self.listed(args)})", ATOM
            case Add() | Mul() | Div() | Pow():
                return self.arithmetic(term)
            case Rel() | And() | Or() | Not():
                return self.condition(term)
            case Big() | Integral() | Limit():
                return self.binder(term), ATOM
            case _:
                return self.form(term), ATOM

    def hypergeometric(self, args: tuple[Term, ...]) -> str:
        """The two lists of parameters, and the argument."""
        upper, lower, z = parameters_of(args)
        written = [f"({self.listed(each)}{',' if len(each) == 1 else ''})" for each in (upper, lower)]
        return ", ".join([*written, self.text(z, SUM)])

    def arithmetic(self, term: Add | Mul | Div | Pow) -> tuple[str, int]:
        match term:
            case Add((only,)) | Mul((only,)):
                return self.written(only)
            case Add(args):
                return (self.sum(args) or "0"), SUM if args else ATOM
            case Mul(args):
                first_level = PRODUCT if args and isinstance(args[0], Div | Num) else POWER
                factors = [self.text(arg, POWER if at else first_level) for at, arg in enumerate(args)]
                return "*".join(factors) or "1", PRODUCT if args else ATOM
            case Div(num, den):
                return f"{self.text(num, PRODUCT)}/{self.text(den, POWER)}", PRODUCT
            case Pow(base, exponent):
                return f"{self.text(base, ATOM)}^{self.text(exponent, POWER)}", POWER

    def inside(self, name: str, *parts: Term | None) -> list[str]:
        """The text of each part where `name` is bound; "" for a part that is missing."""
        self.bound = (*self.bound, name)
        written = ["" if part is None else self.text(part, OR) for part in parts]
        self.bound = self.bound[:-1]
        return written

    def binder(self, term: Big | Integral | Limit) -> str:
        match term:
            case Big():
                return self.big(term)
            case Integral(body, name, None, _) | Integral(body, name, _, None):
                return f"integral({self.inside(name, body)[0]}, {name})"
            case Integral(body, name, lower, upper):
                assert lower is not None and upper is not None
                return f"integral({self.inside(name, body)[0]}, {name}, {self.listed((lower, upper))})"
            case Limit(body, name, point):
                return f"limit({self.inside(name, body)[0]}, {name}, {self.text(point, SUM)})"

    def big(self, term: Big) -> str:
        name = term.index
        body, guard = self.inside(name, term.body, term.guard)
        if is_declared_range(term, self.declared, self.bound):
            begins = term.guard is not None and _begins_with(term.guard, name)
            axis = guard if begins else name
            rest = "" if begins or not guard else f", {guard}"
            return f"{term.op}({body}, {axis}{rest})"
        bounds = f"{name}, {self.listed((term.lower, term.upper))}"
        axis = f"({bounds})" if self.could_be_nested(term) else bounds
        return f"{term.op}({body}, {axis}{f', {guard}' if guard else ''})"

    def could_be_nested(self, term: Big) -> bool:
        """Whether `sum(body, k, i, j)` could be read as three nested sums."""
        names = [term.index]
        for bound in (term.lower, term.upper):
            if not isinstance(bound, Sym) or bound.indices:
                return False
            names.append(bound.name)
        return self.declared is None or all(name in self.declared for name in names)

    def form(self, term: Term) -> str:
        match term:
            case Diff(body, variables):
                rest = [self.text(by, SUM) + (f", {count}" if count != 1 else "") for by, count in variables]
                return f"diff({', '.join([self.text(body, SUM), *rest])})"
            case Nth(body, by, order):
                is_plain = isinstance(order, Num)
                rest = [f"({self.listed((by, order))})"] if is_plain else [self.listed((by, order))]
                return f"diff({', '.join([self.text(body, SUM), *rest])})"
            case Partial(body, by, times):
                return f"diff({self.listed((body, by))}{f', {times}' if times != 1 else ''})"
            case Cases(branches, otherwise):
                parts = [f"{self.text(value, SUM)} if {self.text(test, OR)}" for value, test in branches]
                last = [] if otherwise is None else [self.text(otherwise, SUM)]
                return f"cases({', '.join([*parts, *last])})"
            case Bracket(condition):
                return f"[{self.text(condition, OR)}]"
            case _:
                raise TypeError(f"no text for {type(term).__name__}")


def _number(value: Fraction) -> tuple[str, int]:
    return str(value), ATOM if value.denominator == 1 else PRODUCT


def _primes(primes: tuple[int, ...]) -> str:
    if len(primes) == 1 and primes[0] <= 3:
        return "'" * primes[0]
    return f"'[{', '.join(map(str, primes))}]" if any(primes) else ""


def _begins_with(guard: Term, name: str) -> bool:
    """Whether the text of `guard` begins with `name` and a relation sign."""
    match guard:
        case Rel(_, Sym(first, ())):
            return first == name
        case And((first, *_)) if isinstance(first, Rel):
            return _begins_with(first, name)
        case Or((first, *_)) if isinstance(first, Rel | And):
            return _begins_with(first, name)
        case _:
            return False
