"""The expression tree: small immutable terms, exactly as they were written.

Building a term never evaluates anything: `Div(x, x)` stays a quotient until the kernel, which
records what it cancels, looks at it. Two terms are equal when they are written alike; whether they
*mean* the same is the kernel's question. The binders are `Big`, `Integral` and `Limit`; each names
its variable, and `derivcheck.terms.binding` substitutes without capture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, TypeVar, dataclass_transform

from derivcheck.frozen import frozen

__all__ = [
    "Add", "And", "Big", "Bracket", "Call", "Cases", "Const", "Diff", "Div", "Integral", "Limit",
    "Mul", "Neg", "Not", "Num", "Or", "Pow", "Rel", "Sym", "Term", "children", "integer",
    "map_children", "walk",
]  # fmt: skip


class Term:
    """An immutable expression; compares by structure and remembers its hash."""

    __slots__ = ("_hash",)
    __match_args__: tuple[str, ...] = ()
    _hash: int


def _cached_hash(self: Term) -> int:
    try:
        return self._hash
    except AttributeError:
        parts = tuple(getattr(self, name) for name in self.__match_args__)
        object.__setattr__(self, "_hash", hash((type(self).__name__, parts)))
        return self._hash


_T = TypeVar("_T", bound=type)


@dataclass_transform(frozen_default=True)
def _node(cls: _T) -> _T:
    made: Any = frozen(cls)
    made.__hash__ = _cached_hash
    return made  # type: ignore[no-any-return]


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


def integer(value: int) -> Num:
    """The whole number `value` as a term."""
    return Num(Fraction(value))


def children(term: Term) -> Iterator[Term]:
    """The direct parts of `term`, in the order they are written."""
    for name in term.__match_args__:
        yield from _terms_in(getattr(term, name))


def _terms_in(part: object) -> Iterator[Term]:
    if isinstance(part, Term):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _terms_in(item)


def map_children(change: Callable[[Term], Term], term: Term) -> Term:
    """`term` with `change` applied to each direct part; `term` itself when nothing changed."""
    old = [getattr(term, name) for name in term.__match_args__]
    new = [_mapped(change, part) for part in old]
    if all(before is after for before, after in zip(old, new, strict=True)):
        return term
    made: Term = type(term)(*new)
    return made


def _mapped(change: Callable[[Term], Term], part: Any) -> Any:
    if isinstance(part, Term):
        return change(part)
    if isinstance(part, tuple):
        made = tuple(_mapped(change, item) for item in part)
        return part if all(a is b for a, b in zip(part, made, strict=True)) else made
    return part


def walk(term: Term) -> Iterator[Term]:
    """`term` and everything inside it, each before its parts."""
    stack = [term]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(list(children(here))))
