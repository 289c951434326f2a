"""How a reader reports: it yields what it finds wrong or doubtful, and returns what it read.

A reader is a generator. Its caller writes `value = yield from reader(…)`, so findings travel upwards by
themselves, in the order of the file, and one unreadable entry never stops the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TypeVar

from derivcheck.errors import Place, Problem, nearest
from derivcheck.formats.text.tree import ListNode, MapNode, Node, TextNode, kind_of
from derivcheck.model import Warned
from derivcheck.notation.latex.function_names import INVERSES

__all__ = [
    "Finding", "Reading", "entries_of", "gathered", "inverse_in", "known_keys", "one_of", "spelled_out",
    "text_of", "texts_of", "word_of",
]  # fmt: skip

T = TypeVar("T")
Finding = Problem | Warned
Reading = Generator[Finding, None, T]

#: Looking for the nearest word takes time, and nobody reads hundreds of hints.
_MOST_HINTS = 20

_TEXT = "if it begins with one of [ { * & ! | > @ ` %, or with '- ', put quotes around it"

_NOTHING = "it stands behind the colon; between { and } a comma ends an entry, so quote several names: 'a, b'"


def gathered(reading: Reading[T]) -> tuple[T, tuple[Problem, ...], tuple[Warned, ...]]:
    """What `reading` returned, with its problems and warnings, each of them once."""
    found: dict[Finding, None] = {}
    while True:
        try:
            found[next(reading)] = None
        except StopIteration as stop:
            problems = tuple(item for item in found if isinstance(item, Problem))
            return stop.value, problems, tuple(item for item in found if isinstance(item, Warned))


def one_of(words: Iterable[str]) -> str:
    """The words as a choice: `one of real, positive`."""
    return f"one of {', '.join(words)}"


def known_keys(node: MapNode, keys: tuple[str, ...], of: str) -> Reading[None]:
    """Complains of each key of `node` that is not among `keys`, and of each that stands twice."""
    unknown = [key for key, _ in node.entries if key.text not in keys]
    for number, key in enumerate(unknown):
        close = nearest(key.text, keys) if number < _MOST_HINTS else ""
        hint = close or f"the keys are {', '.join(keys)}"
        yield Problem(key.place, f"a key of {of}", repr(key.text), hint)
    yield from node.repeated


def text_of(node: Node | None, what: str) -> Reading[TextNode | None]:
    """`node` as a text that is not empty; `None` when it is missing, or is something else."""
    if node is None:
        return None
    if not isinstance(node, TextNode):
        yield Problem(node.place, what, kind_of(node), _TEXT)
        return None
    if not node.text.strip():
        yield Problem(node.place, what, "nothing", _NOTHING)
        return None
    return node


def texts_of(node: Node | None, what: str) -> Reading[tuple[TextNode, ...]]:
    """`node` as texts: one text, or a list of them."""
    if not isinstance(node, ListNode):
        text = yield from text_of(node, what)
        return (text,) if text else ()
    found = []
    for item in node.items:
        text = yield from text_of(item, what)
        if text:
            found.append(text)
    return tuple(found)


def word_of(node: Node | None, words: Iterable[str], what: str) -> Reading[str | None]:
    """`node` as one of `words`; white space between words does not count."""
    text = yield from text_of(node, what)
    if text is None:
        return None
    word = " ".join(text.text.split())
    if word in words:
        return word
    yield Problem(text.place, f"{what} ({one_of(words)})", repr(text.text), nearest(word, words))
    return None


def entries_of(node: Node | None, what: str) -> Reading[tuple[tuple[TextNode, Node], ...]]:
    """The entries of the mapping `node`; none when it is missing, or is something else."""
    if node is None:
        return ()
    if not isinstance(node, MapNode):
        yield Problem(node.place, what, kind_of(node))
        return ()
    yield from node.repeated
    return node.entries


_INVERSE = re.compile(rf"\\(?P<name>{'|'.join(INVERSES)})\s*\^\s*\{{\s*-\s*1\s*\}}")


def spelled_out(name: str, place: Place) -> Warned:
    r"""How a function without its backslash is read: `log(x)`.

    >>> spelled_out("log", Place("a.md", 1, 1)).message
    "'log' is read as the function \\log; write \\log"
    """
    return Warned(place, rf"{name!r} is read as the function \{name}; write \{name}")


def inverse_in(text: str, places: Callable[[int], Place]) -> Iterator[Warned]:
    r"""How the first `\sin^{-1} x` in a text is read, if there is one: by the convention, as an arcsine.

    >>> [one.message for one in inverse_in(r"\sin^{-1} x", lambda at: Place("a.md", 1, at + 1))]
    ['\\sin^{-1} is read as the inverse function, \\arcsin; write 1/\\sin for the reciprocal']
    """
    found = _INVERSE.search(text)
    if found is not None:
        name = found["name"]
        read = rf"\{name}^{{-1}} is read as the inverse function, \arc{name}"
        yield Warned(places(found.start()), rf"{read}; write 1/\{name} for the reciprocal")
