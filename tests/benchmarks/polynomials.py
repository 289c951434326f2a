"""`python -m tests.benchmarks.polynomials`: `(a + b + c + d)^k` against its expansion, written out.

Beside the kernel's proof stand python-flint alone, once multiplying (`k - 1` products) and once doing all
that the kernel has to do (the products, and the written expansion term by term), and SymPy's `expand` of
the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from derivcheck.formats import read_context
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim
from derivcheck.terms import Add, Mul, Pow, Sym, Term, integer

NAMES = ("a", "b", "c", "d")
EXPONENTS = (5, 10, 20)
REPEATS = 5
CONTEXT = read_context("symbols:\n  a, b, c, d: real\n")
RING = fmpz_mpoly_ctx.get(("g", len(NAMES)), Ordering.deglex)


def fastest(question: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest of some runs, in milliseconds."""
    times = []
    for _ in range(repeats):
        begun = perf_counter()
        question()
        times.append(perf_counter() - begun)
    return 1000 * min(times)


def products(exponent: int) -> fmpz_mpoly:
    """The power by repeated multiplication."""
    base = sum(RING.gens()[1:], RING.gens()[0])
    total = base
    for _ in range(exponent - 1):
        total = total * base
    return total


def written_out(polynomial: fmpz_mpoly) -> Term:
    """The polynomial as a sum of its terms."""
    return Add(tuple(_monomial(exponents, int(number)) for exponents, number in polynomial.terms()))


def _monomial(exponents: tuple[int, ...], number: int) -> Term:
    powers = (
        Sym(name) if exponent == 1 else Pow(Sym(name), integer(int(exponent)))
        for name, exponent in zip(NAMES, exponents, strict=True)
        if exponent
    )
    factors = (*((integer(number),) if number != 1 else ()), *powers)
    return factors[0] if len(factors) == 1 else Mul(factors)


def read_by_flint(polynomial: fmpz_mpoly) -> fmpz_mpoly:
    """The expansion made from its terms, each a product of powers."""
    total = RING.constant(0)
    for exponents, number in polynomial.terms():
        term = RING.constant(int(number))
        for generator, exponent in zip(RING.gens(), exponents, strict=True):
            if exponent:
                term = term * generator ** int(exponent)
        total = total + term
    return total


def _by_sympy(exponent: int, polynomial: fmpz_mpoly) -> Callable[[], object]:
    import sympy

    symbols = sympy.symbols(NAMES)
    expansion = sympy.Add(
        *(
            sympy.Mul(
                int(number), *(base ** int(times) for base, times in zip(symbols, exponents, strict=True))
            )
            for exponents, number in polynomial.terms()
        )
    )
    return lambda: sympy.expand(sum(symbols) ** exponent - expansion)


def main() -> None:
    """Print the table."""
    print(f"{'k':>3} {'terms':>6} {'kernel':>8} {'products':>10} {'all by flint':>13} {'SymPy':>8}  (ms)")
    for exponent in EXPONENTS:
        polynomial = products(exponent)
        power = Pow(Add(tuple(map(Sym, NAMES))), integer(exponent))
        claim = Claim(power, written_out(polynomial), CONTEXT)
        assert isinstance(Kernel().decide(claim), Proof)
        kernel = fastest(lambda claim=claim: Kernel().decide(claim))  # type: ignore[misc]
        multiplied = fastest(lambda exponent=exponent: products(exponent))  # type: ignore[misc]
        everything = multiplied + fastest(lambda each=polynomial: read_by_flint(each))  # type: ignore[misc]
        sympy = fastest(_by_sympy(exponent, polynomial), 1)
        print(
            f"{exponent:>3} {len(polynomial):>6} {kernel:>8.2f} {multiplied:>10.3f} {everything:>13.2f} "
            f"{sympy:>8.1f}"
        )


if __name__ == "__main__":
    main()
