"""Hypergeometric functions at a point, by python-flint; the parameters stay fixed in derivatives.

No lower parameter is 0, -1, -2, …. With such an upper one it is a polynomial. Else it has values everywhere
where no more parameters stand above than below; with one more, for `z < 1`, and at 1 where the lower ones are
greater in all. Its cut is `[1, oo)`, on which nothing is computed. In the derivative by `z` each is one more.
Source: NIST DLMF, chapter 16; Johansson, Computing hypergeometric functions rigorously.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flint import acb, fmpq

from derivcheck.refute.arithmetic.branches import no_pole
from derivcheck.refute.arithmetic.duals import Dual, Value, div, mul, plain
from derivcheck.refute.arithmetic.numbers import ONE, Number, sign
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined

__all__ = ["HYPERGEOMETRIC_FUNCTIONS"]

Numbers = tuple[Number, ...]


def _hyper(above: Value, *others: Value) -> Value:
    if not isinstance(above, fmpq) or any(isinstance(each, Dual) for each in others[:-1]):
        raise Outside("the derivative of a hypergeometric function by a parameter")
    *parameters, z = others
    fixed = tuple(map(plain, parameters))
    return _evaluated(fixed[: int(above.p)], fixed[int(above.p) :], z)


def _evaluated(upper: Numbers, lower: Numbers, z: Value) -> Value:
    for each in lower:
        no_pole(each)
    is_real = not any(isinstance(each, acb) for each in (*upper, *lower, plain(z)))
    if isinstance(z, Dual):
        _check(upper, lower, plain(z), is_real=is_real, inside=True)
        return Dual(z.level, _evaluated(upper, lower, z.value), mul(_rate(upper, lower, z.value), z.slope))
    _check(upper, lower, z, is_real=is_real, inside=False)
    found = _enclosed(upper, lower, z)
    if not found.is_finite():
        raise Undecidable("a hypergeometric function that is not enclosed")
    return found.real if is_real else found


def _enclosed(upper: Numbers, lower: Numbers, z: Number) -> acb:
    if (len(upper), len(lower)) == (2, 1):
        (a, b), (c,) = upper, lower
        return acb(z).hypgeom_2f1(acb(a), acb(b), acb(c))
    above: list[Any] = [acb(each) for each in upper]
    below: list[Any] = [acb(each) for each in lower]
    return acb(z).hypgeom(above, below)


def _rate(upper: Numbers, lower: Numbers, z: Value) -> Value:
    factor: Value = ONE
    for each in upper:
        factor = mul(factor, each)
    for each in lower:
        factor = div(factor, each)
    following = _evaluated(tuple(each + 1 for each in upper), tuple(each + 1 for each in lower), z)
    return mul(factor, following)


def _check(upper: Numbers, lower: Numbers, z: Number, *, is_real: bool, inside: bool) -> None:
    """Return where the function has a value, or (`inside`) a derivative as well."""
    if any(isinstance(each, fmpq) and each.q == 1 and each <= 0 for each in upper):
        return
    if len(upper) > len(lower) + 1:
        raise Undefined("a hypergeometric series that converges nowhere")
    if len(upper) <= len(lower):
        return
    if isinstance(z, fmpq) and z == 1:
        _check_at_one(upper, lower, inside=inside)
    elif not is_real:
        number = acb(z)
        if not number.real < 1 and number.imag.contains(0):
            raise Undecidable("an argument on a cut")
    elif sign(1 - z) <= 0:
        raise Undefined("an argument beyond 1")


def _check_at_one(upper: Numbers, lower: Numbers, *, inside: bool) -> None:
    excess = sum(map(acb, lower), acb(0)) - sum(map(acb, upper), acb(0))
    if inside or not excess.real > 0:
        raise Undecidable("a hypergeometric function at 1")


HYPERGEOMETRIC_FUNCTIONS: Mapping[str, Callable[..., Value]] = MappingProxyType({"hyper": _hyper})
