"""Points that are lost are seen, and proofs of ours lose none; `python -m tests.lost_points` takes all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.corpus_claims import OURS
from tests.lost_points import CASES, Tally, claims_of, lost_point, try_claim
from tests.refute.worlds import claim, world

WORLD = world({"i": "1..n"}, {"x": "real", "y": "real", "p": "positive", "z": "complex", "v[i]": "real"})


@pytest.mark.parametrize(
    ("planted", "having", "value"),
    [
        ("x/x = 1", "right", "'x': 0"),
        ("acot(z) = atan(1/z)", "left", "'z': 0"),
        ("sqrt(x)^2 = x", "right", "'x': -2"),
        ("0*sum(1/v[i], i) = 0", "right", "'v': {(1,): 0}"),
        ("diff(log(x), x) = 1/x", "right", "'x': -2"),
    ],
)
def test_a_lost_point_is_found(planted: str, having: str, value: str) -> None:
    found = lost_point(claim(planted, WORLD))
    assert found is not None
    assert (found.having, found.by_rules) == (having, False)
    assert value in str(found.point)


def test_what_only_a_rule_of_derivatives_loses_is_told_apart() -> None:
    found = lost_point(claim("diff(asin(x) + acos(x), x) = 0*asin(x)", WORLD))
    assert found is not None
    assert found.by_rules


@pytest.mark.parametrize("sound", ["x*y/x^2 = y/x", "log(p^2) = 2*log(p)", "diff(x*abs(x), y) = 0"])
def test_where_none_is_lost_none_is_found(sound: str) -> None:
    assert lost_point(claim(sound, WORLD)) is None


@pytest.mark.parametrize(
    "path",
    [
        CASES / "conditional" / "cancelled-factor.yaml",
        CASES / "conditional" / "inverse-cotangent-at-zero.yaml",
        CASES / "conditional" / "powers-of-what-may-be-nothing.yaml",
        CASES / "proved" / "derivatives-of-cardinal-sines.yaml",
        CASES / "proved" / "elliptic-integrals.yaml",
        OURS / "rational.jsonl",
    ],
    ids=lambda path: path.stem,
)
def test_proofs_of_ours_lose_none(path: Path) -> None:
    tally = Tally()
    for name, each in list(claims_of(path))[:16]:
        try_claim(name, each, 5.0, tally)
    assert tally.lines == []
    assert tally.counts["proved"] + tally.counts["conditional"] > 3
