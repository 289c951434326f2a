"""Limits of sums and products whose last index tends to infinity.

With a body that does not hang on the last index this is what an infinite sum or product means. With one that
does, the limit of `sum(f(k/n)/n, k, p*n, q*n)` is the integral of `f` from `p` to `q` for a continuous `f`
(Riemann); what stands beside the sum belongs to its body, and one more or less at an end does not matter,
for a single term tends to 0. The body is read between the ends, so it has to be made of what is continuous
wherever it is defined: `floor(k/n)` is 0 there and 1 at the end. The harmonic numbers have an expansion of
their own.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.calculus.integrals import integrated
from derivcheck.kernel.calculus.smoothness import is_continuous_at, is_smooth
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.knowledge.conditions import Condition
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.sums.ranges import range_variable
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Div,
    Limit,
    Mul,
    Neg,
    Pow,
    Sym,
    Term,
    exchanged,
    free_names,
    integer,
    substitute,
    walk,
)

__all__ = ["limit_of_sums"]

_ONE = integer(1)
_UNREADABLE = (NeedsCase, Outside, Undefined, TooLarge, NotImplementedError)
#: Functions that are continuous wherever they are defined.
_CONTINUOUS = frozenset((
    "abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "erf", "erfc", "exp", "log",
    "max", "min", "sin", "sinh", "sqrt", "tan", "tanh",
))  # fmt: skip


def limit_of_sums(reader: Reader, term: Limit) -> Quotient | None:
    """The limit at infinity of a body with sums that end at the variable; None where none is found."""
    found = _running(term.body, term.variable)
    if not found or reader.ring.principal:
        return None
    harmonic: dict[Term, Term] = {
        each: _harmonic(each) for each in found if _is_harmonic(each, term.variable)
    }
    if len(harmonic) == len(found):
        return reader.value(Limit(exchanged(term.body, harmonic), term.variable, term.point))
    if isinstance(term.body, Add):
        parts = [Limit(part, term.variable, term.point) for part in term.body.args]
        try:
            return reader.value(Add(tuple(parts)))
        except Undefined:  # the sum may have a limit all the same
            return None
    if len(found) > 1:
        return None
    series, beside = found[0], exchanged(term.body, {found[0]: _ONE})
    if not _is_factor(term.body, series):
        return None
    hangs = term.variable in free_names(series.body) | free_names(series.lower) | free_names(beside)
    if hangs or series.upper != Sym(term.variable):
        return _riemann(reader, term.variable, series, beside)
    return reader.value(_times(beside, replace(series, upper=Const("oo"))))


def _times(factor: Term, term: Term) -> Term:
    return term if factor == _ONE else Mul((factor, term))


def _running(term: Term, name: str) -> list[Big]:
    """The sums and products in a term that have a limit's variable among their ends, without a guard."""
    found = [part for part in walk(term) if isinstance(part, Big)]
    running = [one for one in found if name in free_names(one.lower) | free_names(one.upper)]
    inside = {part for one in found for part in walk(one.body) if isinstance(part, Big)}
    return [] if inside.intersection(running) or any(one.guard for one in running) else running


def _is_factor(term: Term, series: Big) -> bool:
    """Whether a term is a multiple of the sum."""
    match term:
        case Big():
            return term == series
        case Neg(part):
            return _is_factor(part, series)
        case Div(above, below):
            return _is_factor(above, series) and series not in set(walk(below))
        case Mul(parts):
            holding = [part for part in parts if series in set(walk(part))]
            return len(holding) == 1 and _is_factor(holding[0], series)
    return False


def _is_harmonic(one: Big, name: str) -> bool:
    unit = one.body == Div(_ONE, Sym(one.index))
    return unit and one.op == "sum" and one.lower == _ONE and one.upper == Sym(name)


def _harmonic(one: Big) -> Term:
    return Call("harmonic", (one.upper,))


# -- sums of Riemann -------------------------------------------------------------------------------------


def _riemann(reader: Reader, name: str, series: Big, beside: Term) -> Quotient | None:
    """The integral to which the sum tends."""
    if series.op != "sum" or series.index in free_names(beside) | {name}:
        return None
    ring = reader.ring
    size = range_variable(ring, f"size{len(reader.variables)}", ring.zero, None)
    ends = _ends(reader, series, name, Variable(size, ()))
    if ends is None:
        return None
    place = range_variable(ring, f"place{len(reader.variables)}", *ends)
    x, n = symbol(ring, place, ()), symbol(ring, size, ())
    terms, names = Mul((beside, series.body)), {series.index, name}
    if not all(_is_continuous(reader, part, names) for part in walk(terms)):
        return None
    body = substitute(terms, {series.index: Mul((Sym(series.index), Sym(name)))})
    try:
        with reader.varying(name, n), reader.varying(series.index, x):
            read = reader.read(body)
        value = read.value * n
    except _UNREADABLE:
        return None
    if size in value.symbols or not all(_is_met(reader, each) for each in read.conditions):
        return None
    if not (is_smooth(ring, value, place) and all(is_continuous_at(ring, value, place, x) for x in ends)):
        return None
    return integrated(ring, value, place, *ends)


def _is_continuous(reader: Reader, part: Term, names: set[str]) -> bool:
    """Whether a part does not jump where these vary."""
    if names.isdisjoint(free_names(part)):
        return True
    match part:
        case Sym(_, ()) | Neg() | Add() | Mul() | Div():
            return True
        case Pow(base, exponent):
            if names.isdisjoint(free_names(exponent)):
                return True
            return (
                names.isdisjoint(free_names(base)) and reader.ring.sign(reader.value(base)) == signs.POSITIVE
            )
        case Call(called):
            known = reader.context
            return called not in known.definitions and (called in known.functions or called in _CONTINUOUS)
    return False


def _is_met(reader: Reader, condition: Condition) -> bool:
    if condition.scope or condition.guard is not None or condition.value is None:
        return False
    return signs.is_within(reader.ring.sign(condition.value), condition.allowed)


def _ends(reader: Reader, series: Big, name: str, size: Variable) -> tuple[Quotient, Quotient] | None:
    """`p` and `q` of ends that are `p*n` and `q*n`, but for one term more or less inside."""
    first, last = (_line(reader, end, name, size) for end in (series.lower, series.upper))
    if first is None or last is None or not first[0] < last[0]:
        return None
    if first[1] not in (0, 1) or last[1] not in (0, -1):
        return None
    return reader.ring.constant(first[0]), reader.ring.constant(last[0])


def _line(reader: Reader, end: Term, name: str, size: Variable) -> tuple[Fraction, Fraction] | None:
    """`q` and `c` of an end `q*n + c` with numbers."""
    n = symbol(reader.ring, size.name, ())
    try:
        with reader.varying(name, n):
            read = reader.read(end)
        slope = reader.ring.derivative(read.value, size)
    except _UNREADABLE:
        return None
    rise, start = slope.number(), (read.value - slope * n).number()
    return None if rise is None or start is None or read.conditions else (rise, start)
