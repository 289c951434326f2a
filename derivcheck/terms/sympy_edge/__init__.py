"""The edge to SymPy: terms become SymPy expressions and come back.

Importing this package does not import SymPy; calling its functions does.
"""

from derivcheck.terms.sympy_edge.build import to_sympy
from derivcheck.terms.sympy_edge.code import to_sympy_code, to_sympy_list
from derivcheck.terms.sympy_edge.names import Declared, Known, domain_of
from derivcheck.terms.sympy_edge.read import Reading, from_sympy, read_sympy

__all__ = [
    "Declared", "Known", "Reading", "domain_of", "from_sympy", "read_sympy", "to_sympy",
    "to_sympy_code", "to_sympy_list",
]  # fmt: skip
