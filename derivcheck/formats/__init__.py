"""A file's text to derivations: YAML, in tree, context, steps and document; and the schema of the file."""

from __future__ import annotations

from derivcheck.formats.context import context_from_mapping, read_context
from derivcheck.formats.files import YAML, discover
from derivcheck.formats.load import load
from derivcheck.formats.remarking import remarked
from derivcheck.formats.yaml import read

__all__ = [
    "YAML", "context_from_mapping", "discover", "load", "read", "read_context", "remarked", "schema_text",
]  # fmt: skip


def schema_text() -> str:
    """The JSON Schema (2020-12) of the YAML file, as text.

    >>> schema_text().splitlines()[1].strip()
    '"$schema": "https://json-schema.org/draft/2020-12/schema",'
    """
    from importlib.resources import files  # imported for the schema alone: it is slow to import

    return files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
