"""Definitions folded back: from exponentials to the names that the document uses.

A definition whose numerator is one term, such as `q[i] = exp(z[i]) / S` is solved for one atom of its
numerator, `exp(z[i]) = q[i] S`, and that atom is replaced wherever it occurs, also inside sums, for
all values of its indices. The atoms that the other side mentions (`S`) stay as they are, so `sum(t[k]
exp(z[k]), k)` becomes `S sum(t[k] q[k], k)` and `S` cancels. A sum that is a known number when
unfolded (`sum(q[k], k)` is 1) is that number. The spelling with fewest letters wins.
"""

from __future__ import annotations

from derivcheck.explain.merging import merged
from derivcheck.explain.powers import with_powers
from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.atoms import Atom, Sum, SymbolAtom
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.schemes import Law, Scheme
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.model import Definition
from derivcheck.terms import Term, free_names
from derivcheck.terms.printing import to_text

__all__ = ["folded", "spoken", "unfolded"]


@frozen
class _Fold:
    """`law.atom = law.image`, where the image names the definition; `kept` are the atoms it mentions."""

    name: str
    law: Law
    kept: frozenset[int]


def spoken(session: Session, value: Quotient) -> Term:
    """`value` as a term, definitions folded back and sums taken together where that makes it shorter."""
    return with_powers(merged(session.speaker().term(folded(session, value))), session.context)


def folded(session: Session, value: Quotient) -> Quotient:
    """`value` with definitions folded back where that makes it shorter to write."""
    if not session.context.definitions:
        return value
    best, length = value, _length(session, value)
    for definition in session.context.definitions.values():
        fold = session.remembered(("fold", definition.name), lambda: _fold(session, definition))  # noqa: B023
        if fold is None or not fold.law.atom.symbols() & best.symbols:
            continue
        candidate = _known_sums(session, _applied(session, fold, best), fold.name)
        if candidate == best:
            continue
        size = _length(session, candidate)
        if size < length:
            best, length = candidate, size
    return best


def unfolded(session: Session, value: Quotient) -> Quotient:
    """`value` with the names of definitions expanded again."""
    for name in session.context.definitions:
        value = session.reader.expanded(value, name)
    return value


def _length(session: Session, value: Quotient) -> int:
    declared = session.context.indices
    return len(to_text(session.speaker().term(value), declared))


def _fold(session: Session, definition: Definition) -> _Fold | None:
    """The definition solved for an atom that determines its indices."""
    if definition.is_function or free_names(definition.body) & session.context.definitions.keys():
        return None  # what is built from other definitions is folded back by way of them
    ring = session.ring
    names = tuple(f"?{name}" for name in definition.parameters)
    forms = tuple(map(variable, names))
    ends = tuple(session.reader.ends(axis.lower, axis.upper) for axis in definition.axes)
    scheme = Scheme(names, ends)
    before = ring.facts
    for form, (low, high) in zip(forms, ends, strict=True):
        ring.facts = ring.facts.knowing(form.minus(low), *([high.minus(form)] if high is not None else []))
    try:
        value = session.reader.definition(definition, forms)
    except (Outside, Undefined, NeedsCase, NotImplementedError):
        return None
    finally:
        ring.facts = before
    own = ring.generator(SymbolAtom(definition.name, forms))
    return _solved(ring, definition.name, value, own, scheme)


def _solved(ring: Ring, name: str, value: Quotient, own: Quotient, scheme: Scheme) -> _Fold | None:
    above = ring.quotient(value.num, ring.one.den)
    below = ring.quotient(value.den, ring.one.den)
    degrees = value.num.degrees()
    if len(value.num) > 1:
        return None
    for place in value.generators:
        atom = ring.atoms[place]
        if degrees[place] != 1 or place in below.generators or not set(scheme.names) <= atom.names():
            continue
        slope = ring.quotient(value.num.derivative(place), ring.one.den)
        rest = ring.replaced(above, {place: ring.zero})
        image = (own * below - rest) / slope
        kept = frozenset(image.generators)
        return _Fold(name, Law(atom, image, scheme, image.symbols), kept)
    return None


def _applied(session: Session, fold: _Fold, value: Quotient) -> Quotient:
    """`value` with the fold used on every atom that it matches."""
    ring = session.ring
    images: dict[int, Quotient] = {}
    for place in value.generators:
        if place in fold.kept:
            continue
        atom = ring.atoms[place]
        found = session.theory.instance(fold.law, atom)
        if found is not None:
            images[place] = found
        elif atom.quotients() and fold.law.atom.symbols() & atom.symbols():
            images[place] = ring.families[type(atom)].rebuild(
                ring, atom, lambda part: _applied(session, fold, part), _same_form
            )
    return ring.replaced(value, images)


def _same_form(form: Form) -> Form:
    return form


def _known_sums(session: Session, value: Quotient, name: str) -> Quotient:
    """`value` with each sum over the folded name replaced by the number that it is, where it is one."""
    ring = session.ring
    images: dict[int, Quotient] = {}
    for place in value.generators:
        atom: Atom = ring.atoms[place]
        if isinstance(atom, Sum) and name in atom.symbols():
            plain = session.reader.expanded(ring.generator(atom), name)
            if plain.number() is not None:
                images[place] = plain
    return ring.replaced(value, images)
