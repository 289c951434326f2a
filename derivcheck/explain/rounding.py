r"""A decimal that is rounded, as in `\pi = 3.14` and `x/3 = 0.333 x`: `=` where `\approx` is meant.

A decimal stands for exactly itself, so such a step is wrong as it is written. Where the step is linear in its
only decimal on a side, the number that would make it right is worked out; the decimal is called rounded when
the kernel proves that it is this number rounded, or cut off, at its last digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.explain.rules import normal
from derivcheck.frozen import replace
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim, Context, Explanation
from derivcheck.terms import Add, Div, Neg, Num, Term, exchanged, free_names, integer, walk
from derivcheck.terms.printing import to_text

__all__ = ["rounded"]

#: A number that is longer is not shown.
_LONGEST = 32
_MOST_DECIMALS = 30


def rounded(kernel: Kernel, claim: Claim) -> Explanation | None:
    """Says of the only decimal on the right side, or else on the left one, that it is a rounded number."""
    for turned in (claim, replace(claim, left=claim.right, right=claim.left)):
        decimals = [part for part in walk(turned.right) if isinstance(part, Num) and _places(part.value)]
        if len(decimals) != 1:
            continue
        decimal = decimals[0].value
        exact = _exact(kernel, turned, decimals[0])
        for how in _ways(kernel, exact, decimal, claim.context) if exact is not None else ():
            text = to_text(exact, claim.context.indices) if exact is not None else ""
            what = text if len(text) <= _LONGEST else "the number that belongs there"
            said = f"{_shown(decimal)} is {what} {how} at its last digit: this is ≈, and not ="
            return Explanation("rounded", said, "")
    return None


def _places(value: Fraction) -> int:
    """The number of digits behind the point; 0 for whole numbers and for what is no decimal."""
    return next((at for at in range(_MOST_DECIMALS) if (value * 10**at).denominator == 1), 0)


def _shown(value: Fraction) -> str:
    places = _places(value)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _exact(kernel: Kernel, claim: Claim, decimal: Num) -> Term | None:
    """The number with which in place of `decimal` the right side is proved to be the left one."""
    without, once = (exchanged(claim.right, {decimal: integer(value)}) for value in (0, 1))
    slope = Add((once, Neg(without)))
    found = normal(kernel, Div(Add((claim.left, Neg(without))), slope), claim.context)
    if found is None or free_names(found):
        return None
    mended = replace(claim, right=exchanged(claim.right, {decimal: found}))
    return found if isinstance(kernel.decide(mended), Proof) else None


def _ways(kernel: Kernel, exact: Term, decimal: Fraction, context: Context) -> Iterator[str]:
    """How `decimal` came from `exact`, as far as that is proved."""
    unit = Fraction(1, 10 ** _places(decimal))
    beyond = (decimal, decimal + unit) if decimal > 0 else (decimal - unit, decimal)
    for how, (lower, upper) in (
        ("rounded", (decimal - unit / 2, decimal + unit / 2)),
        ("cut off", beyond),
    ):
        bounds = Claim(Num(lower), exact, context, "<="), Claim(exact, Num(upper), context, "<=")
        if all(isinstance(kernel.decide(bound), Proof) for bound in bounds):
            yield how
