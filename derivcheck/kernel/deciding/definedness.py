"""Where both sides are defined: what may be supposed there, and which points a proof loses or gains.

A claim is about the points at which both of its sides have a value, so the conditions of both sides
are known while it is being proved (`supposing`). The conditions of the proof are those of one side
which neither the context nor the other side grants (`lost_and_gained`), and that the ends of all ranges
are in order and the bases of powers not 0 (`left_out`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Product, Sum
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.answers import NotProved, Proof
from derivcheck.kernel.deciding.branching import opposite
from derivcheck.kernel.deciding.session import Case, Session
from derivcheck.kernel.functions.cuts import is_off_by_angle
from derivcheck.kernel.knowledge.conditions import (
    CONVERGES,
    EDGE,
    ENOUGH,
    JUMP,
    LEAVES_OUT,
    LEFT_OUT,
    NEEDED,
    OFF_CUT,
    POLE_FREE,
    Condition,
    granted,
    need,
)
from derivcheck.kernel.knowledge.schemes import KnownSign, Scheme, of_open_factors, primitive
from derivcheck.kernel.knowledge.speaking import Speaker
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import RELATION_SIGNS, NeedsCase, Reading
from derivcheck.terms import Call, Const, Rel, Term, integer
from derivcheck.terms.printing import to_text

__all__ = [
    "all_left_out",
    "has_sign",
    "is_undefined",
    "jumps",
    "lost_and_gained",
    "leaves_out",
    "left_out",
    "proof_of",
    "said_by",
    "spelled",
    "supposing",
    "without_left_out",
]


#: Signs that order a value and 0.
_ORDERED = (signs.NONNEGATIVE, signs.NONPOSITIVE)


def has_sign(session: Session, difference: Quotient, op: str, conditions: tuple[Condition, ...]) -> bool:
    """True when `difference op 0` wherever both sides are defined."""
    with supposing(session, conditions):
        return not need(session.ring, difference, RELATION_SIGNS[op])


@contextmanager
def supposing(session: Session, conditions: tuple[Condition, ...]) -> Iterator[None]:
    """What the conditions say is known inside."""
    if not conditions:
        yield
        return
    ring, theory = session.ring, session.theory
    facts, known = ring.facts, theory.signs
    theory.signs = [*known, *(one for condition in conditions for one in _known(ring, condition))]
    ring.facts = facts.knowing(*(form for condition in conditions for form in _known_forms(ring, condition)))
    theory.renew()
    stricter = tuple(each for one in theory.signs[len(known) :] for each in _stricter(ring, one))
    if stricter:
        theory.signs = [*theory.signs, *stricter]
        theory.renew()
    session.forget()
    try:
        yield
    finally:
        ring.facts, theory.signs = facts, known
        theory.renew()
        session.forget()


def is_undefined(session: Session, *sides: Term) -> bool:
    """True when at no point all of these sides have values."""
    try:
        conditions = tuple(one for side in sides for one in session.read(side).conditions)
        with supposing(session, tuple(one for one in conditions if one.kind != LEFT_OUT)):
            for side in sides:
                session.read(side)
    except Undefined as undefined:
        return undefined.everywhere
    except (NeedsCase, Outside):
        return False
    return False


def _known_forms(ring: Ring, condition: Condition) -> Iterator[Form]:
    """The forms that a condition says are not negative; whole numbers off the poles of gamma are positive."""
    if condition.names or condition.guard is not None:
        return
    if condition.form is not None:
        yield condition.form
    elif condition.kind != NEEDED or condition.allowed != POLE_FREE or condition.value is None:
        return
    elif condition.value.den.is_one():
        whole = ring.whole_form(condition.value.num)
        if whole is not None:
            yield whole.shifted(-1)


def _known(ring: Ring, condition: Condition) -> Iterator[KnownSign]:
    if condition.value is None or condition.guard is not None or condition.allowed > signs.ANY:
        return
    if condition.kind not in (NEEDED, LEFT_OUT) or condition.value.is_zero():
        return
    names = {name: variable(f"?{name}") for name in condition.names}
    ranges = tuple(
        (low.replaced(names), high.replaced(names) if high is not None else None)
        for _, low, high in condition.scope
    )
    scheme = Scheme(tuple(f"?{name}" for name in condition.names), ranges)
    with ring.reopened(condition.scope):
        value = ring.at(condition.value, names)
    below = ring.polynomial_sign(value.den)
    if below in (signs.NEGATIVE, signs.POSITIVE):
        plain = primitive(Quotient(ring, value.num, ring.one.den))
        yield KnownSign(plain, signs.multiply(condition.allowed, below), scheme)
    elif signs.is_real(below):  # a quotient has the sign of the product
        both = primitive(Quotient(ring, value.num * value.den, ring.one.den))
        yield KnownSign(both, condition.allowed, scheme)


def _stricter(ring: Ring, known: KnownSign) -> Iterator[KnownSign]:
    """What the sign of a product says of its factors, and the factors of it.

    What is not negative, and no factor of which is 0, is positive: `1 - x^2` where `x` is not 1 or -1.
    """
    if not any(signs.is_within(known.sign, each) for each in _ORDERED) or known.scheme.names:
        return
    yield from of_open_factors(ring, known.polynomial, known.sign)
    factors = polynomial_factors(ring, known.polynomial.num)[1] if known.sign & signs.ZERO else []
    if factors and all(signs.is_within(ring.sign(factor), signs.NONZERO) for factor, _ in factors):
        yield replace(known, sign=known.sign & signs.NONZERO)


def lost_and_gained(
    session: Session, left: Reading, right: Reading, *, continued: bool = False
) -> tuple[str, ...]:
    """The conditions of one side that neither the context nor the other side grants.

    A proof that was `continued` to points that were set aside says nothing of those that are left out because
    that is enough, though both sides may have a value there: `binomial(x, y)` with `x = -1`, `y = 1`.
    """
    order = _kept_out(session, left, right)  # what the rest says in their place has to be said itself
    left, right = without_left_out(left), without_left_out(right)
    alike = set(left.conditions) == set(right.conditions) and not continued
    found: dict[str, None] = {}
    for mine, other in () if alike else ((left, right), (right, left)):
        if not mine.conditions:
            continue
        with supposing(session, (*other.conditions, *order)):
            missing = [one for one in mine.conditions if not _is_granted(session.ring, one)]
        alone = [
            one
            for one in missing
            if (continued and one.kind == ENOUGH) or not _is_shared(session, one, other.conditions)
        ]
        said = [one for one in alone if not any(_follows(session.ring, one, each) for each in alone)]
        found.update((_asked(session, one), None) for one in said)
    return tuple(dict.fromkeys((*found, *jumps(session, (*left.conditions, *right.conditions, *order)))))


def _is_granted(ring: Ring, condition: Condition) -> bool:
    """True when the facts grant it; what an assumption says of an angle, they do not say of a sign."""
    if granted(ring, condition):
        return True
    if condition.allowed != OFF_CUT or condition.value is None:
        return False
    with ring.reopened(condition.scope):
        return is_off_by_angle(ring, condition.value)


def _follows(ring: Ring, condition: Condition, other: Condition) -> bool:
    """True when it holds off a cut: `z + 1` is in `(-oo, 0]` only where `z` is, and 0 is on the cut."""
    if other.allowed != OFF_CUT or condition is other or condition.value is None or other.value is None:
        return False
    if (condition.scope, condition.guard) != (other.scope, other.guard):
        return False
    if condition.allowed == signs.NONZERO:
        factors = [factor for factor, _ in polynomial_factors(ring, other.value.num)[1]]
        return condition.value in factors or -condition.value in factors
    if condition.allowed != OFF_CUT:
        return False
    with ring.reopened(condition.scope):
        beyond = condition.value - other.value
        return not beyond.is_zero() and signs.is_within(ring.sign(beyond), signs.NONNEGATIVE)


def _is_shared(session: Session, condition: Condition, others: tuple[Condition, ...]) -> bool:
    """True when the other side asks the same, or has the same derivative at the same edge.

    Two powers of what may be 0 lack a value at the same points if their exponents are negative together:
    at `x = 0` there is a value of `x^n`, and none of `x^(n - 1)`, where `n = 0`. Of two factorial powers
    with lengths below 0 the shorter one has fewer poles.
    """
    if condition in others or condition.kind not in (EDGE, ENOUGH):
        return condition in others
    if condition.kind == ENOUGH:
        alike = [each for each in others if replace(each, of=condition.of) == condition]
        return any(_is_no_worse(session.ring, condition, each) for each in alike)
    twins = (each for each in others if each.kind == EDGE and each.of == condition.of)
    with supposing(session, tuple(replace(each, kind=NEEDED) for each in twins)):
        return granted(session.ring, condition)


def _is_no_worse(ring: Ring, condition: Condition, other: Condition) -> bool:
    """True when the exponent that a condition is of lacks no value where that of the other one has one."""
    exponent, known = condition.of, other.of
    if not (isinstance(exponent, Quotient) and isinstance(known, Quotient)):
        return False
    forms = exponent.index_form(), known.index_form()
    if condition.allowed == signs.NONZERO and forms[0] is not None and forms[1] is not None:
        return ring.facts.knowing(forms[1]).entails(forms[0])
    return signs.is_within(ring.sign(exponent - known), signs.NONNEGATIVE)


def jumps(session: Session, conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """What keeps derivatives away from jumps, where nothing else does; that is always said."""
    found = [each for each in conditions if each.kind == JUMP]
    if not found:
        return ()
    with supposing(session, conditions):
        return tuple(_asked(session, each) for each in found if not granted(session.ring, each))


def _asked(session: Session, condition: Condition) -> str:
    """The condition as text; that it is another case, where in this one it is about 0 itself.

    Raises:
        NotProved: the assumptions exclude it, so that nothing is said of any point.

    """
    excluded = _is_excluded(session, condition)
    if session.case == Case() and excluded:
        raise NotProved
    bare = excluded and condition.value is not None and condition.value.is_zero()
    return (opposite(session.case) if bare else "") or spelled(session, condition)


def _is_excluded(session: Session, condition: Condition) -> bool:
    """True when the condition certainly fails, wherever it is asked."""
    if condition.value is None or condition.names or condition.guard is not None:
        return False
    value = session.theory.refreshed(condition.value)
    return condition.allowed <= signs.ANY and not session.ring.sign(value) & condition.allowed


def all_left_out(*sides: Reading) -> tuple[Condition, ...]:
    """The conditions that a proof says in any case, of which no side grants one to the other."""
    return tuple(dict.fromkeys(one for side in sides for one in side.conditions if one.kind in LEAVES_OUT))


def without_left_out(reading: Reading) -> Reading:
    """The reading without what it leaves out."""
    if all(one.kind not in LEAVES_OUT for one in reading.conditions):
        return reading
    return replace(reading, conditions=tuple(one for one in reading.conditions if one.kind not in LEAVES_OUT))


def left_out(session: Session, *sides: Reading) -> tuple[str, ...]:
    """That ends of ranges are in order and bases of powers not 0, where only the sides ask it."""
    return tuple(spelled(session, condition) for condition in _kept_out(session, *sides))


def _kept_out(session: Session, *sides: Reading) -> tuple[Condition, ...]:
    """What the sides leave out, without what follows from the others or from what the sides need."""
    asked = all_left_out(*sides)
    needed = [one for side in sides for one in side.conditions if one.kind == NEEDED]
    kept = list(asked)
    for condition in asked:
        others = [one for one in kept if one != condition]
        with supposing(session, (*(needed if condition.kind == LEFT_OUT else ()), *others)):
            if granted(session.ring, condition):
                kept = others
    return tuple(kept)


def leaves_out(session: Session, conditions: tuple[Condition, ...]) -> bool:
    """Whether bases of powers may be 0 where what is needed holds."""
    bases = [one for one in conditions if one.kind == LEFT_OUT]
    if not bases:
        return False
    with supposing(session, tuple(one for one in conditions if one.kind == NEEDED)):
        return not all(granted(session.ring, one) for one in bases)


def proof_of(session: Session, left: Reading, right: Reading, rules: tuple[str, ...]) -> Proof:
    """The proof of an equation by these rules, with the points that it loses or gains."""
    if not (left.conditions or right.conditions):
        # Among complex numbers not all that a value needs is noted: a function may lack one on its cut.
        open_ends = session.ring.principal or any(map(_may_diverge, session.ring.atoms))
        return Proof(rules=rules, total=not open_ends)
    return Proof(lost_and_gained(session, left, right), rules, left_out(session, left, right))


def _may_diverge(atom: Atom) -> bool:
    """True for an infinite sum or product that was met: of such no condition says that they converge."""
    return isinstance(atom, Sum | Product) and any(high is None for _, high in atom.ranges)


_SPELLINGS = {
    signs.NONZERO: "!=",
    signs.POSITIVE: ">",
    signs.NONNEGATIVE: ">=",
    signs.NEGATIVE: "<",
    signs.NONPOSITIVE: "<=",
}


def said_by(session: Session, conditions: Iterable[Condition]) -> tuple[Rel, ...]:
    """What is known where a term has a value, as relations; what holds under bound indices is left out."""
    speaker = session.speaker()
    found: dict[Rel, None] = {}
    for each in conditions:
        plain = each.kind == NEEDED and not each.names and each.guard is None
        if plain and each.value is not None and each.allowed in _SPELLINGS:
            found[Rel(_SPELLINGS[each.allowed], speaker.term(each.value), integer(0))] = None
    return tuple(found)


def spelled(session: Session, condition: Condition) -> str:
    """The condition as text: `x != 0`, `z[k] > 0 for every k`."""
    speaker = Speaker(session.ring, session.context, session.ends_of)  # with names of its own
    taken: set[str] = set()
    occurring: frozenset[str] = frozenset()
    for part in (condition.value, condition.form, condition.guard):
        occurring |= part.names if part is not None else frozenset()
    for name, low, high in condition.scope:
        if name in occurring:
            speaker.names[name] = speaker.name_for((low, high), taken | set(session.indices))
            taken.add(speaker.names[name])
    variables = _named_variables(session, speaker, condition)
    with session.ring.reopened(condition.scope):
        text = _spelled_alone(speaker, condition) + variables
    if condition.guard is not None:
        text += f" where {to_text(speaker.term(condition.guard))} = 1"
    return text + "".join(f" for every {name}" for name in sorted(taken))


def _named_variables(session: Session, speaker: Speaker, condition: Condition) -> str:
    """For which values of a variable of integration the condition holds."""
    occurring = condition.value.symbols if condition.value is not None else frozenset()
    text = ""
    for each in sorted(occurring & session.ring.ranges.keys()):
        low, high = session.ring.ranges[each]
        speaker.names[each] = name = speaker.variable_name(occurring)
        below = "-oo" if low is None else to_text(speaker.term(low))
        above = "oo" if high is None else to_text(speaker.term(high))
        text += f" for {name} between {below} and {above}"
    return text


def _spelled_alone(speaker: Speaker, condition: Condition) -> str:
    if condition.form is not None:
        return to_text(Rel("<=", *speaker.two_sides(condition.form.times(-1))))
    assert condition.value is not None
    value = speaker.term(condition.value)
    if condition.allowed == CONVERGES:
        return f"{to_text(value)} converges"
    if condition.allowed == POLE_FREE:
        return f"{to_text(value)} is not 0, -1, -2, ..."
    if condition.allowed == OFF_CUT:
        return to_text(Rel("!=", Call("arg", (value,)), Const("pi")))
    return to_text(Rel(_SPELLINGS[condition.allowed], value, integer(0)))
