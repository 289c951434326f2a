"""What the kernel answers: a proof, nothing, or that there is nothing to be asked."""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.frozen import frozen, replace

__all__ = ["Contradiction", "Impossible", "NotProved", "Open", "Proof", "SeemsFalse"]


@frozen
class Proof:
    """The claim holds; `conditions` are the points lost or gained, as text; `rules` what was used.

    `left_out` says what keeps it from points at which a side may have a value all the same: which ends of
    ranges must be in order, which bases of powers not 0. Where it is `total`, both sides have values wherever
    the assumptions hold.
    """

    conditions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    total: bool = False

    @property
    def is_plain(self) -> bool:
        """True when it holds without any condition."""
        return not (self.conditions or self.left_out)

    def where(self, conditions: tuple[str, ...]) -> Proof:
        """The same under further conditions."""
        made = tuple(dict.fromkeys((*self.conditions, *conditions)))
        return replace(self, conditions=made, total=self.total and not made)

    @classmethod
    def together(cls, proofs: Iterable[Proof], rule: str) -> Proof:
        """What the proofs of its parts make of a claim; the rule says how it came apart."""
        made = tuple(proofs)
        conditions = dict.fromkeys(each for proof in made for each in proof.conditions)
        omitted = dict.fromkeys(each for proof in made for each in proof.left_out)
        return cls(tuple(conditions), (rule,), tuple(omitted))


@frozen
class Open:
    """Not proved. `outside` names a construct without rules, `undefined` a side without a value anywhere.

    With `left_off` only what is quick was tried, because the claim seemed to be false.
    """

    outside: str = ""
    undefined: str = ""
    left_off: bool = False


@frozen
class Impossible:
    """The assumptions contradict each other: nothing can be said under them."""


class NotProved(Exception):  # noqa: N818 - an event, not a mistake
    """A case that could not be proved."""


class SeemsFalse(Exception):  # noqa: N818 - an event, not a mistake
    """The claim seems to be false, so that it is not worth trying what may take long."""


class Contradiction(Exception):  # noqa: N818 - an event, not a mistake
    """The assumptions of the claim itself contradict each other."""
