"""`derivcheck import`: a document in Markdown or LaTeX as a YAML file."""

from __future__ import annotations

import click

from derivcheck.cli.edge import load, refuse, write

__all__ = ["import_"]


@click.command("import")
@click.argument("file")
@click.option(
    "--context",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    default=None,
    help="What is known about the document.",
)
def import_(file: str, context: str | None) -> None:
    """Print the derivations of the document FILE, with their context, as a YAML file.

    Ends with exit code 2 when something in FILE could not be read; the rest is printed all the same.
    """
    from derivcheck.reports.imported import to_yaml

    document = load(file, context)
    write(to_yaml(document))
    unread = [step.problem for one in document.derivations for step in one.steps if step.problem is not None]
    if unread:
        refuse(dict.fromkeys(unread))
