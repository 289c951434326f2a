"""Derivatives of any order of generic functions, and of products of two of them, by Leibniz's rule.

The derivatives `f(x), f'(x), f''(x), ...` of a smooth function at one point may be any numbers `F(0), F(1),
F(2), ...`, so a claim about them holds if it holds for every sequence `F`. With

    d^n/dx^n (f g) = sum(binomial(n, k) F(k) G(n - k), k, 0, n)

it is a claim about sums. The variable is real, and no other derivative, limit or integral is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.frozen import replace
from derivcheck.model import Claim, Context, Domain, FunctionSymbol
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
    Partial,
    Pow,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    map_children,
    mentioned,
    walk,
)

__all__ = ["with_sequences"]


class _Unfit(Exception):  # noqa: N818 - an event, not a mistake
    """A derivative is not one of generic functions."""


def with_sequences(claim: Claim) -> Claim | None:
    """The claim about sequences of which the given one is a case; None where it is not of that form."""
    variables = {part.by for side in claim.sides for part in walk(side) if isinstance(part, Nth)}
    if claim.op != "=" or len(variables) != 1 or not _is_real(claim):
        return None
    [by] = variables
    if not isinstance(by, Sym) or by.indices or not _is_open(claim.context, by.name):
        return None
    sequences = _Sequences(claim, by)
    try:
        left, right = map(sequences.of, claim.sides)
    except _Unfit:
        return None
    functions = {
        **claim.context.functions,
        **{name: FunctionSymbol(name) for name in sequences.names.values()},
    }
    return Claim(left, right, replace(claim.context, functions=functions), claim.op)


def _factors(body: Term) -> Iterator[Term]:
    """The factors, squares written out."""
    for each in body.args if isinstance(body, Mul) else (body,):
        yield from (each.base,) * 2 if isinstance(each, Pow) and each.exponent == integer(2) else (each,)


def _is_open(context: Context, name: str) -> bool:
    return name in context.symbols and context.symbols[name].domain.is_open


def _is_real(claim: Claim) -> bool:
    """Whether all values are real, and nothing stands for something else."""
    context, names = claim.context, mentioned(claim.left) | mentioned(claim.right)
    return (
        not names & context.definitions.keys()
        and not any(part == Const("I") for side in claim.sides for part in walk(side))
        and all(context.symbols[name].domain is not Domain.COMPLEX for name in names & context.symbols.keys())
    )


class _Sequences:
    """Writes derivatives at the point as members of sequences, which have `names` by function."""

    def __init__(self, claim: Claim, by: Sym) -> None:
        self.by, self.context = by, claim.context
        self.names: dict[str, str] = {}
        self._taken = {*claim.context.names(), *mentioned(claim.left), *mentioned(claim.right)}

    def of(self, term: Term) -> Term:
        """The term without derivatives."""
        match term:
            case Nth(body, by, order) if by == self.by:
                return self._derivative(body, self.of(order))
            case Diff(body, ((by, times),)) if by == self.by:
                return self._derivative(body, integer(times))
            case Diff() | Nth() | Partial() | Integral() | Limit():
                raise _Unfit
            case Call(name, (point,), primes) if point == self.by and name in self.context.functions:
                return self._member(name, integer(sum(primes)))
            case _:
                return map_children(self.of, term)

    def _derivative(self, body: Term, order: Term) -> Term:
        """The derivative of a sum or product, so many times."""
        match body:
            case Neg(arg):
                return Neg(self._derivative(arg, order))
            case Add(args):
                return Add(tuple(self._derivative(arg, order) for arg in args))
            case Div(above, below) if self.by.name not in free_names(below):
                return Div(self._derivative(above, order), self.of(below))
            case _:
                factors = tuple(_factors(body))
                outside = [self.of(each) for each in factors if self.by.name not in free_names(each)]
                inside = [self._value(each) for each in factors if self.by.name in free_names(each)]
                return Mul((*outside, self._of_product(inside, order)))

    def _of_product(self, inside: list[tuple[str, int]], order: Term) -> Term:
        match inside:
            case [(name, shift)]:
                return self._member(name, Add((order, integer(shift))))
            case [(first, shift), (second, other)]:
                index = fresh_name("k", self._taken)
                self._taken.add(index)
                here, rest = Sym(index), Add((order, Neg(Sym(index))))
                body = (
                    Call("binomial", (order, here)),
                    self._member(first, Add((here, integer(shift)))),
                    self._member(second, Add((rest, integer(other)))),
                )
                return Big("sum", Mul(body), index, integer(0), order)
            case _:
                raise _Unfit

    def _value(self, factor: Term) -> tuple[str, int]:
        """The generic function at the point, and how often it is differentiated."""
        match factor:
            case Diff(body, ((by, times),)) if by == self.by:
                name, shift = self._value(body)
                return name, shift + times
            case Call(name, (point,), primes) if point == self.by and name in self.context.functions:
                return name, sum(primes)
            case _:
                raise _Unfit

    def _member(self, name: str, place: Term) -> Term:
        if name not in self.names:
            self.names[name] = fresh_name(name.upper(), self._taken)
            self._taken.add(self.names[name])
        return Call(self.names[name], (place,))
