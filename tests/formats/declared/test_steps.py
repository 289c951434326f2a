"""Steps, final checks and links between derivations."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.formats import discover, load, read
from derivcheck.model import Document
from derivcheck.terms import Rel

HEAD = "indices: {'i, j': 1..n}\nsymbols: {'z[i]': real, x: real}\nderivations:\n  a:\n"


def steps(text: str) -> Document:
    return read(HEAD + text, "a.yaml")


class TestStep:
    def test_everything_that_may_be_said(self) -> None:
        document = steps(
            "    steps:\n      - x\n      - expr: x + 0\n        expect: proved\n"
            "        when: [i != j, x > 0]\n        by: zero is\n          neutral\n"
            "        note: easy\n        uses: b\n  b: {steps: [x, x]}\n"
        )
        step = document.derivations[0].steps[1]
        assert not document.problems
        assert (step.text, step.expect, step.by, step.note, step.uses) == (
            "x + 0", "proved", "zero is neutral", "easy", ("b",),
        )  # fmt: skip
        assert [isinstance(condition, Rel) for condition in step.when] == [True, True]
        assert (step.place.line, step.place.column) == (7, 15)

    def test_place_is_that_of_the_text(self) -> None:
        found = steps('    steps:\n      - x\n      - " x"\n').derivations[0].steps
        assert [(step.place.line, step.place.column) for step in found] == [(6, 9), (7, 11)]

    def test_relations(self) -> None:
        found = steps("    steps:\n      - x = x\n      - x < x + 1\n").derivations[0].steps
        assert [step.expression and type(step.expression.term) for step in found] == [Rel, Rel]
        assert not any(step.problem for step in found)


class TestFinal:
    def test_text_or_mapping(self) -> None:
        first = steps("    steps: [x]\n    final: x\n")
        second = steps("    steps: [x]\n    final: {expr: x, expect: refuted, when: i = j}\n")
        assert not first.problems and not second.problems
        final = second.derivations[0].final
        assert final and final.expect == "refuted" and len(final.when) == 1

    def test_one_or_a_list_for_a_file(self) -> None:
        assert len(read("final: 1 = 1", "a.yaml").finals) == 1
        assert len(read("final: [1 = 1, {expr: 2 = 1, expect: refuted}]", "a.yaml").finals) == 2

    def test_a_relation_is_no_final_of_a_derivation(self) -> None:
        final = steps("    steps: [x, x]\n    final: x = x\n").derivations[0].final
        assert final and final.problem

    def test_uses_has_no_place_in_a_final(self) -> None:
        [step] = read("final: {expr: 1 = 1, uses: a}", "a.yaml").finals
        assert step.problem and step.problem.expected == "a key of a final check"


class TestSource:
    def test_a_title_alone(self) -> None:
        assert read("source: A book\nfinal: 1 = 1", "a.yaml").source == {"title": "A book"}

    def test_a_mapping(self) -> None:
        source = {"title": "A book", "author": "N. N.", "date": "2016-05-11", "licence": "CC BY-SA 4.0"}
        lines = "".join(f"  {key}: {value}\n" for key, value in source.items())
        assert read(f"source:\n{lines}final: 1 = 1", "a.yaml").source == source


class TestUses:
    def test_another_file(self, tmp_path: Path) -> None:
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "other.yaml").write_text("derivations: {b: {steps: [1, 1]}}")
        path = tmp_path / "a.yaml"
        path.write_text("derivations: {a: {steps: [1, {expr: 1, uses: 'more/other.yaml#b'}]}}")
        assert not load(path).problems
        path.write_text("derivations: {a: {steps: [1, {expr: 1, uses: 'more/other.yaml#c'}]}}")
        assert (
            load(path).problems[0].message == "expected the id of a derivation in more/other.yaml, found 'c'"
        )

    @pytest.mark.parametrize(
        "name", ["/etc/passwd#a", "../a.yaml#a", "#a", "other.yaml#", "more\\\\x.yaml#a"]
    )
    def test_nothing_outside_the_folder(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / "a.yaml"
        path.write_text(f"derivations: {{a: {{steps: [1, {{expr: 1, uses: '{name}'}}]}}}}")
        assert load(path).problems[0].expected.startswith("a file in the folder of this one")

    def test_a_long_circle(self) -> None:
        lines = [f"  d{n}: {{steps: [1, {{expr: 1, uses: d{(n + 1) % 50}}}]}}\n" for n in range(50)]
        [problem] = read("derivations:\n" + "".join(lines), "a.yaml").problems
        assert problem.found.startswith("a circle: ")


class TestDiscover:
    def test_folders_are_searched(self, tmp_path: Path) -> None:
        for name in ("b.yaml", "a.yml", "sub/c.yaml", ".hidden/d.yaml", "e.md"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("")
        files, problems = discover([tmp_path, tmp_path / "b.yaml"])
        assert [str(file.relative_to(tmp_path)) for file in files] == [
            "a.yml",
            "b.yaml",
            "e.md",
            "sub/c.yaml",
        ]
        assert not problems

    def test_a_context_file_is_read_with_its_document(self, tmp_path: Path) -> None:
        for name, text in (("a.md", ""), ("a.yaml", "document: a.md"), ("b.md", ""), ("b.yaml", "title: x")):
            (tmp_path / name).write_text(text)
        files, _ = discover([tmp_path])
        assert [file.name for file in files] == ["a.md", "b.md", "b.yaml"]

    def test_what_cannot_be_found(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "paper.pdf").write_text("")
        files, problems = discover([tmp_path / "missing.yaml", tmp_path / "empty", tmp_path / "paper.pdf"])
        assert not files
        assert [problem.found for problem in problems] == [
            "nothing at this path",
            "none in it or below",
            "'paper.pdf'",
        ]
