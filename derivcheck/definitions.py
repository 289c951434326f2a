"""Terms with what their definitions stand for.

Who needs a term's shape, rather than its value, looks at it in this way: `q[i] <= 1` is about a sum and one
of its members only when it is known what `q` stands for. With `S` for `x` it is unclear what the sum of `S`
over an index `x` means (`caught`): nothing is concluded there, and `S` stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.frozen import frozen, replace
from derivcheck.model import Claim, Context, Definition
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Diff,
    Mul,
    Nth,
    Num,
    Partial,
    Sym,
    Term,
    applied_at,
    bound_name,
    differentiated_by,
    free_names,
    map_children,
    mentioned,
    substitute,
    walk,
    within,
)

__all__ = [
    "applied", "caught", "definition_of", "expanded", "hanging_on", "looked_into", "looked_through",
    "mentioned_by",
]  # fmt: skip

#: Definitions inside of definitions are taken apart this deep, and so many parts are looked at.
_DEEPEST, _MOST_PARTS = 8, 20_000


_Wanted = Callable[[Definition, Sym | Call], bool]


class _TooMany(Exception):  # noqa: N818 - an event, not a mistake
    """More parts than are looked at."""


def expanded(term: Term, context: Context) -> Term:
    """`term` with what its definitions stand for; what a derivative is taken by keeps its name.

    What would become very large stays as it is.
    """
    return _expanded(term, context, lambda found, use: True, frozenset())


def applied(term: Term, context: Context, bound: str) -> Term:
    """`term`, in which `bound` is a bound variable, with what its defined functions and families stand for.

    One that mentions another `bound` stays as it is, as does a family that may end before its index.
    """

    def wanted(found: Definition, use: Sym | Call) -> bool:
        if not found.parameters:
            return False
        if found.is_function:
            return True
        ends = (axis.upper for axis in found.axes)
        return all(
            bound not in free_names(index) or (end == Const("oo") and _ascends(index, bound))
            for index, end in zip(use.indices if isinstance(use, Sym) else (), ends, strict=True)
        )

    return _expanded(term, context, wanted, frozenset((bound,)))


def _ascends(index: Term, bound: str) -> bool:
    """Whether the index grows with `k`: it is `k`, `2*k`, or one of these and what is free of `k`."""
    parts = index.args if isinstance(index, Add) else (index,)
    moving = [part for part in parts if bound in free_names(part)]
    match moving:
        case [Sym(indices=())]:
            return True
        case [Mul((Num(factor), Sym(indices=())))]:
            return factor > 0
        case _:
            return False


def _expanded(term: Term, context: Context, wanted: _Wanted, bound: frozenset[str]) -> Term:
    if not context.definitions:
        return term
    try:
        return _Expansion(context, wanted, [_MOST_PARTS]).of(term, frozenset(), bound, _DEEPEST)
    except _TooMany:
        return term


def looked_into(term: Partial, context: Context, bound: frozenset[str], kept: frozenset[str]) -> Partial:
    """A derivative around which names are bound, with the definitions that are not `kept` expanded."""
    if not context.definitions:
        return term
    try:
        made = _Expansion(context, lambda found, use: True, [_MOST_PARTS]).of(term, kept, bound, _DEEPEST)
    except _TooMany:
        return term
    assert isinstance(made, Partial)
    return made


def looked_through(claim: Claim) -> Claim:
    """The claim with both sides expanded."""
    left, right = (expanded(side, claim.context) for side in (claim.left, claim.right))
    return replace(claim, left=left, right=right)


@frozen
class _Expansion:
    context: Context
    wanted: _Wanted
    left: list[int]

    def of(self, term: Term, kept: frozenset[str], bound: frozenset[str], depth: int) -> Term:
        self.left[0] -= 1
        if self.left[0] < 0:
            raise _TooMany
        if isinstance(term, Diff):
            kept = kept | {by.name for by, _ in term.variables if isinstance(by, Sym)}
            return Diff(self.of(term.body, kept, bound, depth), term.variables)
        if isinstance(term, Nth):
            kept = kept | {by.name for by in (term.by,) if isinstance(by, Sym)}
            return Nth(self.of(term.body, kept, bound, depth), term.by, term.order)
        if isinstance(term, Partial):
            value = applied_at(term.by)
            kept = kept if value is None else kept | {value.name}
        name = bound_name(term)
        inside = bound if name is None else bound | {name}
        made = map_children(lambda part: self.of(part, kept, inside, depth), term)
        if not isinstance(made, Sym | Call) or made.name in kept | bound or not depth:
            return made
        definition = definition_of(made, self.context)
        if (
            definition is None
            or (isinstance(made, Call) and any(made.primes))
            or _moves_an_argument(definition, made)
            or not self.wanted(definition, made)
            or not bound.isdisjoint(mentioned_by(definition, self.context))
        ):
            return made
        return self.of(_body(definition, made), kept, bound, depth - 1)


def _moves_an_argument(definition: Definition, use: Sym | Call) -> bool:
    """Whether a function differentiates by a parameter: that is to be done before arguments are put in.

    Another name for the parameter, which stands nowhere else in the function, may be put in.
    """
    if not (isinstance(use, Call) and definition.is_function):
        return False
    others = {other.name for other in use.args if isinstance(other, Sym) and not other.indices}
    if len(others) == len(use.args) and others.isdisjoint(mentioned(definition.body)):
        return False
    return any(
        not free_names(by).isdisjoint(definition.parameters)
        for part in walk(definition.body)
        for by in differentiated_by(part)
    )


def mentioned_by(definition: Definition, context: Context) -> frozenset[str]:
    """The names that a definition and those inside of it mention, but for the parameters of each."""
    found, waiting = {definition.name}, [definition]
    for each in waiting:  # which grows on the way
        new = mentioned(each.body).difference(each.parameters) - found
        found |= new
        waiting += [context.definitions[name] for name in new & context.definitions.keys()]
    return frozenset(found - {definition.name})


def hanging_on(bound: str, term: Term, context: Context) -> str | None:
    """The first definition used in `term`, where `bound` is a bound name, that mentions another `bound`.

    With `d` for `x[i] - 1`, the sum of `d` over `i` may be meant to run through `d`, or not to.
    """
    for part in walk(term) if context.definitions else ():
        found = definition_of(part, context)
        if found is not None and bound in mentioned_by(found, context):
            return found.name
    return None


def caught(claim: Claim) -> str:
    """What is unclear because a definition hangs on a name bound around its use, or is another name for one.

    "" where nothing is.
    """
    context, seen = claim.context, set[str]()
    waiting = [claim.left, claim.right, *context.assumptions] if context.definitions else []
    for term in waiting:  # which grows on the way
        for part in walk(term):
            found = definition_of(part, context)
            if found is not None and found.name not in seen:
                seen.add(found.name)
                waiting.append(found.body)
            other = _by_another_name(part, context)
            if other:
                return other
            bound = bound_name(part)
            for inner in within(part):
                name = hanging_on(bound, inner, context) if bound is not None else None
                if name is not None:
                    where = f"the definition {name!r} hangs on {bound!r}, which is bound around its use"
                    return f"{where}: declare it with that parameter, or bind another name"
    return ""


def _by_another_name(term: Term, context: Context) -> str:
    """What is unclear in a derivative by `v`, another name for `w`, of what mentions `w`; "" if nothing is.

    As a defined quantity `v` varies where `v` is written, and `w` does not vary with it.
    """
    for by in differentiated_by(term) if isinstance(term, Diff | Nth) else ():
        found = definition_of(by, context)
        if found is None or not isinstance(term, Diff | Nth) or not isinstance(by, Sym):
            continue
        value, kept = _body(found, by), replace(context, definitions=_without(context, found.name))
        if any(_is_the_same(part, value, context) for part in walk(expanded(term.body, kept))):
            return f"a derivative by {found.name!r} beside what it stands for: write one of the two"
    return ""


def _without(context: Context, name: str) -> Mapping[str, Definition]:
    return {each: found for each, found in context.definitions.items() if each != name}


def _is_the_same(part: Term, value: Term, context: Context) -> bool:
    """Whether both are members of one declared family, or one value of a declared function."""
    if isinstance(part, Sym) and isinstance(value, Sym):
        return part.name == value.name and part.name in context.symbols
    one, other = applied_at(part), applied_at(value)
    return one is not None and one == other and one.name in context.functions


def definition_of(term: Term, context: Context) -> Definition | None:
    """What a name or a call stands for by definition: that of a number `beta` is not one of `beta(a, b)`."""
    if not isinstance(term, Sym | Call):
        return None
    found = context.definitions.get(term.name)
    return found if found is not None and found.is_function == isinstance(term, Call) else None


def _body(definition: Definition, use: Sym | Call) -> Term:
    arguments = use.args if isinstance(use, Call) else use.indices
    return substitute(definition.body, dict(zip(definition.parameters, arguments, strict=True)))
