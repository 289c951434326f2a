"""Which law to try on exponentials, logarithms, powers, roots, absolute values and angles."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.audit.algebra import Monomial, Polynomial, content, rank, spelled, value_of
from derivcheck.audit.replay import Replay
from derivcheck.audit.state import Scope
from derivcheck.audit.terms import POSITIVE, Term, number
from derivcheck.certify.steps import Step, by_law

__all__ = ["function_steps"]

_PRIMES = (2, 3, 5, 7, 11, 13)


def function_steps(replay: Replay, atom: Term, scope: Scope) -> Iterator[Step]:
    """Steps that may rewrite an atom."""
    match atom:
        case ("call", "exp", argument):
            yield from _exponential(replay, argument, scope)
        case ("call", "log", argument):
            yield from _logarithm(replay, argument, scope)
        case ("call", "sqrt", argument):
            yield from _root(replay, argument, scope)
        case ("call", "abs", argument):
            yield by_law("abs(a) = a when a >= 0", scope, a=argument)
            yield by_law("abs(a) = -a when a <= 0", scope, a=argument)
        case ("call", "sin" | "cos" as word, argument):
            yield from _wave(replay, word, argument, scope)
        case ("name", "e"):
            yield by_law("e = exp(1)", scope)
        case ("^", ("call", word, argument), ("num", Fraction(numerator=2, denominator=1))) if (
            word in _SQUARES
        ):
            yield by_law(_SQUARES[word], scope, a=argument)
        case ("^", base, exponent):
            yield from _power(base, exponent, scope)
        case ("cases", value, test, other):
            yield by_law(_CASES, scope, a=value, p=test, b=other)
        case ("bracket", (head, *parts)):
            for law in _BRACKETS.get(head, ()):
                yield by_law(
                    law,
                    scope,
                    **dict(zip("pq" if head in ("not", "and", "or") else "ab", parts, strict=False)),
                )


_CASES = "cases(a if p, b) = [p]*a + (1 - [p])*b"
_BRACKETS = {
    "not": "[not p] = 1 - [p]", "and": "[p and q] = [p]*[q]", "or": "[p or q] = 1 - (1 - [p])*(1 - [q])",
    "!=": "[a != b] = 1 - [a = b]", ">": "[a > b] = [b < a]", ">=": "[a >= b] = 1 - [a < b]",
    "<=": "[a <= b] = 1 - [b < a]",
}  # fmt: skip
_SQUARES = {"sqrt": "sqrt(a)^2 = a", "abs": "abs(a)^2 = a^2", "sin": "sin(a)^2 = 1 - cos(a)^2"}


def _exponential(replay: Replay, argument: Term, scope: Scope) -> Iterator[Step]:
    value = replay.value(argument, scope)
    if not value:
        yield by_law("exp(0) = 1", scope)
        return
    first = min(value, key=repr)
    if len(value) > 1:
        rest = {monomial: c for monomial, c in value.items() if monomial != first}
        yield by_law("exp(a + b) = exp(a)*exp(b)", scope, a=spelled({first: value[first]}), b=spelled(rest))
        return
    coefficient = value[first]
    if len(first) == 1 and first[0][1] == 1 and first[0][0][:2] == ("call", "log"):
        yield by_law("exp(m*log(a)) = a^m", scope, m=number(coefficient), a=first[0][0][2])
    elif coefficient.numerator != 1:
        part = spelled({first: Fraction(1, coefficient.denominator)})
        yield by_law("exp(m*a) = exp(a)^m", scope, m=number(coefficient.numerator), a=part)


def _logarithm(replay: Replay, argument: Term, scope: Scope) -> Iterator[Step]:
    match argument:
        case ("call", "exp", inner):
            yield by_law("log(exp(a)) = a", scope, a=inner)
            return
        case ("call", "sqrt", inner):
            yield by_law("log(sqrt(a)) = log(a)/2", scope, a=inner)
            return
        case ("^", base, exponent) if exponent[0] != "num":
            yield by_law("log(a^m) = m*log(a) when a > 0", scope, a=base, m=exponent)
            return
        case ("prod", _, _, lower, upper):
            body, *_ = replay_body(argument)
            yield by_law(
                "log(prod(f(k), k, a, b)) = sum(log(f(k)), k, a, b)", scope, f_k=body, a=lower, b=upper
            )
            return
    factors = _factors(replay, argument, scope)
    if factors is None:
        return
    if not factors:
        yield by_law("log(1) = 0", scope)
    elif len(factors) > 1:
        one, *others = (_raised(*pair) for pair in factors)
        rest = spelled(replay.value(("*", *others) if len(others) > 1 else others[0], scope))
        yield by_law("log(a*b) = log(a) + log(b) when a > 0, b > 0", scope, a=one, b=rest)
    elif factors[0][1] != 1:
        base, exponent = factors[0]
        yield by_law("log(a^m) = m*log(a) when a > 0", scope, a=base, m=number(exponent))
        if exponent % 2 == 0:
            yield by_law(
                "log(a^(2*m)) = 2*m*log(abs(a)) when whole(m)", scope, a=base, m=number(exponent // 2)
            )


def replay_body(binder: Term) -> list[Term]:
    """The body of a binder in `k`, and the guard if there is one."""
    from derivcheck.audit.terms import opened

    return opened(binder, "k")


def _raised(base: Term, exponent: int) -> Term:
    return base if exponent == 1 else ("^", base, number(exponent))


def _factors(replay: Replay, argument: Term, scope: Scope) -> list[tuple[Term, int]] | None:
    """The primes, atoms and the other factor of a term with their exponents; None for a negative number."""
    value = replay.value(argument, scope)
    if not value:
        return None
    coefficient, common = content(value)
    if len(value) == 1 and coefficient <= 0:
        return None
    factors = _primes(abs(coefficient))
    factors += [(spelled({((each, 1),): Fraction(1)}), exponent) for each, exponent in common]
    if len(value) > 1:
        rest = replay.multiplied(value, replay.inverse({common: abs(coefficient)}))
        factors.append((spelled(rest), 1))
    return factors


def _primes(value: Fraction) -> list[tuple[Term, int]]:
    """A positive number by small primes and what is left."""
    found = []
    for part, turn in ((value.numerator, 1), (value.denominator, -1)):
        for prime in _PRIMES:
            times = 0
            while part > 1 and part % prime == 0:
                part, times = part // prime, times + 1
            found += [(number(prime), turn * times)] * bool(times)
        found += [(number(part), turn)] * (part > 1)
    return found


def _root(replay: Replay, argument: Term, scope: Scope) -> Iterator[Step]:
    value = replay.value(argument, scope)
    if value_of(value) in (0, 1):
        yield by_law(f"sqrt({value_of(value)}) = {value_of(value)}", scope)
        return
    coefficient, common = content(value)
    outside, inside = _square_part(abs(coefficient))
    pieces: list[tuple[Term, int]] = [(number(outside), 2)] if outside != 1 else []
    left: Monomial = ()
    for each, exponent in common:
        base = spelled({((each, 1),): Fraction(1)})
        even, odd = exponent - exponent % 2, exponent % 2
        pieces += [(base, even)] * bool(even)
        if odd and replay.signs(base, scope) == POSITIVE:
            pieces.append((base, 1))
        elif odd:
            left = (*left, (each, 1))
    rest = _rest(replay, value, common, coefficient, left, inside)
    if value_of(rest) != 1:
        pieces.append((spelled(rest), 1))
    one, *others = pieces
    if others:
        product = replay.spelled(
            ("*", *(_raised(*pair) for pair in others)) if len(others) > 1 else _raised(*others[0]), scope
        )
        yield by_law("sqrt(a*b) = sqrt(a)*sqrt(b) when a >= 0, b >= 0", scope, a=_raised(*one), b=product)
    elif one[1] % 2 == 0:
        yield by_law("sqrt(a^(2*m)) = abs(a)^m when whole(m)", scope, a=one[0], m=number(one[1] // 2))


def _rest(
    replay: Replay,
    value: Polynomial,
    common: Monomial,
    coefficient: Fraction,
    left: Monomial,
    inside: Fraction,
) -> Polynomial:
    bare = replay.multiplied(value, replay.inverse({common: abs(coefficient)}))
    return replay.multiplied(bare, {tuple(sorted(left, key=rank)): inside})


def _square_part(value: Fraction) -> tuple[Fraction, Fraction]:
    """`value = a^2*b` for whole small squares `a`."""
    outside, inside = Fraction(1, value.denominator), value.numerator * value.denominator
    for prime in _PRIMES:
        while inside % (prime * prime) == 0:
            outside, inside = outside * prime, inside // (prime * prime)
    return outside, Fraction(inside)


def _power(base: Term, exponent: Term, scope: Scope) -> Iterator[Step]:
    if exponent[0] == "num" and exponent[1].denominator == 2:
        yield by_law("a^(m/2) = sqrt(a)^m", scope, a=base, m=number(2 * exponent[1]))
    elif exponent[0] != "num" or exponent[1].denominator != 1:
        yield by_law("a^b = exp(b*log(a)) when a > 0", scope, a=base, b=exponent)


_AT_PI = {
    ("sin", 1): "sin(pi) = 0", ("cos", 1): "cos(pi) = -1", ("sin", 2): "sin(pi/2) = 1",
    ("cos", 2): "cos(pi/2) = 0", ("sin", 3): "sin(pi/3) = sqrt(3)/2", ("cos", 3): "cos(pi/3) = 1/2",
    ("sin", 4): "sin(pi/4) = sqrt(2)/2", ("cos", 4): "cos(pi/4) = sqrt(2)/2", ("sin", 6): "sin(pi/6) = 1/2",
    ("cos", 6): "cos(pi/6) = sqrt(3)/2",
}  # fmt: skip


def _wave(replay: Replay, word: str, argument: Term, scope: Scope) -> Iterator[Step]:
    value = replay.value(argument, scope)
    if not value:
        yield by_law(f"{word}(0) = {1 if word == 'cos' else 0}", scope)
        return
    first = min(value, key=rank)
    coefficient = value[first]
    if len(value) == 1 and abs(coefficient.numerator) == 1:
        if coefficient < 0:
            sign = "-" if word == "sin" else ""
            yield by_law(f"{word}(-a) = {sign}{word}(a)", scope, a=spelled({first: -coefficient}))
        elif first == ((("name", "pi"), 1),) and (word, coefficient.denominator) in _AT_PI:
            yield by_law(_AT_PI[word, coefficient.denominator], scope)
        return
    unit = {first: Fraction(1 if coefficient > 0 else -1, coefficient.denominator)}
    rest = dict(value)
    rest[first] -= unit[first]
    law = (
        "sin(a + b) = sin(a)*cos(b) + cos(a)*sin(b)"
        if word == "sin"
        else "cos(a + b) = cos(a)*cos(b) - sin(a)*sin(b)"
    )
    yield by_law(law, scope, a=spelled(unit), b=spelled({m: c for m, c in rest.items() if c}))
