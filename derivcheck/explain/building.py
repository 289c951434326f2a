"""Terms put together as a person writes them: signs in front, factors in one product, fractions joined."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.terms import Add, Big, Div, Mul, Neg, Num, Term, integer, number_of

__all__ = ["added", "divided", "negated", "product", "terms_of", "times", "total", "without"]


def negated(term: Term) -> Term:
    """The term with the other sign."""
    match term:
        case Neg(arg):
            return arg
        case Num(value):
            return Num(-value) if value <= 0 else Neg(term)
        case _:
            return Neg(term)


def product(factors: tuple[Term, ...]) -> Term:
    """The product; a single factor is itself, none is 1."""
    return factors[0] if len(factors) == 1 else Mul(factors) if factors else integer(1)


def total(parts: tuple[Term, ...]) -> Term:
    """The sum; a single part is itself, none is 0."""
    return parts[0] if len(parts) == 1 else Add(parts) if parts else integer(0)


def times(factor: Term, term: Term) -> Term:
    """`factor * term`, the factor behind a number, before all else but a sum, inside a sign, above a line."""
    match term:
        case Num(value) if value == 1:
            return factor
        case _ if isinstance(factor, Neg):
            return negated(times(factor.arg, term))
        case _ if isinstance(factor, Mul):
            return times(factor.args[0], times(product(factor.args[1:]), term))
        case Neg(arg):
            return Neg(times(factor, arg))
        case Mul((Num() as number, *rest)) if not isinstance(factor, Num):
            return Mul((number, *_beside(factor, tuple(rest))))
        case Mul(args):
            return Mul(_beside(factor, args))
        case Num() if not isinstance(factor, Num | Neg | Add):
            return Mul((term, factor))
        case Div(num, den):
            return Div(times(factor, num), den)
        case _:
            return Mul(_beside(factor, (term,)))


def _beside(factor: Term, args: tuple[Term, ...]) -> tuple[Term, ...]:
    return (*args, factor) if isinstance(factor, Big) else (factor, *args)


def divided(term: Term, by: Term) -> Term:
    """`term / by`, what is below the line already in one product with `by`."""
    match term:
        case Neg(arg):
            return Neg(divided(arg, by))
        case Div(num, den):
            return Div(num, times(by, den))
        case _:
            return Div(term, by)


def added(term: Term, more: Term) -> Term:
    """`term + more` in one sum, in which two numbers are put together.

    >>> from derivcheck.terms import Sym
    >>> added(Add((Sym("n"), integer(1))), Neg(integer(1)))
    Sym(name='n', indices=())
    """
    parts = (*terms_of(term), *terms_of(more))
    if isinstance(term, Neg) and not isinstance(more, Add | Neg):
        parts = (more, term)
    values = [value for value in map(number_of, parts) if value is not None]
    if len(values) != 2 or len(parts) < 3:
        return Add(parts)
    value, others = sum(values, Fraction()), tuple(part for part in parts if number_of(part) is None)
    number = Neg(Num(-value)) if value < 0 else Num(value)
    return total((*others, number) if value else others)


def terms_of(term: Term) -> tuple[Term, ...]:
    """The terms of a sum; what is none is one term."""
    return term.args if isinstance(term, Add) else (term,)


def without(parts: tuple[Term, ...], place: int) -> tuple[Term, ...]:
    """The parts but one."""
    return parts[:place] + parts[place + 1 :]
