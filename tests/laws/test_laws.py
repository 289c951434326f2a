"""Laws that people use, and laws that people believe: each tried over three domains.

A row of a table beside this file is a law in `a`, `b` and `c` with its verdict in each domain. A law that
fails in some domain has the point that kills it there: the certificate
must tell the two sides apart at that point, however it was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flint import acb, fmpq

from derivcheck.checker import Checker
from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.model import Claim
from derivcheck.notation import read_condition
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.evaluation.certificate import certify
from derivcheck.terms import Rel

DOMAINS = ("positive", "real", "complex")
TABLES = sorted(Path(__file__).parent.glob("*.yaml"))


def rows() -> Iterator[Any]:
    for table in TABLES:
        for row in yaml.safe_load(table.read_text(encoding="utf-8")):
            yield pytest.param(row, id=f"{table.stem}: {row['law']}")


ROWS = list(rows())


def claim(law: str, domain: str) -> Claim:
    context = context_from_mapping({"symbols": dict.fromkeys("abc", domain)})
    read = read_condition(law, context, Place("law"))
    assert isinstance(read, Rel)
    return Claim(read.left, read.right, context, read.op)


def exact(value: str | int | list[str | int], domain: str) -> fmpq | acb:
    """A rational number, or a complex one given by its two parts."""
    parts = value if isinstance(value, list) else [value]
    numbers = [fmpq(*map(int, str(part).split("/"))) for part in parts]
    return acb(*numbers) if domain == "complex" else numbers[0]


@pytest.mark.parametrize("row", ROWS)
def test_law(row: dict[str, Any]) -> None:
    found = {domain: Checker().decide(claim(row["law"], domain)) for domain in DOMAINS}
    assert {domain: verdict.name for domain, verdict in found.items()} == {
        each: row[each] for each in DOMAINS
    }


@pytest.mark.parametrize("row", [each for each in ROWS if "killed" in each.values[0]])
def test_killing_point(row: dict[str, Any]) -> None:
    (_, domain), *values = row["killed"].items()
    point = Point(values={name: exact(value, domain) for name, value in values})
    assert row[domain] == "refuted"
    assert certify(claim(row["law"], domain), point) is not None


@pytest.mark.parametrize("row", ROWS)
def test_what_fails_somewhere_has_its_point(row: dict[str, Any]) -> None:
    assert ("killed" in row) is any(row[domain] == "refuted" for domain in DOMAINS)


def test_there_are_enough() -> None:
    table = [each.values[0] for each in ROWS]
    assert sum(row["real"] in ("proved", "conditional") for row in table) >= 120
    assert sum("killed" in row for row in table) >= 60
