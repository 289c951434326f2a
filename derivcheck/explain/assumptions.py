"""Assumptions under which a wrong step is right.

Candidates are the equations that make a factor of the difference zero, and plain conditions on a symbol
(`x >= 0`, `i = j`). One is offered when the step is proved with it and some value satisfies it; the equation
of a factor, which needs no proof, also when it is met at single points only. It has to say something else
than the step itself. The counterexample rules out most of them at once: an assumption that
holds there cannot help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

from derivcheck.explain.residual import equations, is_plain
from derivcheck.explain.screening import failures, holds, met_with, weight
from derivcheck.frozen import replace
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim, Counterexample, Domain, Refuted
from derivcheck.refute import QUICK, Survived, attack
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.terms import OPPOSITES, Rel, Sym, Term, free_names, integer
from derivcheck.terms.printing import to_text

__all__ = ["assumptions"]

_MOST_OFFERED = 3
_MOST_SYMBOLS = 4
#: Of a claim that is heavier to evaluate nothing is said.
_HEAVY = 1_000


def assumptions(
    kernel: Kernel, claim: Claim, refuted: Refuted, seed: int, tick: Callable[[], None]
) -> tuple[Term, ...]:
    """The assumptions that would make the claim right, the simplest first.

    Those under which nothing is lost come before those under which it holds on a condition.
    """
    found: list[Term] = []
    lossy: list[Term] = []
    if weight(claim.left) + weight(claim.right) > _HEAVY:
        return ()
    declared = claim.context.indices
    known = {frozenset((one.left, one.right)) for one in claim.context.assumptions if isinstance(one, Rel)}
    known.add(frozenset((claim.left, claim.right)))
    factors = equations(kernel, claim)
    failing: list[Evaluation] | None = None
    for candidate in dict.fromkeys((*_of_factors(claim, factors), *_conditions(claim, refuted))):
        if isinstance(candidate, Rel) and frozenset((candidate.left, candidate.right)) in known:
            continue
        if any(_implies(kernel, claim, candidate, weaker) for weaker in found):
            continue
        if failing is None:
            failing = list(failures(claim, seed))
        excluded = not any(holds(evaluation, candidate) for evaluation in failing)
        proof = _proof_under(kernel, claim, candidate, seed, tick) if excluded else None
        if proof is not None and not proof.is_plain:
            lossy.append(candidate)
        elif proof is not None or (
            claim.op == "=" and candidate in factors and met_with(claim, candidate, seed)
        ):
            found = [one for one in found if not _implies(kernel, claim, one, candidate)] + [candidate]
        if len(found) == _MOST_OFFERED:
            break
    found = found or _weakest(kernel, claim, lossy)
    if claim.op in (">=", "<=") and _holds_elsewhere(claim, found, seed, tick):
        found = [one for one in found if not _is_equation(one)]
    found = _both_signs(found)
    return tuple(sorted(found, key=lambda one: (len(to_text(one, declared)), to_text(one, declared))))


def _both_signs(found: list[Term]) -> list[Term]:
    """`x < 0` and `x > 0`, of which either will do, said as `x != 0`."""
    made = []
    for one in found:
        turned = {"<": ">", ">": "<"}.get(one.op) if isinstance(one, Rel) else None
        both = turned is not None and replace(one, op=turned) in found
        made.append(replace(one, op="!=") if both else one)
    return list(dict.fromkeys(made))


def _is_equation(condition: Term) -> bool:
    return isinstance(condition, Rel) and condition.op == "="


def _holds_elsewhere(claim: Claim, found: list[Term], seed: int, tick: Callable[[], None]) -> bool:
    """Whether an inequality also holds where none of the equations found does: then these say little."""
    apart = [replace(one, op="!=") for one in found if isinstance(one, Rel) and one.op == "="]
    if not apart:
        return False
    fails = Claim(claim.left, claim.right, claim.context.assuming(*apart), OPPOSITES[claim.op])
    return not isinstance(attack(fails, seed=seed, effort=QUICK, tick=tick), Survived)


def _of_factors(claim: Claim, factors: tuple[Term, ...]) -> Iterator[Term]:
    """What the zeros of the difference have to do with the relation between the sides."""
    for factor in factors:
        if claim.op == "=":
            yield factor
        elif is_plain(factor) and isinstance(factor, Rel) and factor.op == "=":
            strict = claim.op in ("<", ">", "!=")
            yield from (
                Rel(op, factor.left, factor.right)
                for op in (("!=", ">", "<") if strict else (">=", "<=", "="))
            )


def _implies(kernel: Kernel, claim: Claim, one: Term, other: Term) -> bool:
    """Whether one condition says the other."""
    if not isinstance(other, Rel):
        return False
    under = Claim(other.left, other.right, claim.context.assuming(one), other.op)
    return isinstance(kernel.decide(under), Proof)


def _weakest(kernel: Kernel, claim: Claim, conditions: list[Term]) -> list[Term]:
    """Those conditions that do not say more than an earlier one; at most as many as are offered."""
    found: list[Term] = []
    for one in conditions:
        if not any(_implies(kernel, claim, one, weaker) for weaker in found):
            found = [each for each in found if not _implies(kernel, claim, each, one)] + [one]
    return found[:_MOST_OFFERED]


def _proof_under(
    kernel: Kernel, claim: Claim, assumption: Term, seed: int, tick: Callable[[], None]
) -> Proof | None:
    """The proof of the claim with the assumption, where some values satisfy it."""
    under = Claim(claim.left, claim.right, claim.context.assuming(assumption), claim.op)
    proof = kernel.decide(under)
    if not isinstance(proof, Proof):
        return None
    if isinstance(assumption, Rel) and assumption.op in ("<=", ">="):
        # `y <= 0` says nothing of `sqrt(y)`, which has a value at 0 alone
        under = replace(under, context=claim.context.assuming(replace(assumption, op=assumption.op[0])))
    met = attack(under, seed=seed, effort=QUICK, tick=tick)
    return proof if isinstance(met, Survived) and met.defined > 0 else None


def _conditions(claim: Claim, refuted: Refuted) -> Iterator[Term]:
    """Plain conditions on the symbols and indices of the claim that fail at the counterexample."""
    if claim.op == "!=" or (claim.op != "=" and is_plain(Rel(claim.op, claim.left, claim.right))):
        return
    names = free_names(claim.left) | free_names(claim.right)
    point = refuted.counterexample
    reals = [name for name in sorted(names & point.values.keys()) if _is_real(claim, name)][:_MOST_SYMBOLS]
    for name in reals:
        value = str(point.values[name])
        negative = value.startswith("-")
        relations = (">=", ">") if negative else ("<=", "<") if value != "0" else ("!=", ">", "<")
        yield from (Rel(op, Sym(name), integer(0)) for op in relations)
    yield from _orders(point, reals)
    yield from _beyond_the_first(point, names)
    indices = sorted(names & point.indices.keys())
    for first, second in combinations(indices, 2):
        equal = point.indices[first] == point.indices[second]
        yield Rel("!=" if equal else "=", Sym(first), Sym(second))


def _beyond_the_first(point: Counterexample, names: frozenset[str]) -> Iterator[Term]:
    """That a size or an index is not the first one, where the counterexample is about that."""
    for name, value in (*point.sizes.items(), *point.indices.items()):
        if value == 1 and name in names:
            yield Rel(">=", Sym(name), integer(2))


def _is_real(claim: Claim, name: str) -> bool:
    """Whether it is one real number of any sign."""
    symbol = claim.context.symbols.get(name)
    return symbol is not None and not symbol.axes and symbol.domain is Domain.REAL


def _orders(point: Counterexample, names: list[str]) -> Iterator[Term]:
    """The order of two numbers that they do not have at the counterexample."""
    exact = [name for name in names if "…" not in str(point.values[name])]
    for first, second in combinations(exact, 2):
        one, other = (Fraction(str(point.values[name])) for name in (first, second))
        if one != other:
            yield Rel(">=" if one < other else "<=", Sym(first), Sym(second))
