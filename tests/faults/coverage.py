"""Which lines of the kernel's functions each test runs, found by running each once under a tracer."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any

import pytest

__all__ = ["Coverage", "TestFailed", "Tracer", "covered"]

Line = tuple[str, int]


class TestFailed(Exception):  # noqa: N818  a failed test is what it says
    """A test that fails without any change."""

    __test__ = False  # for pytest, which takes its name for that of tests


class Tracer:
    """Collects the lines that are run in the functions of a folder.

    What a module runs of itself when it is imported is not in a function; what it calls is. Whoever looked
    on before, such as `pytest --cov`, does so again afterwards.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = f"{folder}/"
        self._before: Any = None
        self.lines: set[Line] = set()

    def __enter__(self) -> Tracer:
        self.lines = set()
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_event: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Look on no longer."""
        sys.settrace(self._before)

    def _call(self, frame: FrameType, _event: str, _argument: object) -> Any:
        code = frame.f_code
        if not code.co_filename.startswith(self._folder) or not code.co_flags & inspect.CO_OPTIMIZED:
            return None
        self.lines.add((code.co_filename, frame.f_lineno))
        return self._line

    def _line(self, frame: FrameType, event: str, _argument: object) -> Any:
        if event == "line":
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line


class Coverage:
    """For each line the tests that run it, the quickest first; what every test takes; what imports run."""

    def __init__(self, seconds: Sequence[float], tests: dict[Line, list[int]], imported: set[Line]) -> None:
        self.seconds, self._tests, self._imported = seconds, tests, imported

    def at_import(self, path: str, lines: Sequence[int]) -> bool:
        """Whether a function runs any of the lines while something is imported."""
        return any((path, line) in self._imported for line in lines)

    def tests(self, path: str, lines: Sequence[int]) -> list[int]:
        """The tests that run any of the lines."""
        return self._sorted(number for line in lines for number in self._tests.get((path, line), ()))

    def all_tests(self, path: str) -> list[int]:
        """Every test, those that run anything of a module first."""
        near = self._sorted(n for (file, _), told in self._tests.items() if file == path for n in told)
        return [*near, *self._sorted(set(range(len(self.seconds))) - set(near))]

    def _sorted(self, numbers: Iterable[int]) -> list[int]:
        return sorted(set(numbers), key=lambda number: (self.seconds[number], number))

    def text(self) -> str:
        """All of it as JSON, to be given to another process."""
        tests = [[*line, numbers] for line, numbers in self._tests.items()]
        return json.dumps([list(self.seconds), tests, sorted(self._imported)])

    @staticmethod
    def parsed(text: str) -> Coverage:
        """What `text` wrote."""
        seconds, tests, imported = json.loads(text)
        found = {(path, line): numbers for path, line, numbers in tests}
        return Coverage(seconds, found, {(path, line) for path, line in imported})


def covered(session: pytest.Session, folder: Path, imported: set[Line]) -> Coverage:
    """Run every test once; `TestFailed` on the first that fails, for then nothing can be learnt."""
    seconds: list[float] = []
    tests: dict[Line, list[int]] = {}
    tracer = Tracer(folder)
    for number, item in enumerate(session.items):
        begin = process_time()
        with tracer:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        seconds.append(process_time() - begin)
        if session.testsfailed:
            raise TestFailed(f"{item.nodeid} fails without any change")
        for line in tracer.lines:
            tests.setdefault(line, []).append(number)
    return Coverage(seconds, tests, imported)
