"""Which case distinctions a difference asks for, and the branches of each."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    AtLeast,
    Atom,
    Delta,
    Function,
    Logarithm,
    Root,
    SymbolAtom,
    axis,
)
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Form, has_bound
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.answers import NotProved
from derivcheck.kernel.deciding.coefficients import open_places
from derivcheck.kernel.deciding.session import Case, Session
from derivcheck.kernel.knowledge.conditions import Condition, granted
from derivcheck.kernel.knowledge.speaking import two_sides
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, is_free
from derivcheck.terms import Rel, integer, negated
from derivcheck.terms.printing import to_text

__all__ = ["Branches", "branches", "open_conditions", "opposite", "uncovered"]

_KNOWN = (signs.NEGATIVE, signs.ZERO, signs.POSITIVE)

#: The relation to 0 of what has none of these signs.
_FAILING = {
    signs.NONZERO: "=",
    signs.POSITIVE: "<=",
    signs.NONNEGATIVE: "<",
    signs.NEGATIVE: ">=",
    signs.NONPOSITIVE: ">",
}

#: The branches of a case distinction.
Branches = tuple[tuple[str, Form] | Rel, ...]


def opposite(case: Case) -> str:
    """The points outside a case, as a condition in text."""
    parts = [Rel(op, *two_sides(form)) for op, form in map(_beyond, case.conditions)]
    return " or ".join(to_text(part) for part in (*parts, *map(negated, case.values)))


def _beyond(condition: tuple[str, Form]) -> tuple[str, Form]:
    """The opposite of a condition on whole numbers."""
    op, form = condition
    return (">=", form.times(-1).shifted(-1)) if op == ">=" else ("!=" if op == "=" else "=", form)


def uncovered(session: Session, branch: tuple[str, Form] | Rel) -> Branches:
    """The cases beside the branches of a condition on values: where a side of it has no value.

    Raises:
        NotProved: these cannot be told by relations, or this is one of them.

    """
    if not isinstance(branch, Rel):
        return ()
    found: dict[tuple[str, Form] | Rel, None] = {}
    try:
        needed = [one for side in (branch.left, branch.right) for one in session.read(side).conditions]
    except (NeedsCase, NotImplementedError, Outside, TooLarge, Undefined):
        raise NotProved from None
    for one in (each for each in needed if not granted(session.ring, each)):
        if one.names or one.guard is not None or (one.form is None and one.allowed not in _FAILING):
            raise NotProved
        found[_failing(session, one)] = None
    if not found.keys().isdisjoint({*session.case.conditions, *session.case.values}):
        raise NotProved
    return tuple(found)


def _failing(session: Session, condition: Condition) -> tuple[str, Form] | Rel:
    """The case in which a condition fails."""
    if condition.form is not None:
        return ">=", condition.form.times(-1).shifted(-1)
    assert condition.value is not None
    form = condition.value.index_form()
    if form is not None and condition.allowed == signs.NONZERO:
        return "=", form
    return Rel(_FAILING[condition.allowed], session.speaker().term(condition.value), integer(0))


def open_conditions(session: Session, difference: Quotient) -> list[Branches]:
    """What the difference hangs on: conditions on free indices, comparisons left open, signs of values."""
    ring = session.ring
    found = [branches(atom) for atom in _free_atoms(ring, difference)]
    found += [branches(AtLeast(form)) for form in ring.undecided if not has_bound(form.names)]
    found += [branches(AtLeast(form)) for form in open_places(ring, difference)]
    found += [branches(Delta(form)) for form in _only_values(ring, difference)]
    speaker = session.speaker()
    signed = [atom.quotients()[0] for atom in _signed_atoms(ring, difference)]
    signed += _parts_at_cuts(ring, difference) if ring.sectored else []
    for value in dict.fromkeys(signed):
        found.append(branches(Rel("<", speaker.term(value), integer(0))))
    return found


def branches(condition: Atom | Rel) -> Branches:
    """The branches of a condition: it holds or not, a value is below, at or above another."""
    if isinstance(condition, Rel):
        left, right = condition.left, condition.right
        if condition.op == "=":  # of complex numbers, which have no order
            return Rel("=", left, right), Rel("!=", left, right)
        return Rel("<", left, right), Rel("=", left, right), Rel(">", left, right)
    form = condition.forms()[0]
    if isinstance(condition, Delta):
        return ("=", form), ("!=", form)
    return (">=", form), (">=", form.times(-1).shifted(-1))


def _signed_atoms(ring: Ring, value: Quotient) -> Iterator[Atom]:
    """Absolute values and signs of what has no bound index in it."""
    for place in value.generators:
        atom = ring.atoms[place]
        signed = isinstance(atom, Absolute) or (isinstance(atom, Function) and atom.name == "sign")
        signed = signed and signs.is_real(ring.sign(atom.quotients()[0]))
        if signed and not has_bound(atom.names()):
            yield atom
        for inner in atom.quotients():
            if not atom.bound():
                yield from _signed_atoms(ring, inner)


def _only_values(ring: Ring, difference: Quotient) -> Iterator[Form]:
    """What is 0 where a free index of the difference has one value left: `i >= 0`, `i <= 1` and `i != 1`."""
    facts = ring.facts.sharpened()
    for form in facts.nonnegative:
        alone = len(form.names) == 1 and not has_bound(form.names) and form.names <= difference.names
        if alone and facts.forces_zero(form):
            yield form


def _parts_at_cuts(ring: Ring, difference: Quotient) -> list[Quotient]:
    """What tells where the arguments of logarithms and roots lie, as far as its sign is open.

    These are the parts of complex symbols, then real factors, at last real symbols.
    """
    arguments = list(_at_cuts(ring, difference))
    atoms = [SymbolAtom(name, ()) for name in sorted({name for each in arguments for name in each.symbols})]
    whole = [ring.generator(atom) for atom in atoms if atom in ring.places and ring.law(atom) is None]
    real = [each for each in whole if signs.is_real(ring.sign(each))]
    names = [
        atom.name
        for atom in (each.atom() for each in whole if each not in real)
        if isinstance(atom, SymbolAtom)
    ]
    parts = [ring.generator(SymbolAtom(axis(part, name), ())) for name in names for part in ("im", "re")]
    factors = [factor for argument in arguments for factor, _ in factored(ring, argument).parts]
    return [each for each in dict.fromkeys((*parts, *factors, *real)) if _is_open(ring, each)]


def _is_open(ring: Ring, value: Quotient) -> bool:
    """True for a real value whose sign is not known."""
    sign = ring.sign(value)
    return signs.is_real(sign) and sign not in _KNOWN and not has_bound(value.names)


def _at_cuts(ring: Ring, value: Quotient) -> Iterator[Quotient]:
    """What stands under logarithms and roots, the inmost last."""
    for place in value.generators:
        atom = ring.atoms[place]
        if atom.bound():
            continue
        inner = atom.quotients()
        if isinstance(atom, Logarithm | Root):
            yield from inner
        for each in inner:
            yield from _at_cuts(ring, each)


def _free_atoms(ring: Ring, value: Quotient) -> Iterator[Atom]:
    """The conditions on free indices in `value`, outermost first."""
    for place in value.generators:
        if is_free(ring.atoms[place]):
            yield ring.atoms[place]
    for place in value.generators:
        for inner in ring.atoms[place].quotients():
            yield from _free_atoms(ring, inner)
