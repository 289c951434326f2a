"""Declarations written as SymPy code, `x, y = symbols('x y', real=True)`, read and never run.

Understood are `symbols` with its assumptions and `map(IndexedBase, [...])`; names declared by
anything else stay undeclared, and the claim is unreadable. A whole number that indexes a family is
an index from 1 to `n`; the words beside the claim may say `1<=i<=n`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["declared_in"]

_SYMBOLS = re.compile(r"[\w,\s]+=\s*symbols\('([^']*)'((?:,\s*\w+=True)*)\)")
_FAMILIES = re.compile(r"map\(IndexedBase,\s*\[([^\]]*)\]\)")
_BOUND = re.compile(r"\(\s*(\w+)\s*,[^(),]+,[^(),]+\)")

_DOMAINS = {
    frozenset(): "complex",
    frozenset({"real"}): "real",
    frozenset({"positive"}): "positive",
    frozenset({"nonnegative"}): "nonnegative",
    frozenset({"integer"}): "integer",
    frozenset({"integer", "positive"}): "posint",
    frozenset({"integer", "nonnegative"}): "natural",
}


def declared_in(setup: str, words: str, claim: str) -> tuple[dict[str, str], dict[str, str]]:
    """The domains of the names that `claim` uses, and the ranges of its free indices.

    >>> declared_in("p=symbols('p',positive=True)", "p positive", "atan(p)")
    ({'p': 'positive'}, {})
    """
    used = set(re.findall(r"[A-Za-z_]\w*", claim))
    domains = {name: domain for name, domain in _scalars(setup).items() if name in used}
    families = {name for name in _families(setup) if f"{name}[" in claim}
    domains = {name: domain for name, domain in domains.items() if name not in families}
    if "positive integer" in words or families:
        domains.update({name: "posint" for name in ("n",) if name in domains})
    if not families:
        return {name: domain for name, domain in domains.items() if name not in _only_bound(claim)}, {}
    indices = {name: "1..n" for name in ("i", "j", "k") if domains.pop(name, None)}
    first = next(iter(indices), "i")
    return {**domains, "n": "posint", **{f"{name}[{first}]": "real" for name in sorted(families)}}, indices


def _scalars(setup: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for names, assumptions in _SYMBOLS.findall(setup):
        domain = _DOMAINS.get(frozenset(re.findall(r"(\w+)=True", assumptions)))
        if domain is not None:
            found.update(dict.fromkeys(re.split(r"[\s,]+", names.strip()), domain))
    return found


def _families(setup: str) -> set[str]:
    return {name for names in _FAMILIES.findall(setup) for name in re.findall(r"'(\w+)'", names)}


def _only_bound(claim: str) -> Mapping[str, None]:
    """Names that `claim` binds in every place where they stand, as far as the text tells."""
    bound = dict.fromkeys(_BOUND.findall(claim))
    outside = re.sub(r"(?:Sum|Product|Integral)\(.*\)", "", claim)
    return {name: None for name in bound if not re.search(rf"\b{name}\b", outside)}
