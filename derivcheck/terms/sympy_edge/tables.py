"""How the two languages spell the same function, relation and constant: one row each.

`sqrt` has no row, since SymPy writes it as the power one half.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["CONSTANTS", "FUNCTIONS", "NEUTRAL", "RELATIONS"]

_ALIKE = (
    "exp", "log", "sign", "floor", "ceiling", "gamma", "loggamma", "digamma", "factorial", "erf", "erfc",
    "conjugate", "re", "im", "arg", "sinc", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos",
    "atan", "acot", "asec", "acsc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh",
    "atanh", "acoth", "asech", "acsch", "binomial", "atan2", "beta",
)  # fmt: skip

#: our name -> the name of SymPy's class.
FUNCTIONS: MappingProxyType[str, str] = MappingProxyType(
    {
        **{name: name for name in _ALIKE},
        "abs": "Abs",
        "delta": "KroneckerDelta",
        "heaviside": "Heaviside",
        "max": "Max",
        "min": "Min",
        "mod": "Mod",
    }
)

#: our operator -> the name of SymPy's class.
RELATIONS: MappingProxyType[str, str] = MappingProxyType(
    {
        "=": "Equality",
        "!=": "Unequality",
        "<": "StrictLessThan",
        "<=": "LessThan",
        ">": "StrictGreaterThan",
        ">=": "GreaterThan",
    }
)

#: our constant -> its name in SymPy's registry `S`.
CONSTANTS: MappingProxyType[str, str] = MappingProxyType(
    {
        "pi": "Pi",
        "e": "Exp1",
        "I": "ImaginaryUnit",
        "oo": "Infinity",
        "EulerGamma": "EulerGamma",
        "Catalan": "Catalan",
    }
)

#: what an element that is left out contributes to a sum or product.
NEUTRAL: MappingProxyType[str, int] = MappingProxyType({"sum": 0, "prod": 1})
