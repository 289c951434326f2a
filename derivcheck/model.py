"""The nouns: what a context declares, what a derivation claims, what a check found.

Every value here is frozen. The verdicts, which cannot be built without their evidence, stand in
`derivcheck.verdicts` and are known here by the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derivcheck.domains import Domain
from derivcheck.errors import Place, Problem
from derivcheck.frozen import NOTHING, frozen, replace
from derivcheck.terms import Const, Term, mentioned
from derivcheck.verdicts import (
    Cause,
    Conditional,
    Counterexample,
    Explanation,
    Proved,
    Refuted,
    Residual,
    Unknown,
    Unreadable,
    Verdict,
    together,
)  # fmt: skip  # isort: skip

__all__ = [
    "Anatomy", "Audited", "Cause", "Check", "CheckedDerivation", "Claim", "Conditional", "Context",
    "Counterexample", "Definition", "Derivation", "Document", "Domain", "Explanation", "Expression",
    "FunctionSymbol", "Goal", "Proved", "Range", "Refuted", "Report", "Residual", "Step", "Survey", "Symbol",
    "Supposed", "TO_COME", "Unknown", "Unreadable", "Verdict", "Warned", "reached", "together",
]  # fmt: skip


@frozen
class Range:
    """The whole numbers from `lower` to `upper`, both included; `upper` may be infinite."""

    lower: Term
    upper: Term


@frozen
class Symbol:
    """A declared symbol: one range per index, and the domain of its values."""

    name: str
    axes: tuple[Range, ...]
    domain: Domain


@frozen
class FunctionSymbol:
    """A generic function of real arguments, smooth wherever its arguments are real.

    With `arguments` the name alone stands for the value at these symbols, in LaTeX.
    """

    name: str
    positive: bool = False
    arguments: tuple[str, ...] = ()


#: The body of a definition that is still to be read.
TO_COME = Const("to come")


@frozen
class Definition:
    """`name` with its parameters stands for `body`.

    An indexed definition (`q[i]`) has one range per parameter; a function (`sigma(x)`) has none
    and `is_function` set; a plain one (`J`) has no parameters.
    """

    name: str
    parameters: tuple[str, ...]
    axes: tuple[Range, ...]
    body: Term
    is_function: bool = False

    @property
    def mentions(self) -> frozenset[str]:
        """The names in its body, but for the parameters of a function, which are its own."""
        names = mentioned(self.body)
        return names.difference(self.parameters) if self.is_function else names.union(self.parameters)


@frozen
class Context:
    """What holds around a claim: the names, their domains, the definitions, the assumptions.

    `symbols` also holds the sizes (`n`), which are positive integers unless declared otherwise.
    `shadowed` are definitions of a file in whose place a derivation put something else.
    An assumption on indices alone (`i != j`) restricts the indices of the claim; one that mentions
    symbols holds for all values of its free indices that the assumptions on indices allow.
    """

    indices: Mapping[str, Range] = NOTHING
    symbols: Mapping[str, Symbol] = NOTHING
    functions: Mapping[str, FunctionSymbol] = NOTHING
    definitions: Mapping[str, Definition] = NOTHING
    assumptions: tuple[Term, ...] = ()
    shadowed: Mapping[str, Definition] = NOTHING

    def __repr__(self) -> str:
        return f"Context({', '.join(sorted(self.names()))}; {len(self.assumptions)} assumptions)"

    def assuming(self, *conditions: Term) -> Context:
        """The same context with more assumptions."""
        return replace(self, assumptions=self.assumptions + conditions) if conditions else self

    def arity_of(self, name: str) -> int | None:
        """How many arguments a function takes, where its definition or declaration says so."""
        if name in self.definitions:
            return len(self.definitions[name].parameters)
        declared = self.functions.get(name)
        return len(declared.arguments) or None if declared is not None else None

    def names(self) -> frozenset[str]:
        """Every declared name."""
        return frozenset().union(self.indices, self.symbols, self.functions, self.definitions)


def reached(names: frozenset[str], *tables: Mapping[str, Definition]) -> frozenset[str]:
    """`names` and those behind their definitions, each of which stands in the first table that has it."""
    found, waiting = set(names), list(names)
    while waiting:
        name = waiting.pop()
        definition = next((table[name] for table in tables if name in table), None)
        if definition is not None:
            new = definition.mentions - found
            found |= new
            waiting += new
    return frozenset(found)


@frozen
class Expression:
    """A term with the text it was read from and the place of that text."""

    text: str
    term: Term
    place: Place


@frozen
class Step:
    """One entry of a derivation: an expression of the chain, or a relation of its own.

    `sign` is how an expression of the chain is related to the one before: `=` unless it is written first.
    `problem` is set, and `expression` is not, when the text could not be read. `unit` is that of the last
    place of a number which may be rounded there.
    """

    place: Place
    text: str
    expression: Expression | None
    problem: Problem | None = None
    when: tuple[Term, ...] = ()
    by: str = ""
    note: str = ""
    expect: str | None = None
    uses: tuple[str, ...] = ()
    sign: str = "="
    unit: Fraction | None = None


@frozen
class Supposed:
    """A context with what the text may suppose and nothing declares, and why it may, for the reader.

    Where a `letter` is read otherwise there, what is proved must not fail in it.
    """

    context: Context
    reason: str
    letter: str = ""


@frozen
class Derivation:
    """A chain of expressions, or a list of relations, with its own context.

    `inferred` says what of that context nobody declared. A point at which the sides differ then need not make
    them wrong: `doubts` say why the text may exclude it, for each equality, and
    `supposed` are contexts that the author may have in mind, in each of which they have to differ too.
    `said` are relations that the text states somewhere: conditions on which a claim may be proved.
    `assumed` are the places of the assumptions of the context, in their order, as far as these are written.
    """

    id: str
    title: str
    place: Place
    context: Context
    steps: tuple[Step, ...]
    final: Step | None = None
    expect: str | None = None
    inferred: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    supposed: tuple[Supposed, ...] = ()
    said: tuple[Term, ...] = ()
    assumed: tuple[Place, ...] = ()


@frozen
class Survey:
    """What a document in prose holds, and what of it could be read.

    `equalities` counts those that are claims, `read` those of them with both sides read. `definitions` are
    equations that define a name, `skipped` those that the context file leaves out, `stated` those that are no
    claims: inside of sentences, and beside implications. `others` counts the other relations by what they
    say, `unread` holds a problem for each equality that was not read. `context` is what was inferred, in YAML
    with the keys of a context file, `unknowns` the names in it of what was taken for an unknown number, each
    with its LaTeX. `inequalities` are those in chains of equalities, which are claims as well; `read` counts
    both.
    """

    file: str
    equalities: int
    read: int
    definitions: int
    skipped: int
    stated: int
    others: Mapping[str, int]
    unread: tuple[Problem, ...]
    context: str = ""
    unknowns: Mapping[str, str] = NOTHING
    inequalities: int = 0


@frozen
class Warned:
    """Something that was read as mathematicians read it, and deserves a second look."""

    place: Place
    message: str


@frozen
class Document:
    """One file: its context, derivations and final checks, and what in it could not be read."""

    file: str
    title: str
    source: Mapping[str, str]
    context: Context
    derivations: tuple[Derivation, ...]
    finals: tuple[Step, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Warned, ...] = ()
    survey: Survey | None = None
    assumed: tuple[Place, ...] = ()


@frozen
class Claim:
    """`left op right` for every size, index and value that the context allows."""

    left: Term
    right: Term
    context: Context
    op: str = "="

    @property
    def sides(self) -> tuple[Term, Term]:
        """The left and the right side."""
        return self.left, self.right


@frozen
class Goal:
    """A claim as it stands in a file: what `Check` will be about.

    `kind` is "step", "final" (a derivation's final check) or "claim" (a file's final check);
    `number` is the position of the right-hand side in `steps`, counted from 1.
    """

    number: int
    kind: str
    place: Place
    left: str
    right: str
    claim: Claim | None
    problem: Problem | None = None
    expected: str | None = None
    by: str = ""
    note: str = ""
    inferred: tuple[str, ...] = ()
    doubt: str = ""
    supposed: tuple[tuple[Claim, str], ...] = ()
    readings: tuple[tuple[Claim, str], ...] = ()
    said: tuple[Term, ...] = ()
    assumed: tuple[Place, ...] = ()


@frozen
class Check:
    """One goal with its verdict; `simplified` is the left side's normal form in the file's names.

    `certified` is what the report says for the auditor: the claim as read and the certificate, as JSON.
    """

    goal: Goal
    verdict: Verdict
    seconds: float
    simplified: str | None = None
    certified: object = None

    @property
    def at_fault(self) -> bool:
        """Whether this shows a mistake of derivcheck's own, which no `expect:` excuses."""
        return isinstance(self.verdict, Unknown) and self.verdict.cause is Cause.INTERNAL

    def __repr__(self) -> str:
        return f"Check(step {self.goal.number}, {self.verdict.name}: {self.goal.left}, {self.goal.right})"

    @property
    def ok(self) -> bool:
        """As expected: `proved` or `conditional`, or exactly what `expect:` says."""
        if self.at_fault:
            return False
        if self.goal.expected is not None:
            return self.verdict.name == self.goal.expected
        return self.verdict.name in ("proved", "conditional")


@frozen
class CheckedDerivation:
    """All checks of one derivation, or of a file's final checks (then `id` is "final").

    `remarks` say what the mistakes in it have to do with one another, and with those of other derivations.
    """

    file: str
    id: str
    title: str
    checks: tuple[Check, ...]
    expected: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """As expected; `expect:` on a derivation asks for that verdict in at least one check."""
        if any(check.at_fault for check in self.checks):
            return False
        if self.expected is None:
            return bool(self.checks) and all(check.ok for check in self.checks)
        found = any(check.verdict.name == self.expected for check in self.checks)
        return found and all(check.ok or check.verdict.name == self.expected for check in self.checks)


@frozen
class Anatomy:
    """All there is about one claim, as text: both sides as read, with definitions expanded, in normal form.

    `values` are parts with what they come to at the counterexample; `candidates` the changes that fit, each
    with the right side it makes and what the kernel said, of so many `tried`.
    """

    read: tuple[str, str]
    expanded: tuple[str, str]
    normal: tuple[str, str]
    values: tuple[tuple[str, str], ...] = ()
    candidates: tuple[tuple[str, str, str], ...] = ()
    tried: int = 0


@frozen
class Audited:
    """What became of the certificates: replayed in full, with a step that is trusted, rejected."""

    replayed: int
    trusted: int
    rejected: int


@frozen
class Report:
    """What a run found, in the order of the files.

    `lacks` says what of the isolation of steps the platform does not have; `interrupted` that the user
    stopped the run; `audited` what became of the certificates, if they were audited.
    """

    files: tuple[str, ...]
    derivations: tuple[CheckedDerivation, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Warned, ...]
    seconds: float
    seed: int
    strict: bool = False
    lacks: tuple[str, ...] = ()
    interrupted: bool = False
    audited: Audited | None = None
    surveys: tuple[Survey, ...] = ()
