"""Inequalities of one variable by their derivatives.

`f(x) >= 0` on an interval that begins at `a` holds if `f(a) >= 0` and `f' >= 0` on it, and on one that ends
at `b` if `f(b) >= 0` and `f' <= 0`, by the mean value theorem: `f` has to be smooth inside of the interval
and continuous up to that end. Between two ends it is enough that `f` is not negative at both and concave.
Where `f(0) = 0` inside of the interval, or `f(c) = 0` at another symbol, its two parts are looked at one
by one. `|g(x) - g(y)| <= c |x - y|` holds if `-c <= g' <= c`.

The interval is what the domain of the variable and the assumptions about it say, each of which has to be a
plain bound; other symbols are fixed. Of what is given for the claim alone the bounds are assumed, and the
rest is forgotten: it may hold in parts of an interval, between which there are poles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from derivcheck.definitions import expanded
from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.calculus.smoothness import is_smooth, value_at
from derivcheck.kernel.deciding.reductions import reductions
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.model import Claim, Context, Domain
from derivcheck.terms import (
    MIRRORED,
    Add,
    Call,
    Diff,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    integer,
    number_of,
    substitute,
    walk,
)

__all__ = ["grounds_of"]

#: Claims on which a claim rests that so many others rest on are found by derivatives alone.
_DEEPEST_REDUCTION = 1
#: Of so many variables one is looked at below and above the other.
_MOST_BESIDE = 2

ZERO = integer(0)
_STRICT = frozenset({"<", ">"})
#: The ends that a domain has: its lower and its upper one, and whether 0 is left out.
_ENDS = {
    Domain.REAL: (None, None, False),
    Domain.POSITIVE: (ZERO, None, True),
    Domain.NONNEGATIVE: (ZERO, None, False),
    Domain.NEGATIVE: (None, ZERO, True),
}


@frozen
class _End:
    """An end of an interval, and whether it belongs to it."""

    value: Term
    is_inside: bool


@frozen
class _Interval:
    """The values that a symbol may take."""

    lower: _End | None
    upper: _End | None


#: What reads the terms of a context, knowing what this says and no more.
_Fresh = Callable[[Context, tuple[Term, ...]], Session]


def grounds_of(
    fresh: _Fresh, claim: Claim, given: tuple[Rel, ...], depth: int, brief: bool
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """What an inequality follows from, by any rule; `depth` counts the claims that rest on it.

    By derivatives not if it is to be `brief`, as for what many an instance of a known inequality rests on.
    """
    if depth <= _DEEPEST_REDUCTION:
        yield from reductions(claim)
    bounds = tuple(each for each in given if _is_bound(claim.context, each))
    if bounds:
        claim = replace(claim, context=claim.context.assuming(*bounds))
    session = fresh(claim.context, claim.sides)
    if depth <= _DEEPEST_REDUCTION:
        yield from _slopes(session, claim)
    if not brief:
        yield from _growths(session, claim, depth)


def _is_bound(context: Context, given: Rel) -> bool:
    """Whether something given bounds a symbol, and names no index: all its values would be assumed."""
    if free_names(given) & context.indices.keys():
        return False
    return any(_bounds(given, name) for name in free_names(given) & context.symbols.keys())


def _slopes(session: Session, claim: Claim) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """`|g(x) - g(y)| <= c |x - y|`, by the mean value theorem."""
    if claim.op not in ("<=", ">="):
        return
    lesser, greater = claim.sides if claim.op == "<=" else claim.sides[::-1]
    match lesser:
        case Call("abs", (Add((first, Neg(second))),)):
            pass
        case _:
            return
    for factor, one, other in _distances(greater):
        names = (one, other) if one in free_names(first) else (other, one)
        variable, moved = names
        if substitute(first, {variable: Sym(moved)}) != second or moved in free_names(first):
            continue
        context = claim.context
        intervals = [_interval(context, name) for name in names if _is_plain(context, name)]
        if len(intervals) < 2 or intervals[0] is None or intervals[0] != intervals[1]:
            continue
        if is_smooth(session.ring, session.read(first).value, variable):
            slope = Diff(first, ((Sym(variable), 1),))
            yield "slopes", (Claim(slope, factor, context, "<="), Claim(Neg(factor), slope, context, "<="))


def _is_plain(context: Context, name: str) -> bool:
    symbol = context.symbols.get(name)
    return symbol is not None and not symbol.axes and symbol.domain in _ENDS


def _distances(term: Term) -> Iterator[tuple[Term, str, str]]:
    """`c`, `x` and `y` where a term is `c |x - y|`."""
    match term:
        case Call("abs", (Add((Sym(one, ()), Neg(Sym(other, ())))),)):
            yield integer(1), one, other
        case Mul(factors):
            for at, each in enumerate(factors):
                rest = (*factors[:at], *factors[at + 1 :])
                for factor, one, other in _distances(each):
                    if not {one, other} & free_names(Mul(rest)):
                        yield Mul((factor, *rest)), one, other
        case Div(above, below):
            for factor, one, other in _distances(above):
                if not {one, other} & free_names(below):
                    yield Div(factor, below), one, other


def _growths(session: Session, claim: Claim, depth: int) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Claims from which this one follows, if all of them hold, with the name of the rule."""
    if claim.op not in MIRRORED:
        return
    above, below = claim.sides if claim.op[0] == ">" else claim.sides[::-1]
    op = ">" if claim.op in _STRICT else ">="
    variables = _variables(claim)
    if depth and len(variables) > 1:
        variables = [name for name in variables if _is_taken_up(claim, name)][:1]
    for name in variables:
        interval = _interval(claim.context, name)
        if interval is None:
            continue
        try:
            difference = session.read(above).value - session.read(below).value
            wanted = Claim(above, below, claim.context, op)
            for grounds in _along(session, wanted, name, interval, difference):
                yield "the sign of a derivative", grounds
            others = variables if not depth and len(variables) == _MOST_BESIDE else ()
            for grounds in _in_two(session, wanted, name, interval, difference, others):
                yield "the sign of a derivative", grounds
        except (Outside, Undefined, NeedsCase, TooLarge):
            continue


def _variables(claim: Claim) -> list[str]:
    """The symbols on which more hangs than polynomials."""
    symbols = claim.context.symbols
    parts = [part for side in claim.sides for part in walk(side) if _is_transcendental(part)]
    names = {name for part in parts for name in free_names(part) & symbols.keys()}
    return sorted(name for name in names if not symbols[name].axes and symbols[name].domain in _ENDS)


def _is_taken_up(claim: Claim, name: str) -> bool:
    """Whether the claim came about by a derivative by a variable, or by parting its range at another one."""
    by = Diff(claim.left.body, ((Sym(name), 1),)) if isinstance(claim.left, Diff) else None
    interval = _interval(claim.context, name)
    ends = () if interval is None else (interval.lower, interval.upper)
    return by == claim.left or (by is None and any(end and isinstance(end.value, Sym) for end in ends))


def _is_transcendental(part: Term) -> bool:
    return isinstance(part, Call) or (isinstance(part, Pow) and not isinstance(part.exponent, Num))


# -- the interval ------------------------------------------------------------------------------------------


def _interval(context: Context, name: str) -> _Interval | None:
    """The interval of a symbol; None where more is assumed of it than that it lies in one."""
    ends = _ends(context, name)
    if ends is None or not all(_is_one_narrowest(context, *each) for each in zip(ends, (1, -1), strict=True)):
        return None
    return _Interval(_narrowest(ends[0], 1), _narrowest(ends[1], -1))


def _ends(context: Context, name: str) -> tuple[list[_End], list[_End]] | None:
    """The lower and the upper ends that the domain and the assumptions set."""
    low, high, is_open = _ENDS[context.symbols[name].domain]
    lower = [_End(low, not is_open)] if low is not None else []
    upper = [_End(high, not is_open)] if high is not None else []
    for assumption in context.assumptions:
        if name not in free_names(expanded(assumption, context)):
            continue
        found = _bounds(assumption, name)
        if found is None:
            return None
        for op, end in found:
            (upper if op[0] == "<" else lower).append(_End(end, op not in _STRICT))
    return lower, upper


def _bounds(assumption: Term, name: str) -> list[tuple[str, Term]] | None:
    """What `x <= b`, `|x| < b` and their like say of `x`; None for another assumption."""
    if not isinstance(assumption, Rel) or assumption.op not in MIRRORED:
        return None
    left, op, right = assumption.left, assumption.op, assumption.right
    if name in free_names(right):
        left, op, right = right, MIRRORED[op], left
    if name in free_names(right):
        return None
    if left == Sym(name):
        return [(op, right)]
    if left == Call("abs", (Sym(name),)) and op[0] == "<":
        return [(op, right), (MIRRORED[op], Neg(right))]
    return None


def _is_one_narrowest(context: Context, ends: list[_End], turn: int) -> bool:
    """Whether anybody can tell which of several ends is the narrowest.

    Of one symbol among numbers it is known if the symbol itself lies beyond the numbers.
    """
    others = [end for end in ends if number_of(end.value) is None]
    if len(ends) < 2 or not others:
        return True
    [symbol, *more] = others
    if more or not isinstance(symbol.value, Sym) or symbol.value.name not in context.symbols:
        return False
    if context.symbols[symbol.value.name].domain not in _ENDS or symbol.value.indices:
        return False
    own = _ends(context, symbol.value.name)
    beyond = [] if own is None else _numbers(own[0 if turn > 0 else 1])
    numbers = _numbers(ends)
    return bool(beyond) and max(turn * each for each in beyond) >= max(turn * each for each in numbers)


def _numbers(ends: list[_End]) -> list[Fraction]:
    return [number for end in ends if (number := number_of(end.value)) is not None]


def _narrowest(ends: list[_End], turn: int) -> _End | None:
    """The largest of several lower ends, and with `turn` -1 the smallest of several upper ones.

    Of two that are equal it is the one that does not belong to the interval; a symbol lies beyond numbers.
    """
    symbol = next((end for end in ends if number_of(end.value) is None), None)
    if symbol is not None:
        return symbol
    return max(ends, key=lambda end: (turn * (number_of(end.value) or 0), not end.is_inside), default=None)


# -- along it ----------------------------------------------------------------------------------------------


def _along(
    session: Session, claim: Claim, name: str, interval: _Interval, difference: Quotient
) -> Iterator[tuple[Claim, ...]]:
    ring = session.ring
    if not is_smooth(ring, difference, name):
        return
    above, below = (Diff(side, ((Sym(name), 1),)) for side in claim.sides)
    at_ends: list[Claim] = []
    for end, sides in ((interval.lower, (above, below)), (interval.upper, (below, above))):
        value = value_at(ring, difference, name, session.read(end.value).value) if end is not None else None
        if end is not None and value is not None:
            is_strict = claim.op == ">"
            op = ">" if is_strict and end.is_inside else ">="
            inside = ">" if is_strict and not end.is_inside else ">="
            at_ends.append(Claim(session.speaker().term(value), ZERO, claim.context, op))
            yield at_ends[-1], Claim(*sides, claim.context, inside)
    if len(at_ends) == 2 and claim.op == ">=":
        left, right = (Diff(side, ((Sym(name), 2),)) for side in claim.sides)
        yield *at_ends, Claim(left, right, claim.context, "<=")


def _in_two(
    session: Session,
    claim: Claim,
    name: str,
    interval: _Interval,
    difference: Quotient,
    others: Iterable[str],
) -> Iterator[tuple[Claim, ...]]:
    """The claim on both sides of a point at which both sides of it are equal."""
    ring = session.ring
    if claim.op != ">=" or not is_smooth(ring, difference, name):
        return
    for middle in _middles(claim.context, name, interval, others):
        value = value_at(ring, difference, name, session.read(middle).value, smooth=True)
        if value is not None and value.is_zero():
            yield tuple(
                Claim(*claim.sides, claim.context.assuming(Rel(op, Sym(name), middle)), claim.op)
                for op in (">=", "<=")
            )


def _middles(context: Context, name: str, interval: _Interval, others: Iterable[str]) -> Iterator[Term]:
    """Where both sides may be equal inside of the interval: at 0, and at a symbol with the same interval."""
    if _holds_zero(interval):
        yield ZERO
    for other in others:
        if other != name and _interval(context, other) == interval:
            yield Sym(other)


def _holds_zero(interval: _Interval) -> bool:
    """Whether 0 lies inside of an interval, as far as numbers tell."""
    lower, upper = (None if end is None else number_of(end.value) for end in (interval.lower, interval.upper))
    is_above = interval.lower is None or (lower is not None and lower < 0)
    return is_above and (interval.upper is None or (upper is not None and upper > 0))
