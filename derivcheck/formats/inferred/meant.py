"""What of a document defines its names in one part of it, and what does not."""

from __future__ import annotations

from derivcheck.frozen import frozen

__all__ = ["EVERYWHERE", "Meant"]


@frozen
class Meant:
    """In a part of a document: `stale` are the chains, by identity, that define nothing there, and nothing
    defines the names that are `undefined`. Those that are `doubtful` may mean what they meant before.
    """

    stale: frozenset[int] = frozenset()
    undefined: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()


#: Every equation may define something.
EVERYWHERE = Meant()
