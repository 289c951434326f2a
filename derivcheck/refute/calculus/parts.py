"""The real and the imaginary part of an integrand, as terms.

An integral of complex values over real ones is that of its real part and that of its imaginary part. What
does not vary with the variable may be any number; what varies must be made of it by sums, products,
quotients, whole powers and functions that are real on all real numbers, save that `exp(u + I v)` is
`exp(u)*(cos(v) + I*sin(v))`.
"""

from __future__ import annotations

from functools import reduce

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.domains import EVERYWHERE
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term, free_names, integer

__all__ = ["Parts", "parts_of"]

_NOTHING, _ONE = integer(0), integer(1)
_UNIT = Const("I")
#: Larger powers of what is not real are not written out.
_LARGEST_POWER = 16


@frozen
class Parts:
    """`real + I*imaginary`, both of them real."""

    real: Term
    imaginary: Term = _NOTHING

    @property
    def is_real(self) -> bool:
        """Whether the imaginary part is written as 0."""
        return self.imaginary == _NOTHING


def parts_of(term: Term, name: str) -> Parts:
    """The parts of `term`, in which the variable `name` is real.

    Raises:
        Outside: it varies in a way for which there is no rule here.

    """
    if term == _UNIT:
        return Parts(_NOTHING, _ONE)
    if isinstance(term, Num) or term == Sym(name):
        return Parts(term)
    if name not in free_names(term):
        return Parts(Call("re", (term,)), Call("im", (term,)))
    match term:
        case Neg(arg):
            return _opposite(parts_of(arg, name))
        case Add(args):
            return reduce(_sum, (parts_of(arg, name) for arg in args))
        case Mul(args):
            return reduce(_product, (parts_of(arg, name) for arg in args))
        case Div(above, below):
            return _quotient(parts_of(above, name), parts_of(below, name))
        case Pow(base, exponent):
            return _power(base, exponent, name)
        case Call(function, (arg,), primes) if not any(primes):
            return _applied(function, parts_of(arg, name))
    raise Outside("an integral among complex numbers")


def _applied(function: str, inner: Parts) -> Parts:
    if function == "exp":
        return _exponential(inner)
    if function == "conjugate":
        return Parts(inner.real, _negated(inner.imaginary))
    if inner.is_real and function in EVERYWHERE:
        return Parts(Call(function, (inner.real,)))
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
        above = _product(above, Parts(below.real, _negated(below.imaginary)))
        square = _plus(_times(below.real, below.real), _times(below.imaginary, below.imaginary))
        below = Parts(square)
    parts = (part if part == _NOTHING else Div(part, below.real) for part in (above.real, above.imaginary))
    return Parts(*parts)


def _power(base: Term, exponent: Term, name: str) -> Parts:
    if base == Const("e"):
        return _exponential(parts_of(exponent, name))
    value = exponent.value if isinstance(exponent, Num) else None
    if value is None or value.denominator != 1 or not 0 <= value <= _LARGEST_POWER:
        raise Outside("an integral among complex numbers")
    inner = parts_of(base, name)
    if inner.is_real:
        return Parts(Pow(inner.real, exponent))
    return reduce(_product, [inner] * int(value), Parts(_ONE))


def _exponential(inner: Parts) -> Parts:
    size = Call("exp", (inner.real,))
    if inner.is_real:
        return Parts(size)
    return _product(Parts(size), Parts(Call("cos", (inner.imaginary,)), Call("sin", (inner.imaginary,))))
