"""Claims about derivatives of sums, away from the edges of their terms.

The derivative of `sum(|x[k] - c|, k)` by `c` has an edge wherever one of the terms has. At such a point it
may exist all the same, as terms may move together, and no split into cases tells which term is at its edge.
So a claim that is open is asked once more where no term is at an edge; the proof says that it leaves them
out. Where one term is at its edge everywhere, as `|x[k] - x[1]|` is for `k = 1`, nothing would be left.
"""

from __future__ import annotations

from derivcheck.frozen import replace
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.answers import Proof
from derivcheck.kernel.deciding.definedness import proof_of, spelled
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.deciding.vanishing import difference_where_defined
from derivcheck.kernel.knowledge.conditions import EDGE, NEEDED, Condition
from derivcheck.kernel.knowledge.schemes import index_forms
from derivcheck.kernel.reading.reader import Reading
from derivcheck.model import Claim

__all__ = ["proof_off_edges"]


def proof_off_edges(session: Session, claim: Claim, left: Reading, right: Reading) -> Proof | None:
    """The proof of an equation where no term of a sum is at an edge of its derivative, if there is one."""
    edges = [one for one in dict.fromkeys((*left.conditions, *right.conditions)) if _is_edge_of_terms(one)]
    if not edges or any(_has_term_at_edge(session.ring, one) for one in edges):
        return None
    difference, rules, sides = difference_where_defined(session, claim, _off(left), _off(right))
    if not difference.is_zero():
        return None
    proof = proof_of(session, *sides, ("normal form", *rules, "away from edges"))
    return proof.where(tuple(spelled(session, one) for one in edges))


def _is_edge_of_terms(condition: Condition) -> bool:
    return condition.kind == EDGE and bool(condition.names)


def _has_term_at_edge(ring: Ring, edge: Condition) -> bool:
    """Whether the term for an end of the range, or for an index that occurs, is at its edge everywhere."""
    value = edge.value
    assert value is not None
    ends = [end for _, low, high in edge.scope for end in (low, high) if end is not None]
    images = ({name: form} for name in edge.names for form in (*ends, *index_forms(ring, value)))
    return any(ring.at(value, image).is_zero() for image in images)


def _off(side: Reading) -> Reading:
    """The side with its edges as conditions like others, which may be supposed."""
    conditions = (replace(one, kind=NEEDED) if _is_edge_of_terms(one) else one for one in side.conditions)
    return replace(side, conditions=tuple(conditions))
