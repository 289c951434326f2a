"""What the mistakes of a derivation have to do with one another.

A pure function of what the checks found. Two wrong steps whose differences cancel compensate each other; the
second is not called a mistake of its own, it undoes the first. A difference that comes back is the same
mistake again, or was carried on to the end. A mistake that is described by the same words in another
derivation of the file is the same mistake, if the words name something of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from derivcheck.frozen import replace
from derivcheck.model import Check, CheckedDerivation, Explanation, Refuted

__all__ = ["connected"]

#: Explanations that say nothing about what was done.
_WITHOUT_NAME = (
    "rewritten", "undone", "carried", "internal error", "relation", "direction", "strict", "neither",
    "derivatives",
)  # fmt: skip


_WORDS = re.compile(r"[^\W\d]\w*")
#: How many mistakes back a connection is looked for.
_RECENT = 100


def connected(derivations: Sequence[CheckedDerivation]) -> tuple[CheckedDerivation, ...]:
    """The derivations, with what connects their mistakes said in explanations and remarks."""
    seen: dict[tuple[str, str], str] = {}
    return tuple(_remembered(_within(derivation), seen) for derivation in derivations)


def _within(derivation: CheckedDerivation) -> CheckedDerivation:
    wrong: list[Check] = []
    checks: list[Check] = []
    for check in derivation.checks:
        if isinstance(check.verdict, Refuted) and derivation.id != "final":
            check = _related(check, wrong)
            wrong.append(check)
        checks.append(check)
    remarks = derivation.remarks
    if _end_is_right(checks, wrong):
        remarks = (*remarks, "compensating errors: the end is right")
    return replace(derivation, checks=tuple(checks), remarks=remarks)


def _related(check: Check, before: Sequence[Check]) -> Check:
    """The check, its explanation saying which mistake before it it undoes, repeats or carries on."""
    refuted = check.verdict
    assert isinstance(refuted, Refuted)
    for other in before[: -_RECENT - 1 : -1]:
        same = _comparison(refuted, other.verdict) if _are_equations(check, other) else None
        if same is None:
            continue
        said = refuted.explanation
        if check.goal.kind == "final":
            sentence = f"this is what step {other.goal.number} changed, carried on to the end"
            said = Explanation("carried", sentence, said.fix if said else "")
        elif not same:
            said = Explanation("undone", f"this undoes the mistake of step {other.goal.number}")
        else:
            what = said.sentence if said else "the same difference"
            said = Explanation(
                "repeated", f"{what}, the mistake of step {other.goal.number} again", said.fix if said else ""
            )
        return replace(check, verdict=replace(refuted, explanation=said))
    return check


def _are_equations(*checks: Check) -> bool:
    """Whether all are about `=`: a difference says nothing of what an inequality changed."""
    return all(check.goal.claim is not None and check.goal.claim.op == "=" for check in checks)


def _comparison(one: Refuted, other: object) -> bool | None:
    """True for the same difference, False for the opposite one, None for another."""
    if not isinstance(other, Refuted) or one.residual is None or other.residual is None:
        return None
    if not one.residual.shape or one.residual.shape != other.residual.shape:
        return None
    return one.residual.negative == other.residual.negative


def _end_is_right(checks: Sequence[Check], wrong: Sequence[Check]) -> bool:
    """Whether the wrong steps cancel, all others being proved."""
    if not wrong or not _are_equations(*checks):
        return False
    if any(check.verdict.name not in ("proved", "conditional", "refuted") for check in checks):
        return False
    balance: dict[str, int] = {}
    for check in wrong:
        residual = check.verdict.residual if isinstance(check.verdict, Refuted) else None
        if residual is None or not residual.shape or check.goal.kind != "step":
            return False
        balance[residual.shape] = balance.get(residual.shape, 0) + (-1 if residual.negative else 1)
    return not any(balance.values()) and _is_chain(checks)


def _is_chain(checks: Sequence[Check]) -> bool:
    """Whether each check goes on from the one before, so that what is lost and gained adds up."""
    return all(before.goal.right == after.goal.left for before, after in pairwise(checks))


def _remembered(derivation: CheckedDerivation, seen: dict[tuple[str, str], str]) -> CheckedDerivation:
    """The derivation with a remark for each mistake that another one of its file made before it."""
    remarks = list(derivation.remarks)
    for check in derivation.checks:
        said = check.verdict.explanation if isinstance(check.verdict, Refuted) else None
        if said is None or said.kind in _WITHOUT_NAME or said.kind.startswith("left"):
            continue
        mistake = _mistake(check, said.sentence)
        if mistake is None:
            continue
        key = derivation.file, mistake
        place = f"step {check.goal.number}" if check.goal.kind == "step" else "the final check"
        if key in seen and not seen[key].endswith(f" of {derivation.id}"):
            remarks.append(f"{place} makes the mistake of {seen[key]}")
        seen.setdefault(key, f"{place} of {derivation.id}")
    return replace(derivation, remarks=tuple(remarks))


def _mistake(check: Check, sentence: str) -> str | None:
    """What makes two mistakes the same: the words, and the difference where these name nothing of the file.

    "The factor 2 was lost" can be said of much that has nothing in common, and so can a difference of 2.
    """
    claim, verdict = check.goal.claim, check.verdict
    names = claim.context.names() if claim is not None else frozenset()
    if not names.isdisjoint(_WORDS.findall(sentence)):
        return sentence
    residual = verdict.residual if isinstance(verdict, Refuted) else None
    if residual is None or names.isdisjoint(_WORDS.findall(residual.difference)):
        return None
    return f"{sentence}: {residual.shape}"
