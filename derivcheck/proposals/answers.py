"""What SymPy says of an integral or a limit.

A question goes to SymPy by constructors (`derivcheck.terms.sympy_edge`), its symbols with the assumptions of
their domains, and the answer comes back by a table of classes; what is not in that table is no answer. The
caches of SymPy are emptied before each question, so an answer hangs on the question, not on those before it.

Over the reals a logarithm in an antiderivative stands for that of the absolute value, which has the same
derivative. An answer in pieces (for `n = -1` and for other `n`) is several antiderivatives, each to be tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, TypeVar

from derivcheck.errors import OutOfTime, ReadError
from derivcheck.proposals.questions import Question, declared, range_domain
from derivcheck.terms import Call, Const, Diff, Integral, Sym, Term, free_names, map_children, walk
from derivcheck.terms.sympy_edge import from_sympy, to_sympy

__all__ = ["antiderivatives", "is_installed", "preload", "value"]

T = TypeVar("T")

#: Longer answers are not looked at.
_LONGEST = 2_000


def is_installed() -> bool:
    """Whether there is a SymPy to be asked."""
    return find_spec("sympy") is not None


def preload() -> None:
    """Have SymPy and what it imports late in memory: from then on no file is read for a question."""
    import sympy

    x = sympy.Symbol("x", positive=True)
    sympy.integrate(x * sympy.exp(-x), (x, 0, sympy.oo))
    sympy.limit(sympy.sin(x) / x, x, 0)
    _forget()


def antiderivatives(question: Question) -> tuple[Term, ...]:
    """What SymPy proposes as antiderivatives of an integrand; nothing where it has none.

    Raises `OutOfTime` when an alarm rings meanwhile.
    """
    term = question.term
    if not isinstance(term, Integral):
        return ()
    context = declared(question.context, term.variable, range_domain(term))

    def ask() -> tuple[Term, ...]:
        import sympy

        body = to_sympy(term.body, context).doit()
        found = sympy.integrate(body, to_sympy(Sym(term.variable), context))
        return tuple(_real(each) for each in map(_term, _pieces(found)) if each is not None)

    names = free_names(term.body) | {term.variable}
    return tuple(each for each in _asked(ask) or () if free_names(each) <= names and _is_real(each))


def value(question: Question) -> Term | None:
    """SymPy's value of an integral or a limit; that of an integral without bounds up to a constant.

    Raises `OutOfTime` when an alarm rings meanwhile.
    """
    term = question.term
    if isinstance(term, Integral) and term.lower is None:
        found = antiderivatives(question)
        return Integral(Diff(found[0], ((Sym(term.variable), 1),)), term.variable) if found else None
    found_value = _asked(lambda: _term(_closed(to_sympy(term, question.context).doit())))
    return found_value if found_value is not None and free_names(found_value) <= free_names(term) else None


def _asked(ask: Callable[[], T]) -> T | None:
    """What SymPy answers; None for whatever goes wrong inside of it."""
    _forget()
    try:
        return ask()
    except OutOfTime:
        raise
    except Exception:  # a fault of SymPy's, of whatever kind, is no answer
        return None
    finally:
        _forget()


def _forget() -> None:
    from sympy.core.cache import clear_cache

    clear_cache()


def _pieces(found: Any) -> Iterator[Any]:
    """The values of an answer in pieces."""
    import sympy

    folded = sympy.piecewise_fold(found) if found.has(sympy.Piecewise) else found
    if isinstance(folded, sympy.Piecewise):
        yield from (piece.expr for piece in folded.args)
    else:
        yield folded


def _closed(found: Any) -> Any:
    """An answer without the pieces in which SymPy has none."""
    import sympy

    if not isinstance(found, sympy.Piecewise):
        return found
    known = [piece for piece in found.args if not piece.expr.has(sympy.Integral, sympy.Limit)]
    return sympy.Piecewise(*known, evaluate=False) if known else found


def _term(found: Any) -> Term | None:
    """An answer as a term; None where SymPy found no value, or one that the language does not have."""
    import sympy

    if found.has(sympy.Integral, sympy.Limit, sympy.nan, sympy.zoo):
        return None
    try:
        term = from_sympy(found)
    except ReadError:
        return None
    return term if sum(1 for _ in walk(term)) <= _LONGEST else None


def _real(term: Term) -> Term:
    """The same with logarithms of absolute values."""
    inner = map_children(_real, term)
    match inner:
        case Call("log", (argument,)):
            return Call("log", (Call("abs", (argument,)),))
        case _:
            return inner


def _is_real(term: Term) -> bool:
    return not any(part == Const("I") for part in walk(term))
