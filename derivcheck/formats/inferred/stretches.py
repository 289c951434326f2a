"""The stretches of a document: in each of them its names mean one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.inferred.chains import Chain
from derivcheck.formats.inferred.conclusions import known_of
from derivcheck.formats.inferred.kinds import Kind, Named
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.renewals import Renewal, meant_from, renewals_in
from derivcheck.formats.manuscripts.manuscript import Part
from derivcheck.frozen import frozen, replace

__all__ = ["Stretch", "stretches_of"]

#: Files come from strangers: each stretch is looked at with all of the document.
_MOST = 40
_MOST_CHAINS = 20_000


@frozen
class Stretch:
    """What is known of the names of a document from part number `start` on."""

    start: int
    known: Knowledge


def stretches_of(
    chains: Sequence[Chain],
    parts: Sequence[Part],
    order: Mapping[int, int],
    scope: Scope,
    told: Mapping[Named, Kind],
) -> list[Stretch]:
    """The stretches of a document, in order; `order` gives the number of a formula, by its identity."""
    known = known_of(chains, scope, told)
    renewals = _few(renewals_in(chains, parts, known, order), len(chains))
    found = [Stretch(0, known)] if not renewals or renewals[0].at > 0 else []
    for start in sorted({max(one.at, 0) for one in renewals}):
        meant = meant_from(start, renewals, chains, known, order)
        found.append(Stretch(start, known_of(chains, scope, told, meant)))
    return found


def _few(renewals: list[Renewal], chains: int) -> list[Renewal]:
    """`renewals` at few places; nothing is known of what is taken anew behind these."""
    most = min(_MOST, max(_MOST_CHAINS // max(chains, 1), 1))
    starts = sorted({max(one.at, 0) for one in renewals})
    if len(starts) <= most:
        return renewals
    last = starts[most - 1]
    return [one if one.at < last else replace(one, at=last, chain=None) for one in renewals]
