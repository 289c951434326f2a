"""The loader of claims: our own folder, labels as they are read, lines that are not claims."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from derivcheck.model import Domain
from derivcheck.terms import Rel, Sym, integer
from tests.benchmarks.corpus_claims import OURS, ClaimError, CorpusClaim, load, spread
from tests.benchmarks.corpus_contexts import read
from tests.benchmarks.corpus_derivcheck import decide
from tests.benchmarks.corpus_families import family_of
from tests.benchmarks.corpus_outcomes import Result, judged
from tests.benchmarks.corpus_setups import declared_in
from tests.benchmarks.corpus_workers import attempt

CLAIMS = load([OURS])
WANTED = frozenset(
    {
        *("rational", "exponential-logarithmic", "trigonometric", "sums", "deltas", "gradients"),
        *("derivatives", "radicals-and-powers", "assumptions", "gamma and factorials", "permutation symbols"),
        *("inequalities", "implications", "other functions"),
        *("integrals", "limits", "calculus"),
    }
)


def loaded(tmp_path: Path, *rows: dict[str, object], over_reals: bool = False) -> list[CorpusClaim]:
    file = tmp_path / "some.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return load([file], over_reals=over_reals)


def row(**more: object) -> dict[str, object]:
    return {"id": "a", "vars": {"x": "real"}, "lhs": "sqrt(x**2)", "rhs": "x", "label": "false", **more}


# -- our own claims


def test_every_family_has_enough_claims_and_a_third_are_false() -> None:
    count = Counter(claim.family for claim in CLAIMS)
    false = Counter(claim.family for claim in CLAIMS if claim.label == "false")
    assert set(count) == WANTED
    for family, number in count.items():
        assert number >= 40, family
        assert 0.33 <= false[family] / number <= 0.4, family


def test_names_are_unique_and_false_claims_have_a_witness() -> None:
    assert max(Counter((claim.corpus, claim.id) for claim in CLAIMS).values()) == 1
    without = [claim.id for claim in CLAIMS if claim.label == "false" and claim.vars and not claim.witness]
    assert without == []


@pytest.mark.parametrize("family", sorted(WANTED))
def test_no_claim_of_ours_is_decided_wrongly(family: str) -> None:
    results = [
        Result(claim, "derivcheck", attempt(decide, claim, 5.0)) for claim in CLAIMS if claim.family == family
    ]
    assert [each.claim.id for each in results if each.standing in ("wrong", "unreadable")] == []


# -- labels


@pytest.mark.parametrize(
    ("more", "over_reals", "label"),
    [
        ({"label": "true"}, False, "true"),
        ({}, False, "false"),
        ({"witness_real": False}, False, "elsewhere"),
        ({"witness_real": False, "real_valued_label": "true"}, False, "true"),
        ({"witness_real": True, "label_by_domain": {"real_valued": "unknown"}}, False, "elsewhere"),
        ({"vars": {"x": "complex"}, "witness_real": False}, False, "false"),
        ({"vars": {"x": "complex"}, "witness": {"x": "(1.5 + 2j)"}}, True, "elsewhere"),
        ({"id": "ow24"}, False, "conditional"),
    ],
)
def test_a_label_is_read_over_the_domains_of_the_claim(
    tmp_path: Path, more: dict[str, object], over_reals: bool, label: str
) -> None:
    assert loaded(tmp_path, row(**more), over_reals=over_reals)[0].label == label


@pytest.mark.parametrize(
    ("label", "verdict", "standing"),
    [
        ("true", "conditional", "right"),
        ("true", "refuted", "wrong"),
        ("false", "conditional", "wrong"),
        ("false", "undecided", "undecided"),
        ("conditional", "conditional", "right"),
        ("conditional", "proved", "wrong"),
        ("elsewhere", "refuted", "right"),
        ("elsewhere", "proved", "unjudged"),
        ("true", "unreadable", "unreadable"),
    ],
)
def test_a_verdict_stands_against_a_label(label: str, verdict: str, standing: str) -> None:
    assert judged(label, verdict) == standing


# -- what a claim declares


def test_families_with_indices_become_symbols_with_axes(tmp_path: Path) -> None:
    declared = {"n": "posint", "A[i,j]": "positive"}
    claim = loaded(tmp_path, row(vars=declared, indices={"i": "1..n", "j": "0..n-1"}, lhs="A[i, j]", rhs="n"))
    context = read(claim[0]).context
    assert context.symbols["A"].domain is Domain.POSITIVE
    assert [axis.lower for axis in context.symbols["A"].axes] == [integer(1), integer(0)]


def test_nonzero_complex_is_an_assumption_and_a_gap_in_a_sign_is_mended(tmp_path: Path) -> None:
    claim = loaded(tmp_path, row(vars={"x": "complex_nonzero", "y": "real"}, assumptions=["y > = 0"]))
    given = read(claim[0]).context.assumptions
    assert given == (Rel(">=", Sym("y"), integer(0)), Rel("!=", Sym("x"), integer(0)))


def test_declarations_in_code_are_read_and_not_run() -> None:
    setup = "i,j,n=symbols('i j n',integer=True); x,y=map(IndexedBase,['x','y'])"
    found = declared_in(setup, "i,n integer, 1<=i<=n", "Derivative(Sum(x[k], (k, 1, n)), x[i])")
    assert found == ({"n": "posint", "x[i]": "real"}, {"i": "1..n"})
    assert declared_in("__import__('os').abort()", "", "x") == ({}, {})


@pytest.mark.parametrize(
    ("lhs", "family"),
    [
        ("x**2/3", "rational"),
        ("x**(-2)", "rational"),
        ("x**n", "radicals-and-powers"),
        ("exp(x)*sin(x)", "trigonometric"),
        ("Derivative(Sum(x[k], (k, 1, n)), x[i])", "gradients"),
        ("Derivative(x*sin(x), x)", "derivatives"),
        ("Integral(Sum(x**k, (k, 1, n)), x)", "integrals"),
        ("zeta(2)", "other functions"),
    ],
)
def test_a_claim_belongs_to_the_family_of_what_stands_in_it(lhs: str, family: str) -> None:
    assert family_of(lhs, "0") == family


def test_a_generic_function_is_no_other_function() -> None:
    assert family_of("f(x) + 1", "1 + f(x)", ["f"]) == "rational"


# -- bad input


def test_a_line_that_is_no_claim_is_named(tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    file.write_text('\n{"id": "a", "lhs": "1"}\n', encoding="utf-8")
    with pytest.raises(ClaimError, match=r"some\.jsonl:2: expected the key 'label'|'rhs'"):
        load([file])
    file.write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(ClaimError, match=r"some\.jsonl:1: expected a JSON object"):
        load([file])


def test_a_folder_without_claims_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match="found none"):
        load([tmp_path])


def test_a_limit_takes_claims_from_everywhere() -> None:
    few = spread(CLAIMS, 9)
    assert len(few) == 9
    assert len({claim.family for claim in few}) > 6
    assert spread(CLAIMS, None) == CLAIMS
