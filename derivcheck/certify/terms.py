"""Terms, contexts and conditions as a certificate writes them: nested lists, see `derivcheck.audit.terms`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from derivcheck.model import Claim, Context, Range
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Not,
    Num,
    Or,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    walk,
)  # fmt: skip

__all__ = ["context_as_json", "term_as_json"]

Json = list[Any]


def term_as_json(term: Term) -> Json:
    """The term as nested lists.

    >>> from derivcheck.terms import integer
    >>> term_as_json(Div(Sym("x"), integer(2)))
    ['div', ['sym', 'x', []], ['num', '2']]
    """
    return _ROWS[type(term)](term)


def _maybe(term: Term | None) -> Json | None:
    return None if term is None else term_as_json(term)


def _all(terms: tuple[Term, ...]) -> list[Json]:
    return list(map(term_as_json, terms))


_ROWS: Mapping[type[Term], Callable[[Any], Json]] = {
    Num: lambda t: ["num", str(t.value)],
    Const: lambda t: ["const", t.name],
    Sym: lambda t: ["sym", t.name, _all(t.indices)],
    Neg: lambda t: ["neg", term_as_json(t.arg)],
    Add: lambda t: ["add", _all(t.args)],
    Mul: lambda t: ["mul", _all(t.args)],
    Div: lambda t: ["div", term_as_json(t.num), term_as_json(t.den)],
    Pow: lambda t: ["pow", term_as_json(t.base), term_as_json(t.exponent)],
    Call: lambda t: ["call", t.name, _all(t.args), list(t.primes)],
    Big: lambda t: [t.op, term_as_json(t.body), t.index, *_all((t.lower, t.upper)), _maybe(t.guard)],
    Diff: lambda t: ["diff", term_as_json(t.body), [[term_as_json(by), times] for by, times in t.variables]],
    Cases: lambda t: ["cases", [_all(branch) for branch in t.branches], _maybe(t.otherwise)],
    Bracket: lambda t: ["bracket", term_as_json(t.condition)],
    Rel: lambda t: ["rel", t.op, term_as_json(t.left), term_as_json(t.right)],
    And: lambda t: ["and", _all(t.args)],
    Or: lambda t: ["or", _all(t.args)],
    Not: lambda t: ["not", term_as_json(t.arg)],
    Integral: lambda t: ["integral", term_as_json(t.body), t.variable, _maybe(t.lower), _maybe(t.upper)],
    Limit: lambda t: ["limit", term_as_json(t.body), t.variable, term_as_json(t.point)],
}  # fmt: skip


def context_as_json(claim: Claim, more: Iterable[str] = ()) -> dict[str, Any]:
    """The declarations that the claim and `more` names depend on, and all assumptions."""
    context = claim.context
    used = _occurring(claim) | frozenset(more)
    return {
        "indices": {name: _range(context.indices[name]) for name in sorted(used & context.indices.keys())},
        "symbols": {
            name: {"axes": list(map(_range, found.axes)), "domain": found.domain.value}
            for name in sorted(used & context.symbols.keys())
            for found in [context.symbols[name]]
        },
        "functions": {
            name: {"positive": context.functions[name].positive}
            for name in sorted(used & context.functions.keys())
        },
        "definitions": {
            name: {
                "parameters": list(meant.parameters),
                "axes": list(map(_range, meant.axes)),
                "body": term_as_json(meant.body),
            }
            for name in sorted(used & context.definitions.keys())
            for meant in [context.definitions[name]]
        },
        "assumptions": [term_as_json(part) for each in context.assumptions for part in _conjuncts(each)],
    }


def _range(axis: Range) -> list[Json]:
    return [term_as_json(axis.lower), term_as_json(axis.upper)]


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
