"""The JSON Schemas (2020-12) of what people write: the derivation file, and the context file of a document.

The schema of the context file is that of the derivation file with its own keys: what both hold is said once.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from derivcheck.formats.text.words import CONTEXT_KEYS

__all__ = ["context_schema_text", "schema_text"]

_TEXT = {"$ref": "#/$defs/text"}
_CONDITIONS = {"$ref": "#/$defs/conditions"}
_VERDICT = {"$ref": "#/$defs/verdict"}


def schema_text() -> str:
    """The schema of a derivation file."""
    return files(__package__).joinpath("schema.json").read_text(encoding="utf-8")


def context_schema_text() -> str:
    """The schema of a context file."""
    whole = json.loads(schema_text())
    shared = {key: whole["properties"][key] for key in ("title", "source", *CONTEXT_KEYS, "final")}
    schema = {
        "$schema": whole["$schema"],
        "$id": "https://derivcheck.invalid/schema/context-1.json",
        "title": "A context file of derivcheck",
        "description": "What the names of a document in Markdown or LaTeX are, and what is expected of it.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "document": {**_TEXT, "description": "The path of the document, from this file."},
            **shared,
            "equations": {
                "description": "By label, number among the displayed equations, or `line 12`.",
                "type": "object",
                "additionalProperties": {"$ref": "#/$defs/equation"},
            },
        },
        "$defs": {**whole["$defs"], "equation": _equation()},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _equation() -> dict[str, Any]:
    by_number = {"type": "object", "additionalProperties": False, "patternProperties": {"^[0-9]+$": _VERDICT}}
    return {
        "description": "What is said about one equation.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "expect": {
                "description": "A verdict, or verdicts by the expression at which an equality ends.",
                "anyOf": [_VERDICT, by_number],
            },
            "when": {**_CONDITIONS, "description": "A condition that the prose says."},
            "assume": _CONDITIONS,
            "skip": {**_TEXT, "description": "Why it is left out."},
            "note": _TEXT,
        },
    }
