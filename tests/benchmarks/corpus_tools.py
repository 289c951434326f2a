"""The tools that can be measured, by name; each is opened when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.benchmarks import corpus_derivcheck
from tests.benchmarks.corpus_workers import Tool, Worker

__all__ = ["TOOLS", "opened"]


def _derivcheck(timeout: float) -> Tool:
    return Worker(corpus_derivcheck.decide, timeout)


TOOLS: Mapping[str, Callable[[float], Tool | None]] = MappingProxyType({"derivcheck": _derivcheck})


def opened(name: str, timeout: float) -> Tool | None:
    """The tool, or `None` when it is not installed."""
    return TOOLS[name](timeout)
