"""Derangements, totients, Bell's and Stirling's numbers of whole numbers that are not written.

*Derangements.* `subfactorial(n)` is the sum of `(-1)^k n!/k!` over `k <= n`.
*Totients.* `totient(1) = 1`; `totient(b^e) = b^(e - 1) totient(b)` for `e >= 1`, and `totient(a b) =
totient(a) totient(b)` where `gcd(a, b) = 1`. They are asked of numbers from 1 on; so are those of the parts,
as long as these are not negative.
*Bell.* `bell(n)` is `1/e` times the sum of `k^n/k!` over all `k >= 0` (Dobinski); such sums are written by it
(`derivcheck.kernel.sums.known_series`).
*Stirling.* `stirling(n + 1, k) = k stirling(n, k) + stirling(n, k - 1)`, `stirling(n, 1) = 1` for `n >= 1`.
Sums of both: `derivcheck.kernel.sums.counting_sums`.
Source: Graham, Knuth, Patashnik, Concrete Mathematics, chapters 4 to 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flint import fmpz

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.divisors import common_divisor
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.powers import is_whole, whole_power
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Big, Call, Div, Mul, Pow, Sym, Term, integer

__all__ = ["COUNTING_CALLS", "bell", "stirling"]

Arguments = tuple[Term, ...]

#: Numbers are written out for places up to this.
_FARTHEST = 40


def _counted(reader: Reader, term: Term, name: str, least: int = 0) -> Form:
    """The value of a term that is known to be a whole number from the least one on, which is noted."""
    form = reader.maybe_form(term)
    if form is None:
        raise Outside(f"{name} of what is not known to be a whole number")
    reader.require_form(form.shifted(-least))
    return form


# -- derangements --------------------------------------------------------------------------------------------


def _subfactorial(reader: Reader, args: Arguments) -> Quotient:
    (n,) = args
    _counted(reader, n, "subfactorial")
    place = "k of subfactorial"  # no name that can be written
    term = Div(Mul((Pow(integer(-1), Sym(place)), Call("factorial", (n,)))), Call("factorial", (Sym(place),)))
    return reader.value(Big("sum", term, place, integer(0), n))


# -- totients ------------------------------------------------------------------------------------------------


def _totient(reader: Reader, args: Arguments) -> Quotient:
    ring, (term,) = reader.ring, args
    match term:
        case Pow(base, exponent) if _counts(reader, base, 0) and _counts(reader, exponent, 1):
            raised = whole_power(ring, reader.value(base), reader.value(exponent) - ring.one)
            return raised * _totient(reader, (base,))
        case Mul((first, *others)) if others:
            rest = Mul(tuple(others)) if others[1:] else others[0]
            values = reader.value(first), reader.value(rest)
            if all(map(partial(_is_count, ring), values)) and _are_coprime(ring, *values):
                return _totient(reader, (first,)) * _totient(reader, (rest,))
    value = reader.value(term)
    number = value.whole_number()
    if number is not None and number >= 1:
        return ring.constant(int(fmpz(number).euler_phi()))
    if not (is_whole(ring, value) or _is_power(reader, term)):
        raise Outside("a totient of what is not known to be a whole number")
    form = value.index_form()
    if form is not None:
        reader.require_form(form.shifted(-1))
    return opaque(ring, "totient", value)


def _counts(reader: Reader, term: Term, least: int) -> bool:
    """Whether a term is known to be a whole number from the least one on."""
    form = reader.maybe_form(term)
    return form is not None and reader.ring.facts.entails(form.shifted(-least))


def _is_count(ring: Ring, value: Quotient) -> bool:
    return is_whole(ring, value) and signs.is_within(ring.sign(value), signs.NONNEGATIVE)


def _is_power(reader: Reader, term: Term) -> bool:
    """Whether a term is written as a power of a whole number, by a number from 1 on."""
    if not isinstance(term, Pow) or reader.maybe_form(term.base) is None:
        return False
    return _counts(reader, term.exponent, 1)


def _are_coprime(ring: Ring, first: Quotient, second: Quotient) -> bool:
    return ring.sign(common_divisor(ring, first, second) - ring.one) == signs.ZERO


# -- Bell and Stirling ---------------------------------------------------------------------------------------


def bell(ring: Ring, n: Quotient) -> Quotient:
    """`bell(n)`"""
    number = n.whole_number()
    if number is not None and 0 <= number <= _FARTHEST:
        return ring.constant(int(fmpz.bell_number(number)))
    return opaque(ring, "bell", n)


def _bell(reader: Reader, args: Arguments) -> Quotient:
    _counted(reader, args[0], "bell")
    return bell(reader.ring, reader.value(args[0]))


def stirling(ring: Ring, n: Quotient, k: Quotient) -> Quotient:
    """`stirling(n, k)`, where it stands one step on taken one step back."""
    numbers = [number for each in (n, k) if (number := each.whole_number()) is not None]
    if len(numbers) == 2 and all(0 <= each <= _FARTHEST for each in numbers):
        return ring.constant(int(fmpz.stirling_s2(*numbers)))
    form, place = n.index_form(), k.index_form()
    if form is None or place is None:
        return opaque(ring, "stirling", n, k)
    if ring.facts.entails(form.shifted(-1)):
        if place == Form(0, ()):
            return ring.zero
        if place == Form(1, ()):
            return ring.one
    before = form.shifted(-1)
    if 0 < form.const <= _FARTHEST and ring.facts.entails(before) and ring.facts.entails(place.shifted(-1)):
        earlier = n - ring.one
        return k * stirling(ring, earlier, k) + stirling(ring, earlier, k - ring.one)
    return opaque(ring, "stirling", n, k)


def _stirling(reader: Reader, args: Arguments) -> Quotient:
    for each in args:
        _counted(reader, each, "stirling")
    return stirling(reader.ring, *map(reader.value, args))


COUNTING_CALLS: Mapping[str, Callable[[Reader, Arguments], Quotient]] = {
    "bell": _bell,
    "stirling": _stirling,
    "subfactorial": _subfactorial,
    "totient": _totient,
}
