"""`derivcheck explain`: which step it finds, and what it shows of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from derivcheck.cli import cli

TEXT = """indices: {i, k: 1..n}
symbols: {x: real, "v[i]": real}
definitions: {"S": "sum(v[k]^2, k)"}
derivations:
  wrong: {steps: ["diff(S, v[i])", "sum(2*v[k], k)"], final: "2*v[i]"}
  right: {steps: [x + x, 2*x]}
  broken: {steps: [x + x, 2*)]}
final: [x + x = 3*x]
""".replace("{i, k: 1..n}", '{"i, k": 1..n}')


@pytest.fixture
def explain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(TEXT)

    def made(step: str) -> Result:
        return CliRunner().invoke(cli, ["explain", step])

    return made


def test_a_wrong_step(explain: object) -> None:
    found = explain("a.yaml#wrong:2")  # type: ignore[operator]
    assert found.exit_code == 0
    assert found.stdout.splitlines()[0] == "      a.yaml:5: step 2 is wrong"
    for part in (
        "right is    2*v[i]",
        "left   diff(sum(v[k]^2, k), v[i])",
        "right  2*sum(v[k], k)",
        "  k = 1 ",
        "proved      2*v[i]",
    ):
        assert part in found.stdout, part


def test_a_right_step_has_no_changes(explain: object) -> None:
    found = explain("a.yaml#right:2").stdout  # type: ignore[operator]
    assert "step 2 is proved" in found
    assert "rules  normal form" in found
    assert "changes" not in found


@pytest.mark.parametrize(
    ("step", "head"),
    [("a.yaml#wrong:final", "final check is wrong"), ("a.yaml#final:1", "final check is wrong"),
     ("a.yaml#broken:2", "expected")],
)  # fmt: skip
def test_other_checks(explain: object, step: str, head: str) -> None:
    assert head in explain(step).stdout.splitlines()[0]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("a.yaml", "expected FILE#ID:STEP"),
        ("a.yaml#wrng:2", "did you mean 'wrong'?"),
        ("a.yaml#wrong:7", "wrong has no check '7'; there are 2, final"),
    ],
)
def test_a_step_that_is_not_there(explain: object, step: str, said: str) -> None:
    found = explain(step)  # type: ignore[operator]
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr
