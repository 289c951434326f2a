"""Which name each SymPy object goes by.

SymPy tells symbols apart by more than their names: `Symbol("x")` and `Symbol("x", positive=True)` are
two, and every `Dummy` is one of its own. A term knows names only. So each object gets one name: its own
where that is free, else, for a bound variable, its own with a number. Two different free
objects of one name cannot both be kept, and are an error.
"""

from __future__ import annotations

from typing import Any

from derivcheck.terms.binding import fresh_name
from derivcheck.terms.sympy_edge.names import Known

__all__ = ["Scope"]


class Scope:
    """The names of one expression's objects, and what was seen of the free ones (`free`)."""

    def __init__(self, expr: Any) -> None:
        self.free: dict[str, Known] = {}
        self._owner: dict[str, Any] = {}
        self._name: dict[Any, str] = {}
        bound = _bound_variables(expr)
        objects = list(_named_objects(expr))
        for named in (one for one in objects if one not in bound):
            self._owner.setdefault(str(named.name), named)
            self._name[named] = str(named.name)
        for named in (one for one in objects if one in bound):
            new = fresh_name(str(named.name), self._owner)
            self._owner[new] = named
            self._name[named] = new

    def bound_name(self, variable: Any) -> str:
        """The name of a binder's variable."""
        return self._name[variable]

    def free_name(self, named: Any) -> str | None:
        """The name of an object that occurs free; None when another object already has it."""
        name = str(named.name)
        return name if self._name[named] == name and self._owner[name] == named else None

    def saw(self, name: str, known: Known) -> bool:
        """Note a free name; False when it was seen before as something else."""
        return self.free.setdefault(name, known) == known


def _named_objects(expr: Any) -> dict[Any, None]:
    """Every symbol, `Idx`, family and function of `expr`, once each, in the order of writing."""
    import sympy
    from sympy.core.function import AppliedUndef

    found: dict[Any, None] = {}
    stack = [expr]
    while stack:
        here = stack.pop()
        if isinstance(here, sympy.Symbol | sympy.IndexedBase):
            found.setdefault(here)
            shape = getattr(here, "shape", None)
            stack.extend(reversed(shape or ()))
            continue
        if isinstance(here, AppliedUndef):
            found.setdefault(here.func)
        if isinstance(here, sympy.Idx):
            found.setdefault(here)
            stack.extend(reversed(here.args[1:]))
        else:
            stack.extend(reversed(here.args))
    return found


def _bound_variables(expr: Any) -> set[Any]:
    """The variables of the binders in `expr`; an integral without bounds binds nothing."""
    import sympy
    from sympy.concrete.expr_with_limits import ExprWithLimits

    binders = expr.atoms(ExprWithLimits, sympy.Limit, sympy.Subs)
    found: set[Any] = set()
    for binder in binders:
        if isinstance(binder, sympy.Limit):
            found.add(binder.args[1])
        elif isinstance(binder, sympy.Subs):
            found.update(binder.variables)
        else:
            found.update(limit[0] for limit in binder.limits if len(limit) > 1)
    return found
