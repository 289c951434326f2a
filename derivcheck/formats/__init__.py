"""A file's text to derivations: YAML, in tree, context, steps and document; and the schema of the file."""

from __future__ import annotations

from derivcheck.formats.declared.context import context_from_mapping, read_context
from derivcheck.formats.files import YAML, discover
from derivcheck.formats.load import load
from derivcheck.formats.remarking import remarked
from derivcheck.formats.yaml import read

__all__ = [
    "YAML", "context_from_mapping", "discover", "load", "read", "read_context", "remarked", "schema_text",
]  # fmt: skip


def schema_text(*, context: bool = False) -> str:
    """The JSON Schema (2020-12) of the YAML file, or of a context file, as text.

    >>> schema_text().splitlines()[1].strip()
    '"$schema": "https://json-schema.org/draft/2020-12/schema",'
    """
    from derivcheck.formats import schemas  # what it needs is slow to import, and for the schema alone

    return schemas.context_schema_text() if context else schemas.schema_text()
