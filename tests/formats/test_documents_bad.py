"""Bad documents: a clear error with its place, nothing lost, and the rest checked where that makes sense."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from derivcheck import formats
from derivcheck.model import Document
from tests.effort import effort

GOOD = "\n\n$$ (a + b)^2 = a^2 + 2 a b + b^2 $$\n"


def load(folder: Path, text: str, name: str = "a.md") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return formats.load(path)


def complaints(document: Document) -> list[str]:
    found = [*document.problems, *(document.survey.unread if document.survey else ())]
    return [f"{one.place.line}:{one.place.column}: {one.message}" for one in found]


BELOW = "expected a file below the document's folder"


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.md", "so $$ a = b", "1:4: expected '$$' after '$$', found the end of the paragraph"),
        ("a.tex", r"\begin{align} a = b", r"1:1: expected '\\end{align}' after '\\begin{align}'"),
        ("a.md", "$$ a = {b $$", "1:8: expected a '}' that closes this '{', found the end of the text"),
        ("a.md", "$$ y_ = c $$", "1:6: expected what stands below, found the end of the text"),
        ("a.md", r"$$ y^\mathrm{T} x_ = c $$", "1:4: expected a name whose meaning is clear"),
        ("a.md", "$$ a = \x00 b $$", "1:8: expected visible text, found the character U+0000"),
        ("a.tex", r"\input{/etc/passwd}", f"1:1: {BELOW}, found '/etc/passwd'"),
        ("a.tex", r"\input{../a}", f"1:1: {BELOW}, found '../a'"),
        ("a.tex", r"\input{a}", "1:1: expected a file that is not taken in yet, found 'a'"),
        ("a.tex", r"\input{nowhere}", f"1:1: {BELOW}, found"),
        ("a.md", "<!-- derivcheck\nsymbols: [\n-->", "3:1: expected YAML"),
        ("a.md", "<!-- derivcheck\nsymbol: {x: real}\n-->", "2:1: expected a key of a context, found"),
        ("a.md", r"$$ \def\x{\x} $$" + "\n\n" + r"$$ \x = 1 $$", "3:4: expected a macro that does not"),
    ],
)  # fmt: skip
def test_what_is_bad_has_its_place(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    document = load(tmp_path, text + GOOD, name)
    assert any(one.startswith(complaint) for one in complaints(document)), complaints(document)
    read = [step.text for one in document.derivations for step in one.steps if step.problem is None]
    assert "derivcheck" in text or "(a + b)^2" in read, (
        "the rest is read, unless what is declared is in doubt"
    )


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.tex").write_text("$$ x = 1 $$", encoding="utf-8")
    os.symlink(tmp_path / "secret.tex", tmp_path / "inside" / "link.tex")
    document = load(tmp_path / "inside", r"\input{link}", "a.tex")
    assert complaints(document) == ["1:1: expected a file below the document's folder, found 'link'"]


def test_files_taken_in_have_their_own_places(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.tex").write_text("one\n\\[ u + u = 2 u \\]\n\\input{a}", encoding="utf-8")
    document = load(tmp_path, "\\input{parts/one}\n\\[ v + v = 2 v \\]", "a.tex")
    places = [str(one.place).removeprefix(f"{tmp_path}/") for one in document.derivations]
    assert places == ["parts/one.tex:2:4", "a.tex:2:4"]
    assert [one.found for one in document.problems] == ["'a'"]


def test_too_much_is_refused_at_once(tmp_path: Path) -> None:
    document = load(tmp_path, "$a = b$ " * (10 << 17))
    assert complaints(document) == ["1:1: expected at most 4194304 bytes, found more"]


@pytest.mark.parametrize("name", ["a.md", "a.tex"])
def test_long_lines_of_openings_take_no_more_than_linear_time(tmp_path: Path, name: str) -> None:
    for text in (
        "$a",
        "$$ a ",
        r"\begin{align} ",
        "{",
        r"\[ ",
        r"\( ",
        "\\\\( ",
        "<!-- ",
        "$x=1$\n",
        "\\begin{align} x\n",
        "${x",
    ):
        few, many = (effort(partial(load, tmp_path, text * number, name)) for number in (250, 1000))
        assert many < 5 * few + 10_000, text


def test_many_equations_take_no_more_than_linear_time(tmp_path: Path) -> None:
    line = "Then\n\n$$ (a + b)^2 = \\frac{a + b}{c} \\sum_{k=1}^n e^{z_k} $$\n\n"
    few, many = (effort(partial(load, tmp_path, line * number)) for number in (100, 400))
    assert many < 4.5 * few
