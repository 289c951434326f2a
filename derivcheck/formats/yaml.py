"""A YAML file as a `Document`: `read` from its text, `load` from its path.

Nothing is lost. What is wrong with the file as a whole, its context or its derivations is a problem of the
document; what is wrong with one step is a problem of that step; the rest is read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.declared.context import read_scope
from derivcheck.formats.declared.derivations import read_derivations, read_finals
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.links import Link, links_in, problems_beside, problems_within
from derivcheck.formats.text.bytes import text_in, unread
from derivcheck.formats.text.findings import Reading, entries_of, gathered, known_keys, text_of
from derivcheck.formats.text.tree import MapNode, Node, kind_of, read_tree
from derivcheck.formats.text.words import FILE_KEYS, SOURCE_KEYS
from derivcheck.frozen import replace
from derivcheck.model import Document

__all__ = ["load", "read"]


def load(path: str | Path) -> Document:
    """The document in the file at `path`; never raises, a file that cannot be read has a problem."""
    file = str(path)
    try:
        document, links = _document(text_in(Path(path)), file)
    except ReadError as error:
        return unread(file, error.problem)
    return replace(document, problems=document.problems + problems_beside(links, Path(path)))


def read(text: str, file: str) -> Document:
    """The document in `text`; `file` is its name in the places.

    Pure, so that a `uses:` of another file is not followed; `load` does that.

    >>> document = read("derivations: {one: {steps: [1 + 1, '2']}}", "a.yaml")
    >>> [step.text for step in document.derivations[0].steps], document.problems
    (['1 + 1', '2'], ())
    >>> print(read("- 1", "a.yaml").problems[0])
    a.yaml:1:1: expected a mapping with keys such as 'derivations', found a list
    """
    try:
        return _document(text, file)[0]
    except ReadError as error:
        return unread(file, error.problem)


def _document(text: str, file: str) -> tuple[Document, tuple[Link, ...]]:
    root = read_tree(text, file)
    expected = "a mapping with keys such as 'derivations'"
    if root is None:
        raise ReadError(Problem(Place(file), expected, "an empty file"))
    if not isinstance(root, MapNode):
        raise ReadError(Problem(root.place, expected, kind_of(root)))
    document, problems, warnings = gathered(_read(root, file))
    links = links_in(root)
    problems += problems_within(links, root)
    problems = tuple(sorted(problems, key=lambda problem: (problem.place.line, problem.place.column)))
    return replace(document, problems=problems, warnings=warnings), links


def _read(root: MapNode, file: str) -> Reading[Document]:
    yield from known_keys(root, FILE_KEYS, "a file")
    title = yield from text_of(root.get("title"), "a title")
    source = yield from _source(root.get("source"))
    scope = yield from read_scope(root, Scope())
    derivations = yield from read_derivations(root.get("derivations"), scope)
    finals = yield from read_finals(root.get("final"), scope)
    unknown = any(key.text not in FILE_KEYS for key, _ in root.entries)
    if root.get("derivations") is None and root.get("final") is None and not unknown:
        yield Problem(root.place, "the key 'derivations' or 'final'", "neither", "there is nothing to check")
    name = title.text.strip() if title else ""
    return Document(file, name, source, scope.context, derivations, finals, assumed=scope.assumed)


def _source(node: Node | None) -> Reading[Mapping[str, str]]:
    """Where the mathematics comes from: a title alone, or a mapping."""
    if not isinstance(node, MapNode):
        title = yield from text_of(node, "a title, or a mapping with the keys of a source")
        return {"title": title.text.strip()} if title else {}
    yield from known_keys(node, SOURCE_KEYS, "a source")
    found = {}
    for key, value in (yield from entries_of(node, "")):
        text = yield from text_of(value, "a text")
        if text:
            found[key.text] = " ".join(text.text.split())
    return found
