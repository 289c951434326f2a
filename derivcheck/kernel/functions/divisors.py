"""Greatest common divisors and least common multiples of whole numbers.

*Divisors.* `gcd(a, b)` is not negative, and `gcd(0, 0) = 0`. `gcd(gcd(a, b), c)` is one of three numbers, in
any order and with any signs. `gcd(a + q b, b) = gcd(a, b)`: the one is divided by the other as polynomials in
indices, as long as the quotient has whole coefficients. A common factor comes out, and a 1 decides.
*Multiples.* `lcm(a, b) = |a b|/gcd(a, b)` unless both are 0, and `lcm(a, 0) = 0`.

Source: Knuth, The Art of Computer Programming, vol. 2, 4.5.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import gcd as gcd_of_numbers
from math import lcm as lcm_of_numbers

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.factors import whole_content
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.powers import is_whole
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = ["DIVISOR_CALLS", "common_divisor"]

#: So many divisions are made, and no more.
_MOST_STEPS = 30


def common_divisor(ring: Ring, *values: Quotient) -> Quotient:
    """`gcd` of any number of whole numbers."""
    left = _reduced(ring, [part for value in values for part in _parts(ring, value)])
    if not left:
        return ring.zero
    if len(left) == 1:
        return absolute(ring, left[0])
    common = left[0].num
    for value in left[1:]:
        common = common.gcd(value.num)
    if not common.is_constant():
        factor = ring.quotient(common, ring.one.den)
        return absolute(ring, factor) * common_divisor(ring, *(value / factor for value in left))
    content = ring.constant(gcd_of_numbers(*(whole_content(value.num) for value in left)))
    plain = sorted((value / content for value in left), key=lambda value: value.key)
    made = plain[0]
    for value in plain[1:]:
        made = opaque(ring, "gcd", made, value)
    return content * made


def _parts(ring: Ring, value: Quotient) -> tuple[Quotient, ...]:
    atom = value.atom()
    if isinstance(atom, Function) and atom.name == "gcd" and not ring.is_generic("gcd"):
        return tuple(part for argument in atom.arguments for part in _parts(ring, argument))
    return (value,)


def _reduced(ring: Ring, values: list[Quotient]) -> list[Quotient]:
    """Numbers with the same divisors, none of which is 0, and which are not divided by each other."""
    left = _plain(ring, values)
    for _ in range(_MOST_STEPS):
        found = next((each for each in _divisions(ring, left)), None)
        if found is None:
            break
        place, rest = found
        left = _plain(ring, [*left[:place], rest, *left[place + 1 :]])
    return [ring.one] if ring.one in left else left


def _plain(ring: Ring, values: list[Quotient]) -> list[Quotient]:
    known = [value for value in values if not value.is_zero()]
    return list(dict.fromkeys(-value if value.num.leading_coefficient() < 0 else value for value in known))


def _divisions(ring: Ring, values: list[Quotient]) -> Iterator[tuple[int, Quotient]]:
    """The places of what may be divided by another one, with what is left of it."""
    for place, value in enumerate(values):
        for other in values:
            if other is value:
                continue
            quotient, rest = divmod(value.num, other.num)
            if quotient:
                yield place, ring.quotient(rest, ring.one.den)


def _whole_values(reader: Reader, args: tuple[Term, ...], name: str) -> list[Quotient]:
    values = [reader.value(arg) for arg in args]
    if not all(_is_made_of_whole(reader.ring, value) for value in values):
        raise Outside(f"{name} of what is not known to be whole numbers")
    return values


def _is_made_of_whole(ring: Ring, value: Quotient) -> bool:
    return is_whole(ring, value) or _parts(ring, value) != (value,)


def _gcd(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    return common_divisor(reader.ring, *_whole_values(reader, args, "gcd"))


def _lcm(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    ring, values = reader.ring, _whole_values(reader, args, "lcm")
    numbers = [value.number() for value in values]
    known = [int(number) for number in numbers if number is not None]
    if len(known) == len(values):
        return ring.constant(lcm_of_numbers(*known))
    if any(value.is_zero() for value in values):
        return ring.zero
    if len(values) > 2 or not any(signs.is_within(ring.sign(value), signs.NONZERO) for value in values):
        raise Outside("a least common multiple of what may be 0, or of three numbers")
    first, second = values
    return absolute(ring, first * second) / common_divisor(ring, first, second)


DIVISOR_CALLS: Mapping[str, Callable[[Reader, tuple[Term, ...]], Quotient]] = {"gcd": _gcd, "lcm": _lcm}
