"""Powers written as people write them: `2^n` for `exp(n*log(2))`.

The normal form keeps a power with an unknown exponent as an exponential. Where the base is a positive number,
or a symbol declared positive, both are the same at all values.
"""

from __future__ import annotations

from derivcheck.explain.building import negated, product, without
from derivcheck.model import Context, Domain
from derivcheck.terms import Call, Div, Mul, Neg, Num, Pow, Sym, Term, map_children

__all__ = ["with_powers"]

_POSITIVE = (Domain.POSITIVE, Domain.POSITIVE_INTEGER)


def with_powers(term: Term, context: Context) -> Term:
    """`term` with `b^a` for each `exp(a*log(b))` in it whose `b` is known to be positive."""
    made = map_children(lambda part: with_powers(part, context), term)
    match made:
        case Call("exp", (exponent,), ()):
            found = _split(exponent, context)
            return made if found is None else Pow(*found)
        case _:
            return made


def _split(exponent: Term, context: Context) -> tuple[Term, Term] | None:
    """`b` and `a` of `a*log(b)`."""
    match exponent:
        case Neg(arg):
            found = _split(arg, context)
            return None if found is None else (found[0], negated(found[1]))
        case Div(num, den):
            found = _split(num, context)
            return None if found is None else (found[0], Div(found[1], den))
        case Mul(args):
            for at, arg in enumerate(args):
                if isinstance(arg, Call) and arg.name == "log" and _is_positive(arg.args, context):
                    return arg.args[0], product(without(args, at))
    return None


def _is_positive(args: tuple[Term, ...], context: Context) -> bool:
    match args:
        case (Num(value),):
            return value > 0
        case (Sym(name, _),):
            return name in context.symbols and context.symbols[name].domain in _POSITIVE
        case _:
            return False
