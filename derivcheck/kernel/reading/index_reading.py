"""Index terms as linear forms, and conditions on indices as facts.

An index is a sum of whole multiples of indices, sizes and other whole numbers; anything else under a
bracket is outside the language. The whole part of a sum of fractions of them is one where only its constant
is no whole number: `floor((2 n + 1)/2) = n`. `names` holds what bound names stand for, `aliases` what
equations between indices replace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm
from types import MappingProxyType

from derivcheck.kernel.algebra.atoms import Range
from derivcheck.kernel.algebra.linear import Facts, Form, constant, variable
from derivcheck.model import Context, Domain
from derivcheck.terms import (
    OPPOSITES,
    Add,
    And,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Not,
    Num,
    Or,
    Rel,
    Sym,
    Term,
    free_names,
)

__all__ = [
    "INDEX_FACTS",
    "LEAST",
    "IndexReader",
    "Outside",
    "is_index_condition",
    "is_whole_name",
    "loose_names",
]

#: The least value of the whole numbers that have one.
LEAST: Mapping[Domain, int] = MappingProxyType({Domain.POSITIVE_INTEGER: 1, Domain.NONNEGATIVE_INTEGER: 0})


class Outside(Exception):  # noqa: N818 - an event, not a mistake
    """The term has a construct that the kernel has no rules for; the message names it."""


def is_whole_name(context: Context, name: str) -> bool:
    """True for an index, a size or another symbol without indices that is a whole number."""
    if name in context.indices:
        return True
    declared = context.symbols.get(name)
    return declared is not None and not declared.axes and declared.domain.is_whole


def loose_names(context: Context) -> frozenset[str]:
    """The whole numbers that are neither indices nor sizes of declared ranges."""
    ranges = [*context.indices.values(), *(axis for each in context.symbols.values() for axis in each.axes)]
    sizes = frozenset().union(*(free_names(each.lower) | free_names(each.upper) for each in ranges))
    whole = (name for name in context.symbols if is_whole_name(context, name))
    return frozenset(whole) - sizes - context.indices.keys()


def is_index_condition(context: Context, term: Term) -> bool:
    """True for relations between index terms, and what `and`, `or`, `not` make of them."""
    match term:
        case Rel(left=left, right=right):
            return is_index_term(context, left) and is_index_term(context, right)
        case And(args) | Or(args):
            return all(is_index_condition(context, arg) for arg in args)
        case Not(arg):
            return is_index_condition(context, arg)
        case _:
            return False


def is_index_term(context: Context, term: Term) -> bool:
    """True for sums and products of whole numbers, indices and sizes."""
    match term:
        case Num(value):
            return value.denominator == 1
        case Sym(name, ()):
            return is_whole_name(context, name)
        case Neg(arg):
            return is_index_term(context, arg)
        case Add(args) | Mul(args):
            return all(is_index_term(context, arg) for arg in args)
        case _:
            return False


class IndexReader:
    """Reads index terms of one context."""

    def __init__(self, context: Context, aliases: Mapping[str, Form]) -> None:
        self.context, self.aliases = context, aliases
        self.names: dict[str, Form] = {}
        self._whole: dict[str, Form | None] = {}  # what names stand for that are not replaced

    def form(self, term: Term) -> Form:
        """The index form that a term is; `Outside` when it is none."""
        found = self.maybe_form(term)
        if found is None:
            raise Outside("an index that is not a sum of whole multiples of indices")
        return found

    def maybe_form(self, term: Term) -> Form | None:
        """The index form that a term is, or None."""
        match term:
            case Num(value) if value.denominator == 1:
                return constant(int(value))
            case Sym(name, ()):
                return self.name_form(name)
            case Neg(arg):
                inner = self.maybe_form(arg)
                return inner.times(-1) if inner is not None else None
            case Add(args):
                total = constant(0)
                for arg in args:
                    inner = self.maybe_form(arg)
                    if inner is None:
                        return None
                    total = total.plus(inner)
                return total
            case Mul(args):
                return self._product_form(args)
            case Call("floor" | "ceiling" as name, (arg,)):
                return self._whole_part(arg, upwards=name == "ceiling")
            case _:
                return None

    def fraction(self, term: Term) -> tuple[Form, int] | None:
        """An index form and the number below it which together are a term, or None."""
        match term:
            case Num(value):
                return constant(value.numerator), value.denominator
            case Neg(arg):
                inner = self.fraction(arg)
                return None if inner is None else (inner[0].times(-1), inner[1])
            case Add(args):
                parts = [self.fraction(arg) for arg in args]
                found = [each for each in parts if each is not None]
                below = lcm(*(low for _, low in found))
                total = constant(0)
                for over, low in found:
                    total = total.plus(over, below // low)
                return (total, below) if len(found) == len(parts) else None
            case Div(above, Num(value)) | Mul((Num(value), above)) | Mul((above, Num(value))) if value:
                inner = self.fraction(above)
                times = 1 / value if isinstance(term, Div) else value
                return None if inner is None else _scaled(*inner, times)
            case _:
                form = self.maybe_form(term)
                return None if form is None else (form, 1)

    def _whole_part(self, term: Term, *, upwards: bool) -> Form | None:
        found = self.fraction(term)
        if found is None or any(value % found[1] for _, value in found[0].terms):
            return None
        form, below = found
        whole = -(-form.const // below) if upwards else form.const // below
        return Form(whole, tuple((name, value // below) for name, value in form.terms))

    def name_form(self, name: str) -> Form | None:
        """What a name without indices stands for among the whole numbers, or None."""
        if name in self.names:
            return self.names[name]
        if name in self.aliases:
            return self.aliases[name]
        if name not in self._whole:
            self._whole[name] = variable(name) if is_whole_name(self.context, name) else None
        return self._whole[name]

    def _product_form(self, args: tuple[Term, ...]) -> Form | None:
        total = constant(1)
        for arg in args:
            inner = self.maybe_form(arg)
            if inner is None or (inner.terms and total.terms):
                return None
            total = inner.times(total.const) if not total.terms else total.times(inner.const)
        return total

    def ends(self, lower: Term, upper: Term) -> Range:
        """The two ends of a range."""
        if isinstance(lower, Const) or (isinstance(lower, Neg) and isinstance(lower.arg, Const)):
            raise Outside("a range that begins at minus infinity")
        high = None if upper == Const("oo") else self.form(upper)
        return self.form(lower), high

    def speaks_of_indices(self, condition: Term) -> bool:
        """True when a condition is made of relations between index terms."""
        match condition:
            case And(args) | Or(args):
                return all(map(self.speaks_of_indices, args))
            case Not(arg):
                return self.speaks_of_indices(arg)
            case Rel(left=left, right=right):
                return self.maybe_form(left) is not None and self.maybe_form(right) is not None
            case _:
                return False

    def facts_of(self, condition: Term, facts: Facts) -> Facts:
        """The facts, and what a condition on indices says beyond them."""
        match condition:
            case And(args):
                for arg in args:
                    facts = self.facts_of(arg, facts)
                return facts
            case Not(Rel(op, left, right)):
                return self.facts_of(Rel(OPPOSITES[op], left, right), facts)
            case Not(Or(args)):
                return self.facts_of(And(tuple(Not(arg) for arg in args)), facts)
            case Rel(op, left, right):
                low, high = self.maybe_form(left), self.maybe_form(right)
                if low is None or high is None:
                    return facts
                return INDEX_FACTS[op](facts, low.minus(high))
            case _:
                return facts


def _scaled(form: Form, below: int, times: Fraction) -> tuple[Form, int]:
    return form.times(times.numerator), below * times.denominator


INDEX_FACTS: Mapping[str, Callable[[Facts, Form], Facts]] = {
    "=": lambda facts, form: facts.knowing(form, form.times(-1)),
    "!=": lambda facts, form: facts.distinguishing(form),
    ">=": lambda facts, form: facts.knowing(form),
    "<=": lambda facts, form: facts.knowing(form.times(-1)),
    ">": lambda facts, form: facts.knowing(form.shifted(-1)),
    "<": lambda facts, form: facts.knowing(form.times(-1).shifted(-1)),
}
