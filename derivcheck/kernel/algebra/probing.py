"""Whether a combination can exist, asked of numbers modulo a prime before it is looked for.

Where `sum(c[j] g[j]) = f` holds with `c[j]` free of a variable, it holds in numbers as well: generators that
are free of the variable get values once, the others one after another, each time such that the equations of
the generators hold (`derivcheck.kernel.algebra.relations`). The `g[j]` and `f` at more points than there are
`c[j]` are the rows of linear equations for numbers; where these have no solution there are no `c[j]`. Only
if one of them has a pole right there is this mistaken, and then a combination is not found; nothing is ever
taken to hold by it.

Source: Zippel, Effective Polynomial Computation (1993), on probabilistic tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count, islice

from flint import fmpz, fmpz_mpoly, nmod_mat, nmod_poly

from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["may_combine"]

#: So many primes are tried, and for each so many points, at some of which roots do not exist.
_PRIMES, _TRIES = 8, 3000
#: So many points are looked at beyond the unknown coefficients.
_MORE = 3

#: The values of generators by their places.
Values = dict[int, int]


class _NoValueError(Exception):
    """A root that does not exist modulo the prime, or a pole."""


class _UnsuitedError(Exception):
    """A generator whose equation says more than what its powers are."""


def may_combine(ring: Ring, parts: Sequence[Quotient], whole: Quotient, name: str) -> bool:
    """False where it is seen that no coefficients free of `name` make the whole of the parts.

    >>> from derivcheck.kernel.algebra.atoms import SymbolAtom
    >>> from derivcheck.kernel.algebra.quotient import Size
    >>> ring = Ring({}, Size())
    >>> a, x = (ring.generator(SymbolAtom(name)) for name in "ax")
    >>> may_combine(ring, [x / (a + x), x * x], a * x / (a + x) + x * x / a, "x")
    True
    >>> may_combine(ring, [x / (a + x), x * x], ring.one / (a + x), "x")
    False
    """
    values = _Values([*parts, whole])
    varying = {place for place, symbols in enumerate(ring.symbols) if name in symbols}
    for prime in _primes():
        ring.tick()
        try:
            points = list(islice(_Points(ring, prime, values.places, varying), len(parts) + _MORE))
            rows = values.at(points, prime) if len(points) == len(parts) + _MORE else []
        except _NoValueError:
            continue
        except _UnsuitedError:
            return True
        if not rows:
            continue
        left = nmod_mat(len(rows), len(parts), [each for row in rows for each in row[:-1]], prime)
        whole_rows = nmod_mat(len(rows), len(parts) + 1, [each for row in rows for each in row], prime)
        return bool(left.rank() == whole_rows.rank())
    return True


@lru_cache(maxsize=1)
def _primes() -> tuple[int, ...]:
    """Primes modulo which -1 and the small primes are squares: they are 1 modulo all of these, and 8."""
    step = 8 * 3 * 5 * 7 * 11 * 13
    first = 2**60 // step * step + 1
    return tuple(islice((each for each in count(first, step) if fmpz(each).is_prime()), _PRIMES))


class _Values:
    """Quotients, by the monomials that occur in them."""

    def __init__(self, quotients: Sequence[Quotient]) -> None:
        self._monomials: dict[tuple[int, ...], int] = {}
        self._polynomials: list[list[tuple[int, int]]] = []
        below: list[tuple[fmpz_mpoly, int]] = []
        self._pairs: list[tuple[int, int]] = []
        for quotient in quotients:
            den = next((place for known, place in below if known == quotient.den), None)
            if den is None:
                den = self._added(quotient.den)
                below.append((quotient.den, den))
            self._pairs.append((self._added(quotient.num), den))
        self._powers = [
            [(place, int(power)) for place, power in enumerate(powers) if power] for powers in self._monomials
        ]
        self.places = {place for powers in self._powers for place, _ in powers}

    def _added(self, polynomial: fmpz_mpoly) -> int:
        known = self._monomials
        self._polynomials.append(
            [(known.setdefault(powers, len(known)), int(c)) for powers, c in polynomial.terms()]
        )
        return len(self._polynomials) - 1

    def at(self, points: Sequence[Values], prime: int) -> list[list[int]]:
        """A row of values for each point."""
        monomials, columns = len(self._powers), len(self._polynomials)
        made = [each for point in points for each in self._at(point, prime)]
        coefficients = [0] * (monomials * columns)
        for column, terms in enumerate(self._polynomials):
            for row, coefficient in terms:
                coefficients[row * columns + column] = coefficient % prime
        found = nmod_mat(len(points), monomials, made, prime) * nmod_mat(
            monomials, columns, coefficients, prime
        )
        return [self._quotients([int(each) for each in row], prime) for row in found.table()]

    def at_one(self, point: Values, prime: int) -> int:
        """The first of the quotients at one point."""
        made = list(self._at(point, prime))
        num, den = (
            sum([coefficient * made[row] for row, coefficient in self._polynomials[place]])
            for place in self._pairs[0]
        )
        return num * _inverse(den % prime, prime) % prime

    def _at(self, point: Values, prime: int) -> Iterator[int]:
        """The values of the monomials."""
        for powers in self._powers:
            total = 1
            for place, power in powers:
                total = total * (point[place] if power == 1 else pow(point[place], power, prime)) % prime
            yield total

    def _quotients(self, values: Sequence[int], prime: int) -> list[int]:
        inverses = {den: _inverse(values[den], prime) for den in {den for _, den in self._pairs}}
        return [values[num] * inverses[den] % prime for num, den in self._pairs]


def _inverse(value: int, prime: int) -> int:
    if not value:
        raise _NoValueError
    return pow(value, -1, prime)


# -- points ----------------------------------------------------------------------------------------------


def _numbers(prime: int) -> Iterator[int]:
    """Numbers of no order, the same each time; cubes, so that no linear equation holds between them."""
    state = prime
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield pow(state, 3, prime)


class _Points:
    """Points at which the equations of the generators hold; what does not vary has one value at all."""

    def __init__(self, ring: Ring, prime: int, places: set[int], varying: set[int]) -> None:
        self._relations, self._prime, self._chance = ring.relations, prime, _numbers(prime)
        self._still, self._varying = sorted(places - varying), sorted(places & varying)
        self._images: dict[int, _Values] = {}

    def __iter__(self) -> Iterator[Values]:
        still: Values | None = None
        for _ in range(_TRIES):
            try:
                if still is None:
                    still = self._drawn(self._still, {})
                yield self._drawn(self._varying, still)
            except _NoValueError:
                continue

    def _drawn(self, places: Sequence[int], known: Values) -> Values:
        values = dict(known)
        for place in places:
            self._give(place, values)
        return values

    def _give(self, place: int, values: Values) -> None:
        """Give a value to a generator, after those that its equation speaks of."""
        if place in values:
            return
        if place not in self._relations:
            values[place] = next(self._chance)
            return
        power, image = self._relations[place]
        if place in image.generators:
            raise _UnsuitedError
        if place not in self._images:
            self._images[place] = _Values([image])
        for other in sorted(self._images[place].places):
            self._give(other, values)
        values[place] = _root(self._images[place].at_one(values, self._prime), power, self._prime)


def _root(value: int, degree: int, prime: int) -> int:
    found = nmod_poly([-value % prime, *[0] * (degree - 1), 1], prime).roots() if degree > 1 else [(value, 1)]
    if not found:
        raise _NoValueError
    return min(int(root) for root, _ in found)
