"""From a normal form back to a term that a person can read.

A quotient is written as a product of factors or as a sum of fractions, whichever is shorter.
Exponentials in one product are written as one, positive terms come before negative ones, and bound
indices get the names that the context declares for their range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from flint import fmpz_mpoly

from derivcheck.kernel.algebra.atoms import (
    Absolute,
    AtLeast,
    Atom,
    Constant,
    Cosine,
    Delta,
    Exponential,
    Function,
    IndexValue,
    Integrated,
    Inverse,
    Logarithm,
    Power,
    Product,
    Range,
    Root,
    Sine,
    Sum,
    SymbolAtom,
    is_axis,
)  # fmt: skip
from derivcheck.kernel.algebra.factors import factored, square_of
from derivcheck.kernel.algebra.linear import Form, Member
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.model import Context
from derivcheck.terms import (
    HYPERGEOMETRIC,
    Add,
    Big,
    Bracket,
    Call,
    Const,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    fresh_name,
    integer,
)  # fmt: skip
from derivcheck.terms.printing import to_text

__all__ = ["Speaker", "form_term", "two_sides"]

_SPARE_VARIABLES = ("x", "t", "u", "v", "y", "w")
_SPARE_NAMES = ("k", "l", "m", "j", "i", "r", "s", "t")


def _of_cardinal_sine(ring: Ring, name: str, arguments: Sequence[Quotient]) -> Quotient | None:
    """`x` where a function is `sinc(x)`, which is read as `0F1(; 3/2; -x^2/4)`."""
    if name != HYPERGEOMETRIC or [each.number() for each in arguments[:-1]] != [0, Fraction(3, 2)]:
        return None
    found = square_of(ring, arguments[-1] * ring.constant(4))
    return found[0] if found is not None and found[1] else None


def form_term(form: Form, names: Mapping[str, str] | None = None) -> Term:
    """An index form as a term."""
    parts: list[Term] = []
    for name, coefficient in sorted(form.terms, key=lambda pair: pair[1] < 0):
        if isinstance(name, Member):
            symbol: Term = Sym(name.family, tuple(form_term(each, names) for each in name.indices))
        else:
            symbol = Sym((names or {}).get(name, name))
        size = abs(coefficient)
        part = symbol if size == 1 else Mul((integer(size), symbol))
        parts.append(Neg(part) if coefficient < 0 else part)
    if form.const or not parts:
        parts.append(_signed_number(Fraction(form.const)))
    return parts[0] if len(parts) == 1 else Add(tuple(parts))


def two_sides(form: Form, names: Mapping[str, str] | None = None) -> tuple[Term, Term]:
    """`left`, `right` such that the form is `left - right` and both look plain."""
    left = Form(max(form.const, 0), tuple(pair for pair in form.terms if pair[1] > 0))
    right = Form(max(-form.const, 0), tuple((name, -value) for name, value in form.terms if value < 0))
    return form_term(left, names), form_term(right, names)


def _signed_number(value: Fraction) -> Term:
    return Neg(Num(-value)) if value < 0 else Num(value)


#: The same part is measured again and again while a spelling is chosen.
_text = lru_cache(maxsize=8192)(to_text)


def _length(term: Term) -> tuple[int, str]:
    text = _text(term)
    return len(text), text


class Speaker:
    """Writes quotients of one ring as terms of one context."""

    def __init__(self, ring: Ring, context: Context, ends: Callable[[str], Range | None]) -> None:
        self.ring, self.context, self.ends = ring, context, ends
        self.names: dict[str, str] = {}
        self._terms: dict[object, Term] = {}
        self._around: frozenset[str] = frozenset()  # free in the sums around: no bound index has their names

    def term(self, value: Quotient) -> Term:
        """The shorter of the factored and the expanded spelling."""
        key = value, tuple(self.names.items()), self._around
        if key not in self._terms:
            self._terms[key] = self._shorter(value)
        return self._terms[key]

    def _shorter(self, value: Quotient) -> Term:
        if value.is_zero():
            return integer(0)
        spellings = [self.expanded(value)]
        if len(value.num) > 1 or len(value.den) > 1:
            spellings.append(self.factored(value))
        return min(spellings, key=_length)

    # -- products ----------------------------------------------------------------------------------------

    def factored(self, value: Quotient) -> Term:
        """A number times powers of irreducible factors."""
        factors = factored(self.ring, value)
        number = factors.number
        parts = list(factors.parts)
        several = [place for place, (factor, times) in enumerate(parts) if len(factor.num) > 1 and times % 2]
        if several and number < 0:  # a factor turned round takes the minus away
            place = several[0]
            parts[place] = (-parts[place][0], parts[place][1])
            number = -number
        return self._product(number, parts)

    def _product(self, number: Fraction, parts: Iterable[tuple[Quotient, int]]) -> Term:
        exponent = self.ring.zero
        above: list[Term] = []
        below: list[Term] = []
        for factor, times in parts:
            atom = factor.atom()
            if isinstance(atom, Exponential):
                exponent = exponent + atom.argument * self.ring.constant(Fraction(times, atom.unit))
            elif isinstance(atom, Root):
                self._root(atom, times, above, below)
            else:
                base = self._atom(atom) if atom is not None else self._sum(factor.num)
                (above if times > 0 else below).append(_raised(base, abs(times)))
        if not exponent.is_zero():
            above.append(Const("e") if exponent.is_one() else Call("exp", (self.term(exponent),)))
        return self._fraction(number, sorted(above, key=_rank), sorted(below, key=_rank))

    def _root(self, atom: Root, times: int, above: list[Term], below: list[Term]) -> None:
        exponent = Fraction(abs(times), atom.degree)
        base = self.term(atom.base)
        if exponent == Fraction(1, 2):
            made: Term = Call("sqrt", (base,))
        elif exponent.denominator == 1:
            made = _raised(base, int(exponent))
        else:
            made = Pow(base, Div(integer(exponent.numerator), integer(exponent.denominator)))
        (above if times > 0 else below).append(made)

    @staticmethod
    def _fraction(number: Fraction, above: list[Term], below: list[Term]) -> Term:
        size = abs(number)
        if size.numerator != 1 or not above:
            above = [integer(size.numerator), *above]
        if size.denominator != 1:
            below = [integer(size.denominator), *below]
        made: Term = above[0] if len(above) == 1 else Mul(tuple(above))
        if below:
            made = Div(made, below[0] if len(below) == 1 else Mul(tuple(below)))
        return Neg(made) if number < 0 else made

    # -- sums -----------------------------------------------------------------------------------------------

    def expanded(self, value: Quotient) -> Term:
        """A sum of fractions where the denominator is one term, else one fraction."""
        if len(value.den) > 1:
            return self._fraction(Fraction(1), [self._sum(value.num)], [self._sum(value.den)])
        return self._sum(value.num, value.den)

    def _sum(self, polynomial: fmpz_mpoly, den: fmpz_mpoly | None = None) -> Term:
        pieces = []
        below = next(iter(den.terms())) if den is not None else ((), 1)
        for exponents, coefficient in polynomial.terms():
            powers = {place: int(times) for place, times in enumerate(exponents) if times}
            for place, times in enumerate(below[0]):
                if times:
                    powers[place] = powers.get(place, 0) - int(times)
            parts = [(self._generator(place), times) for place, times in powers.items() if times]
            pieces.append(self._product(Fraction(int(coefficient), int(below[1])), parts))
        pieces.sort(key=lambda piece: (isinstance(piece, Neg), _rank(piece)))
        return pieces[0] if len(pieces) == 1 else Add(tuple(pieces))

    def _generator(self, place: int) -> Quotient:
        return self.ring.generators[place]

    # -- atoms -----------------------------------------------------------------------------------------------

    def _atom(self, atom: Atom) -> Term:
        match atom:
            case SymbolAtom(name) if is_axis(name):
                part, _, whole = name.partition(" ")
                return Call(part, (Sym(self.names.get(whole, whole)),))
            case SymbolAtom(name, indices):
                return Sym(self.names.get(name, name), tuple(map(self._form, indices)))
            case IndexValue(name):
                return Sym(self.names.get(name, name))
            case Constant(name):
                return Const(name)
            case Delta(form):
                return Call("delta", self.two_sides(form))
            case AtLeast(form):
                return Bracket(Rel(">=", *self.two_sides(form)))
            case Sum() | Product():
                return self._binder(atom)
            case Integrated():
                return self._integral(atom)
            case _:
                return self._function(atom)

    def _function(self, atom: Atom) -> Term:
        match atom:
            case Logarithm(argument):
                return Call("log", (self.term(argument),))
            case Absolute(argument):
                return Call("abs", (self.term(argument),))
            case Power(base, exponent):
                return Pow(self.term(base), self.term(exponent))
            case Function(name, arguments) if x := _of_cardinal_sine(self.ring, name, arguments):
                return Call("sinc", (self.term(x),))
            case Function(name, arguments, orders):
                return Call(name, tuple(map(self.term, arguments)), orders if any(orders) else ())
            case Exponential(argument, unit) | Cosine(argument, unit) | Sine(argument, unit):
                name = {Exponential: "exp", Cosine: "cos", Sine: "sin"}[type(atom)]
                return Call(name, (self.term(argument * self.ring.constant(Fraction(1, unit))),))
            case Inverse(name, argument):
                return Call(name, (self.term(argument),))
            case Root():
                above: list[Term] = []
                self._root(atom, 1, above, above)
                return above[0]
            case _:
                raise TypeError(f"no spelling for {type(atom).__name__}")

    def _form(self, form: Form) -> Term:
        return form_term(form, self.names)

    def two_sides(self, form: Form) -> tuple[Term, Term]:
        """`left`, `right` such that the form is `left - right`, in this speaker's names."""
        return two_sides(form, self.names)

    def _binder(self, atom: Sum | Product) -> Term:
        before, around = dict(self.names), self._around
        op = "sum" if isinstance(atom, Sum) else "prod"
        self._around = around | (atom.names() - set(before))
        taken = set(before.values()) | self._around | atom.symbols() | self.context.symbols.keys()
        chosen: list[tuple[str, Range]] = []
        for bound, ends in zip(atom.variables(), atom.ranges, strict=True):
            name = self.name_for(ends, taken)
            taken.add(name)
            self.names[bound] = name
            chosen.append((name, ends))
        try:
            body = self.term(atom.body)
            guard = self._guard(atom.guard) if atom.guard is not None else None
        finally:
            inner, self.names, self._around = self.names, before, around
        for name, (low, high) in reversed(chosen):
            self.names = inner
            lower, upper = self._form(low), Const("oo") if high is None else self._form(high)
            self.names = before
            body = Big(op, body, name, lower, upper, guard)
            guard = None
        return body

    def _integral(self, atom: Integrated) -> Term:
        before = self.names
        name = self.variable_name(atom.symbols())
        low = Neg(Const("oo")) if atom.low is None else self.term(atom.low)
        high = Const("oo") if atom.high is None else self.term(atom.high)
        self.names = {**before, atom.variable: name}
        try:
            return Integral(self.term(atom.body), name, low, high)
        finally:
            self.names = before

    def variable_name(self, symbols: frozenset[str]) -> str:
        """A name for a variable of integration beside these symbols."""
        taken = {*self.names.values(), *symbols, *self.context.names()}
        return next((each for each in _SPARE_VARIABLES if each not in taken), None) or fresh_name("t", taken)

    def name_for(self, ends: Range, taken: set[str]) -> str:
        """A name for a bound index over this range: a declared one that is free, else a spare one."""
        fitting = [name for name in self.context.indices if self.ends(name) == ends and name not in taken]
        for name in _SPARE_NAMES:
            if name in fitting:
                return name
        if fitting:
            return fitting[0]
        free = [name for name in _SPARE_NAMES if name not in taken]
        return free[0] if free else fresh_name("k", taken)

    def _guard(self, guard: Quotient) -> Term:
        """The condition under which the guard is 1."""
        for value, delta_op, form_op in ((self.ring.one - guard, "!=", "<"), (guard, "=", ">=")):
            atom = value.atom()
            if isinstance(atom, Delta):
                return Rel(delta_op, *self.two_sides(atom.form))
            if isinstance(atom, AtLeast):
                return Rel(form_op, *self.two_sides(atom.form))
        return Rel("=", self.term(guard), integer(1))


def _raised(base: Term, times: int) -> Term:
    return base if times == 1 else Pow(base, integer(times))


_ORDER: Mapping[type[Term], int] = {Num: 9, Const: 2, Sym: 1, Pow: 2, Call: 3, Mul: 4, Div: 5, Big: 6, Add: 7}


def _rank(term: Term) -> tuple[int, str]:
    """Names first, then functions, sums, and numbers last."""
    inner = term.arg if isinstance(term, Neg) else term
    if isinstance(inner, Mul):
        first = [part for part in inner.args if not isinstance(part, Num)]
        inner = first[0] if first else inner
    text = _text(inner)
    return _ORDER.get(type(inner), 8), text
