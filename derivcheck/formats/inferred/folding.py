r"""What is folded in a document: which letters are applied, and what may be no number.

A letter is applied if it never stands alone and one of the brackets behind it holds names alone, or what is
folded itself: of `\sigma(w^T x)` and `F(g^{-1}(y))` that is seen once their insides are folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.inferred.chains import Chain, Sights
from derivcheck.formats.inferred.indices import decorated, index_like
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.sightings import Seen, Sighting
from derivcheck.formats.inferred.unknowns import (
    Unknowns,
    applied_letters,
    axes_of,
    below_brackets,
    counted_letters,
    parted_families,
    smooth_letters,
    unknowns_of,
    vectors_in,
)
from derivcheck.frozen import replace
from derivcheck.notation.latex.applied import Opaque
from derivcheck.notation.latex.landau import LANDAU
from derivcheck.notation.latex.parting import RAISED

__all__ = ["unknowns_for"]

_Pairs = frozenset[tuple[str, bool]]


def unknowns_for(
    plain: Knowledge, chains: Sequence[Chain], scope: Scope, dropped: frozenset[str]
) -> tuple[Unknowns, Sights]:
    """The unknowns in `chains`, of which `plain` is known before anything is folded, and the sides with them.

    `dropped` are the names of functions that are not defined, after all.
    """
    sides = [side for chain in chains for side in chain.sides]
    seen = [plain.sights.of(side) for side in sides]
    words = [plain.sights.words(side) for side in sides]
    texts = [found for found in words if found is not None]
    indices = index_like(seen).union(
        counted_letters(seen), scope.context.indices, *map(below_brackets, texts)
    )
    heads = {name.partition("_of_")[0] for name in plain.explicit if "_of_" in name}
    known = plain.explicit | scope.broken.keys() | (plain.defining.keys() - dropped)
    known = known.difference(heads & scope.context.symbols.keys())  # their values are declared as unknowns
    uses = _uses(seen, indices)
    bare = frozenset(name for name, use in uses if use.called is None)
    applied = applied_letters(uses) - bare - known - indices
    numbers = frozenset(_numbers(seen, indices))
    counted = frozenset(name for name, indexed in numbers if not indexed)
    shapes = parted_families(seen, indices, scope.context)
    folding = Opaque(
        applied - LANDAU, bare, frozenset(known) | LANDAU, indices, numbers=counted, shapes=shapes
    )
    vectors: frozenset[str] = plain.inferred.vectors
    of_matrices: _Pairs | None = None
    if any(one.matrices for one in seen):
        pairs = ((found, one) for found, one in zip(words, seen, strict=True) if found is not None)
        of_matrices = vectors_in(pairs, folding, numbers)
        vectors = plain.inferred.styled_vectors | {name for name, _ in of_matrices}
    folding = replace(folding, raised=_raised(uses, plain.explicit), vectors=vectors)
    taken, axes = frozenset(name for name, _ in uses) | known, axes_of(scope.context)
    primes = {name for name in applied if name.split("_prime")[0] in plain.explicit}
    smooth = smooth_letters(applied - primes, uses)
    found = unknowns_of(texts, _without(folding, smooth), taken, axes)
    sights = Sights(found.folding, plain.sights)
    nested = applied_letters(_uses([sights.of(side) for side in sides], indices)) - taken.difference(
        name for name, _ in uses
    )
    nested -= applied | bare | indices | found.by_name.keys()
    if nested:
        found = unknowns_of(texts, _without(replace(folding, heads=applied | nested), smooth), taken, axes)
        sights = Sights(found.folding, plain.sights)
    return replace(found, smooth=smooth, vectors=of_matrices), sights


def _without(folding: Opaque, smooth: frozenset[str]) -> Opaque:
    """`folding` where the letters `smooth` and their derivatives are functions, and nothing unknown."""
    functions = smooth | folding.known
    known = functions | {f"{name}_prime" for name in smooth}
    known |= {f"{name}_{dots}" for name in functions for dots in ("dot", "ddot")}
    return replace(folding, heads=folding.heads - known, known=known)


def _raised(uses: Iterable[tuple[str, Sighting]], declared: frozenset[str]) -> frozenset[str]:
    """The letters with an index in brackets above them, unless they are declared alone."""
    names = {use.name for _, use in uses if use.name.endswith(RAISED)}
    letters = {name.removesuffix(RAISED): name for name in names}
    return frozenset(one for one, name in letters.items() if one not in declared or name in declared)


def _uses(seen: Iterable[Seen], indices: frozenset[str]) -> list[tuple[str, Sighting]]:
    return [(decorated(use, indices)[0], use) for one in seen for use in one.sightings]


def _numbers(seen: Iterable[Seen], indices: frozenset[str]) -> Iterable[tuple[str, bool]]:
    """The names that stand where only a number can, or are bounds, each with whether it has an index."""
    for one in seen:
        for binder in one.binders:
            yield from ((name, False) for bound in (binder.lower, binder.upper) for name in bound[:1])
        for use in one.sightings:
            if use.is_number:
                name, rest = decorated(use, indices)
                yield name, bool(rest) or "" in use.below
