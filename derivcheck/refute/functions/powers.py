"""Powers, by the three meanings of an exponent.

A whole number means repeated multiplication, with `0^0 = 1`; what counts is how the exponent is
written, so a real symbol that happens to be 2 is no whole exponent. A rational number means a
root, for a base that is not negative. Every other exponent means `exp(exponent*log(base))`, for a
positive base. Where principal branches are meant, a base may be any number but zero. The number 0 has the
power 0 for every positive exponent, and none for others.
"""

from __future__ import annotations

from flint import acb, fmpq

from derivcheck.refute.arithmetic.branches import along_axis, off_cut
from derivcheck.refute.arithmetic.duals import Dual, Value, choose_sign, mul, plain, raised, rooted
from derivcheck.refute.arithmetic.numbers import ZERO, power, seen_zero
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Undefined
from derivcheck.refute.functions.table import apply
from derivcheck.terms import Add, Mul, Neg, Num, Pow, Sym, Term

__all__ = ["general_power", "is_whole", "rational_power"]


def is_whole(scope: Scope, term: Term, local: Local) -> bool:
    """Whether `term` is written as a whole number: built from indices, sizes and whole symbols."""
    match term:
        case Num(value=value):
            return value.denominator == 1
        case Sym(name=name):
            return _whole_name(scope, name, local)
        case Neg(arg=arg):
            return is_whole(scope, arg, local)
        case Add(args=args) | Mul(args=args):
            return all(is_whole(scope, part, local) for part in args)
        case Pow(base=base, exponent=Num(value=value)):
            return value.denominator == 1 and value >= 0 and is_whole(scope, base, local)
        case _:
            return False


def _whole_name(scope: Scope, name: str, local: Local) -> bool:
    if name in local:
        return isinstance(local[name], int)
    if name in scope.machine.point.sizes:
        return True
    symbol = scope.machine.context.symbols.get(name)
    return symbol is not None and symbol.domain.is_whole


def rational_power(base: Value, exponent: fmpq, principal: bool) -> Value:
    """`base ^ exponent` for a constant exponent."""
    if exponent.q == 1:
        return raised(base, int(exponent.p))
    if principal and not isinstance(plain(base), acb) and choose_sign(base, "0") < 0:
        base = mul(base, acb(1))
    if isinstance(base, Dual):
        off_cut(plain(base), along_axis)
    return rooted(base, exponent)


def general_power(base: Value, exponent: Value, principal: bool) -> Value:
    """`base ^ exponent` for an exponent that varies."""
    if not isinstance(base, Dual) and seen_zero(base):
        if isinstance(exponent, acb) or choose_sign(exponent, "0") <= 0:
            raise Undefined("a power of 0 whose exponent is not positive")
        return ZERO
    if isinstance(exponent, fmpq) and not isinstance(base, Dual | acb):
        if choose_sign(base, "0") <= 0 and not principal:
            raise Undefined("a power of a number that is not positive")
        if exponent.q == 1:
            return power(base, int(exponent.p))
    logarithm = apply("log", (base,), principal=principal)
    return apply("exp", (mul(exponent, logarithm),), principal=principal)
