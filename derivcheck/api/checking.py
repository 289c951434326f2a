"""`derivcheck.check`: a chain of SymPy expressions, or of texts, decided step by step.

The expressions may be a chain, each claimed equal to the one before, or a list of relations, each a
claim of its own, as in a file. What SymPy evaluated while it built an expression is gone before it
arrives here: pass `evaluate=False`, or texts, where that matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING, Any

from derivcheck.errors import OutOfTime, Place, Problem, ReadError, nearest
from derivcheck.model import Cause, Check, Claim, Context, Goal, Refuted, Unknown, Verdict
from derivcheck.terms import Rel, Term

if TYPE_CHECKING:
    from derivcheck.terms.sympy_edge import Known, Reading

__all__ = ["Checked", "check"]


@dataclass(frozen=True)
class Checked:
    """The checks of a chain in order, with the context in which they were made."""

    checks: tuple[Check, ...]
    context: Context

    @property
    def ok(self) -> bool:
        """Whether every step is `proved` or `conditional`."""
        return all(check.ok for check in self.checks)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict of each check."""
        return tuple(check.verdict for check in self.checks)

    @property
    def first_wrong(self) -> Check | None:
        """The first refuted check, if there is one; an unknown one is not known to be wrong."""
        return next((check for check in self.checks if check.verdict.name == "refuted"), None)

    def __repr__(self) -> str:
        counts = Counter(check.verdict.name for check in self.checks)
        found = ", ".join(f"{number} {name}" for name, number in counts.items())
        wrong = (
            ""
            if self.first_wrong is None
            else f", the first wrong one at step {self.first_wrong.goal.number}"
        )
        return f"Checked({found}{wrong})"

    def __iter__(self) -> Iterator[Check]:
        return iter(self.checks)

    def __len__(self) -> int:
        return len(self.checks)


@dataclass(frozen=True)
class _Written:
    """One expression with its place and the text that a report shows."""

    term: Term
    text: str
    place: Place


def check(
    expressions: Sequence[Any],
    context: Context | Mapping[str, object] | None = None,
    *,
    seed: int = 0,
    timeout: float | None = None,
    propose: str = "",
) -> Checked:
    """Decide every step of a chain, or every relation of a list.

    `expressions` are SymPy expressions, whole numbers and fractions, or texts in the plain notation.
    `context` is a `Context`, a mapping with the context keys of a file (`{"symbols": {"x": "positive"}}`),
    or None: then it is inferred from the SymPy expressions (see `derivcheck.api.inference`), and a symbol
    without assumptions is real. With a context its domains count, not SymPy's assumptions, and a name must
    be declared in it.
    `timeout` is in seconds for each step; a step that needs longer is `unknown`.
    With `propose="sympy"` SymPy is asked about the integrals and limits of steps that are undecided: such a
    step is `proved` where the kernel proves it with an antiderivative of SymPy's; else what SymPy says stands
    in `proposed` of its verdict. SymPy has half of what is left of `timeout`, or 5 seconds, for its answers.

    Raises `ReadError` for what the language does not have, for fewer than two expressions, and for a
    relation in the middle of a chain.
    """
    readings = [_reading(expression, number) for number, expression in enumerate(expressions, 1)]
    known = _context(context, [reading for reading in readings if reading is not None])
    written = [
        _written(expression, reading, known, number)
        for number, (expression, reading) in enumerate(zip(expressions, readings, strict=True), 1)
    ]
    goals = _goals(written, known)
    if propose not in ("", "sympy"):
        raise ValueError(f"expected propose='sympy', found {propose!r}")
    return Checked(tuple(_decided(goal, seed, timeout, bool(propose)) for goal in goals), known)


def _place(number: int) -> Place:
    return Place(f"expression {number}")


def _reading(expression: Any, number: int) -> Reading | None:
    """What a SymPy expression, or a number of Python's, says; None for a text, read in the context."""
    if isinstance(expression, str):
        return None
    from derivcheck.terms.sympy_edge import read_sympy

    if isinstance(expression, int | Fraction) and not isinstance(expression, bool):
        from sympy import Rational

        expression = Rational(expression.numerator, expression.denominator)
    return read_sympy(expression, _place(number))


def _context(given: Context | Mapping[str, object] | None, readings: list[Reading]) -> Context:
    if given is None:
        from derivcheck.api.inference import infer_context

        return infer_context(readings, Place("expressions"))
    if isinstance(given, Context):
        return given
    from derivcheck.formats import context_from_mapping

    return context_from_mapping(given)


def _written(expression: Any, reading: Reading | None, context: Context, number: int) -> _Written:
    place = _place(number)
    if reading is None:
        from derivcheck.notation import read_statement

        return _Written(read_statement(expression, context, place), expression, place)
    from derivcheck.terms.printing import to_text

    for name, known in reading.names.items():
        _require_declared(name, known, context, place)
    return _Written(reading.term, to_text(reading.term, context.indices), place)


def _require_declared(name: str, known: Known, context: Context, place: Place) -> None:
    """Raise `ReadError` unless `context` declares `name` as what it is used as."""
    declared = _kinds(name, context)
    if not declared:
        raise ReadError(Problem(place, "a declared name", repr(name), nearest(name, context.names())))
    used = {"family": f"{known.rank} indices", "index": "no indices", "symbol": "no indices"}.get(known.kind)
    if (used or "a function") != declared:
        raise ReadError(Problem(place, f"{name!r} with {declared}", f"it with {used or 'arguments'}"))


def _kinds(name: str, context: Context) -> str:
    """How `context` says that `name` is used; "" when it does not declare it."""
    definition = context.definitions.get(name)
    if name in context.functions or (definition and definition.is_function):
        return "a function"
    if name in context.indices:
        return "no indices"
    declared = definition or context.symbols.get(name)
    if declared is None:
        return ""
    return f"{len(declared.axes)} indices" if declared.axes else "no indices"


def _goals(written: list[_Written], context: Context) -> list[Goal]:
    relations = [item for item in written if isinstance(item.term, Rel)]
    if relations and len(relations) == len(written):
        return [_relation_goal(number, item, context) for number, item in enumerate(written, 1)]
    if relations:
        found = f"a relation, {relations[0].text}"
        raise ReadError(
            Problem(relations[0].place, "an expression of the chain", found, "check it by itself")
        )
    if len(written) < 2:
        raise ReadError(Problem(Place("expressions"), "two expressions or a relation", str(len(written))))
    return [
        _goal(number, left, right, Claim(left.term, right.term, context))
        for number, (left, right) in enumerate(pairwise(written), 2)
    ]


def _relation_goal(number: int, item: _Written, context: Context) -> Goal:
    from derivcheck.terms.printing import to_text

    assert isinstance(item.term, Rel)
    left, right = (
        _Written(side, to_text(side, context.indices), item.place)
        for side in (item.term.left, item.term.right)
    )
    return _goal(number, left, right, Claim(left.term, right.term, context, item.term.op))


def _goal(number: int, left: _Written, right: _Written, claim: Claim) -> Goal:
    return Goal(number, "step", right.place, left.text, right.text, claim)


#: What SymPy may take for a question where no other limit is given.
_PATIENCE = 5.0


def _decided(goal: Goal, seed: int, timeout: float | None, propose: bool) -> Check:
    from derivcheck.checker import Checker
    from derivcheck.engine.alarm import alarm

    begin = perf_counter()

    def tick() -> None:
        if timeout is not None and perf_counter() - begin > timeout:
            raise OutOfTime

    assert goal.claim is not None
    verdict: Verdict
    judge = Checker(seed, propose=propose)
    try:
        verdict = judge.decide(goal.claim, tick)
    except OutOfTime:
        verdict = Unknown(Cause.OUT_OF_TIME, f"more than {timeout:g} s")
    except RecursionError:
        verdict = Unknown(Cause.TOO_HARD, "nested too deeply")
    except MemoryError:
        verdict = Unknown(Cause.OUT_OF_MEMORY, "more memory than there is")
    if isinstance(verdict, Unknown):
        patience = _PATIENCE if timeout is None else max(0.0, begin + timeout - perf_counter()) / 2
        with suppress(OutOfTime, RecursionError, MemoryError):  # then the verdict stands
            verdict = judge.reconsider(goal.claim, verdict, lambda: alarm(patience), tick)
    if isinstance(verdict, Refuted):
        with suppress(OutOfTime, RecursionError, MemoryError):  # then the verdict stands without explanation
            verdict = judge.explain(goal.claim, verdict, tick)
    return Check(goal, verdict, perf_counter() - begin)
