"""`derivcheck explain`: all there is about one step."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from derivcheck.cli.edge import SECONDS, Excerpts, load, painted, write

if TYPE_CHECKING:
    from derivcheck.model import Document, Goal

__all__ = ["explain"]


@click.command()
@click.argument("step", metavar="FILE#ID:STEP")
@click.option("--seed", type=int, default=0, show_default=True, help="For the points that are tried.")
@click.option(
    "--timeout",
    type=SECONDS,
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="What deciding the step may take.",
)
def explain(step: str, seed: int, timeout: float) -> None:
    """Print all there is about one step: STEP is its number in the derivation ID, or `final`.

    Of a file's final checks ID is `final`, and STEP the number of the check.
    """
    from derivcheck import checker
    from derivcheck.engine.deciding import decide
    from derivcheck.explain.anatomy import anatomy
    from derivcheck.reports.anatomy import to_lines

    goal = _goal(load(_file_of(step)), step)
    check = decide(goal, checker.Checker(seed), timeout)
    found = None if goal.claim is None else anatomy(goal.claim, check.verdict, seed)
    lines = to_lines(check, found, ok=check.ok, seed=seed, source=Excerpts())
    write(painted(lines, sys.stdout))


def _file_of(step: str) -> str:
    file, mark, rest = step.rpartition("#")
    if not mark or ":" not in rest:
        raise click.UsageError(
            f"expected FILE#ID:STEP, such as derivations/a.yaml#gradient:3, found {step!r}"
        )
    return file


def _goal(document: Document, step: str) -> Goal:
    """The goal that `step` names; a usage error that says what there is when there is none."""
    from derivcheck import checker
    from derivcheck.errors import nearest

    id_, _, number = step.rpartition("#")[2].rpartition(":")
    chains = {
        derivation.id if derivation else "final": goals for derivation, goals in checker.goals(document)
    }
    if id_ not in chains:
        hint = nearest(id_, chains) or f"there are {', '.join(chains)}"
        raise click.UsageError(f"{document.file} has no derivation {id_!r}; {hint}")
    names = {("final" if goal.kind == "final" else str(goal.number)): goal for goal in chains[id_]}
    if number not in names:
        raise click.UsageError(f"{id_} has no check {number!r}; there are {', '.join(names)}")
    return names[number]
