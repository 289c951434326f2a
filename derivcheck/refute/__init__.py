"""The refuter: points, ball arithmetic, and the certificate of a counterexample.

It shares no code with the kernel, so either can catch the other in a mistake.
"""

from derivcheck.refute.attack import BEYOND, FULL, QUICK, Effort, Refutation, Survived, attack
from derivcheck.refute.certificate import certify
from derivcheck.refute.evaluate import evaluate, holds
from derivcheck.refute.order import read_as_karr
from derivcheck.refute.point import Formula, Point
from derivcheck.refute.signals import Outside, Undecidable, Undefined

__all__ = [
    "BEYOND", "FULL", "QUICK", "Effort", "Formula", "Outside", "Point", "Refutation", "Survived",
    "Undecidable", "Undefined", "attack", "certify", "evaluate", "holds", "read_as_karr",
]  # fmt: skip
