"""Importing derivcheck costs little, and SymPy comes only when an expression is asked for."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import derivcheck

ROOT = Path(__file__).parents[2]

HEAVY = ("sympy", "flint", "rich", "yaml", "difflib", "asyncio")


def modules_after(code: str) -> set[str]:
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_is_light() -> None:
    loaded = modules_after("import derivcheck")
    assert loaded.isdisjoint(HEAVY)
    assert "derivcheck.api" not in loaded


@pytest.mark.parametrize(
    "code",
    [
        "import derivcheck.cli",
        "from derivcheck import load, check, Context, ReadError",
        "import derivcheck.terms.sympy_edge, derivcheck.reports.show",
        "import derivcheck; derivcheck.check(['1 + 1', '2'], {})",
        "import derivcheck as d; d.load('derivations/softmax-loss-thread.yaml')['diagonal'][0].term",
    ],
)
def test_sympy_is_not_imported(code: str) -> None:
    assert "sympy" not in modules_after(code)


def test_every_public_name_is_there() -> None:
    assert all(hasattr(derivcheck, name) for name in derivcheck.__all__)
    assert set(derivcheck.__all__) <= set(dir(derivcheck))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = derivcheck.nonsense


def test_the_package_is_the_one_source_of_its_version() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in pyproject["project"]["dynamic"]
    assert pyproject["tool"]["hatch"]["version"]["path"] == "derivcheck/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", derivcheck.__version__)
