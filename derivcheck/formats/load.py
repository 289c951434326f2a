"""From a path to a document, whatever kind of file it is.

A document in Markdown or LaTeX may have a context file: the YAML file of the same name beside it, if it
says `document:`, or another one that is named. A YAML file with the key `document` stands for the document
that it names, with what it says about it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.files import LATEX, MARKDOWN, YAML, context_beside, is_context
from derivcheck.formats.text.bytes import text_in, unread
from derivcheck.formats.text.characters import replaced
from derivcheck.formats.text.tree import MapNode, TextNode, kind_of, read_tree
from derivcheck.formats.yaml import load as load_yaml
from derivcheck.frozen import replace
from derivcheck.model import Document

__all__ = ["load"]

#: No more is read of a document, together with the files it takes in.
MOST = 1 << 22
_MOST_FILES = 200


def load(path: str | Path, context: str | Path | None = None) -> Document:
    """The document in the file at `path`; never raises, a file that cannot be read has a problem.

    `context` is the file that says what is known about it, instead of the one beside it.
    """
    path = Path(path)
    if path.suffix in YAML:
        return _from_context(path) if context is None and is_context(path) else load_yaml(path)
    try:
        beside = Path(context) if context is not None else context_beside(path)
        given = _context(beside, named=context is not None) if beside is not None else None
        return _document(path, given)
    except ReadError as error:
        return unread(str(path), error.problem)


def _from_context(path: Path) -> Document:
    """The document that the context file at `path` names."""
    try:
        given = _context(path, named=False)
        named = given.get("document")
        if not isinstance(named, TextNode) or not named.text.strip():
            place = named.place if named is not None else given.place
            raise ReadError(Problem(place, "the path of a document", kind_of(named) if named else "nothing"))
        target = path.parent / named.text.strip()
        if target.suffix not in MARKDOWN + LATEX:
            expected = f"a document that ends in {', '.join(MARKDOWN + LATEX)}"
            raise ReadError(Problem(named.place, expected, repr(named.text.strip())))
        if not target.is_file():
            raise ReadError(Problem(named.place, "a document beside this file", repr(named.text.strip())))
        return _document(target, given)
    except ReadError as error:
        return unread(str(path), error.problem)


def _context(path: Path, *, named: bool) -> MapNode:
    """The mapping in a context file; `named` when it was asked for, so that `document` is not needed."""
    from derivcheck.formats.documents import CONTEXT_FILE_KEYS

    tree = read_tree(text_in(path), str(path))
    if not isinstance(tree, MapNode):
        found = kind_of(tree) if tree is not None else "an empty file"
        raise ReadError(Problem(Place(str(path)), "a mapping with context keys", found))
    for key, _ in tree.entries:
        if key.text not in CONTEXT_FILE_KEYS:
            hint = f"the keys are {', '.join(CONTEXT_FILE_KEYS)}"
            raise ReadError(Problem(key.place, "a key of a context file", repr(key.text), hint))
    if tree.repeated:
        raise ReadError(tree.repeated[0])
    return tree


def _document(path: Path, given: MapNode | None) -> Document:
    from derivcheck.formats.documents import document_of

    file = str(path)
    text, problems = replaced(text_in(path, MOST), file)
    if path.suffix in MARKDOWN:
        from derivcheck.formats.manuscripts.markdown import read_markdown

        manuscript = read_markdown(text, file)
    else:
        from derivcheck.formats.manuscripts.latex import read_latex

        manuscript = read_latex(text, file, _taking(path, MOST - len(text)))
    return document_of(replace(manuscript, problems=problems + manuscript.problems), given)


def _taking(path: Path, left: int) -> Callable[[str, Place], tuple[str, str]]:
    r"""Reads the files that a document takes in with `\input`: those below its folder, each once."""
    folder = path.parent.resolve()
    open_files = {path.resolve()}
    budget = [left, _MOST_FILES]

    def taken(name: str, place: Place) -> tuple[str, str]:
        target = path.parent / (name if Path(name).suffix else f"{name}.tex")
        inside = target.resolve()
        if not name or not inside.is_relative_to(folder):
            raise ReadError(Problem(place, "a file below the document's folder", repr(name)))
        if inside in open_files:
            raise ReadError(
                Problem(place, "a file that is not taken in yet", repr(name), "each is read once")
            )
        if not inside.is_file():
            raise ReadError(
                Problem(place, "a file below the document's folder", f"{name!r}, which is not there")
            )
        if not budget[1]:
            raise ReadError(Problem(place, f"at most {_MOST_FILES} files", "one more"))
        text, problems = replaced(text_in(inside, max(budget[0], 0), str(target)), str(target))
        if problems:
            raise ReadError(problems[0])
        open_files.add(inside)
        budget[0] -= len(text)
        budget[1] -= 1
        return text, str(target)

    return taken
