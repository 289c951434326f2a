"""Numbers as text: exact where they are exact, else decimals correct in every digit shown."""

from __future__ import annotations

from collections.abc import Mapping

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.numbers import Number

__all__ = ["decimal", "near_zero", "shown_exact", "shown_family", "shown_number"]

#: Numbers with more places than this are scaled before they are written out.
_FAR = 1000
_FARTHEST = fmpq(10) ** 30
_FINEST = fmpq(2) ** 2000


def shown_number(value: Number, digits: int = 10) -> str | None:
    """`value` as text, or None when the ball is too wide for that many digits.

    >>> shown_number(fmpq(-1, 4)), shown_number(arb.pi())
    ('-1/4', '3.141592654')
    """
    if isinstance(value, fmpq):
        return str(value)
    if isinstance(value, arb):
        return decimal(value, digits)
    if value.imag.is_zero():
        return decimal(value.real, digits)
    real, imaginary = decimal(value.real, digits), decimal(value.imag, digits)
    if real is None or imaginary is None:
        return None
    if value.real.is_zero():
        return f"{imaginary}*I"
    return f"{real} - {imaginary[1:]}*I" if imaginary.startswith("-") else f"{real} + {imaginary}*I"


def decimal(value: arb, digits: int) -> str | None:
    """`value` rounded to so many significant digits, or None when its ends round differently.

    >>> decimal(arb(1).exp(), 5)
    '2.7183'
    """
    if not value.is_finite():
        return None
    if value.contains(0):
        return "0" if value.is_zero() else None
    place = _place(value)
    if place is None:
        return None
    far = abs(place) > _FAR
    near = value / arb(10) ** place if far else value
    middle = near.mid().fmpq()
    finest = abs(middle) / _FINEST  # a radius far below what is shown would cost millions of digits
    radius = finest if 0 < near.rad() < arb(finest) else near.rad().fmpq()
    if not far and not radius and middle.q == 1 and abs(middle) < 10**digits:
        return str(middle)
    low, high = _rounded(middle - radius, digits), _rounded(middle + radius, digits)
    return _written(low[0], low[1] + place * far, digits) if low == high else None


def _place(value: arb) -> int | None:
    """About the power of ten of a number, or None when its ball leaves that open."""
    place = (abs(value).log() / arb(10).log()).mid().floor()
    found = place.unique_fmpz() if abs(place) < _FARTHEST else None
    return None if found is None else int(found)


def near_zero(value: Number, limit: float = 1e-30) -> Number:
    """`value` with exact zeros for the parts that are nearer to 0 than this and whose balls hold 0.

    >>> near_zero(arb(0, 1e-40)), near_zero(fmpq(1, 10**40)) == fmpq(1, 10**40)
    (0, True)
    """
    if isinstance(value, acb):
        return acb(_cleared(value.real, limit), _cleared(value.imag, limit))
    return _cleared(value, limit) if isinstance(value, arb) else value


def _cleared(part: arb, limit: float) -> arb:
    return arb(0) if part.contains(0) and abs(part) < limit else part


def _rounded(value: fmpq, digits: int) -> tuple[int, int]:
    """(m, e) with `value` nearest to `m * 10^e`, where m has so many digits."""
    if not value:
        return 0, 0
    size = abs(value)
    place = len(size.p.str()) - len(size.q.str())  # Python writes no numbers so long
    if size < fmpq(10) ** place:
        place -= 1
    exponent = place - digits + 1
    mantissa = int((value / fmpq(10) ** exponent + fmpq(1, 2)).floor())
    if abs(mantissa) == 10**digits:
        return mantissa // 10, exponent + 1
    return mantissa, exponent


def _written(mantissa: int, exponent: int, digits: int) -> str:
    minus, text = "-" * (mantissa < 0), str(abs(mantissa))
    point = len(text) + exponent
    if not mantissa:
        return "0"
    if -4 < point <= 0:
        return f"{minus}0.{'0' * -point}{text}"
    if 0 < point < digits:
        return f"{minus}{text[:point]}.{text[point:]}"
    if point == digits:
        return f"{minus}{text}"
    return f"{minus}{text[0]}.{text[1:]}e{point - 1:+d}"


def shown_exact(value: fmpq | acb | arb) -> str:
    """An exact value as text, a complex one by its exact parts; of an enclosed one the first digits.

    >>> shown_exact(acb(fmpq(-1, 4), 5)), shown_exact(arb(2).sqrt())
    ('-1/4 + 5*I', '1.414213562…')
    """
    if isinstance(value, fmpq):
        return str(value)
    if isinstance(value, arb):
        return f"{decimal(value, 10) or '0.0'}…"
    real, imaginary = value.real.mid().fmpq(), value.imag.mid().fmpq()
    if not imaginary:
        return str(real)
    if not real:
        return f"{imaginary}*I"
    return f"{real} {'-' if imaginary < 0 else '+'} {abs(imaginary)}*I"


def shown_family(values: Mapping[tuple[int, ...], fmpq | acb]) -> object:
    """A family as nested lists of text, in the order of its indices.

    >>> shown_family({(1,): fmpq(1, 2), (2,): fmpq(3)})
    ['1/2', '3']
    """
    return _nested(sorted(values), values, 0)


def _nested(keys: list[tuple[int, ...]], values: Mapping[tuple[int, ...], fmpq | acb], depth: int) -> object:
    if keys and len(keys[0]) == depth:
        return shown_exact(values[keys[0]])
    groups: dict[int, list[tuple[int, ...]]] = {}
    for key in keys:
        groups.setdefault(key[depth], []).append(key)
    return [_nested(group, values, depth + 1) for group in groups.values()]
