"""How integrals are read.

The variable is a symbol of its own inside the body, which is known to lie between the ends. What the
body needs in order to be defined and is not granted there is a condition for all values of the variable;
where nothing shows that the integral converges, that it does is another.

Among complex numbers the ends are real, and the integral is that of the real and of the imaginary part of
the integrand (`derivcheck.kernel.calculus.integrand_parts`), unless a law holds in a half plane.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derivcheck.definitions import applied, hanging_on
from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Integrated
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.exchanged import by_exchange
from derivcheck.kernel.calculus.half_angles import without_half_angles
from derivcheck.kernel.calculus.integral_laws import by_continuation
from derivcheck.kernel.calculus.integrals import between, converges, integrated
from derivcheck.kernel.calculus.integrand_parts import (
    integrand_parts,
    varies_among_reals,
    with_whole_symbols,
)
from derivcheck.kernel.calculus.kinks import ranges_between_kinks
from derivcheck.kernel.calculus.waves import Running, running
from derivcheck.kernel.knowledge.conditions import CONVERGES, ENOUGH, Condition
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.sums.ranges import End
from derivcheck.terms import Const, Integral, Neg, Term

__all__ = ["ROWS", "check_definitions", "end"]


def _integral(reader: Reader, term: Integral) -> Quotient:
    if term.lower is None or term.upper is None:
        raise Outside("an indefinite integral")
    check_definitions(reader, term.body, term.variable)
    sign, low, high = _ends(reader, term.lower, term.upper)
    if not reader.ring.principal:
        term = replace(term, body=without_half_angles(term.body))
    total = reader.ring.zero
    spelled = replace(term, body=applied(term.body, reader.context, term.variable))
    for start, stop in ranges_between_kinks(reader, spelled, low, high):
        total = total + _over(reader, term, start, stop)
    return total if sign > 0 else -total


def _over(reader: Reader, term: Integral, low: End, high: End) -> Quotient:
    """The integral from one end to another; notes what it needs in order to exist."""
    ring = reader.ring
    run = running(reader, term, low, high)
    name, low, high = run.name, run.low, run.high
    try:
        with reader.varying(term.variable, run.image):
            inner = reader.read(term.body)
    except NeedsCase:
        raise Outside("a case distinction under an integral") from None
    body = run.slope * inner.value
    for condition in inner.conditions:
        inside = condition.value is not None and name in condition.value.symbols
        # What holds for the integral to exist may fail at single points, so it is no fact inside.
        reader.conditions.setdefault(replace(condition, kind=ENOUGH) if inside else condition)
    if not ring.principal:
        _note_proposals(reader, term, run, body)
    if ring.principal and not varies_among_reals(ring, body, name):
        known = by_continuation(ring, body, name, low, high)
        if known is not None:
            return known
    total = ring.zero
    for unit, part in _parts(ring, body, name, (low, high)):
        total = total + unit * integrated(ring, part, name, low, high)
        if not converges(ring, part, name, low, high):
            closed = ring.generator(Integrated(part, name, low, high))
            reader.conditions.setdefault(Condition(closed, CONVERGES, kind=ENOUGH))
    if any(isinstance(ring.atoms[place], Integrated) for place in total.generators):
        turned = _in_other_order(reader, term, run)
        if turned is not None:
            return turned
    whole = with_whole_symbols(ring, total)
    if whole is None:
        raise Outside("an integral among complex numbers")
    return whole


def _in_other_order(reader: Reader, term: Integral, run: Running) -> Quotient | None:
    """The value of an integral of an integral by the other order, before the inner one is looked at."""
    ring, inner = reader.ring, term.body
    if ring.principal or not isinstance(inner, Integral) or inner.lower is None or inner.upper is None:
        return None
    before, reader.conditions = reader.conditions, {}
    try:
        with reader.varying(term.variable, run.image):
            sign, low, high = _ends(reader, inner.lower, inner.upper)
            beside = running(reader, inner, low, high)
            with reader.varying(inner.variable, beside.image):
                body = reader.value(inner.body)
        noted = reader.conditions
    except (NeedsCase, Outside):
        return None
    finally:
        reader.conditions = before
    atom = Integrated(body * beside.slope, beside.name, beside.low, beside.high)
    whole = ring.constant(sign) * run.slope * ring.generator(atom)
    value = by_exchange(ring, whole, run.name, run.low, run.high, between)
    for condition in noted if value is not None else ():
        reader.conditions.setdefault(replace(condition, kind=ENOUGH))
    return value


def _note_proposals(reader: Reader, term: Integral, run: Running, body: Quotient) -> None:
    """Have the ring know what is proposed as an antiderivative; what of it cannot be read is left out."""
    ring = reader.ring
    for proposal in reader.proposed.get(Integral(term.body, term.variable), ()):
        try:
            with reader.varying(term.variable, run.image):
                found = reader.read(proposal).value
        except (NeedsCase, Outside, Undefined, TooLarge, NotImplementedError):
            continue
        ring.proposed.setdefault((body, run.name), {})[found] = None


def _parts(ring: Ring, body: Quotient, name: str, ends: tuple[End, End]) -> list[tuple[Quotient, Quotient]]:
    """The integrand; among complex numbers its real part beside 1 and its imaginary part beside `I`."""
    if not ring.principal:
        return [(ring.one, body)]
    real = all(end is None or signs.is_real(ring.sign(end)) for end in ends)
    parts = integrand_parts(ring, body, name, finite=None not in ends) if real else None
    if parts is None:
        raise Outside("an integral among complex numbers")
    return parts


def _ends(reader: Reader, lower: Term, upper: Term) -> tuple[int, End, End]:
    """The ends, and -1 where infinity had to be brought to the right place."""
    (below, low), (above, high) = end(reader, lower), end(reader, upper)
    if below > 0 or above < 0:
        if below and above and below == above:
            raise Outside("an integral from infinity to itself")
        return -1, high, low
    return 1, low, high


def end(reader: Reader, term: Term) -> tuple[int, End]:
    """An end that is a number with a 0, or the sign of infinity."""
    if term == Const("oo"):
        return 1, None
    if isinstance(term, Neg) and term.arg == Const("oo"):
        return -1, None
    return 0, reader.value(term)


def check_definitions(reader: Reader, body: Term, variable: str) -> None:
    """A defined quantity that mentions the name of the bound variable could be meant either way."""
    if hanging_on(variable, body, reader.context) is not None:
        raise Outside(f"a definition that mentions the bound variable {variable!r}")


#: As `derivcheck.kernel.rows.terms.ROWS`.
ROWS: Mapping[type[Term], Callable[[Reader, Any], Quotient]] = {Integral: _integral}
