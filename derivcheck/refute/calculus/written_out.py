"""Orthogonal polynomials of a whole degree under an integral, written out in powers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from flint import fmpq, fmpq_poly, fmpz_poly

from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.terms import Add, Call, Mul, Num, Pow, Term, atoms, free_names, integer, map_children

__all__ = ["polynomials_written_out"]

_HIGHEST_DEGREE = 24


def polynomials_written_out(scope: Scope, term: Term, name: str, local: Local) -> Term:
    """`term` with polynomials for the orthogonal ones of `name` whose degree is known."""
    return _written_out(scope, term, name, local) if _has_any(term) else term


@lru_cache(maxsize=256)
def _has_any(term: Term) -> bool:
    return any(isinstance(part, Call) and part.name in _POLYNOMIALS for part in atoms(term))


def _written_out(scope: Scope, term: Term, name: str, local: Local) -> Term:
    match term:
        case Call(kind, (degree, arg)) if kind in _POLYNOMIALS and name in free_names(arg) - free_names(
            degree
        ):
            if kind in scope.machine.context.functions or kind in scope.machine.context.definitions:
                return term
            value = scope.machine.rule(scope, degree, local)
            if isinstance(value, fmpq) and value.q == 1 and 0 <= value <= _HIGHEST_DEGREE:
                return _in_powers(_POLYNOMIALS[kind](int(value.p)), _written_out(scope, arg, name, local))
            return term
    return map_children(lambda part: _written_out(scope, part, name, local), term)


def _in_powers(coefficients: list[Fraction], arg: Term) -> Term:
    parts = [Mul((Num(each), Pow(arg, integer(power)))) for power, each in enumerate(coefficients) if each]
    return Add(tuple(parts)) if len(parts) > 1 else parts[0]


def _legendre(degree: int) -> list[Fraction]:
    return [Fraction(int(each.p), int(each.q)) for each in fmpq_poly.legendre_p(degree).coeffs()]


def _chebyshev(make: Callable[[int], fmpz_poly]) -> Callable[[int], list[Fraction]]:
    return lambda degree: [Fraction(int(each)) for each in make(degree).coeffs()]


def _hermite(degree: int) -> list[Fraction]:
    """By `H(n + 1) = 2 x H(n) - 2 n H(n - 1)`."""
    before, here = fmpz_poly([0]), fmpz_poly([1])
    for step in range(degree):
        before, here = here, fmpz_poly([0, 2]) * here - 2 * step * before
    return [Fraction(int(each)) for each in here.coeffs()]


_POLYNOMIALS: Mapping[str, Callable[[int], list[Fraction]]] = {
    "legendre": _legendre,
    "chebyshevt": _chebyshev(fmpz_poly.chebyshev_t),
    "chebyshevu": _chebyshev(fmpz_poly.chebyshev_u),
    "hermite": _hermite,
}
