"""Every verdict of the gallery is replayed in full, and every certificate of the cases is accepted."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import jsonschema
import pytest

from derivcheck.audit.certificates import checked, with_evidence
from derivcheck.audit.laws import laws
from derivcheck.audit.points import OTHERS
from derivcheck.audit.terms import RejectedError, free_names
from derivcheck.certify.schema import schema_text
from tests.audit.certificates import ROOT, report, some, step_of, steps

AUDITOR = sorted((ROOT / "derivcheck" / "audit").glob("*.py"))


def audited(*paths: str) -> list[str]:
    """What the auditor says of each certificate."""
    return [checked(step["certificate"], step) for _, step in with_evidence(json.loads(report(*paths)))]


def test_the_gallery_is_replayed_in_full() -> None:
    trusted = [step["certificate"]["trusted"] for step in steps("derivations")]
    assert [each for each in trusted if each not in ([], [OTHERS])] == []
    outcomes = audited("derivations")
    assert outcomes.count("replayed") >= len(outcomes) - 1


@pytest.mark.parametrize("folder", ["tests/cases/proved", "tests/cases/conditional", "tests/cases/refuted"])
def test_certificates_of_the_cases_are_accepted(folder: str) -> None:
    assert audited(*some(folder))


def test_certificates_are_as_the_schema_says() -> None:
    schema = json.loads(schema_text())
    for step in steps("derivations"):
        jsonschema.validate(step["certificate"], schema)


def test_a_verdict_without_a_certificate_is_rejected() -> None:
    found = json.loads(report("derivations"))
    step = found["derivations"][0]["steps"][0]
    del step["certificate"]
    with pytest.raises(RejectedError, match="expected a certificate, found None"):
        checked(step.get("certificate"), step)


@pytest.mark.parametrize("path", AUDITOR, ids=lambda path: path.name)
def test_the_auditor_needs_nothing_but_the_standard_library(path: Path) -> None:
    allowed = {
        "__future__",
        "collections",
        "fractions",
        "functools",
        "itertools",
        "math",
        "pathlib",
        "re",
        "typing",
    }
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            assert name.split(".")[0] in allowed or name.startswith("derivcheck.audit"), name


def test_the_auditor_is_short() -> None:
    """Somebody who wants to trust it has to read it."""
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in AUDITOR) <= 1365


def test_letters_of_laws_are_no_words() -> None:
    """`e` is a number and `k` is bound: neither stands for anything else in a law."""
    words = frozenset().union(*(free_names(said) for said, _ in laws().values()))
    assert {word for word in words if len(word) == 1} == set("abcdfgmpqr") | {"e"}


def test_the_certificate_of_another_claim_is_rejected() -> None:
    one, two = steps("derivations")[:2]
    with pytest.raises(Exception, match="a certificate of this claim"):
        checked(two["certificate"], one)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("x^a*x^b", "x^(a + b)"), ("log(sqrt(x))", "log(x)/2"),
        ("6^y", "2^y*3^y"), ("diff(x^a, x)", "a*x^(a - 1)"), ("diff(x^x, x)", "x^x*(log(x) + 1)"),
        ("max(x, y) + min(x, y)", "x + y"), ("sin(y + pi/2)", "cos(y)"), ("cos(y + 7*pi)", "-cos(y)"),
    ],
)  # fmt: skip
def test_a_proof_is_replayed_in_full(left: str, right: str, tmp_path: Path) -> None:
    step = step_of(f"symbols: {{'x, a, b': positive, y: real}}\nfinal: ['{left} = {right}']\n", tmp_path)
    assert (step["verdict"], step["certificate"]["trusted"]) in (("proved", []), ("conditional", []))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("binomial(5, 2)", "9"), ("factorial(n)", "n^2 - n + 1"), ("LeviCivita(1, 3, 2)", "1"),
        ("max(y, 0)", "y"), ("diff(2^y, y)", "y*2^(y - 1)"),
    ],
)  # fmt: skip
def test_a_point_is_evaluated_by_the_auditor(left: str, right: str, tmp_path: Path) -> None:
    text = f"symbols: {{n: positive integer, y: real}}\nfinal: ['{left} = {right}']\n"
    step = step_of(text, tmp_path)
    assert (step["verdict"], step["certificate"]["trusted"]) == ("refuted", [])
