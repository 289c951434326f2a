"""The expression tree: small immutable terms, exactly as they were written.

Building a term never evaluates anything: `Div(x, x)` stays a quotient until the kernel, which
records what it cancels, looks at it. Two terms are equal when they are written alike; whether they
*mean* the same is the kernel's question. The binders are `Big`, `Integral` and `Limit`; each names
its variable, and `derivcheck.terms.binding` substitutes without capture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter, is_
from typing import Any, TypeVar, dataclass_transform

from derivcheck.frozen import frozen

__all__ = [
    "Add", "And", "Big", "Bracket", "Call", "Cases", "Const", "Diff", "Div", "Integral", "Limit", "Mul",
    "Neg", "Not", "Nth", "Num", "Or", "Partial", "Pow", "Rel", "Sym", "Term", "atoms", "children",
    "integer", "is_deeper", "kinds", "map_children", "symbol", "walk", "with_children",
]  # fmt: skip


class Term:
    """An immutable expression; compares by structure and remembers its hash, its free names and its atoms."""

    __slots__ = ("_atoms", "_hash", "_kinds", "_names")
    __match_args__: tuple[str, ...] = ()
    _atoms: frozenset[Term]
    _hash: int
    _kinds: frozenset[type[Term]]
    _names: frozenset[str]


_T = TypeVar("_T", bound=type)


@dataclass_transform(frozen_default=True)
def _node(cls: _T) -> _T:
    made: Any = frozen(cls)
    made.__hash__ = _remembered_hash(made.__name__, attrgetter(*made.__match_args__))
    return made  # type: ignore[no-any-return]


def _remembered_hash(kind: str, fields: Callable[[Term], object]) -> Callable[[Term], int]:
    """A hash that is made once for each node and tells kinds of nodes apart."""

    def __hash__(self: Term) -> int:  # noqa: N807
        try:
            return self._hash
        except AttributeError:
            made = hash((kind, fields(self)))
            _keep_hash(self, made)
            return made

    return __hash__


# A slot's own `__set__` goes past `__setattr__`, which refuses.
_keep_hash: Callable[[Term, int], None] = Term.__dict__["_hash"].__set__
_keep_atoms: Callable[[Term, frozenset[Term]], None] = Term.__dict__["_atoms"].__set__
_keep_kinds: Callable[[Term, frozenset[type[Term]]], None] = Term.__dict__["_kinds"].__set__


@_node
class Num(Term):
    """An exact rational number; a decimal such as 0.1 is read as 1/10."""

    value: Fraction


@_node
class Const(Term):
    """A constant: `pi`, `e`, `I` (the imaginary unit) or `oo` (infinity, in bounds only)."""

    name: str


@_node
class Sym(Term):
    """A name with its indices: `x`, `z[i]`, `A[i, j]`; also a free or bound index, a size, a definition."""

    name: str
    indices: tuple[Term, ...] = ()


@_node
class Neg(Term):
    """`-arg`"""

    arg: Term


@_node
class Add(Term):
    """`a + b + …`; a difference is the sum with a `Neg`."""

    args: tuple[Term, ...]


@_node
class Mul(Term):
    """`a * b * …`"""

    args: tuple[Term, ...]


@_node
class Div(Term):
    """`num / den`"""

    num: Term
    den: Term


@_node
class Pow(Term):
    """`base ^ exponent`"""

    base: Term
    exponent: Term


@_node
class Call(Term):
    """A function at its arguments: `exp(x)`, `delta(i, j)`, `f(x, y)`.

    `primes` counts derivatives of a declared function by argument: `f''(x)` has `primes=(2,)`.
    Empty means none.
    """

    name: str
    args: tuple[Term, ...]
    primes: tuple[int, ...] = ()


@_node
class Big(Term):
    """A sum or product (`op` is "sum" or "prod") of `body` over `index` from `lower` to `upper`.

    Both ends are included; the range is empty when `upper < lower`. `guard`, if present, is a
    condition on indices, and only the values that satisfy it are taken: `sum(a[k], k != i)`.
    """

    op: str
    body: Term
    index: str
    lower: Term
    upper: Term
    guard: Term | None = None


@_node
class Diff(Term):
    """The partial derivative of `body`; each variable is a `Sym` with the number of times."""

    body: Term
    variables: tuple[tuple[Term, int], ...]


@_node
class Partial(Term):
    """The derivative of `body` by the value of a function, `f(t)` or `f'(t)`, so many `times`.

    Inside, that value is a variable of its own; then it is put back (`derivcheck.function_values`).
    """

    body: Term
    by: Term
    times: int


@_node
class Nth(Term):
    """The derivative of `body` by the symbol `by`, `order` times: a whole number, and perhaps 0."""

    body: Term
    by: Term
    order: Term


@_node
class Cases(Term):
    """`branches` are (value, condition), the first true one counts; `otherwise` may be missing."""

    branches: tuple[tuple[Term, Term], ...]
    otherwise: Term | None = None


@_node
class Bracket(Term):
    """Iverson's bracket: 1 where `condition` holds, 0 elsewhere."""

    condition: Term


@_node
class Integral(Term):
    """The integral of `body` over `variable`; without bounds an antiderivative."""

    body: Term
    variable: str
    lower: Term | None = None
    upper: Term | None = None


@_node
class Limit(Term):
    """The limit of `body` as `variable` tends to `point`."""

    body: Term
    variable: str
    point: Term


@_node
class Rel(Term):
    """A relation; `op` is one of `=`, `!=`, `<`, `<=`, `>`, `>=`."""

    op: str
    left: Term
    right: Term


@_node
class And(Term):
    """All of `args` hold."""

    args: tuple[Term, ...]


@_node
class Or(Term):
    """At least one of `args` holds."""

    args: tuple[Term, ...]


@_node
class Not(Term):
    """`arg` does not hold."""

    arg: Term


@lru_cache(maxsize=1024)
def integer(value: int) -> Num:
    """The whole number `value` as a term."""
    return Num(Fraction(value))


@lru_cache(maxsize=1024)
def _alone(name: str) -> Sym:
    return Sym(name)


def symbol(name: str, indices: tuple[Term, ...] = ()) -> Sym:
    """A name with its indices; without any it is one value wherever it stands, which remembers its hash."""
    return Sym(name, indices) if indices else _alone(name)


#: How the parts of a node are taken out, and how it is made with other parts instead.
_Taken = Callable[[Any], tuple[Term, ...]]
_Remade = Callable[[Any, Sequence[Term]], Term]


def _bounds(term: Integral) -> tuple[Term, ...]:
    return tuple(bound for bound in (term.lower, term.upper) if bound is not None)


def _with_parts(term: Integral, parts: Sequence[Term]) -> Integral:
    body, *rest = parts
    bounds = iter(rest)
    low, high = (None if bound is None else next(bounds) for bound in (term.lower, term.upper))
    return Integral(body, term.variable, low, high)


def _branches(term: Cases) -> tuple[Term, ...]:
    parts = tuple(part for branch in term.branches for part in branch)
    return parts if term.otherwise is None else (*parts, term.otherwise)


_PARTS: Mapping[type[Term], tuple[_Taken, _Remade]] = {
    Num: (lambda term: (), lambda term, _: term),
    Const: (lambda term: (), lambda term, _: term),
    Sym: (lambda term: term.indices, lambda term, parts: Sym(term.name, tuple(parts))),
    Neg: (lambda term: (term.arg,), lambda _, parts: Neg(*parts)),
    Add: (lambda term: term.args, lambda _, parts: Add(tuple(parts))),
    Mul: (lambda term: term.args, lambda _, parts: Mul(tuple(parts))),
    Div: (lambda term: (term.num, term.den), lambda _, parts: Div(*parts)),
    Pow: (lambda term: (term.base, term.exponent), lambda _, parts: Pow(*parts)),
    Call: (lambda term: term.args, lambda term, parts: Call(term.name, tuple(parts), term.primes)),
    Big: (
        lambda term: (term.body, term.lower, term.upper, *(() if term.guard is None else (term.guard,))),
        lambda term, parts: Big(term.op, parts[0], term.index, *parts[1:]),
    ),
    Diff: (
        lambda term: (term.body, *(by for by, _ in term.variables)),
        lambda term, parts: Diff(
            parts[0], tuple((by, times) for by, (_, times) in zip(parts[1:], term.variables, strict=True))
        ),
    ),
    Partial: (lambda term: (term.body, term.by), lambda term, parts: Partial(parts[0], parts[1], term.times)),
    Nth: (lambda term: (term.body, term.by, term.order), lambda _, parts: Nth(*parts)),
    Cases: (
        _branches,
        lambda term, parts: Cases(
            tuple(zip(parts[:-1:2], parts[1::2], strict=True)), parts[-1] if len(parts) % 2 else None
        ),
    ),
    Bracket: (lambda term: (term.condition,), lambda _, parts: Bracket(*parts)),
    Integral: (lambda term: (term.body, *_bounds(term)), _with_parts),
    Limit: (
        lambda term: (term.body, term.point),
        lambda term, parts: Limit(parts[0], term.variable, parts[1]),
    ),
    Rel: (lambda term: (term.left, term.right), lambda term, parts: Rel(term.op, *parts)),
    And: (lambda term: term.args, lambda _, parts: And(tuple(parts))),
    Or: (lambda term: term.args, lambda _, parts: Or(tuple(parts))),
    Not: (lambda term: (term.arg,), lambda _, parts: Not(*parts)),
}


def children(term: Term) -> tuple[Term, ...]:
    """The direct parts of `term`, in the order they are written."""
    return _PARTS[type(term)][0](term)


def with_children(term: Term, parts: Sequence[Term]) -> Term:
    """The same kind of node with these direct parts."""
    return _PARTS[type(term)][1](term, parts)


def map_children(change: Callable[[Term], Term], term: Term) -> Term:
    """`term` with `change` applied to each direct part; `term` itself when nothing changed."""
    old = children(term)
    new = [change(part) for part in old]
    if all(map(is_, old, new)):
        return term
    return with_children(term, new)


#: Names, constants, calls and binders: what is left of a term where arithmetic and logic are looked through.
_ATOMIC = frozenset({Sym, Const, Call, Big, Diff, Integral, Limit, Nth, Partial})


def atoms(term: Term) -> frozenset[Term]:
    """The different names, constants, calls and binders anywhere in `term`, which remembers them.

    >>> x = Sym("x")
    >>> atoms(Add((x, Mul((integer(2), x))))) == {x}
    True
    """
    try:
        return term._atoms
    except AttributeError:
        parts = [term]
        for part in parts:  # which grows on the way
            parts += _PARTS[type(part)][0](part)
        found = frozenset([part for part in parts if type(part) in _ATOMIC])
        _keep_atoms(term, found)
        _keep_kinds(term, frozenset(map(type, parts)))
        return found


def kinds(term: Term) -> frozenset[type[Term]]:
    """The classes of the nodes in `term`, which remembers them.

    >>> sorted(kind.__name__ for kind in kinds(Neg(Sym("x"))))
    ['Neg', 'Sym']
    """
    try:
        return term._kinds
    except AttributeError:
        atoms(term)
        return term._kinds


def walk(term: Term) -> Iterator[Term]:
    """`term` and everything inside it, each before its parts."""
    stack = [term]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(children(here)))


def is_deeper(term: Term, most: int) -> bool:
    """Whether `term` has more than so many levels, counted level by level so that no depth can overrun."""
    level = [term]
    for _ in range(most):
        level = [part for whole in level for part in children(whole)]
    return bool(level)
