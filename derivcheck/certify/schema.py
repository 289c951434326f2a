"""The JSON Schema of a certificate."""

from __future__ import annotations

from pathlib import Path

__all__ = ["schema_text"]


def schema_text() -> str:
    """The text of the schema."""
    return (Path(__file__).parent / "certificate.schema.json").read_text(encoding="utf-8")
