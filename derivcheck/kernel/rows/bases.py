"""Where a term that must not be 0 is 0 with the base of a power.

A power `b^y` is read as `exp(y log(b))`, which is never 0, and so where `b` is 0 it is left out. There it is
0 for a positive `y`, and has no value for others, unless they are whole numbers: so `1/b^y` and `log(b^y)`
have no value, which is said of `b`. Of whole numbers it is said of positive ones, since `0^0` is 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.functions.powers import is_whole
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Call, Div, Mul, Neg, Num, Pow, Term

__all__ = ["off_zeros_of_bases"]

#: These are 0 where their argument is.
_ZERO_WITH = frozenset({"abs", "conjugate", "sqrt"})


def off_zeros_of_bases(reader: Reader, term: Term) -> None:
    """Note that the bases are not 0 with which a term is 0 that must not be."""
    for base in _zero_with(reader, term):
        reader.require(base, signs.NONZERO)


def _zero_with(reader: Reader, term: Term) -> Iterator[Quotient]:
    match term:
        case Mul(factors):
            for factor in factors:
                yield from _zero_with(reader, factor)
        case Neg(part) | Div(part, _):
            yield from _zero_with(reader, part)
        case Call(name, (part,), ()) if name in _ZERO_WITH:
            yield from _zero_with(reader, part)
        case Pow(base, Num(value)) if value > 0:
            yield from _zero_with(reader, base)
        case Pow(base, exponent) if _is_never_one(reader, reader.value(exponent)):
            yield reader.value(base)
            yield from _zero_with(reader, base)
        case _:
            return


def _is_never_one(reader: Reader, exponent: Quotient) -> bool:
    """True for an exponent with which 0 has the power 0 or none."""
    if reader.ring.sign(exponent) == signs.POSITIVE:
        return True
    return exponent.number() is None and not is_whole(reader.ring, exponent)
