"""Pseudo-random choices that are the same on every machine, Python version and hash seed.

The generator is SplitMix64 (Steele, Lea and Flood, 2014), started from the text of a seed by
64-bit FNV-1a: a few lines, so that a seed printed in a report means the same points for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Chance"]

_T = TypeVar("_T")
_MASK = (1 << 64) - 1


class Chance:
    """A stream of choices determined by `seed`.

    >>> one, other = Chance("0 n=2"), Chance("0 n=2")
    >>> [one.whole(-3, 3) for _ in range(9)] == [other.whole(-3, 3) for _ in range(9)]
    True
    """

    def __init__(self, seed: str) -> None:
        state = 0xCBF29CE484222325
        for byte in seed.encode():
            state = ((state ^ byte) * 0x100000001B3) & _MASK
        self._state = state

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number between the two, both included."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        mixed ^= mixed >> 31
        return lowest + mixed % (highest - lowest + 1)

    def pick(self, options: Sequence[_T]) -> _T:
        """One of `options`."""
        return options[self.whole(0, len(options) - 1)]
