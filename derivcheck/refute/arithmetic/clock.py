"""Keeping to a limit on time: long loops ask now and then whether they may go on.

As with the working precision, what is asked is set for a block; samplers and choices that the
steps of a derivation share so need not know which step they work for.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["no_limit", "tick", "watched"]


def no_limit() -> None:
    """No limit on time."""


_asked: list[Callable[[], None]] = [no_limit]


class watched:  # noqa: N801 - reads as a verb: `with watched(tick):`
    """Inside the block `tick()` asks `asked`, which raises when time is up."""

    __slots__ = ("_tick",)

    def __init__(self, asked: Callable[[], None]) -> None:
        self._tick = asked

    def __enter__(self) -> None:
        _asked.append(self._tick)

    def __exit__(self, *_event: object) -> None:
        _asked.pop()


def tick() -> None:
    """Ask whether there is time left; raises what the limit raises."""
    _asked[-1]()
