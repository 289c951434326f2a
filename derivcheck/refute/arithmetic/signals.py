"""Why there is no value: two events that must never be taken for one another.

`Undefined` says that the expression certainly has no value at the point (division by zero, the
logarithm of a negative number): the claim says nothing there. `Undecidable` says that we cannot
tell: a ball straddles zero where a sign is needed, or the construct has no rule. `Outside` is the
part of `Undecidable` that no precision and no other point would mend.
"""

from __future__ import annotations

__all__ = ["Outside", "Undecidable", "Undefined"]


class Undefined(Exception):  # noqa: N818 - an outcome, not a mistake
    """The expression certainly has no value at this point."""


class Undecidable(Exception):  # noqa: N818 - an outcome, not a mistake
    """It cannot be told whether there is a value, or which; `sharpen`: more precision may help."""

    def __init__(self, reason: str, *, sharpen: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sharpen = sharpen


class Outside(Undecidable):
    """The construct has no rule here: it is outside the language of the evaluator."""

    def __init__(self, construct: str) -> None:
        super().__init__(f"outside the language: {construct}")
