"""What is known about the names of a document besides what is declared: definitions, and what is inferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from derivcheck.contexts import head_of, keys_of, letters_of, range_of
from derivcheck.errors import Place, Problem
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.inferred.chains import Chain, Side, Sights
from derivcheck.formats.inferred.defining import Defining
from derivcheck.formats.inferred.endless import one_sided
from derivcheck.formats.inferred.imaginary import with_imaginary_unit
from derivcheck.formats.inferred.inference import Inferred
from derivcheck.formats.inferred.naming import as_written, listed_formulas, parted_in
from derivcheck.formats.inferred.sightings import names_of
from derivcheck.formats.inferred.tails import Distributed, may_restrict, tail_of
from derivcheck.formats.inferred.unknowns import Unknowns
from derivcheck.frozen import replace
from derivcheck.model import Context, Definition, Domain, FunctionSymbol, Range, Supposed, reached
from derivcheck.notation.latex.parting import RAISED
from derivcheck.terms import Big, Diff, Neg, Num, Rel, Sym, Term, free_names, integer, mentioned, walk
from derivcheck.terms.latex_names import ACCENTS

__all__ = ["Knowledge"]


class Knowledge:
    """The names of one document: declared, defined by its equations, inferred, or not known."""

    def __init__(
        self,
        sights: Sights,
        declared: Context,
        inferred: Inferred,
        defining: Mapping[str, Defining],
        unknowns: Unknowns,
    ) -> None:
        self.sights = sights
        self.unknowns = unknowns
        self.declared = declared
        self.explicit = declared.names()
        self.indices = frozenset(declared.indices) | frozenset(inferred.indices)
        self.inferred = inferred
        self.defining = defining
        self.definitions: dict[str, Definition] = {}
        self.broken: dict[str, Problem] = {}
        self.stated: dict[str, Place] = {}
        #: The chains that say something about a name, and those names of which they give bounds only.
        self.stating: dict[str, list[Chain]] = {}
        self.bounded = frozenset[str]()
        #: The letters of known functions that the text says something else of, and where.
        self.restated: dict[str, Place] = {}
        #: The chains, by identity, that say nothing any more.
        self.stale = frozenset[int]()
        self._defining_chains = {id(one.chain): name for name, one in defining.items()}
        self._reached: dict[object, frozenset[str]] = {}
        self._free_in: dict[object, frozenset[str]] = {}
        sizes = {name for axis in inferred.indices.values() for name in _names_in(axis)}
        #: The quantities that nothing declares, but for sizes.
        self.free = frozenset(inferred.symbols.keys() - self.explicit - sizes)

    def state(self, name: str, chain: Chain) -> None:
        """Records that `chain` says something about `name`."""
        self.stated.setdefault(name, chain.place)
        self.stating.setdefault(name, []).append(chain)

    # -- contexts --------------------------------------------------------------------------------

    def context_in(self, context: Context) -> Context:
        """`context` with what is known besides."""
        return replace(
            context,
            indices={**self.inferred.indices, **context.indices},
            symbols={**self.inferred.symbols, **context.symbols},
            functions={**self.functions, **context.functions},
            definitions={**self.definitions, **context.definitions},
        )

    def defined_by(self, chain: Chain) -> bool:
        """Whether the first equality of `chain` is the definition of a name."""
        return id(chain) in self._defining_chains

    def takes(self, chain: Chain) -> bool:
        """Whether the first equality of `chain` is the definition of a name, and was read as one."""
        return self._defining_chains.get(id(chain)) in self.definitions

    @cached_property
    def functions(self) -> dict[str, FunctionSymbol]:
        """The functions of which nothing is known but that they are smooth."""
        return {name: FunctionSymbol(name) for name in sorted(self.unknowns.smooth - self.explicit)}

    def flaw_of(
        self, term: Term, side: Side, context: Context, definition: Definition | None = None
    ) -> Problem | None:
        """Why what `side` was read as cannot be meant: a derivative, an integral or a limit of an unknown.

        `definition` is what the side is the body of; nothing in a function may stand for its parameters.
        """
        bound = definition.parameters if definition is not None and definition.is_function else ()
        flaw = self.unknowns.flaw_in(term, context.definitions, self.free, bound)
        if flaw is None:
            return None
        return Problem(side.place, *flaw, "define it, or declare it as a function")

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
                    found = f"{as_written(name)!r}, which {reason}"
                    return Problem(side.at(use.start), "a name whose meaning is clear", found, hint)
        words = self.sights.words(side)
        if words is None:
            return None
        open_end = one_sided(words, self.inferred.indices.keys() - scope.context.indices.keys())
        if open_end is not None:
            found = f"one of {open_end.text!r}, which has an end elsewhere"
            return Problem(side.at(open_end.start), "both bounds", found, "write where the sum ends")
        if words.holds_values:
            return self._flaw_at_a_point(side)
        for at, word in enumerate(words.words if self.restated else ()):
            if word.text in self.restated and words.words[at + 1].text == "(":
                hint = "declare it in the document or its context file"
                found = f"{word.text!r}, of which line {self.restated[word.text].line} says what it is"
                return Problem(side.at(word.start), "a name whose meaning is clear", found, hint)
        return None

    def _flaw_at_a_point(self, side: Side) -> Problem | None:
        """The first name in `side` of which nothing says how it depends on what takes a value there."""
        for use in self.sights.of(side).sightings:
            name = next((name for name in names_of(use) if self.unknowns.is_dependent(name)), "")
            if name and name not in self.definitions:
                shown = self.unknowns.written.get(name, repr(name))
                found = f"{shown}, of which nothing says how it depends on it"
                hint = "define it, or declare it as a function"
                return Problem(side.at(use.start), "a value of what is known", found, hint)
        return None

    # -- what a verdict rests on -----------------------------------------------------------------

    def inferred_in(self, sides: Sequence[Side], declared: Context) -> tuple[str, ...]:
        """The undeclared names in `sides` and behind their definitions, each with what it is taken for."""
        names = self.reached_from(sides, declared)
        found = [self._shown(name) for name in sorted(names) if name not in self.explicit]
        return tuple(part for part in found if part)

    def reached_from(self, sides: Sequence[Side], declared: Context) -> frozenset[str]:
        """The names in `sides` and behind their definitions, once these are settled."""
        key = (id(declared), *(side.key for side in sides))
        found = self._reached.get(key)
        if found is None:
            names = frozenset[str]().union(*map(self._names_in, sides))
            found = self._reached[key] = reached(names, declared.definitions, self.definitions)
        return found

    def note(self, side: Side, term: Term) -> None:
        """Notes what `side` was read as: what a sign binds in it is none of its quantities."""
        self._free_in[side.key] = mentioned(term)

    def _names_in(self, side: Side) -> frozenset[str]:
        """The names in `side`; where it was read, those that are not bound in it."""
        found = self._free_in.get(side.key)
        return self.sights.names(side) if found is None else found

    def _shown(self, name: str) -> str:
        symbol = self.inferred.symbols.get(name)
        if name in self.unknowns.written:
            return f"{self.unknowns.written[name]}: an unknown number" if symbol is not None else ""
        if symbol is not None:
            letters = letters_of(self.inferred.indices)
            return f"{head_of(as_written(name), symbol.axes, letters)}: {symbol.domain.value}"
        if name in self.functions:
            return f"{name}: smooth"
        axis = self.inferred.indices.get(name)
        return f"{name}: {range_of(axis)}" if axis is not None else ""

    def doubt(self, sides: Sequence[Side], declared: Context, *, is_claim: bool) -> str:
        """Why a point at which the sides differ may be no error of the author; "" when it is one."""
        names = self.reached_from(sides, declared)
        unknowns = names & self.unknowns.by_name.keys()
        folded = sorted(self.unknowns.written[name] for name in unknowns if name not in self.definitions)
        if folded:
            taken = "is taken for an unknown number" if len(folded) == 1 else "are taken for unknown numbers"
            return f"{listed_formulas(folded)} {taken}"
        functions = sorted(names & self.functions.keys())
        if functions:
            return f"{' and '.join(functions)} may be any smooth function"
        parted = parted_in(names)
        if parted:
            return f"{parted} is taken for another quantity where it has other indices"
        again = next((name for name in sorted(unknowns) if name in self.stated), None)
        if again is not None:
            return f"line {self.stated[again].line} says something else of {self.unknowns.written[again]}"
        free = self._free(sides, declared)
        if not free:
            return ""
        listed = ", ".join(sorted(map(as_written, free)))
        if any(r"\nabla" in side.text for side in sides):
            return f"nothing declares {listed}, and a gradient is mostly by a vector"
        if not is_claim:
            return f"nothing declares {listed}, and this may be an assumption about it"
        accented = next((name for name in free if not ACCENTS.keys().isdisjoint(name.split("_"))), None)
        if accented is not None:
            return f"nothing declares {listed}, and {accented} is mostly made from what it is named after"
        said = next((name for name in free if name in self.stated and name not in self.bounded), None)
        if said is not None:
            line = self.stated[said].line
            return f"nothing declares {listed}, and line {line} says something about {as_written(said)}"
        return ""

    def doubt_beside(self, chain: Chain, sides: Sequence[Side]) -> str:
        """Why what stands behind the equations of a chain may restrict them; "" if nothing does."""
        follower = chain.follower
        if follower is not None and all(one.chain.sides[0] != follower for one in self.defining.values()):
            return f"{follower.text} stands beside it and may be a condition"
        if chain.beside and may_restrict(sides[0].formula.text[: sides[0].start], sides[0].text):
            return f"{sides[0].text} = … stands behind another one and may be a condition of it"
        for side in sides:
            behind = side.formula.text[slice(*side.after)] if side.after is not None else ""
            if isinstance(tail_of(behind), Distributed):
                return f"{' '.join(behind.split())} stands behind it and may be a condition"
        return ""

    def doubts(self, sides: Sequence[Side], declared: Context, *, is_claim: bool) -> tuple[str, ...]:
        """For each equality of a chain the doubt about it; `is_claim` is about the first one.

        What a later side brings in, or that one of them is a plain number (`= 2 (x - 1) = 0`), is mostly
        something that the text supposes of quantities which nothing declares.
        """
        found = list[str]()
        for left, right in pairwise(sides):
            doubt = self.doubt([left, right], declared, is_claim=is_claim or bool(found))
            doubt = doubt or ("" if found else self._restated(left))
            if not doubt and (new := self._supposing(left, right, declared, is_first=not found)):
                doubt = f"nothing declares {', '.join(new)}, and this may be an assumption about it"
            found.append(
                doubt or self._valued(left, right, declared) or self._repeated(left, right, declared)
            )
        return tuple(found)

    def _supposing(self, left: Side, right: Side, declared: Context, *, is_first: bool) -> list[str]:
        """The quantities of which an equality may say something that is no identity, or none.

        These are what only its right side mentions (`a^2 + b^2 = c^2`, `x_1 = x_2`), and all of the left one
        where the right one mentions none.
        """
        here, after = self._free([left], declared), self._free([right], declared)
        if here and not after:
            return here
        if not is_first and (new := sorted(set(after) - set(here))):
            return new
        members = [
            {(use.name, use.below) for use in self.sights.of(side).sightings if "".join(use.below).isdigit()}
            for side in (left, right)
        ]
        if self.sights.of(left).binders or self.sights.of(right).binders:
            return []
        new = sorted({name for name, _ in members[1] - members[0]} & set(after))
        return [] if is_first else new

    def _restated(self, side: Side) -> str:
        """Why a second equation of a name with a plain value may be no claim: the name is taken again."""
        uses = self.sights.of(side).sightings
        name = uses[0].name if len(uses) == 1 and not uses[0].below else ""
        definition = self.definitions.get(name)
        if definition is None or side.text != self.defining[name].chain.sides[0].text:
            return ""
        if definition.parameters or definition.mentions:
            return ""
        return f"line {self.defining[name].chain.place.line} says what {name} is, and this may be another one"

    def _valued(self, left: Side, right: Side, declared: Context) -> str:
        """Why a name that is a plain number somewhere in the text need not be one here: `x = 2`."""
        names = self.reached_from([left, right], declared)
        for name in sorted(names & self.definitions.keys()):
            if all(isinstance(part, Num | Neg) for part in walk(self.definitions[name].body)):
                line = self.defining[name].chain.place.line
                return f"line {line} gives a number for {name}, which may hold there only"
        return ""

    def _repeated(self, left: Side, right: Side, declared: Context) -> str:
        r"""Why an index may be summed over although no sign says so: `A_{ij} B_{jk} = C_{ik}`."""
        bound = {
            letter for side in (left, right) for one in self.sights.of(side).binders for letter in one.letters
        }
        counts = [
            Counter(word.text for word in found.words)
            if (found := self.sights.words(side)) is not None
            else Counter()
            for side in (left, right)
        ]
        for index in sorted(self.inferred.indices.keys() - declared.indices.keys() - bound):
            times = sorted(count[index] for count in counts)
            if times[0] == 0 and times[1] > 1:
                return f"nothing declares {index}, and it stands twice on one side: it may be summed over"
        return ""

    def otherwise(self, sides: Sequence[Side], declared: Context, context: Context) -> tuple[Supposed, ...]:
        """Contexts in which a letter that nothing declares is the imaginary unit."""
        free = self._free(sides, declared)
        return with_imaginary_unit(context, [one for one in free if not self.inferred.symbols[one].axes])

    def supposed(
        self,
        sides: Sequence[Side],
        declared: Context,
        context: Context,
        terms: Iterable[Term],
        said: Sequence[Term] = (),
    ) -> tuple[Supposed, ...]:
        """What an author often has in mind about quantities that nothing declares: contexts, or none.

        In one they are probabilities, in another positive whole numbers, but for those by which `terms`, as
        which the sides were read, are differentiated; in each with and without `said`, which the text says.
        """
        free = self._free(sides, declared)
        symbols = self.inferred.symbols
        letters = letters_of(self.inferred.indices)
        families = [name for name in free if len(symbols[name].axes) == 1 and name not in context.indices]
        sums = [
            Rel("=", Big("sum", Sym(name, (Sym(letter),)), letter, axis.lower, axis.upper), integer(1))
            for name in families
            for axis in symbols[name].axes
            for letter in letters.get(axis, ())[:1]
        ]
        differentiated_by = {
            one.name
            for term in terms
            for part in walk(term)
            if isinstance(part, Diff)
            for one, _ in part.variables
            if isinstance(one, Sym)
        }
        names = ", ".join(one.split(":")[0] for one in self.inferred_in(sides, declared))
        why = f"nothing declares {names}, and under assumptions that the text may make it can hold"
        found = []
        for domain, assumed in ((Domain.POSITIVE, sums), (Domain.POSITIVE_INTEGER, [])):
            counted = [name for name in free if domain is Domain.POSITIVE or name not in differentiated_by]
            changed = {name: replace(symbols[name], domain=domain) for name in counted}
            one = replace(context, symbols={**context.symbols, **changed})
            found.append(Supposed(one.assuming(*assumed), why))
            found += [Supposed(one.assuming(*assumed, *said), why)] if said and not sums else []
        found += self.otherwise(sides, declared, context)
        found += [Supposed(context.assuming(*said), why)] if said else []
        return tuple(found) if free else ()

    def _free(self, sides: Sequence[Side], declared: Context) -> list[str]:
        """The quantities in `sides`, and behind their definitions, that nothing declares."""
        free = self.reached_from(sides, declared) & self.free
        return sorted(name for name in free if not self._is_bound(name, sides))

    def _is_bound(self, name: str, sides: Sequence[Side]) -> bool:
        """Whether a sign binds a name in each of the sides in which it stands."""
        own = [side for side in sides if name in self.sights.names(side)]
        return bool(own) and all(
            any(name in binder.letters for binder in self.sights.of(side).binders) for side in own
        )

    # -- as text ---------------------------------------------------------------------------------

    def unknown_names(self) -> dict[str, str]:
        """The names of what was folded and is not defined, each with its LaTeX on one line."""
        written = self.unknowns.written
        names = sorted(written.keys() & self.inferred.symbols.keys() - self.definitions.keys())
        return {name: " ".join(written[name].split()) for name in names}

    def as_yaml(self) -> str:
        """What was inferred and defined, as the context keys of a YAML file."""
        known = Context(self.inferred.indices, self.inferred.symbols, self.functions, self.definitions)
        notes = (f"# {name} is {text}, an unknown number" for name, text in self.unknown_names().items())
        return "".join(f"{row}\n" for row in (*notes, *self._family_notes(), *keys_of(known)))

    def _family_notes(self) -> Iterator[str]:
        r"""What a name of ours is in the text: `v_each[j]` is `v_j`, and `x_sup[i]` is `x^{(i)}`."""
        letters = letters_of(self.inferred.indices)
        families = {name: one.axes for name, one in self.inferred.symbols.items()}
        families |= {name: one.axes for name, one in self.definitions.items()}
        for name, axes in sorted(families.items()):
            base, head = as_written(name), head_of(name, axes, letters)
            if name.removesuffix(RAISED) != name:
                yield f"# {head} is {base} with an index in brackets above it"
            elif base != name:
                yield f"# {head} is {head.replace(name, base)}, another quantity than {base} otherwise"


def _names_in(axis: Range) -> frozenset[str]:
    return free_names(axis.lower) | free_names(axis.upper)
