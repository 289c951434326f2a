"""Integrals over positive numbers, over the logarithm of their variable.

With `x = exp(u)`, and `x = exp(-u)` over `(0, 1)`,

    integral(f(x), x, 0, oo) = integral(f(exp(u))*exp(u), u, -oo, oo),
    integral(f(x), x, 0, 1) = integral(f(exp(-u))*exp(-u), u, 0, oo),
    integral(f(x), x, 1, oo) = integral(f(exp(u))*exp(u), u, 0, oo),

and one side has a value where the other has. Powers with any exponent become exponentials, and powers of
the logarithm polynomials, of which more is known near the ends (`derivcheck.refute.calculus.rates`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from derivcheck.frozen import replace
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Term,
    free_names,
    integer,
    map_children,
    walk,
)

__all__ = ["has_logarithmic_exponent", "over_logarithm"]

_ZERO, _ONE, _INFINITY = integer(0), integer(1), Const("oo")
#: The ends -> the ends of `u`, and the sign of `u` in `x = exp(u)`.
_RANGES: Mapping[tuple[Term, Term], tuple[Term, Term, int]] = {
    (_ZERO, _INFINITY): (Neg(_INFINITY), _INFINITY, 1),
    (_ZERO, _ONE): (_ZERO, _INFINITY, -1),
    (_ONE, _INFINITY): (_ZERO, _INFINITY, 1),
}
_PLAIN = (Num, Const, Sym, Neg, Add, Mul, Div, Pow, Call)


@lru_cache(maxsize=256)
def over_logarithm(term: Integral) -> Integral | None:
    """The same integral over the logarithm; None for other ranges and for what is not made of functions.

    >>> from derivcheck.terms.printing import to_text
    >>> x = Sym("x")
    >>> found = over_logarithm(Integral(Pow(x, Sym("a")), "x", _ZERO, _ONE))
    >>> to_text(found)
    'integral(exp(a*(-x))*exp(-x), x, 0, oo)'
    """
    assert term.lower is not None
    assert term.upper is not None
    found = _RANGES.get((term.lower, term.upper))
    if found is None or not all(isinstance(part, _PLAIN) for part in walk(term.body)):
        return None
    low, high, sign = found
    logarithm = Sym(term.variable) if sign > 0 else Neg(Sym(term.variable))
    body = Mul((_changed(term.body, Sym(term.variable), logarithm), Call("exp", (logarithm,))))
    return replace(term, body=body, lower=low, upper=high)


def _changed(term: Term, variable: Sym, logarithm: Term) -> Term:
    """`term` with `exp(logarithm)` in the place of the variable."""
    match term:
        case Sym() if term == variable:
            return Call("exp", (logarithm,))
        case Call("log", (arg,)) if arg == variable:
            return logarithm
        case Pow(base, exponent) if base == variable:
            return Call("exp", (Mul((_changed(exponent, variable, logarithm), logarithm)),))
        case Call("sqrt", (arg,)) if arg == variable:
            return Call("exp", (Div(logarithm, integer(2)),))
        case _:
            return map_children(lambda part: _changed(part, variable, logarithm), term)


@lru_cache(maxsize=256)
def has_logarithmic_exponent(term: Integral) -> bool:
    """Whether the logarithm of the variable stands in an exponent, where nothing else is known of it."""
    logarithm = Call("log", (Sym(term.variable),))
    exponents = [part.exponent for part in walk(term.body) if isinstance(part, Pow)]
    exponents += [part.args[0] for part in walk(term.body) if isinstance(part, Call) and part.name == "exp"]
    return any(
        part == logarithm for each in exponents if term.variable in free_names(each) for part in walk(each)
    )
