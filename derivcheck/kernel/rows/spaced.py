"""Sums and products of a function at equally spaced places, as they are written.

Their arguments are read before the functions are: these may write one by that at another place. How many
places there are is asked outside of the range of the index, inside of which there is one at least.
"""

from __future__ import annotations

from derivcheck.kernel.algebra.atoms import Range
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.reading.reader import Reader
from derivcheck.kernel.sums.multiplication import product_of_gammas, product_over_zeros, sum_of_spaced
from derivcheck.terms import Add, Big, Call, Div, Mul, Neg, Term, free_names, integer

__all__ = ["read_spaced"]


def read_spaced(reader: Reader, term: Big, name: str, ends: Range) -> Quotient | None:
    """What it is by a multiplication theorem; the conditions of its terms have been noted."""
    if term.op == "prod" and isinstance(term.body, Add):
        return _of_cosines(reader, term, name, ends)
    factor, call = _apart(term.body, term.index)
    if call is None or call.name in reader.context.functions or call.name in reader.context.definitions:
        return None
    if call.primes or term.index not in free_names(call):
        return None
    if term.op == "prod":
        if call.name != "gamma" or factor != integer(1):
            return None
        place = reader.value(call.args[0])
        with reader.ring.outside(name):
            return product_of_gammas(reader.ring, place, name, ends)
    if len(call.args) != (1 if call.name == "digamma" else 2):
        return None
    *others, x = map(reader.value, call.args)
    with reader.ring.outside(name):
        found = sum_of_spaced(reader.ring, call.name, others, x, name, ends)
    return None if found is None else reader.value(factor) * found


def _of_cosines(reader: Reader, term: Big, name: str, ends: Range) -> Quotient | None:
    """The product of the `x - cos(t)`."""
    match term.body:
        case Add((x, Neg(Call("cos", (angle,))))) if term.index not in free_names(x):
            values = reader.value(x), reader.value(angle)
            with reader.ring.outside(name):
                return product_over_zeros(reader.ring, *values, name, ends)
        case _:
            return None


def _apart(term: Term, index: str) -> tuple[Term, Call | None]:
    """A factor without the index and the function that has it, if that is all."""
    match term:
        case Call():
            return integer(1), term
        case Neg(arg):
            factor, call = _apart(arg, index)
            return Neg(factor), call
        case Div(above, below) if index not in free_names(below):
            factor, call = _apart(above, index)
            return Div(factor, below), call
        case Mul(args):
            inside = [arg for arg in args if index in free_names(arg)]
            if len(inside) == 1:
                factor, call = _apart(inside[0], index)
                return Mul((*(arg for arg in args if arg is not inside[0]), factor)), call
    return integer(1), None
