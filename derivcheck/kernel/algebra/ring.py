"""Quotients of polynomials in atoms, with exact coefficients.

Atoms are interned: each is a generator of one multivariate polynomial ring over the integers
(python-flint `fmpz_mpoly`), and a normal form is a reduced quotient of two such polynomials. Equal
quotients are equal pairs, so they are keys of dictionaries and parts of other atoms.

Some generators satisfy an equation of their own (`delta^2 = delta`, `r^2 = 2`); `relations` holds it as
"this power is that quotient" and every quotient that is built is reduced by it. A ring has a fixed
number of generators and, once a member was met, a fixed unit for each family of exponentials and roots;
when either turns out too small, `Restart` is raised and the whole question is asked again in a larger ring.

A generator may be given an image by an assumption (`sum(p[j], j) = 1`); it is then never seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from fractions import Fraction
from functools import partial
from itertools import count
from typing import Any, NoReturn, TypeVar

from flint import fmpz_mpoly

from derivcheck.frozen import NOTHING
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.algebraic import sign_of_constant
from derivcheck.kernel.algebra.atoms import Atom, IndexValue, Product, Sum, SymbolAtom, index_name
from derivcheck.kernel.algebra.linear import Facts, Form, Member, variable
from derivcheck.kernel.algebra.quotient import (
    Family,
    Quotient,
    Restart,
    Size,
    TooLarge,
    Undefined,
    by_powers,
    check_numbers,
    polynomial_ring,
    used_places,
)
from derivcheck.kernel.algebra.relations import related
from derivcheck.kernel.algebra.sign_rules import is_supposed, sign_by_rules, sign_by_terms, sign_of_form

__all__ = ["Ring"]

#: The bound indices in scope, with their ranges.
Open = tuple[tuple[str, Form, Form | None], ...]
T = TypeVar("T")

#: Numerators with more terms than this are asked to wait for the clock, or are not divided at all.
_LARGE, _TOO_LARGE = 40, 20_000


class Ring:
    """The generators and what is known of them; the one mutable thing in the kernel.

    `families` says what can be done with each class of atom, `facts` what is known of the indices,
    `tick` is called in every loop that may be long.
    """

    def __init__(
        self, families: Mapping[type[Atom], Family], size: Size, tick: Callable[[], None] = lambda: None
    ) -> None:
        self.context, self.polynomials = polynomial_ring(size.generators)
        self.families, self.size, self.tick = families, size, tick
        self.units: dict[tuple[str, Quotient], int] = {}  # what each argument is counted in, once it was met
        self.atoms: list[Atom] = []
        self.generators: list[Quotient] = []  # the atoms as quotients
        self.names, self.symbols, self.levels = list[frozenset[str]](), list[frozenset[str]](), list[int]()
        self.places: dict[Atom, int] = {}
        self.relations: dict[int, tuple[int, Quotient]] = {}
        self.facts = Facts()
        self.open: Open = ()
        self.guarded = 0  # how many guards stand around what is being read
        self.law: Callable[[Atom], Quotient | None] = lambda atom: None
        self.known_sign: Callable[[Quotient], int] = lambda value: signs.ANY  # of a polynomial
        self.is_generic: Callable[[str], bool] = lambda name: True
        self.sign_of_name: Callable[[str], int] = lambda name: signs.ANY
        self.reserved = frozenset[str]()  # names that no bound index gets
        self.wholes: Mapping[str, tuple[Form, ...]] = NOTHING  # what is said of families of whole numbers
        self.principal = False  # logarithms and roots are principal ones, and anything may be complex
        self.sectored = False  # set where these come apart by the angles of their factors
        self.sums: Mapping[Quotient, tuple[Quotient, Fraction, int]] = NOTHING  # angles that are kept whole
        self.rotation: Callable[[Ring, Quotient], tuple[Quotient, Quotient]] = _unset
        self.conjugate: Callable[[Ring, Quotient], Quotient] = _unset
        self.epoch = 0  # grows whenever a law or a known sign comes or goes, so that nothing old is found
        self.forgetful = False  # set while no law may be used: nothing is then kept
        self.combining = False  # set while known signs are combined, which does not ask for combinations
        self._images, self._signs = dict[object, Quotient](), dict[object, int]()
        self.undecided: dict[Form, None] = {}
        self.generic = self.higher = False  # few points may be set aside; integrals be higher functions
        self.wished = False  # whether that would have been of use
        self.supposed: dict[Quotient, None] = {}  # what was taken not to be a whole number
        self.ranges: dict[str, tuple[Quotient | None, Quotient | None]] = {}  # of variables of integration
        self.proposed: dict[tuple[Quotient, str], dict[Quotient, None]] = {}  # antiderivatives, by integrand
        self.factors: dict[Quotient, tuple[tuple[Quotient, int], ...]] = {}  # of polynomials, once found
        self._remembered_values: dict[object, Any] = {}
        self.remembered_signs: dict[object, int] = {}
        self.sign_in_range: Callable[[fmpz_mpoly], int] = lambda polynomial: signs.ANY
        self.converges: Callable[[Quotient], bool] = lambda value: False  # of an integral
        self._one, self._whole = self.context.constant(1), dict[int, Quotient]()
        self.zero, self.one = self.constant(0), self.constant(1)

    # -- building ----------------------------------------------------------------------------------

    def constant(self, value: Fraction | int) -> Quotient:
        """The quotient that is this number."""
        above, below = value.numerator, value.denominator
        if below != 1:
            return Quotient(self, self.context.constant(above), self.context.constant(below))
        if above not in self._whole:
            self._whole[above] = Quotient(self, self.context.constant(above), self._one)
        return self._whole[above]

    def generator(self, atom: Atom) -> Quotient:
        """The quotient that is this atom alone, made a generator if it is not one yet."""
        place = self.places.get(atom)
        if place is None:
            place = len(self.atoms)
            if place >= self.size.generators:
                raise Restart(self.size.larger())
            self.atoms.append(atom)
            self.names.append(atom.names())
            self.symbols.append(atom.symbols())
            self.levels.append(atom.level())
            self.places[atom] = place
            made = Quotient(self, self.polynomials[place], self._one)
            made._generators = (place,)
            self.generators.append(made)
        return self.generators[place]

    def relate(self, atom: Atom, power: int, image: Quotient) -> Quotient:
        """The generator of `atom`, of which this power is from now on written as `image`."""
        made = self.generator(atom)
        self.relations.setdefault(self.places[atom], (power, image))
        return made

    def quotient(self, num: fmpz_mpoly, den: fmpz_mpoly) -> Quotient:
        """The reduced quotient; `Undefined` when the denominator is 0."""
        if self.relations and (num.total_degree() > 1 or not den.is_one()):
            num, den = related(self, num, den)
        check_numbers(num)
        if den.is_one():
            return Quotient(self, num, den)
        check_numbers(den)
        if len(num) > _LARGE:
            self.tick()
            if len(num) > _TOO_LARGE:
                raise TooLarge
        if den.is_zero():
            raise Undefined.here(self)
        if num.is_zero():
            return self.zero
        common = num.gcd(den)
        if not common.is_one():
            num, den = num // common, den // common
        if den.leading_coefficient() < 0:
            num, den = -num, -den
        return Quotient(self, num, den)

    def of_form(self, form: Form) -> Quotient:
        """The number that an index form stands for."""
        total = self.constant(form.const)
        for name, coefficient in form.terms:
            member = isinstance(name, Member) and SymbolAtom(name.family, name.indices)
            number = self.make(member) if member else self.generator(IndexValue(name))
            total = total + number * self.constant(coefficient)
        return total

    def monomial(self, exponents: Mapping[int, int]) -> Quotient:
        """The product of generators to whole powers, negative ones allowed."""
        num = den = self._one
        for place, exponent in exponents.items():
            power = self.polynomials[place] ** abs(exponent)
            num, den = (num * power, den) if exponent > 0 else (num, den * power)
        if self.relations:
            return self.quotient(num, den)
        made = Quotient(self, num, den)
        made._generators = tuple(sorted([place for place, exponent in exponents.items() if exponent]))
        return made

    def make(self, atom: Atom) -> Quotient:
        """The quotient that is this atom, or what an assumption says that it is."""
        return self.law(atom) or self.generator(atom)

    def remembered(self, make: Callable[[], T], *key: object) -> T:
        """What `make` returns, made once for this key while the same facts and laws are known."""
        full = *key, self.facts, self.epoch
        if full in self._remembered_values:
            return self._remembered_values[full]  # type: ignore[no-any-return]
        found = make()
        if not self.forgetful:
            self._remembered_values[full] = found
        return found

    # -- taking apart and putting together ------------------------------------------------------------

    def replaced(self, value: Quotient, images: Mapping[int, Quotient]) -> Quotient:
        """`value` with generators replaced by quotients, all at once."""
        if not any(place in images for place in value.generators):
            return value
        num = self._replaced(value.num, images)
        return num if value.den.is_one() else num / self._replaced(value.den, images)

    def _replaced(self, polynomial: fmpz_mpoly, images: Mapping[int, Quotient]) -> Quotient:
        for place, image in images.items() if len(polynomial) == 1 else ():
            if polynomial == self.polynomials[place]:  # most often it is just a generator
                return image
        total = self.zero
        for powers, beside in by_powers(polynomial, sorted(images)).items():
            part = self.quotient(beside, self._one)
            for place, exponent in powers:
                part = part * images[place] ** exponent
            total = total + part
        return total

    def at(self, value: Quotient, images: Mapping[str, Form]) -> Quotient:
        """`value` with index names replaced by forms."""
        if value.names.isdisjoint(images):
            return value
        key = tuple(images.items())
        moved = {
            place: self._moved(place, images, key)
            for place in value.generators
            if not self.names[place].isdisjoint(images)
        }
        return self.replaced(value, moved)

    def _moved(self, place: int, images: Mapping[str, Form], key: tuple[object, ...]) -> Quotient:
        """One atom with index names replaced; the same question is asked over and over."""
        full = (place, key, self.facts, self.epoch)
        found = None if self.forgetful else self._images.get(full)
        if found is None:
            atom = self.atoms[place]
            around = self.names[place].union(images, *(form.names for form in images.values()))
            with self.reserving(around) if isinstance(atom, Sum | Product) else nullcontext():
                found = self.families[type(atom)].rebuild(
                    self, atom, lambda part: self.at(part, images), lambda form: form.replaced(images)
                )
            if not self.forgetful:
                self._images[full] = found
        return found

    # -- what is known ---------------------------------------------------------------------------------

    @contextmanager
    def binding(self, lower: Form, upper: Form | None) -> Iterator[str]:
        """A `with` block that gives the name of a bound index and knows its range inside.

        Names are counted by depth, so indices that are never in scope together share their atoms.
        """
        depth, taken = len(self.open) + 1, self.reserved.union(each for each, _, _ in self.open)
        name = next(each for each in map("#{}".format, count(depth)) if each not in taken)
        before, self.open = self.open, (*self.open, (name, lower, upper))
        try:
            with self.supposing(self.facts.knowing(*variable(name).within(lower, upper))):
                yield name
        finally:
            self.open = before

    @contextmanager
    def reserving(self, names: Iterable[str]) -> Iterator[None]:
        """A `with` block in which no bound index gets one of these names, for they occur free."""
        before, self.reserved = self.reserved, self.reserved.union(names)
        try:
            yield
        finally:
            self.reserved = before

    @contextmanager
    def reopened(self, open_indices: Open) -> Iterator[None]:
        """A `with` block in which these bound indices are in scope again, with their ranges."""
        forms = [form for name, low, high in open_indices for form in variable(name).within(low, high)]
        before, self.open = self.open, open_indices
        try:
            with self.supposing(self.facts.knowing(*forms)):
                yield
        finally:
            self.open = before

    @contextmanager
    def supposing(self, facts: Facts) -> Iterator[None]:
        """A `with` block in which these facts hold instead."""
        before, self.facts = self.facts, facts
        try:
            yield
        finally:
            self.facts = before

    @contextmanager
    def outside(self, index: str) -> Iterator[Facts]:
        """A `with` block without what is known of a bound index, the facts inside its range.

        Whether a range is empty must not be asked inside it, where it never is.
        """
        inside = self.facts
        with self.supposing(inside.without(index)), self.reserving((index,)):
            yield inside

    def entails(self, form: Form) -> bool:
        """True when the facts say that `form` is >= 0; what they leave open is noted as undecided."""
        if self.facts.entails(form):
            return True
        if not self.facts.entails(form.times(-1).shifted(-1)):
            self.undecided.setdefault(form)
        return False

    def sign(self, value: Quotient) -> int:
        """The signs that `value` may have where it is defined."""
        if value.den.is_one():
            return self._sign(value)
        above, below = self.polynomial_sign(value.num), self.polynomial_sign(value.den)
        return signs.multiply(above, signs.reciprocal(below))

    def polynomial_sign(self, polynomial: fmpz_mpoly) -> int:
        """The signs that a polynomial may have."""
        return self._sign(Quotient(self, polynomial, self._one))

    def _sign(self, value: Quotient) -> int:
        """The same for a polynomial as a value; what is short is remembered while the same is known."""
        if value.num.is_constant():
            return signs.sign_of_number(sum(value.num.coeffs()))
        if self.forgetful or self.ranges or len(value.num) > _LARGE:
            return self._sign_anew(value)
        key = value, self.facts, self.epoch, self.combining, len(self.relations)
        found = self._signs.get(key)
        if found is None:
            found = self._signs[key] = self._sign_anew(value)
        return found

    def _sign_anew(self, value: Quotient) -> int:
        polynomial, places = value.num, value.generators
        total = sign_by_terms(self, polynomial, places)
        if total in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
            return total
        total &= self.known_sign(value) & sign_of_form(self, polynomial, places)
        if self.ranges and total not in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
            total &= self.sign_in_range(polynomial)
        total &= signs.NONZERO if is_supposed(self, polynomial) else signs.ANY
        if total in (signs.ANY, signs.REAL) and value.is_closed:
            total &= sign_of_constant(self, polynomial)
        return sign_by_rules(self, polynomial, places, total)

    def whole_form(self, polynomial: fmpz_mpoly, places: tuple[int, ...] | None = None) -> Form | None:
        """The index form that a polynomial is, or None; `places` are its generators, if they are known."""
        if polynomial.total_degree() > 1:
            return None
        found = used_places(polynomial) if places is None else places
        names = {place: name for place in found if (name := index_name(self.atoms[place], self.wholes))}
        if len(names) < len(found):
            return None
        const, terms = 0, []
        for exponents, coefficient in polynomial.terms():
            here = [(name, int(coefficient)) for place, name in names.items() if exponents[place]]
            terms += here
            const += 0 if here else int(coefficient)
        return Form(const, tuple(sorted(terms)))

    def generator_sign(self, place: int) -> int:
        """The signs that one atom may have."""
        key = (place, self.facts, self.epoch, self.combining)
        known = None if self.forgetful else self._signs.get(key)
        if known is not None:
            return known
        atom = self.atoms[place]
        sign = self.families[type(atom)].sign(self, atom)
        if sign not in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
            sign &= self.known_sign(self.generators[place])
            if self.ranges:
                sign &= self.sign_in_range(self.polynomials[place])
        if not self.forgetful:
            self._signs[key] = sign
        return sign

    def is_total(self, value: Quotient) -> bool:
        """True when `value` is certainly defined whatever its symbols are, within their domains."""
        if not (value.den.is_one() or signs.is_within(self.polynomial_sign(value.den), signs.NONZERO)):
            return False
        atoms = [self.atoms[place] for place in value.generators]
        return all(self.families[type(atom)].total(self, atom) for atom in atoms)

    def derivative(self, value: Quotient, variable: Any) -> Quotient:
        """The partial derivative by the symbol `variable`, by the chain rule over the atoms."""
        total = self.zero
        for place in value.generators:
            if variable.name not in self.symbols[place]:
                continue
            self.tick()
            atom = self.atoms[place]
            made = partial(self.families[type(atom)].derivative, self, atom, variable)
            inner = self.remembered(made, "derivative", place, variable)
            if not inner.is_zero():
                total = total + value.partial(place) * inner
        return total


def _unset(ring: Ring, argument: Quotient) -> NoReturn:
    raise NotImplementedError("a ring without complex numbers")
