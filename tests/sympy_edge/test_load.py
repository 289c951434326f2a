"""`load`: the steps of a file as SymPy expressions; every problem of a bad file is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy

import derivcheck
from derivcheck import LoadError, ReadError, check, load

GALLERY = Path(__file__).parents[2] / "derivations"

TEXT = """
title: Softmax
indices:
  i, k: 1..n
symbols:
  z[i]: real
definitions:
  q[i]: exp(z[i]) / sum(exp(z[k]), k)
derivations:
  one:
    title: The logarithm
    steps:
      - log(q[i])
      - z[i] - log(sum(exp(z[k]), k))
    final: log(q[i])
  same:
    steps:
      - z[k]/z[k]
      - diff(exp(z[k])/sum(exp(z[k]), k), z[k])
final:
  - log(q[i]) = z[i] - log(sum(exp(z[k]), k))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "softmax.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_steps(path: Path) -> None:
    document = load(path)
    assert [derivation.id for derivation in document] == ["one", "same"] and len(document) == 2
    one = document["one"]
    assert one is document[0] and one.title == "The logarithm" and len(one) == 2
    assert [step.text for step in one] == ["log(q[i])", "z[i] - log(sum(exp(z[k]), k))"]
    assert [step.line for step in one.steps] == [13, 14]
    assert one.final is not None and str(one.final.expression) == "log(q[i])"
    assert isinstance(document.finals[0].expression, sympy.Eq)


def test_expressions_are_unevaluated_and_apart(path: Path) -> None:
    quotient, gradient = load(str(path))["same"]
    assert quotient.expression != 1 and len(quotient.expression.args) == 2
    (total,) = gradient.expression.atoms(sympy.Sum)
    assert total.variables[0].name == "k_1"
    z = sympy.IndexedBase("z", real=True)
    assert quotient.expression.args[0] == z[sympy.Symbol("k", integer=True)]
    assert gradient.expression is gradient.expression


def test_loaded_expressions_can_be_checked(path: Path) -> None:
    one = load(path)["one"]
    found = check([step.expression for step in one], one.context)
    assert [verdict.name for verdict in found.verdicts] == ["proved"]


def test_an_unknown_id_names_the_nearest(path: Path) -> None:
    with pytest.raises(KeyError, match="did you mean 'same'"):
        _ = load(path)["sane"]


def test_all_problems_are_told(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(
        TEXT.replace("log(q[i])\n", "log(r[i])\n", 1).replace("z[k]/z[k]", "z[k"), encoding="utf-8"
    )
    with pytest.raises(LoadError) as caught:
        load(file)
    error = caught.value
    assert isinstance(error, ReadError) and error.problem is error.problems[0]
    assert {problem.place.line for problem in error.problems} >= {13, 18}


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        load(tmp_path / "missing.yaml")


@pytest.mark.parametrize("file", sorted(Path("derivations").glob("*.yaml")), ids=str)
def test_the_gallery(file: Path) -> None:
    for derivation in load(file):
        for step in derivation:
            assert isinstance(step.expression, sympy.Basic)


def test_what_is_printed_is_short() -> None:
    derivations = derivcheck.load(GALLERY / "log-of-sum-thread.yaml")
    one = derivations["question-log"]
    assert repr(derivations) == "Derivations('Gradient of the cross-entropy of a softmax', 9 derivations)"
    assert (repr(one), repr(one[0])) == (
        "LoadedDerivation('question-log', 3 steps)",
        "LoadedStep('log(q[i])', line 32)",
    )
