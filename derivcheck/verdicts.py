"""What a check of a claim found: the verdicts, each with its evidence.

A verdict cannot be built without it: `Proved` holds the kernel's method and rules, `Refuted` a certified
`Counterexample`, `Unknown` its cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import ClassVar

from derivcheck.errors import Problem
from derivcheck.frozen import frozen

__all__ = [
    "Cause", "Conditional", "Counterexample", "Explanation", "Proved", "Refuted", "Residual", "Unknown",
    "Unreadable", "Verdict", "together",
]  # fmt: skip


@frozen
class Counterexample:
    """A certified point: everything the two sides need, as text, and what they come to.

    `values` holds exact numbers as text, nested lists for families with indices
    (`{"p": ["1/2", "1/2"], "a": "3"}`), and the formula chosen for a generic function
    (`{"f": "x -> x^2 + 1"}`). `left` and `right` are exact when both are rational,
    else decimals that are correct in every digit shown.
    """

    sizes: Mapping[str, int]
    indices: Mapping[str, int]
    values: Mapping[str, object]
    left: str
    right: str

    @property
    def where(self) -> str:
        """The point in one line: `n = 2, i = 1, p = [1/2, 1/2]`."""
        named = (*self.sizes.items(), *self.indices.items(), *self.values.items())
        return ", ".join(_assigned(name, _written(value)) for name, value in named) or "every point"


def _assigned(name: str, text: str) -> str:
    return f"{name}: {text}" if "->" in text else f"{name} = {text}"


def _written(value: object) -> str:
    return f"[{', '.join(map(_written, value))}]" if isinstance(value, list | tuple) else str(value)


@frozen
class Residual:
    """Left minus right in the document's own names ("" where it has no normal form), and where it vanishes.

    `shape` is the difference or its negative, whichever comes first, and `negative` says that it is the
    negative: two differences with one shape are the same, or cancel.
    """

    difference: str
    holds_if: tuple[str, ...] = ()
    shape: str = ""
    negative: bool = False


@frozen
class Explanation:
    """The kind of mistake, a sentence about it, and the right side mended and proved, or ""."""

    kind: str
    sentence: str
    fix: str = ""


class Cause(Enum):
    """Why a claim was left undecided; an internal error is a mistake of derivcheck's own."""

    TOO_HARD = "too hard"
    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    OUTSIDE = "outside the language"
    INTERNAL = "internal error"
    UNDECLARED = "undeclared names"


@frozen
class Proved:
    """Holds for every size and every allowed value."""

    name: ClassVar[str] = "proved"
    method: str
    rules: tuple[str, ...] = ()


@frozen
class Conditional:
    """Proved, but points are lost or gained that the assumptions do not exclude."""

    name: ClassVar[str] = "conditional"
    method: str
    conditions: tuple[str, ...]
    rules: tuple[str, ...] = ()


@frozen
class Refuted:
    """Fails at the counterexample; `method` says how the two sides were told apart."""

    name: ClassVar[str] = "refuted"
    method: str
    counterexample: Counterexample
    residual: Residual | None = None
    explanation: Explanation | None = None


@frozen
class Unknown:
    """Neither.

    `tried` says what was done, `detail` what stood in the way, `advice` what it hangs on, and `remedy` what
    to do. `proposed` says what SymPy makes of it, where it was asked.
    """

    name: ClassVar[str] = "unknown"
    cause: Cause
    detail: str = ""
    tried: str = ""
    advice: str = ""
    remedy: str = ""
    proposed: str = ""


@frozen
class Unreadable:
    """The text is not an expression we understand."""

    name: ClassVar[str] = "unreadable"
    problem: Problem


Verdict = Proved | Conditional | Refuted | Unknown | Unreadable


def together(verdicts: Sequence[Verdict], rule: str) -> Verdict:
    """The verdict that all of several proved claims hold."""
    rules = [rule] if rule else []
    conditions: list[str] = []
    for each in verdicts:
        assert isinstance(each, Proved | Conditional)
        rules += each.rules
        conditions += each.conditions if isinstance(each, Conditional) else ()
    if conditions:
        return Conditional("normal form", tuple(dict.fromkeys(conditions)), tuple(dict.fromkeys(rules)))
    return Proved("normal form", tuple(dict.fromkeys(rules)))
