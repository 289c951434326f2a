"""What the kernel answers: a proof, nothing, or that there is nothing to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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

    @classmethod
    def in_cases(cls, parts: Sequence[tuple[str, str, Proof]], *, inner: bool) -> Proof:
        """What the proofs in all cases make of a claim: each with its case and the points outside, as text.

        What is asked for in some cases alone is said of these, as `x > 0 (when y > 0)`: in other cases it may
        contradict what is asked for there. Of lost points that is said of the outermost cases; one more that
        is named does no harm.
        """
        conditions, rules, omitted = (dict[str, None]() for _ in range(3))
        asking = [frozenset(proof.left_out) for _, _, proof in parts if proof.left_out]
        common = frozenset.intersection(*asking) if asking else frozenset[str]()
        for place, outside, proof in parts:
            rules.update(dict.fromkeys((*proof.rules, "cases")))
            for condition in proof.left_out:
                omitted.setdefault(condition if condition in common else _when(condition, place))
            for condition in proof.conditions:
                plain = inner or condition.startswith(outside)
                conditions.setdefault(condition if plain else _when(condition, place))
        return cls(tuple(conditions), tuple(rules), tuple(omitted))


def _when(condition: str, place: str) -> str:
    """A condition of a case; of a case within a case it is said of both."""
    asked, inside, rest = condition.partition(" (when ")
    return f"{asked} (when {place} and {rest}" if inside else f"{asked} (when {place})"


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
