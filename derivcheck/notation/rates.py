"""The derivative of an elementary expression, written out, for a value to be put into it.

At `u = a`, `diff(sin(t*u), u)` is `t*cos(t*a)`: in what is written out a value can take the place of `u`.

What is written out has a value only where the expression has one and a derivative: the derivative of
`log(u)` is `exp(-log(u))`, which keeps away from negative `u`, and a part without `u` is kept, times 0, where
it may have no value. What else there is (cases, complex numbers, definitions) has no such derivative here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from derivcheck.model import Context, Domain
from derivcheck.terms import (
    Add,
    Big,
    Call,
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
    number_of,
    walk,
)

__all__ = ["rate"]

_ONE, _TWO, _ZERO = integer(1), integer(2), integer(0)


def _call(name: str, *args: Term) -> Call:
    return Call(name, args)


def _square(term: Term) -> Term:
    return Pow(term, _TWO)


#: The derivatives of functions of one argument, wherever these are differentiable and nowhere else.
_RATES: Mapping[str, Callable[[Term], Term]] = MappingProxyType(
    {
        "exp": lambda x: _call("exp", x),
        "log": lambda x: _call("exp", Neg(_call("log", x))),
        "sqrt": lambda x: Div(_ONE, Mul((_TWO, _call("sqrt", x)))),
        "sin": lambda x: _call("cos", x),
        "cos": lambda x: Neg(_call("sin", x)),
        "tan": lambda x: Div(_ONE, _square(_call("cos", x))),
        "cot": lambda x: Neg(Div(_ONE, _square(_call("sin", x)))),
        "atan": lambda x: Div(_ONE, Add((_ONE, _square(x)))),
        "asin": lambda x: Div(_ONE, _call("sqrt", Add((_ONE, Neg(_square(x)))))),
        "acos": lambda x: Neg(Div(_ONE, _call("sqrt", Add((_ONE, Neg(_square(x))))))),
        "sinh": lambda x: _call("cosh", x),
        "cosh": lambda x: _call("sinh", x),
        "tanh": lambda x: Div(_ONE, _square(_call("cosh", x))),
        "asinh": lambda x: Div(_ONE, _call("sqrt", Add((_ONE, _square(x))))),
    }
)


def rate(term: Term, name: str, context: Context) -> Term | None:
    """The derivative of `term` by the symbol `name`, or `None`.

    >>> from derivcheck.terms.printing import to_text
    >>> u, t = Sym("u"), Sym("t")
    >>> to_text(rate(_call("sin", Mul((t, u))), "u", Context()))
    'cos(t*u)*t'
    """
    if any(not _is_real(part, context) for part in walk(term)):
        return None
    return _rate(term, name, context)


def _is_real(part: Term, context: Context) -> bool:
    if isinstance(part, Sym | Call) and part.name in context.definitions:
        return False
    if isinstance(part, Sym) and part.name in context.symbols:
        return context.symbols[part.name].domain is not Domain.COMPLEX
    return part != Const("I")


def _rate(term: Term, name: str, context: Context) -> Term | None:
    if name not in free_names(term):
        return _ZERO if isinstance(term, Num | Sym | Const) else Mul((_ZERO, term))

    def of(part: Term) -> Term | None:
        return _rate(part, name, context)

    match term:
        case Sym(_, ()):
            return _ONE
        case Neg(part):
            return None if (found := of(part)) is None else Neg(found)
        case Add(parts):
            return _sum([of(part) for part in parts])
        case Mul(parts):
            return _of_product(parts, of)
        case Div(above, below):
            return _of_quotient(above, below, of)
        case Pow(base, exponent):
            whole = _is_whole(exponent, context) and name not in free_names(exponent)
            return _of_whole_power(base, exponent, of) if whole else _of_power(base, exponent, of)
        case Call(function, arguments, primes) if function in context.functions:
            return _of_function(function, arguments, primes or (0,) * len(arguments), of)
        case Call(function, (argument,), ()) if function in _RATES:
            return _product(_RATES[function](argument), of(argument))
        case Big("sum"):
            return _of_sum(term, name, of)
    return None


_Of = Callable[[Term], Term | None]


def _of_quotient(above: Term, below: Term, of: _Of) -> Term | None:
    first, second = of(above), of(below)
    if first is None or second is None:
        return None
    return Div(Add((Mul((first, below)), Neg(Mul((above, second))))), _square(below))


def _of_whole_power(base: Term, exponent: Term, of: _Of) -> Term | None:
    return _product(Mul((exponent, Pow(base, _less_one(exponent)))), of(base))


def _of_power(base: Term, exponent: Term, of: _Of) -> Term | None:
    """`b^x` is `exp(x*log(b))`."""
    inside = exponent if base == Const("e") else Mul((exponent, _call("log", base)))
    return _product(Pow(base, exponent), of(inside))


def _of_function(name: str, arguments: tuple[Term, ...], primes: tuple[int, ...], of: _Of) -> Term | None:
    """The chain rule for a function of which nothing is known but that it is smooth."""
    found: list[Term | None] = []
    for place, argument in enumerate(arguments):
        inner = of(argument)
        once = (*primes[:place], primes[place] + 1, *primes[place + 1 :])
        if inner is None or inner != _ZERO:
            found.append(_product(Call(name, arguments, once), inner))
    return _sum(found)


def _of_sum(term: Big, name: str, of: _Of) -> Term | None:
    """Term by term, for finitely many."""
    bounds = (term.lower, term.upper) if term.guard is None else (term.lower, term.upper, term.guard)
    if any(name in free_names(each) or Const("oo") in walk(each) for each in bounds):
        return None
    found = of(term.body)
    return None if found is None else Big("sum", found, term.index, term.lower, term.upper, term.guard)


def _sum(parts: list[Term | None]) -> Term | None:
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else Add(known)


def _product(outer: Term, inner: Term | None) -> Term | None:
    return None if inner is None else outer if inner == _ONE else Mul((outer, inner))


def _of_product(parts: tuple[Term, ...], of: _Of) -> Term | None:
    """The product rule; a factor that does not change stays beside the others."""
    found: list[Term | None] = []
    for place, part in enumerate(parts):
        changed = of(part)
        if changed != _ZERO:
            beside = (*parts[:place], *parts[place + 1 :])
            found.append(
                None if changed is None else _of_factors(beside if changed == _ONE else (changed, *beside))
            )
    return _sum(found)


def _of_factors(parts: tuple[Term, ...]) -> Term:
    return Mul(parts) if len(parts) > 1 else parts[0] if parts else _ONE


def _is_whole(exponent: Term, context: Context) -> bool:
    """Whether an exponent is made of whole numbers: then the base may be negative."""
    match exponent:
        case Num(value):
            return value.denominator == 1
        case Sym(name, ()):
            return name in context.symbols and context.symbols[name].domain.is_whole
        case Neg(part):
            return _is_whole(part, context)
        case Add(parts) | Mul(parts):
            return all(_is_whole(part, context) for part in parts)
    return False


def _less_one(exponent: Term) -> Term:
    number = number_of(exponent)
    return Add((exponent, integer(-1))) if number is None else Num(number - 1)
