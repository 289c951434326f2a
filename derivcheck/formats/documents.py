r"""From the parts of a document to its derivations: what each chain claims, and in which context.

The context is what the document and its context file declare, then what `derivcheck.formats.defining` finds
defined in its equations, then what `derivcheck.formats.inference` concludes about the rest. A displayed
chain of equalities is a derivation. An equation in a sentence is one too if everything in it is declared or
defined; else it is what it mostly is, a supposition or a reminder, and only counted. So are equations beside
an implication.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.chains import EQUALITIES, Chain, Side, Unsplit, chains_in
from derivcheck.formats.conclusions import known_of
from derivcheck.formats.context import read_scope
from derivcheck.formats.defining import is_open
from derivcheck.formats.derivations import read_finals
from derivcheck.formats.entries import Entry, read_entries, unused
from derivcheck.formats.findings import Reading, gathered, known_keys
from derivcheck.formats.macros import formulas_in
from derivcheck.formats.manuscript import INLINE, Formula, Manuscript, Note
from derivcheck.formats.scope import Scope
from derivcheck.formats.sightings import names_of
from derivcheck.formats.tails import Remark, tail_of
from derivcheck.formats.tree import MapNode, kind_of, read_tree
from derivcheck.formats.words import CONTEXT_KEYS
from derivcheck.frozen import frozen, replace
from derivcheck.model import Context, Derivation, Document, Expression, Step, Survey
from derivcheck.notation.latex import read_conditional, read_remark
from derivcheck.terms import Diff, Num, Rel, Term

__all__ = ["CONTEXT_FILE_KEYS", "document_of"]

#: The keys of a context file.
CONTEXT_FILE_KEYS = ("document", "title", "source", *CONTEXT_KEYS, "equations", "final")
_SUPPOSING = frozenset({"implies", "equivalent"})
_NO_ID = frozenset(" #/,")


def document_of(manuscript: Manuscript, given: MapNode | None = None) -> Document:
    """The document in `manuscript`, whose context file holds `given`; it holds its problems."""
    builder = _Builder(manuscript, given or MapNode((), Place(manuscript.file)))
    document, problems, warnings = gathered(builder.document())
    unread = set(builder.survey_of().unread)
    outside = tuple(problem for problem in (*manuscript.problems, *problems) if problem not in unread)
    return replace(document, problems=outside, warnings=warnings, survey=builder.survey_of())


@frozen
class _Claimed:
    """A run of equalities of one chain: its number or label, and the positions of its sides."""

    id: str
    number: str
    chain: Chain
    first: int
    last: int


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
        self.others: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.unread: list[Problem] = []
        self.known = known_of((), Scope())
        self.entries: dict[str, Entry] = {}
        self.used: set[str] = set()
        self.ids: set[str] = set()

    def survey_of(self) -> Survey:
        """What was found so far."""
        count = self.counts
        return Survey(
            self.manuscript.file, count["equalities"], count["read"], count["definitions"], count["skipped"],
            count["stated"], dict(self.others), tuple(self.unread), self.known.as_yaml(),
            self.known.unknown_names(),
        )  # fmt: skip

    def document(self) -> Reading[Document]:
        formulas = list(formulas_in(self.manuscript.parts))
        yield from (one for one in formulas if isinstance(one, Problem))
        scope = yield from read_scope(self.given, Scope())
        found = list(chains_in(one for one in formulas if not isinstance(one, Problem)))
        chains = [one for one in found if isinstance(one, Chain)]
        scope, scopes = yield from self._scopes(scope)
        self.known = known_of(chains, scope)
        self.entries = yield from read_entries(self.given.get("equations"), self._scope(scope))
        order = {id(part): number for number, part in enumerate(self.manuscript.parts)}
        placed: list[tuple[int, Derivation]] = []
        for one in self._numbered(found):
            formula = one.formula if isinstance(one, Unsplit) else one.chain.sides[0].formula
            placed += [(order[id(formula)], made) for made in self._derivations(one, scopes)]
        derivations = [one for _, one in sorted(placed, key=lambda pair: pair[0])]
        yield from unused(self.entries, self.used, self.counts["displays"])
        finals = yield from read_finals(self.given.get("final"), self._scope(scope))
        context = self.known.context_in(scope.context)
        file, title = self.manuscript.file, self.manuscript.title
        return Document(file, title, {}, context, tuple(derivations), finals)

    def _scope(self, scope: Scope) -> Scope:
        return replace(scope, context=self.known.context_in(scope.context))

    def _scopes(self, scope: Scope) -> Reading[tuple[Scope, dict[int, Scope]]]:
        """The scope at the end of the document, and for each formula, by its identity, the one around it."""
        found: dict[int, Scope] = {}
        for part in self.manuscript.parts:
            if isinstance(part, Note):
                scope = yield from _with_note(part, scope)
            elif isinstance(part, Formula):
                found[id(part)] = scope
        return scope, found

    # -- which chains there are ------------------------------------------------------------------

    def _numbered(self, found: Sequence[Chain | Unsplit]) -> Iterator[_Claimed | Unsplit]:
        for one in found:
            if isinstance(one, Unsplit):
                if self._is_unread(one):
                    yield one
                continue
            for kind in one.kinds:
                if kind not in EQUALITIES:
                    self.others[kind] += 1
            equalities = sum(kind in EQUALITIES for kind in one.kinds)
            if not equalities:
                continue
            if not _SUPPOSING.isdisjoint(one.kinds) or (one.inline and not self._is_claim(one)):
                self.counts["stated"] += equalities
                continue
            yield from self._runs(one)

    def _is_unread(self, one: Unsplit) -> bool:
        """Whether a relation outside of all chains is an equality that was not read; counts all others."""
        if one.problem is None or one.kind not in EQUALITIES:
            self.others["inside expressions" if one.problem is None else one.kind] += 1
            return False
        if one.formula.kind == INLINE and not one.whole:
            self.counts["stated"] += 1
            return False
        return True

    def _is_claim(self, chain: Chain) -> bool:
        """Whether an equation in a sentence claims something about declared quantities."""
        settled = self.known.explicit | self.known.definitions.keys()
        uses = [use for side in chain.sides for use in self.known.sights.of(side).sightings]
        return all(not settled.isdisjoint(names_of(use)) for use in uses) and any(
            use.name not in self.known.indices for use in uses
        )

    def _runs(self, chain: Chain) -> Iterator[_Claimed]:
        """The runs of equalities in a chain, each with its name."""
        base, place = self._names(chain)
        runs: list[tuple[int, int]] = []
        for number, kind in enumerate(chain.kinds):
            if kind not in EQUALITIES:
                continue
            if runs and runs[-1][1] == number:
                runs[-1] = (runs[-1][0], number + 1)
            else:
                runs.append((number, number + 1))
        for count, (first, last) in enumerate(runs, 1):
            end = "" if count == 1 else f".{count}"
            yield _Claimed(base + end, place + end, chain, first, last)

    def _names(self, chain: Chain) -> tuple[str, str]:
        """The id of a chain, which is its label if it has one, and its number."""
        kind = "inline" if chain.inline else "displays"
        self.counts[kind] += 1
        number = f"inline-{self.counts[kind]}" if chain.inline else f"equation-{self.counts[kind]}"
        is_id = bool(chain.label) and _NO_ID.isdisjoint(chain.label) and chain.label != "final"
        name = chain.label if is_id and chain.label not in self.ids else number
        self.ids.add(name)
        return name, number

    def _entry(self, claimed: _Claimed) -> Entry | None:
        """What the context file says about an equation."""
        names = {claimed.id, claimed.number, f"line-{claimed.chain.place.line}"}
        said = [name for name in self.entries if name in names]
        self.used |= set(said)
        return self.entries[said[0]] if said else None

    # -- one chain -------------------------------------------------------------------------------

    def _derivations(self, one: _Claimed | Unsplit, scopes: dict[int, Scope]) -> Iterator[Derivation]:
        if isinstance(one, Unsplit):
            yield self._not_split(one)
            return
        sides = one.chain.sides[one.first : one.last + 1]
        entry = self._entry(one)
        scope = scopes[id(sides[0].formula)]
        context = self.known.context_in(scope.context)
        if entry is not None:
            context = context.assuming(*entry.conditions)
        if one.first == 0 and self.known.defined_by(one.chain):
            self.counts["definitions"] += 1
            sides = sides[1:]
        stop = next((at for at, side in enumerate(sides) if is_open(side)), len(sides))
        if stop < len(sides):
            self.others["left open"] += len(sides) - max(stop, 1)
            sides = sides[:stop]
        if len(sides) < 2:
            return
        if entry is not None and entry.skip:
            self.counts["skipped"] += len(sides) - 1
            return
        steps = tuple(self._steps(sides, scope, context, entry))
        names = self.known.inferred_in(sides, scope.context)
        first = self.known.doubt(sides, scope.context, is_claim=_is_derivative(steps))
        rest = self.known.doubt(sides, scope.context, is_claim=True)
        expect = entry.expect.get(0) if entry is not None and len(sides) > 2 else None
        terms = [step.expression.term for step in steps if step.expression is not None]
        supposed = self.known.supposed(sides, scope.context, context, terms) if not (first and rest) else ()
        yield Derivation(
            one.id, "", sides[0].place, context, steps, None, expect, names, (first, rest), supposed
        )

    def _not_split(self, one: Unsplit) -> Derivation:
        assert one.problem is not None
        self.counts["equalities"] += 1
        self.counts["displays"] += 1
        self.unread.append(one.problem)
        text = " ".join(one.formula.text.split())
        step = Step(one.problem.place, text, None, one.problem)
        return Derivation(f"equation-{self.counts['displays']}", "", one.formula.place, Context(), (step,))

    def _steps(
        self, sides: Sequence[Side], scope: Scope, context: Context, entry: Entry | None
    ) -> Iterator[Step]:
        read = [self._side(side, scope, context) for side in sides]
        tails = [self._tail(side, context) if number else () for number, side in enumerate(sides)]
        last = tails[-1]
        first = read[0]
        yield Step(sides[0].place, sides[0].text, None if isinstance(first, Problem) else first.expression)
        for number, (left, right) in enumerate(pairwise(read), 1):
            tail = tails[number]
            flaw = next((one for one in (right, left, tail, last) if isinstance(one, Problem)), None)
            self.counts["equalities"] += 1
            self.counts["read"] += flaw is None
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
            )
        except ReadError as error:
            return error.problem
        if isinstance(term, Rel):
            return Problem(side.place, "an expression", "a relation")
        flaw = self.known.flaw_of(term, side, context)
        if flaw is not None:
            return flaw
        return _Read(Expression(side.text, term, side.place), conditions)

    def _tail(self, side: Side, context: Context) -> tuple[Term, ...] | Problem:
        """The conditions in what stands behind a side, or why they are not known."""
        if side.after is None:
            return ()
        start, stop = side.after
        text = side.formula.text[start:stop]

        def places(at: int) -> Place:
            return side.formula.places(start + at)

        if isinstance(tail_of(text), Remark):
            return ()
        try:
            return read_remark(text, context, places(0), macros=self.known.sights.macros(side), places=places)
        except ReadError:
            hint = "say what it means in the context file, with `when`"
            shown = " ".join(text.split())
            return Problem(places(0), "a condition or nothing behind an equation", repr(shown), hint)


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


def _is_derivative(steps: Sequence[Step]) -> bool:
    """Whether an equation gives a derivative as something that is not a number."""
    first, second = (step.expression.term if step.expression else None for step in steps[:2])
    return isinstance(first, Diff) and second is not None and not isinstance(second, Num)


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
