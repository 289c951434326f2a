"""The values of functions that a derivative may be taken by: `f(t)`, `f'(t)`, `diff(f(t), t)`."""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.terms.binding import free_names
from derivcheck.terms.nodes import Call, Diff, Nth, Partial, Sym, Term

__all__ = ["applied_at", "differentiated", "differentiated_by"]


def applied_at(term: Term) -> Call | None:
    """`term` as a function, with the order of each derivative, at its arguments; None where it is none.

    The derivative of a function by one of its arguments is one of the function's derivatives at that place;
    by a name that stands in two arguments, or inside of one, it is not.

    >>> from derivcheck.terms import Div, integer
    >>> t = Sym("t")
    >>> applied_at(Diff(Call("f", (t,)), ((t, 2),))) == Call("f", (t,), (2,))
    True
    >>> applied_at(Diff(Call("f", (Div(t, integer(2)),)), ((t, 1),))) is None
    True
    """
    match term:
        case Call(name, args, primes):
            return Call(name, args, primes or (0,) * len(args))
        case Diff(Call(name, args, primes), variables):
            orders = list(primes or (0,) * len(args))
            for by, times in variables:
                place = _place(by, args)
                if place is None:
                    return None
                orders[place] += times
            return Call(name, args, tuple(orders))
        case _:
            return None


def differentiated_by(term: Term) -> tuple[Term, ...]:
    """What `term` is a derivative by; nothing when it is none."""
    match term:
        case Diff(_, variables):
            return tuple(by for by, _ in variables)
        case Partial(_, by, _) | Nth(_, by, _):
            return (by,)
        case _:
            return ()


def _place(by: Term, args: tuple[Term, ...]) -> int | None:
    """Where a name stands as an argument, if it stands nowhere else among them."""
    if not isinstance(by, Sym):
        return None
    places = [place for place, arg in enumerate(args) if by.name in free_names(arg)]
    return places[0] if len(places) == 1 and args[places[0]] == by else None


def differentiated(body: Term, variables: Iterable[tuple[Term, int | Term]]) -> Term:
    """The derivative by each of `variables` in turn, so many times: by symbols and by values of functions.

    An order may be a term where the derivative is by a symbol.

    >>> x, t = Call("x", (Sym("t"),)), Sym("t")
    >>> differentiated(Sym("L"), ((x, 1), (t, 1))) == Diff(Partial(Sym("L"), x, 1), ((t, 1),))
    True
    """
    is_open = False  # whether the body is a derivative that was made here
    for by, times in variables:
        is_counted = isinstance(times, int)
        match times, by, body:
            case int(), Sym(), Diff(inner, before) if is_open:
                body = Diff(inner, (*before, (by, times)))
            case int(), Sym(), _:
                body = Diff(body, ((by, times),))
            case int(), _, _:
                body = Partial(body, by, times)
            case Term(), _, _:
                body = Nth(body, by, times)
        is_open = isinstance(by, Sym) and is_counted
    return body
