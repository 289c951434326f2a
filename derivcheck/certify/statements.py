"""The statement of a certificate: a claim and its context as texts in the plain notation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from derivcheck.model import Claim, Context, Range
from derivcheck.terms import And, Call, Term, free_names, walk
from derivcheck.terms.printing import to_text

__all__ = ["statement_of"]


def statement_of(claim: Claim, more: Iterable[str] = ()) -> dict[str, Any]:
    """The claim with the declarations that it and `more` names depend on, and all assumptions."""
    context = claim.context
    used = _occurring(claim) | frozenset(more)
    return {
        "left": to_text(claim.left, {}),
        "op": claim.op,
        "right": to_text(claim.right, {}),
        "indices": {name: _range(context.indices[name]) for name in sorted(used & context.indices.keys())},
        "symbols": {
            name: {"domain": found.domain.value, "axes": list(map(_range, found.axes))}
            for name in sorted(used & context.symbols.keys())
            for found in [context.symbols[name]]
        },
        "functions": {
            name: "positive" if context.functions[name].positive else "real"
            for name in sorted(used & context.functions.keys())
        },
        "definitions": {
            name: {"parameters": list(meant.parameters), "body": to_text(meant.body, {})}
            for name in sorted(used & context.definitions.keys())
            for meant in [context.definitions[name]]
        },
        "assumptions": [to_text(part, {}) for each in context.assumptions for part in _conjuncts(each)],
    }


def _range(axis: Range) -> list[str]:
    return [to_text(axis.lower, {}), to_text(axis.upper, {})]


def _conjuncts(condition: Term) -> list[Term]:
    if isinstance(condition, And):
        return [part for arg in condition.args for part in _conjuncts(arg)]
    return [condition]


def _occurring(claim: Claim) -> frozenset[str]:
    """The names that occur in the claim and in what it depends on: definitions, ranges, assumptions."""
    context: Context = claim.context
    found: frozenset[str] = frozenset()
    waiting = _names(claim.left) | _names(claim.right)
    waiting |= frozenset().union(*map(_names, context.assumptions))
    while waiting:
        found |= waiting
        inner = [term for name in waiting for term in _behind(context, name)]
        waiting = frozenset().union(*map(_names, inner)) - found
    return found


def _names(term: Term) -> frozenset[str]:
    return free_names(term) | {part.name for part in walk(term) if isinstance(part, Call)}


def _behind(context: Context, name: str) -> list[Term]:
    """The terms that a declared name brings with it."""
    definition, symbol, index = (
        context.definitions.get(name), context.symbols.get(name), context.indices.get(name)
    )  # fmt: skip
    axes = [*(definition.axes if definition else ()), *(symbol.axes if symbol else ())]
    axes += [index] if index else []
    ends = [end for axis in axes for end in (axis.lower, axis.upper)]
    return [*ends, definition.body] if definition else ends
