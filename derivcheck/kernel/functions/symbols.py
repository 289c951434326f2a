"""Symbols, generic functions, and the functions that are known by their derivative.

`d x[k] / d x[i] = [k = i]`, for several indices the product. A generic function is smooth in each of
its arguments, and the chain rule makes `d f(g)/dx = f'(g) g'`. A known function is a row: its
derivative, the signs that it may have, and whether it is even or odd. Functions that are short for
others are rows of definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Function, SymbolAtom
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Change, Family, Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sign_rules import is_supposed
from derivcheck.kernel.functions.gammas import exp_of_loggamma, log_of_gamma
from derivcheck.kernel.functions.lambert import exp_of_lambert, log_of_lambert
from derivcheck.kernel.functions.special import DERIVATIVES, MAKERS, SIGNS
from derivcheck.kernel.reading.indices import delta

__all__ = ["Variable", "families", "function", "symbol"]


@frozen
class Variable:
    """What a derivative is taken by: one member of a family of symbols."""

    name: str
    indices: tuple[Form, ...]


def symbol(ring: Ring, name: str, indices: tuple[Form, ...]) -> Quotient:
    """The member of a family at these indices, or what an assumption says that it is."""
    return ring.make(_member(name, indices))


@lru_cache(maxsize=4096)
def _member(name: str, indices: tuple[Form, ...]) -> SymbolAtom:
    """The atom of a symbol, which keeps its hash: each symbol is met over and over."""
    return SymbolAtom(name, indices)


def function(ring: Ring, name: str, arguments: tuple[Quotient, ...], orders: tuple[int, ...]) -> Quotient:
    """A generic function, or one of its derivatives, at these arguments."""
    return ring.make(Function(name, arguments, orders))


def _symbol_derivative(ring: Ring, atom: SymbolAtom, by: Variable) -> Quotient:
    total = ring.one
    for mine, other in zip(atom.indices, by.indices, strict=True):
        total = total * delta(ring, mine.minus(other))
    return total


def _function_derivative(ring: Ring, atom: Function, by: Variable) -> Quotient:
    if not ring.is_generic(atom.name):
        return _known_derivative(ring, atom, by)
    total = ring.zero
    for place, argument in enumerate(atom.arguments):
        inner = ring.derivative(argument, by)
        if not inner.is_zero():
            orders = tuple(order + (here == place) for here, order in enumerate(atom.orders))
            total = total + function(ring, atom.name, atom.arguments, orders) * inner
    return total


def _known_derivative(ring: Ring, atom: Function, by: Variable) -> Quotient:
    row = DERIVATIVES.get(atom.name)
    if row is None or any(atom.orders):
        raise NotImplementedError(f"the derivative of {atom.name!r}")
    if any(not ring.derivative(argument, by).is_zero() for argument in atom.arguments[:-1]):
        raise NotImplementedError(f"the derivative of {atom.name!r} by its first argument")
    return row(ring, *atom.arguments) * ring.derivative(atom.arguments[-1], by)


def _function_rebuilt(ring: Ring, atom: Function, change: Change) -> Quotient:
    arguments = tuple(map(change, atom.arguments))
    makers = DERIVATIVES if any(atom.orders) else MAKERS
    maker = None if ring.is_generic(atom.name) else makers.get(atom.name)
    return function(ring, atom.name, arguments, atom.orders) if maker is None else maker(ring, *arguments)


def _function_sign(ring: Ring, atom: Function) -> int:
    if not ring.is_generic(atom.name):
        return _known_sign(ring, atom)
    if not all(signs.is_real(ring.sign(argument)) for argument in atom.arguments):
        return signs.ANY
    return signs.REAL if any(atom.orders) else ring.sign_of_name(atom.name)


def _known_sign(ring: Ring, atom: Function) -> int:
    inner = ring.sign(atom.arguments[0])
    if atom.name in ("conjugate", "sign") or (atom.name == "erf" and signs.is_real(inner)):
        return inner  # among complex numbers `erf` has other zeros
    if atom.name == "gamma":  # which is never 0
        return signs.POSITIVE if inner == signs.POSITIVE else signs.NONZERO & (inner | ~signs.NONREAL)
    if atom.name in SIGNS and not any(atom.orders):
        return SIGNS[atom.name](ring, *atom.arguments)
    real = all(signs.is_real(ring.sign(each)) for each in atom.arguments)
    return signs.REAL if real else signs.ANY


_DEFINED_EVERYWHERE = frozenset(
    {"Shi", "Si", "conjugate", "erf", "erfi", "floor", "fresnelc", "fresnels", "sign"}
)


def _function_total(ring: Ring, atom: Function) -> bool:
    if not all(map(ring.is_total, atom.arguments)):
        return False
    if ring.is_generic(atom.name) or atom.name in _DEFINED_EVERYWHERE:
        return True
    if atom.name not in ("gamma", "loggamma", "digamma", "polygamma"):
        return False
    argument = atom.arguments[-1]
    return ring.sign(argument) == signs.POSITIVE or (
        bool(ring.supposed) and argument.den.is_one() and is_supposed(ring, argument.num)
    )


def _function_exp(ring: Ring, atom: Function, coefficient: Fraction) -> Quotient | None:
    row = None if ring.is_generic(atom.name) else _EXPONENTIALS.get(atom.name)
    return None if row is None else row(ring, atom, coefficient)


def _function_log(ring: Ring, atom: Function) -> Quotient | None:
    row = None if ring.is_generic(atom.name) else _LOGARITHMS.get(atom.name)
    return None if row is None else row(ring, atom)


_EXPONENTIALS: Mapping[str, Callable[[Ring, Function, Fraction], Quotient | None]] = {
    "LambertW": exp_of_lambert,
    "loggamma": exp_of_loggamma,
}
_LOGARITHMS: Mapping[str, Callable[[Ring, Function], Quotient | None]] = {
    "LambertW": log_of_lambert,
    "gamma": log_of_gamma,
}


families: dict[type[Atom], Family] = {
    SymbolAtom: Family(
        rebuild=lambda ring, atom, change, change_form: symbol(
            ring, atom.name, tuple(map(change_form, atom.indices))
        ),
        derivative=_symbol_derivative,
        sign=lambda ring, atom: ring.sign_of_name(atom.name),
    ),
    Function: Family(
        rebuild=lambda ring, atom, change, change_form: _function_rebuilt(ring, atom, change),
        derivative=_function_derivative,
        sign=_function_sign,
        total=_function_total,
        exp=_function_exp,
        log=_function_log,
    ),
}
