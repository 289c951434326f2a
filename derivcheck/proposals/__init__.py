"""What SymPy proposes about integrals and limits, for others to check.

Here is only asked: which integrals and limits stand in a claim (`derivcheck.proposals.questions`), and what
SymPy says about each (`derivcheck.proposals.answers`). Nothing here decides. An antiderivative is handed to
the kernel, which differentiates it and looks for itself whether it is smooth on the range; a value is put in
the place of the integral or limit, and whether the claim then holds is told, and decides nothing.

Importing this package does not import SymPy; asking does.
"""

from derivcheck.proposals.answers import is_installed, preload
from derivcheck.proposals.asking import reconsidered

__all__ = ["is_installed", "preload", "reconsidered"]
