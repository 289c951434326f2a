"""What a worker does: it reads which goals to decide, decides them in order, and says what it found.

It was born with the goals, so a request is `[first, last]`, the numbers of the first and last goal, and the
answers are `[number, [verdict, …]]`, one for each goal, as soon as it is decided. Before the first answer
it says what of the isolation it had to do without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, get_type_hints

from derivcheck.engine.deciding import Judge, certified, decide, trusting
from derivcheck.engine.workers.codec import ForgedError, decoded, encoded
from derivcheck.engine.workers.messages import LARGEST, packed, receive, send
from derivcheck.engine.workers.process import renew_processor_time
from derivcheck.frozen import frozen
from derivcheck.model import Cause, Check, Goal, Unknown

__all__ = ["Work", "read_answer"]


@frozen
class Work:
    """Goals to decide, the file of each, the seconds each may take, and what makes a judge for a file.

    With `certificates` each verdict comes with its own.
    """

    goals: Sequence[Goal]
    files: Sequence[str]
    timeout: float
    make_judge: Callable[[], Judge]
    certificates: bool = False

    def serve(self, requests: int, answers: int, lacks: tuple[str, ...]) -> None:
        """Answer requests until there are no more; raises `MemoryError` when the memory is used up."""
        send(answers, packed(list(lacks)))
        judge, file = self.make_judge(), ""
        while True:
            first, last = receive(requests)
            for number in range(first, last + 1):
                if self.files[number] != file:  # the derivations of a file share what the kernel has read
                    judge, file = self.make_judge(), self.files[number]
                renew_processor_time(self.timeout)
                check = decide(self.goals[number], judge, self.timeout)
                if isinstance(check.verdict, Unknown) and check.verdict.cause is Cause.OUT_OF_MEMORY:
                    raise MemoryError  # what is left of it must not be in the way of another step
                if self.certificates:
                    check = certified(check, self.timeout)
                send(answers, _answer(number, check))


#: What of a check crosses the border: all but the goal, which the parent has.
_FIELDS = tuple(name for name in Check.__match_args__ if name != "goal")


def _answer(number: int, check: Check) -> bytes:
    try:
        return packed([number, [encoded(getattr(check, name)) for name in _FIELDS]])
    except (ValueError, MemoryError, RecursionError):
        if isinstance(check.certified, dict) and check.certified["certificate"].get("proof"):
            return _answer(number, trusting(check))
        detail = f"what was found is longer than {LARGEST} bytes"
        return _answer(number, Check(check.goal, Unknown(Cause.TOO_HARD, detail), check.seconds))


def read_answer(tree: Any, goals: Sequence[Goal]) -> tuple[int, Check]:
    """The number of a goal and its check; raises `ForgedError` for an answer that is none."""
    if not isinstance(tree, list) or len(tree) != 2 or type(tree[0]) is not int:
        raise ForgedError("an answer without a number")
    number, values = tree
    if not 0 <= number < len(goals) or not isinstance(values, list) or len(values) != len(_FIELDS):
        raise ForgedError("an answer to no question")
    kinds = _kinds()
    return number, Check(goals[number], *[decoded(*each) for each in zip(values, kinds, strict=True)])


@cache
def _kinds() -> tuple[Any, ...]:
    hints = get_type_hints(Check)
    return tuple(hints[name] for name in _FIELDS)
