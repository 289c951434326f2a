"""A ring with everything set up for one context: facts, laws and signs read from its assumptions.

A session is made for the indices that occur in a claim (an index that does not occur says nothing: `i:
2..n` must not make `n >= 2` true of a claim without `i`) and for the case under consideration. Steps
of one chain share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Range, SymbolAtom, is_axis
from derivcheck.kernel.algebra.conjugates import conjugate, has_conjugates, plainer
from derivcheck.kernel.algebra.linear import Facts, Form, Member, canonical_zero, variable
from derivcheck.kernel.algebra.passing import is_variable
from derivcheck.kernel.algebra.quotient import Size, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.integrals import exists
from derivcheck.kernel.deciding.answers import Contradiction
from derivcheck.kernel.deciding.members import said_of_members
from derivcheck.kernel.deciding.occurring import conjuncts, has_waves, index_conditions, restricting
from derivcheck.kernel.functions.elementary import imaginary_unit
from derivcheck.kernel.functions.trigonometric import rotation, sums_of_angles
from derivcheck.kernel.knowledge.axes import sign_of_part
from derivcheck.kernel.knowledge.conditions import LEAVES_OUT, NEEDED, Condition
from derivcheck.kernel.knowledge.schemes import Scheme
from derivcheck.kernel.knowledge.speaking import Speaker
from derivcheck.kernel.knowledge.theory import Theory
from derivcheck.kernel.reading.index_reading import INDEX_FACTS, LEAST, Outside
from derivcheck.kernel.reading.reader import DOMAIN_SIGNS, RELATION_SIGNS, NeedsCase, Reader, Reading
from derivcheck.kernel.rows.families import FAMILIES
from derivcheck.kernel.rows.integrals import ROWS as INTEGRAL_ROWS
from derivcheck.kernel.rows.limits import ROWS as LIMIT_ROWS
from derivcheck.kernel.rows.terms import ROWS
from derivcheck.kernel.sums.ranges import sign_in_range
from derivcheck.model import Context
from derivcheck.terms import Not, Or, Rel, Sym, Term, alternatives, free_names, walk

T = TypeVar("T")

__all__ = ["Case", "Session"]

#: So many values of indices are gone through one by one.
_MOST_VALUES = 256
_ROWS = {**ROWS, **INTEGRAL_ROWS, **LIMIT_ROWS}


@frozen
class Case:
    """One branch of a case distinction: conditions on forms, as (operator, form), and on values.

    `given` are relations from which the claim is to follow, at each value of its indices.
    """

    conditions: tuple[tuple[str, Form], ...] = ()
    values: tuple[Rel, ...] = ()
    given: tuple[Rel, ...] = ()

    def and_(self, condition: tuple[str, Form] | Rel) -> Case:
        """The same case with one more condition."""
        if isinstance(condition, Rel):
            return replace(self, values=(*self.values, condition))
        return replace(self, conditions=(*self.conditions, condition))


class Session:
    """One ring for one context, the indices that occur, and one case."""

    def __init__(
        self,
        context: Context,
        indices: frozenset[str],
        case: Case = Case(),  # noqa: B008 - frozen
        size: Size = Size(),  # noqa: B008 - frozen
        tick: Callable[[], None] = lambda: None,
        *,
        principal: bool = False,
        angles: tuple[Term, ...] = (),
        generic: bool = False,
        sectored: bool = False,
    ) -> None:
        self.context, self.indices, self.case = context, indices, case
        self.ring = Ring(FAMILIES, size, tick)
        self.ring.principal, self.ring.generic, self.ring.sectored = principal, generic, sectored
        self.ring.higher = generic
        self.ring.rotation, self.ring.conjugate = rotation, conjugate
        if sectored:
            imaginary_unit(self.ring)
        self.ring.sign_in_range = lambda polynomial: sign_in_range(self.ring, polynomial)
        self.theory = Theory(self.ring)
        self.aliases: dict[str, Form] = {}
        self.reader = Reader(self.ring, context, self.theory, self.aliases, _ROWS)
        self._readings: dict[Term, Reading] = {}
        self._remembered: dict[object, object] = {}
        self.ring.sign_of_name = self._sign_of_name
        self.theory.axes = self._axes
        self.ring.wholes = said_of_members(self.reader)
        self.ring.is_generic = context.functions.__contains__
        self.ring.converges = lambda value: exists(self.ring, value)
        self._setup_indices()
        self._setup_assumptions()
        self._setup_angles(angles)
        self.theory.contradiction = self.theory.contradiction or self.ring.facts.contradictory()

    def read(self, term: Term) -> Reading:
        """The normal form of `term` with its conditions; asked twice, read once."""
        found = self._readings.get(term)
        if found is None:
            found = self._readings[term] = self.reader.read(term)
        return found

    def remembered(self, key: object, make: Callable[[], T]) -> T:
        """What `make` returns, made once for this key; what it depends on must not change in the session."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return self._remembered[key]  # type: ignore[return-value]

    def forget(self) -> None:
        """Drop what was read, after the facts have changed."""
        self._readings.clear()
        self.reader.forget()

    def speaker(self) -> Speaker:
        """What writes this session's normal forms as terms."""
        return self.remembered("speaker", lambda: Speaker(self.ring, self.context, self.ends_of))

    def ends_of(self, name: str) -> Range | None:
        """The range of a declared index as forms; None when it is no plain range."""
        declared = self.context.indices[name]
        try:
            return self.reader.ends(declared.lower, declared.upper)
        except Outside:
            return None

    def few_values(self) -> Iterator[tuple[Form, ...]]:
        """For each index that lies between two numbers: the forms that are 0 at each of its values.

        Nothing where together they have more values than can be gone through.
        """
        total, found = 1, []
        for name in sorted(self.indices - self.aliases.keys()):
            ends = self.ends_of(name)
            if ends is None or ends[1] is None or ends[0].terms or ends[1].terms:
                continue
            values = range(ends[0].const, ends[1].const + 1)
            total *= max(len(values), 1)
            found.append(tuple(variable(name).shifted(-value) for value in values))
        if total <= _MOST_VALUES:
            yield from found

    # -- indices ------------------------------------------------------------------------------------------

    def _setup_indices(self) -> None:
        facts = Facts()
        for name, declared in self.context.symbols.items():
            least = LEAST.get(declared.domain)
            if least is not None and not declared.axes:
                facts = facts.knowing(variable(name).shifted(-least))
        for name in sorted(self.indices):
            ends = self.ends_of(name)
            if ends is not None:
                facts = facts.knowing(*variable(name).within(*ends))
        for condition in restricting(self.context, self.indices):
            if isinstance(condition, Rel) and condition.op == "=":
                self._alias(condition)
            facts = self.reader.facts_of(condition, facts)
        for op, form in self.case.conditions:
            if op == "=" or (op == ">=" and facts.entails(form.times(-1))):
                self._replace(form)
            facts = INDEX_FACTS[op](facts, form)
        if self.aliases:
            self._replace_single_values(self._renamed(facts))
        facts = self._renamed(facts)
        self.ring.facts = facts.sharpened() if facts.nonzero and self.case.conditions else facts

    def _replace_single_values(self, facts: Facts) -> None:
        """Replace each index whose range the facts leave one value."""
        for name in sorted(self.indices - self.aliases.keys()):
            ends = self.ends_of(name)
            if ends is not None and facts.forces_zero(variable(name).minus(ends[0])):
                self._replace(variable(name).minus(ends[0]))

    def check_other_indices(self) -> None:
        """Raise `Contradiction` where what is assumed of other indices than those of the claim cannot be."""
        facts = self.ring.facts
        for condition in index_conditions(self.context):
            for name in sorted(free_names(condition) & self.context.indices.keys() - self.indices):
                ends = self.ends_of(name)
                facts = facts if ends is None else facts.knowing(*variable(name).within(*ends))
            facts = self.reader.facts_of(condition, facts)
        if facts is not self.ring.facts and facts.contradictory():
            raise Contradiction

    def _alias(self, condition: Rel) -> None:
        low, high = self.reader.maybe_form(condition.left), self.reader.maybe_form(condition.right)
        if low is not None and high is not None:
            self._replace(low.minus(high))

    def _replace(self, form: Form) -> None:
        """Replace one name by what `form = 0` says that it is."""
        spelling = canonical_zero(form.replaced(self.aliases))
        if not isinstance(spelling, Form):
            return
        single = [name for name, _ in spelling.terms if spelling.solved(name) is not None]
        single = [name for name in single if not isinstance(name, Member)]
        if not single:
            return
        name = max(single, key=lambda name: (name in self.context.indices, name))
        image = spelling.solved(name)
        assert image is not None
        for other in self.aliases:
            self.aliases[other] = self.aliases[other].replaced({name: image})
        self.aliases[name] = image

    def _renamed(self, facts: Facts) -> Facts:
        known = tuple(form.replaced(self.aliases) for form in facts.nonnegative)
        made = Facts().knowing(*known)
        for form in sorted(facts.nonzero):
            made = made.distinguishing(form.replaced(self.aliases))
        return made

    def _axes(self, name: str) -> tuple[Range | None, ...]:
        """The ranges of the indices of a declared family."""
        declared = self.context.symbols.get(name)
        axes = declared.axes if declared is not None else ()
        try:
            return tuple(self.reader.ends(axis.lower, axis.upper) for axis in axes)
        except Outside:
            return (None,)

    # -- assumptions ----------------------------------------------------------------------------------------

    def _sign_of_name(self, name: str) -> int:
        if is_axis(name):
            given = any(law.atom == SymbolAtom(name[3:], ()) for law in self.theory.laws)
            return signs.REAL if given else sign_of_part(self.ring, name)
        declared = self.context.symbols.get(name)
        if declared is not None:
            return DOMAIN_SIGNS[declared.domain]
        found = self.context.functions.get(name)
        if found is not None:
            return signs.POSITIVE if found.positive else signs.REAL
        return signs.ANY if self.ring.principal and not is_variable(name) else signs.REAL

    def _setup_assumptions(self) -> None:
        plain = set(map(id, index_conditions(self.context)))
        relations = [
            term
            for term in conjuncts(self.context.assumptions)
            if isinstance(term, Rel) and id(term) not in plain
        ]
        self.ring.combining = True  # not before all is known
        for relation in sorted(relations, key=lambda term: term.op != "="):
            self._try_to_assume(relation, general=True)
        # What a case says is read once more when all of it is known: `abs(x) > d` where `x < 0`.
        for relation in (*self.case.given, *self.case.values, *self.case.values[:-1]):
            self._try_to_assume(relation, general=False)
        for relation in relations if self.ring.sectored and self.case.values else ():
            self._try_to_assume(relation, general=True)  # of `re(z)` now, where `im(z) = 0`
        for assumption in conjuncts(self.context.assumptions):
            if isinstance(assumption, Or | Not):
                self._assume_what_is_left(alternatives(assumption) or ())
        self.ring.combining = False
        self.theory.settle()

    def _setup_angles(self, angles: tuple[Term, ...]) -> None:
        """Sums that all angles are multiples of are not taken apart, unless the case speaks of others."""
        if not angles or self.ring.sectored or has_waves((*self.case.values, *self.case.given)):
            return
        with suppress(NeedsCase, Outside, TooLarge, Undefined):
            self.ring.sums = sums_of_angles(self.ring, [self.reader.read(angle).value for angle in angles])
            self.forget()

    def _assume_what_is_left(self, either: tuple[tuple[Rel, ...], ...]) -> None:
        """Of alternatives one of which holds, the only one that what is known leaves."""
        indices = self.context.indices.keys()
        if len(either) < 2 or any(free_names(one) & indices for each in either for one in each):
            return
        left = [each for each in either if not any(map(self._fails, each))]
        for relation in left[0] if len(left) == 1 else ():
            self._try_to_assume(relation, general=True)
        self.theory.contradiction = self.theory.contradiction or not left

    def _fails(self, relation: Rel) -> bool:
        """True when a relation certainly holds nowhere."""
        try:
            left, right = self._assumed(relation.left), self._assumed(relation.right)
            sign = self.ring.sign(left.value - right.value)
        except (NeedsCase, Outside, TooLarge, Undefined, NotImplementedError):
            return False
        finally:
            self.forget()
        return not sign & RELATION_SIGNS[relation.op]

    def _try_to_assume(self, relation: Rel, *, general: bool) -> None:
        """An assumption holds for all values of its free indices, a case for those of the claim alone."""
        try:
            scheme, names = self._scheme(relation) if general else (Scheme(), {})
            self._assume(relation, scheme, names)
        except (NeedsCase, Outside, TooLarge, Undefined, NotImplementedError):
            return  # an assumption that is not used can only make less provable

    def _assume(self, relation: Rel, scheme: Scheme, names: dict[str, Form]) -> None:
        before = self.ring.facts, self.reader.names
        self.ring.facts = self._within(scheme)
        self.reader.names = names
        try:
            left, right = self._assumed(relation.left), self._assumed(relation.right)
            preferred = self._preferred(relation.left)
            difference = left.value - right.value
            if self.ring.principal and relation.op == "!=":
                self.theory.claim_sign(plainer(self.ring, difference), signs.NONZERO, scheme)
            elif self.ring.principal and relation.op == "=" and has_conjugates(self.ring, difference):
                difference = plainer(self.ring, difference)  # which is 0 where its conjugate is
            if not scheme.names:
                self._assume_defined((*left.conditions, *right.conditions))
            if relation.op == "=":
                self.theory.equate(difference, scheme, preferred)
            else:
                self.theory.claim_sign(difference, RELATION_SIGNS[relation.op], scheme)
        finally:
            self.ring.facts, self.reader.names = before
            self.forget()

    def _assume_defined(self, conditions: Iterable[Condition]) -> None:
        """What holds has a value on both sides."""
        for each in conditions:
            plain = each.kind == NEEDED and not each.scope and each.guard is None
            if plain and each.value is not None and each.allowed <= signs.ANY:
                self.theory.claim_sign(each.value, each.allowed, Scheme())

    def _assumed(self, side: Term) -> Reading:
        """A side of an assumption, of which nothing is known where its ranges are out of order.

        Nor is anything known of a value where the reading leaves it out.
        """
        reading = self.reader.read(side)
        if any(condition.kind in LEAVES_OUT for condition in reading.conditions):
            raise Outside("a range that may be out of order, or a power of what may be 0")
        return reading

    def _scheme(self, relation: Rel) -> tuple[Scheme, dict[str, Form]]:
        free = sorted(free_names(relation) & self.context.indices.keys())
        names = {name: variable(f"?{name}") for name in free}
        ranges = tuple(ends for name in free if (ends := self.ends_of(name)) is not None)
        if len(ranges) != len(free):
            raise Outside("a range that is not plain")
        own = Facts()
        for condition in index_conditions(self.context):
            if free_names(condition) & names.keys():
                own = self._restricted(condition, names, own)
        fresh = tuple(f"?{name}" for name in free)
        return Scheme(fresh, ranges, tuple(sorted(own.nonzero)), own.nonnegative), names

    def _restricted(self, condition: Term, names: dict[str, Form], facts: Facts) -> Facts:
        """The facts, and what a condition says of the free indices of a law, if it speaks of nothing else."""
        others = free_names(condition) & self.context.indices.keys() - names.keys()
        if others:
            return facts
        if any(isinstance(part, Or | Not) for part in walk(condition)):
            raise Outside("a law for some of its indices only")
        before, self.reader.names = self.reader.names, names
        try:
            return self.reader.facts_of(condition, facts)
        finally:
            self.reader.names = before

    def _within(self, scheme: Scheme) -> Facts:
        facts = self.ring.facts
        for name, (low, high) in zip(scheme.names, scheme.ranges, strict=True):
            facts = facts.knowing(*variable(name).within(low, high))
        facts = facts.knowing(*scheme.bounds)
        for form in scheme.distinct:
            facts = facts.distinguishing(form)
        return facts

    def _preferred(self, left: Term) -> Atom | None:
        """The symbol on the left of `y = …`, for which the equation is solved first."""
        if not isinstance(left, Sym) or left.name not in self.context.symbols:
            return None
        forms = [self.reader.maybe_form(index) for index in left.indices]
        return SymbolAtom(left.name, tuple(form for form in forms if form is not None))
