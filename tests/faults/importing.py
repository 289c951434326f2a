"""A mutant tried in a process that imports the changed module in place of the file, and runs all tests."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import time
from collections.abc import Sequence
from types import CodeType, ModuleType

from tests.faults.trying import ended, silence

__all__ = ["tried_anew"]


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, and runs other code for it."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_loader(name, self, origin=self.code.co_filename)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = self.code.co_filename
        exec(self.code, module.__dict__)


def tried_anew(name: str, code: CodeType, tests: Sequence[str], seconds: float) -> str:
    """ "caught" by a test, by the "clock", or "survived"; nothing of the house may be imported yet."""
    child = os.fork()
    if child == 0:
        _run_tests(_Changed(name, code), tests)
    return ended(child, time.monotonic() + seconds)


def _run_tests(finder: _Changed, tests: Sequence[str]) -> None:
    """Never returns: the exit code is that of the tests."""
    code = 1
    try:
        silence()
        sys.meta_path.insert(0, finder)
        import pytest

        code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", *tests]))
    finally:
        os._exit(code)
