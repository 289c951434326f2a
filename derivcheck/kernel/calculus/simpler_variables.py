"""Changes of the variable that leave a simpler integrand: without a root, an exponential, a logarithm.

If `p` is smooth from one open range onto another with `p' != 0`, then `g` over the second range and
`g(p(u))*p'(u)` over the first, from the place of one end to that of the other, have the same integral, and
one exists if the other does. What is tried:

* *a root* of what is linear, `u = (a x + b)^(1/n)`: one root less is left;
* *an exponential*, `u = exp(c x)`, where `x` stands nowhere else: a rational function is left;
* *a logarithm* of `x`, `x = exp(u)`;
* *a power* of `x`, where what is under a root is a polynomial in it: `u = x^k`, if that brings no new root;
* *the inverse*, `u = 1/x`, where the ends are 0 or infinity and a positive number, and `1/x` or a logarithm
  stands in the integrand.

What is even has over a range about 0 twice the integral over one half of it.
Source: Hardy, The integration of functions of a single variable, chapters 4 and 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from math import gcd

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, Logarithm, Root, SymbolAtom
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.integral_changes import Law, first_found
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["by_simpler_variable"]


@frozen
class _Change:
    """The new ends, that of the old low end first, and the old variable in terms of the new one.

    `rises` says whether the new variable rises with the old one; the ends are in the order of the old ones.
    """

    low: End
    high: End
    image: Callable[[Quotient], Quotient]
    rises: bool = True


def by_simpler_variable(
    ring: Ring, body: Quotient, name: str, low: End, high: End, law: Law, plain: Law
) -> Quotient | None:
    """The value of an integral by a law after a change of its variable; by a plain law after an inversion."""
    if not _is_in_order(ring, low, high):
        return None
    attempts = (
        partial(_changed, ring, body, name, change, fits, then)
        for changes, then in ((_changes, law), (_inversions, plain))
        for change, fits in changes(ring, body, name, low, high)
    )
    found = first_found(attempts)
    return first_found([partial(_of_even, ring, body, name, low, high, law)]) if found is None else found


def _is_in_order(ring: Ring, low: End, high: End) -> bool:
    return low is None or high is None or certain_sign(ring, high - low) == signs.POSITIVE


#: Whether what is left is simpler.
_Fits = Callable[[Quotient, str], bool]


def _changed(
    ring: Ring, body: Quotient, name: str, change: _Change, fits: _Fits, law: Law
) -> Quotient | None:
    low, high = (change.low, change.high) if change.rises else (change.high, change.low)
    other = range_variable(ring, "simpler", low, high)
    value = change.image(symbol(ring, other, ()))
    made = with_symbol(ring, body, name, value) * ring.derivative(value, Variable(other, ()))
    if not change.rises:
        made = -made
    return law(ring, made, other, low, high) if fits(made, other) else None


def _of_even(ring: Ring, body: Quotient, name: str, low: End, high: End, law: Law) -> Quotient | None:
    if (low is None) != (high is None) or (low is not None and high is not None and low != -high):
        return None
    if not (with_symbol(ring, body, name, -symbol(ring, name, ())) - body).is_zero():
        return None
    half = range_variable(ring, "half", ring.zero, high)
    found = law(ring, with_symbol(ring, body, name, symbol(ring, half, ())), half, ring.zero, high)
    return None if found is None else found + found


# -- what is tried ---------------------------------------------------------------------------------------


def _changes(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Iterator[tuple[_Change, _Fits]]:
    places = [place for place in body.generators if name in ring.symbols[place]]
    atoms = [ring.atoms[place] for place in places]
    roots = [atom for atom in atoms if isinstance(atom, Root)]

    def has_fewer_roots(made: Quotient, other: str) -> bool:
        return _roots_in(ring, made, other) < len(roots)

    def has_no_more_roots(made: Quotient, other: str) -> bool:
        return _roots_in(ring, made, other) <= len(roots)

    for root in roots:
        change = _by_root(ring, root, name, low, high)
        if change is not None:
            yield change, has_fewer_roots
    if atoms and all(isinstance(atom, Exponential) for atom in atoms):
        change = _by_exponential(ring, places, name, low, high)
        if change is not None:
            yield change, lambda made, other: not _exponentials_in(ring, made, other)
    if low is not None and certain_sign(ring, low) == signs.POSITIVE and _has_logarithm(ring, body, name):
        end = None if high is None else log(ring, high)
        yield _Change(log(ring, low), end, lambda u: exp(ring, u)), lambda made, other: True
    if low is not None and signs.is_within(certain_sign(ring, low), signs.NONNEGATIVE):
        for root in roots:
            change = _by_power(ring, root, name, low, high)
            if change is not None:
                yield change, has_no_more_roots


def _inversions(
    ring: Ring, body: Quotient, name: str, low: End, high: End
) -> Iterator[tuple[_Change, _Fits]]:
    def inverse(u: Quotient) -> Quotient:
        return ring.one / u

    logarithmic = any(isinstance(ring.atoms[at], Logarithm) for at in body.generators)
    has_inverse = _has_inverse(ring, body, name)
    if (
        high is None
        and low is not None
        and (logarithmic or has_inverse)
        and certain_sign(ring, low) == signs.POSITIVE
    ):
        yield _Change(ring.one / low, ring.zero, inverse, rises=False), lambda made, other: True
    elif low is not None and low.is_zero() and high is not None and has_inverse:
        yield _Change(None, ring.one / high, inverse, rises=False), lambda made, other: True


def _has_logarithm(ring: Ring, value: Quotient, name: str) -> bool:
    """Whether the logarithm of the variable stands in `value`, perhaps under a root; `x^p` is a power."""
    atoms = [ring.atoms[at] for at in value.generators if name in ring.symbols[at]]
    return Logarithm(symbol(ring, name, ())) in atoms or any(
        _has_logarithm(ring, part, name)
        for atom in atoms
        if isinstance(atom, Root)
        for part in atom.quotients()
    )


def _has_inverse(ring: Ring, value: Quotient, name: str) -> bool:
    """Whether the variable stands below in the argument of something, but for powers."""
    atoms = [ring.atoms[at] for at in value.generators if name in ring.symbols[at]]
    return any(
        name in ring.quotient(part.den, ring.one.den).symbols for atom in atoms for part in atom.quotients()
    )


def _roots_in(ring: Ring, value: Quotient, name: str) -> int:
    return sum(isinstance(ring.atoms[at], Root) and name in ring.symbols[at] for at in value.generators)


def _exponentials_in(ring: Ring, value: Quotient, name: str) -> bool:
    atoms = (ring.atoms[at] for at in value.generators if name in ring.symbols[at])
    return any(not isinstance(atom, SymbolAtom) for atom in atoms)


def _by_root(ring: Ring, root: Root, name: str, low: End, high: End) -> _Change | None:
    n = root.degree
    a = ring.derivative(root.base, Variable(name, ()))
    b = root.base - a * symbol(ring, name, ())
    sign = certain_sign(ring, a)
    if name in a.symbols or name in b.symbols or sign not in (signs.POSITIVE, signs.NEGATIVE):
        return None
    if (low is None and sign == signs.POSITIVE) or (high is None and sign == signs.NEGATIVE):
        return None  # the root has no value there
    begins = [None if end is None else a * end + b for end in (low, high)]
    if not all(
        each is None or signs.is_within(certain_sign(ring, each), signs.NONNEGATIVE) for each in begins
    ):
        return None
    begin, end = (None if each is None else rational_power(ring, each, Fraction(1, n)) for each in begins)
    return _Change(begin, end, lambda u: (u**n - b) / a, rises=sign == signs.POSITIVE)


def _by_exponential(ring: Ring, places: list[int], name: str, low: End, high: End) -> _Change | None:
    rates = []
    for place in places:
        atom = ring.atoms[place]
        assert isinstance(atom, Exponential)
        rates.append(atom.argument / (ring.constant(atom.unit) * symbol(ring, name, ())))
    c = rates[0]
    if any(name in rate.symbols or (rate / c).number() is None for rate in rates):
        return None
    c = c * ring.constant(_common([(rate / c).number() or Fraction(1) for rate in rates]))
    sign = certain_sign(ring, c)
    if sign not in (signs.POSITIVE, signs.NEGATIVE):
        return None
    if sign == signs.NEGATIVE:
        c = -c
    begin = ring.zero if low is None else exp(ring, c * low)
    return _Change(begin, None if high is None else exp(ring, c * high), lambda u: log(ring, u) / c)


def _common(rates: list[Fraction]) -> Fraction:
    """The largest number of which all are whole multiples."""
    below = 1
    for rate in rates:
        below = below * rate.denominator // gcd(below, rate.denominator)
    return Fraction(gcd(*(int(rate * below) for rate in rates)), below)


def _by_power(ring: Ring, root: Root, name: str, low: End, high: End) -> _Change | None:
    place = ring.places.get(SymbolAtom(name))
    if place is None or not root.base.den.is_one() or place not in root.base.generators:
        return None
    k = gcd(*(int(exponents[place]) for exponents in root.base.num.monoms()))
    if k < 2:
        return None
    begin, end = (None if each is None else each**k for each in (low, high))
    return _Change(begin, end, lambda u: rational_power(ring, u, Fraction(1, k)))
