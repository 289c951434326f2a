r"""Terms of higher order: `1 + x + O(x^2)`, `f(x) + h f'(x) + \mathcal{O}(h^2)`.

People write `O(n)` for large `n` and `O(h^2)` for small `h`. What is small is seen in an expansion: `O(x^k)`
stands last in a sum of lower powers of `x`, and `x` is no whole number and has no letter of one. Everything
else is not read; in the plain notation `O(g, x, oo)` says which is meant.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.errors import ReadError
from derivcheck.notation.latex.lexer import Token
from derivcheck.notation.latex.words import shown
from derivcheck.notation.partials import is_whole
from derivcheck.terms import Add, Call, Div, Mul, Neg, Num, Pow, Sym, Term, free_names, walk

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["LANDAU", "check_expansion", "read_order"]

#: The names under which Landau's symbol goes where nothing else is declared under them.
LANDAU = frozenset({"O", "O_cal"})
_ORDER = "O"
_COUNTS = frozenset("klmnpqKLMNPQ")


def read_order(parser: Parser, token: Token) -> Term:
    """`O(x^k)`; `token` has just been passed, and the bracket stands here."""
    spans = parser.parts(parser.at)
    close = parser.partner[parser.at]
    size = parser.value_in(spans[0]) if len(spans) == 1 else None
    power = None if size is None else _power(size)
    is_small = power is not None and power[1] > 0 and not _is_counted(parser, power[0])
    if size is None or not is_small:
        raise _refused(parser, token)
    parser.at = close + 1
    parser.landau = token
    return Call(_ORDER, (size,))


def _is_counted(parser: Parser, name: str) -> bool:
    """Whether a variable is whole, or goes by a letter of which people mean large numbers."""
    return name in _COUNTS or is_whole(Sym(name), parser.context, parser.bound)


def check_expansion(parser: Parser, term: Term) -> None:
    """Complain unless the one symbol of Landau's that was read ends a sum of lower powers."""
    token = parser.landau
    if token is None:
        return
    *others, last = term.args if isinstance(term, Add) else (term,)
    marks = sum(isinstance(part, Call) and part.name == _ORDER for part in walk(term))
    power = _power(last.args[0]) if isinstance(last, Call) and last.name == _ORDER else None
    if not others or marks != 1 or power is None:
        raise _refused(parser, token)
    degrees = [_degree(other, power[0]) for other in others]
    if any(degree is None or degree >= power[1] for degree in degrees):
        raise _refused(parser, token)


def _refused(parser: Parser, token: Token) -> ReadError:
    hint = "write 1 + x + O(x^2), or in the plain notation O(g, x, a) with the point that x tends to"
    return parser.error(token, "terms of higher order at the end of an expansion", shown(token), hint)


def _power(term: Term) -> tuple[str, Fraction] | None:
    """The variable and the exponent of a power of one variable, or of its absolute value."""
    match term:
        case Call("abs", (inner,)):
            return _power(inner)
        case Sym(name, ()):
            return name, Fraction(1)
        case Pow(base, Num(exponent)):
            found = _power(base)
            return None if found is None else (found[0], found[1] * exponent)
        case _:
            return None


def _degree(term: Term, name: str) -> Fraction | None:
    """The largest power of a variable in a term that is a polynomial in it; None for another term."""
    if name not in free_names(term):
        return Fraction(0)
    power = _power(term)
    if power is not None:
        return power[1] if power[1] > 0 else None
    match term:
        case Neg(inner):
            return _degree(inner, name)
        case Add(parts):
            degrees = [_degree(part, name) for part in parts]
            return None if None in degrees else max(degree for degree in degrees if degree is not None)
        case Mul(parts):
            degrees = [_degree(part, name) for part in parts]
            return None if None in degrees else sum((d for d in degrees if d is not None), Fraction(0))
        case Div(above, below) if name not in free_names(below):
            return _degree(above, name)
        case _:
            return None
