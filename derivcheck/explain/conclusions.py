"""What a chain with several relation signs says about its ends.

`a = b <= c < d` says `a < d`: equalities carry a relation on, `<=` and `<` agree in direction, and one `<`
makes the whole strict. `<=` followed by `>=` says nothing about the ends, nor does `!=` followed by
anything but `=`. Of conditions, `<=>` carries `=>` on. All this is so at points at which the whole
chain has a value: where an end may have one and what stands between the ends none, the conclusion says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derivcheck.frozen import replace
from derivcheck.kernel import Kernel
from derivcheck.kernel.chains import of_the_same_points, with_a_value_between
from derivcheck.model import Check, CheckedDerivation, Claim
from derivcheck.modulo import restated
from derivcheck.terms import IMPLICATIONS

__all__ = ["concluded", "relation_of_ends"]


def relation_of_ends(signs: Sequence[str]) -> str | None:
    """The relation between the first and the last of a chain with these signs; None where there is none.

    >>> relation_of_ends(["=", "<=", "<"])
    '<'
    >>> relation_of_ends(["<=", ">="]) is None
    True
    >>> relation_of_ends(["<=>", "=>"])
    '=>'
    """
    if set(signs) <= IMPLICATIONS:
        return "=>" if "=>" in signs else "<=>"
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
    remark = _remark(checks, relation_of_ends(signs))
    return replace(derivation, remarks=(*derivation.remarks, remark)) if remark else derivation


def _remark(checks: Sequence[Check], relation: str | None) -> str:
    """What proved links say of their ends; nothing where they are about different points."""
    if relation is None:
        return "the signs say nothing about the two ends"
    links = [check.goal.claim for check in checks if check.goal.claim is not None]
    if any(restated(link) is not None for link in links):  # what holds up to something is not carried on
        return ""
    ends = Claim(links[0].left, links[-1].right, links[0].context, relation)
    if not of_the_same_points(ends, links):
        return ""
    said = f"so {checks[0].goal.left} {relation} {checks[-1].goal.right}"
    certain = with_a_value_between(Kernel(), ends, links)
    return said if certain else f"{said} where the whole chain has a value"


def _is_proved_chain(checks: Sequence[Check]) -> bool:
    links = all(before.goal.right == after.goal.left for before, after in pairwise(checks))
    return (
        len(checks) > 1 and links and all(check.verdict.name in ("proved", "conditional") for check in checks)
    )
