"""Orders between expressions in complex numbers that are real by their form.

Complex numbers have no order; moduli, real and imaginary parts have. For all complex `u` and `v`

    -|u| <= re(u) <= |u|,    -|u| <= im(u) <= |u|,    |re(u conj(v))| <= |u| |v|,    |u + v|^2 >= 0,
    |sum(u)| <= sum(|u|),    |sum(u v)|^2 <= sum(|u|^2) sum(|v|^2) (Cauchy-Schwarz),

and `A <= B` follows from a combination of these with coefficients that are not negative, or, where `B >= 0`
does, from such a combination for `A^2 <= B^2`. So the inequality of the triangle is proved, and its kin.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Absolute, Sum, SymbolAtom
from derivcheck.kernel.algebra.combinations import combination, vector_of
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import parts_of
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.sums.sums import sum_over
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import Add, Big, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term

__all__ = ["check_order", "is_real_by_form", "rule_for_moduli"]

_REAL_CALLS = frozenset({"abs", "arg", "im", "re"})
#: More complex numbers, and larger polynomials, are not tried.
_MOST_NUMBERS, _MOST_TERMS = 6, 40


def check_order(ring: Ring, op: str, value: Quotient) -> None:
    """Refuse an order beside a value that may not be real.

    Raises:
        Outside: complex numbers have no order.

    """
    if op == "!=" or not ring.principal or signs.is_real(ring.sign(value)):
        return
    if not (ring.conjugate(ring, value) - value).is_zero():
        raise Outside("an order between complex numbers")


def is_real_by_form(context: Context, term: Term) -> bool:
    """True for what is made of real symbols, moduli and parts by arithmetic."""
    match term:
        case Num() | Const("pi" | "e"):
            return True
        case Sym(name):
            declared = context.symbols.get(name)
            return declared is not None and declared.domain is not Domain.COMPLEX
        case Big("sum", body):
            bound = Symbol(term.index, (), Domain.INTEGER)
            inside = replace(context, symbols={**context.symbols, term.index: bound})
            return is_real_by_form(inside, body)
        case Call(name):
            return name in _REAL_CALLS and name not in context.definitions
        case Neg(arg):
            return is_real_by_form(context, arg)
        case Add(args) | Mul(args):
            return all(is_real_by_form(context, arg) for arg in args)
        case Div(above, below):
            return is_real_by_form(context, above) and is_real_by_form(context, below)
        case Pow(base, Num(value)):
            return value.denominator == 1 and is_real_by_form(context, base)
        case _:
            return False


def rule_for_moduli(session: Session, claim: Claim) -> str | None:
    """What proves `left <= right` or `left >= right`, for sides that are real by form; else None."""
    if claim.op not in ("<=", ">=") or not all(is_real_by_form(claim.context, side) for side in claim.sides):
        return None
    ring = session.ring
    low, high = (session.read(side).value for side in claim.sides)
    if claim.op == ">=":
        low, high = high, low
    if _follows(ring, high - low):
        return "moduli"
    squares = _follows(ring, high) and _follows(ring, high * high - low * low)
    return "squares of moduli" if squares else None


def _follows(ring: Ring, value: Quotient) -> bool:
    """True when the value is a combination of what is not negative."""
    if value.is_zero():
        return True
    if not value.den.is_constant() or len(value.num) > _MOST_TERMS:
        return False
    known = [one for one in _known(ring, value) if one.den.is_constant() and not one.is_zero()]
    columns = [vector_of(one.num) for one in known]
    return combination(columns, vector_of(value.num), frozenset(), ring.tick) is not None


def _known(ring: Ring, value: Quotient) -> Iterator[Quotient]:
    """Values that are not negative, whatever the complex numbers in this one are."""
    yield ring.one
    numbers = list(dict.fromkeys(_numbers(ring, value)))[:_MOST_NUMBERS]
    for number in numbers:
        parts = parts_of(ring, number)
        for part in parts:
            yield from (absolute(ring, number) - part, absolute(ring, number) + part, part * part)
    for first, second in combinations([*numbers, ring.one], 2):
        size, inner = absolute(ring, first) * absolute(ring, second), first * ring.conjugate(ring, second)
        for part in parts_of(ring, inner):
            yield from (size - part, size + part)
        for other in (second, ring.conjugate(ring, second)):
            for each in (first + other, first - other):
                yield _squared(ring, each)
    sizes = [ring.generators[place] for place in value.generators if isinstance(ring.atoms[place], Absolute)]
    sizes = list(dict.fromkeys([*sizes, *(absolute(ring, number) for number in numbers)]))
    yield from _known_of_sums(ring, value)
    yield from sizes
    yield from (one * other for one, other in combinations_with_replacement(sizes, 2))
    yield from ((one - other) ** 2 for one, other in combinations(sizes, 2))


def _known_of_sums(ring: Ring, value: Quotient) -> Iterator[Quotient]:
    """The same for sums, under moduli or beside their conjugates, by their terms and the factors of these."""
    atoms = [ring.atoms[place] for place in value.generators]
    inside = [atom.argument.atom() if isinstance(atom, Absolute) else atom for atom in atoms]
    for atom in [each for each in dict.fromkeys(inside) if isinstance(each, Sum)][:_MOST_NUMBERS]:
        [ends, *more] = atom.ranges
        if more or atom.guard is not None or ends[1] is None:
            continue
        with ring.binding(*ends) as name:
            body = ring.at(atom.body, {atom.variables()[0]: variable(name)})
            sizes = sum_over(ring, absolute(ring, body), name, ends)
            factors = [factor**times for factor, times in factored(ring, body).parts]
            pairs = [(factor, body / factor) for factor in [body, *factors][:_MOST_NUMBERS]]
            norms = [[sum_over(ring, _squared(ring, each), name, ends) for each in pair] for pair in pairs]
        total = ring.generator(atom)
        yield sizes - absolute(ring, total)
        yield from (one * other - _squared(ring, total) for one, other in norms)


def _squared(ring: Ring, value: Quotient) -> Quotient:
    """`|value|^2`"""
    return value * ring.conjugate(ring, value)


def _numbers(ring: Ring, value: Quotient) -> Iterator[Quotient]:
    """The complex symbols in a value, and what stands under moduli."""
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Absolute):
            if not signs.is_real(ring.sign(atom.argument)):
                yield atom.argument
            yield from _numbers(ring, atom.argument)
        elif isinstance(atom, SymbolAtom) and not signs.is_real(ring.generator_sign(place)):
            yield ring.generators[place]
