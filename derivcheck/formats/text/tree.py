"""A YAML text as a tree of texts, lists and mappings, each with its place.

Only the parser's events are used, never a constructor: every scalar stays the text that stands in the
file, so `010` is not 8 and `no` is not false. What makes one place mean what another place says (anchors,
aliases, merge keys, tags, a second document) is refused, and so is what is too large or too deep:
files come from strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.text.characters import check_characters, hidden_in
from derivcheck.formats.text.positions import offsets
from derivcheck.frozen import frozen

__all__ = [
    "DEEPEST",
    "LARGEST",
    "MOST_NODES",
    "ListNode",
    "MapNode",
    "Node",
    "TextNode",
    "kind_of",
    "read_tree",
]

#: Bounds on what is read at all: characters (and bytes) of a file, levels of nesting.
LARGEST = 1 << 20
DEEPEST = 64
#: Texts, lists and mappings in a file: each may be complained of at length.
MOST_NODES = 20_000

#: libyaml where PyYAML was built with it, else the same grammar in Python.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_QUOTE = "put quotes around a text that begins with one of [ { * & ! | > @ ` % or contains ': ' or ' #'"
_ONE_TO_A_LINE = "in [a, b] and {a: b} every bracket and comma counts: write one entry to a line, or quote it"


@frozen
class TextNode:
    """A scalar: its `text`, and how it is written (`raw`, `style`) from `origin` on."""

    text: str
    origin: Place
    raw: str
    style: str = ""

    @property
    def place(self) -> Place:
        """The place of the first character of the text itself, after any quote or block header."""
        return self.at(0)

    def at(self, offset: int) -> Place:
        """The place in the file of the character at `offset` in `text`.

        >>> TextNode("ab", Place("a.yaml", 3, 5), "'ab'", "'").at(1)
        Place(file='a.yaml', line=3, column=7)
        """
        if self.raw == self.text and "\n" not in self.raw:
            return self.origin.moved(offset)
        before = self.raw[: offsets(self.raw, self.style, self.text)[offset]]
        lines = before.count("\n")
        if not lines:
            return self.origin.moved(len(before))
        column = len(before) - before.rfind("\n")
        return Place(self.origin.file, self.origin.line + lines, column)


@frozen
class ListNode:
    """A sequence; `in_brackets` when it is written as `[a, b]`, where every comma begins a new item."""

    items: tuple[Node, ...]
    place: Place
    in_brackets: bool = False


@frozen
class MapNode:
    """A mapping; a key that stands twice has its first value here and its second place in `repeated`."""

    entries: tuple[tuple[TextNode, Node], ...]
    place: Place
    repeated: tuple[Problem, ...] = ()

    def get(self, key: str) -> Node | None:
        """The value under `key`, or `None`."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = TextNode | ListNode | MapNode

_KINDS: dict[type, str] = {ListNode: "a list", MapNode: "a mapping"}


def kind_of(node: Node) -> str:
    """What `node` is, in the words of a complaint."""
    if isinstance(node, TextNode):
        return repr(_shortened(node.text)) if node.text.strip() else "nothing"
    return _KINDS[type(node)]


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."


def read_tree(text: str, file: str) -> Node | None:
    """The tree of `text`; `None` when it holds no document at all.

    Raises `ReadError` for what is not YAML, and for every construction that is refused. A repeated key is
    no reason to stop: it is recorded in its mapping.

    >>> read_tree("a: 010", "a.yaml").get("a").text
    '010'
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        _refuse(Place(file), f"at most {LARGEST} characters", f"{len(text)}", "split the file")
    check_characters(text, file)
    try:
        return _Builder(text, file).document()
    except yaml.YAMLError as error:
        raise ReadError(_not_yaml(error, text, file)) from None


def _not_yaml(error: yaml.YAMLError, text: str, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    what = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None)
    where = f" ({context})" if context else ""
    is_tab = mark is not None and text[mark.index : mark.index + 1] == "\t"
    hint = "indent with spaces, not with tabs" if is_tab else _ONE_TO_A_LINE if "flow" in where else _QUOTE
    return Problem(place, "YAML", f"a syntax error{where}: {what}", hint)


def _refuse(place: Place, expected: str, found: str, hint: str = "") -> NoReturn:
    raise ReadError(Problem(place, expected, found, hint))


class _Builder:
    """Builds the tree from the parser's events, one event ahead."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.nodes = 0
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def document(self) -> Node | None:
        next(self.events)  # the start of the stream
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            return None
        root = self.node(next(self.events), 1)
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            hint = "write one file for each document"
            _refuse(self.place(after), "one document in a file", "a second document", hint)
        return root

    def node(self, event: Any, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            _refuse(self.place(event), f"at most {MOST_NODES} texts in a file", "one more", "split the file")
        self.refuse_indirection(event)
        if depth > DEEPEST:
            _refuse(self.place(event), f"at most {DEEPEST} levels of nesting", "one more")
        if isinstance(event, yaml.ScalarEvent):
            assert event.start_mark and event.end_mark
            raw = self.text[event.start_mark.index : event.end_mark.index]
            node = TextNode(event.value, self.place(event), raw, event.style or "")
            if "\\" in raw and (hidden := hidden_in(event.value)) is not None:
                found = f"an escape for {hidden[1]}"
                _refuse(node.at(hidden[0]), "visible text", found)
            return node
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def refuse_indirection(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            _refuse(self.place(event), "a text", f"the alias '*{event.anchor}'", _QUOTE)
        if event.anchor is not None:
            _refuse(self.place(event), "a text", f"the anchor '&{event.anchor}'", _QUOTE)
        if event.tag is not None:
            _refuse(self.place(event), "a text", f"the tag {event.tag!r}", _QUOTE)

    def sequence(self, start: Any, depth: int) -> ListNode:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return ListNode(tuple(items), self.place(start), bool(start.flow_style))

    def mapping(self, start: Any, depth: int) -> MapNode:
        entries: dict[str, tuple[TextNode, Node]] = {}
        repeated = []
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(self.node(event, depth + 1))
            value = self.node(next(self.events), depth + 1)
            if key.text in entries:
                repeated.append(_second(key, entries[key.text][0]))
            else:
                entries[key.text] = (key, value)
        return MapNode(tuple(entries.values()), self.place(start), tuple(repeated))

    def key(self, node: Node) -> TextNode:
        if not isinstance(node, TextNode):
            _refuse(node.place, "a text as key", kind_of(node), _QUOTE)
        if node.text == "<<" and not node.style:
            _refuse(node.place, "a key", "the merge key '<<'", "write the entries out")
        return node


def _second(key: TextNode, first: TextNode) -> Problem:
    found = f"a second {key.text!r}"
    return Problem(key.place, "a key that is not used yet", found, f"the first is on line {first.place.line}")
