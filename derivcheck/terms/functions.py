"""The functions that the language knows, by name, with the number of arguments each takes.

One table for every room: the reader looks names up here, the kernel, the refuter and the printers
bring a row of their own for each function they can treat, and say "outside the language" for the rest.

A second table holds functions under the names that SymPy gives them. Their names stay free (many people
have a `zeta` or a `gcd` of their own), and what is declared under such a name is what it means.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["ARITY", "CONSTANTS", "NAMED", "OPEN_CONSTANTS"]

#: name -> (fewest, most) arguments; `None` for "any number".
ARITY: MappingProxyType[str, tuple[int, int | None]] = MappingProxyType(
    {
        **dict.fromkeys(("exp", "log", "sqrt", "abs", "sign", "floor", "ceiling"), (1, 1)),
        **dict.fromkeys(("gamma", "loggamma", "digamma", "factorial", "erf", "erfc"), (1, 1)),
        **dict.fromkeys(("conjugate", "re", "im", "arg", "sinc", "heaviside"), (1, 1)),
        **dict.fromkeys(("sin", "cos", "tan", "cot", "sec", "csc"), (1, 1)),
        **dict.fromkeys(("asin", "acos", "atan", "acot", "asec", "acsc"), (1, 1)),
        **dict.fromkeys(("sinh", "cosh", "tanh", "coth", "sech", "csch"), (1, 1)),
        **dict.fromkeys(("asinh", "acosh", "atanh", "acoth", "asech", "acsch"), (1, 1)),
        **dict.fromkeys(("delta", "binomial", "atan2", "mod", "beta"), (2, 2)),
        **dict.fromkeys(("max", "min"), (1, None)),
    }
)

#: functions whose names stay free: name -> (fewest, most) arguments.
NAMED: MappingProxyType[str, tuple[int, int | None]] = MappingProxyType(
    {
        **dict.fromkeys(("Ei", "li", "Li", "Si", "Ci", "Shi", "Chi", "erfi", "fresnels", "fresnelc"), (1, 1)),
        **dict.fromkeys(("lucas", "catalan", "totient", "factorial2", "subfactorial", "trigamma"), (1, 1)),
        "bell": (1, 1),
        "stirling": (2, 2),
        "divisor_sigma": (1, 2),
        **dict.fromkeys(("frac", "elliptic_k"), (1, 1)),
        **dict.fromkeys(("LambertW", "zeta", "fibonacci", "bernoulli", "harmonic", "elliptic_e"), (1, 2)),
        **dict.fromkeys(("RisingFactorial", "FallingFactorial", "polygamma", "gcd", "lcm"), (2, 2)),
        **dict.fromkeys(("lowergamma", "uppergamma", "erf2", "polylog", "expint"), (2, 2)),
        **dict.fromkeys(("chebyshevt", "chebyshevu", "legendre", "hermite", "laguerre"), (2, 2)),
        "LeviCivita": (2, None),
        **dict.fromkeys(("besselj", "bessely", "besseli", "besselk"), (2, 2)),
    }
)

CONSTANTS = ("pi", "e", "I", "oo")

#: Numbers whose names stay free, under the names that SymPy gives them: all of them positive.
OPEN_CONSTANTS = ("EulerGamma", "Catalan")
