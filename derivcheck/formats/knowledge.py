"""What is known about the names of a document besides what is declared: definitions, and what is inferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from derivcheck.contexts import head_of, keys_of, letters_of, range_of
from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.chains import Chain, Side, Sights
from derivcheck.formats.defining import Defining, definitions_in
from derivcheck.formats.inference import Inferred, infer
from derivcheck.formats.scope import Scope
from derivcheck.formats.sightings import Binder, Seen, names_of
from derivcheck.formats.tails import Bounds, tail_of
from derivcheck.frozen import replace
from derivcheck.model import Context, Definition, Domain
from derivcheck.notation import read_condition as plain_condition
from derivcheck.notation.latex import Macros, read_expression
from derivcheck.terms import Call, Sym, Term, free_names, integer, walk
from derivcheck.terms.latex_names import ACCENTS

__all__ = ["Knowledge", "known_of"]


class Knowledge:
    """The names of one document: declared, defined by its equations, inferred, or not known."""

    def __init__(
        self, sights: Sights, declared: Context, inferred: Inferred, defining: Mapping[str, Defining]
    ) -> None:
        self.sights = sights
        self.explicit = declared.names()
        self.indices = frozenset(declared.indices) | frozenset(inferred.indices)
        self.inferred = inferred
        self.defining = defining
        self.definitions: dict[str, Definition] = {}
        self.broken: dict[str, Problem] = {}
        self.stated: dict[str, Place] = {}
        self._defining_chains = {id(one.chain) for one in defining.values()}

    # -- contexts --------------------------------------------------------------------------------

    def context_in(self, context: Context) -> Context:
        """`context` with what is known besides."""
        return replace(
            context,
            indices={**self.inferred.indices, **context.indices},
            symbols={**self.inferred.symbols, **context.symbols},
            definitions={**self.definitions, **context.definitions},
        )

    def defined_by(self, chain: Chain) -> bool:
        """Whether the first equality of `chain` is the definition of a name."""
        return id(chain) in self._defining_chains

    def flaw_in(self, side: Side, scope: Scope) -> Problem | None:
        """Why `side` cannot be read, as far as its names tell: the first whose meaning is not known."""
        declared = scope.context.names()
        for use in self.sights.of(side).sightings:
            for name in names_of(use):
                if name in declared:
                    continue
                if name in scope.broken:
                    return scope.broken[name]
                if name in self.broken:
                    return self.broken[name]
                if name in self.inferred.refused and name not in self.definitions:
                    reason = self.inferred.refused[name]
                    hint = "declare it in the document or its context file"
                    found = f"{name!r}, which {reason}"
                    return Problem(side.at(use.start), "a name whose meaning is clear", found, hint)
        return None

    # -- what a verdict rests on -----------------------------------------------------------------

    def inferred_in(self, sides: Iterable[Side], declared: Context) -> tuple[str, ...]:
        """The undeclared names in `sides` and behind their definitions, each with what it is taken for."""
        names = self._reached({name for side in sides for name in self._names(side)}, declared)
        found = [self._shown(name) for name in sorted(names) if name not in self.explicit]
        return tuple(part for part in found if part)

    def _names(self, side: Side) -> set[str]:
        return {name for use in self.sights.of(side).sightings for name in names_of(use)}

    def _reached(self, names: set[str], declared: Context) -> set[str]:
        waiting, seen = list(names), set(names)
        definitions = {**self.definitions, **declared.definitions}
        while waiting:
            definition = definitions.get(waiting.pop())
            if definition is not None:
                new = _mentioned(definition) - seen
                seen |= new
                waiting += new
        return seen

    def _shown(self, name: str) -> str:
        symbol = self.inferred.symbols.get(name)
        if symbol is not None:
            return f"{head_of(name, symbol.axes, letters_of(self.inferred.indices))}: {symbol.domain.value}"
        axis = self.inferred.indices.get(name)
        return f"{name}: {range_of(axis)}" if axis is not None else ""

    def doubt(self, sides: Sequence[Side], declared: Context, *, is_claim: bool) -> str:
        """Why a point at which the sides differ may be no error of the author; "" when it is one."""
        free = self._free(sides, declared)
        if not free:
            return ""
        listed = ", ".join(free)
        if not is_claim:
            return f"nothing declares {listed}, and this may be an assumption about it"
        accented = next((name for name in free if not ACCENTS.keys().isdisjoint(name.split("_"))), None)
        if accented is not None:
            return f"nothing declares {listed}, and {accented} is mostly made from what it is named after"
        said = next((name for name in free if name in self.stated), None)
        if said is not None:
            return f"nothing declares {listed}, and line {self.stated[said].line} says something about {said}"
        return ""

    def supposed(self, sides: Sequence[Side], declared: Context, context: Context) -> tuple[Context, ...]:
        """What an author often has in mind about quantities that nothing declares: contexts, or none.

        In one they are probabilities, in the other positive whole numbers.
        """
        free = self._free(sides, declared)
        symbols = self.inferred.symbols
        letters = letters_of(self.inferred.indices)
        families = [name for name in free if len(symbols[name].axes) == 1 and name not in context.indices]
        sums = [
            f"sum({name}[{letter}], {letter}) = 1"
            for name in families
            if (letter := next(iter(letters.get(symbols[name].axes[0], ())), ""))
        ]
        found = []
        for domain, texts in ((Domain.POSITIVE, sums), (Domain.POSITIVE_INTEGER, [])):
            changed = {name: replace(symbols[name], domain=domain) for name in free}
            one = replace(context, symbols={**context.symbols, **changed})
            found.append(one.assuming(*(plain_condition(text, one, Place("<supposed>")) for text in texts)))
        return tuple(found) if free else ()

    def _free(self, sides: Sequence[Side], declared: Context) -> list[str]:
        """The quantities in `sides`, and behind their definitions, that nothing declares."""
        names = self._reached({name for side in sides for name in self._names(side)}, declared)
        free = names & self.inferred.symbols.keys()
        return sorted(free - self.explicit - self._sizes())

    def _sizes(self) -> set[str]:
        ranges = self.inferred.indices.values()
        return {
            part.name
            for axis in ranges
            for bound in (axis.lower, axis.upper)
            for part in walk(bound)
            if isinstance(part, Sym)
        }

    # -- as text ---------------------------------------------------------------------------------

    def as_yaml(self) -> str:
        """What was inferred and defined, as the context keys of a YAML file."""
        known = Context(self.inferred.indices, self.inferred.symbols, {}, self.definitions)
        return "".join(f"{row}\n" for row in keys_of(known))


def _mentioned(definition: Definition) -> set[str]:
    calls = {part.name for part in walk(definition.body) if isinstance(part, Call)}
    return (
        set(free_names(definition.body))
        | calls
        | set(definition.parameters if not definition.is_function else ())
    )


# -- how it comes about --------------------------------------------------------------------------


def known_of(chains: Sequence[Chain], scope: Scope, macros: Macros) -> Knowledge:
    """What is known about the names in `chains` besides what `scope` declares."""
    sights = Sights(macros)
    declared = scope.context
    seen = [sights.of(side) for chain in chains for side in chain.sides]
    seen += [
        Seen((), (binder,)) for chain in chains for side in chain.sides for binder in _ranges_behind(side)
    ]
    indices = _index_like(seen)
    defining = definitions_in(chains, declared.names() | scope.broken.keys() | indices, sights, macros)
    heads = {name: one.head.parameters for name, one in defining.items() if not one.head.is_function}
    functions = [name for name, one in defining.items() if one.head.is_function]
    inferred = infer(seen, declared, heads, functions)
    known = Knowledge(sights, declared, inferred, defining)
    _state(known, chains)
    _define(known, scope, macros)
    return known


def _ranges_behind(side: Side) -> Iterable[Binder]:
    """`i = 1, …, n` behind an equation bounds `i` like a sum."""
    if side.after is not None:
        tail = tail_of(side.formula.text[slice(*side.after)])
        if isinstance(tail, Bounds):
            yield Binder(tail.letters, tail.lower, tail.upper, 0)


def _index_like(seen: Sequence[Seen]) -> frozenset[str]:
    """The letters that a sum binds or that stand below a name: none of them is defined by an equation."""
    bound = {letter for one in seen for binder in one.binders for letter in binder.letters}
    below = {atom for one in seen for use in one.sightings for atom in use.below}
    return frozenset(name for name in below & (bound | set("ijkl")))


def _state(known: Knowledge, chains: Sequence[Chain]) -> None:
    """Records which names the text restricts: in a sentence, by an inequality, by an equation to a number."""
    for chain in chains:
        fixes = len(chain.kinds) == 1 and chain.sides[1].text.isdigit()
        if (chain.inline or fixes or set(chain.kinds) != {"="}) and not known.defined_by(chain):
            for side in chain.sides:
                for use in known.sights.of(side).sightings:
                    for name in names_of(use):
                        known.stated.setdefault(name, chain.place)


def _define(known: Knowledge, scope: Scope, macros: Macros) -> None:
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
        heads[name] = Definition(name, parameters, axes, integer(0), one.head.is_function)
    known.definitions.update(heads)
    context = known.context_in(scope.context)
    for name, head in heads.items():
        body = _body(known, known.defining[name], context, scope, macros)
        if isinstance(body, Problem):
            known.broken[name] = body
        else:
            known.definitions[name] = replace(head, body=body)
    _break_dependents(known)


def _flaw_of_head(one: Defining, context: Context, known: Knowledge) -> Problem | None:
    place = one.chain.place
    if one.conditional:
        hint = "a definition under a condition is not taken for one; declare the name in the context file"
        return Problem(place, "a definition without a condition", f"one of {one.head.name!r} with one", hint)
    for letter in one.head.parameters if not one.head.is_function else ():
        if letter not in context.indices:
            reason = known.inferred.refused.get(letter, "is no index elsewhere")
            hint = f"{letter!r} {reason}; declare its range under indices"
            return Problem(place, "an index with a range", repr(letter), hint)
    return None


def _body(known: Knowledge, one: Defining, context: Context, scope: Scope, macros: Macros) -> Term | Problem:
    side = one.body
    flaw = known.flaw_in(side, scope)
    if flaw is not None:
        return flaw
    bound = one.head.parameters if one.head.is_function else ()
    text = side.formula.text[side.start : side.stop]
    try:
        return read_expression(
            text, context, side.place, bound=bound, macros=macros, places=side.at, elsewhere=side.elsewhere
        )
    except ReadError as error:
        return error.problem


def _break_dependents(known: Knowledge) -> None:
    """A definition that mentions a broken one is broken with it."""
    changed = True
    while changed:
        changed = False
        for name, definition in known.definitions.items():
            cause = next(
                (known.broken[other] for other in sorted(_mentioned(definition)) if other in known.broken),
                None,
            )
            if cause is not None and name not in known.broken:
                known.broken[name] = cause
                changed = True
    for name in known.broken:
        known.definitions.pop(name, None)
