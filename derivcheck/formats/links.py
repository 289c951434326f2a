"""`uses:` - which derivations rest on which.

A step names a derivation of its own file by its id, or one of another file as `other.yaml#id`. What is
named must be there, and no derivation may rest on itself, however long the way round.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePosixPath

from derivcheck.errors import Problem, ReadError, nearest
from derivcheck.formats.text.characters import decode
from derivcheck.formats.text.findings import gathered, texts_of
from derivcheck.formats.text.tree import LARGEST, ListNode, MapNode, Node, TextNode, read_tree
from derivcheck.frozen import frozen

__all__ = ["Link", "links_in", "problems_beside", "problems_within"]


@frozen
class Link:
    """The derivation `user` says at `text` that it rests on `target`, in `file` or in its own."""

    user: str
    text: TextNode
    file: str
    target: str

    def complaint(self, expected: str, found: str, hint: str = "") -> Problem:
        """A problem at the place of the link."""
        return Problem(self.text.place, expected, found, hint)


def links_in(root: MapNode) -> tuple[Link, ...]:
    """Every `uses:` in the steps of the tree of a file."""
    found = []
    for key, derivation in _entries(root.get("derivations")):
        steps = derivation.get("steps") if isinstance(derivation, MapNode) else None
        for step in steps.items if isinstance(steps, ListNode) else ():
            if isinstance(step, MapNode):
                texts, _, _ = gathered(texts_of(step.get("uses"), ""))  # complained of with the step
                found += [_link(key.text, text) for text in texts]
    return tuple(found)


def _nearest(name: str, ids: Collection[str]) -> str:
    return nearest(name, ids) if len(ids) <= 200 else ""


def _entries(node: Node | None) -> tuple[tuple[TextNode, Node], ...]:
    return node.entries if isinstance(node, MapNode) else ()


def _link(user: str, text: TextNode) -> Link:
    file, hash_sign, target = text.text.strip().rpartition("#")
    return Link(user, text, file if hash_sign else "", target)


def problems_within(links: Iterable[Link], root: MapNode) -> tuple[Problem, ...]:
    """What is wrong with the links from the file into itself: unknown ids, circles."""
    ids = {key.text for key, _ in _entries(root.get("derivations"))}
    inner = [link for link in links if "#" not in link.text.text]
    known = [link for link in inner if link.target in ids]
    unknown = [
        link.complaint("the id of a derivation", repr(link.target), _nearest(link.target, ids))
        for link in inner
        if link.target not in ids
    ]
    return (*unknown, *_circle(known))


def _circle(links: list[Link]) -> tuple[Problem, ...]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for link in links:
        sorter.add(link.user, link.target)
    try:
        sorter.prepare()
    except CycleError as error:
        names: list[str] = error.args[1][::-1]  # each uses the next
        link = next(link for link in links if (link.user, link.target) == (names[0], names[1]))
        return (
            link.complaint("a derivation that does not rest on itself", f"a circle: {' -> '.join(names)}"),
        )
    return ()


def problems_beside(links: Iterable[Link], path: Path) -> tuple[Problem, ...]:
    """What is wrong with the links from the file at `path` into other files: reads those files."""
    outer = [link for link in links if "#" in link.text.text]
    return tuple(problem for link in outer if (problem := _beside(link, path)))


def _beside(link: Link, path: Path) -> Problem | None:
    expected = "a file in the folder of this one, as in other.yaml#id"
    pure = PurePosixPath(link.file)
    if not link.file or not link.target or pure.is_absolute() or ".." in pure.parts or "\\" in link.file:
        return link.complaint(expected, repr(link.text.text.strip()))
    other = path.parent / pure
    if other.is_symlink() or not other.is_file() or other.stat().st_size > LARGEST:
        return link.complaint(expected, repr(link.file), "there is no such file")
    try:
        root = read_tree(decode(other.read_bytes(), str(other)), str(other))
    except (OSError, ReadError):
        return link.complaint("a file that can be read", repr(link.file))
    ids = [key.text for key, _ in _entries(root.get("derivations"))] if isinstance(root, MapNode) else []
    if link.target in ids:
        return None
    return link.complaint(
        f"the id of a derivation in {link.file}", repr(link.target), _nearest(link.target, ids)
    )
