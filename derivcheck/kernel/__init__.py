"""The kernel: normal form and zero test; pure, without files, clocks or SymPy.

`Kernel.decide` is the one door through which evidence of a proof comes.
"""

from derivcheck.kernel.decide import Impossible, Kernel, Open, Proof

__all__ = ["Impossible", "Kernel", "Open", "Proof"]
