"""Right sides with one mistake, or two, for the benchmark of explanations.

The mistakes of `tests.mutations` and those that rules of calculation invite. Nothing here knows the rows
by which explanations look for a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

from derivcheck.model import Claim, Context
from derivcheck.terms import (
    Add,
    Big,
    Bracket,
    Call,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    children,
    free_names,
    map_children,
    substitute,
    walk,
)  # fmt: skip
from tests.mutations.mutants import MISTAKES, mutants

__all__ = ["KINDS", "chosen", "singles", "written_alike"]

Rule = Callable[[Term, frozenset[str]], Iterator[Term]]


def _one_term(term: Term, free: frozenset[str]) -> Iterator[Term]:
    if isinstance(term, Big):
        yield from (substitute(term.body, {term.index: Sym(name)}) for name in sorted(free))


def _of_a_sum(term: Term, _free: frozenset[str]) -> Iterator[Term]:
    match term:
        case Call(name, (Add(args),), ()):
            yield Add(tuple(Call(name, (arg,)) for arg in args))
        case Call(name, (Big("sum", body, index, lower, upper, guard),), ()):
            yield Big("sum", Call(name, (body,)), index, lower, upper, guard)


def _squares(term: Term, _free: frozenset[str]) -> Iterator[Term]:
    match term:
        case Pow(Add(args), Num() as exponent):
            yield Add(tuple(Pow(arg, exponent) for arg in args))
        case Pow(Big("sum", body, index, lower, upper, guard), exponent):
            yield Big("sum", Pow(body, exponent), index, lower, upper, guard)
        case Big("sum", Pow(body, exponent), index, lower, upper, guard):
            yield Pow(Big("sum", body, index, lower, upper, guard), exponent)


def _brackets(term: Term, _free: frozenset[str]) -> Iterator[Term]:
    match term:
        case Mul((*rest, Add((first, *others)))):
            yield Add((Mul((*rest, first)), *others))
        case Neg(Add((first, *others))):
            yield Add((Neg(first), *others))
        case Div(Add((*others, last)), den):
            yield Add((*others, Div(last, den)))
        case Div(num, Mul((first, *others))):
            yield Mul((Div(num, first), *others))
        case Pow(Neg(base), exponent):
            yield Neg(Pow(base, exponent))


def _order(term: Term, _free: frozenset[str]) -> Iterator[Term]:
    match term:
        case Add((first, Neg(second))):
            yield Add((second, Neg(first)))
        case Div(num, den) if not isinstance(num, Num):
            yield Div(den, num)
        case Sym(name, (first, second)):
            yield Sym(name, (second, first))


_FALSE_FRIENDS = {
    "sin": "cos", "cos": "sin", "tan": "cot", "sinh": "cosh", "cosh": "sinh", "tanh": "coth",
    "atan": "asin", "asin": "acos", "gamma": "factorial",
}  # fmt: skip


def _false_friends(term: Term, _free: frozenset[str]) -> Iterator[Term]:
    if isinstance(term, Call) and term.name in _FALSE_FRIENDS and not term.primes:
        yield Call(_FALSE_FRIENDS[term.name], term.args)


_MORE: Mapping[str, Rule] = {
    "one term of a sum": _one_term,
    "function of a sum": _of_a_sum,
    "square of a sum": _squares,
    "brackets lost": _brackets,
    "order": _order,
    "false friend": _false_friends,
}
KINDS = (*MISTAKES, *_MORE)


def singles(term: Term, context: Context, free: frozenset[str]) -> Iterator[tuple[str, Term]]:
    """Every (kind, term with one mistake), each term once."""
    seen = {term}
    found = [*mutants(term, context, free)]
    found += [(kind, made) for kind, rule in _MORE.items() for made in _everywhere(term, rule, free)]
    for kind, made in found:
        if made not in seen:
            seen.add(made)
            yield kind, made


def _everywhere(term: Term, rule: Rule, free: frozenset[str]) -> Iterator[Term]:
    yield from rule(term, free)
    if isinstance(term, Sym | Num):
        return
    for number, part in enumerate(children(term)):
        if isinstance(term, Big) and number:
            return
        for made in _everywhere(part, rule, free):
            at = iter(range(1_000_000))
            yield map_children(lambda each: made if next(at) == number else each, term)  # noqa: B023


def chosen(claim: Claim, most: int, random: Random) -> list[tuple[str, Term]]:
    """At most `most` mutants of the right side, of as many kinds as there are."""
    free = (free_names(claim.left) | free_names(claim.right)) & claim.context.indices.keys()
    found = list(singles(claim.right, claim.context, free))
    random.shuffle(found)
    by_kind: dict[str, list[Term]] = {}
    for kind, made in found:
        by_kind.setdefault(kind, []).append(made)
    order = sorted(by_kind, key=lambda kind: random.random())
    rounds = [
        (kind, made) for turn in range(most) for kind in order for made in by_kind[kind][turn : turn + 1]
    ]
    return rounds[:most]


def written_alike(first: Term, second: Term) -> bool:
    """Whether two terms are the same but for the order of terms and factors, and brackets around them."""
    return _key(_renamed(first, 0)) == _key(_renamed(second, 0))


def _renamed(term: Term, depth: int) -> Term:
    """Every bound index called by its depth."""
    if isinstance(term, Big):
        name = f"#{depth}"
        body = substitute(term.body, {term.index: Sym(name)})
        guard = term.guard and substitute(term.guard, {term.index: Sym(name)})
        term = Big(term.op, body, name, term.lower, term.upper, guard)
    return map_children(lambda part: _renamed(part, depth + isinstance(term, Big)), term)


def _key(term: Term) -> object:
    """Products as number, factors and divisors; sums as terms; all else part by part."""
    match term:
        case Add():
            parts = sorted(repr(_key(part)) for part in _terms(term, 1))
            return ("sum", tuple(parts)) if len(parts) != 1 else _key(_terms(term, 1)[0])
        case Neg() | Mul() | Div() | Num():
            number, above, below = _factors(term)
            if number == 1 and len(above) == 1 and not below:
                return above[0]
            return ("product", str(number), tuple(sorted(map(repr, above))), tuple(sorted(map(repr, below))))
        case Bracket(Rel("=", left, right)):
            return _key(Call("delta", (left, right)))
        case Call("delta", args):
            return ("delta", tuple(sorted(map(repr, args))))
        case _:
            parts = [getattr(term, name) for name in term.__match_args__]
            keyed = tuple(_key(part) if isinstance(part, Term) else _inside(part) for part in parts)
            return (type(term).__name__, *keyed)


def _inside(part: object) -> object:
    if isinstance(part, tuple):
        return tuple(_key(each) if isinstance(each, Term) else _inside(each) for each in part)
    return part


def _terms(term: Term, sign: int) -> list[Term]:
    match term:
        case Add(args):
            return [each for arg in args for each in _terms(arg, sign)]
        case Neg(arg):
            return _terms(arg, -sign)
        case Num(value) if value == 0:
            return []
        case _:
            return [term if sign > 0 else Neg(term)]


def _factors(term: Term) -> tuple[object, list[object], list[object]]:
    match term:
        case Num(value):
            return value, [], []
        case Neg(arg):
            number, above, below = _factors(arg)
            return -number, above, below  # type: ignore[operator]
        case Mul(args):
            number, above, below = 1, [], []
            for arg in args:
                one, up, down = _factors(arg)
                number, above, below = number * one, above + up, below + down  # type: ignore[operator]
            return number, above, below
        case Div(num, den):
            one, up, down = _factors(num)
            other, over, under = _factors(den)
            if not other:
                return 1, [("pole", repr(term))], []
            return one / other, up + under, down + over  # type: ignore[operator]
        case _:
            return 1, [_key(term)], []


def size(term: Term) -> int:
    """The nodes of a term."""
    return sum(1 for _ in walk(term))
