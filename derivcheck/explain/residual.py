"""What is left of a wrong step: left minus right, and the equations under which it vanishes.

The difference is the kernel's normal form, definitions folded back and factored: `q[i]*(1 - p[i])`. It
vanishes where one of its factors does, so each factor that may be zero gives an equation, solved for a
sum or a symbol that occurs in it to the first power: `p[i] = 1`, `sum(t[k], k) = 1`. An equation that
the signs rule out (`exp(x) = 0`) is not offered.
"""

from __future__ import annotations

from derivcheck.explain.folding import folded, spoken, unfolded
from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import AtLeast, Atom, Delta, IndexValue, Sum, SymbolAtom
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.quotient import Quotient, Restart, TooLarge, Undefined
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.model import Claim, Context, Residual
from derivcheck.terms import Big, Diff, Nth, Partial, Rel, Sym, Term, free_names, integer, walk
from derivcheck.terms.printing import to_text

__all__ = ["NO_ANSWER", "equations", "is_plain", "residual", "simplified"]

#: Longer equations are no help to a reader.
_LONGEST_EQUATION = 72


def simplified(kernel: Kernel, term: Term, context: Context) -> str | None:
    """The kernel's normal form of `term` in the document's own names; None when it has none."""
    try:
        return kernel.ask(
            context, (term,), lambda session: _text(session, spoken(session, session.read(term).value))
        )
    except NO_ANSWER:
        return None


def residual(kernel: Kernel, claim: Claim) -> Residual | None:
    """The difference of the two sides and where it vanishes.

    None when the kernel cannot read them, or when there is none.
    """
    try:
        return kernel.ask(claim.context, (claim.left, claim.right), lambda session: _residual(session, claim))
    except NO_ANSWER:
        return None


#: Why the kernel may have no normal form.
NO_ANSWER = (Outside, TooLarge, Undefined, NeedsCase, Restart, RecursionError, NotImplementedError)


def _text(session: Session, term: Term) -> str:
    return to_text(term, session.context.indices)


def _residual(session: Session, claim: Claim) -> Residual | None:
    left, right = session.read(claim.left), session.read(claim.right)
    value = folded(session, left.value - right.value)
    if value.is_zero():
        return None
    spellings = [_text(session, spoken(session, value)), *_unexpanded(session, claim)]
    texts = sorted({_text(session, equation) for equation in _equations(session, value)})
    mine, turned = (_text(session, session.speaker().term(each)) for each in (value, -value))
    return Residual(
        min(spellings, key=len),
        tuple(text for text in texts if len(text) <= _LONGEST_EQUATION),
        min(mine, turned),
        turned < mine,
    )


def equations(kernel: Kernel, claim: Claim) -> tuple[Term, ...]:
    """The equations under which the difference of the two sides vanishes, each by itself, shortest first.

    The equation of a difference that has no factors says the claim once more; it is left out unless it is
    plain: a symbol or a sum that is a number or another symbol.
    """

    def question(session: Session) -> list[Term]:
        value = folded(session, session.read(claim.left).value - session.read(claim.right).value)
        found = _equations(session, value)
        if not found:
            return []
        whole = len(factored(session.ring, value).parts) < 2
        kept = [one for one in found if (is_plain(one) or not whole) and _is_short(session, one)]
        return sorted(kept, key=lambda equation: len(_text(session, equation)))

    try:
        return tuple(kernel.ask(claim.context, (claim.left, claim.right), question))
    except NO_ANSWER:
        return ()


def _is_short(session: Session, equation: Term) -> bool:
    return len(_text(session, equation)) <= _LONGEST_EQUATION


def is_plain(equation: Term) -> bool:
    """Whether a relation is about a symbol or a sum of symbols, and a number or another symbol."""
    match equation:
        case Rel(_, Sym() | Big(body=Sym()), right):
            return isinstance(right, Sym) or not free_names(right)
        case _:
            return False


def _unexpanded(session: Session, claim: Claim) -> list[str]:
    """The difference with the names of definitions left as they stand, if no derivative looks into them."""
    parts = (part for side in (claim.left, claim.right) for part in walk(side))
    if not session.context.definitions or any(isinstance(part, Diff | Nth | Partial) for part in parts):
        return []
    with session.reader.unexpanded():
        value = session.reader.read(claim.left).value - session.reader.read(claim.right).value
    return [] if value.is_zero() else [_text(session, session.speaker().term(value))]


def _equations(session: Session, value: Quotient) -> list[Term]:
    """One equation for each factor that may be zero."""
    if value.is_zero():
        return []
    ring = session.ring
    found: dict[Term, None] = {}
    for factor, _ in factored(ring, ring.quotient(value.num, ring.one.den)).parts:
        if signs.is_within(ring.sign(unfolded(session, factor)), signs.NONZERO):
            continue
        equation = _equation(session, factor)
        if equation is not None:
            found.setdefault(equation)
    return list(found)


def _equation(session: Session, factor: Quotient) -> Term | None:
    """`factor = 0` solved for something in it; None when it cannot be, or when the signs rule it out."""
    ring, speaker = session.ring, session.speaker()
    condition = _index_condition(session, factor)
    if condition is not None:
        return condition
    for atom in _unknowns(session, factor):
        place = ring.places[atom]
        slope = ring.quotient(factor.num.derivative(place), ring.one.den)
        if slope.number() is None:
            continue
        other = ring.replaced(factor, {place: ring.zero}) / -slope
        mine = ring.generator(atom)
        if isinstance(atom, SymbolAtom) and atom.name in other.symbols and not atom.indices:
            continue
        if not ring.sign(unfolded(session, mine)) & ring.sign(unfolded(session, other)):
            return None
        return Rel("=", speaker.term(mine), speaker.term(other))
    return Rel("=", speaker.term(factor), integer(0)) if factor.atom() is not None else None


def _index_condition(session: Session, factor: Quotient) -> Term | None:
    """`i != j` for the factor `delta(i, j)`, `i = j` for `1 - delta(i, j)`."""
    ring = session.ring
    for value, op in ((factor, "!="), (ring.one - factor, "="), (ring.one + factor, "=")):
        atom = value.atom()
        if isinstance(atom, Delta):
            return Rel(op, *session.speaker().two_sides(atom.form))
        if isinstance(atom, AtLeast):
            return Rel("<" if op == "!=" else ">=", *session.speaker().two_sides(atom.form))
    return None


def _unknowns(session: Session, factor: Quotient) -> list[Atom]:
    """What an equation is solved for: sums first, then symbols by name and indices, then sizes."""
    degrees = factor.num.degrees()
    atoms = [session.ring.atoms[place] for place in factor.generators if degrees[place] == 1]
    sums: list[Atom] = [atom for atom in atoms if isinstance(atom, Sum)]
    symbols = sorted(
        (atom for atom in atoms if isinstance(atom, SymbolAtom)), key=lambda atom: (atom.name, atom.indices)
    )
    sizes = sorted((atom for atom in atoms if isinstance(atom, IndexValue)), key=lambda atom: atom.name)
    return [*sums, *symbols, *sizes]
