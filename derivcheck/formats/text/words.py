"""The words of a file: its keys, its domains, its verdicts.

Each table is the only place where its words stand; the schema that ships beside it is held to these
tables by a test.
"""

from __future__ import annotations

from types import MappingProxyType

from derivcheck.model import Conditional, Domain, Proved, Refuted, Unknown

__all__ = [
    "CONTEXT_KEYS", "DERIVATION_KEYS", "DOMAINS", "FILE_KEYS", "FINAL_KEYS", "FUNCTION_KINDS",
    "SOURCE_KEYS", "STEP_KEYS", "VERDICTS",
]  # fmt: skip

CONTEXT_KEYS = ("indices", "symbols", "functions", "definitions", "assumptions")
FILE_KEYS = ("title", "source", *CONTEXT_KEYS, "derivations", "final")
SOURCE_KEYS = ("title", "author", "url", "date", "licence", "note")
DERIVATION_KEYS = ("title", *CONTEXT_KEYS, "when", "steps", "final", "expect", "note")
STEP_KEYS = ("expr", "expect", "when", "by", "note", "uses")
#: Of the final check of a derivation, and of one of a file's final checks.
FINAL_KEYS = ("expr", "expect", "when", "by", "note")

DOMAINS = MappingProxyType({domain.value: domain for domain in Domain})

#: What may be said of a function: the words, and whether its values are positive.
FUNCTION_KINDS = MappingProxyType({"smooth": False, "positive smooth": True})

VERDICTS = (Proved.name, Conditional.name, Refuted.name, Unknown.name)
