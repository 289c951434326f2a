"""How what is known about the names of a document comes about: declared, defined, folded, inferred."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.inferred.chains import EQUALITIES, Chain, Side, Sights
from derivcheck.formats.inferred.defining import Defining, definitions_in
from derivcheck.formats.inferred.folding import unknowns_for
from derivcheck.formats.inferred.indices import index_like
from derivcheck.formats.inferred.inference import infer
from derivcheck.formats.inferred.kinds import Kind, Named
from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.formats.inferred.meant import EVERYWHERE, Meant
from derivcheck.formats.inferred.sequences import sequences_in
from derivcheck.formats.inferred.sightings import Binder, Seen, names_of
from derivcheck.formats.inferred.tails import Bounds, Distributed, tail_of
from derivcheck.formats.inferred.unknowns import Unknowns
from derivcheck.frozen import NOTHING, replace
from derivcheck.model import TO_COME, Context, Definition
from derivcheck.notation.latex import read_expression, read_remark
from derivcheck.notation.latex.function_names import OWN_LETTERS
from derivcheck.notation.latex.lexer import LETTER, NAME
from derivcheck.terms import And, Call, Cases, Term

__all__ = ["known_of"]

#: The end of what stands before a distribution: `\\sim`, bare or in `\\overset{\\mathrm{iid}}{\\sim}`.
_DISTRIBUTED = re.compile(r"\\sim\s*\}?\s*\Z")


def known_of(
    chains: Sequence[Chain],
    scope: Scope,
    told: Mapping[Named, Kind] = NOTHING,
    meant: Meant = EVERYWHERE,
    elsewhere: Sequence[Chain] = (),
) -> Knowledge:
    """What is known about the names in `chains` besides what `scope` declares; `told` is what the text says,
    `meant` what defines nothing, and `elsewhere` are chains in which names may mean something else.

    Known first is what the document defines; then applications and derivatives of everything else are folded
    into unknowns. An equation that begins with an unknown defines it, if it can be read.
    """
    known = _folded(chains, scope, told, meant)
    _state(known, elsewhere)
    return known


def _folded(chains: Sequence[Chain], scope: Scope, told: Mapping[Named, Kind], meant: Meant) -> Knowledge:
    plain = _known(chains, scope, told, meant, Sights(), Unknowns(), frozenset())
    dropped = frozenset(name for name in plain.broken if plain.defining[name].head.is_function)
    unknowns, sights = unknowns_for(plain, chains, scope, dropped)
    if not (unknowns.folding.changes_words or unknowns.smooth):
        return plain
    known = _known(chains, scope, told, meant, sights, unknowns, dropped)
    undefined = known.broken.keys() & unknowns.by_name.keys()
    return _known(chains, scope, told, meant, sights, unknowns, dropped | undefined) if undefined else known


def _known(
    chains: Sequence[Chain],
    scope: Scope,
    told: Mapping[Named, Kind],
    meant: Meant,
    sights: Sights,
    unknowns: Unknowns,
    undefined: frozenset[str],
) -> Knowledge:
    """What is known if `unknowns` are folded, and no equation defines what is `undefined`."""
    declared = scope.context
    seen = [_shown(side, sights) for chain in chains for side in chain.sides]
    seen += [
        Seen((), (binder,)) for chain in chains for side in chain.sides for binder in _ranges_behind(side)
    ]
    indices = index_like(seen)
    numbered = sequences_in(chains, sights, declared.names() | scope.broken.keys() | indices)
    indices |= numbered.keys()
    taken = declared.names() | scope.broken.keys() | undefined | meant.undefined | unknowns.scalars
    values = frozenset(unknowns.by_name)
    found = definitions_in(
        chains, taken, indices | declared.indices.keys(), sights, values, meant.stale, numbered
    )
    defining = {name: one for name, one in found.items() if not (one.is_model or one.conditional)}
    open_ended = {name for name, one in found.items() if one.is_model != one.conditional}
    unknowns = replace(unknowns, dependent=unknowns.dependent | open_ended)
    heads = {name: one.head.parameters for name, one in defining.items() if not one.head.is_function}
    functions = [name for name, one in defining.items() if one.head.is_function] + sorted(unknowns.smooth)
    given = replace(declared, indices={**declared.indices, **numbered})
    inferred = infer(seen, given, heads, functions, unknowns.by_name, unknowns.vectors, told)
    inferred = replace(inferred, indices={**inferred.indices, **numbered})
    known = Knowledge(sights, declared, inferred, defining, unknowns)
    known.stale = meant.stale
    for name, one in found.items():
        if one.conditional:
            known.state(name, one.chain)
    _state(known, chains)
    _define(known, scope)
    known.restated |= _restated(known, chains)
    return known


def _shown(side: Side, sights: Sights) -> Seen:
    r"""What a side shows; the `t` of `X \sim t(\nu)` is a distribution, whatever `t` is elsewhere."""
    seen = sights.of(side)
    uses = seen.sightings
    if not uses or uses[0].start or uses[0].called is None:
        return seen
    is_family = _DISTRIBUTED.search(side.formula.text, 0, side.start) is not None
    return replace(seen, sightings=uses[1:]) if is_family else seen


def _restated(known: Knowledge, chains: Iterable[Chain]) -> dict[str, Place]:
    r"""The letters of functions that everybody knows, such as `\zeta`, at the head of an equation that gives
    no definition, be it one that cannot be read or that holds in its sentence only.
    """
    found: dict[str, Place] = {}
    for chain in chains:
        words = known.sights.words(chain.sides[0])
        if words is None or words.words[0].text not in OWN_LETTERS or words.words[1].text != "(":
            continue
        name, inside = words.words[0].text, words.words[2 : words.partner[1]]
        is_head = words.partner[1] == len(words.words) - 2 and chain.kinds[0] in EQUALITIES
        if is_head and all(word.kind in (LETTER, NAME) or word.text == "," for word in inside):
            found.setdefault(name, chain.place)
    declared = known.explicit | known.definitions.keys()
    return {name: place for name, place in found.items() if name not in declared}


def _ranges_behind(side: Side) -> Iterable[Binder]:
    """`i = 1, …, n` behind an equation bounds `i` like a sum."""
    if side.after is not None:
        tail = tail_of(side.formula.text[slice(*side.after)])
        bounds = tail.bounds if isinstance(tail, Distributed) else tail
        if isinstance(bounds, Bounds):
            yield Binder(bounds.letters, bounds.lower, bounds.upper, 0)


def _state(known: Knowledge, chains: Sequence[Chain]) -> None:
    """Records which names the text restricts: in a sentence, by an inequality, by an equation to a number.

    An unknown, or a square, is restricted by every equation that begins with it and is not its definition.
    """
    for chain in chains:
        if known.defined_by(chain):
            continue
        fixes = len(chain.kinds) == 1 and chain.sides[1].text.isdigit()
        supposed = chain.sides[0].formula.around.supposes
        if chain.inline or fixes or supposed or set(chain.kinds) != {"="}:
            for side in chain.sides:
                for use in known.sights.of(side).sightings:
                    for name in names_of(use):
                        known.state(name, chain)
        first = [use.name for use in known.sights.of(chain.sides[0]).sightings if not use.in_script]
        if len(first) == 1 and (first[0] in known.unknowns.by_name or known.sights.is_square(chain.sides[0])):
            known.state(first[0], chain)


def _define(known: Knowledge, scope: Scope) -> None:
    """Reads the bodies of the definitions, each where all heads are declared."""
    heads: dict[str, Definition] = {}
    context = known.context_in(scope.context)
    for name, one in known.defining.items():
        flaw = _flaw_of_head(one, context, known)
        if flaw is not None:
            known.broken[name] = flaw
            continue
        parameters = one.head.parameters
        axes = () if one.head.is_function else tuple(context.indices[letter] for letter in parameters)
        heads[name] = Definition(name, parameters, axes, TO_COME, one.head.is_function)
    known.definitions.update(heads)
    context = known.context_in(scope.context)
    for name, head in heads.items():
        body = _body(known, known.defining[name], context, scope)
        if isinstance(body, Problem):
            known.broken[name] = body
        else:
            known.definitions[name] = replace(head, body=body)
    context = known.context_in(scope.context)
    for name, definition in known.definitions.items():
        flaw = known.flaw_of(definition.body, known.defining[name].body, context, definition)
        if flaw is not None:
            known.broken[name] = flaw
    _break_dependents(known)


def _flaw_of_head(one: Defining, context: Context, known: Knowledge) -> Problem | None:
    place = one.chain.place
    for letter in one.head.parameters if not one.head.is_function else ():
        if letter not in context.indices:
            reason = known.inferred.refused.get(letter, "is no index elsewhere")
            hint = f"{letter!r} {reason}; declare its range under indices"
            return Problem(place, "an index with a range", repr(letter), hint)
    return None


def _body(known: Knowledge, one: Defining, context: Context, scope: Scope) -> Term | Problem:
    side = one.body
    flaw = known.flaw_in(side, scope)
    if flaw is not None:
        return flaw
    bound = one.head.parameters if one.head.is_function else ()
    text = side.formula.text[side.start : side.stop]
    try:
        value = read_expression(
            text,
            context,
            side.place,
            bound=bound,
            macros=known.sights.macros(side),
            places=side.at,
            elsewhere=side.elsewhere,
            words=known.sights.words(side),
        )
        value = Call("sqrt", (value,)) if one.is_squared else value
        return _restricted(value, one, context, known, bound) if one.in_a_range else value
    except ReadError as error:
        return error.problem


def _restricted(
    value: Term, one: Defining, context: Context, known: Knowledge, bound: tuple[str, ...]
) -> Term:
    """`value` where the conditions hold; elsewhere nothing is said of the function."""
    side = one.restricted or one.body
    start, stop = side.after or (0, 0)
    behind = side.formula.text[start:stop] if one.restricted is not None else ""
    macros, about = known.sights.macros(side), frozenset(bound) | one.mentions
    here, there = side.place, side.formula.places
    conditions = (
        read_remark(
            behind,
            context,
            there(start),
            macros=macros,
            places=lambda at: there(start + at),
            about=about,
            bound=bound,
        )
        if behind
        else ()
    )
    for formula in one.within:
        conditions += read_remark(
            formula, context, here, macros=macros, places=lambda _: here, about=about, bound=bound
        )
    if not conditions:
        return value
    return Cases(((value, conditions[0] if len(conditions) == 1 else And(conditions)),))


def _break_dependents(known: Knowledge) -> None:
    """A definition that mentions a broken one is broken with it."""
    changed = True
    while changed:
        changed = False
        for name, definition in known.definitions.items():
            cause = next(
                (known.broken[other] for other in sorted(definition.mentions) if other in known.broken),
                None,
            )
            if cause is not None and name not in known.broken:
                known.broken[name] = cause
                changed = True
    for name in known.broken:
        known.definitions.pop(name, None)
