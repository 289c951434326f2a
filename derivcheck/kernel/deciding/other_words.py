"""Claims that say the same in other words, for what is not proved as it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.frozen import replace
from derivcheck.kernel.algebra.quotient import TooLarge, Undefined
from derivcheck.kernel.deciding.answers import NotProved, Proof
from derivcheck.kernel.deciding.ordered_sizes import from_smaller_size, from_zero
from derivcheck.kernel.deciding.rising import with_rising_factorials
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.model import Claim

__all__ = ["in_other_words"]


def in_other_words(claim: Claim, prove: Callable[[Claim], Proof]) -> Proof:
    """The proof of a claim, or of one that says the same; the failure of the claim itself without one."""
    try:
        return prove(claim)
    except (NotProved, Outside):
        for rule, other in _others(claim):
            try:
                proof = prove(other)
            except (NotProved, Outside, Undefined, TooLarge):
                continue
            if proof.is_plain:  # else its conditions may be about other names
                return replace(proof, rules=(*proof.rules, rule), total=False)
        raise


def _others(claim: Claim) -> Iterator[tuple[str, Claim]]:
    for rule, found in (
        ("from a smaller size on", from_smaller_size(claim)),
        ("from 0 on", from_zero(claim)),
        ("rising factorials", with_rising_factorials(claim)),
    ):
        yield from ((rule, other) for other in found)
