r"""From the parts of a document to its derivations: what each chain claims, and in which context.

The context is what the document and its context file declare, then what
`derivcheck.formats.inferred.defining` finds defined in its equations, then what
`derivcheck.formats.inferred.inference` concludes about the rest. Which chains are claims, is for
`derivcheck.formats.inferred.claimed`; each of them is a derivation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.declared.context import read_scope
from derivcheck.formats.declared.derivations import read_finals
from derivcheck.formats.declared.entries import Entry, read_entries, unused
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.inferred.chains import EQUALITIES, Chain, Side, Unsplit, chains_in
from derivcheck.formats.inferred.claimed import Claimed, Claims
from derivcheck.formats.inferred.conclusions import known_of
from derivcheck.formats.inferred.defining import is_open
from derivcheck.formats.inferred.earlier import NO_EARLIER
from derivcheck.formats.inferred.kinds import sayings_in
from derivcheck.formats.inferred.passing import Introduction, passing
from derivcheck.formats.inferred.reckoning import Reckoning
from derivcheck.formats.inferred.rounded import unit_of
from derivcheck.formats.inferred.said import Said
from derivcheck.formats.inferred.stretches import Stretch, stretches_of
from derivcheck.formats.inferred.suppositions import Suppositions
from derivcheck.formats.inferred.tails import Distributed, Remark, tail_of
from derivcheck.formats.manuscripts.macros import formulas_in, spelled_among
from derivcheck.formats.manuscripts.manuscript import Formula, Manuscript, Note
from derivcheck.formats.text.findings import Reading, gathered, inverse_in, known_keys, spelled_out
from derivcheck.formats.text.tree import MapNode, kind_of, read_tree
from derivcheck.formats.text.words import CONTEXT_KEYS
from derivcheck.frozen import frozen, replace
from derivcheck.model import Context, Derivation, Document, Expression, Step, Survey
from derivcheck.notation.latex import read_conditional, read_remark
from derivcheck.terms import And, Call, Diff, Num, Rel, Term

__all__ = ["CONTEXT_FILE_KEYS", "document_of"]

#: The keys of a context file.
CONTEXT_FILE_KEYS = ("document", "title", "source", *CONTEXT_KEYS, "equations", "final")


def document_of(manuscript: Manuscript, given: MapNode | None = None) -> Document:
    """The document in `manuscript`, whose context file holds `given`; it holds its problems."""
    builder = _Builder(manuscript, given or MapNode((), Place(manuscript.file)))
    document, problems, warnings = gathered(builder.document())
    unread = set(builder.survey_of().unread)
    outside = tuple(problem for problem in (*manuscript.problems, *problems) if problem not in unread)
    return replace(document, problems=outside, warnings=warnings, survey=builder.survey_of())


@frozen
class _Read:
    """A side that was read, and the conditions below its names, as in `y_{k = i}`."""

    expression: Expression
    conditions: tuple[Term, ...]


class _Builder:
    """Reads one document; counts as it goes."""

    def __init__(self, manuscript: Manuscript, given: MapNode) -> None:
        self.manuscript = manuscript
        self.given = given
        self.unread: list[Problem] = []
        self._contexts: dict[int, tuple[Context, Context]] = {}
        self.known = known_of((), Scope())
        self.earlier = NO_EARLIER
        self.claims = Claims(self.known, {})
        self.suppositions = Suppositions(self.known, (), {})
        self.said = Said(self.known, (), (), {})
        self.reckoning = Reckoning(())
        self.order: dict[int, int] = {}
        self.introduced: list[Introduction] = []

    def survey_of(self) -> Survey:
        """What was found so far."""
        count = self.claims.counts
        return Survey(
            self.manuscript.file, count["equalities"], count["read"], count["definitions"], count["skipped"],
            count["stated"], dict(self.claims.others), tuple(self.unread), self.known.as_yaml(),
            self.known.unknown_names(), count["inequalities"],
        )  # fmt: skip

    def document(self) -> Reading[Document]:
        spelled = spelled_among(self.manuscript.parts)
        yield from (spelled_out(name, place) for name, place in spelled.items())
        formulas = list(formulas_in(self.manuscript.parts, spelled))
        yield from (one for one in formulas if isinstance(one, Problem))
        scope = yield from read_scope(self.given, Scope())
        readable = [one for one in formulas if not isinstance(one, Problem)]
        inverses = (one for formula, _ in readable for one in inverse_in(formula.text, formula.places))
        yield from islice(inverses, 1)
        found = list(chains_in(readable))
        chains = [one for one in found if isinstance(one, Chain)]
        scope, scopes = yield from self._scopes(scope)
        self.order = {id(part): number for number, part in enumerate(self.manuscript.parts)}
        numbered = [(self.order[id(formula)], formula, macros) for formula, macros in readable]
        self.introduced = list(passing(numbered))
        stretches = stretches_of(
            chains, self.manuscript.parts, self.order, scope, sayings_in(numbered), self.introduced
        )
        self.known = stretches[0].known
        entries = yield from read_entries(self.given.get("equations"), self._scope(scope))
        self.claims = Claims(self.known, entries)
        self.reckoning = Reckoning(self.manuscript.parts)
        placed: list[tuple[int, Derivation]] = []
        stops = [*(each.start for each in stretches[1:]), len(self.order)]
        for stretch, stop in zip(stretches, stops, strict=True):
            self._enter(stretch, chains)
            here = [each for each in found if stretch.start <= self._place_of(each) < stop]
            for one in self.claims.among(here):
                placed += [(self._place_of(one), made) for made in self._derivations(one, scopes)]
        if len(stretches) > 1:  # final checks speak as the document begins
            self._enter(stretches[0], chains)
        derivations = [one for _, one in sorted(placed, key=lambda pair: pair[0])]
        yield from unused(entries, self.claims.used, self.claims.counts["displays"])
        finals = yield from read_finals(self.given.get("final"), self._scope(scope))
        context = self._context(scope)
        file, title = self.manuscript.file, self.manuscript.title
        return Document(file, title, {}, context, tuple(derivations), finals)

    def _enter(self, stretch: Stretch, chains: Sequence[Chain]) -> None:
        """From here on the names mean what is known of them in one stretch of the document."""
        known = self.known = self.claims.known = stretch.known
        self.earlier = stretch.earlier
        self._contexts.clear()
        self.suppositions = Suppositions(known, chains, self.order)
        self.said = Said(known, chains, self.manuscript.parts, self.order, self.introduced)
        known.bounded = self.said.bounded

    def _place_of(self, one: Chain | Unsplit | Claimed) -> int:
        """The number of the part in which something begins."""
        return self.order[id(_formula_of(one))]

    def _scope(self, scope: Scope) -> Scope:
        return replace(scope, context=self._context(scope))

    def _context(self, scope: Scope) -> Context:
        """What is declared in `scope`, and what is known besides; made once for each scope."""
        key = id(scope.context)
        if key not in self._contexts:
            self._contexts[key] = scope.context, self.known.context_in(scope.context)
        return self._contexts[key][1]

    def _scopes(self, scope: Scope) -> Reading[tuple[Scope, dict[int, Scope]]]:
        """The scope at the end of the document, and for each formula, by its identity, the one around it."""
        found: dict[int, Scope] = {}
        for part in self.manuscript.parts:
            if isinstance(part, Note):
                scope = yield from _with_note(part, scope)
            elif isinstance(part, Formula):
                found[id(part)] = scope
        return scope, found

    # -- one chain -------------------------------------------------------------------------------

    def _derivations(self, one: Claimed | Unsplit, scopes: dict[int, Scope]) -> Iterator[Derivation]:
        if isinstance(one, Unsplit):
            yield self._not_split(one)
            return
        sides = one.chain.sides[one.first : one.last + 1]
        signs, entry = one.chain.kinds[one.first : one.last], one.entry
        scope = scopes[id(sides[0].formula)]
        context = self._context(scope)
        if entry is not None:
            context = context.assuming(*entry.conditions)
        if one.first == 0 and self.known.takes(one.chain):
            self.claims.counts["definitions"] += 1
            sides, signs = sides[1:], signs[1:]
        stop = next((at for at, side in enumerate(sides) if is_open(side)), len(sides))
        if stop < len(sides):
            self.claims.others["left open"] += len(sides) - max(stop, 1)
            sides = sides[:stop]
        if len(sides) < 2:
            return
        if entry is not None and entry.skip:
            self.claims.counts["skipped"] += len(sides) - 1
            return
        steps = tuple(self._steps(sides, signs, scope, context, entry))
        names = self.known.inferred_in(sides, scope.context)
        doubts = self.known.doubts(sides, scope.context, is_claim=_is_derivative(steps))
        expect = entry.expect.get(0) if entry is not None and len(sides) > 2 else None
        beside = self.known.doubt_beside(one.chain, sides)
        if entry is None or not entry.expect:
            beside = beside or self.reckoning.doubt(self.order[id(sides[0].formula)])
        doubts = tuple(doubt or beside for doubt in doubts)
        terms = [step.expression.term for step in steps if step.expression is not None]
        stated, unsaid = self.said.about(sides, scope.context, context, self._reader(scope, context))
        doubts = tuple(doubt or unsaid for doubt in doubts)
        supposed = (
            self.known.supposed(sides, scope.context, context, terms, stated)
            if not all(doubts)
            else self.known.otherwise(sides, scope.context, context)
        )
        reached = self.known.reached_from(sides, scope.context)
        earlier, unclear = self.earlier.about(reached, context)
        supposed, doubts = (*supposed, *earlier), tuple(doubt or unclear for doubt in doubts)
        if entry is None or not entry.conditions:
            said, unread = self.suppositions.about(
                sides, scope.context, context, self._reader(scope, context)
            )
            supposed = (*supposed, said) if said is not None else supposed
            doubts = tuple(doubt or unread for doubt in doubts)
        yield Derivation(
            one.id, "", sides[0].place, context, steps, None, expect, names, doubts, supposed, stated
        )

    def _not_split(self, one: Unsplit) -> Derivation:
        assert one.problem is not None
        self.claims.counts["equalities"] += 1
        self.claims.counts["displays"] += 1
        self.unread.append(one.problem)
        text = " ".join(one.formula.text.split())
        step = Step(one.problem.place, text, None, one.problem)
        return Derivation(
            f"equation-{self.claims.counts['displays']}", "", one.formula.place, Context(), (step,)
        )

    def _steps(
        self, sides: Sequence[Side], signs: Sequence[str], scope: Scope, context: Context, entry: Entry | None
    ) -> Iterator[Step]:
        read = [self._side(side, scope, context) for side in sides]
        names = frozenset[str]().union(*map(self.known.sights.names, sides))
        tails = [self._tail(side, context, names) if number else () for number, side in enumerate(sides)]
        last = tails[-1]
        first = read[0]
        start = None if isinstance(first, Problem) else first.expression
        yield Step(sides[0].place, sides[0].text, start, unit=_unit(sides[0], entry))
        for number, (left, right) in enumerate(pairwise(read), 1):
            tail = tails[number]
            flaw = next((one for one in (right, left, tail, last) if isinstance(one, Problem)), None)
            sign = "=" if signs[number - 1] in EQUALITIES else signs[number - 1]
            self.claims.counts["equalities" if sign == "=" else "inequalities"] += 1
            self.claims.counts["read"] += flaw is None
            if flaw is not None:
                self.unread.append(flaw)
            yield Step(
                place=sides[number].place,
                text=sides[number].text,
                expression=None if isinstance(right, Problem) else right.expression,
                problem=flaw,
                when=_conditions(left, right, tail, last),
                expect=_expected(entry, number + 1, len(read)),
                note=entry.note if entry is not None else "",
                sign=sign,
                unit=_unit(sides[number], entry),
            )

    def _side(self, side: Side, scope: Scope, context: Context) -> _Read | Problem:
        if scope.doubt:
            return scope.doubt
        flaw = self.known.flaw_in(side, scope)
        if flaw is not None:
            return flaw
        text = side.formula.text[side.start : side.stop]
        if not text.strip():
            hint = "a display that begins with a relation goes on with the one before; there is none"
            return Problem(side.place, "an expression", "nothing", hint)
        try:
            term, conditions = read_conditional(
                text,
                context,
                side.place,
                macros=self.known.sights.macros(side),
                places=side.at,
                elsewhere=side.elsewhere,
                words=self.known.sights.words(side),
            )
        except ReadError as error:
            return error.problem
        if isinstance(term, Rel):
            return Problem(side.place, "an expression", "a relation")
        flaw = self.known.flaw_of(term, side, context)
        if flaw is not None:
            return flaw
        self.known.note(side, And((term, *conditions)) if conditions else term)
        return _Read(Expression(side.text, term, side.place), conditions)

    def _reader(self, scope: Scope, context: Context) -> Callable[[Side], Term | None]:
        """What a side is that no claim is made of."""

        def read(side: Side) -> Term | None:
            found = self._side(side, scope, context)
            return None if isinstance(found, Problem) or found.conditions else found.expression.term

        return read

    def _tail(self, side: Side, context: Context, about: frozenset[str]) -> tuple[Term, ...] | Problem:
        """The conditions in what stands behind a side, or why they are not known; `about` are the names in
        all sides.
        """
        if side.after is None:
            return ()
        start, stop = side.after
        text = side.formula.text[start:stop]

        def places(at: int) -> Place:
            return side.formula.places(start + at)

        tail = tail_of(text)
        if isinstance(tail, Remark) or (isinstance(tail, Distributed) and tail.bounds is None):
            return ()
        if isinstance(tail, Distributed):
            start, text = start + tail.start, text[tail.start :]
        try:
            macros = self.known.sights.macros(side)
            return read_remark(text, context, places(0), macros=macros, places=places, about=about)
        except ReadError:
            hint = "say what it means in the context file, with `when`"
            shown = " ".join(text.split())
            return Problem(places(0), "a condition or nothing behind an equation", repr(shown), hint)


def _formula_of(one: Chain | Unsplit | Claimed) -> Formula:
    """The formula in which something begins."""
    if isinstance(one, Unsplit):
        return one.formula
    return (one.chain if isinstance(one, Claimed) else one).sides[0].formula


def _conditions(*parts: _Read | Problem | tuple[Term, ...]) -> tuple[Term, ...]:
    """All conditions under which an equality is claimed; none where one of them is not known."""
    found: dict[Term, None] = {}
    for part in parts:
        if isinstance(part, Problem):
            return ()
        found |= dict.fromkeys(part.conditions if isinstance(part, _Read) else part)
    return tuple(found)


def _expected(entry: Entry | None, number: int, last: int) -> str | None:
    if entry is None:
        return None
    return entry.expect.get(number, entry.expect.get(0) if last == 2 else None)


def _unit(side: Side, entry: Entry | None) -> Fraction | None:
    """The unit of a side that may be a rounded number; where a verdict is expected it is what it is."""
    return unit_of(side.text) if entry is None or not entry.expect else None


def _is_derivative(steps: Sequence[Step]) -> bool:
    """Whether an equation gives a derivative as something that is not a number."""
    first, second = (step.expression.term if step.expression else None for step in steps[:2])
    is_one = isinstance(first, Diff) or (isinstance(first, Call) and any(first.primes))
    return is_one and second is not None and not isinstance(second, Num)


def _with_note(note: Note, scope: Scope) -> Reading[Scope]:
    """`scope` with what a note of the document adds."""
    try:
        tree = read_tree(note.text, note.place.file)
    except ReadError as error:
        yield error.problem
        return scope.doubting(error.problem)
    if tree is None:
        return scope
    if not isinstance(tree, MapNode):
        problem = Problem(note.place, "context keys such as 'symbols'", kind_of(tree))
        yield problem
        return scope.doubting(problem)
    yield from known_keys(tree, CONTEXT_KEYS, "a context")
    return (yield from read_scope(tree, scope))
