"""Why an inequality is wrong: which relation does hold between its sides, and what was done to get there.

Between the sides of `a <= b` another relation may hold for all values: then `<=` is what is wrong. The kernel
proves which it is. How one comes to write the wrong one:

* *Jensen's inequality*: `f(sum(w[k]*x[k], k)) <= sum(w[k]*f(x[k]), k)` for convex `f` and weights with sum 1,
  and the other way round for concave `f`.
* *What is assumed was changed on both sides*: an inequality turns round when it is multiplied by a negative
  number, and for numbers of one sign when reciprocals are taken; its squares stand in the same order only
  where both sides are nonnegative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from derivcheck.explain.building import product, without
from derivcheck.explain.doubts import inside
from derivcheck.explain.rules import normal
from derivcheck.frozen import frozen
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim, Explanation
from derivcheck.terms import Big, Call, Div, Mul, Num, Pow, Rel, Term, integer
from derivcheck.terms.printing import to_text

__all__ = ["root_taken", "wrong_relation"]

#: What may hold instead of a relation, the nearest first.
_INSTEAD = {
    "<": ("=", "<=", ">", ">="), ">": ("=", ">=", "<", "<="), "<=": (">=",), ">=": ("<=",), "!=": ("=",),
}  # fmt: skip
#: Rules that are no help to a reader.
_WITHOUT_NAME = ("signs", "the sign of a polynomial", "squared", "cases")

#: Whether a function is convex wherever it is defined, or concave.
_CONVEX = {"exp": True, "abs": True, "cosh": True, "log": False, "sqrt": False}
_ZERO, _ONE = integer(0), integer(1)


def wrong_relation(kernel: Kernel, claim: Claim) -> Explanation | None:
    """What is said of a wrong relation of which the sides are right; None when none holds between them."""
    found = _that_holds(kernel, claim)
    changed = next(_changes(kernel, claim), None)
    if found is None:
        return Explanation(changed.kind, changed.doubt) if changed is not None else None
    sign, rule = found
    fix = f"{sign} {to_text(claim.right, claim.context.indices)}"
    should = f"{claim.op} should be {sign}"
    if sign == "=":
        return Explanation("relation", f"the two sides are equal: {should}", fix)
    if sign[0] == claim.op[0]:
        return Explanation("strict", f"the two sides may be equal: {should}", fix)
    if changed is not None and changed.turned:
        return Explanation(changed.kind, f"{changed.turned}: {should}", fix)
    function = _jensen(kernel, claim)
    if function:
        return Explanation("Jensen", f"{function}, so Jensen's inequality goes the other way: {should}", fix)
    by = f" ({rule})" if rule else ""
    return Explanation("direction", f"the direction is wrong: {should}{by}", fix)


def root_taken(kernel: Kernel, claim: Claim) -> Explanation | None:
    """That `x = y` was concluded from `x^2 = y^2`."""
    found = (_by_row(kernel, claim, _ROOT, ends, text) for text, ends in _assumed(claim))
    change = next(chain.from_iterable(found), None)
    return Explanation(change.kind, change.doubt) if change is not None else None


def _that_holds(kernel: Kernel, claim: Claim) -> tuple[str, str] | None:
    """The relation that the kernel proves instead, and by what."""
    for sign in _INSTEAD[claim.op]:
        proof = kernel.decide(Claim(claim.left, claim.right, claim.context, sign))
        if isinstance(proof, Proof) and not proof.conditions:
            return sign, ", ".join(rule for rule in proof.rules if rule not in _WITHOUT_NAME)
    return None


# -- what was done to an assumption --------------------------------------------------------------------------


@frozen
class _Change:
    """What was done on both sides of an assumption: said if it turns the relation round, and if it may."""

    kind: str
    turned: str
    doubt: str


@frozen
class _Row:
    """A change of both sides: made when `image` of one side assumed is `preimage` of one side claimed.

    The sentences speak of the assumption `{0}` and of the two sides `{1}`, `{2}` of the claim.
    """

    kind: str
    image: Callable[[Term], Term]
    preimage: Callable[[Term], Term]
    turned: str
    doubt: str


def _same(term: Term) -> Term:
    return term


def _square(term: Term) -> Term:
    return Pow(term, integer(2))


_ROOT = _Row(
    "root", _same, _square, "",
    "from {0} follows abs({1}) {3} abs({2}) only: the root of a square is the absolute value",
)  # fmt: skip
_ROWS = (
    _Row(
        "squared", _square, _same, "",
        "both sides of {0} were squared: that keeps the direction only where they are nonnegative",
    ),
    _ROOT,
    _Row(
        "reciprocals", lambda term: Div(_ONE, term), _same,
        "the reciprocals of both sides of {0} stand in the other order",
        "the reciprocals of both sides of {0} were taken: their order depends on the signs",
    ),
)  # fmt: skip


def _changes(kernel: Kernel, claim: Claim) -> Iterator[_Change]:
    """What was done to one of the assumptions, if that explains both sides of the claim."""
    for text, ends in _assumed(claim):
        for row in _ROWS:
            yield from _by_row(kernel, claim, row, ends, text)
        yield from _multiplied(kernel, claim, ends, text)


def _assumed(claim: Claim) -> Iterator[tuple[str, tuple[Term, Term]]]:
    """The assumptions of the claim's kind, each as text and with its sides in the claim's direction."""
    for known in claim.context.assumptions:
        if (
            not isinstance(known, Rel)
            or "!=" in (known.op, claim.op)
            or (known.op == "=") != (claim.op == "=")
        ):
            continue
        ends = (known.left, known.right) if known.op[0] == claim.op[0] else (known.right, known.left)
        if ends != (claim.left, claim.right) and _ZERO not in ends:
            yield to_text(known, claim.context.indices), ends


def _by_row(kernel: Kernel, claim: Claim, row: _Row, ends: tuple[Term, Term], text: str) -> Iterator[_Change]:
    sides = claim.left, claim.right
    pairs = zip(ends, sides, strict=True)
    if all(_equal(kernel, claim, row.image(end), row.preimage(side)) for end, side in pairs):
        words = (text, *(to_text(side, claim.context.indices) for side in sides), claim.op)
        yield _Change(row.kind, row.turned.format(*words), row.doubt.format(*words))


def _multiplied(kernel: Kernel, claim: Claim, ends: tuple[Term, Term], text: str) -> Iterator[_Change]:
    """`c*a <= c*b` from `a <= b`."""
    if not _equal(kernel, claim, Mul((claim.left, ends[1])), Mul((claim.right, ends[0]))):
        return
    side, end = (claim.left, ends[0]) if claim.left != _ZERO else (claim.right, ends[1])
    factor = normal(kernel, Div(side, end), claim.context)
    if factor is None or factor == _ONE:
        return
    by = to_text(factor, claim.context.indices)
    yield _Change(
        "multiplied",
        f"both sides of {text} were multiplied by {by}, which turns it round",
        f"both sides of {text} were multiplied by {by}, which may be negative",
    )


def _equal(kernel: Kernel, claim: Claim, left: Term, right: Term) -> bool:
    return isinstance(kernel.decide(Claim(left, right, claim.context)), Proof)


# -- Jensen's inequality -------------------------------------------------------------------------------------


def _jensen(kernel: Kernel, claim: Claim) -> str:
    """`log is concave` where one side is `log` of an average, the other the average of `log`; else ""."""
    for outside, other in ((claim.left, claim.right), (claim.right, claim.left)):
        match outside:
            case Call(name, (mean,), ()) if name in _CONVEX:
                said = f"{name} is {'convex' if _CONVEX[name] else 'concave'}"
            case Pow(mean, Num(value)) if value == 2:
                said = "the square is convex"
            case _:
                continue
        for weights, body, index in _averages(mean):
            image = Pow(body, outside.exponent) if isinstance(outside, Pow) else Call(name, (body,))
            average = Big("sum", product((*weights, image)), index.index, index.lower, index.upper)
            if _equal(kernel, claim, other, average) and _are_weights(kernel, claim, weights, index):
                return said
    return ""


def _averages(mean: Term) -> Iterator[tuple[tuple[Term, ...], Term, Big]]:
    """The ways to read a term as `sum(w[k]*x[k], k)`: the factors of `w`, `x`, and the sum."""
    over: tuple[Term, ...] = ()
    match mean:
        case Div(Big() as total, below):
            over = (Div(_ONE, below),)
        case Mul((*front, Big() as total)):
            over = tuple(front)
        case Big() as total:
            pass
        case _:
            return
    if total.op != "sum" or total.guard is not None:
        return
    factors = total.body.args if isinstance(total.body, Mul) else (total.body,)
    if over:
        yield over, total.body, total
    for at, factor in enumerate(factors):
        rest = (*over, *without(factors, at))
        if rest:
            yield rest, factor, total


def _are_weights(kernel: Kernel, claim: Claim, weights: tuple[Term, ...], over: Big) -> bool:
    """Whether the weights are nonnegative and their sum is 1."""
    weight = product(weights)
    whole = Big("sum", weight, over.index, over.lower, over.upper)
    nonnegative = Claim(weight, _ZERO, inside(claim.context, over), ">=")
    return _equal(kernel, claim, whole, _ONE) and isinstance(kernel.decide(nonnegative), Proof)
