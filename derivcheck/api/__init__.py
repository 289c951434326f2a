"""The library: derivations from a file, checks of SymPy expressions.

`derivcheck` itself names what is public; nothing here imports SymPy before it is asked for.
"""

from derivcheck.api.checking import Checked, check
from derivcheck.api.loading import Derivations, LoadedDerivation, LoadedStep, LoadError, load

__all__ = ["Checked", "Derivations", "LoadError", "LoadedDerivation", "LoadedStep", "check", "load"]
