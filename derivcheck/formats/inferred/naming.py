"""Names of ours for what a text tells apart by indices, and the letters that it writes for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from derivcheck.formats.inferred.unknowns import EACH
from derivcheck.notation.latex.parting import RAISED

__all__ = ["as_written", "listed_formulas", "parted_in"]

_LONGEST = 60


def parted_in(names: Iterable[str]) -> str:
    """A letter that stands for two quantities in `names`, told apart by their indices; "" if none does.

    >>> parted_in(["x", "y", "x_each"])
    'x'
    """
    plain = [as_written(name) for name in sorted(names)]
    return next((name for name, count in Counter(plain).items() if count > 1), "")


def as_written(name: str) -> str:
    """The letter of a family without what tells it apart."""
    return name.partition(EACH)[0].removesuffix(RAISED)


def listed_formulas(formulas: Sequence[str]) -> str:
    """Formulas in a sentence, no more than a few, and of long ones the beginning.

    >>> listed_formulas(["E(X)", "E(Y)", "E(Z)", "E(W)"])
    'E(X) and E(Y) and 2 others'
    """
    shown = [" ".join(one.split()) for one in formulas]
    shown = [one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…" for one in shown]
    return " and ".join(shown if len(shown) < 4 else [*shown[:2], f"{len(shown) - 2} others"])
