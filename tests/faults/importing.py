"""A mutant tried in a process that imports the changed module in place of the file."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable
from types import CodeType, ModuleType

from tests.faults.trying import ended

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


def tried_anew(name: str, code: CodeType, collect: Callable[[], int]) -> str:
    """ "caught" by a test, by the "clock", or "survived"; nothing of the house may be imported yet."""

    def run() -> int:
        sys.meta_path.insert(0, _Changed(name, code))
        return collect()

    return ended(run)
