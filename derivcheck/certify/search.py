"""Looks for a proof that the auditor can replay.

The search drives the auditor's own replay, so each step that it takes is one the auditor accepts. It goes
through the atoms of both sides, the inner ones first, and takes the first law that gives something; when no
law applies any more and the sides are not equal, a `delta(i, j)` of two free indices is split into its cases.
What nothing uses in the end is left out. A search that finds nothing proves nothing: the kernel's word is
then what the certificate says is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from derivcheck.audit.functions import SQUARES
from derivcheck.audit.laws import LAWS, given
from derivcheck.audit.replay import Claim, Replay, Step
from derivcheck.audit.state import Scope, depth_of, opened
from derivcheck.audit.terms import FAULTS, Term, free_names, name, number, parts, walk, written

__all__ = ["find_proof"]

_MOST_STEPS = 400
_MOST_PASSES = 60
_DEEPEST = 3
_MOST_PLACES = 30

Pairs = tuple[tuple[str, str], ...]


def find_proof(claim: Claim, *, points: bool) -> dict[str, Any] | None:
    """A proof as JSON, or None; with `points` it also shows that no points are lost or gained unsaid."""
    try:
        return _proved(claim, (), (), points)
    except FAULTS:
        return None


def _proved(claim: Claim, equal: Pairs, different: Pairs, points: bool) -> dict[str, Any] | None:
    steps = _saturated(claim, equal, different)
    replay = _replayed(claim, equal, different, steps)
    if not replay.closed():
        return _split(claim, equal, different, points, replay)
    while unused := set(replay.unused()):
        steps = [step for number, step in enumerate(steps) if number not in unused]
        replay = _replayed(claim, equal, different, steps)
        if not replay.closed():
            return None
        replay.state.spelled(replay.left)
    if points:
        replay.check_points()
    return {"steps": list(map(_as_json, steps)), "normal_form": written(replay.state.spelled(replay.left))}


def _new(claim: Claim, equal: Pairs, different: Pairs) -> Replay:
    return Replay(
        claim, [(two, name(one)) for one, two in equal], [(name(one), name(two)) for one, two in different]
    )


def _replayed(claim: Claim, equal: Pairs, different: Pairs, steps: Sequence[Step]) -> Replay:
    replay = _new(claim, equal, different)
    for step in steps:
        replay.take(step)
    return replay


def _split(
    claim: Claim, equal: Pairs, different: Pairs, points: bool, replay: Replay
) -> dict[str, Any] | None:
    """The cases that two free indices are equal and that they differ."""
    if len(equal) + len(different) >= _DEEPEST:
        return None
    for atom, _ in _atoms(replay):
        if atom[:2] != ("call", "delta") or depth_of(atom):
            continue
        names = sorted(free_names(atom) & claim.context.indices.keys())
        if len(names) == 2 and len(free_names(atom)) == 3:
            one, two = names
            first = _proved(claim, (*equal, (one, two)), different, points)
            second = first and _proved(claim, equal, (*different, (one, two)), points)
            return second and {"cases": [one, two], "equal": first, "different": second}
    return None


# -- steps ----------------------------------------------------------------------------------------------


def _saturated(claim: Claim, equal: Pairs, different: Pairs) -> list[Step]:
    """Steps until the claim follows, or no law gives anything new."""
    replay = _new(claim, equal, different)
    taken: list[Step] = []
    failed: set[tuple[str, Term, Scope]] = set()
    for _ in range(_MOST_PASSES):
        before = len(taken)
        if replay.closed():
            break
        for atom, scope in list(_atoms(replay)):
            step = _step(replay, atom, scope, failed)
            if step is not None:
                taken.append(step)
            if len(taken) > _MOST_STEPS:
                return taken
        if len(taken) == before:
            break
    return taken


def _step(replay: Replay, atom: Term, scope: Scope, failed: set[tuple[str, Term, Scope]]) -> Step | None:
    """A step that was taken on this atom, if a law gives one."""
    before = atom[1] if _is_square(atom) else atom
    if replay.state.atom(before, scope) != before or (scope, atom) in replay.state.rules:
        return None
    if _is_square(atom) and before in replay.state.squares:
        return None
    for law, data in _candidates(replay, atom, scope):
        if (law, atom, scope) in failed:
            continue
        after = given(law, replay.state, atom, scope, data)
        if after is None:
            continue
        step = Step(law, scope, atom, after, data)
        try:
            replay.take(step)
        except FAULTS:
            failed.add((law, atom, scope))
            continue
        return step
    return None


def _is_square(atom: Term) -> bool:
    return bool(atom[0] == "pow" and atom[2] == number(2))


def _candidates(replay: Replay, atom: Term, scope: Scope) -> Iterator[tuple[str, Any]]:
    for law in LAWS:
        if law != "assumption":
            yield law, None
            continue
        context = replay.claim.context
        places = list(dict.fromkeys(_places(atom)))
        for at, assumption in enumerate(context.assumptions):
            free = sorted(free_names(assumption) & context.indices.keys())
            if len(places) ** len(free) <= _MOST_PLACES:
                for chosen in product(places, repeat=len(free)):
                    yield law, [at, list(chosen)]


def _places(atom: Term) -> Iterator[Term]:
    """The index terms in an atom."""
    for part in walk(atom):
        if part[0] == "sym":
            yield from (index for index in part[2] if not any(word[0] == "$" for word in _words(index)))


def _words(term: Term) -> list[str]:
    return [part[1] for part in walk(term) if part[0] == "sym"]


# -- atoms ----------------------------------------------------------------------------------------------


def _atoms(replay: Replay) -> Iterator[tuple[Term, Scope]]:
    """The atoms of both sides with the open indices that they depend on, inner ones first, each once."""
    found: dict[tuple[Term, Scope], None] = {}
    for side in (replay.left, replay.right):
        _explore(replay, side, (), found)
    return iter(found)


def _explore(replay: Replay, term: Term, scope: Scope, found: dict[tuple[Term, Scope], None]) -> None:
    for monomial in replay.state.value(term, scope):
        for atom, exponent in monomial:
            if atom[0] == "group":
                _explore(replay, _opened_group(atom), scope, found)
                continue
            here = scope[: depth_of(atom)]
            if (atom, here) not in found:
                _explore_inside(replay, atom, here, found)
                found[atom, here] = None
            if exponent not in (0, 1) and atom[0] == "call" and atom[1] in SQUARES:
                found[("pow", atom, number(2)), here] = None


def _explore_inside(replay: Replay, atom: Term, scope: Scope, found: dict[tuple[Term, Scope], None]) -> None:
    if atom[0] in ("sum", "prod"):
        body, inner = opened(atom, scope)
        _explore(replay, body, inner, found)
    elif atom[0] not in ("diff", "sym", "integral", "limit", "rel", "bracket", "cases"):
        for part in parts(atom):
            _explore(replay, part, scope, found)


def _opened_group(group: Term) -> Term:
    from derivcheck.audit.algebra import spelled

    return spelled(dict(group[1]))


def _as_json(step: Step) -> dict[str, Any]:
    under = [[part if part is None else written(part) for part in ends] for ends in step.under]
    data = None if step.data is None else [step.data[0], [written(place) for place in step.data[1]]]
    sides = {"before": written(step.before), "after": written(step.after)}
    return {"law": step.law, "under": under, **sides, "with": data}
