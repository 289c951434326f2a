"""The mistakes people make, as changes of one place of a term.

A mistake is a row of `MISTAKES`: its name, and a function from a node and the names in scope to the nodes
that it may become. `mutants` applies every row at every place, each result once. A mutant need not be
wrong: the sign of 0 may change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from derivcheck.model import Context, Range
from derivcheck.terms import (
    Add,
    Big,
    Bracket,
    Call,
    Diff,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Term,
    integer,
    map_children,
)  # fmt: skip

__all__ = ["MISTAKES", "Scope", "mutants"]


@dataclass(frozen=True)
class Scope:
    """The indices that may stand at a place, each with its range as text or term."""

    ranges: Mapping[str, Range]

    def others(self, name: str) -> list[str]:
        """The other indices over the same range."""
        mine = self.ranges.get(name)
        return [other for other, range_ in self.ranges.items() if other != name and range_ == mine]

    def entering(self, term: Big) -> Scope:
        """The scope inside a sum or product."""
        return Scope({**self.ranges, term.index: Range(term.lower, term.upper)})


Mistake = Callable[[Term, Scope], Iterator[Term]]


def _without(args: tuple[Term, ...], place: int) -> tuple[Term, ...]:
    return args[:place] + args[place + 1 :]


def _with(args: tuple[Term, ...], place: int, new: Term) -> tuple[Term, ...]:
    return (*args[:place], new, *args[place + 1 :])


def _sign(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Neg(arg):
            yield arg
        case Add(args):
            for place, arg in enumerate(args):
                yield Add(_with(args, place, arg.arg if isinstance(arg, Neg) else Neg(arg)))


def _term_lost(term: Term, _scope: Scope) -> Iterator[Term]:
    if isinstance(term, Add):
        for place in range(len(term.args)):
            rest = _without(term.args, place)
            yield rest[0] if len(rest) == 1 else Add(rest)


def _factor_lost(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Mul(args):
            for place in range(len(args)):
                rest = _without(args, place)
                yield rest[0] if len(rest) == 1 else Mul(rest)
        case Div(num, _):
            yield num


def _factor_added(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Mul(args):
            yield from (Mul((*args, arg)) for arg in args)
        case Div(num, den):
            yield Div(num, Mul((integer(2), den)))
        case Big(op, body, index, lower, upper, guard):
            yield Big(op, Mul((integer(2), body)), index, lower, upper, guard)


def _index(term: Term, scope: Scope) -> Iterator[Term]:
    if isinstance(term, Sym):
        for place, each in enumerate(term.indices):
            if isinstance(each, Sym) and not each.indices:
                for other in scope.others(each.name):
                    yield Sym(term.name, _with(term.indices, place, Sym(other)))


def _bound(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Big(op, body, index, lower, upper, guard):
            yield Big(op, body, index, Add((lower, integer(1))), upper, guard)
            yield Big(op, body, index, lower, Add((upper, Neg(integer(1)))), guard)


def _exponent(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Pow(base, Num(value)):
            yield Pow(base, Num(value + 1))
            if value != 1:
                yield base
        case Div(num, den) if not isinstance(den, Num):
            yield Div(num, Pow(den, integer(2)))


#: What a function is taken for.
_TAKEN_FOR = {"exp": "log", "log": "exp", "sqrt": "exp", "abs": "exp"}


def _function(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Call(name, (argument,), ()) if name in _TAKEN_FOR:
            yield Call(_TAKEN_FOR[name], (argument,))
            yield argument


def _guard(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Big(op, body, index, lower, upper, guard) if guard is not None:
            yield Big(op, body, index, lower, upper)


def _delta(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Call("delta", _) | Bracket():
            yield integer(1)
            yield integer(0)


def _number(term: Term, _scope: Scope) -> Iterator[Term]:
    if isinstance(term, Num):
        yield Num(term.value + 1)
        yield Num(term.value * Fraction(1, 2))


def _derivative(term: Term, _scope: Scope) -> Iterator[Term]:
    match term:
        case Diff(body, ((variable, times), *rest)):
            yield body
            yield Diff(body, ((variable, times + 1), *rest))


MISTAKES: Mapping[str, Mistake] = {
    "sign of a term": _sign,
    "term lost": _term_lost,
    "factor lost": _factor_lost,
    "factor added": _factor_added,
    "index swapped": _index,
    "bound off by one": _bound,
    "exponent changed": _exponent,
    "function swapped": _function,
    "guard dropped": _guard,
    "delta dropped": _delta,
    "number changed": _number,
    "derivative changed": _derivative,
}


def mutants(term: Term, context: Context, free: frozenset[str]) -> Iterator[tuple[str, Term]]:
    """Every (name of the mistake, term with that mistake in one place), each term once.

    `free` are the declared indices that may stand anywhere.
    """
    scope = Scope({name: context.indices[name] for name in sorted(free)})
    seen = {term}
    for kind, mistake in MISTAKES.items():
        for mutant in _everywhere(term, scope, mistake):
            if mutant not in seen:
                seen.add(mutant)
                yield kind, mutant


def _everywhere(term: Term, scope: Scope, mistake: Mistake) -> Iterator[Term]:
    """`term` with the mistake at the top, then at each place inside."""
    yield from mistake(term, scope)
    if isinstance(term, Num):
        return
    inner = scope.entering(term) if isinstance(term, Big) else scope
    for place, part in enumerate(_parts(term)):
        for changed in _everywhere(part, inner, mistake):
            yield _replaced(term, place, changed)


def _parts(term: Term) -> list[Term]:
    """The parts in which a mistake may be made; bounds, exponents and indices have rows of their own."""
    match term:
        case Sym():
            return []
        case Big(body=body):
            return [body]
        case Pow(base=base):
            return [base]
        case _:
            found: list[Term] = []
            map_children(lambda part: found.append(part) or part, term)  # type: ignore[func-returns-value]
            return found


def _replaced(term: Term, place: int, new: Term) -> Term:
    match term:
        case Big(op, _, index, lower, upper, guard):
            return Big(op, new, index, lower, upper, guard)
        case Pow(_, exponent):
            return Pow(new, exponent)
        case _:
            count = iter(range(10**6))
            return map_children(lambda part: new if next(count) == place else part, term)
