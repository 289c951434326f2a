"""Terms in Maxima's language.

Every name gets the prefix `v_`, so that none means anything to Maxima. What has no counterpart
there raises `NoTextError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Not,
    Num,
    Or,
    Pow,
    Rel,
    Sym,
    Term,
)  # fmt: skip
from derivcheck.terms.functions import ARITY, NAMED

__all__ = ["NoTextError", "maxima"]


class NoTextError(ValueError):
    """The term has no counterpart in Maxima; the message names the construct."""


_CONSTANTS: Mapping[str, str] = MappingProxyType(
    {"pi": "%pi", "e": "%e", "I": "%i", "oo": "inf", "EulerGamma": "%gamma", "Catalan": "%catalan"}
)
_RELATIONS: Mapping[str, str] = MappingProxyType({"=": "equal", "!=": "notequal"})

#: functions whose name is another one in Maxima; the others keep theirs
_SPELLED: Mapping[str, str] = MappingProxyType(
    {
        "sign": "signum",
        "loggamma": "log_gamma",
        "digamma": "psi[0]",
        "re": "realpart",
        "im": "imagpart",
        "arg": "carg",
        "delta": "kron_delta",
    }
)
_MISSING = frozenset({"heaviside", "sinc"})

#: functions under SymPy's names with their number of arguments -> the beginning of the call in Maxima
_SPECIAL: Mapping[tuple[str, int], str] = MappingProxyType(
    {
        ("Ei", 1): "expintegral_ei(",
        ("li", 1): "expintegral_li(",
        ("Si", 1): "expintegral_si(",
        ("Ci", 1): "expintegral_ci(",
        ("Shi", 1): "expintegral_shi(",
        ("Chi", 1): "expintegral_chi(",
        ("expint", 2): "expintegral_e(",
        ("erfi", 1): "erfi(",
        ("fresnels", 1): "fresnel_s(",
        ("fresnelc", 1): "fresnel_c(",
        ("lowergamma", 2): "gamma_incomplete_lower(",
        ("uppergamma", 2): "gamma_incomplete(",
        ("elliptic_k", 1): "elliptic_kc(",
        ("elliptic_e", 1): "elliptic_ec(",
        ("LambertW", 1): "lambert_w(",
        ("zeta", 1): "zeta(",
        ("fibonacci", 1): "fib(",
        ("lucas", 1): "lucas(",
        ("bernoulli", 1): "bern(",
        ("totient", 1): "totient(",
        ("RisingFactorial", 2): "pochhammer(",
        ("gcd", 2): "gcd(",
        ("lcm", 2): "lcm(",
        ("trigamma", 1): "psi[1](",
        ("chebyshevt", 2): "chebyshev_t(",
        ("chebyshevu", 2): "chebyshev_u(",
        ("legendre", 2): "legendre_p(",
        ("hermite", 2): "hermite(",
        ("besselj", 2): "bessel_j(",
        ("bessely", 2): "bessel_y(",
        ("besseli", 2): "bessel_i(",
        ("besselk", 2): "bessel_k(",
    }
)
#: functions whose first argument is a subscript in Maxima
_SUBSCRIPTED: Mapping[str, str] = MappingProxyType({"polylog": "li", "polygamma": "psi"})


def maxima(term: Term) -> str:
    """`term` in Maxima's language, every part in brackets.

    >>> maxima(Add((Sym("x"), Neg(Call("log", (Sym("y"),))))))
    '(v_x + (-log(v_y)))'

    Raises:
        NoTextError: a construct that Maxima has no word for.

    """
    match term:
        case Num(value):
            return f"({value})"
        case Const(name):
            if name not in _CONSTANTS:
                raise NoTextError(name)
            return _CONSTANTS[name]
        case Sym(name, indices):
            return f"v_{name}[{_listed(indices)}]" if indices else f"v_{name}"
        case Neg(arg):
            return f"(-{maxima(arg)})"
        case Add(args):
            return f"({' + '.join(map(maxima, args))})"
        case Mul(args):
            return f"({' * '.join(map(maxima, args))})"
        case Div(num, den):
            return f"({maxima(num)} / {maxima(den)})"
        case Pow(base, exponent):
            return f"({maxima(base)} ^ {maxima(exponent)})"
        case Call():
            return _call(term)
        case Rel() | And() | Or() | Not():
            return _condition(term)
        case _:
            return _form(term)


def _listed(terms: tuple[Term, ...]) -> str:
    return ", ".join(map(maxima, terms))


def _call(term: Call) -> str:
    if any(term.primes) or term.name in _MISSING:
        raise NoTextError(term.name)
    if term.name in ARITY:
        return f"{_SPELLED.get(term.name, term.name)}({_listed(term.args)})"
    if term.name in _SUBSCRIPTED:
        first, *rest = map(maxima, term.args)
        return f"{_SUBSCRIPTED[term.name]}[{first}]({', '.join(rest)})"
    if term.name in NAMED:
        if (term.name, len(term.args)) not in _SPECIAL:
            raise NoTextError(term.name)
        return f"{_SPECIAL[term.name, len(term.args)]}{_listed(term.args)})"
    return f"v_{term.name}({_listed(term.args)})"


def _condition(term: Rel | And | Or | Not) -> str:
    match term:
        case Rel(op, left, right) if op in _RELATIONS:
            return f"{_RELATIONS[op]}({maxima(left)}, {maxima(right)})"
        case Rel(op, left, right):
            return f"({maxima(left)} {op} {maxima(right)})"
        case And(args):
            return f"({' and '.join(map(maxima, args))})"
        case Or(args):
            return f"({' or '.join(map(maxima, args))})"
        case Not(arg):
            return f"(not {maxima(arg)})"


def _form(term: Term) -> str:
    match term:
        case Big(op, body, index, lower, upper, None):
            word = {"sum": "sum", "prod": "product"}[op]
            return f"{word}({maxima(body)}, v_{index}, {maxima(lower)}, {maxima(upper)})"
        case Diff(body, variables):
            by = ", ".join(f"{maxima(variable)}, {times}" for variable, times in variables)
            return f"diff({maxima(body)}, {by})"
        case Bracket(condition):
            return f"(if {maxima(condition)} then 1 else 0)"
        case Cases(branches, otherwise):
            tests = " elseif ".join(f"{maxima(test)} then {maxima(value)}" for value, test in branches)
            return f"(if {tests} else {'und' if otherwise is None else maxima(otherwise)})"
        case Integral(body, name, None, None):
            return f"integrate({maxima(body)}, v_{name})"
        case Integral(body, name, lower, upper) if lower is not None and upper is not None:
            return f"integrate({maxima(body)}, v_{name}, {maxima(lower)}, {maxima(upper)})"
        case Limit(body, name, point):
            return f"limit({maxima(body)}, v_{name}, {maxima(point)})"
        case _:
            raise NoTextError(type(term).__name__.lower())
