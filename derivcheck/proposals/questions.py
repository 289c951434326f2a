"""The integrals and limits of a claim, each with the names that are in scope around it.

What is asked is written in full: definitions are expanded, the names of binders around it are declared with
what is known of their ranges, and what the assumptions say of one symbol alone (`a > 0`) is its domain. So
the answer hangs on the question alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivcheck.definitions import definition_of
from derivcheck.frozen import frozen, replace
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    MIRRORED,
    And,
    Big,
    Call,
    Const,
    Diff,
    Integral,
    Limit,
    Neg,
    Num,
    Rel,
    Sym,
    Term,
    children,
    exchanged,
    map_children,
    substitute,
    walk,
)  # fmt: skip

__all__ = ["Question", "declared", "questions", "replaced"]

#: Larger ones are not asked, and definitions are expanded at most so deep.
_LARGEST, _DEEPEST = 2_000, 40


@frozen
class Question:
    """An integral or a limit as it stands, the same with definitions expanded, and the names in it."""

    written: Integral | Limit
    term: Integral | Limit
    context: Context


def questions(claim: Claim, *, nested: bool = False) -> Iterator[Question]:
    """The integrals and limits of a claim and of its definitions, the outermost ones or all."""
    context = _sharpened(claim.context)
    for side in (claim.left, claim.right):
        yield from _questions(side, context, nested)
    for definition in claim.context.definitions.values():
        inner = context
        for name in definition.parameters:
            inner = declared(inner, name, Domain.REAL if definition.is_function else Domain.INTEGER)
        yield from _questions(definition.body, inner, nested)


def replaced(claim: Claim, answers: Mapping[Term, Term]) -> Claim:
    """The claim with what was asked for replaced by the answers."""
    definitions = {
        name: replace(each, body=exchanged(each.body, answers))
        for name, each in claim.context.definitions.items()
    }
    left, right = (exchanged(side, answers) for side in (claim.left, claim.right))
    return replace(claim, left=left, right=right, context=replace(claim.context, definitions=definitions))


def declared(context: Context, name: str, domain: Domain) -> Context:
    """The context with `name` a symbol of this domain, whatever it was."""
    definitions = {other: each for other, each in context.definitions.items() if other != name}
    symbols = {**context.symbols, name: Symbol(name, (), domain)}
    return replace(context, symbols=symbols, definitions=definitions)


def _questions(term: Term, context: Context, nested: bool) -> Iterator[Question]:
    if isinstance(term, Integral | Limit):
        expanded = _expanded(term, context)
        if isinstance(expanded, Integral | Limit):
            yield Question(term, expanded, context)
        if not nested:
            return
    for part in children(term):
        yield from _questions(part, _inside(term, part, context), nested)


def _inside(term: Term, part: Term, context: Context) -> Context:
    """The context of a part: that of a body knows the variable that is bound around it."""
    match term:
        case Big(body=body, index=name) if part is body:
            return declared(context, name, Domain.INTEGER)
        case Integral(body=body, variable=name) | Limit(body=body, variable=name) if part is body:
            return declared(context, name, range_domain(term))
        case _:
            return context


def range_domain(term: Integral | Limit) -> Domain:
    """The domain of the variable of an integral, as far as numbers at its ends tell."""
    match term:
        case Integral(lower=Num(), upper=Num() | Const()):
            return Domain.POSITIVE
        case Integral(lower=Neg(Num() | Const()), upper=Num(value)) if value == 0:
            return Domain.NEGATIVE
        case _:
            return Domain.REAL


def _expanded(term: Term, context: Context) -> Term | None:
    """`term` with every definition written out; None where that is too much, or is no plain replacement."""
    for _ in range(_DEEPEST):
        parts = list(walk(term))
        if len(parts) > _LARGEST:
            return None
        bound = {part.variable for part in parts if isinstance(part, Integral | Limit)}
        by_definition = any(
            isinstance(by, Sym) and by.name in context.definitions
            for part in parts
            if isinstance(part, Diff)
            for by, _ in part.variables
        )
        if by_definition or bound & context.definitions.keys():
            return None
        further = _once(term, context)
        if further == term:
            return term
        term = further
    return None


def _once(term: Term, context: Context) -> Term:
    """`term` with the definitions that it mentions written out, and not those that these mention."""
    found = definition_of(term, context)
    match term:
        case Sym(_, arguments) | Call(_, arguments) if found is not None:
            return substitute(found.body, dict(zip(found.parameters, arguments, strict=True)))
        case _:
            return map_children(lambda part: _once(part, context), term)


#: What a comparison with 0 makes of a domain.
_SHARPER: Mapping[tuple[Domain, str], Domain] = {
    (Domain.REAL, ">"): Domain.POSITIVE,
    (Domain.REAL, ">="): Domain.NONNEGATIVE,
    (Domain.REAL, "<"): Domain.NEGATIVE,
    (Domain.REAL, "!="): Domain.NONZERO,
    (Domain.NONZERO, ">"): Domain.POSITIVE,
    (Domain.NONZERO, ">="): Domain.POSITIVE,
    (Domain.NONZERO, "<"): Domain.NEGATIVE,
    (Domain.NONNEGATIVE, ">"): Domain.POSITIVE,
    (Domain.NONNEGATIVE, "!="): Domain.POSITIVE,
    (Domain.INTEGER, ">"): Domain.POSITIVE_INTEGER,
    (Domain.INTEGER, ">="): Domain.NONNEGATIVE_INTEGER,
    (Domain.NONNEGATIVE_INTEGER, ">"): Domain.POSITIVE_INTEGER,
    (Domain.NONNEGATIVE_INTEGER, "!="): Domain.POSITIVE_INTEGER,
}


def _sharpened(context: Context) -> Context:
    """The context with what an assumption says of a symbol and 0 alone in the symbol's domain."""
    symbols = dict(context.symbols)
    waiting = list(context.assumptions)
    while waiting:
        match waiting.pop():
            case And(args):
                waiting += args
            case Rel(op, Sym(name, ()), Num(value)) | Rel(op, Num(value), Sym(name, ())) as relation:
                own = op if isinstance(relation.left, Sym) else MIRRORED.get(op, op)
                symbol = symbols.get(name)
                # Above a number that is positive is above 0, too.
                above = value > 0 and own in (">", ">=")
                domain = symbol and _SHARPER.get((symbol.domain, ">" if above else own if value == 0 else ""))
                if symbol and domain and not symbol.axes:
                    symbols[name] = replace(symbol, domain=domain)
    return replace(context, symbols=symbols)
