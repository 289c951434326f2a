"""`derivcheck show`: derivations in another notation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from derivcheck.cli.edge import load, refuse, write

if TYPE_CHECKING:
    from derivcheck.model import Document, Step

__all__ = ["show"]


@click.command()
@click.argument("file")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "latex", "sympy"]),
    default="text",
    show_default=True,
    help="The notation to print.",
)
def show(file: str, form: str) -> None:
    """Print the derivations of FILE as text, LaTeX or SymPy code."""
    from derivcheck.reports import show as shower

    document = load(file)
    write(shower.show(document, form))
    unread = [step.problem for step in _steps(document) if step.problem is not None]
    if unread:
        refuse(unread)


def _steps(document: Document) -> Iterator[Step]:
    """Every step of the document, final checks included."""
    for derivation in document.derivations:
        yield from derivation.steps
        if derivation.final is not None:
            yield derivation.final
    yield from document.finals
