r"""The functions of the language as LaTeX writes them: `\ln`, `\operatorname{sgn}`, `\Gamma(x)`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from derivcheck.terms.functions import ARITY, NAMED

__all__ = ["COMMANDS", "FUNCTIONS", "INVERSES", "OWN_LETTERS"]

#: names in `\operatorname{…}`, and letters with a meaning where they are called -> function of the language
FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {
        **{name: name for name in (*ARITY, *NAMED) if len(name) > 1},
        **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
        **{f"ar{name}": f"a{name}" for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch")},
        **{f"arc{name}": f"a{name}" for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch")},
        "sgn": "sign",
        "conj": "conjugate",
        "ln": "log",
        "ceil": "ceiling",
        "Gamma": "gamma",
        "psi": "digamma",
        "B": "beta",
        "Re": "re",
        "Im": "im",
    }
)

#: letters of people's own, which are functions only where they are called
OWN_LETTERS = frozenset({"Gamma", "psi", "B", "zeta", "beta", "gamma", "delta", "li", "Li"})

_COMMANDS = """
    log ln exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min arg gcd Re Im
"""

#: commands of their own
COMMANDS: Mapping[str, str] = MappingProxyType({rf"\{name}": FUNCTIONS[name] for name in _COMMANDS.split()})

#: functions whose power -1 is their inverse: `\\sin^{-1} x`
INVERSES: Mapping[str, str] = MappingProxyType(
    {
        f"{name}{ending}": f"a{name}{ending}"
        for name in ("sin", "cos", "tan", "cot", "sec", "csc")
        for ending in ("", "h")
    }
)
