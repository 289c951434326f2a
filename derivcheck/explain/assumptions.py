"""Assumptions under which a wrong step is right.

Candidates are the equations that make a factor of the difference zero, and plain conditions on a symbol
(`x >= 0`, `i = j`). One is offered when the step is proved with it and some value satisfies it; the equation
of a factor, which needs no proof, also when it is met at single points only. It has to say something else
than the step itself. The counterexample rules out most of them at once: an assumption that
holds there cannot help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.explain.residual import equations
from derivcheck.explain.screening import fails_under, met_with, weight
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim, Domain, Refuted
from derivcheck.refute import QUICK, Survived, attack
from derivcheck.terms import Rel, Sym, Term, free_names, integer
from derivcheck.terms.printing import to_text

__all__ = ["assumptions"]

_MOST_OFFERED = 3
_MOST_SYMBOLS = 4
#: Of a claim that is heavier to evaluate nothing is said.
_HEAVY = 1_000


def assumptions(
    kernel: Kernel, claim: Claim, refuted: Refuted, seed: int, tick: Callable[[], None]
) -> tuple[Term, ...]:
    """The assumptions that would make the claim right, the simplest first."""
    found: list[Term] = []
    if weight(claim.left) + weight(claim.right) > _HEAVY:
        return ()
    declared = claim.context.indices
    sides = {(claim.left, claim.right), (claim.right, claim.left)}
    factors = equations(kernel, claim)
    for candidate in dict.fromkeys((*factors, *_conditions(claim, refuted))):
        if isinstance(candidate, Rel) and (candidate.left, candidate.right) in sides:
            continue
        if _holds_under(kernel, claim, candidate, seed, tick) or (
            candidate in factors and met_with(claim, candidate, seed)
        ):
            found.append(candidate)
        if len(found) == _MOST_OFFERED:
            break
    return tuple(sorted(found, key=lambda one: (len(to_text(one, declared)), to_text(one, declared))))


def _holds_under(kernel: Kernel, claim: Claim, assumption: Term, seed: int, tick: Callable[[], None]) -> bool:
    """Whether the claim is proved with the assumption, and some values satisfy it."""
    if fails_under(claim, assumption, seed):
        return False
    under = Claim(claim.left, claim.right, claim.context.assuming(assumption), claim.op)
    if not isinstance(kernel.decide(under), Proof):
        return False
    met = attack(under, seed=seed, effort=QUICK, tick=tick)
    return isinstance(met, Survived) and met.defined > 0


def _conditions(claim: Claim, refuted: Refuted) -> Iterator[Term]:
    """Plain conditions on the symbols and indices of the claim that fail at the counterexample."""
    names = free_names(claim.left) | free_names(claim.right)
    point = refuted.counterexample
    for name in sorted(names & point.values.keys())[:_MOST_SYMBOLS]:
        symbol = claim.context.symbols.get(name)
        value = point.values[name]
        if symbol is None or symbol.axes or symbol.domain is not Domain.REAL or not isinstance(value, str):
            continue
        negative = value.startswith("-")
        relations = (">=", ">") if negative else ("<=", "<") if value != "0" else (">", "<", "!=")
        yield from (Rel(op, Sym(name), integer(0)) for op in relations)
    indices = sorted(names & point.indices.keys())
    for number, first in enumerate(indices):
        for second in indices[number + 1 :]:
            equal = point.indices[first] == point.indices[second]
            yield Rel("!=" if equal else "=", Sym(first), Sym(second))
