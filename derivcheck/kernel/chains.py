"""Where the links of a chain speak of its ends: `a <= d` from `a = b <= c = d`.

Relations are transitive at each point at which every expression of the chain has a value. So proved links
say `a <= d` only where they speak of the same points as the ends do (under one set of assumptions, with no
index that the ends do not have, for its range may be empty, and with the same branches of functions), and
only if what stands between the ends has a value wherever both of them have: from `x <= x + sqrt(y)^2` and
`x + sqrt(y)^2 <= x + y` nothing follows for `y < 0`.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.kernel.algebra.quotient import Restart, TooLarge, Undefined
from derivcheck.kernel.decide import Kernel
from derivcheck.kernel.deciding.definedness import supposing
from derivcheck.kernel.deciding.occurring import is_principal, occurring_indices
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.conditions import NEEDED, granted
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.model import Claim
from derivcheck.terms import IMPLICATIONS, Term, relations_in

__all__ = ["of_the_same_points", "with_a_value_between"]


def of_the_same_points(ends: Claim, links: Sequence[Claim]) -> bool:
    """Whether the links hold wherever the ends are, as far as assumptions, indices and branches go."""
    context, outer = ends.context, _sides(ends)
    terms = (*outer, *(side for link in links for side in _sides(link)))
    return (
        all(link.context.assumptions == context.assumptions for link in links)
        and occurring_indices(context, terms) == occurring_indices(context, outer)
        and is_principal(context, terms) == is_principal(context, outer)
    )


def _sides(claim: Claim) -> tuple[Term, ...]:
    """The terms that a claim compares; of an implication those that its conditions compare."""
    if claim.op not in IMPLICATIONS:
        return claim.left, claim.right
    relations = (*relations_in(claim.left), *relations_in(claim.right))
    return tuple(side for each in relations for side in (each.left, each.right))


def with_a_value_between(kernel: Kernel, ends: Claim, links: Sequence[Claim]) -> bool:
    """Whether everything between the ends certainly has a value wherever both ends have one."""
    outer = _sides(ends)
    between = tuple(dict.fromkeys(side for link in links for side in _sides(link)))

    def question(session: Session) -> bool:
        known = [condition for side in outer for condition in session.read(side).conditions]
        wanted = [condition for term in between for condition in session.read(term).conditions]
        with supposing(session, tuple(condition for condition in known if condition.kind == NEEDED)):
            return all(condition in known or granted(session.ring, condition) for condition in wanted)

    try:
        return kernel.ask(ends.context, (*outer, *between), question)
    except (NeedsCase, Outside, Undefined, TooLarge, Restart, RecursionError):
        return False
