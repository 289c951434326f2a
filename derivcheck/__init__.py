"""derivcheck: a type checker for mathematics as people write it.

`load` reads a derivation file, `check` decides a chain of SymPy expressions. Importing this package
is cheap: everything else is imported when it is first used, and SymPy only when an expression is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivcheck.api import Checked, Derivations, LoadedDerivation, LoadedStep, LoadError, check, load
    from derivcheck.errors import ReadError
    from derivcheck.model import (
        Check,
        Conditional,
        Context,
        Counterexample,
        Proved,
        Refuted,
        Unknown,
        Unreadable,
    )

__all__ = [
    "Check", "Checked", "Conditional", "Context", "Counterexample", "Derivations", "LoadError",
    "LoadedDerivation", "LoadedStep", "Proved", "ReadError", "Refuted", "Unknown", "Unreadable",
    "__version__", "check", "load",
]  # fmt: skip

__version__ = "0.1.0"

_HOMES = {
    "derivcheck.api": (
        "Checked", "Derivations", "LoadError", "LoadedDerivation", "LoadedStep", "check", "load",
    ),
    "derivcheck.errors": ("ReadError",),
    "derivcheck.model": (
        "Check", "Conditional", "Context", "Counterexample", "Proved", "Refuted", "Unknown", "Unreadable",
    ),
}  # fmt: skip


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            value: object = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
