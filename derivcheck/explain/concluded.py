"""A wrong conclusion with a small mistake in it: one equation of several, with one thing changed, follows.

`x + y = a and x - y = b <=> x = (a + b)/2 and y = (b - a)/2` is wrong in its last equation alone. Each
equation that is concluded is looked at by itself, with the given relations assumed; what mends one of its
sides there is put in, and the whole step has to be proved with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.frozen import replace
from derivcheck.kernel import Kernel, Proof
from derivcheck.kernel.deciding.occurring import conjuncts
from derivcheck.kernel.implications import implied
from derivcheck.model import Claim, Context, Definition, Explanation, reached
from derivcheck.terms import And, Rel, Sym, Term, mentioned
from derivcheck.terms.printing import to_text

__all__ = ["Mended", "mended_conclusion"]

#: From an equation to the sentence about its mistake and its right side with the change; None without one.
Mended = Callable[[Claim], tuple[Explanation, Term] | None]


def mended_conclusion(kernel: Kernel, claim: Claim, mended: Mended) -> Explanation | None:
    """What is wrong with one of the equations on the right, where the step holds with that mended."""
    given = [part for part in conjuncts((claim.left,)) if isinstance(part, Rel)]
    after = conjuncts((claim.right,))
    if not given:
        return None
    context = _supposing(claim.context, given)
    for number, part in enumerate(after):
        for said, new in _changes(part, context, mended):
            parts: list[Term] = [*after[:number], new, *after[number + 1 :]]
            whole = parts[0] if len(parts) == 1 else And(tuple(parts))
            for sign in dict.fromkeys((claim.op, "=>")):
                if isinstance(implied(kernel, Claim(claim.left, whole, claim.context, sign)), Proof):
                    return replace(said, fix=f"{sign} {to_text(whole, claim.context.indices)}")
    return None


def _supposing(context: Context, given: list[Rel]) -> Context:
    """The context in which the given relations hold; what is given as `p = …` is defined so."""
    for each in given:
        name, body = _solved(each, context)
        if name:
            symbols = {other: one for other, one in context.symbols.items() if other != name}
            defined = {**context.definitions, name: Definition(name, (), (), body)}
            context = replace(context, symbols=symbols, definitions=defined)
        else:
            context = context.assuming(each)
    return context


def _solved(given: Rel, context: Context) -> tuple[str, Term]:
    """The symbol that stands alone on one side of an equation, and what it is; "" without one."""
    for alone, other in ((given.left, given.right), (given.right, given.left)):
        if not isinstance(alone, Sym) or alone.indices or given.op != "=":
            continue
        is_free = alone.name in context.symbols and alone.name not in _names_behind(other, context)
        if is_free and not any(alone.name in one.mentions for one in context.definitions.values()):
            return alone.name, other
    return "", given


def _names_behind(term: Term, context: Context) -> frozenset[str]:
    """The names in a term and in what it is defined by."""
    return reached(mentioned(term), context.definitions)


def _changes(part: Term, context: Context, mended: Mended) -> Iterator[tuple[Explanation, Rel]]:
    """The changes of the right side of an equation, and of its left side, that make it hold."""
    if not isinstance(part, Rel) or part.op != "=":
        return
    right = mended(Claim(part.left, part.right, context))
    if right is not None:
        yield right[0], replace(part, right=right[1])
    left = mended(Claim(part.right, part.left, context)) if not isinstance(part.left, Sym) else None
    if left is not None:
        yield left[0], replace(part, left=left[1])
