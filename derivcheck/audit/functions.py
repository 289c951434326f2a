"""Laws of exponentials, logarithms, roots, absolute values and angles."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivcheck.audit import algebra
from derivcheck.audit.algebra import Monomial, Polynomial, added, content, spelled
from derivcheck.audit.signs import NEGATIVE, POSITIVE, minus, sign, signs_of
from derivcheck.audit.state import Scope, State
from derivcheck.audit.terms import ONE, Term, called, name, number, substituted
from derivcheck.audit.terms import ZERO as NOUGHT

__all__ = [
    "REWRITTEN",
    "SQUARES",
    "absolute",
    "by_others",
    "angles",
    "exponential",
    "logarithm",
    "power",
    "rewritten",
    "root",
    "square",
    "value_at_angle",
]


def exponential(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`exp(a + m*b) = exp(a)*exp(b)^m`, `exp(m*log(a)) = a^m`."""
    if before == ("const", "e"):
        return called("exp", ONE)
    if before[:2] != ("call", "exp"):
        return None
    factors = [_one_exponential(*pair) for pair in sorted(state.value(before[2][0], scope).items(), key=repr)]
    made: Term = ("mul", tuple(factors)) if len(factors) != 1 else factors[0]
    return None if made == before else made


def _one_exponential(monomial: Monomial, coefficient: Fraction) -> Term:
    if len(monomial) == 1 and monomial[0][1] == 1 and monomial[0][0][:2] == ("call", "log"):
        return ("pow", monomial[0][0][2][0], number(coefficient))
    part = spelled({monomial: Fraction(1, coefficient.denominator)})
    whole = coefficient.numerator
    return called("exp", part) if whole == 1 else ("pow", called("exp", part), number(whole))


def logarithm(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`log(a*b^m) = log(a) + m*log(b)` for positive `a` and `b`, `log(b^2) = 2*log(abs(b))`, `log(1) = 0`."""
    if before[:2] != ("call", "log"):
        return None
    value = state.value(before[2][0], scope)
    if not value:
        return None
    coefficient, common = content(value)
    factors = [(algebra.atom(each), exponent) for each, exponent in common]
    if len(value) > 1:
        divisor = algebra.inverse({common: abs(coefficient)}, state.squares)
        factors.append((algebra.multiplied(value, divisor, state.squares), 1))
        coefficient = abs(coefficient)
    terms = [("mul", (number(m), called("log", number(p)))) for p, m in _primes(coefficient)]
    for factor, exponent in factors:
        positive = sign(state, factor, scope) == POSITIVE
        if not positive and exponent % 2:
            return None
        base = spelled(factor)
        terms.append(("mul", (number(exponent), _log_of(base if positive else called("abs", base)))))
    made: Term = ("add", tuple(terms)) if terms else NOUGHT
    return None if coefficient <= 0 or state.spelled(made, scope) == before else made


def _log_of(base: Term) -> Term:
    """`log(exp(a)) = a`, `log(sqrt(a)) = log(a)/2`, `log(a^b) = b*log(a)`; else the logarithm as it is."""
    match base:
        case ("call", "exp", (argument,), _):
            return argument  # type: ignore[no-any-return]
        case ("call", "sqrt", (argument,), _):
            return ("div", called("log", argument), number(2))
        case ("pow", below, exponent):
            return ("mul", (exponent, called("log", below)))
    return called("log", base)


def power(_state: State, before: Term, _scope: Scope, _data: Any) -> Term | None:
    """`a^b = exp(b*log(a))` for positive `a`, where `b` is no number."""
    match before:
        case ("pow", base, exponent) if exponent[0] != "num":
            return called("exp", ("mul", (exponent, called("log", base))))
    return None


def _primes(value: Fraction) -> list[tuple[int, int]]:
    """A positive number by small primes and what is left."""
    found = []
    for part, turn in ((value.numerator, 1), (value.denominator, -1)):
        for prime in (2, 3, 5, 7, 11, 13):
            times = 0
            while part > 1 and part % prime == 0:
                part, times = part // prime, times + 1
            found += [(prime, turn * times)] * bool(times)
        found += [(part, turn)] * (part > 1)
    return found


#: Squares of atoms, with `x` for the argument.
_X = name("x")
SQUARES: Mapping[str, Term] = {
    "sqrt": _X,
    "abs": ("pow", _X, number(2)),
    "sin": minus(ONE, ("pow", called("cos", _X), number(2))),
}


def square(_state: State, before: Term, _scope: Scope, _data: Any) -> Term | None:
    """`sqrt(a)^2 = a`, `abs(a)^2 = a^2`, `sin(a)^2 = 1 - cos(a)^2`."""
    match before:
        case ("pow", ("call", word, (argument,), ()), ("num", Fraction(numerator=2, denominator=1))):
            return substituted(SQUARES[word], {"x": argument}) if word in SQUARES else None
    return None


def _exp(turn: int) -> Term:
    return called("exp", _X if turn > 0 else ("neg", _X))


def _half(one: Term, two: Term) -> Term:
    return ("div", ("add", (one, two)), number(2))


_SINH, _COSH = _half(_exp(1), ("neg", _exp(-1))), _half(_exp(1), _exp(-1))
_Y = name("y")


def _larger(turn: int) -> Term:
    """`(x + y + abs(x - y))/2`, and with a turn of -1 the smaller one."""
    apart = called("abs", minus(_X, _Y))
    return _half(("add", (_X, _Y)), apart if turn > 0 else ("neg", apart))


#: Functions of `x` and `y` that are written in terms of others.
REWRITTEN: Mapping[str, Term] = {
    "tan": ("div", called("sin", _X), called("cos", _X)),
    "cot": ("div", called("cos", _X), called("sin", _X)),
    "sec": ("div", ONE, called("cos", _X)),
    "csc": ("div", ONE, called("sin", _X)),
    "sinh": _SINH,
    "cosh": _COSH,
    "tanh": ("div", _SINH, _COSH),
    "coth": ("div", _COSH, _SINH),
    "sech": ("div", ONE, _COSH),
    "csch": ("div", ONE, _SINH),
    "max": _larger(1),
    "min": _larger(-1),
}


def rewritten(_state: State, before: Term, _scope: Scope, _data: Any) -> Term | None:
    """`tan(a) = sin(a)/cos(a)`, `sinh(a) = (exp(a) - exp(-a))/2` and the like."""
    return by_others(before[1], before[2]) if before[0] == "call" else None


def by_others(word: str, args: tuple[Term, ...]) -> Term | None:
    """A function at its arguments in terms of others."""
    if word not in REWRITTEN or len(args) != 1 + (word in ("max", "min")):
        return None
    return substituted(REWRITTEN[word], dict(zip(("x", "y"), args, strict=False)))


def angles(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`cos(a + b) = cos(a)*cos(b) - sin(a)*sin(b)` and the like; `cos(-a) = cos(a)`, `sin(-a) = -sin(a)`."""
    if before[0] != "call" or before[1] not in ("sin", "cos"):
        return None
    value = state.value(before[2][0], scope)
    if not value:
        return NOUGHT if before[1] == "sin" else ONE
    first = min(value, key=algebra.rank)
    turn = 1 if value[first] > 0 else -1
    whole = abs(value[first].numerator)
    if len(value) == 1 and whole == 1:
        part = called(before[1], spelled(added({}, value, turn)))
        return None if turn > 0 else ("neg", part) if before[1] == "sin" else part
    unit = {first: Fraction(turn, value[first].denominator)}
    one, two = spelled(unit), spelled(added(value, unit, -1))
    (c, s), (d, t) = ((called("cos", part), called("sin", part)) for part in (one, two))
    if before[1] == "cos":
        return minus(("mul", (c, d)), ("mul", (s, t)))
    return ("add", (("mul", (s, d)), ("mul", (c, t))))


def _root(value: int) -> Term:
    return ("div", called("sqrt", number(value)), number(2))


#: The cosine of `pi/n`, and the sine.
_VALUES: Mapping[int, tuple[Term, Term]] = {
    1: (number(-1), NOUGHT), 2: (NOUGHT, ONE), 3: (number(Fraction(1, 2)), _root(3)),
    4: (_root(2), _root(2)), 6: (_root(3), number(Fraction(1, 2))),
}  # fmt: skip


def value_at_angle(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`cos(pi) = -1`, `sin(pi/6) = 1/2` and the like."""
    if before[0] != "call" or before[1] not in ("sin", "cos"):
        return None
    part = state.value(before[2][0], scope).get(((("const", "pi"), 1),), Fraction(0))
    if part.numerator != 1 or before[2][0] != spelled({((("const", "pi"), 1),): part}):
        return None
    found = _VALUES.get(part.denominator)
    return found and found[before[1] == "sin"]


def root(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`a^(m/2) = sqrt(a)^m`; `sqrt(a^2*b) = abs(a)*sqrt(b)`; a root of a square number; `sqrt(0) = 0`."""
    match before:
        case ("pow", base, ("num", exponent)) if exponent.denominator == 2:
            return ("pow", called("sqrt", base), number(exponent.numerator))
        case ("call", "sqrt", (argument,), _):
            made = _root_of(state, state.value(argument, scope), scope)
            return None if made is None or state.spelled(made, scope) == before else made
    return None


def _root_of(state: State, value: Polynomial, scope: Scope) -> Term | None:
    if not value:
        return NOUGHT
    coefficient, common = content(value)
    outside, inside = _square_part(abs(coefficient))
    factors: list[Term] = [number(outside)]
    left: Monomial = ()
    for each, exponent in common:
        base = spelled(algebra.atom(each))
        if sign(state, algebra.atom(each), scope) == POSITIVE:
            factors.append(("pow", called("sqrt", base), number(exponent)))
        else:
            factors.append(("pow", called("abs", base), number(exponent // 2)))
            left = (*left, *(((each, 1),) if exponent % 2 else ()))
    divisor = algebra.inverse({common: abs(coefficient)}, state.squares)
    rest = algebra.multiplied(value, divisor, state.squares)
    inner = algebra.multiplied(rest, {left: inside}, state.squares)
    if algebra.value_of(inner) != 1:
        factors.append(called("sqrt", spelled(inner)))
    return ("mul", tuple(factors))


def _square_part(value: Fraction) -> tuple[Fraction, Fraction]:
    """`value = a^2*b` for whole small squares `a`."""
    outside, inside = Fraction(1, value.denominator), value.numerator * value.denominator
    for prime in (2, 3, 5, 7, 11, 13):
        while inside % (prime * prime) == 0:
            outside, inside = outside * prime, inside // (prime * prime)
    return outside, Fraction(inside)


def absolute(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`abs(a) = a` where `a >= 0`, `-a` where `a <= 0`."""
    if before[:2] != ("call", "abs"):
        return None
    found = signs_of(state, before[2][0], scope)
    return before[2][0] if not found & NEGATIVE else ("neg", before[2][0]) if not found & POSITIVE else None
