"""Names of ours for what a text tells apart by indices, and the letters that it writes for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from derivcheck.formats.inferred.unknowns import EACH
from derivcheck.notation.latex.parting import RAISED

__all__ = ["as_written", "parted_in"]


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
