"""The refuter: points, ball arithmetic, and the certificate of a counterexample.

It shares no code with the kernel, so either can catch the other in a mistake.
"""

from derivcheck.refute.arithmetic.order import read_as_karr
from derivcheck.refute.arithmetic.point import Formula, Point
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.attack import BEYOND, FULL, QUICK, Effort, Refutation, Survived, attack, seems_false
from derivcheck.refute.conditions import under_conditions
from derivcheck.refute.evaluation.certificate import certify
from derivcheck.refute.evaluation.evaluate import evaluate, holds

__all__ = [
    "BEYOND", "FULL", "QUICK", "Effort", "Formula", "Outside", "Point", "Refutation", "Survived",
    "Undecidable", "Undefined", "attack", "certify", "evaluate", "holds", "read_as_karr",
    "seems_false", "under_conditions",
]  # fmt: skip
