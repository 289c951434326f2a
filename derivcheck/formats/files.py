"""Which files to read: the documents that paths stand for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from derivcheck.errors import Place, Problem

__all__ = ["SUFFIXES", "discover"]

SUFFIXES = (".yaml", ".yml")


def discover(paths: Iterable[str | Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files that `paths` stand for, each once, and a problem for each path that stands for none.

    A directory stands for all YAML files below it, in alphabetical order; hidden folders are left out.
    """
    files: dict[Path, None] = {}
    problems = []
    for path in map(Path, paths):
        found, problem = _at(path)
        files |= dict.fromkeys(found)
        if problem:
            problems.append(problem)
    return tuple(files), tuple(problems)


def _at(path: Path) -> tuple[tuple[Path, ...], Problem | None]:
    place = Place(str(path))
    if path.is_dir():
        found = tuple(sorted(file for file in path.rglob("*") if _is_document(file, path)))
        return found, None if found else Problem(place, "a directory with YAML files", "none in it or below")
    if not path.exists():
        return (), Problem(place, "a file or a directory", "nothing at this path")
    if path.suffix not in SUFFIXES:
        hint = "documents in Markdown and LaTeX are not read yet"
        return (), Problem(place, "a file that ends in .yaml or .yml", repr(path.name), hint)
    return (path,), None


def _is_document(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return file.suffix in SUFFIXES and not hidden and file.is_file()
