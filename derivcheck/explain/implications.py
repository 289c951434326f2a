"""Why one relation does not follow from another: what was done to both sides, and what that loses or adds.

Division by a quantity loses the solutions at which it is 0, and multiplication adds them; squaring
adds solutions, a root with one sign loses them; an inequality turns round where the factor is
negative. What was done is seen by comparing the sides: those of one relation are the squares of the
others, or all are multiplied by one quantity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.frozen import frozen
from derivcheck.kernel import Kernel, Proof
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.implications import implied
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.model import Claim, Explanation, Refuted
from derivcheck.terms import MIRRORED, Neg, Or, Pow, Rel, Sym, Term, integer
from derivcheck.terms.printing import to_text

__all__ = ["explained"]


@frozen
class _Sides:
    """The two relations, their sides in normal form, and what writes normal forms as text."""

    before: Rel
    after: Rel
    left: Quotient
    right: Quotient
    new_left: Quotient
    new_right: Quotient
    text: Callable[[Quotient], str]

    @property
    def is_equation(self) -> bool:
        return self.before.op == "=" == self.after.op

    def backwards(self) -> _Sides:
        """The same with the two relations exchanged."""
        return _Sides(
            self.after, self.before, self.new_left, self.new_right, self.left, self.right, self.text
        )


def explained(kernel: Kernel, claim: Claim, refuted: Refuted) -> Explanation | None:
    """What was done to both sides, and the step as it holds; None where neither is found."""
    forward = refuted.counterexample.left == "holds"
    fix = next((text for text in _mended(kernel, claim, forward)), "")
    sentence = _sentence(kernel, claim, forward)
    if not sentence and not fix:
        return None
    only = "only => holds" if not forward and fix else ""
    return Explanation("implication", ": ".join(filter(None, (only, sentence))) or "solutions are lost", fix)


def _sentence(kernel: Kernel, claim: Claim, forward: bool) -> str:
    before, after = claim.left, claim.right
    if not isinstance(before, Rel) or not isinstance(after, Rel):
        return ""
    if before.op in MIRRORED and after.op in (MIRRORED[before.op], MIRRORED[before.op].rstrip("=")):
        after = Rel(MIRRORED[after.op], after.right, after.left)  # the same relation, read from the right
    terms = (before.left, before.right, after.left, after.right)

    def question(session: Session) -> str:
        speaker = session.speaker()
        left, right, new_left, new_right = (session.read(side).value for side in terms)

        def text(value: Quotient) -> str:
            return to_text(speaker.term(value), claim.context.indices)

        sides = _Sides(before, after, left, right, new_left, new_right, text)
        rules = _LOSING if forward else _ADDING
        return next(filter(None, (rule(sides) for rule in rules)), "")

    try:
        return kernel.ask(claim.context, terms, question)
    except (NeedsCase, Outside, Undefined, TooLarge, RecursionError):
        return ""


# -- what was done: (sides) -> sentence, or "" ------------------------------------------------------------


def _divided(sides: _Sides) -> str:
    """`c a = c b`, and then `a = b`."""
    factor = _common_factor(sides.left, sides.right, sides.new_left, sides.new_right)
    if factor is None or not factor.den.is_constant():
        return ""
    said = f"both sides are divided by {sides.text(factor)}"
    if sides.is_equation:
        return f"{said}, which may be 0: the solutions with {sides.text(factor)} = 0 are lost"
    return said + _turning(sides, factor)


def _multiplied(sides: _Sides) -> str:
    """An inequality `a < b`, and then `c a < c b`."""
    factor = _common_factor(sides.new_left, sides.new_right, sides.left, sides.right)
    if factor is None or sides.is_equation:
        return ""
    return f"both sides are multiplied by {sides.text(factor)}{_turning(sides, factor)}"


def _turning(sides: _Sides, factor: Quotient) -> str:
    number = factor.number()
    if sides.before.op != sides.after.op or (number is not None and number > 0):
        return ", and the sign is changed"
    if number is not None:
        return ", which is negative and turns the sign round"
    return ", which may be negative: then the sign turns round"


def _root(sides: _Sides) -> str:
    """`a^2 = b^2`, and then `a = b`."""
    if not sides.is_equation or not _is_square(sides.backwards()):
        return ""
    other = Rel("=", sides.after.left, Neg(sides.after.right))
    return f"the root is taken with one sign only: the solutions of {to_text(other)} are lost"


def _squared(sides: _Sides) -> str:
    """`a = b`, and then `a^2 = b^2`."""
    if not sides.is_equation or not _is_square(sides):
        return ""
    other = Rel("=", sides.before.left, Neg(sides.before.right))
    return f"both sides are squared: the solutions of {to_text(other)} are added"


def _is_square(sides: _Sides) -> bool:
    return sides.new_left == sides.left * sides.left and sides.new_right == sides.right * sides.right


def _rest_lost(sides: _Sides) -> str:
    """A factor of the given equation is gone."""
    rest = _rest(sides)
    return f"the solutions with {rest} = 0 are lost" if rest else ""


def _rest_added(sides: _Sides) -> str:
    """A factor has come to the given equation."""
    factor = _common_factor(sides.new_left, sides.new_right, sides.left, sides.right)
    rest = _rest(sides.backwards())
    if not sides.is_equation or not rest:
        return ""
    if factor is None:
        return f"the solutions with {rest} = 0 are added"
    return f"both sides are multiplied by {sides.text(factor)}: the solutions with {rest} = 0 are added"


def _rest(sides: _Sides) -> str:
    """By what the equation is more than the one after it."""
    mine, other = sides.left - sides.right, sides.new_left - sides.new_right
    if not sides.is_equation or other.is_zero() or mine.is_zero():
        return ""
    quotient, rest = divmod(mine.num, other.num)
    if not rest.is_zero() or quotient.is_constant():
        return ""
    return sides.text(Quotient(mine.ring, quotient, mine.ring.one.den))


_LOSING = (_root, _divided, _multiplied, _rest_lost)
_ADDING = (_squared, _rest_added)


def _common_factor(
    left: Quotient, right: Quotient, new_left: Quotient, new_right: Quotient
) -> Quotient | None:
    """By what both new sides are multiplied to make the others; None where there is no such factor but 1."""
    pairs = [(one, new) for one, new in ((left, new_left), (right, new_right)) if not new.is_zero()]
    if not pairs or any(
        new.is_zero() and not one.is_zero() for one, new in ((left, new_left), (right, new_right))
    ):
        return None
    factors = {one / new for one, new in pairs}
    factor = factors.pop()
    return None if factors or factor.is_zero() or factor.is_one() else factor


# -- what would be right ----------------------------------------------------------------------------------


def _mended(kernel: Kernel, claim: Claim, forward: bool) -> Iterator[str]:
    """Steps that hold instead, as they would be written."""
    for sign, condition in _candidates(kernel, claim, forward):
        if isinstance(implied(kernel, Claim(claim.left, condition, claim.context, sign)), Proof):
            yield f"{sign} {to_text(condition, claim.context.indices)}"


def _candidates(kernel: Kernel, claim: Claim, forward: bool) -> Iterator[tuple[str, Term]]:
    before, after = claim.left, claim.right
    if not forward:
        yield "=>", after
        return
    if not isinstance(before, Rel) or not isinstance(after, Rel):
        return
    if after.op in MIRRORED:
        yield claim.op, Rel(MIRRORED[after.op], after.left, after.right)
    if before.op == "=" == after.op and isinstance(after.left, Sym):
        solutions = _solutions(kernel, claim, before, after.left)
        if len(solutions) > 1:
            yield "<=>", Or(solutions)
    if before.op == "=" == after.op and _is_plain_square(before, after):
        yield claim.op, Or((after, Rel("=", after.left, Neg(after.right))))


def _is_plain_square(before: Rel, after: Rel) -> bool:
    return before.left == Pow(after.left, integer(2))


def _solutions(kernel: Kernel, claim: Claim, equation: Rel, unknown: Sym) -> tuple[Term, ...]:
    """The equation solved for the unknown, where its difference is a product of factors linear in it."""

    def question(session: Session) -> tuple[Term, ...]:
        difference = session.read(equation.left).value - session.read(equation.right).value
        ring, here = session.ring, session.read(unknown).value
        if difference.is_zero() or here.atom() is None:
            return ()
        place = here.generators[0]
        speaker, found = session.speaker(), []
        for factor, _ in polynomial_factors(ring, difference.num)[1]:
            slope = ring.quotient(factor.num.derivative(place), ring.one.den)
            if slope.is_zero() or place in slope.generators:
                return ()
            found.append(Rel("=", unknown, speaker.term((slope * here - factor) / slope)))
        return tuple(found)

    try:
        return kernel.ask(claim.context, (equation.left, equation.right, unknown), question)
    except (NeedsCase, Outside, Undefined, TooLarge, RecursionError):
        return ()
