"""`derivcheck verify` and `import` with documents in prose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from derivcheck.cli import cli

TEXT = """# Squares

<!-- derivcheck symbols: {a: real, b: real} -->

$$ (a + b)^2 = a^2 + 2 a b + b^2 $$

$$ (a - b)^2 = a^2 - b^2 $$

$$ a \\circledast b = b \\circledast a $$
"""
CONTEXT = "equations:\n  2: {expect: refuted}\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def written(folder: Path, text: str = TEXT) -> Path:
    path = folder / "notes.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_exit_codes(tmp_path: Path) -> None:
    path, context = written(tmp_path), tmp_path / "context.yaml"
    context.write_text(CONTEXT, encoding="utf-8")
    assert run("verify", path).exit_code == 2
    assert run("verify", path, "--allow-unread").exit_code == 1
    assert run("verify", path, "--allow-unread", "--context", context).exit_code == 0
    assert run("verify", path, "--context", context).exit_code == 2


def test_a_context_file_beside_the_document_is_used(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / "notes.yaml").write_text(f"document: notes.md\n{CONTEXT}", encoding="utf-8")
    assert run("verify", path, "--allow-unread").exit_code == 0
    assert run("verify", tmp_path / "notes.yaml", "--allow-unread").exit_code == 0
    assert run("verify", tmp_path, "--allow-unread").output.count("equation-2") == 1


def test_the_report_says_what_was_not_read(tmp_path: Path) -> None:
    output = run("verify", written(tmp_path)).output
    assert "3 equalities: 2 read, 2 decided" in output
    assert "1 × expected" in output
    tree = json.loads(run("verify", written(tmp_path), "--format", "json").output)
    (document,) = tree["documents"]
    assert (document["equalities"], document["read"], document["decided"]) == (3, 2, 2)
    assert [group["lines"] for group in document["not_read"]] == [[9]]


def test_what_rests_on_inferred_names_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "$$ (u + v)^2 = u^2 + v^2 $$\n\n$$ u + v = v + u $$")
    found = run("verify", path)
    assert found.exit_code == 3
    assert "undeclared names" in found.output
    assert "proved; u and v inferred" in found.output
    steps = [
        step
        for one in json.loads(run("verify", path, "--format", "json").output)["derivations"]
        for step in one["steps"]
    ]
    assert [step["inferred"] for step in steps] == [["u: real", "v: real"]] * 2
    assert [step["verdict"] for step in steps] == ["unknown", "proved"]


def test_a_mean_that_only_its_name_declares_refutes_nothing(tmp_path: Path) -> None:
    chain = "$$ \\frac{\\partial}{\\partial c} c \\sum_{i=1}^n x_i = \\sum_{i=1}^n x_i = n \\bar{x} $$"
    found = run("verify", written(tmp_path, chain))
    assert found.exit_code == 3
    assert "x_bar is mostly made from what it is named after" in " ".join(found.output.split())


def test_what_is_inferred_to_be_no_real_number_is_said_with_it(tmp_path: Path) -> None:
    text = "Let $z \\in \\mathbb{C}$ and $k \\in \\mathbb{Z}$.\n\n$$ e^{z + 2\\pi k i} = e^z $$\n"
    (tmp_path / "notes.md").write_text(text, encoding="utf-8")
    assert "proved; k (integer) and z (complex) inferred" in run("verify", tmp_path / "notes.md").output


def test_what_was_inferred_can_be_pasted(tmp_path: Path) -> None:
    path = written(tmp_path, "$$ q_i = \\frac{e^{z_i}}{\\sum_k e^{z_k}} $$\n\n$$ \\sum_i q_i = 1 $$")
    shown = run("verify", path, "--show-context").output
    assert "  z[i]: real\n" in shown
    context = tmp_path / "context.yaml"
    context.write_text(shown, encoding="utf-8")
    assert run("verify", path, "--context", context).exit_code == 0
    assert " inferred\n" not in run("verify", path, "--context", context).output


PASTED = [
    (r"s_k = \sum_{i=1}^N (x_i - k)^2", r"N_k = \sum_{i=1}^N r_{ik}", r"2 N_k + N = N + 2 \sum_i r_{ik}"),
    (r"2 x^{(i)}_j + x_j = x_j + 2 x^{(i)}_j", r"\sum_j x_j = \sum_k x_k"),
    (r"L = \sum_k \mathrm{E}(x_k)", r"2 L = 2 \sum_k \mathrm{E}(x_k)", r"1 + p(x|y) p = p \, p(x|y) + 1"),
    (r"z = w^T x + b", r"p = \sigma(z)", r"\frac{dp}{dz} = \sigma'(z)", r"\sigma''(z) + 1 = 1 + \sigma''(z)"),
    (r"y_{ij} - y_i = -y_i + y_{ij}", r"\sum_i y_{ii} = \sum_j y_{jj}"),
]


@pytest.mark.parametrize("formulas", PASTED)
def test_names_of_our_own_can_be_pasted_as_well(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    path = written(tmp_path, "\n\n".join(f"$$ {formula} $$" for formula in formulas))
    context = tmp_path / "context.yaml"
    context.write_text(run("verify", path, "--show-context").output, encoding="utf-8")
    ways = [["--format", "json"], ["--format", "json", "--context", context]]
    found = [json.loads(run("verify", path, *way).stdout)["derivations"] for way in ways]
    verdicts = [[step["verdict"] for one in each for step in one["steps"]] for each in found]
    assert verdicts[0] == verdicts[1][-len(verdicts[0]) :]
    assert "unreadable" not in verdicts[0] + verdicts[1]
    assert not any(step["inferred"] for one in found[1] for step in one["steps"])


def test_import_prints_a_file_that_can_be_verified(tmp_path: Path) -> None:
    found = run("import", written(tmp_path, TEXT.split("$$ a \\circ")[0]))
    assert found.exit_code == 0
    path = tmp_path / "imported.yaml"
    path.write_text(found.output, encoding="utf-8")
    checked = run("verify", path)
    assert checked.exit_code == 1
    assert "1 proved, 1 refuted" in checked.output


def test_a_step_names_the_file_that_it_stands_in(tmp_path: Path) -> None:
    part, whole = tmp_path / "part.tex", tmp_path / "whole.tex"
    part.write_text("\\[ u + u = 2 u \\]\n\\[ u + 1 = \\foo \\]\n", encoding="utf-8")
    whole.write_text("\\input{part}\n\\[ v + v = 2 v \\]\n", encoding="utf-8")
    found = json.loads(run("verify", whole, "--format", "json").stdout)
    places = [(step["file"], step["line"]) for one in found["derivations"] for step in one["steps"]]
    assert places == [(str(part), 1), (str(part), 2), (str(whole), 2)]
    assert found["documents"][0]["not_read"][0]["files"] == [str(part)]
