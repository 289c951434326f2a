"""`derivcheck schema`: the shape of a file, for editors."""

from __future__ import annotations

import click

from derivcheck.cli.edge import write

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the JSON Schema of a derivation file, for editors to complete and check with."""
    from derivcheck import formats

    write(formats.schema_text())
