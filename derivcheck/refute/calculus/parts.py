"""The real and the imaginary part of an integrand, as terms.

An integral of complex values over real ones is that of its real part and that of its imaginary part. What
does not vary with the variable may be any number; what varies must be made of it by sums, products,
quotients, whole powers, powers of what is not negative, cases, functions that are real on all real numbers,
and by those of which the parts are known: `exp(u + I v) = exp(u)*(cos(v) + I*sin(v))`, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from functools import reduce

from derivcheck.frozen import frozen, replace
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.domains import EVERYWHERE
from derivcheck.terms import (
    Add,
    Bracket,
    Call,
    Cases,
    Const,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Term,
    free_names,
    integer,
)

__all__ = ["Parts", "Variable"]

_NOTHING, _ONE, _TWO = integer(0), integer(1), integer(2)
_UNIT = Const("I")
#: Larger powers of what is not real are not written out.
_LARGEST_POWER = 16
#: Functions that are real where their arguments are real.
_REAL = EVERYWHERE | {"abs", "sign", "heaviside", "max", "min"}


@frozen
class Parts:
    """`real + I*imaginary`, both of them real."""

    real: Term
    imaginary: Term = _NOTHING

    @property
    def is_real(self) -> bool:
        """Whether the imaginary part is written as 0."""
        return self.imaginary == _NOTHING


@frozen
class Variable:
    """A real variable in a range, and what is known to be real beside it.

    `is_nonnegative` tells what is real and not negative inside the range, `is_real` whether the value of what
    does not vary is real; `functions` are further functions that are real where their arguments are.
    """

    name: str
    is_nonnegative: Callable[[Term], bool]
    is_real: Callable[[Term], bool]
    functions: Container[str] = ()

    def parts(self, term: Term) -> Parts:
        """The parts of what varies with it, or does not.

        Raises:
            Outside: it varies in a way for which there is no rule here.

        """
        if term == _UNIT:
            return Parts(_NOTHING, _ONE)
        if isinstance(term, Num | Bracket) or term == Sym(self.name):
            return Parts(term)
        if self.name not in free_names(term):
            return Parts(term) if self.is_real(term) else Parts(Call("re", (term,)), Call("im", (term,)))
        return self._of_cases_or_call(term) if isinstance(term, Cases | Call) else self._of_arithmetic(term)

    def _of_arithmetic(self, term: Term) -> Parts:
        match term:
            case Neg(arg):
                return _opposite(self.parts(arg))
            case Add(args):
                return reduce(_sum, map(self.parts, args))
            case Mul(args):
                return reduce(_product, map(self.parts, args))
            case Div(above, below):
                return _quotient(self.parts(above), self.parts(below))
            case Pow(Const("e"), exponent):
                return _exponential(self.parts(exponent))
            case Pow(base, Num() as exponent) if exponent.value.denominator == 1:
                return _power(self.parts(base), exponent)
            case Pow(base, exponent) if self.name not in free_names(exponent) and self.is_nonnegative(base):
                return Parts(term) if self.is_real(exponent) else _raised(base, exponent)
        raise Outside("an integral among complex numbers")

    def _of_cases_or_call(self, term: Cases | Call) -> Parts:
        match term:
            case Cases(branches, otherwise):
                values = [(self.parts(value), condition) for value, condition in branches]
                return _cases(values, None if otherwise is None else self.parts(otherwise))
            case Call(function, (arg,), primes) if function in _PARTS and not any(primes):
                return _PARTS[function](self.parts(arg))
            case Call("sqrt" | "log", (arg,)) if self.is_nonnegative(arg):
                return Parts(term)
            case Call(function, args) if function in _REAL or function in self.functions:
                inner = [self.parts(arg) for arg in args]
                if all(each.is_real for each in inner):
                    return Parts(replace(term, args=tuple(each.real for each in inner)))
        raise Outside("an integral among complex numbers")


def _negated(term: Term) -> Term:
    return term if term == _NOTHING else Neg(term)


def _opposite(one: Parts) -> Parts:
    return Parts(_negated(one.real), _negated(one.imaginary))


def _sum(first: Parts, second: Parts) -> Parts:
    return Parts(_plus(first.real, second.real), _plus(first.imaginary, second.imaginary))


def _plus(first: Term, second: Term) -> Term:
    if _NOTHING in (first, second):
        return second if first == _NOTHING else first
    return Add((first, second))


def _times(first: Term, second: Term) -> Term:
    if _NOTHING in (first, second):
        return _NOTHING
    if _ONE in (first, second):
        return second if first == _ONE else first
    return Mul((first, second))


def _product(first: Parts, second: Parts) -> Parts:
    return Parts(
        _plus(_times(first.real, second.real), _negated(_times(first.imaginary, second.imaginary))),
        _plus(_times(first.real, second.imaginary), _times(first.imaginary, second.real)),
    )


def _quotient(above: Parts, below: Parts) -> Parts:
    if not below.is_real:
        above = _product(above, _conjugate(below))
        below = Parts(_square(below))
    parts = (part if part == _NOTHING else Div(part, below.real) for part in (above.real, above.imaginary))
    return Parts(*parts)


def _square(one: Parts) -> Term:
    """The square of the modulus."""
    return _plus(_times(one.real, one.real), _times(one.imaginary, one.imaginary))


def _power(inner: Parts, exponent: Num) -> Parts:
    value = exponent.value
    if not 0 <= value <= _LARGEST_POWER:
        raise Outside("an integral among complex numbers")
    if inner.is_real:
        return Parts(Pow(inner.real, exponent))
    return reduce(_product, [inner] * int(value), Parts(_ONE))


def _raised(base: Term, exponent: Term) -> Parts:
    """`b^(u + I v) = b^u*(cos(v*log(b)) + I*sin(v*log(b)))`"""
    angle = Mul((Call("im", (exponent,)), Call("log", (base,))))
    size = Pow(base, Call("re", (exponent,)))
    return _product(Parts(size), Parts(Call("cos", (angle,)), Call("sin", (angle,))))


def _cases(branches: list[tuple[Parts, Term]], otherwise: Parts | None) -> Parts:
    values = [value for value, _ in branches] + ([] if otherwise is None else [otherwise])
    conditions = [condition for _, condition in branches]

    def chosen(parts: Iterable[Term]) -> Term:
        forms = list(parts)
        rest = None if otherwise is None else forms.pop()
        return Cases(tuple(zip(forms, conditions, strict=True)), rest)

    real = chosen(value.real for value in values)
    if all(value.is_real for value in values):
        return Parts(real)
    return Parts(real, chosen(value.imaginary for value in values))


# -- functions -------------------------------------------------------------------------------------------


def _conjugate(inner: Parts) -> Parts:
    return Parts(inner.real, _negated(inner.imaginary))


def _modulus(inner: Parts) -> Parts:
    return Parts(Call("abs", (inner.real,)) if inner.is_real else Call("sqrt", (_square(inner),)))


def _exponential(inner: Parts) -> Parts:
    size = Call("exp", (inner.real,))
    if inner.is_real:
        return Parts(size)
    return _product(Parts(size), Parts(Call("cos", (inner.imaginary,)), Call("sin", (inner.imaginary,))))


def _wave(along: str, across: str, up: str, sideways: str, sign: int) -> Callable[[Parts], Parts]:
    """`along(u) up(v) + sign*I across(u) sideways(v)`"""

    def parts(inner: Parts) -> Parts:
        if inner.is_real:
            return Parts(Call(along, (inner.real,)))
        real = _times(Call(along, (inner.real,)), Call(up, (inner.imaginary,)))
        imaginary = _times(Call(across, (inner.real,)), Call(sideways, (inner.imaginary,)))
        return Parts(real, imaginary if sign > 0 else Neg(imaginary))

    return parts


#: The parts of a function by those of its argument.
_PARTS: Mapping[str, Callable[[Parts], Parts]] = {
    "exp": _exponential,
    "sin": _wave("sin", "cos", "cosh", "sinh", 1),
    "cos": _wave("cos", "sin", "cosh", "sinh", -1),
    "sinh": _wave("sinh", "cosh", "cos", "sin", 1),
    "cosh": _wave("cosh", "sinh", "cos", "sin", 1),
    "conjugate": _conjugate,
    "re": lambda inner: Parts(inner.real),
    "im": lambda inner: Parts(inner.imaginary),
    "abs": _modulus,
}
