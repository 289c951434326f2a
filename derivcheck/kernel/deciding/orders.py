"""Derivatives of symbolic order, by induction on the order.

Let `D(n) = L(n) - R(n)` be the difference of the two sides, in which derivatives of order `n`, `n + 1`, …
by `x` of some `f` stand, and let `D(a) = 0` for all `x` of an open set. If `d/dx D(n) = D(n + 1)` for every
whole `n >= a`, then `D(n) = 0` there for all of them: what is 0 on an open set has the derivative 0. With
orders `2 n`, `2 n + 1`, … it is the second derivative of `D(n)` that has to be `D(n + 1)`.

The first is a claim with derivatives of known orders. In the second the lowest derivative of `f` that stands
there is any smooth function `g(x)`, and the others are the derivatives of `g`: what `f` is does not matter.
So `diff(x*exp(x), x, n) = (x + n)*exp(x)` rests on `x*exp(x) = x*exp(x)` and on

    diff(g(x) - (x + n)*exp(x), x) = g'(x) - (x + n + 1)*exp(x),

and Leibniz's rule for a factor `x`, or a recurrence between derivatives, is shown in the same way.

Both are shown without what is assumed of `x`, unless it is a strict inequality of what is continuous, for
only then it holds around a point; for the same reason the domain of `x` is open. `f` mentions neither `n` nor
a name that is bound around it, and its derivatives stand under no derivative by anything but `x`, which may
be a member of a family. No range hangs on `n`; what is assumed of `n` is from where on it counts, and up to
where: then the second is shown up to there. Conditions that the two proofs have are conditions of the claim,
where they are strict signs, or keep off cuts, and hang on no whole number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from derivcheck.definitions import looked_through
from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.deciding.answers import Proof
from derivcheck.kernel.deciding.induction import families_over, is_upper_bound, least_of, least_value
from derivcheck.kernel.reading.index_reading import IndexReader, is_whole_name
from derivcheck.model import Claim, Context, Domain, FunctionSymbol, Symbol, reached
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Diff,
    Mul,
    Neg,
    Nth,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    bound_name,
    children,
    differentiated_by,
    free_names,
    fresh_name,
    integer,
    kinds,
    map_children,
    mentioned,
    substitute,
    walk,
)
from derivcheck.terms.functions import CONSTANTS

__all__ = ["by_order"]

#: Derivatives of a higher order than this are not taken one by one.
_HIGHEST = 12
#: Nor are more derivatives taken at a step.
_WIDEST = 4


class _Unfit(Exception):  # noqa: N818 - an event, not a mistake
    """The claim is not of the form for this induction."""


@frozen
class _Repeated:
    """What is differentiated, with the lowest number in its orders, and the function for that derivative."""

    body: Term
    lowest: int
    function: str


@frozen
class _Orders:
    """The variable `by`, `stride` and size `name` of the orders, and what is differentiated so often.

    A function of real numbers has real values. Where others are meant it has a complex number `beside` it.
    """

    by: Sym
    name: str
    stride: int
    repeated: tuple[_Repeated, ...]
    beside: tuple[Sym, ...]


def by_order(claim: Claim, prove: Callable[[Claim], Proof | None]) -> Proof | None:
    """The proof of a claim with derivatives of symbolic order from those of the two on which it rests.

    They may have conditions, if these hold around a point where they hold, and for each order.
    """
    conditions: list[str] = []
    grounds = _two(claim)
    for ground in grounds:
        proof = prove(ground)
        if proof is None or proof.left_out or not all(_is_around(each, ground) for each in proof.conditions):
            return None
        conditions += proof.conditions
    needed = [each for each in conditions if each.replace("!=", ">") not in conditions or "!=" not in each]
    return Proof(rules=("induction",)).where(tuple(needed)) if grounds else None


#: `x > 0` or `a*x + b != 0`: a strict sign of what is made of numbers, symbols and powers.
_STRICT = re.compile(r"(?!.*\w\()[\w\s\[\],()+*^-]+ (?:>|<|!=) 0")
#: Off a cut: what is so at a point is so around it, as it is for a value that is not 0.
_OFF_CUT = re.compile(r"arg\((.*)\) != pi")
_NAME = re.compile(r"[^\W\d]\w*")


def _is_around(condition: str, ground: Claim) -> bool:
    """Whether a condition holds around a point and for each order, if it holds at the point for one."""
    condition = _OFF_CUT.sub(r"\1 != 0", condition)
    names = set(_NAME.findall(condition))
    domains = {ground.context.symbols[name].domain for name in names & ground.context.symbols.keys()}
    whole = {name for name in names if is_whole_name(ground.context, name)}
    return (
        _STRICT.fullmatch(condition) is not None
        and ("!=" in condition or Domain.COMPLEX not in domains)
        and names <= ground.context.symbols.keys() | ground.context.indices.keys() | set(CONSTANTS)
        and not any(name in ground.context.symbols for name in whole)
    )


def _two(claim: Claim) -> tuple[Claim, ...]:
    """The two claims on which one with derivatives of symbolic order rests; none where it is another one."""
    terms = (*claim.sides, *(each.body for each in claim.context.definitions.values()))
    if claim.op != "=" or not any(Nth in kinds(term) for term in terms):
        return ()
    try:
        return _grounds(looked_through(claim))
    except _Unfit:
        return ()


def _grounds(claim: Claim) -> tuple[Claim, ...]:
    context = claim.context
    _check_names(claim)
    found = _found(claim)
    plain = (each for each in context.assumptions if mentioned(each).isdisjoint(context.definitions))
    bounds = [each for each in plain if is_upper_bound(context, found.name, each)]
    others = [each for each in context.assumptions if each not in bounds]
    told = (each for each in others if least_of(context, found.name, each) is not None)
    least = least_value(context, found.name, (), told)
    shifts = [_shift(part, context)[1] for part in _parts(claim)]
    start_at = None if least is None else found.stride * least
    if least is None or start_at is None or start_at + min(shifts) < 0 or start_at + max(shifts) > _HIGHEST:
        raise _Unfit
    kept = tuple(_kept(context, others, found))
    start, following = {found.name: integer(least)}, {found.name: Add((Sym(found.name), integer(1)))}
    left, right = (substitute(side, start) for side in claim.sides)
    at_start = (*kept, *(substitute(each, start) for each in bounds))
    base = Claim(left, right, replace(context, assumptions=at_start))
    functions = {one.function: FunctionSymbol(one.function) for one in found.repeated}
    up_to_there = (substitute(each, following) for each in bounds)
    from_there = (*kept, Rel(">=", Sym(found.name), integer(least)), *up_to_there)
    numbers = {one.name: Symbol(one.name, (), Domain.COMPLEX) for one in found.beside}
    inside = replace(
        context,
        symbols={**context.symbols, **numbers},
        functions={**context.functions, **functions},
        assumptions=from_there,
    )
    here = [_Opened(context, found, 0).of(side) for side in claim.sides]
    there = [substitute(_Opened(context, found, found.stride).of(side), following) for side in claim.sides]
    slope = Diff(_difference(here), ((found.by, found.stride),))
    return base, Claim(slope, _difference(there), inside)


def _difference(sides: Iterable[Term]) -> Term:
    left, right = sides
    return Add((left, Neg(right)))


def _check_names(claim: Claim) -> None:
    """That nothing is left that may hide the order."""
    names = mentioned(claim.left) | mentioned(claim.right)
    if names & claim.context.definitions.keys():
        raise _Unfit


def _parts(claim: Claim) -> Iterator[Nth]:
    """The derivatives of symbolic order, each of which stands in no other one."""
    waiting: list[tuple[Term, frozenset[str]]] = [(side, frozenset()) for side in claim.sides]
    for term, bound in waiting:  # which grows on the way
        if isinstance(term, Nth):
            if free_names(term) & bound or any(isinstance(part, Nth) for part in walk(term.body)):
                raise _Unfit
            yield term
            continue
        name = bound_name(term)
        inner = bound if name is None else bound | {name}
        waiting += [(part, inner) for part in children(term)]


def _found(claim: Claim) -> _Orders:
    """What the derivatives of the claim are of; they must have one variable and one size in their orders."""
    context = claim.context
    parts = list(_parts(claim))
    lowest: dict[Term, int] = {}
    variables, sizes = set[Term](), set[tuple[str, int]]()
    for part in parts:
        multiple, shift = _shift(part, context)
        variables.add(part.by)
        sizes.add(multiple)
        lowest[part.body] = min(shift, lowest.get(part.body, shift))
    if len(variables) != 1 or len(sizes) != 1:
        raise _Unfit
    (by,), ((size, stride),) = variables, sizes
    if not (isinstance(by, Sym) and by.name in context.symbols):
        raise _Unfit
    domain = context.symbols[by.name].domain
    is_open = domain.is_open or domain is Domain.COMPLEX  # every point has others of the domain around it
    if not is_open or any(size in mentioned(body) for body in lowest):
        raise _Unfit
    _check_around(claim, by)
    names = mentioned(claim.left) | mentioned(claim.right)
    ranges = [context.indices[name] for name in names & context.indices.keys()]
    ends = [end for one in ranges for end in (one.lower, one.upper)]
    if families_over(context, names, size) or any(size in free_names(end) for end in ends):
        raise _Unfit
    taken = {*context.names(), *names}
    repeated = []
    for body, shift in lowest.items():
        function = fresh_name("g", taken)
        taken.add(function)
        repeated.append(_Repeated(body, shift, function))
    beside = () if _is_real(claim) else (Sym(fresh_name("w", taken)),)
    return _Orders(by, size, stride, tuple(repeated), beside)


def _is_real(claim: Claim) -> bool:
    """Whether all values are real."""
    context = claim.context
    names = (mentioned(claim.left) | mentioned(claim.right)) & context.symbols.keys()
    is_written = any(part == Const("I") for side in claim.sides for part in walk(side))
    return not is_written and all(context.symbols[name].domain is not Domain.COMPLEX for name in names)


def _check_around(claim: Claim, by: Sym) -> None:
    """That what stands around them is no derivative by anything else."""
    for side in claim.sides:
        for part in walk(side):
            others = any(each != by for each in differentiated_by(part))
            if others and any(isinstance(inner, Nth) for inner in walk(part)):
                raise _Unfit


def _shift(part: Nth, context: Context) -> tuple[tuple[str, int], int]:
    """The size with its coefficient and the number of which an order is the sum."""
    form = IndexReader(context, {}).maybe_form(part.order)
    match form:
        case Form(shift, ((name, stride),)) if 0 < stride <= _WIDEST and name not in context.indices:
            return (name, stride), shift
        case _:
            raise _Unfit


def _kept(context: Context, assumptions: Iterable[Term], found: _Orders) -> Iterator[Term]:
    """What is assumed of neither the variable nor the order, or holds around a point where it holds."""
    for each in assumptions:
        names = reached(mentioned(each), context.definitions)
        is_complex = context.symbols[found.by.name].domain is Domain.COMPLEX
        is_open = names.isdisjoint(context.definitions) and _is_open(each, is_complex)
        if found.name not in names and (found.by.name not in names or is_open):
            yield each


def _is_open(assumption: Term, is_complex: bool) -> bool:
    """Whether it holds around each point where it holds; among complex numbers those with an order do not."""
    match assumption:
        case Rel("<" | ">" | "!=" as sign, left, right) if sign == "!=" or not is_complex:
            return all(_is_continuous(part) for side in (left, right) for part in walk(side))
        case _:
            return False


#: Functions that are continuous wherever they may be taken.
_CONTINUOUS = frozenset({"abs", "cos", "exp", "sin"})


def _is_continuous(part: Term) -> bool:
    match part:
        case Num() | Neg() | Add() | Mul() | Sym(_, ()):
            return True
        case Pow(_, Num(value)):
            return value.denominator == 1 and value >= 0
        case Call(name, (_,), ()):
            return name in _CONTINUOUS
        case _:
            return False


@frozen
class _Opened:
    """Puts the derivatives of a function in the place of those of symbolic order, `later` by so many."""

    context: Context
    found: _Orders
    later: int

    def of(self, term: Term) -> Term:
        if not isinstance(term, Nth):
            return map_children(self.of, term)
        shift = _shift(term, self.context)[1]
        one = next(each for each in self.found.repeated if each.body == term.body)
        times = shift - one.lowest + self.later
        beside = self.found.beside
        return Call(one.function, (self.found.by, *beside), (times, *(0 for _ in beside)) if times else ())
