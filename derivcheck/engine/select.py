"""Which derivations a pattern selects.

A derivation is known by `file::id`. A pattern with a wildcard (`*`, `?`, `[…]`) has to match all of that
name, one without has to occur in it; an empty pattern selects everything.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

__all__ = ["name_of", "selects"]


def name_of(file: str, id: str) -> str:  # noqa: A002
    """The name by which patterns know a derivation; a file's final checks have the id `final`."""
    return f"{file}::{id}"


def selects(pattern: str, name: str) -> bool:
    """Whether `pattern` selects the derivation called `name`.

    >>> selects("softmax", "derivations/softmax.yaml::jacobian")
    True
    >>> selects("*::jacobian", "derivations/softmax.yaml::jacobian-equal")
    False
    """
    if any(wildcard in pattern for wildcard in "*?["):
        return fnmatchcase(name, pattern)
    return pattern in name
