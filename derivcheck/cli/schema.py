"""`derivcheck schema`: the shape of a file, for editors."""

from __future__ import annotations

import click

from derivcheck.cli.edge import write

__all__ = ["schema"]


@click.command()
@click.option("--context", is_flag=True, help="The schema of a document's context file instead.")
@click.option("--certificate", is_flag=True, help="The schema of a certificate instead.")
def schema(context: bool, certificate: bool) -> None:
    """Print the JSON Schema of a derivation file, for editors to complete and check with."""
    from derivcheck import formats
    from derivcheck.certify.schema import schema_text

    write(schema_text() if certificate else formats.schema_text(context=context))
