"""Claims as they lie in a folder: one JSON object a line.

| key | meaning |
| --- | --- |
| `id` | a name that no other claim of the file has |
| `vars` | name to domain; an indexed name is written with its indices, `z[i]` |
| `indices` | name to range, `1..n`, for free indices; absent in claims without families |
| `functions_undefined` | names of generic functions |
| `assumptions` | conditions in SymPy's spelling |
| `lhs`, `rhs` | the two sides in SymPy's spelling; two conditions where `relation` is `implies` or `iff` |
| `relation` | `eq` unless it says `ne`, `lt`, `le`, `gt`, `ge`, `implies` or `iff` |
| `label` | "true" or "false" |
| `witness`, `witness_real` | a point at which the sides differ, and whether both are real there |
| `real_valued_label`, `label_by_domain` | the label when the claim is read over the reals |
| `family` | what it is about; else the file's name, if that is a family, else what stands in it |

A label speaks about the domains that the claim declares, and `CorpusClaim.label` about the claim as it
is read: over the reals unless a symbol is complex. A claim that is known to fail at complex values
only is "elsewhere": over the reals it may hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus_disputed import DISPUTED, DISPUTED_COMPLEX
from tests.benchmarks.corpus_families import FAMILIES, family_of
from tests.benchmarks.corpus_setups import declared_in

__all__ = ["OURS", "ClaimError", "CorpusClaim", "load", "spread"]

OURS = Path(__file__).parent / "claims"

COMPLEX = frozenset({"complex", "complex_nonzero"})
_REAL = {"complex": "real", "complex_nonzero": "nonzero"}


class ClaimError(ValueError):
    """A line that is not a claim; the message names file, line and what is missing."""


@dataclass(frozen=True)
class CorpusClaim:
    """One line, with its label settled: "true", "false", "conditional" or "elsewhere".

    "conditional" is a claim that holds where both sides are defined, but loses or gains points.
    """

    id: str
    corpus: str
    family: str
    lhs: str
    rhs: str
    label: str
    vars: Mapping[str, str] = field(default_factory=dict)
    indices: Mapping[str, str] = field(default_factory=dict)
    functions: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    witness: Mapping[str, str] = field(default_factory=dict)
    relation: str = "eq"

    @property
    def text(self) -> str:
        """The claim as one line."""
        where = f"  [{', '.join(f'{name}: {domain}' for name, domain in self.vars.items())}]"
        given = f"  given {'; '.join(self.assumptions)}" if self.assumptions else ""
        return f"{self.lhs} == {self.rhs}{where if self.vars else ''}{given}"


def load(paths: Iterable[Path], *, over_reals: bool = False) -> list[CorpusClaim]:
    """Every claim in the files and folders of files at `paths`, in their order.

    With `over_reals` complex symbols are read as real ones.

    Raises:
        ClaimError: a line is not JSON, lacks a key, or there is no file at all.

    """
    found = [claim for file in _files(paths) for claim in _read(file, over_reals)]
    if not found:
        raise ClaimError(f"expected *.jsonl files with claims, found none in {', '.join(map(str, paths))}")
    return found


def spread(claims: list[CorpusClaim], limit: int | None) -> list[CorpusClaim]:
    """At most `limit` of `claims`, at even distances."""
    if limit is None or limit >= len(claims):
        return claims
    return [claims[place * len(claims) // limit] for place in range(limit)]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.jsonl")) if path.is_dir() else (path,)


def _read(file: Path, over_reals: bool) -> Iterator[CorpusClaim]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _claim(json.loads(line), file.stem, over_reals)
        except json.JSONDecodeError as wrong:
            raise ClaimError(f"{file}:{number}: expected a JSON object, found {wrong}") from None
        except KeyError as missing:
            raise ClaimError(f"{file}:{number}: expected the key {missing}, found none") from None


def _claim(row: Mapping[str, Any], stem: str, over_reals: bool) -> CorpusClaim:
    declared, indices = dict(row.get("vars") or {}), row.get("indices") or {}
    if "vars" not in row and "setup" in row:
        claim = f"{row['lhs']} {row['rhs']}"
        declared, indices = declared_in(row["setup"], row.get("vars_text", ""), claim)
    read_as: Mapping[str, str] = _REAL if over_reals else {}
    domains = {name: read_as.get(domain, domain) for name, domain in declared.items()}
    functions = tuple(row.get("functions_undefined") or ())
    family = row.get("family") or (stem if stem in FAMILIES else family_of(row["lhs"], row["rhs"], functions))
    return CorpusClaim(
        id=row["id"],
        corpus=stem,
        family=family,
        lhs=row["lhs"],
        rhs=row["rhs"],
        label=_label(row, real=not COMPLEX.intersection(domains.values())),
        vars=domains,
        indices=dict(indices),
        functions=functions,
        assumptions=tuple(row.get("assumptions") or ()),
        witness=dict(row.get("witness") or {}),
        relation=row.get("relation", "eq"),
    )


def _label(row: Mapping[str, Any], *, real: bool) -> str:
    """The label of the claim as it is read, over the reals or not.

    A true claim stays true on fewer points. A false one is false over the reals when its label over
    the reals says so, or when its witness is real.
    """
    disputed = (DISPUTED if real else DISPUTED_COMPLEX).get(row["id"])
    if disputed is not None:
        return disputed.label
    label = str(row["label"]).lower()
    if label != "false" or not real:
        return label
    over_reals = row.get("real_valued_label") or (row.get("label_by_domain") or {}).get("real_valued")
    if over_reals is not None:
        return str(over_reals) if over_reals in ("true", "false") else "elsewhere"
    complex_point = any("j" in str(value) for value in (row.get("witness") or {}).values())
    return "elsewhere" if complex_point or row.get("witness_real") is False else "false"
