"""What a chain with several relation signs says about its ends.

`a = b <= c < d` says `a < d`: equalities carry a relation on, `<=` and `<` agree in direction, and one `<`
makes the whole strict. `<=` followed by `>=` says nothing about the ends, nor does `!=` followed by
anything but `=`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derivcheck.frozen import replace
from derivcheck.model import Check, CheckedDerivation

__all__ = ["concluded", "relation_of_ends"]


def relation_of_ends(signs: Sequence[str]) -> str | None:
    """The relation between the first and the last of a chain with these signs; None where there is none.

    >>> relation_of_ends(["=", "<=", "<"])
    '<'
    >>> relation_of_ends(["<=", ">="]) is None
    True
    """
    found = "="
    for sign in signs:
        if sign == "=":
            continue
        if found == "=":
            found = sign
        elif sign == "!=" or found[0] != sign[0] or found == "!=":
            return None
        elif len(sign) == 1:
            found = sign
    return found


def concluded(derivation: CheckedDerivation) -> CheckedDerivation:
    """The derivation with a remark on its ends, where all of its steps are proved and not all are `=`."""
    checks = derivation.checks
    signs = [check.goal.claim.op for check in checks if check.goal.claim is not None]
    if len(signs) != len(checks) or set(signs) <= {"="} or not _is_proved_chain(checks):
        return derivation
    relation = relation_of_ends(signs)
    first, last = checks[0].goal.left, checks[-1].goal.right
    remark = f"so {first} {relation} {last}" if relation else "the signs say nothing about the two ends"
    return replace(derivation, remarks=(*derivation.remarks, remark))


def _is_proved_chain(checks: Sequence[Check]) -> bool:
    links = all(before.goal.right == after.goal.left for before, after in pairwise(checks))
    return (
        len(checks) > 1 and links and all(check.verdict.name in ("proved", "conditional") for check in checks)
    )
