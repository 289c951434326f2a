"""From a claim's text to what derivcheck decides: its `Context` and the two terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from derivcheck.errors import Place
from derivcheck.model import Claim, Context, Domain, FunctionSymbol, Symbol
from derivcheck.notation import read_condition, read_expression, read_head, read_range
from derivcheck.terms import IMPLICATIONS, Rel, Sym, integer
from tests.benchmarks.corpus_claims import CorpusClaim

__all__ = ["DOMAINS", "RELATIONS", "context_of", "read"]

DOMAINS: Mapping[str, Domain] = MappingProxyType(
    {
        "real": Domain.REAL,
        "positive": Domain.POSITIVE,
        "nonnegative": Domain.NONNEGATIVE,
        "negative": Domain.NEGATIVE,
        "nonzero": Domain.NONZERO,
        "integer": Domain.INTEGER,
        "natural": Domain.NONNEGATIVE_INTEGER,
        "posint": Domain.POSITIVE_INTEGER,
        "complex": Domain.COMPLEX,
        "complex_nonzero": Domain.COMPLEX,
    }
)
RELATIONS: Mapping[str, str] = MappingProxyType(
    {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "implies": "=>", "iff": "<=>"}
)


def read(claim: CorpusClaim) -> Claim:
    """The claim as terms.

    Raises `ReadError` for text that our notation does not read, `KeyError` for an unknown domain.
    """
    place = Place(claim.id)
    context = context_of(claim)
    given = [read_condition(_mended(text), context, place) for text in claim.assumptions]
    given += [
        Rel("!=", Sym(name), integer(0)) for name, domain in claim.vars.items() if domain == "complex_nonzero"
    ]
    reader = read_condition if RELATIONS[claim.relation] in IMPLICATIONS else read_expression
    left, right = reader(claim.lhs, context, place), reader(claim.rhs, context, place)
    return Claim(left, right, context.assuming(*given), RELATIONS[claim.relation])


def context_of(claim: CorpusClaim) -> Context:
    """The names that the claim declares; sizes first, then ranges, then families."""
    place = Place(claim.id)
    functions = {name: FunctionSymbol(name) for name in claim.functions}
    plain = {
        name: Symbol(name, (), DOMAINS[domain]) for name, domain in claim.vars.items() if "[" not in name
    }
    context = Context(symbols=plain, functions=functions)
    ranges = {name: read_range(text, context, place) for name, text in claim.indices.items()}
    families = {}
    for written, domain in claim.vars.items():
        if "[" in written:
            head = read_head(written, place)
            axes = tuple(ranges[index] for index in head.parameters)
            families[head.name] = Symbol(head.name, axes, DOMAINS[domain])
    return replace(context, indices=ranges, symbols={**plain, **families})


def _mended(condition: str) -> str:
    """`x > = 0`, as some collections spell it, without the gap."""
    return re.sub(r"([<>])\s+=", r"\1=", condition)
