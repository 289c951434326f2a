"""A stranger's text at every place of every report: no channel obeys it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from derivcheck.errors import Place, Problem
from derivcheck.model import (
    Cause,
    Check,
    CheckedDerivation,
    Conditional,
    Context,
    Counterexample,
    Derivation,
    Document,
    Goal,
    Proved,
    Refuted,
    Report,
    Residual,
    Step,
    Unknown,
    Unreadable,
    Verdict,
    Warned,
)
from derivcheck.reports.json import to_json
from derivcheck.reports.show import FORMATS, show
from derivcheck.reports.styled import coloured, plain
from derivcheck.reports.terminal import Layout, to_lines

PAYLOADS = [
    "\x1b[2J\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b]8;;http://a.example\x07here\x1b]8;;\x07",
    "\x9b31m",
    "\x08\x08\x08proved",
    "\rproved",
    "a\nproved",
    "a\u2028b",
    "a\x85b",
    "\u202eabc",
    "\u2066abc\u2069",
    "\u200fabc",
    "a\x00b",
    "\ud800",
    "\ufeff",
    "::error file=a.py::b",
    " ::stop-commands::x",
    "::set-env name=PATH::x",
    "::add-mask::e",
    "##[error]a",
    "##[add-mask]a",
    "##vso[task.setvariable variable=a]b",
    "%0A::error::a",
    "%0D%0A::warning::a",
    "a\n::error::b",
    "x ::error::b",
    "[red]a[/red]",
    "[link=http://a.example]a[/link]",
    "[/]",
    "[bold",
    "\\[red]",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "]]>",
    "&lt;",
    '"',
    "\\",
    "\\u0000",
    '", "verdict": "proved", "x": "',
    "${IFS}",
    "`touch x`",
    "$(touch x)",
    "{0.__class__}",
    "%s%n",
    "'; DROP TABLE steps; --",
    "../../etc/passwd",
    "\\input{/etc/passwd}",
    "\\write18{touch x}",
]


def report(payload: str, verdict: Verdict) -> Report:
    """A report in which every text is the payload."""
    place = Place(payload, 1, 1)
    goals = [
        Goal(number, kind, place, payload, payload, None, None, None, payload, payload)
        for number, kind in enumerate(("step", "final", "claim"))
    ]
    derivations = tuple(
        CheckedDerivation(payload, name, payload, tuple(Check(goal, verdict, 0.1, payload) for goal in goals))
        for name in (payload, "final")
    )
    problem = Problem(place, payload, payload, payload)
    return Report((payload,), derivations, (problem,), (Warned(place, payload),), 0.1, 0, lacks=(payload,))


def verdicts(payload: str) -> list[Verdict]:
    point = Counterexample({payload: 1}, {payload: 2}, {payload: [payload, [payload]]}, payload, payload)
    return [
        Proved(payload, (payload,)),
        Conditional(payload, (payload,), (payload,)),
        Refuted(payload, point, Residual(payload, (payload, payload))),
        Unknown(Cause.TOO_HARD, payload, payload),
        Unknown(Cause.INTERNAL, payload, payload),
        Unreadable(Problem(Place(payload, 2, 3), payload, payload, payload)),
    ]


REPORTS = [(payload, verdict) for payload in PAYLOADS for verdict in verdicts(payload)]
COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)


def assert_inert(text: str) -> None:
    """Nothing in `text` steers a terminal or a CI run."""
    assert all(line.isprintable() for line in text.split("\n"))
    assert not COMMAND.search(text)


@pytest.mark.parametrize(("payload", "verdict"), REPORTS)
def test_on_a_terminal(payload: str, verdict: Verdict) -> None:
    layout = Layout(source=lambda place: payload)
    lines = to_lines(report(payload, verdict), layout)
    assert_inert(plain(lines))
    painted = re.sub(r"\x1b\[[0-9;]*m", "", coloured(lines, 60))
    assert_inert(painted)
    assert "\x1b" not in painted


@pytest.mark.parametrize(("payload", "verdict"), REPORTS)
def test_in_json(payload: str, verdict: Verdict) -> None:
    text = to_json(report(payload, verdict))
    assert text.isascii()
    assert_inert(text)
    tree = json.loads(text)
    assert tree["files"] == [payload]
    assert {step["verdict"] for one in tree["derivations"] for step in one["steps"]} == {verdict.name}
    assert {step["left"] for one in tree["derivations"] for step in one["steps"]} == {payload}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_another_notation(payload: str, form: str) -> None:
    place = Place(payload)
    step = Step(place, payload, None, Problem(place, payload, payload))
    one = Derivation(payload, payload, place, Context(), (step,), step)
    assert_inert(show(Document(payload, payload, {}, Context(), (one,), (step,)), form))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_complaint_about_a_file(payload: str, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from derivcheck.cli import cli

    file = tmp_path / "a.yaml"
    file.write_text(f"derivations: {{a: {{steps: [1, {json.dumps(payload)}]}}}}\n", "utf-8", "surrogatepass")
    for arguments in (["verify"], ["verify", "--format", "json"], ["verify", "-k", "other"], ["show"]):
        found = CliRunner().invoke(cli, [arguments[0], str(file), *arguments[1:]])
        assert found.exit_code in (0, 1, 2, 3), found.exception
        assert_inert(found.stdout)
        assert_inert(found.stderr)
