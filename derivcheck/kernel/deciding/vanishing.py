"""Both sides defined, sums together, equations: what may bring a difference to 0 that is not 0 at once."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.algebraic import is_zero_number
from derivcheck.kernel.algebra.atoms import Sum
from derivcheck.kernel.algebra.ideals import ideal_of, is_member
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import excludes_negative
from derivcheck.kernel.calculus.integral_sums import integrals_together
from derivcheck.kernel.deciding.angles import is_no_angle, roots_cancel
from derivcheck.kernel.deciding.cardinal_sines import vanishes_by_cardinal_sines
from derivcheck.kernel.deciding.definedness import supposing
from derivcheck.kernel.deciding.residues import vanishes_by_residues
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.functions.powers import powers_together
from derivcheck.kernel.functions.related_exponentials import exponentials_by_others
from derivcheck.kernel.functions.related_logarithms import is_log_of_one
from derivcheck.kernel.functions.related_roots import roots_by_others
from derivcheck.kernel.reading.reader import Reading
from derivcheck.kernel.sums.exchange import exchanged
from derivcheck.kernel.sums.full_turns import over_full_turns
from derivcheck.kernel.sums.products import factors_apart, is_of_overlapping_ranges
from derivcheck.kernel.sums.telescoping import telescoped
from derivcheck.kernel.sums.together import numerator, turned_round, under_one_sign, written_out
from derivcheck.model import Claim

__all__ = ["difference_where_defined"]


def difference_where_defined(
    session: Session, claim: Claim, left: Reading, right: Reading
) -> tuple[Quotient, tuple[str, ...], tuple[Reading, Reading]]:
    """The difference at the points where both sides are defined, brought together as far as we can.

    With it, the rules that were of use, and both sides with what they ask for at once and only there.
    """
    with supposing(session, (*left.conditions, *right.conditions)):
        there = session.read(claim.left), session.read(claim.right)
        found = _brought_together(session, claim, there[0].value - there[1].value)
    return *found, (_asking_both(left, there[0]), _asking_both(right, there[1]))


def _asking_both(first: Reading, second: Reading) -> Reading:
    return replace(first, conditions=tuple(dict.fromkeys((*first.conditions, *second.conditions))))


def _brought_together(
    session: Session, claim: Claim, difference: Quotient
) -> tuple[Quotient, tuple[str, ...]]:
    """The difference, and the rules that were of use."""
    difference, rule = _written_plainer(session.ring, difference)
    if difference.is_zero():
        return difference, (rule,)
    together = factors_apart(session.ring, under_one_sign(session.ring, difference))
    if together.is_zero():
        return together, ("sums taken together",)
    if is_of_overlapping_ranges(session.ring, together):
        return session.ring.zero, ("products over ranges that overlap",)
    if is_zero_number(session.ring, together):
        return session.ring.zero, ("separation of algebraic numbers",)
    if any(isinstance(law.atom, Sum) for law in session.theory.laws):
        together = exchanged(session.ring, numerator(together))
        if together.is_zero():
            return together, ("sums in another order",)
    together = over_full_turns(session.ring, numerator(together))
    if together.is_zero():
        return together, ("sums over full turns",)
    summed = telescoped(session.ring, session.theory, numerator(together))
    if summed.is_zero():
        return summed, ("sums that telescope",)
    if integrals_together(session.ring, together).is_zero():
        return session.ring.zero, ("integrals taken together",)
    for holds, rule in _LAST:
        if holds(session, claim, together):
            return session.ring.zero, (rule,)
    return together, ()


def _written_plainer(ring: Ring, difference: Quotient) -> tuple[Quotient, str]:
    """The difference with less in it, and the rule by which it is 0, if it is."""
    rule = "both sides defined"
    for changed, name in _AT_FIRST:
        if difference.is_zero():
            break
        difference, rule = changed(ring, difference), name
    return difference, rule


def _is_zero_if(changed: Callable[[Ring, Quotient], Quotient], session: Session, value: Quotient) -> bool:
    return changed(session.ring, numerator(value)).is_zero()


def _squares_agree(session: Session, claim: Claim) -> bool:
    """True when neither side is negative, or neither positive, and both have one square."""
    left, right = session.read(claim.left).value, session.read(claim.right).value
    either = ((left, right), (-left, -right))
    on_one_side = any(all(_is_nonnegative(session.ring, each) for each in pair) for pair in either)
    return on_one_side and (left * left - right * right).is_zero()


def _is_nonnegative(ring: Ring, value: Quotient) -> bool:
    sign = ring.sign(value)
    if signs.is_within(sign, signs.NONNEGATIVE) or not ring.sectored:
        return signs.is_within(sign, signs.NONNEGATIVE)
    is_real = signs.is_real(sign) or (ring.conjugate(ring, value) - value).is_zero()
    return is_real and excludes_negative(ring, value)


def _vanishes(session: Session, value: Quotient) -> bool:
    """True when the numerator, or its square, is a combination of the equations that could not be solved."""
    equations = tuple(session.theory.vanishing)
    if not equations:
        return False
    basis = session.remembered(("ideal", equations), lambda: ideal_of(session.ring, equations))
    return is_member(session.ring, basis, value) or is_member(session.ring, basis, value * value)


#: How the difference is written before all else, each with its name as a rule.
_AT_FIRST: tuple[tuple[Callable[[Ring, Quotient], Quotient], str], ...] = (
    (roots_by_others, "roots by other roots"),
    (exponentials_by_others, "exponentials by others"),
    (powers_together, "powers of one base"),
)

#: What is tried at last, on the difference that is left.
_LAST: tuple[tuple[Callable[[Session, Claim, Quotient], bool], str], ...] = (
    (lambda session, claim, value: _is_zero_if(turned_round, session, value), "sums from the other end"),
    (lambda session, claim, value: _is_zero_if(written_out, session, value), "sums written out"),
    (lambda session, claim, value: _squares_agree(session, claim), "equal squares on one side of 0"),
    (lambda session, claim, value: session.ring.sign(value) == signs.ZERO, "signs"),
    (lambda session, claim, value: vanishes_by_cardinal_sines(session, value), "cardinal sines"),
    (lambda session, claim, value: _vanishes(session, value), "assumed equations"),
    (lambda session, claim, value: is_log_of_one(session.ring, value), "the logarithm of 1"),
    (lambda session, claim, value: is_no_angle(session.ring, value), "equal angles"),
    (lambda session, claim, value: roots_cancel(session.ring, value), "roots that cancel"),
    (lambda session, claim, value: vanishes_by_residues(session.ring, value), "each residue"),
)
