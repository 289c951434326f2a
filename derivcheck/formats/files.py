"""Which files to read: the documents that paths stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.text.bytes import text_in

__all__ = ["LATEX", "MARKDOWN", "SUFFIXES", "YAML", "context_beside", "discover", "is_context"]

#: Files of derivations, and documents of other kinds in which they may stand.
YAML = (".yaml", ".yml")
MARKDOWN = (".md", ".markdown")
LATEX = (".tex",)
SUFFIXES = YAML + MARKDOWN + LATEX

_SAYS_DOCUMENT = re.compile(r"^document[ \t]*:", re.MULTILINE)


def discover(paths: Iterable[str | Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files that `paths` stand for, each once, and a problem for each path that stands for none.

    A directory stands for all documents below it, in alphabetical order; hidden folders are left out.
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
        beside = {context_beside(file) for file in found if file.suffix not in YAML}
        found = tuple(file for file in found if file not in beside)  # they are read with their documents
        return found, None if found else Problem(place, "a directory with documents", "none in it or below")
    if not path.exists():
        return (), Problem(place, "a file or a directory", "nothing at this path")
    if path.suffix not in SUFFIXES:
        return (), Problem(place, f"a file that ends in {', '.join(SUFFIXES)}", repr(path.name))
    return (path,), None


def _is_document(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return file.suffix in SUFFIXES and not hidden and file.is_file()


def is_context(path: Path) -> bool:
    """Whether the YAML file at `path` is one about a document, by its key `document`."""
    try:
        return path.suffix in YAML and _SAYS_DOCUMENT.search(text_in(path)) is not None
    except ReadError:
        return False


def context_beside(path: Path) -> Path | None:
    """The context file of the same name beside the document at `path`, if there is one that means it."""
    for suffix in YAML if path.name else ():
        beside = path.with_suffix(suffix)
        if beside.is_file() and is_context(beside):
            return beside
    return None
