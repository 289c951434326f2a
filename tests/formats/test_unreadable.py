"""Bad input: every file in `cases/unreadable` is complained of at the place its first comments name.

The first comment is `# line:column: …`; it and each further comment at the top must occur in the
first complaint. A derivation whose declarations are broken repeats the complaint and adds none.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derivcheck.errors import Problem
from derivcheck.formats import load, read
from derivcheck.model import Document

CASES = sorted((Path(__file__).parents[1] / "cases" / "unreadable").glob("*.yaml"))
GOOD = "symbols: {x: real}\nderivations: {two: {steps: [x + x, 2*x]}}\n"


def problems_in(document: Document) -> list[Problem]:
    steps = [step for one in document.derivations for step in (*one.steps, *filter(None, [one.final]))]
    found = [step.problem for step in (*steps, *document.finals) if step.problem]
    return list(dict.fromkeys([*document.problems, *found]))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [
        line.removeprefix("# ") for line in lines[: next((n for n, x in enumerate(lines) if x[0] != "#"), 1)]
    ]
    [problem] = problems_in(load(path))
    assert re.match(r"\d+:\d+: ", wanted[0])
    assert str(problem).startswith(f"{path}:{wanted[0]}")
    for part in wanted[1:]:
        assert part in str(problem)


def test_every_case_is_there() -> None:
    assert len(CASES) > 50


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "1:1: expected a mapping with keys such as 'derivations', found an empty file"),
        (b"\n\n", "1:1: expected a mapping with keys such as 'derivations', found an empty file"),
        (b"title: caf\xe9\n", "1:11: expected text in UTF-8, found the byte 0xe9"),
        (b"# \xc3\xa9\n\xff: 1", "2:1: expected text in UTF-8, found the byte 0xff"),
        (GOOD.encode("utf-16"), "1:1: expected text in UTF-8, found the byte 0x"),
        (b"title: a\x00b", "1:9: expected visible text, found the character U+0000"),
        (b"title: a\n\x1b[1m", "2:1: expected visible text, found the character U+001B"),
        ("title: a\u202eb".encode(), "1:9: expected visible text, found the character U+202E"),
        (b"title: a\rb", "1:9: expected visible text, found the character U+000D"),
        (b"title: " + b"a" * (1 << 20), "1:1: expected at most 1048576 bytes, found more"),
        (b"title: " + b"[" * 100, "1:71: expected at most 64 levels of nesting, found one more"),
        (b"{" * 1000, "1:65: expected at most 64 levels of nesting, found one more"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_bytes(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(data)
    document = load(path)
    assert str(document.problems[0]).startswith(f"{path}:{message}")
    assert not document.derivations


def test_missing_file(tmp_path: Path) -> None:
    document = load(tmp_path / "missing.yaml")
    assert document.problems[0].expected == "a file that can be read"
    assert load(tmp_path).problems[0].found == "is a directory"


@pytest.mark.parametrize("prefix", ["\ufeff", "---\n", "# c\r\n", "%YAML 1.1\n---\n"])
def test_what_is_harmless(prefix: str) -> None:
    assert not problems_in(read(prefix + GOOD, "a.yaml"))


class TestNothingIsLost:
    def test_one_bad_step_leaves_the_others(self) -> None:
        text = "symbols: {x: real}\nderivations:\n  a:\n    steps:\n      - x\n      - (x\n      - x + 0\n"
        document = read(text, "a.yaml")
        assert [bool(step.problem) for step in document.derivations[0].steps] == [False, True, False]
        assert not document.problems

    def test_all_problems_of_a_step_are_told(self) -> None:
        text = "derivations:\n  a:\n    steps:\n      - 1\n      - {expr: 1, expect: x, nte: y}\n"
        document = read(text, "a.yaml")
        assert len(document.problems) == 1
        assert document.derivations[0].steps[1].problem

    def test_a_broken_name_is_blamed_at_its_declaration(self) -> None:
        text = "symbols: {x: rael, y: real}\ndefinitions: {J: x + 1, K: J, M: y}\nderivations:\n"
        text += "  a:\n    steps: [K, M]\n  b:\n    steps: [M, y]\n"
        document = read(text, "a.yaml")
        [problem] = problems_in(document)
        assert (problem.place.line, problem.place.column) == (1, 14)
        first, second = document.derivations
        assert [step.problem for step in first.steps] == [problem, None]
        assert [step.problem for step in second.steps] == [None, None]

    def test_a_second_declaration_breaks_the_name(self) -> None:
        document = read("symbols: {x: real}\nfunctions: {x: smooth}\nfinal: x = x", "a.yaml")
        assert document.finals[0].problem == document.problems[0]

    def test_an_unreadable_assumption_leaves_no_step_to_be_misjudged(self) -> None:
        text = "symbols: {x: real}\nassumptions: ['x >']\nderivations: {a: {steps: [x, x]}}\nfinal: x = x"
        document = read(text, "a.yaml")
        [problem] = document.problems
        assert {step.problem for step in (*document.derivations[0].steps, *document.finals)} == {problem}

    def test_doubt_inside_a_derivation_stays_there(self) -> None:
        text = "symbols: {x: real}\nderivations:\n  a: {when: 'x >', steps: [x, x]}\n  b: {steps: [x, x]}\n"
        first, second = read(text, "a.yaml").derivations
        assert all(step.problem for step in first.steps)
        assert not any(step.problem for step in second.steps)


@pytest.mark.parametrize("many", ["unknown keys", "definitions", "circles"])
def test_large_files_end(many: str) -> None:
    text = {
        "unknown keys": "".join(f"k{n}: 1\n" for n in range(5000)),
        "definitions": "definitions:\n"
        + "".join(f"  a{n}: a{n + 1}\n" for n in range(2000))
        + "  a2000: 1\n",
        "circles": "definitions:\n" + "".join(f"  a{n}: a{n}\n" for n in range(2000)),
    }[many]
    assert read(text, "a.yaml").problems


def test_a_range_with_a_broken_size_is_relied_on_nowhere() -> None:
    text = "indices: {i: 1..n}\nsymbols: {n: integr, x: real}\nfinal: ['sum(x, i) = 1', x = x]"
    document = read(text, "a.yaml")
    [problem] = document.problems
    assert [step.problem for step in document.finals] == [problem, problem]


def test_a_range_that_hangs_on_another_index_is_told_where_to_stand() -> None:
    document = read("indices:\n  j: 1..n[i]\nsymbols: {x: real}\nfinal: ['sum(x, j) = 1']", "a.yaml")
    [problem] = document.problems
    assert (problem.place.line, problem.place.column) == (2, 10)
    assert (problem.expected, problem.found) == ("a size", "'n' with an index")
    assert "sum(…, j, 1, n[i])" in problem.hint
