"""`derivcheck verify` from the outside: exit codes, what stands on which stream, options."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import derivcheck
from derivcheck.cli import cli
from derivcheck.engine.run import Options
from derivcheck.model import Report
from tests.reports.samples import GREEN, UNKNOWN, check, derivation, report

HEAD = "symbols: {x: real, y: positive}\nderivations:\n"

TRUE = "  doubled: {steps: [x + x, 2*x]}\n"
CONDITIONAL = "  cancelled: {steps: [x^2/x, x]}\n"
FALSE = "  tripled: {steps: [x + x, 3*x]}\n"
MARKED = "  marked: {steps: [x + x, {expr: 3*x, expect: refuted}]}\n"
MENDED = "  mended: {steps: [x + x, {expr: 2*x, expect: refuted}]}\n"
UNREADABLE = "  broken: {steps: [x + x, 2*)]}\n"

Verify = Callable[..., Result]


@pytest.fixture
def verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Writes a file with the derivations given and verifies it."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def made(*derivations: str, options: tuple[str, ...] = ()) -> Result:
        Path("a.yaml").write_text(HEAD + "".join(derivations), encoding="utf-8")
        return CliRunner().invoke(cli, ["verify", "a.yaml", *options])

    return made


@pytest.mark.parametrize(
    ("derivations", "code"),
    [
        ((TRUE,), 0),
        ((CONDITIONAL,), 0),
        ((FALSE,), 1),
        ((MARKED,), 0),
        ((MENDED,), 1),
        ((UNREADABLE,), 2),
        ((TRUE, FALSE, MARKED), 1),
        ((FALSE, UNREADABLE), 2),
    ],
)
def test_exit_code(verify: Verify, derivations: tuple[str, ...], code: int) -> None:
    found = verify(*derivations)
    assert (found.exit_code, found.stderr) == (code, "")


def test_strict_is_red_where_there_are_conditions(verify: Verify) -> None:
    assert verify(CONDITIONAL, options=("--strict",)).exit_code == 1
    assert verify(TRUE, options=("--strict",)).exit_code == 0


def test_undecided_is_neither_success_nor_a_wrong_step(
    verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(paths: object, options: Options, progress: object) -> Report:
        return report(derivation("a", check(2, UNKNOWN)))

    monkeypatch.setattr(sys.modules["derivcheck.engine.run"], "run", run)
    found = verify(TRUE)
    assert found.exit_code == 3
    assert "no rule for gamma(x[k] + 1/2)" in found.stdout


def test_unreadable_text_is_shown_with_its_place_and_a_caret(verify: Verify) -> None:
    lines = verify(UNREADABLE).stdout.splitlines()
    place = next(
        number for number, line in enumerate(lines) if line.strip().startswith("a.yaml:3:29: expected")
    )
    assert lines[place + 2].index("^") == lines[place + 1].index(")]}")


def test_one_bad_file_does_not_stop_the_others(verify: Verify) -> None:
    Path("bad.yaml").write_text("- 1\n", encoding="utf-8")
    found = verify(FALSE, options=("bad.yaml", "missing.yaml"))
    assert found.exit_code == 2
    assert "✗ tripled" in found.stdout
    assert "bad.yaml:1:1: expected" in found.stdout
    assert "missing.yaml:1:1: expected" in found.stdout


def test_json_is_all_that_stands_on_standard_output(verify: Verify) -> None:
    found = verify(FALSE, TRUE, options=("--format", "json", "--seed", "5"))
    tree = json.loads(found.stdout)
    assert [one["ok"] for one in tree["derivations"]] == [False, True]
    assert (tree["seed"], tree["summary"]["unexpected"]) == (5, 1)
    assert tree["derivations"][0]["steps"][0]["counterexample"]["values"].keys() == {"x"}


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_the_same_file_and_seed_give_the_same_bytes(verify: Verify, form: str) -> None:
    options = ("--no-time", "--format", form)
    assert verify(FALSE, MARKED, options=options).stdout == verify(FALSE, MARKED, options=options).stdout


def test_a_pattern_selects(verify: Verify) -> None:
    assert verify(TRUE, FALSE, options=("-k", "doubled")).exit_code == 0
    assert verify(TRUE, FALSE, options=("-k", "a.yaml::doub*")).exit_code == 0
    assert verify(TRUE, FALSE, options=("-k", "*::trip*")).exit_code == 1


def test_a_pattern_that_selects_nothing_is_an_error_of_usage(verify: Verify) -> None:
    found = verify(TRUE, options=("-k", "doublet"))
    assert found.exit_code == 2
    assert "did you mean 'a.yaml::doubled'?" in found.stderr
    assert found.stdout == ""


def test_quiet_shows_what_is_not_as_expected(verify: Verify) -> None:
    found = verify(TRUE, MARKED, FALSE, options=("--quiet",)).stdout
    assert "✗ tripled" in found
    assert "✓" not in found


@pytest.mark.parametrize(
    "arguments",
    [["--format", "xml"], ["--timeout", "0"], ["--timeout", "soon"], ["--seed", "x"], ["--verbose"]],
)
def test_wrong_usage(arguments: list[str]) -> None:
    found = CliRunner().invoke(cli, ["verify", *arguments])
    assert (found.exit_code, found.stdout) == (2, "")


def test_without_paths_it_looks_into_derivations(verify: Verify) -> None:
    assert CliRunner().invoke(cli, ["verify"]).exit_code == 2
    Path("derivations").mkdir()
    Path("derivations/a.yaml").write_text(HEAD + TRUE, encoding="utf-8")
    found = CliRunner().invoke(cli, ["verify"])
    assert found.exit_code == 0
    assert found.stdout.startswith("derivations/a.yaml\n  ✓ doubled")


@pytest.mark.parametrize(
    ("variables", "colour"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour(
    verify: Verify, variables: dict[str, str], colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in verify(TRUE).stdout) is colour


def program(*arguments: str, code: str = "from derivcheck.cli import main; main()") -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def test_python_dash_m() -> None:
    found = subprocess.run([sys.executable, "-m", "derivcheck", "--version"], capture_output=True, text=True)
    assert (found.returncode, found.stdout) == (0, f"derivcheck {derivcheck.__version__}\n")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + TRUE, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        found = subprocess.run(
            program("verify", "a.yaml"), cwd=tmp_path, stdout=gone, stderr=subprocess.PIPE, check=False
        )
    assert (found.returncode, found.stderr) == (141, b"")


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + TRUE, encoding="utf-8")
    code = """
import derivcheck.engine.run as _, sys
def run(*arguments): raise KeyboardInterrupt
sys.modules["derivcheck.engine.run"].run = run
from derivcheck.cli import main; main()
"""
    found = subprocess.run(
        program("verify", code=code), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout) == (130, "")
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_no_encoding_of_the_terminal_stops_a_report(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + TRUE, encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    found = subprocess.run(
        program("verify", "a.yaml"), cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert b" doubled  1 check    proved\n" in found.stdout


def test_a_plain_run_imports_neither_rich_nor_sympy(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + TRUE + FALSE, encoding="utf-8")
    code = """
import sys
from derivcheck.cli import cli
cli.main(["verify", "a.yaml"], standalone_mode=False)
heavy = {"rich", "sympy", "difflib", "asyncio", "mpmath"} & set(sys.modules)
sys.exit(str(heavy) if heavy else 0)
"""
    found = subprocess.run(program(code=code), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.stderr == ""


def test_the_report_that_is_printed_is_the_one_of_the_run(
    verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["derivcheck.engine.run"], "run", lambda *about: GREEN)
    assert verify(TRUE).stdout.endswith("2 refuted as expected, in 0.05 s\n")
