"""What the context says, in the kernel's own terms: facts on indices, laws, and known signs.

* Assumptions on indices and sizes become linear facts; an equation between them (`i = j`) replaces a name.
* An assumption that is an equation between quantities becomes a *law*: it is solved for one atom that
  occurs in it to the first power with a number as coefficient, and whenever that atom is built its
  other side is taken instead. So normal forms are taken modulo the equations, also inside sums; a
  recurrence leads to the members before it (`derivcheck.kernel.knowledge.recurrences`). An equation that
  cannot be solved so is kept as a polynomial that is 0 (`derivcheck.kernel.algebra.ideals`).
* An assumption that is an inequality becomes a known sign of a polynomial.
* Last, when all signs are known, the equations that were kept lose their powers and the factors that are
  not 0, and are solved for an atom whose coefficient is not 0.

Laws and signs with free indices hold for all values of these indices in their ranges for which the
assumptions on indices hold; they are matched by trying the index forms that occur. Inside a derivative
by `x` no law that mentions `x` is used, and no sign that may be 0 or is one of something that may jump: an
equation holds at the point, not around it, while what is continuous keeps a strict sign around the point.

What the assumptions cannot all be is noticed where it is plain (`contradiction`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import fmpz_mpoly

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Product, Sum, SymbolAtom
from derivcheck.kernel.algebra.comparisons import compared
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.ideals import ideal_of
from derivcheck.kernel.algebra.polynomial_signs import sign_over_reals
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.knowledge.axes import on_axis, said_of_parts
from derivcheck.kernel.knowledge.linear_signs import Bound, bounds_of, linear_sign, vanishing
from derivcheck.kernel.knowledge.recurrences import descends, is_recurrence, steps_back
from derivcheck.kernel.knowledge.schemes import (
    KnownSign,
    Law,
    Scheme,
    index_forms,
    of_open_factors,
    primitive,
)

__all__ = ["Theory"]

#: More assumed signs are not looked at together before they are asked for.
_MOST_SIGNS = 12


class Theory:
    """The laws and signs that hold in one ring; consulted by the ring whenever an atom is made."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.laws: list[Law] = []
        self.signs: list[KnownSign] = []
        self.axes: Callable[[str], tuple[object, ...]] = lambda name: ()
        self.symmetric: dict[str, int] = {}
        self.vanishing: list[Quotient] = []
        self._blocked: frozenset[str] = frozenset()
        self._pointwise: frozenset[str] = frozenset()
        self.contradiction = False
        self._busy = False
        self._linear: dict[object, int] = {}
        ring.law = self.image
        ring.known_sign = self.known_sign

    @property
    def blocked(self) -> frozenset[str]:
        """The symbols that a derivative is being taken by; of them only what holds around a point is used."""
        return self._blocked

    @blocked.setter
    def blocked(self, names: frozenset[str]) -> None:
        relevant = names & self._pointwise
        if relevant != self._blocked:
            self._blocked = relevant
            self.renew()

    @property
    def busy(self) -> bool:
        """True while instances of a law are being compared, when no law may be used."""
        return self._busy

    @busy.setter
    def busy(self, busy: bool) -> None:
        self._busy = self.ring.forgetful = busy

    def renew(self) -> None:
        """Laws or signs have changed: what was found under the old ones is not to be found again."""
        self.ring.epoch += 1
        self._pointwise = frozenset(self.symmetric).union(
            *(law.symbols for law in self.laws),
            *(known.polynomial.symbols for known in self.signs if not known.holds_around),
        )

    # -- laws ---------------------------------------------------------------------------------------

    def image(self, atom: Atom) -> Quotient | None:
        """What a law says that `atom` is; None without one."""
        if self._busy or not (self.laws or self.symmetric):
            return None
        if isinstance(atom, SymbolAtom) and atom.name in self.symmetric.keys() - self._blocked:
            return self._mirrored(atom)
        for law in self.laws:
            if type(law.atom) is not type(atom) or law.symbols & self.blocked:
                continue
            if is_recurrence(law.atom, law.image) and self.ring.facts.contradictory():
                continue
            found = self.instance(law, atom)
            if found is not None:
                return found
        return None

    def _mirrored(self, atom: SymbolAtom) -> Quotient | None:
        """A member of a symmetric family (or one that changes its sign) with its two indices in order."""
        first, second = atom.indices
        sign = self.symmetric[atom.name]
        if first == second and sign < 0:
            return self.ring.zero
        if first <= second:
            return None
        mirrored = self.ring.generator(SymbolAtom(atom.name, (second, first)))
        return mirrored if sign > 0 else -mirrored

    def _symmetry(self, difference: Quotient, scheme: Scheme) -> bool:
        """Note `A[i, j] = A[j, i]` (or with a minus sign) for all `i` and `j`, if that is what it says."""
        atoms = [self.ring.atoms[place] for place in difference.generators]
        if len(atoms) != 2 or len(scheme.names) != 2 or scheme.distinct or scheme.bounds:
            return False
        one, two = atoms
        if not (isinstance(one, SymbolAtom) and isinstance(two, SymbolAtom) and one.name == two.name):
            return False
        if len(one.indices) != 2 or one.indices != two.indices[::-1]:
            return False
        if self.axes(one.name) != scheme.ranges:  # it must hold for the whole family
            return False
        first, second = (self.ring.generator(atom) for atom in atoms)
        for sign, combination in ((1, first - second), (-1, first + second)):
            if difference in (combination, -combination):
                self.symmetric[one.name] = sign
                self.renew()
                return True
        return False

    def _filled(self, scheme: Scheme) -> bool:
        """True when some indices are certainly allowed, so that what is said of all is said of one."""
        if scheme.distinct or scheme.bounds:
            return False
        facts = self.ring.facts
        for name in scheme.names:
            facts = facts.without(name)
        return all(high is None or facts.entails(high.minus(low)) for low, high in scheme.ranges)

    def instance(self, law: Law, atom: Atom) -> Quotient | None:
        """What the law says of this atom, if it is an instance of the law's own."""
        if not law.scheme.names:
            return law.image if law.atom == atom else None
        if type(atom) is not type(law.atom):
            return None
        if isinstance(atom, SymbolAtom) and isinstance(law.atom, SymbolAtom) and atom.name != law.atom.name:
            return None
        self.busy = True
        try:
            wanted = self.ring.generator(atom)
            pattern = self.ring.generator(law.atom)
            forms = steps_back(law.atom.forms(), index_forms(self.ring, wanted))
            for values in law.scheme.instances(self.ring, forms):
                if self.ring.at(pattern, values) == wanted:
                    break
            else:
                return None
        finally:
            self.busy = False
        return self.ring.at(law.image, values)

    def equate(self, difference: Quotient, scheme: Scheme, preferred: Atom | None) -> None:
        """Assume that `difference` is 0."""
        number = difference.number()
        if number is not None:
            self.contradiction = self.contradiction or (number != 0 and self._filled(scheme))
            return
        if self._symmetry(difference, scheme):
            return
        if not self._may_vanish(difference.num):
            self.contradiction = self.contradiction or self._filled(scheme)
            return
        if plainer := compared(self.ring, difference.num):
            self.equate(plainer, scheme, preferred)
            return
        solved = on_axis(self.ring, difference) or self._solved(difference, scheme, preferred)
        if solved is not None:
            self._legislate(*solved, difference, scheme)
        elif not scheme.names:
            self.vanishing.append(difference)
            polynomial = self.ring.quotient(difference.num, self.ring.one.den)
            self._know(KnownSign(primitive(polynomial), signs.ZERO, scheme))

    def _may_vanish(self, polynomial: fmpz_mpoly) -> bool:
        """False when no real values of its atoms make the polynomial 0."""
        plain = self.ring.polynomial_sign(polynomial) & signs.ZERO
        return bool(plain and sign_over_reals(self.ring, polynomial) & signs.ZERO)

    def _legislate(self, atom: Atom, image: Quotient, difference: Quotient, scheme: Scheme) -> None:
        """Let `atom = image` be a law, as `difference = 0` says."""
        mine = self.ring.sign(self.ring.generator(atom))
        if not mine & self.ring.sign(image) and self._filled(scheme):
            self.contradiction = True
        self.laws.append(Law(atom, image, scheme, difference.symbols))
        self.renew()
        self.laws = [self._rewritten(law, difference.symbols) for law in self.laws]
        self.renew()
        kept, self.vanishing = self.vanishing, []
        for each in kept:
            self.equate(self.refreshed(each), Scheme(), None)

    def settle(self) -> None:
        """Look at all that is assumed together: signs, and the equations that were kept, once more."""
        kept, self.vanishing = self.vanishing, []
        for each in kept:
            essential = self._essential(self.refreshed(each))
            number = essential.number()
            solved = None if number is not None else self._solved(essential, Scheme(), None, by_units=True)
            if solved is None:
                self.equate(essential, Scheme(), None)
            else:
                self._legislate(*solved, essential, Scheme())
        if 1 < len(self.signs) <= _MOST_SIGNS:
            self._settle_signs()
        if len(self.vanishing) > 1:
            basis = ideal_of(self.ring, self.vanishing)
            self.contradiction = self.contradiction or not all(map(self._may_vanish, basis))

    def _settle_signs(self) -> None:
        """Contradictions and equations (`a <= b` and `b <= a`) that the signs say together."""
        plain = [known for known in self.signs if not known.scheme.names]
        values = [self.refreshed(each.polynomial) for each in plain if each.sign == signs.NONNEGATIVE]
        values += [-self.refreshed(each.polynomial) for each in plain if each.sign == signs.NONPOSITIVE]
        weak = [value for value in values if value.den.is_one() and not value.is_zero()]
        found = vanishing(self.ring, [value.num for value in weak], self.bounds(*weak))
        self.contradiction = self.contradiction or found is None
        for place in found or ():
            self.equate(self.refreshed(weak[place]), Scheme(), None)

    def _essential(self, difference: Quotient) -> Quotient:
        """The product of the factors that may be 0, each once."""
        if difference.is_zero():
            return difference
        _, parts = polynomial_factors(self.ring, difference.num)
        total = self.ring.one
        for factor, _ in parts:
            if self.ring.sign(factor) & signs.ZERO:
                total = total * factor
        return total

    def _rewritten(self, law: Law, symbols: frozenset[str]) -> Law:
        """The law with its image made anew under all laws; it then hangs on their symbols too."""
        touched = law.symbols | symbols if law.image.symbols & symbols else law.symbols
        return Law(law.atom, self.refreshed(law.image), law.scheme, touched)

    def _solved(
        self, difference: Quotient, scheme: Scheme, preferred: Atom | None, *, by_units: bool = False
    ) -> tuple[Atom, Quotient] | None:
        """The equation solved for the preferred atom, else for a sum or a product, else for a symbol.

        Its coefficient is a number, or, `by_units`, something else that is not 0.
        """
        ring = self.ring
        degrees = difference.num.degrees()
        candidates = [ring.atoms[place] for place in difference.generators if degrees[place] == 1]
        order = [atom for atom in candidates if atom == preferred]
        order += [one for kind in (Sum, Product, SymbolAtom) for one in candidates if isinstance(one, kind)]
        for atom in order:
            place = ring.places[atom]
            slope = ring.quotient(difference.num.derivative(place), ring.one.den)
            if slope.number() is None and not (by_units and not ring.sign(slope) & signs.ZERO):
                continue
            if not set(scheme.names) <= atom.names():
                continue
            image = ring.replaced(ring.quotient(difference.num, ring.one.den), {place: ring.zero}) / -slope
            if not self._mentions(image, atom) or descends(ring, atom, image, scheme.names):
                return atom, image
        return None

    def _mentions(self, image: Quotient, atom: Atom) -> bool:
        if isinstance(atom, SymbolAtom):
            return atom.name in image.symbols
        return any(
            self.ring.atoms[place] == atom or self._inside(self.ring.atoms[place], atom)
            for place in image.generators
        )

    def _inside(self, outer: Atom, atom: Atom) -> bool:
        return any(self._mentions(part, atom) for part in outer.quotients())

    def refreshed(self, value: Quotient) -> Quotient:
        """`value` with every atom made anew, so that laws which did not apply before do now."""
        if not self._pointwise:
            return value
        ring, images = self.ring, {}
        with ring.reserving(value.names):
            for place, atom in ((each, ring.atoms[each]) for each in value.generators):
                rebuild = ring.families[type(atom)].rebuild
                images[place] = rebuild(ring, atom, self.refreshed, lambda form: form)
        return ring.replaced(value, images)

    # -- signs ----------------------------------------------------------------------------------------

    def claim_sign(self, value: Quotient, sign: int, scheme: Scheme) -> None:
        """Assume that `value` has one of these signs."""
        below = self.ring.polynomial_sign(value.den)
        known = below in (signs.NEGATIVE, signs.POSITIVE)
        if not known and not signs.is_within(sign, signs.NONZERO):
            return
        allowed = signs.multiply(sign, below) if known else signs.NONZERO
        polynomial = self.ring.quotient(value.num, self.ring.one.den)
        if not self.ring.sign(polynomial) & allowed and self._filled(scheme):
            self.contradiction = True
        self._know(KnownSign(primitive(polynomial), allowed, scheme))
        if scheme.names:
            return
        for each, its in said_of_parts(self.ring, polynomial, allowed):
            self._know(KnownSign(each, its, scheme))
        for reduced in (*of_open_factors(self.ring, polynomial, allowed),):
            self._know(reduced)
        plainer = compared(self.ring, polynomial.num)
        if plainer is not None:
            self.claim_sign(plainer, allowed, scheme)

    def _know(self, known: KnownSign) -> None:
        if known not in self.signs:
            self.signs.append(known)
            self.renew()

    def known_sign(self, value: Quotient) -> int:
        """The signs that the assumptions leave to a polynomial."""
        if not self.signs or self._busy:
            return signs.ANY
        plain = primitive(value)
        total = signs.ANY
        for known in self._known_here():
            total &= self._match(known, plain)
        if total in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE) or self.ring.combining:
            return total
        told = any(known.tells_of(value.num) for known in self.signs)
        return total & self._by_combination(value) if told else total

    def _known_here(self) -> Iterator[KnownSign]:
        """The known signs, inside a derivative those that also hold around the point."""
        for known in self.signs:
            if self._blocked.isdisjoint(known.polynomial.symbols) or known.holds_around:
                yield known

    def _by_combination(self, value: Quotient) -> int:
        """The signs that several assumed signs together leave to a polynomial."""
        key = value, self.ring.facts, self.ring.epoch
        if key not in self._linear:
            self._linear[key] = linear_sign(self.ring, value.num, self.bounds(value))
        return self._linear[key]

    def bounds(self, *values: Quotient) -> Iterator[Bound]:
        """What is assumed not to be negative, of free indices at the forms that occur in the values."""
        for known in self._known_here():
            instances = [known.polynomial]
            if known.scheme.names:
                self.busy = True
                patterns = index_forms(self.ring, known.polynomial)
                forms = list(dict.fromkeys(form for each in values for form in index_forms(self.ring, each)))
                chosen = list(known.scheme.instances(self.ring, steps_back(patterns, forms)))
                instances = [self.ring.at(known.polynomial, values) for values in chosen]
                self.busy = False
            for each in instances:
                if each.den.is_one():
                    yield from bounds_of(each.num, known.sign)

    def _match(self, known: KnownSign, value: Quotient) -> int:
        if known.polynomial.symbols != value.symbols and not known.scheme.names:
            return signs.ANY
        if not known.scheme.names:
            return _same(known.polynomial, value, known.sign)
        if len(known.polynomial.num) != len(value.num):
            return signs.ANY
        self.busy = True
        try:
            total = signs.ANY
            for values in known.scheme.instances(self.ring, index_forms(self.ring, value)):
                total &= _same(primitive(self.ring.at(known.polynomial, values)), value, known.sign)
            return total
        finally:
            self.busy = False


def _same(known: Quotient, value: Quotient, sign: int) -> int:
    if known == value:
        return sign
    return signs.negate(sign) if known == -value else signs.ANY
