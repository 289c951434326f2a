r"""The stretches of a document: in each of them its names mean one thing.

A new one begins where a name is taken anew (`derivcheck.formats.inferred.renewals`). Where uses of a name in
all of the document do not go together, as `x(t)` and `x_i` or `e^{i\theta}` and `\sum_i`, each section is
looked at by itself, with the definitions from elsewhere of the other names in it: there they may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.inferred.chains import Chain, Sights
from derivcheck.formats.inferred.conclusions import known_of
from derivcheck.formats.inferred.defining import head_of
from derivcheck.formats.inferred.earlier import NO_EARLIER, Earlier
from derivcheck.formats.inferred.imaginary import IMAGINARY
from derivcheck.formats.inferred.kinds import Kind, Named, Saying, kinds_by, whole_anew
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.meant import EVERYWHERE, Meant
from derivcheck.formats.inferred.passing import Introduction
from derivcheck.formats.inferred.renewals import Renewal, meant_from, renewals_in
from derivcheck.formats.inferred.sightings import DIFFERENTIAL
from derivcheck.formats.manuscripts.manuscript import Division, Part
from derivcheck.frozen import NOTHING, frozen, replace

__all__ = ["Stretch", "stretches_of"]

#: Files come from strangers: each stretch is looked at with all of the document.
_MOST = 40
_MOST_CHAINS = 20_000

#: Why nothing was inferred of a name whose uses do not go together.
_UNCLEAR = frozenset(
    {
        "is called like a function",
        "has different numbers of indices",
        "has bounds that differ from sum to sum",
        "is an index and a size",
        "is a size and has an index elsewhere",
        "has indices whose range is not clear",
    }
)


@frozen
class Stretch:
    """What is known of the names of a document from part number `start` on."""

    start: int
    known: Knowledge
    told: Mapping[Named, Kind] = NOTHING
    meant: Meant = EVERYWHERE
    earlier: Earlier = NO_EARLIER


def stretches_of(
    chains: Sequence[Chain],
    parts: Sequence[Part],
    order: Mapping[int, int],
    scope: Scope,
    sayings: Sequence[Saying],
    introduced: Sequence[Introduction],
) -> list[Stretch]:
    """The stretches of a document, in order; `order` gives the number of a formula, by its identity.

    `sayings` are what words say of names, and `introduced` those names that they introduce.
    """
    told = kinds_by(sayings)
    known = known_of(chains, scope, told)
    renewals = _few(renewals_in(chains, parts, known, order, introduced), len(chains))
    counted = whole_anew(
        sayings, introduced, [at for at, part in enumerate(parts) if isinstance(part, Division)]
    )
    found = [Stretch(0, known, told)] if not renewals or renewals[0].at > 0 else []
    for start in sorted({max(one.at, 0) for one in renewals} | {at for at, _ in counted[:_MOST]}):
        meant = meant_from(start, renewals, chains, known, order)
        earlier = Earlier(
            {name: one.known for one in found for name in meant.doubtful & one.known.definitions.keys()}
        )
        told = kinds_by(sayings, {name: at for at, name in counted if at <= start})
        found.append(Stretch(start, known_of(chains, scope, told, meant), told, meant, earlier))
    fresh = [(one.at, one.name) for one in introduced if not one.is_count]
    return list(_by_section(found, chains, parts, order, scope, fresh))


def _by_section(
    stretches: Sequence[Stretch],
    chains: Sequence[Chain],
    parts: Sequence[Part],
    order: Mapping[int, int],
    scope: Scope,
    fresh: Sequence[tuple[int, str]],
) -> Iterator[Stretch]:
    """`stretches`, and a new one for each section with a name whose uses do not go together, with a size that
    is `fresh` there, for words introduce it as something else, or with a `d` that is no differential.
    """
    sections = [at for at, part in enumerate(parts) if isinstance(part, Division) and not part.is_statement]
    sights = Sights()  # with nothing folded, and each side looked at once
    is_small = len(chains) * (len(sections) + len(stretches)) <= _MOST_CHAINS
    for stretch, after in pairwise((*stretches, None)):
        assert stretch is not None
        stop = after.start if after is not None else len(parts)
        starts = sorted({stretch.start, *(at for at in sections if stretch.start < at < stop)})
        unclear = _unclear(stretch.known, chains, sights) if sections and is_small else set()
        for start, end in pairwise((*starts, stop)):
            inside = [one for one in chains if start <= order[id(one.sides[0].formula)] < end]
            names = _names_in(inside, stretch.known)
            here = {name for at, name in fresh if start <= at < end} & _others(stretch.known, inside)
            here |= {DIFFERENTIAL} if _is_letter_alone(DIFFERENTIAL, inside, stretch.known) else set()
            apart = names & (unclear | here) if is_small else frozenset[str]()
            known = _known_here(stretch, inside, apart, chains, scope) if apart else stretch.known
            yield replace(stretch, start=start, known=known)


def _is_letter_alone(name: str, inside: Sequence[Chain], known: Knowledge) -> bool:
    """Whether a `d` that differentiates elsewhere in the document does so in none of the chains `inside`."""
    if name in known.inferred.symbols.keys() | known.inferred.refused.keys() | known.definitions.keys():
        return False
    return not any(known.sights.of(side).differential for one in inside for side in one.sides)


def _others(known: Knowledge, inside: Sequence[Chain]) -> Set[str]:
    """The names that are taken for whole numbers, mostly because a range ends with them, or for families of
    which no member stands in the chains `inside`.
    """
    uses = [use for one in inside for side in one.sides for use in known.sights.of(side).sightings]
    indexed = {use.name for use in uses if use.below}
    families = {name for name, one in known.inferred.symbols.items() if one.axes} - indexed
    whole = {name for name, one in known.inferred.symbols.items() if one.domain.is_whole}
    return (families | whole) - known.explicit


def _unclear(known: Knowledge, chains: Sequence[Chain], sights: Sights) -> set[str]:
    """The names whose uses in all of the chains do not go together, but for those of vectors and matrices."""
    inferred = known.inferred
    found = {name for name, why in inferred.refused.items() if why in _UNCLEAR} - known.definitions.keys()
    seen = [sights.of(side) for one in chains for side in one.sides]
    uses = [use for one in seen for use in one.sightings]
    below = {use.name for use in uses if any(not atom.isdigit() for atom in use.below)}
    found |= below & {use.name for use in uses if use.called and not use.below and _is_plain(use.called)}
    if any(one.imaginary for one in seen) and IMAGINARY in inferred.indices:
        found.add(IMAGINARY)
    beside_matrices = {use.name for one in seen if one.matrices for use in one.sightings}
    return found - inferred.vectors - beside_matrices - known.explicit


def _is_plain(inside: Sequence[str]) -> bool:
    """Whether names and numbers alone stand in a bracket, as in `x(t)` and `x(0)`."""
    return all(word.isalnum() or word == "," for word in inside)


def _known_here(
    stretch: Stretch,
    inside: Sequence[Chain],
    unclear: Set[str],
    chains: Sequence[Chain],
    scope: Scope,
) -> Knowledge:
    """What is known of the names `inside` of a section, those that are `unclear` by themselves."""
    defining, known = stretch.known.defining, stretch.known
    used, waiting = {id(one) for one in inside}, sorted(_names_in(inside, known))
    reached = set(waiting)
    while waiting:
        one = defining.get(waiting.pop())
        if one is not None and one.head.name not in unclear:
            used.add(id(one.chain))
            waiting += sorted(one.mentions - reached)
            reached |= one.mentions
    defines = {id(one.chain) for one in defining.values()}
    heads = ((one, head_of(one, known.sights)) for one in inside if id(one) not in defines)
    others = defining.keys() - unclear
    claims = {id(one) for one, head in heads if head is None or head.name in others}
    meant = replace(stretch.meant, stale=stretch.meant.stale | claims)
    here = known_of([one for one in chains if id(one) in used], scope, stretch.told, meant, chains)
    here.stale = stretch.meant.stale  # what claims something here says something, too
    refused = {name: why for name, why in known.inferred.refused.items() if name not in unclear}
    here.inferred = replace(here.inferred, refused={**here.inferred.refused, **refused})
    return here


def _names_in(chains: Sequence[Chain], known: Knowledge) -> frozenset[str]:
    return frozenset[str]().union(*(known.sights.names(side) for one in chains for side in one.sides))


def _few(renewals: list[Renewal], chains: int) -> list[Renewal]:
    """`renewals` at few places; nothing is known of what is taken anew behind these."""
    most = min(_MOST, max(_MOST_CHAINS // max(chains, 1), 1))
    starts = sorted({max(one.at, 0) for one in renewals})
    if len(starts) <= most:
        return renewals
    last = starts[most - 1]
    return [one if one.at < last else replace(one, at=last, chain=None) for one in renewals]
