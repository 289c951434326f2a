"""Terms that are holomorphic wherever they have a value, as their shape alone shows.

A quotient of such, a whole power and an entire function of such are so too. Quadrature must know that the
integrand has a complex derivative in a whole ball; for these terms a finite value is enough, and none need
be evaluated with a derivative.
"""

from __future__ import annotations

from functools import lru_cache

from derivcheck.refute.arithmetic.scope import Scope
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term

__all__ = ["is_holomorphic"]

_WHOLE = "Bessel's functions of a whole order"
_ENTIRE = frozenset({
    "exp", "sin", "cos", "sinh", "cosh", "sinc", "erf", "erfc", "erfi", "Si", "Shi", "fresnelc", "fresnels",
    _WHOLE,
})  # fmt: skip

_Calls = frozenset[tuple[str, int]]


def is_holomorphic(scope: Scope, term: Term) -> bool:
    """Whether `term` has a complex derivative, by whatever stands in it, wherever it has a value.

    False also where that is not seen. A function for which the point has a formula is looked into.
    """
    called = _called(term)
    if called is None:
        return False
    machine = scope.machine
    for name, primes in called:
        formula = machine.point.functions.get(name)
        if formula is not None:
            inside = _called(formula.body)
            if inside is None or not all(map(_is_entire, inside)):
                return False
        elif not _is_entire((name, primes)) or name in machine.context.definitions:
            return False
    return True


def _is_entire(call: tuple[str, int]) -> bool:
    name, primes = call
    return name in _ENTIRE and not primes


@lru_cache(maxsize=1024)
def _called(term: Term) -> _Calls | None:
    """The functions called in a term that is otherwise a quotient of polynomials, with how often primed."""
    found: set[tuple[str, int]] = set()
    waiting = [term]
    while waiting:
        match waiting.pop():
            case Num() | Const() | Sym():
                pass
            case Neg(arg=arg):
                waiting.append(arg)
            case Add(args=args) | Mul(args=args):
                waiting += args
            case Div(num=num, den=den):
                waiting += (num, den)
            case Pow(base=base, exponent=Num(value=value) | Neg(arg=Num(value=value))) if (
                value.denominator == 1
            ):
                waiting.append(base)
            case Pow(base=Const(name="e"), exponent=exponent):
                waiting.append(exponent)
            case Call("besseli" | "besselj", (Num(value), arg), ()) if value.denominator == 1:
                found.add((_WHOLE, 0))
                waiting.append(arg)
            case Call(name=name, args=args, primes=primes):
                found.add((name, sum(primes)))
                waiting += args
            case _:
                return None
    return frozenset(found)
