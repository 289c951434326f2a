"""SymPy as a tool of the benchmark: `simplify(l - r) == 0`, and if not that, `equals`; `simplify(l <= r)`.

Each name is a SymPy symbol with the assumptions of its domain, sharpened by what the claim assumes
of it alone (`x > 0`). The text is read by SymPy's own parser, which runs Python code: claims come
from folders that whoever runs the benchmark has chosen. Derivatives, sums and integrals are asked
for with `doit` before `simplify`, which leaves them alone otherwise. SymPy cannot be told the range of
an index or an equation between symbols; where there is one, it is not blamed for refuting the claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from tests.benchmarks.corpus_claims import CorpusClaim
from tests.benchmarks.corpus_outcomes import Outcome

__all__ = ["decide"]

_ASSUMPTIONS: Mapping[str, Mapping[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "negative": {"negative": True},
    "nonzero": {"real": True, "nonzero": True},
    "integer": {"integer": True},
    "natural": {"integer": True, "nonnegative": True},
    "posint": {"integer": True, "positive": True},
    "complex": {"complex": True},
    "complex_nonzero": {"complex": True, "zero": False},
}

#: what an assumption about one name adds to it: pattern of the text -> SymPy's assumption
_SHARPER = (
    (re.compile(r"(\w+) > 0|0 < (\w+)"), {"positive": True}),
    (re.compile(r"(\w+) > ?= 0|0 <= (\w+)"), {"nonnegative": True}),
    (re.compile(r"(\w+) < 0|0 > (\w+)"), {"negative": True}),
    (re.compile(r"(\w+) <= 0|0 >= (\w+)"), {"nonpositive": True}),
    (re.compile(r"Ne\((\w+), 0\)|Ne\(0, (\w+)\)"), {"zero": False}),
)


_TRUTHS = {"True": "proved", "False": "refuted"}


def decide(claim: CorpusClaim, timeout: float) -> Outcome:
    """SymPy's verdict on `claim`; the worker's own limit ends it."""
    import sympy
    from sympy.parsing.sympy_parser import parse_expr

    if claim.relation in ("implies", "iff"):
        return Outcome("unreadable", 0.0, "nothing in SymPy is asked such a question")
    names = _names(claim)
    try:
        left, right = (parse_expr(side, local_dict=dict(names)) for side in (claim.lhs, claim.rhs))
    except (SyntaxError, TypeError, ValueError, AttributeError, NameError, sympy.SympifyError) as unread:
        return Outcome("unreadable", 0.0, f"{type(unread).__name__}: {unread}"[:80])
    begun = perf_counter()
    if claim.relation != "eq":
        relation = getattr(sympy, claim.relation.capitalize())(left, right)
        found = _TRUTHS.get(str(sympy.simplify(relation)), "undecided")
        return Outcome(found, perf_counter() - begun, informed=_told_all(claim))
    difference = left - right
    if sympy.simplify(difference.doit()) == 0:
        return Outcome("proved", perf_counter() - begun)
    found = left.equals(right)
    verdict = "undecided" if found is None else "proved" if found else "refuted"
    return Outcome(verdict, perf_counter() - begun, informed=_told_all(claim))


def _told_all(claim: CorpusClaim) -> bool:
    """Whether SymPy's symbols carry every assumption: no ranges of indices, nothing about two names."""
    single = all(
        any(pattern.fullmatch(text.strip()) for pattern, _ in _SHARPER) for text in claim.assumptions
    )
    return single and not claim.indices


def _names(claim: CorpusClaim) -> dict[str, Any]:
    import sympy

    names: dict[str, Any] = {name: sympy.Function(name) for name in claim.functions}
    names.update(root=sympy.root, Float=sympy.Rational)
    for name in claim.indices:
        names[name] = sympy.Symbol(name, integer=True, positive=True)
    for written, domain in claim.vars.items():
        name = written.partition("[")[0]
        if "[" in written:
            names[name] = sympy.IndexedBase(name, **_ASSUMPTIONS[domain])
        else:
            names[name] = _symbol(name, domain, claim.assumptions)
    bound = re.findall(r"\(\s*([A-Za-z]\w*)\s*,[^(),]+,", f"{claim.lhs} {claim.rhs}")
    for name in bound:
        names.setdefault(name, sympy.Symbol(name, integer=True) if "Sum(" in claim.lhs + claim.rhs else None)
    return {name: found for name, found in names.items() if found is not None}


def _symbol(name: str, domain: str, assumptions: tuple[str, ...]) -> Any:
    import sympy

    wanted = dict(_ASSUMPTIONS[domain])
    for text in assumptions:
        for pattern, adds in _SHARPER:
            match = pattern.fullmatch(text.strip())
            if match and name in match.groups():
                wanted.update(adds)
    try:
        return sympy.Symbol(name, **wanted)
    except sympy.core.facts.InconsistentAssumptions:
        return sympy.Symbol(name, **_ASSUMPTIONS[domain])
