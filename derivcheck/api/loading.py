"""A derivation file as Python values: derivations of steps, each step a SymPy expression on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, overload

from derivcheck.errors import Problem, ReadError, nearest
from derivcheck.model import Context, Derivation, Document, Step
from derivcheck.terms import Term

__all__ = ["Derivations", "LoadError", "LoadedDerivation", "LoadedStep", "load"]


class LoadError(ReadError):
    """A file with something unreadable in it: `problem` is the first, `problems` are all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0])
        self.problems = tuple(problems)


@dataclass(frozen=True)
class LoadedStep:
    """One step: its text, its term, its line, its SymPy expression, and its relation to the one before."""

    text: str
    term: Term
    line: int
    context: Context
    relation: str = "="

    def __repr__(self) -> str:
        return f"LoadedStep({self.text!r}, line {self.line})"

    @cached_property
    def expression(self) -> Any:
        """The step in SymPy, exactly as written, with a name of its own for every bound index.

        A relation is a SymPy relation. A defined name (`q[i]`) stands there as a symbol: SymPy does not
        know what it is, so `doit()` of a derivative of it says 0. Imports SymPy.
        """
        from derivcheck.terms.sympy_edge import to_sympy

        return to_sympy(self.term, self.context)


@dataclass(frozen=True)
class LoadedDerivation(Sequence[LoadedStep]):
    """A derivation: a sequence of steps with an id, a title and a context."""

    id: str
    title: str
    context: Context
    steps: tuple[LoadedStep, ...]
    final: LoadedStep | None = None

    def __repr__(self) -> str:
        return f"LoadedDerivation({self.id!r}, {len(self.steps)} steps)"

    @overload
    def __getitem__(self, at: int) -> LoadedStep: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[LoadedStep, ...]: ...
    def __getitem__(self, at: int | slice) -> LoadedStep | tuple[LoadedStep, ...]:
        return self.steps[at]

    def __len__(self) -> int:
        return len(self.steps)


@dataclass(frozen=True)
class Derivations:
    """The derivations of one file, in its order: iterate over them, or take one by its id or position.

    `finals` are the file's final checks.
    """

    title: str
    derivations: tuple[LoadedDerivation, ...]
    finals: tuple[LoadedStep, ...] = ()

    def __repr__(self) -> str:
        return f"Derivations({self.title!r}, {len(self.derivations)} derivations)"

    def __iter__(self) -> Iterator[LoadedDerivation]:
        return iter(self.derivations)

    def __len__(self) -> int:
        return len(self.derivations)

    def __getitem__(self, key: str | int) -> LoadedDerivation:
        if isinstance(key, int):
            return self.derivations[key]
        for derivation in self.derivations:
            if derivation.id == key:
                return derivation
        ids = [derivation.id for derivation in self.derivations]
        raise KeyError(" ".join(filter(None, (f"no derivation {key!r};", nearest(key, ids)))))


def load(path: str | Path) -> Derivations:
    """The derivations in the YAML file at `path`.

    Raises `LoadError`, a `ReadError` that holds all problems of the file, when anything in it is unreadable.
    """
    from derivcheck import formats

    document = formats.load(str(path))
    problems = _problems(document)
    if problems:
        raise LoadError(problems)
    return Derivations(
        document.title,
        tuple(_loaded(derivation) for derivation in document.derivations),
        tuple(_step(step, document.context) for step in document.finals),
    )


def _problems(document: Document) -> tuple[Problem, ...]:
    """All problems of a document and its steps, each once, in the order of the file."""
    steps = [*document.finals]
    for derivation in document.derivations:
        steps += [*derivation.steps, *filter(None, [derivation.final])]
    found = dict.fromkeys([*document.problems, *(step.problem for step in steps if step.problem)])
    return tuple(sorted(found, key=lambda problem: (problem.place.line, problem.place.column)))


def _loaded(derivation: Derivation) -> LoadedDerivation:
    context = derivation.context
    final = None if derivation.final is None else _step(derivation.final, context)
    steps = tuple(_step(step, context) for step in derivation.steps)
    return LoadedDerivation(derivation.id, derivation.title, context, steps, final)


def _step(step: Step, context: Context) -> LoadedStep:
    assert step.expression is not None  # a step without one has a problem
    return LoadedStep(
        step.text, step.expression.term, step.place.line, context.assuming(*step.when), step.sign
    )
