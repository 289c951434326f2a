"""Bound and free names, and substitution that cannot capture.

A binder's variable is visible in its body (and its guard), never in its bounds. Substituting under
a binder renames the variable first when the new text mentions it, so `sum(z[k], k)` with `z[k]`
replaced never confuses the two `k`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derivcheck.terms.nodes import Big, Call, Integral, Limit, Sym, Term, atoms, children, kinds, map_children

__all__ = [
    "INDEX_LETTERS", "bound_name", "exchanged", "free_names", "fresh_name", "mentioned", "substitute",
    "within",
]  # fmt: skip

#: For indices that nobody named.
INDEX_LETTERS = "ijklmrst"


def bound_name(term: Term) -> str | None:
    """The name that `term` binds, if it is a binder."""
    match term:
        case Big():
            return term.index
        case Integral() | Limit():
            return term.variable
        case _:
            return None


def _outside(term: Term) -> tuple[Term, ...]:
    """The parts of a binder that its variable does not reach."""
    match term:
        case Big(lower=lower, upper=upper):
            return (lower, upper)
        case Integral(lower=low, upper=up):
            return tuple(bound for bound in (low, up) if bound is not None)
        case Limit(point=point):
            return (point,)
        case _:
            return ()


def within(term: Term) -> tuple[Term, ...]:
    """The parts of a binder that its variable reaches."""
    match term:
        case Big(body=body, guard=guard):
            return (body,) if guard is None else (body, guard)
        case Integral(body=body) | Limit(body=body):
            return (body,)
        case _:
            return ()


def free_names(term: Term) -> frozenset[str]:
    """Every name of a symbol or index that occurs free in `term`, which remembers them.

    >>> from derivcheck.terms import Big, Sym, integer
    >>> k = Sym("k")
    >>> sorted(free_names(Big("sum", Sym("z", (k,)), "k", integer(1), Sym("n"))))
    ['n', 'z']
    """
    try:
        return term._names
    except AttributeError:
        made = _free_names(term)
        object.__setattr__(term, "_names", made)
        return made


def mentioned(term: Term) -> frozenset[str]:
    """Every name that occurs free in `term`, and those of the functions that are called in it."""
    if Call not in kinds(term):
        return free_names(term)
    return free_names(term).union([part.name for part in atoms(term) if type(part) is Call])


_NONE = frozenset[str]()
_BINDERS = frozenset({Big, Integral, Limit})


def _free_names(term: Term) -> frozenset[str]:
    if kinds(term).isdisjoint(_BINDERS):
        return frozenset([part.name for part in atoms(term) if type(part) is Sym])
    name = bound_name(term)
    if name is None:
        names = frozenset((term.name,)) if isinstance(term, Sym) else _NONE
        return names.union(*map(free_names, children(term)))
    inside = _NONE.union(*map(free_names, within(term)))
    return (inside - {name}).union(*map(free_names, _outside(term)))


def fresh_name(name: str, taken: Iterable[str]) -> str:
    """`name`, or `name` with the first number that is not taken."""
    used = set(taken)
    candidate, number = name, 0
    while candidate in used:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def substitute(term: Term, values: Mapping[str, Term]) -> Term:
    """`term` with each free name without indices replaced, bound names renamed where needed.

    A name that carries indices (`z[i]`) is a family, not a variable: its indices are substituted,
    the family stays.
    """
    if not values:
        return term
    match term:
        case Sym(name=name, indices=()):
            return values.get(name, term)
        case Big() | Integral() | Limit():
            return _substitute_binder(term, values)
        case _:
            return map_children(lambda part: substitute(part, values), term)


def exchanged(term: Term, images: Mapping[Term, Term]) -> Term:
    """`term` with each part that has an image replaced by it, whatever is bound around it."""
    return images[term] if term in images else map_children(lambda part: exchanged(part, images), term)


def _substitute_binder(term: Big | Integral | Limit, values: Mapping[str, Term]) -> Term:
    name = bound_name(term)
    assert name is not None
    free = frozenset[str]().union(*(free_names(part) for part in within(term)))
    inner = {key: value for key, value in values.items() if key != name and key in free}
    arriving = frozenset[str]().union(*(free_names(value) for value in inner.values()))
    new = fresh_name(name, arriving | free) if name in arriving else name
    if new != name:
        inner[name] = Sym(new)

    def out(part: Term) -> Term:
        return substitute(part, values)

    def into(part: Term) -> Term:
        return substitute(part, inner)

    match term:
        case Big(op, body, _, lower, upper, guard):
            return Big(op, into(body), new, out(lower), out(upper), guard and into(guard))
        case Integral(body, _, low, up):
            return Integral(into(body), new, low and out(low), up and out(up))
        case Limit(body, _, point):
            return Limit(into(body), new, out(point))
