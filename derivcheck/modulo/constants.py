"""Indefinite integrals: claims up to a constant.

*Meaning.* `integral(f, x)` without bounds is the class of all functions of `x` whose derivative is `f`. A
claim in which it stands is a claim up to a constant on each interval: both sides have the same derivative
by `x` wherever they have one. So `integral(2*x, x) = x^2 + C` and `integral(2*x, x) = x^2` both hold, and
what is decided is `2*x = diff(x^2, x)`.

*Where it may stand.* As a side, or as a term of a side with a factor that does not depend on `x`; also by
way of a definition (`I: integral(x*exp(x), x)`). Anywhere else the constant would matter and nothing is
concluded. `diff(integral(f, x), x)` is `f`, wherever it stands.

*Where integrals cancel* (`integral(f, x) - integral(f, x) = 1`), or one has the factor 0, what is left is an
ordinary claim: `0 = 1` is no consequence of an integration by parts.

*By another variable.* With the definition `u: x^2`, `integral(g, u)` is the integral of `g*diff(u, x)` by
`x`, a substitution as people write it.

*Jumps.* `floor(x)` has the derivative 0 but is no constant, and `log(-1 + I*x)` jumps where its
argument crosses the branch cut. Beside functions that jump nothing is concluded.

*Points.* The assumptions may bound `x` but not tie it to values: it would be no variable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from derivcheck.definitions import definition_of
from derivcheck.frozen import replace
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.modulo.restated import Rest, Restated, Unclear, mentions, unfolded
from derivcheck.terms import (
    Add,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    atoms,
    integer,
    map_children,
    walk,
)  # fmt: skip

__all__ = ["is_indefinite", "up_to_a_constant"]

#: A term of a side: what stands before and after it, both of them factors, and the term.
_Part = tuple[tuple[Term, ...], Term]

_INSIDE = "an indefinite integral that is no term of a side, with a factor without its variable"
_JUMPING = frozenset(("floor", "ceiling", "sign", "heaviside", "mod", "frac", "arg", "atan2", "delta"))
#: Of complex numbers, too.
_WITHOUT_CUTS = frozenset(
    (
        "exp",
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "re",
        "im",
        "abs",
        "gamma",
    )
)
#: The inside of each domain; at its end there is no derivative.
_INNER = {each: each for each in Domain if each.is_open} | {Domain.NONNEGATIVE: Domain.POSITIVE}


def is_indefinite(term: Term) -> bool:
    """Whether an integral without bounds stands in `term`."""
    return any(isinstance(part, Integral) and part.lower is None for part in atoms(term))


def up_to_a_constant(claim: Claim) -> Restated:
    """The claim on the derivatives; on the sides themselves where every integral is differentiated.

    Raises:
        Unclear: an integral stands where its constant matters.

    """
    left, right = (_differentiated(unfolded(side, claim.context, is_indefinite)) for side in claim.sides)
    if not (is_indefinite(left) or is_indefinite(right)):
        plain = replace(claim, left=left, right=right)
        return Restated((plain,), ((plain, ""),))
    if claim.op != "=":
        raise Unclear("an indefinite integral in a relation other than =")
    sides = list(_parts(left)), list(_parts(right))
    name = _variable(claim.context, [term for side in sides for _, term in side if is_indefinite(term)])
    context = _inside(claim.context, name)
    for factors, term in (*sides[0], *sides[1]):
        if is_indefinite(term) and any(mentions(factor, name, context) for factor in factors):
            raise Unclear(_INSIDE)
    others = [term for side in sides for _, term in side if not is_indefinite(term)]
    jumps = any(_jumps(term, name, context) for term in others)
    if jumps or (
        _is_complex((left, right), context) and any(_crosses(each, name, context) for each in others)
    ):
        raise Unclear("an indefinite integral beside what may jump")
    rates = _claim([[_rate(part, name, context) for part in side] for side in sides], context)
    mistake = f"the derivatives by {name} differ, so the sides differ by more than a constant"
    restated = Restated((rates,), ((rates, mistake),), "derivatives")
    return _minding_what_cancels(restated, sides, name)


def _differentiated(term: Term) -> Term:
    """`diff(integral(f, x), x)` replaced by `f`."""
    term = map_children(_differentiated, term)
    match term:
        case Diff(Integral(body, name, None), ((Sym(by, ()), times),)) if by == name:
            return body if times == 1 else Diff(body, ((Sym(by), times - 1),))
        case _:
            return term


def _parts(term: Term, *factors: Term) -> Iterator[_Part]:
    """The terms of a side, each with its factors; those without an integral as they stand."""
    match term:
        case _ if not is_indefinite(term):
            yield factors, term
        case Integral(body, _, None) if not is_indefinite(body):
            yield factors, term
        case Add(args):
            for arg in args:
                yield from _parts(arg, *factors)
        case Neg(arg):
            yield from _parts(arg, integer(-1), *factors)
        case Mul(args) if sum(map(is_indefinite, args)) == 1:
            inner = next(arg for arg in args if is_indefinite(arg))
            yield from _parts(inner, *factors, *(arg for arg in args if arg is not inner))
        case Div(above, below) if not is_indefinite(below):
            yield from _parts(above, *factors, Div(integer(1), below))
        case _:
            raise Unclear(_INSIDE)


def _variable(context: Context, integrals: Sequence[Term]) -> str:
    """The one variable by which both sides are differentiated."""
    names = {term.variable for term in integrals if isinstance(term, Integral)}
    plain = names - context.definitions.keys()
    if not plain:
        bodies = [context.definitions[name].body for name in names]
        plain = {name for name in context.symbols if any(mentions(body, name, context) for body in bodies)}
    if len(plain) != 1:
        raise Unclear(f"indefinite integrals by {' and '.join(sorted(plain | names))}")
    return plain.pop()


def _inside(context: Context, name: str) -> Context:
    """The context with `name` a real variable, away from the ends of its domain."""
    symbol = context.symbols.get(name, Symbol(name, (), Domain.REAL))
    if symbol.axes or symbol.domain not in _INNER or name in context.indices or name in context.functions:
        raise Unclear(f"an indefinite integral by {name!r}, which is no real variable")
    inner = replace(symbol, domain=_INNER[symbol.domain])
    assumptions = tuple(_opened(term, name, context) for term in context.assumptions)
    if sum(new != old for new, old in zip(assumptions, context.assumptions, strict=True)) > 1:
        raise Unclear(f"an indefinite integral by {name!r}, which the assumptions may tie")
    return replace(context, symbols={**context.symbols, name: inner}, assumptions=assumptions)


def _opened(assumption: Term, name: str, context: Context) -> Term:
    """An assumption without the end of the range that it gives to the variable."""
    if not mentions(assumption, name, context):
        return assumption
    match assumption:
        case Rel("<" | ">" | "!="):
            return assumption
        case Rel("<=" | ">=" as op, Sym(left, ()), right) if left == name and not mentions(
            right, name, context
        ):
            return replace(assumption, op=op[0])
        case Rel("<=" | ">=" as op, left, Sym(right, ())) if right == name and not mentions(
            left, name, context
        ):
            return replace(assumption, op=op[0])
        case _:
            raise Unclear(f"an indefinite integral by {name!r}, which the assumptions tie")


def _jumps(term: Term, name: str, context: Context) -> bool:
    """Whether a function that jumps is taken of what depends on the variable, also by way of definitions."""
    jumping = any(
        isinstance(part, Cases | Bracket) or (isinstance(part, Call) and part.name in _JUMPING)
        for part in _with_definitions(term, context)
    )
    return jumping and mentions(term, name, context)


def _is_complex(terms: Iterable[Term], context: Context) -> bool:
    """Whether something complex stands in the terms."""
    return any(
        part == Const("I") or (isinstance(part, Sym) and _domain(part.name, context) is Domain.COMPLEX)
        for term in terms
        for part in _with_definitions(term, context)
    )


def _domain(name: str, context: Context) -> Domain | None:
    return context.symbols[name].domain if name in context.symbols else None


def _crosses(term: Term, name: str, context: Context) -> bool:
    """Whether a function with a branch cut is taken of what depends on the variable and may be complex."""
    return any(
        mentions(inner, name, context) and (_is_complex((inner,), context) or _has_cut(inner, context))
        for part in _with_definitions(term, context)
        for inner in _across_a_cut(part)
    )


def _has_cut(term: Term, context: Context) -> bool:
    return any(_across_a_cut(part) for part in _with_definitions(term, context))


def _across_a_cut(part: Term) -> tuple[Term, ...]:
    """What a function with a branch cut is taken of."""
    match part:
        case Call(called, args) if called not in _WITHOUT_CUTS:
            return args
        case Pow(Const("e"), _):
            return ()
        case Pow(base, Num(value)) if value.denominator == 1:
            return ()
        case Pow(base, _):
            return (base,)
        case _:
            return ()


def _with_definitions(term: Term, context: Context) -> Iterator[Term]:
    """All that stands in a term, also by way of definitions."""
    waiting, seen = [term], set[str]()
    while waiting:
        for part in walk(waiting.pop()):
            yield part
            definition = definition_of(part, context)
            if definition is not None and definition.name not in seen:
                seen.add(definition.name)
                waiting.append(definition.body)


def _rate(part: _Part, name: str, context: Context) -> Term:
    """The derivative of a term by the variable."""
    factors, term = part
    if not (isinstance(term, Integral) and term.lower is None):
        return Diff(_product((*factors, term)), ((Sym(name), 1),))
    if term.variable == name:
        return _product((*factors, term.body))
    if not mentions(Sym(term.variable), name, context):
        raise Unclear(f"an indefinite integral by {term.variable!r} beside one by {name!r}")
    return _product((*factors, term.body, Diff(Sym(term.variable), ((Sym(name), 1),))))


def _minding_what_cancels(restated: Restated, sides: tuple[list[_Part], list[_Part]], name: str) -> Restated:
    """The same, with what is left where the integrals cancel one another."""
    context = restated.enough[0].context
    integrals = [[part for part in side if is_indefinite(part[1])] for side in sides]
    others = [[part for part in side if not is_indefinite(part[1])] for side in sides]
    alone = len(integrals[0]) + len(integrals[1]) < 2
    factors = [factor for side in integrals for part in side for factor in part[0]]
    if (alone and not factors) or not (others[0] or others[1]):
        return restated
    rates = [[_rate(part, name, context) for part in side] for side in integrals]
    cancelled = _claim([[_product(tuple(factors))], []] if alone else rates, context)
    left_over = _claim([[_product((*factors, term)) for factors, term in side] for side in others], context)
    return replace(restated, rest=Rest(cancelled, left_over))


def _claim(sides: Sequence[Sequence[Term]], context: Context) -> Claim:
    """That the sums of the terms of both sides are equal."""
    left, right = (Add(tuple(side)) if len(side) > 1 else side[0] if side else integer(0) for side in sides)
    return Claim(left, right, context)


def _product(factors: tuple[Term, ...]) -> Term:
    return factors[0] if len(factors) == 1 else Mul(factors)
