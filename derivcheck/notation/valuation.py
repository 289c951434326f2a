"""The value of an expression `f` at `x = a`, `f` with `a` in place of `x`, and at several values at once.

The two are the same where putting a value in commutes with everything in `f`. It does with
arithmetic, functions, conditions, and with sums, products, integrals and limits, whose variables are
renamed where `a` mentions them. It does not, and there is no value, with

* a derivative by `x`, except that of a function by its argument, which is a derivative at a
  point, `diff(f(t), t)` at `t = a` is `f'(a)`, and what `derivcheck.notation.rates` writes out;
* another derivative that mentions `x`, unless `a` is a number: at `x = y`, `diff(x*y, y)` is `y`, but
  `diff(y*y, y)` is `2*y`;
* an integral without bounds, which is a function of its variable and of a constant that it hides;
* a definition that depends on `x` without showing it, or may do so because it is still to be read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from derivcheck.model import TO_COME, Context, reached
from derivcheck.notation.rates import rate
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Neg,
    Nth,
    Partial,
    Sym,
    Term,
    applied_at,
    differentiated_by,
    free_names,
    integer,
    map_children,
    substitute,
    walk,
)

__all__ = ["INFINITE", "MOST_PARTS", "NO_SIDE", "obstacle", "one_sided", "valued"]

#: how many parts a substitution may lead to; nested ones would double them again and again
MOST_PARTS = 4000

#: how often what is elementary is differentiated
_MOST_RATES = 6

#: how often `f'[99](x)` may be differentiated by one argument
_MOST_PRIMES = 99


def valued(term: Term, values: Mapping[str, Term], context: Context) -> Term | None:
    """`term` at these values, which are put in together; `None` where one meets an `obstacle`, or it grows.

    >>> from derivcheck.terms import Mul
    >>> x, y = Sym("x"), Sym("y")
    >>> valued(Div(x, y), {"x": y, "y": x}, Context()) == Div(y, x)
    True
    """
    term = _primed(term, values.keys(), context)
    if any(obstacle(term, name, value, context) for name, value in values.items()):
        return None
    named = [part.name for part in walk(term) if isinstance(part, Sym) and part.name in values]
    if _parts(term) + sum(_parts(values[name]) for name in named) > MOST_PARTS:
        return None
    return substitute(term, values)


def one_sided(found: Limit, side: str, context: Context) -> Limit | None:
    """The limit from above (`side` is `+`) or below (`-`): with `a + 1/x` in place of `x`, that at infinity.

    `None` at infinity, and where no value can be put into the body.
    """
    near: Term = Div(integer(1), Sym(found.variable))
    near = near if side == "+" else Neg(near)
    if found.point != integer(0):
        near = Add((found.point, near))
    if found.point in INFINITE or found.variable in free_names(found.point):
        return None
    body = valued(found.body, {found.variable: near}, context)
    return None if body is None else Limit(body, found.variable, Const("oo"))


INFINITE = (Const("oo"), Neg(Const("oo")))

#: what is said where there is no `one_sided` limit
NO_SIDE = "a limit from one side is read where what tends is written out, outside of derivatives"


def _parts(term: Term) -> int:
    return sum(1 for _ in walk(term))


def _primed(term: Term, names: Collection[str], context: Context) -> Term:
    """`term` with `f'(x)` for the derivatives of functions by arguments that are among the names."""
    if isinstance(term, Diff):
        found = applied_at(term)
        if found is None:
            return _written_out(term, names, context)
        if max(found.primes) > _MOST_PRIMES:
            return term
        moved = {by.name for by in differentiated_by(term) if isinstance(by, Sym) and not by.indices}
        is_known = all(_is_function(found.name, name, context) for name in names)
        return found if moved <= set(names) and is_known else _written_out(term, names, context)
    if isinstance(term, Partial | Nth):
        return term
    return map_children(lambda part: _primed(part, names, context), term)


def _written_out(term: Diff, names: Collection[str], context: Context) -> Term:
    """A derivative by some of the names, written out if it is of what is elementary."""
    orders = [(by.name, times) for by, times in term.variables if isinstance(by, Sym) and not by.indices]
    if len(orders) < len(term.variables) or all(name not in names for name, _ in orders):
        return term
    found: Term | None = _primed(term.body, names, context)
    for name in (name for name, times in orders for _ in range(min(times, _MOST_RATES + 1))):
        found = None if found is None or _parts(found) > MOST_PARTS else rate(found, name, context)
    return term if found is None or max(times for _, times in orders) > _MOST_RATES else found


def _is_function(called: str, name: str, context: Context) -> bool:
    """Whether `called` is a function that depends on `name` through its arguments alone."""
    definition = context.definitions.get(called)
    if definition is None:
        return called in context.functions
    return definition.is_function and not _may_depend(called, name, context)


def obstacle(term: Term, name: str, value: Term, context: Context) -> str:
    """What in `term` a value for `name` may not be put into, or ""."""
    may_hide = name in context.names()
    for part in walk(term):
        match part:
            case Diff() | Nth() | Partial() if name in free_names(part):
                by = frozenset[str]().union(*map(free_names, differentiated_by(part)))
                if name in by or not _is_number(value, context):
                    return f"a derivative that mentions {name!r}"
            case Integral(lower=None):
                return "an integral without bounds"
            case Sym(mentioned) | Call(mentioned) if may_hide and mentioned in context.definitions:
                if mentioned != name and _may_depend(mentioned, name, context):
                    return f"the definition {mentioned!r}, which may depend on {name!r}"
    return ""


def _may_depend(defined: str, name: str, context: Context) -> bool:
    """Whether a definition mentions `name` or one that does, as far as all of them have been read."""
    behind = reached(context.definitions[defined].mentions, context.definitions)
    bodies = (context.definitions[other].body for other in behind & context.definitions.keys() | {defined})
    return name in behind or any(body == TO_COME for body in bodies)


def _is_number(value: Term, context: Context) -> bool:
    """Whether `value` depends on nothing."""
    defined = context.definitions
    return not free_names(value) and not any(
        isinstance(part, Call) and part.name in defined for part in walk(value)
    )
