"""Labels of collected claims that do not hold under our reading, each with the reason.

Our reading is "over the reals, wherever both sides are defined". A row is written only after the
claim was evaluated by hand at the point named.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["DISPUTED", "Dispute"]


class Dispute(NamedTuple):
    """The label as it should be, and why."""

    label: str
    reason: str


DISPUTED: Mapping[str, Dispute] = MappingProxyType({})
