"""A progress bar on standard error, for runs that take longer than a second.

It appears only where standard error is a terminal, and rich is imported only when it appears. It is drawn
when it is told something, never by a thread of its own: a process with threads must not fork workers.
"""

from __future__ import annotations

import sys
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

__all__ = ["Bar"]


class Bar:
    """Progress for `engine.run`; a context manager that leaves the terminal as it was."""

    def __init__(self, *, after: float = 1.0, every: float = 0.05) -> None:
        self._due = perf_counter() + after
        self._every = every
        self._shown: tuple[RichProgress, TaskID] | None = None
        self._watched = sys.stderr.isatty()

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown[0].stop()

    def __call__(self, done: int, total: int, name: str) -> None:
        """Draws, when it is time to."""
        if not self._watched or perf_counter() < self._due:
            return
        self._due = perf_counter() + self._every
        bar, task = self._shown = self._shown or _start()
        bar.update(task, completed=done, total=total, description=name, refresh=True)


def _start() -> tuple[RichProgress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.start()
    return bar, bar.add_task("")
