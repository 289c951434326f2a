"""`schema`, `show`, `simplify`: what they print, and that they refuse what they cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from derivcheck.cli import cli

TEXT = """\
indices: {i, k: 1..n}
symbols: {'z[i]': real}
definitions: {S: 'sum(exp(z[k]), k)'}
derivations:
  one:
    definitions: {w: 2*S}
    steps: ['diff(S, z[i])', 'exp(z[i])']
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = TEXT.replace("{i, k: 1..n}", "{'i, k': 1..n}")
    Path("a.yaml").write_text(text, encoding="utf-8")
    Path("bad.yaml").write_text(text.replace("exp(z[k])", "exp(y[k])"), encoding="utf-8")
    Path("bad-step.yaml").write_text(text.replace("exp(z[i])", "exp(y[i])"), encoding="utf-8")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_schema_is_json() -> None:
    found = call("schema")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize(
    ("form", "text"), [("text", "diff(S, z[i])"), ("latex", r"\frac{\partial"), ("sympy", "import")]
)
def test_show(form: str, text: str) -> None:
    found = call("show", "a.yaml", "--format", form)
    assert (found.exit_code, found.stderr) == (0, "")
    assert text in found.stdout


def test_simplify() -> None:
    found = call("simplify", "a.yaml", "diff(log(S), z[i])*S")
    assert (found.exit_code, found.stdout) == (0, "exp(z[i])\n")


def test_simplify_in_the_context_of_a_derivation() -> None:
    assert call("simplify", "a.yaml", "w - S - S", "--id", "one").stdout == "0\n"
    assert call("simplify", "a.yaml", "w").exit_code == 2


def test_simplify_knows_the_nearest_derivation() -> None:
    found = call("simplify", "a.yaml", "S", "--id", "onne")
    assert found.exit_code == 2
    assert "did you mean 'one'?" in found.stderr


def test_an_expression_that_cannot_be_read_is_shown_with_a_caret() -> None:
    found = call("simplify", "a.yaml", "1 + q[i]")
    assert (found.exit_code, found.stdout) == (2, "")
    lines = found.stderr.splitlines()
    assert lines[0].startswith("EXPRESSION:1:5: expected")
    assert lines[2].index("^") == lines[1].index("q[i]")


@pytest.mark.parametrize("arguments", [("show", "bad.yaml"), ("simplify", "bad.yaml", "S")])
def test_a_file_that_cannot_be_read_is_refused(arguments: tuple[str, ...]) -> None:
    found = call(*arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith("bad.yaml:3:")


def test_a_step_that_cannot_be_read_is_complained_of_and_the_others_are_shown() -> None:
    found = call("show", "bad-step.yaml")
    assert found.exit_code == 2
    assert "diff(S, z[i])" in found.stdout
    assert found.stderr.startswith("bad-step.yaml:7:")


@pytest.mark.parametrize("command", ["show", "simplify"])
def test_a_missing_file(command: str) -> None:
    found = call(command, "none.yaml", *(["1"] if command == "simplify" else []))
    assert found.exit_code == 2
    assert found.stderr.startswith("none.yaml:1:1: expected")


@pytest.mark.parametrize("command", [(), ("verify",), ("show",), ("simplify",), ("schema",)])
def test_help(command: tuple[str, ...]) -> None:
    found = call(*command, "--help")
    assert found.exit_code == 0
    assert found.stdout.startswith("Usage:")


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "1e300", "soon"])
def test_a_limit_is_a_number_of_seconds(seconds: str) -> None:
    found = CliRunner().invoke(cli, ["verify", "a.yaml", "--timeout", seconds])
    assert found.exit_code == 2
    assert "--timeout" in found.output
