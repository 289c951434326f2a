"""What a claim is about, seen from the names in it: the rows of the table that is printed.

A claim belongs to the first family in the list whose mark stands in it, so what is hardest to
decide comes first: a derivative of a sum is a gradient, an integral of a sine is an integral.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

__all__ = ["FAMILIES", "family_of"]

_CIRCULAR = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinc"})
_HYPERBOLIC = frozenset({"sinh", "cosh", "tanh", "coth", "sech", "csch"})
_INVERSE = frozenset({f"a{name}" for name in _CIRCULAR | _HYPERBOLIC} | {"atan2"})
_GAMMA = frozenset(
    {
        *("gamma", "loggamma", "digamma", "trigamma", "polygamma", "factorial", "factorial2", "binomial"),
        *("beta", "erf", "erfc", "rf", "ff", "RisingFactorial", "FallingFactorial", "harmonic"),
    }
)
_PIECES = frozenset({"Abs", "abs", "sign", "Max", "Min", "floor", "ceiling", "Heaviside", "Mod", "frac"})
_COMPLEX = frozenset({"conjugate", "re", "im", "arg", "I"})
_PLAIN = frozenset(
    {
        *("sqrt", "root", "exp", "log", "ln", "Rational", "Integer", "Float", "Add", "Mul", "Pow"),
        *("Sum", "Product", "Derivative", "Integral", "Limit", "Subs", "Piecewise", "KroneckerDelta"),
        *("Eq", "Ne", "Lt", "Le", "Gt", "Ge", "And", "Or", "Not", "DiracDelta", "SingularityFunction"),
    }
)
_KNOWN = _CIRCULAR | _HYPERBOLIC | _INVERSE | _GAMMA | _PIECES | _COMPLEX | _PLAIN

_HEAD = re.compile(r"([A-Za-z_]\w*)\s*\(")
_WORD = re.compile(r"[A-Za-z_]\w*")
_INDEXED = re.compile(r"\w\[")
_POWER = re.compile(r"\*\*\s*(?!\d+(?![\d.])|\(+-?\d+\)+)")


class _Marks(NamedTuple):
    heads: frozenset[str]
    words: frozenset[str]
    text: str


def _any(*names: str | Iterable[str]) -> Callable[[_Marks], bool]:
    wanted = frozenset().union(*([name] if isinstance(name, str) else name for name in names))
    return lambda marks: not wanted.isdisjoint(marks.words)


def _is_gradient(marks: _Marks) -> bool:
    sums = {"Sum", "Product"} & marks.words or _INDEXED.search(marks.text)
    return "Derivative" in marks.words and bool(sums)


_ROWS: tuple[tuple[str, Callable[[_Marks], bool]], ...] = (
    ("permutation symbols", _any("LeviCivita")),
    ("other functions", lambda marks: bool(marks.heads - _KNOWN)),
    ("gradients", _is_gradient),
    ("deltas", _any("KroneckerDelta")),
    ("integrals", _any("Integral", "DiracDelta", "SingularityFunction")),
    ("limits", _any("Limit")),
    ("derivatives", _any("Derivative", "Subs")),
    ("sums", _any("Sum", "Product")),
    ("gamma and factorials", _any(_GAMMA)),
    ("pieces", _any("Piecewise", _PIECES)),
    ("complex", _any(_COMPLEX)),
    ("inverse functions", _any(_INVERSE)),
    ("trigonometric", _any(_CIRCULAR, _HYPERBOLIC)),
    ("exponential-logarithmic", _any("exp", "log", "ln", "E")),
    ("radicals-and-powers", lambda marks: bool({"sqrt", "root"} & marks.words or _POWER.search(marks.text))),
    ("rational", lambda marks: True),
)

FAMILIES = ("assumptions", *(name for name, _ in _ROWS))


def family_of(lhs: str, rhs: str, functions: Iterable[str] = ()) -> str:
    """The family of the claim `lhs = rhs`; `functions` are its generic ones.

    >>> family_of("sin(x)**2", "1 - cos(x)**2")
    'trigonometric'
    >>> family_of("(x + 1)**2", "x**2 + 2*x + 1"), family_of("x**(1/2)", "sqrt(x)")
    ('rational', 'radicals-and-powers')
    """
    text = f"{lhs} ; {rhs}"
    heads = frozenset(_HEAD.findall(text)) - frozenset(functions)
    marks = _Marks(heads, frozenset(_WORD.findall(text)), text)
    return next(name for name, holds in _ROWS if holds(marks))
