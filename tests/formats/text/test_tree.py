"""Text to tree: every scalar stays a text, and every character of it keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.errors import ReadError
from derivcheck.formats.text import tree
from derivcheck.formats.text.positions import offsets
from derivcheck.formats.text.tree import ListNode, MapNode, Node, TextNode, read_tree


def text_at(text: str, key: str = "a") -> TextNode:
    root = read_tree(text, "a.yaml")
    assert isinstance(root, MapNode)
    node = root.get(key)
    assert isinstance(node, TextNode)
    return node


@pytest.mark.parametrize(
    "word", ["010", "no", "null", "~", "1e3", "0x10", "2016-05-11", "yes", ".inf", "=", "1:30"]
)
def test_no_scalar_is_read_as_anything_else(word: str) -> None:
    assert text_at(f"a: {word}").text == word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: x + y", (1, 8)),
        ("a:   x + y  # note", (1, 10)),
        ("a: 'x + y'", (1, 9)),
        ("a: 'it''s + y'", (1, 13)),
        ('a: "x + y"', (1, 9)),
        ('a: "x\\t\\u0041 + y"', (1, 17)),
        ("a: x\n   + y", (2, 6)),
        ("a: x\n\n\n     + y", (4, 8)),
        ("a: 'x\n   + y'", (2, 6)),
        ('a: "x \\\n   + y"', (2, 6)),
        ("a: |\n  x\n  + y", (3, 5)),
        ("a: |2-  # note\n  x\n     + y", (3, 8)),
        ("a: >-\n\n  x\n  + y\n", (4, 5)),
        ("# 𝔘é\na: '𝔘' \n", (2, 5)),
        ("a: x\r\n   + y\r\n", (2, 6)),
        ("a: [u, x + y]", None),
    ],
)
def test_place_of_a_character(text: str, found: tuple[int, int] | None) -> None:
    if found is None:
        root = read_tree(text, "a.yaml")
        assert isinstance(root, MapNode) and isinstance(root.get("a"), ListNode)
        return
    node = text_at(text)
    place = node.at(node.text.find("y") if "y" in node.text else 0)
    assert (place.line, place.column) == found


def test_place_of_the_end() -> None:
    assert text_at("a: x +").at(3).column == 7
    assert text_at("a: 'x +'").at(3).column == 8


PARTS = st.text(st.sampled_from("xyz+*()'\"\\ é𝔘"), min_size=1, max_size=12)


@given(st.lists(PARTS, min_size=1, max_size=4), st.sampled_from(["'", '"', "|"]))
@settings(max_examples=150)
def test_visible_characters_are_found_again(parts: list[str], style: str) -> None:
    lines = [part.strip() or "x" for part in parts]
    if style == "|":
        text = "a: |\n" + "".join(f"  {line}\n" for line in lines)
    elif style == "'":
        text = "a: '" + "\n   ".join(line.replace("'", "''") for line in lines) + "'"
    else:
        text = 'a: "' + "\n   ".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'
    node = text_at(text)
    rows = text.split("\n")
    for offset, character in enumerate(node.text):
        if not character.isspace():
            place = node.at(offset)
            written = rows[place.line - 1][place.column - 1]
            assert written == character or (style == '"' and written == "\\")


def test_offsets_always_has_one_place_more_than_characters() -> None:
    assert offsets("", "", "") == [0]
    assert offsets("|\n", "|", "") == [2]


def test_a_list_in_place_of_a_key_is_refused() -> None:
    with pytest.raises(ReadError, match="a text as key, found a list"):
        read_tree("[a]: 1", "a.yaml")


def test_the_deepest_level_is_allowed() -> None:
    assert read_tree("[" * tree.DEEPEST + "]" * tree.DEEPEST, "a.yaml")
    with pytest.raises(ReadError, match="64 levels"):
        read_tree("[" * (tree.DEEPEST + 1) + "]" * (tree.DEEPEST + 1), "a.yaml")


def test_the_parser_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "a: x\n   + y\nb: ['it''s', \"\\t\"]\nc: |\n  x\n  y\nd: {e: 'f'}\n"
    fast = read_tree(text, "a.yaml")
    monkeypatch.setattr(tree, "_LOADER", yaml.BaseLoader)
    slow = read_tree(text, "a.yaml")
    assert places(fast) == places(slow)


def places(node: Node | None) -> list[object]:
    match node:
        case TextNode():
            return [
                node.text,
                *(node.at(offset) for offset, letter in enumerate(node.text) if letter.strip()),
            ]
        case ListNode():
            return [node.place, *(places(item) for item in node.items)]
        case MapNode():
            return [node.place, *((places(key), places(value)) for key, value in node.entries)]
        case _:
            return []


def test_a_file_holds_a_limited_number_of_texts() -> None:
    assert read_tree("- x\n" * (tree.MOST_NODES - 1), "a.yaml")
    with pytest.raises(ReadError) as caught:
        read_tree("- x\n" * tree.MOST_NODES, "a.yaml")
    assert str(caught.value.problem.place) == f"a.yaml:{tree.MOST_NODES}:3"


@pytest.mark.parametrize("escape", [r"\x1b", r"\u202e", r"\0", r"\N", r"\u200F", r"\uFEFF", r"\b"])
def test_an_escape_hides_nothing(escape: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_tree(f'a: "ab{escape}c"', "a.yaml")
    assert (caught.value.problem.place.column, caught.value.problem.expected) == (7, "visible text")
