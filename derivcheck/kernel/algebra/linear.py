"""Whole-number linear forms: what stands between an index and its bounds.

Indices, bounds of sums and differences of indices are forms ``c + a*i + b*n + …`` with whole
coefficients. What the context says about them is a list of forms that are not negative, and a set of
forms that are not zero. ``entails`` asks whether another form must then be non-negative; it looks for
a contradiction in the facts with the negated goal by Fourier-Motzkin elimination over the rationals,
which is sound for whole numbers (whatever has no rational solution has no whole one) and says no when
it does not know.

A *member* `n[i]` of a family of whole numbers may end a range, too: `sum(y[i, j], j, 1, n[i])`. It is a name
with indices inside. What is replaced in the form is replaced in them, and where it is asked what a form
hangs on, they count; as to inequalities it is one more whole number, of which something is said.

Source: Schrijver, Theory of Linear and Integer Programming, section 12.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import gcd
from typing import NamedTuple

from derivcheck.kernel.algebra import signs

__all__ = ["Facts", "Form", "Member", "constant", "has_bound", "member", "variable"]

#: More constraints than this are not worked through: the answer is then "do not know".
_MOST_CONSTRAINTS = 120
#: `n[i] <= n[i + 1]` speaks of further members without end.
_SAID_TWICE = 2


class Form(NamedTuple):
    """`const + sum(coefficient * name)`; names sorted, no coefficient zero."""

    const: int
    terms: tuple[tuple[str, int], ...]

    def plus(self, other: Form, factor: int = 1) -> Form:
        """`self + factor*other`"""
        if not other.terms:
            return Form(self.const + factor * other.const, self.terms)
        if not self.terms:
            return other.times(factor).shifted(self.const)
        total = dict(self.terms)
        for name, coefficient in other.terms:
            total[name] = total.get(name, 0) + factor * coefficient
        kept = tuple(sorted((name, value) for name, value in total.items() if value))
        return Form(self.const + factor * other.const, kept)

    def minus(self, other: Form) -> Form:
        """`self - other`"""
        return self.plus(other, -1)

    def shifted(self, amount: int) -> Form:
        """`self + amount`"""
        return Form(self.const + amount, self.terms) if amount else self

    def times(self, factor: int) -> Form:
        """`factor * self`"""
        terms = tuple([(name, factor * value) for name, value in self.terms]) if factor else ()
        return Form(factor * self.const, terms)

    def coefficient(self, name: str) -> int:
        """The coefficient of `name`, 0 when it does not occur."""
        for other, value in self.terms:
            if other == name:
                return value
        return 0

    def replaced(self, images: Mapping[str, Form]) -> Form:
        """`self` with each name that has an image replaced by it, also inside of members."""
        moved = [pair for pair in self.terms if pair[0] in images or type(pair[0]) is Member]
        if not moved:
            return self
        made = Form(self.const, tuple(pair for pair in self.terms if pair not in moved))
        for name, coefficient in moved:
            inside = isinstance(name, Member) and name not in images and name.replaced(images)
            made = made.plus(inside or images[name], coefficient)
        return made

    def within(self, low: Form, high: Form | None) -> tuple[Form, ...]:
        """What is not negative where the form lies from `low` to `high`, or anywhere from `low` on."""
        return (self.minus(low),) if high is None else (self.minus(low), high.minus(self))

    def solved(self, name: str) -> Form | None:
        """What `name` is where the form is 0; None unless its coefficient is 1 or -1."""
        value = self.coefficient(name)
        if abs(value) != 1:
            return None
        found = self.plus(variable(name), -value).times(-value)
        return None if name in found.names else found

    @property
    def parity(self) -> int | None:
        """0 for what is even and 1 for what is odd, whatever its names stand for; else None."""
        return None if any(value % 2 for _, value in self.terms) else self.const % 2

    @property
    def names(self) -> frozenset[str]:
        """The names that occur, those inside of members too, but not the members."""
        plain = frozenset([name for name, _ in self.terms if type(name) is not Member])
        return plain if len(plain) == len(self.terms) else plain | self.nested

    @property
    def nested(self) -> frozenset[str]:
        """The names that occur inside of members."""
        inside = [form.names for name, _ in self.terms if isinstance(name, Member) for form in name.indices]
        return frozenset().union(*inside)

    @property
    def members(self) -> list[Member]:
        """The members of families that occur."""
        return [name for name, _ in self.terms if isinstance(name, Member)]


class Member(str):
    """`n[i]` as a name of its own: the family, its index forms, and what is said of each member.

    What is said are forms that are not negative; in them the member is `?`, its indices are `?0`, `?1`, …
    """

    __slots__ = ("family", "indices", "said")
    family: str
    indices: tuple[Form, ...]
    said: tuple[Form, ...]

    def replaced(self, images: Mapping[str, Form]) -> Form:
        """The member with names in its indices replaced."""
        return member(self.family, tuple(form.replaced(images) for form in self.indices), self.said)

    def nonnegative(self) -> list[Form]:
        """What is said of this member."""
        images = {f"?{place}": form for place, form in enumerate(self.indices)}
        return [form.replaced({"?": variable(self), **images}) for form in self.said]


@lru_cache(maxsize=4096)
def member(family: str, indices: tuple[Form, ...], said: tuple[Form, ...]) -> Form:
    """The form that is one member of a family of whole numbers.

    >>> i, said = variable("i"), (variable("?").shifted(-1), variable("K").minus(variable("?")))
    >>> form = member("n", (i,), said).shifted(-1)
    >>> sorted(form.names), Facts().entails(form), Facts().entails(variable("K").shifted(-1).minus(form))
    (['i'], True, True)
    >>> form.replaced({"i": constant(2)}) == member("n", (constant(2),), said).shifted(-1)
    True
    """
    spelled = [", ".join(map(_spelled, forms)) for forms in (indices, said)]
    name = Member(f"{family}[{spelled[0]}] where {spelled[1]}")  # so that another context has another name
    name.family, name.indices, name.said = family, indices, said
    return variable(name)


def _spelled(form: Form) -> str:
    return str(form.const) + "".join(f"{times:+}*{name}" for name, times in form.terms)


def has_bound(names: Iterable[str]) -> bool:
    """True when one of these index names is bound, in the ring or in an atom, or stands for any index."""
    return any(name[0] in "#$?" for name in names)


def constant(value: int) -> Form:
    """The form that is the number `value`."""
    return Form(value, ())


def variable(name: str) -> Form:
    """The form that is the name alone."""
    return Form(0, ((name, 1),))


def canonical_zero(form: Form) -> Form | bool:
    """The condition `form = 0` in its one spelling; True or False where that is plain.

    >>> canonical_zero(Form(-2, (("i", -2),)))
    Form(const=1, terms=(('i', 1),))
    >>> canonical_zero(Form(1, (("i", 2),)))
    False
    """
    if not form.terms:
        return form.const == 0
    divisor = gcd(*(value for _, value in form.terms))
    if form.const % divisor:
        return False
    sign = divisor if form.terms[0][1] > 0 else -divisor
    return Form(form.const // sign, tuple((name, value // sign) for name, value in form.terms))


def tightened(form: Form) -> Form:
    """A form that is non-negative for the same whole numbers, with coprime coefficients."""
    divisor = gcd(*(value for _, value in form.terms)) if form.terms else 1
    if divisor == 1:
        return form
    return Form(form.const // divisor, tuple((name, value // divisor) for name, value in form.terms))


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of the indices: forms that are >= 0, and forms that are not 0.

    >>> i, n = variable("i"), variable("n")
    >>> facts = Facts().knowing(i.shifted(-1), n.minus(i))
    >>> facts.entails(n.shifted(-1))
    True
    >>> facts.entails(n.shifted(-2))
    False
    """

    nonnegative: tuple[Form, ...] = ()
    nonzero: frozenset[Form] = frozenset()

    # Questions are asked again and again under the same facts: `_answers` keeps what was found, and
    # `_larger` hands out the same larger facts for the same addition, so that their answers are kept too.
    def __post_init__(self) -> None:
        object.__setattr__(self, "_answers", {})
        object.__setattr__(self, "_larger", {})

    def knowing(self, *forms: Form) -> Facts:
        """These facts and that each of `forms` is >= 0."""
        larger: dict[object, Facts] = self._larger  # type: ignore[attr-defined]
        if forms not in larger:
            new = tuple(form for form in forms if form.terms or form.const < 0)
            larger[forms] = Facts(self.nonnegative + new, self.nonzero) if new else self
        return larger[forms]

    def distinguishing(self, form: Form) -> Facts:
        """These facts and that `form` is not 0."""
        spelling = canonical_zero(form)
        if spelling is True:
            return self.knowing(constant(-1))
        if not isinstance(spelling, Form):
            return self
        larger: dict[object, Facts] = self._larger  # type: ignore[attr-defined]
        if spelling not in larger:
            larger[spelling] = Facts(self.nonnegative, self.nonzero | {spelling})
        return larger[spelling]

    def sharpened(self) -> Facts:
        """These facts and what follows for whole numbers: `i >= 1` and `i != 1` give `i >= 2`.

        >>> i = variable("i")
        >>> facts = Facts().knowing(i.shifted(-1)).distinguishing(i.shifted(-2)).distinguishing(i.shifted(-1))
        >>> facts.sharpened().entails(i.shifted(-3))
        True
        """
        facts, grew = self, True
        while grew:
            grew = False
            for form in sorted(facts.nonzero):
                for side in (form, form.times(-1)):
                    if facts.entails(side) and not facts.entails(side.shifted(-1)):
                        facts, grew = facts.knowing(side.shifted(-1)), True
            grew = grew and not facts.contradictory()
        return facts

    def without(self, name: str) -> Facts:
        """These facts less every one that speaks of `name`."""
        larger: dict[object, Facts] = self._larger  # type: ignore[attr-defined]
        if name not in larger:
            nonnegative = tuple(form for form in self.nonnegative if name not in form.names)
            nonzero = frozenset(form for form in self.nonzero if name not in form.names)
            larger[name] = Facts(nonnegative, nonzero)
        return larger[name]

    def entails(self, form: Form) -> bool:
        """True when `form` is certainly >= 0; False when it is not, or when we do not know."""
        if not form.terms:
            return form.const >= 0
        answers: dict[Form, bool] = self._answers  # type: ignore[attr-defined]
        if form not in answers:
            answers[form] = self._stated(form) or _follows(self.nonnegative, form)
        return answers[form]

    def _stated(self, form: Form) -> bool:
        """True when a fact says so outright."""
        return any(fact.terms == form.terms and fact.const <= form.const for fact in self.nonnegative)

    def excludes_zero(self, form: Form) -> bool:
        """True when `form` is certainly not 0."""
        spelling = canonical_zero(form)
        if not isinstance(spelling, Form):
            return not spelling
        return (
            spelling in self.nonzero
            or self.entails(spelling.shifted(-1))
            or self.entails(spelling.times(-1).shifted(-1))
        )

    def sign(self, form: Form) -> int:
        """The signs that `form` may have."""
        sign = signs.REAL
        if self.entails(form):
            sign &= signs.NONNEGATIVE
        if self.entails(form.times(-1)):
            sign &= signs.NONPOSITIVE
        return sign & signs.NONZERO if self.excludes_zero(form) else sign

    def contradictory(self) -> bool:
        """True when no whole numbers satisfy these facts; False when some do or we do not know."""
        if any(self.forces_zero(form) for form in self.nonzero):
            return True
        return _contradict(self.nonnegative)

    def forces_zero(self, form: Form) -> bool:
        """True when `form` is certainly 0."""
        return self.entails(form) and self.entails(form.times(-1))


@lru_cache(maxsize=2048)
def _follows(facts: tuple[Form, ...], form: Form) -> bool:
    """True when facts contradict the opposite; claims on the same ranges ask the same."""
    return _infeasible(_related(facts, tightened(form.times(-1).shifted(-1))))


@lru_cache(maxsize=512)
def _contradict(facts: tuple[Form, ...]) -> bool:
    """True when no whole numbers satisfy the facts."""
    return _infeasible([tightened(form) for form in (*facts, *_said(facts))])


def _keys(form: Form) -> set[str]:
    """The unknowns of the form, a member being one."""
    return {name for name, _ in form.terms}


def _said(forms: Iterable[Form]) -> list[Form]:
    """What is said of the members that occur, and of those that this mentions."""
    found: dict[Form, None] = {}
    members = dict.fromkeys(name for form in forms for name in form.members)
    for _ in range(_SAID_TWICE):
        new = [form for name in members for form in name.nonnegative()]
        found.update(dict.fromkeys(new))
        members = dict.fromkeys(name for form in new for name in form.members if name not in members)
    return list(found)


def _related(facts: Iterable[Form], goal: Form) -> list[Form]:
    """The goal and every fact that shares names with it, directly or through others."""
    names = _keys(goal)
    waiting = [tightened(form) for form in (*facts, *_said((goal, *facts)))]
    chosen = [goal]
    grew = True
    while grew:
        grew = False
        for form in list(waiting):
            if not form.terms or not names.isdisjoint(_keys(form)):
                waiting.remove(form)
                chosen.append(form)
                names |= _keys(form)
                grew = True
    return chosen


def _infeasible(constraints: list[Form]) -> bool:
    """True when no numbers make all the constraints >= 0."""
    current = set(constraints)
    while True:
        if any(not form.terms and form.const < 0 for form in current):
            return True
        current = {form for form in current if form.terms}
        if not current or len(current) > _MOST_CONSTRAINTS:
            return False
        current = _eliminate(_cheapest(current), current)


def _cheapest(constraints: set[Form]) -> str:
    """The name whose elimination makes the fewest new constraints."""
    above: dict[str, int] = {}
    below: dict[str, int] = {}
    for form in constraints:
        for name, value in form.terms:
            side = above if value > 0 else below
            side[name] = side.get(name, 0) + 1
    return min(sorted({*above, *below}), key=lambda name: above.get(name, 0) * below.get(name, 0))


def _eliminate(name: str, constraints: set[Form]) -> set[Form]:
    """What the constraints say about the other names."""
    lower = [form for form in constraints if form.coefficient(name) > 0]
    upper = [form for form in constraints if form.coefficient(name) < 0]
    rest = {form for form in constraints if not form.coefficient(name)}
    for low in lower:
        for high in upper:
            combined = low.times(-high.coefficient(name)).plus(high, low.coefficient(name))
            rest.add(tightened(combined))
    return rest
