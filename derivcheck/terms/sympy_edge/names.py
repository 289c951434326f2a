"""Names at the edge: what SymPy assumes about each, and bound names that are all different.

SymPy confuses two binders that share a name (the derivative of `exp(z[k])/Sum(exp(z[k]), (k, 1, n))`
by `z[k]` comes out as 0), so every binder of an expression gets a name of its own here, different
from all free names too.

A domain corresponds to a set of SymPy assumptions, compared after SymPy has drawn its conclusions:
`positive=True` and `positive=True, real=True` are the same domain, `even=True` is none of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from derivcheck.terms.binding import free_names, fresh_name, substitute
from derivcheck.terms.nodes import Big, Call, Integral, Limit, Sym, Term, map_children, walk

__all__ = ["Declared", "Known", "assumptions", "bound_apart", "domain_of"]

#: a domain's spelling -> the SymPy assumptions that say it.
_ASSUME: Mapping[str, Mapping[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "negative": {"negative": True},
    "nonzero": {"real": True, "nonzero": True},
    "integer": {"integer": True},
    "positive integer": {"integer": True, "positive": True},
    "nonnegative integer": {"integer": True, "nonnegative": True},
    "complex": {"complex": True},
}

#: assumptions without a domain of their own: (domain, assumptions, how the value compares with 0).
_BETWEEN: tuple[tuple[str, Mapping[str, bool], str], ...] = (
    ("real", {}, ""),
    ("real", {"nonpositive": True}, "<="),
    ("integer", {"integer": True, "negative": True}, "<"),
    ("integer", {"integer": True, "nonpositive": True}, "<="),
    ("integer", {"integer": True, "nonzero": True}, "!="),
    ("complex", {"complex": True, "zero": False}, "!="),
)


class _Domain(Protocol):
    @property
    def value(self) -> Any: ...


class _Symbol(Protocol):
    @property
    def domain(self) -> _Domain: ...


class _Function(Protocol):
    @property
    def positive(self) -> bool: ...


class Declared(Protocol):
    """What the edge needs to know of a context: the declared names and their domains."""

    @property
    def indices(self) -> Mapping[str, object]:
        """The names of the indices."""
        ...

    @property
    def symbols(self) -> Mapping[str, _Symbol]:
        """Each symbol with its domain."""
        ...

    @property
    def functions(self) -> Mapping[str, _Function]:
        """Each generic function."""
        ...


@dataclass(frozen=True)
class Known:
    """What a SymPy expression says about one of its free names.

    `kind` is "symbol", "index" (an `Idx`), "family" (an `IndexedBase`) or "function". `assumptions` are
    SymPy's, with its conclusions. `bounds` is the range of an `Idx` that has one, `shape` the lengths
    of a family that has them, `rank` the number of indices or arguments.
    """

    kind: str
    assumptions: Mapping[str, bool] = field(default_factory=dict)
    bounds: tuple[Term, Term] | None = None
    shape: tuple[Term, ...] = ()
    rank: int = 0


def domain_of(known: Mapping[str, bool]) -> tuple[str, str] | None:
    """The spelling of the domain that SymPy's assumptions say, and how the value compares with 0.

    The comparison is "" unless the domain alone says too little. No assumption at all means real.
    None when no domain fits.

    >>> import sympy
    >>> domain_of(sympy.Symbol("x", nonpositive=True).assumptions0)
    ('real', '<=')
    >>> domain_of(sympy.Symbol("x", even=True).assumptions0) is None
    True
    """
    import sympy

    rows = (*((spelling, assumed, "") for spelling, assumed in _ASSUME.items()), *_BETWEEN)
    for spelling, assumed, comparison in rows:
        if sympy.Symbol("x", **assumed).assumptions0 == dict(known):
            return spelling, comparison
    return None


def assumptions(term: Term, declared: Declared | None) -> dict[str, Mapping[str, bool]]:
    """The SymPy assumptions of each free name of `term`; a definition has none of its own.

    Without declarations a name in index position is an integer and every other name is real.
    """
    if declared is None:
        integers = {
            index.name
            for part in walk(term)
            if isinstance(part, Sym)
            for index in part.indices
            if isinstance(index, Sym)
        }
        return {
            name: _ASSUME["integer" if name in integers else "real"]
            for name in free_names(term) | _called(term)
        }
    return {
        **dict.fromkeys(declared.indices, _ASSUME["integer"]),
        **{name: _ASSUME[symbol.domain.value] for name, symbol in declared.symbols.items()},
        **{
            name: _ASSUME["positive" if function.positive else "real"]
            for name, function in declared.functions.items()
        },
    }


def _called(term: Term) -> frozenset[str]:
    return frozenset(part.name for part in walk(term) if isinstance(part, Call))


def bound_apart(term: Term) -> tuple[Term, dict[str, Mapping[str, bool]]]:
    """`term` with every binder's name different from all others, and the bound names' assumptions.

    The variable of an integral without bounds stays: the antiderivative depends on it.

    >>> z, k = Sym("z", (Sym("k"),)), "k"
    >>> from derivcheck.terms import Mul, integer
    >>> both = Mul((z, Big("sum", z, k, integer(1), Sym("n"))))
    >>> bound_apart(both)[1]
    {'k_1': {'integer': True}}
    """
    open_variables = {
        part.variable for part in walk(term) if isinstance(part, Integral) and part.lower is None
    }
    taken = set(free_names(term) | _called(term) | open_variables)
    bound: dict[str, Mapping[str, bool]] = {}

    def claim(name: str, domain: str) -> str:
        new = fresh_name(name, taken)
        taken.add(new)
        bound[new] = _ASSUME[domain]
        return new

    def apart(part: Term) -> Term:
        match part:
            case Big(op, body, name, lower, upper, guard):
                new = claim(name, "integer")
                swap = {name: Sym(new)}
                inner = apart(substitute(body, swap))
                condition = guard and apart(substitute(guard, swap))
                return Big(op, inner, new, apart(lower), apart(upper), condition)
            case Integral(body, name, lower, upper) if lower is not None and upper is not None:
                new = claim(name, "real")
                return Integral(apart(substitute(body, {name: Sym(new)})), new, apart(lower), apart(upper))
            case Limit(body, name, point):
                new = claim(name, "real")
                return Limit(apart(substitute(body, {name: Sym(new)})), new, apart(point))
            case _:
                return map_children(apart, part)

    return apart(term), bound
