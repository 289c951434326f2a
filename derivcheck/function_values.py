"""Derivatives by the value of a function, `diff(L, x'(t))`: inside, that value is a variable of its own.

Lagrange's derivatives are meant in this way, and SymPy's `Derivative(L, Derivative(x(t), t))`: definitions
are looked through, a fresh name is put where the value stands, the derivative is taken by that name, and the
value is put back. What else stands there is held fixed, also the other derivatives of the same function at
the same place, and `t` itself: `diff(t*x(t)*x'(t), x(t))` is `t*x'(t)`.

It is unclear what varies with `x(t)`, and there is no such derivative, where the function stands

* at another argument: `x(2*t)`, `x(x(t))`, and `x(s)`, which is `x(t)` where `s = t`;
* under a derivative by what its argument hangs on: in `diff(x(t)^2, t)` it has to vary with `t`. But
  `diff(x(t), t)` alone is the value `x'(t)`;
* under a sum, an integral or a limit that binds a name of its argument;
* in a definition that cannot be looked through, as one that mentions a name bound around its use.
"""

from __future__ import annotations

from derivcheck.definitions import definition_of, looked_into, mentioned_by
from derivcheck.frozen import frozen
from derivcheck.model import Context
from derivcheck.terms import (
    Call,
    Diff,
    Nth,
    Partial,
    Sym,
    Term,
    applied_at,
    bound_name,
    free_names,
    fresh_name,
    map_children,
    walk,
)

__all__ = ["Separated", "Unclear", "is_function_value", "separated"]

_NONE = frozenset[str]()


class Unclear(Exception):  # noqa: N818 - the caller says whose mistake it is
    """What is in the way of a derivative by the value of a function."""


@frozen
class Separated:
    """The derivative of `body` by the name `variable`, so many `times`, where it has the value `at`."""

    body: Term
    variable: str
    at: Term
    times: int

    @property
    def derivative(self) -> Diff:
        """The derivative by the fresh name."""
        return Diff(self.body, ((Sym(self.variable), self.times),))


def is_function_value(term: Term, context: Context) -> bool:
    """Whether `term` is the value of a function, or of a derivative of a declared one."""
    value = applied_at(term)
    if value is None:
        return False
    if value.name in context.functions:
        return value.name not in context.definitions
    definition = context.definitions.get(value.name)
    return definition is not None and definition.is_function and not any(value.primes)


def separated(
    term: Partial, context: Context, bound: frozenset[str] = _NONE, kept: frozenset[str] = _NONE
) -> Separated:
    """The derivative with a name of its own for the value that it is taken by.

    `bound` are the names bound around it, `kept` those of definitions that are variables there.

    Raises:
        Unclear: what varies with that value is not clear.

    """
    if not is_function_value(term.by, context):
        raise Unclear("a derivative by what is no name and no value of a function")
    looked = looked_into(term, context, bound, kept)
    value = applied_at(looked.by)
    assert value is not None
    taken = {*context.names(), *(name for part in walk(looked) for name in _names(part)), *bound}
    variable = fresh_name(f"{value.name}()", taken)
    body = _Separation(value, Sym(variable), context, free_names(looked.by)).of(looked.body, _NONE)
    return Separated(body, variable, term.by, term.times)


def _names(part: Term) -> tuple[str, ...]:
    name = part.name if isinstance(part, Sym | Call) else bound_name(part)
    return () if name is None else (name,)


@frozen
class _Separation:
    """Puts `variable` in the place of `value`, whose arguments hang on the names `inside`."""

    value: Call
    variable: Sym
    context: Context
    inside: frozenset[str]

    def of(self, term: Term, moved: frozenset[str]) -> Term:
        """`term`, where the names `moved` are bound around it or differentiated by."""
        found = applied_at(term)
        if found is not None and found.name == self.value.name:
            return self._replaced(term, found, moved)
        if isinstance(term, Sym | Call):
            self._check_definition(term)
        if isinstance(term, Diff):
            by = frozenset(name for each, _ in term.variables for name in _names(each))
            body = self.of(term.body, moved | by)
            return Diff(body, tuple((self.of(each, moved), times) for each, times in term.variables))
        if isinstance(term, Nth):
            body = self.of(term.body, moved | frozenset(_names(term.by)))
            return Nth(body, term.by, term.order)
        if isinstance(term, Partial):
            body, inner_by = self.of(term.body, moved), self.of(term.by, moved)
            is_this = inner_by == self.variable
            return Diff(body, ((inner_by, term.times),)) if is_this else Partial(body, inner_by, term.times)
        name = bound_name(term)
        inner = moved if name is None else moved | {name}
        return map_children(lambda part: self.of(part, inner), term)

    def _replaced(self, term: Term, found: Call, moved: frozenset[str]) -> Term:
        if found.args != self.value.args:
            raise Unclear(f"{found.name} at another argument")
        if self.inside & moved:
            raise Unclear(f"{found.name} under what binds or differentiates by its argument")
        if found.name in self.context.definitions and any(found.primes):
            raise Unclear(f"a derivative of {found.name}")
        return self.variable if found.primes == self.value.primes else term

    def _check_definition(self, term: Sym | Call) -> None:
        definition = definition_of(term, self.context)
        if definition is not None and self.value.name in mentioned_by(definition, self.context):
            raise Unclear(f"{self.value.name} hidden in {term.name}")
