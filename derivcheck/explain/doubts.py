"""What a step that is left undecided hangs on: the smallest part in doubt, and what would settle it.

Terms and factors that stand on both sides are left out. Where both sides are put together alike, the parts
are compared, and a step of which all parts but one are proved equal comes down to that one. A plain condition
on a symbol (`a > 0`) with which the kernel proves the step is what a rule could not do without. Where there
are no rules for a construct, the smallest part that cannot be read is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.explain.building import product, terms_of, total
from derivcheck.explain.places import places
from derivcheck.frozen import replace
from derivcheck.kernel import Kernel, Open, Proof
from derivcheck.model import Claim, Context, Domain, Range, reached
from derivcheck.refute import QUICK, Refutation, attack
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Nth,
    Num,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
    children,
    integer,
    mentioned,
)
from derivcheck.terms.printing import to_text

__all__ = [
    "inside",
    "missing_condition",
    "part_in_doubt",
    "remedy",
    "text_of",
    "unread_part",
    "without_common",
]

_MOST_SYMBOLS = 4
_DEEPEST = 12


def part_in_doubt(kernel: Kernel, claim: Claim) -> Claim | None:
    """The smallest equation from which the claim follows; None when it is the claim itself."""
    found = claim
    for _ in range(_DEEPEST):
        smaller = without_common(found) or _only_open_part(kernel, found)
        if smaller is None:
            break
        found = smaller
    if found is claim or isinstance(attack(found, effort=QUICK), Refutation):
        return None
    return found


def without_common(claim: Claim) -> Claim | None:
    """The equation without the terms, or the factors, that stand on both sides; None when there are none.

    Nothing is worked out. The claim follows from what is left.
    """
    for parts, whole in ((terms_of, total), (_factors, product)):
        ours, theirs = parts(claim.left), parts(claim.right)
        common = [part for part in ours if part in theirs]
        if common and len(ours) > 1 and len(theirs) > 1:
            left, right = list(ours), list(theirs)
            for part in common:
                if part in right and part in left:
                    left.remove(part)
                    right.remove(part)
            return replace(claim, left=whole(tuple(left)), right=whole(tuple(right)))
    return None


def _factors(side: Term) -> tuple[Term, ...]:
    return side.args if isinstance(side, Mul) else (side,)


def unread_part(kernel: Kernel, claim: Claim) -> Term | None:
    """The smallest part of a side that the kernel cannot read; None when it is a side as a whole."""
    for side in (claim.left, claim.right):
        for place in places(side, claim.context.indices):
            closed = not place.variables and place.path and not _is_name(place.node)
            if closed and _is_unread(kernel, claim.context, place.node):
                parts = [part for part in children(place.node) if not isinstance(part, Rel)]
                bound = isinstance(place.node, Big | Diff | Nth | Partial | Integral | Limit)
                if bound or not any(_is_unread(kernel, claim.context, part) for part in parts):
                    return place.node
    return None


def _is_name(term: Term) -> bool:
    """True for a name, and for infinity: an end of a range or a bound variable is not read by itself."""
    return isinstance(term, Sym | Const) or term == Neg(Const("oo"))


def _is_unread(kernel: Kernel, context: Context, term: Term) -> bool:
    return isinstance(kernel.decide(Claim(term, term, context)), Open)


def _only_open_part(kernel: Kernel, claim: Claim) -> Claim | None:
    left, right = claim.left, claim.right
    if type(left) is not type(right) or not isinstance(left, Add | Mul | Neg | Div | Pow | Call | Big | Diff):
        return None
    ours, theirs = list(children(left)), list(children(right))
    if len(ours) != len(theirs) or not _alike(left, right):
        return None
    context = inside(claim.context, left)
    pairs = [Claim(one, other, context) for one, other in zip(ours, theirs, strict=True)]
    still_open = [pair for pair in pairs if not _is_proved(kernel, pair)]
    return still_open[0] if len(still_open) == 1 else None


def _is_proved(kernel: Kernel, claim: Claim) -> bool:
    return claim.left == claim.right or isinstance(kernel.decide(claim), Proof)


def _alike(left: Term, right: Term) -> bool:
    """Whether all that is not a part of the two is the same."""
    match left, right:
        case Call(name), Call(other):
            return name == other
        case Big(op, _, index, lower, upper, guard), Big(other, _, name, low, up, condition):
            return (op, index, lower, upper, guard) == (other, name, low, up, condition)
        case Diff(_, variables), Diff(_, others):
            return variables == others
        case _:
            return True


def inside(context: Context, term: Term) -> Context:
    """The context of the parts: under a sum its index is one like any other."""
    if isinstance(term, Big) and term.index not in context.indices:
        return replace(context, indices={**context.indices, term.index: Range(term.lower, term.upper)})
    return context


def missing_condition(kernel: Kernel, claim: Claim) -> Term | None:
    """A plain condition with which the kernel proves the claim, the weakest first."""
    for condition in _conditions(claim):
        under = replace(claim, context=claim.context.assuming(condition))
        if isinstance(kernel.decide(under), Proof):
            return condition
    return None


def _conditions(claim: Claim) -> Iterator[Term]:
    names = sorted(reached(mentioned(claim.left) | mentioned(claim.right), claim.context.definitions))
    symbols = [claim.context.symbols[name] for name in names if name in claim.context.symbols]
    zero = integer(0)
    for symbol in [each for each in symbols if each.domain is Domain.REAL][:_MOST_SYMBOLS]:
        member = Sym(symbol.name, _indices(claim.context, symbol.axes))
        if len(member.indices) == len(symbol.axes):
            yield from (Rel(op, member, zero) for op in (">=", ">"))
    indices = [name for name in names if name in claim.context.indices]
    for number, first in enumerate(indices):
        for second in indices[number + 1 :]:
            yield Rel("<=", Sym(first), Sym(second))


def _indices(context: Context, axes: tuple[object, ...]) -> tuple[Term, ...]:
    """Names of indices that run over the axes, each its own."""
    chosen: list[str] = []
    for axis in axes:
        fitting = [name for name, run in context.indices.items() if run == axis and name not in chosen]
        chosen += fitting[:1]
    return tuple(Sym(name) for name in chosen)


#: How a condition on a symbol is declared.
_DOMAINS = {">": "positive", ">=": "nonnegative"}


def remedy(condition: Term, context: Context) -> str:
    """What to write in the file for a condition to hold."""
    match condition:
        case Rel(op, Sym(name) as member, Num(value)) if name in context.symbols and not value:
            return f"declare {to_text(member)}: {_DOMAINS[op]}"
        case _:
            return f"add the assumption {to_text(condition)}"


def text_of(claim: Claim) -> str:
    """An equation as one line."""
    declared = claim.context.indices
    return f"{to_text(claim.left, declared)} {claim.op} {to_text(claim.right, declared)}"
