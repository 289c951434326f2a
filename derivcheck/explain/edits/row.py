"""What an edit is: a name, the terms that a node may become, and what is said when one of them is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.explain.places import Place
from derivcheck.explain.pool import Pool
from derivcheck.frozen import frozen
from derivcheck.terms import Term

__all__ = ["Candidates", "Row"]

#: The node as it may have to be, then the terms that the sentence speaks of.
Candidates = Callable[[Place, Pool], Iterator[tuple[Term, ...]]]


@frozen
class Row:
    """One kind of mistake.

    `make` gives the nodes that the node of a place may have to become; `sentence` says what was done, with
    `{0}`, `{1}` for the terms that come with the new node. Of two edits that both mend a step the one with
    the smaller `rank` is offered. A row that `borrows` puts in what stands elsewhere in the step, which can
    make any side the same as the other.
    """

    name: str
    rank: int
    make: Candidates
    sentence: str
    borrows: bool = False
