"""Orthogonal polynomials as sums: both sides have one recurrence, beyond 1, and so anywhere.

*Recurrences.* Let `a(n) f(n) + b(n) f(n + 1) + c(n) f(n + 2) = 0` for all `n` from some place on, with no
`c(n)` that is 0. What satisfies that too, and has the same values at the first two places, is `f(n)`. For a
sum that is shown like any other claim: it telescopes (Zeilberger). It must have a value at every place. A sum
up to the whole part of a fraction of the degree is read by its remainders.

*Continuation.* The ratio of terms with `(x - 1)^(n - k)` divides by `x - 1`. Where both sides are meromorphic
in `x` (sums, products, whole powers and quotients of such functions, orthogonal polynomials, exponentials),
they agree wherever both are defined once they agree for `x > 1`: that is the identity theorem. Whatever is
assumed of `x` is then not needed. Where one side alone may be undefined, that is found by reading the claim
as it stands; if that cannot be read, the zeros of the bases of powers are left out.

Source: Petkovsek, Wilf, Zeilberger, A = B, chapter 6; Abramowitz and Stegun, 22.7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.frozen import replace
from derivcheck.kernel.deciding.answers import Proof
from derivcheck.kernel.deciding.induction import Read, least_value
from derivcheck.kernel.deciding.remainders import remainders
from derivcheck.kernel.reading.generic import is_meromorphic
from derivcheck.kernel.reading.index_reading import is_whole_name
from derivcheck.kernel.reading.reader import Reading
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    HYPERGEOMETRIC,
    Add,
    Big,
    Call,
    Const,
    Div,
    Mul,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    integer,
    substitute,
    walk,
)
from derivcheck.terms.printing import to_text
from derivcheck.terms.ranges import split_offset

__all__ = ["by_recurrences"]

_CONTINUOUS = frozenset((
    Domain.COMPLEX, Domain.REAL, Domain.POSITIVE, Domain.NONNEGATIVE, Domain.NEGATIVE, Domain.NONZERO,
))  # fmt: skip

#: The functions that may be taken at the argument of the polynomials.
_SIMPLE = frozenset((
    HYPERGEOMETRIC, "chebyshevt", "chebyshevu", "cos", "cosh", "exp", "hermite", "laguerre", "legendre",
    "sin", "sinh",
))  # fmt: skip

#: The recurrence is shown from this place on, where no range is empty.
_FIRST = 2

#: Whether a claim is proved without conditions.
_Grounds = Callable[[Claim], bool]


def by_recurrences(claim: Claim, grounds: _Grounds, read: Read) -> Proof | None:
    """The proof that such a function is what it is claimed to be, a term in sums."""
    parts = [part for side in claim.sides for part in walk(side)]
    if claim.op != "=" or not any(map(_is_sum, parts)):
        return None
    for function, other in (claim.sides, claim.sides[::-1]):
        if isinstance(function, Call) and function.name in _RECURRENCES and not _mentions(other):
            names = _variables(claim.context, function)
            if not all(_is_simple(part, names) for part in parts):
                return None
            if not all(is_meromorphic(claim.context, side, names) for side in claim.sides):
                return None
            beyond = _beyond_one(replace(claim, left=function, right=other), names)
            return _conclusion(claim, names, read) if _is_shown(beyond, grounds, read) else None
    return None


def _is_simple(part: Term, names: frozenset[str]) -> bool:
    """Whether a part is no function of these symbols that has poles, or values by convention."""
    return not isinstance(part, Call) or not free_names(part) & names or part.name in _SIMPLE


def _is_sum(part: Term) -> bool:
    if isinstance(part, Big):
        return part.upper != Const("oo")
    return isinstance(part, Call) and part.name == HYPERGEOMETRIC


def _mentions(term: Term) -> bool:
    return any(isinstance(part, Call) and part.name in _RECURRENCES for part in walk(term))


def _variables(context: Context, function: Call) -> frozenset[str]:
    """The symbols at which the function is taken; none where they are not all free to vary."""
    names = free_names(function.args[-1]) if len(function.args) > 1 else frozenset()
    declared = (context.symbols.get(name) for name in names)
    plain = all(each is not None and not each.axes and each.domain in _CONTINUOUS for each in declared)
    return names if plain else frozenset()


def _conclusion(claim: Claim, names: frozenset[str], read: Read) -> Proof | None:
    """What holds by continuation; where one side may be undefined since a power is, that is said."""
    if all(_is_defined_anywhere(read(each), names) for each in remainders(claim) or (claim,)):
        return Proof(rules=("recurrences",))
    parts = [part for side in claim.sides for part in walk(side)]
    if any(isinstance(part, Div) and free_names(part.den) & names for part in parts):
        return None
    bases = {part.base for part in parts if isinstance(part, Pow) and free_names(part.base) & names}
    return Proof(tuple(sorted(to_text(Rel("!=", base, integer(0))) for base in bases)), ("recurrences",))


def _is_defined_anywhere(readings: tuple[Reading, Reading] | None, names: frozenset[str]) -> bool:
    """Whether it has nothing to do with these symbols whether the sides are defined."""
    conditions = () if readings is None else (*readings[0].conditions, *readings[1].conditions)
    values = (value for each in conditions for value in (each.value, each.guard) if value is not None)
    if readings is None or (conditions and not names):
        return False
    return not any(names & value.symbols for value in values)


# -- beyond 1 ------------------------------------------------------------------------------------------------


def _beyond_one(claim: Claim, names: frozenset[str]) -> Claim:
    """The claim where these symbols are positive, or more than 1; nothing else is assumed of them.

    What is more than 1 is written as 1 and what is positive, so that signs need not be looked for.
    """
    context = claim.context
    kept = tuple(each for each in context.assumptions if not free_names(each) & names)
    symbols = {**context.symbols, **{name: Symbol(name, (), Domain.POSITIVE) for name in names}}
    parts = (*walk(claim.left), *walk(claim.right))
    images = {
        name: Add((Sym(name), integer(1))) for name in names if any(_is_of_sum(part, name) for part in parts)
    }
    left, right = (substitute(side, images) for side in claim.sides)
    return Claim(left, right, replace(context, symbols=symbols, assumptions=kept))


def _is_of_sum(part: Term, name: str) -> bool:
    """Whether a power, or the argument of a hypergeometric function, is of a sum with this symbol in it."""
    if isinstance(part, Pow):
        inside = part.base
    elif isinstance(part, Call) and part.name == HYPERGEOMETRIC:
        inside = part.args[-1]
    else:
        return False
    return any(isinstance(each, Add) and name in free_names(each) for each in walk(inside))


# -- recurrences ---------------------------------------------------------------------------------------------


def _is_shown(claim: Claim, grounds: _Grounds, read: Read) -> bool:
    """Whether the right side has the recurrence of the function on the left, and begins like it."""
    function, other = claim.sides
    assert isinstance(function, Call)
    size, shift = _shifted_size(claim.context, function.args[0])
    least = None if size is None else least_value(claim.context, size, (), claim.context.assumptions)
    if size is None or least is None or least + shift < 0:
        return False
    if not all(_has_value(read(each)) for each in remainders(claim) or (claim,)):
        return False
    starts = [{size: integer(least + step)} for step in range(_FIRST + 2)]
    if not all(grounds(Claim(*_both(claim, image), claim.context)) for image in starts):
        return False
    following = (substitute(other, {size: Add((Sym(size), integer(step)))}) for step in (1, 2))
    factors = _RECURRENCES[function.name](*function.args)
    total = Add(tuple(Mul(pair) for pair in zip(factors, (other, *following), strict=True)))
    step = Claim(total, integer(0), claim.context.assuming(Rel(">=", Sym(size), integer(least + _FIRST))))
    return all(map(grounds, remainders(step) or (step,)))


def _both(claim: Claim, image: Mapping[str, Term]) -> tuple[Term, Term]:
    return substitute(claim.left, image), substitute(claim.right, image)


def _shifted_size(context: Context, degree: Term) -> tuple[str | None, int]:
    """`n` and `c` where the degree is written as `n`, `n + c` or `n - c`."""
    size, shift = split_offset(degree)
    match size:
        case Sym(name, ()) if is_whole_name(context, name) and shift.denominator == 1:
            return name, int(shift)
    return None, 0


def _has_value(readings: tuple[Reading, Reading] | None) -> bool:
    return readings is not None and not readings[1].conditions


def _plus(term: Term, number: int) -> Term:
    return Add((term, integer(number)))


def _times(number: int, *factors: Term) -> Term:
    return Mul((integer(number), *factors))


def _of_chebyshev(_n: Term, x: Term) -> tuple[Term, Term, Term]:
    return integer(1), _times(-2, x), integer(1)


def _of_legendre(n: Term, x: Term) -> tuple[Term, Term, Term]:
    return _plus(n, 1), _times(-1, _plus(_times(2, n), 3), x), _plus(n, 2)


def _of_hermite(n: Term, x: Term) -> tuple[Term, Term, Term]:
    return _times(2, _plus(n, 1)), _times(-2, x), integer(1)


def _of_laguerre(n: Term, x: Term) -> tuple[Term, Term, Term]:
    return _plus(n, 1), Add((x, _times(-2, n), integer(-3))), _plus(n, 2)


def _of_fibonacci(_n: Term) -> tuple[Term, Term, Term]:
    return integer(-1), integer(-1), integer(1)


#: `a`, `b` and `c` by the degree and the argument.
_RECURRENCES: Mapping[str, Callable[..., tuple[Term, Term, Term]]] = {
    **dict.fromkeys(("chebyshevt", "chebyshevu"), _of_chebyshev),
    **dict.fromkeys(("fibonacci", "lucas"), _of_fibonacci),
    "hermite": _of_hermite,
    "laguerre": _of_laguerre,
    "legendre": _of_legendre,
}
