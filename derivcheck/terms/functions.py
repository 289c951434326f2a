"""The functions that the language knows, by name, with the number of arguments each takes.

One table for every room: the reader looks names up here, the kernel, the refuter and the printers
bring a row of their own for each function they can treat, and say "outside the language" for the rest.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["ARITY", "CONSTANTS"]

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

CONSTANTS = ("pi", "e", "I", "oo")
