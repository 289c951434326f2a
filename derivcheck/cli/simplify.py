"""`derivcheck simplify`: the normal form of one expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from derivcheck.cli.edge import load, refuse, write
from derivcheck.errors import Place, ReadError

if TYPE_CHECKING:
    from derivcheck.model import Context, Document

__all__ = ["simplify"]

#: As for `verify`: nothing is wrong, and nothing decided.
_UNDECIDED = 3


@click.command()
@click.argument("file")
@click.argument("expression")
@click.option("--id", "id_", metavar="DERIVATION", help="Read EXPRESSION in the context of this derivation.")
def simplify(file: str, expression: str, id_: str | None) -> None:
    """Print the normal form of EXPRESSION in the names that FILE declares."""
    from derivcheck import checker, notation

    context = _context_of(load(file), id_)
    try:
        read = notation.read_expression(expression, context, Place("EXPRESSION"))
    except ReadError as error:
        refuse([error.problem], expression)
    simplified = checker.simplify(read, context)
    if simplified is None:
        click.echo("no normal form: this is outside of what the kernel knows, or too hard for it", err=True)
        raise click.exceptions.Exit(_UNDECIDED)
    write(simplified)


def _context_of(document: Document, id_: str | None) -> Context:
    if id_ is None:
        return document.context
    contexts = {one.id: one.context for one in document.derivations}
    if id_ not in contexts:
        from derivcheck.errors import nearest

        hint = nearest(id_, contexts) or f"there are {', '.join(contexts)}"
        raise click.UsageError(f"--id: {document.file} has no derivation {id_!r}; {hint}")
    return contexts[id_]
