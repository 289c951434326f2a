"""`python -m tests.benchmarks.growth`: how the kernel's time grows with the length of a step.

Each family makes a true claim with 10, 20, 40 and 80 terms. The exponent is the slope of the line through the
logarithms of length and time: 1 is linear, 2 is the square.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log
from statistics import median
from time import perf_counter

from derivcheck.errors import Place
from derivcheck.formats import read_context
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim
from derivcheck.notation import read_expression

LENGTHS = (10, 20, 40, 80)
REPEATS = 5
CONTEXT = read_context(
    """
indices:
  i, k, l: 1..n
symbols:
  x: positive
  z[i]: real
  p[i]: positive
"""
)


def _sum(parts: list[str]) -> str:
    return " + ".join(parts)


def _different_sums(length: int) -> tuple[str, str]:
    """Sums of different terms in another order."""
    parts = [f"sum(z[k]^{power}*exp({power}*z[k]), k)" for power in range(1, length + 1)]
    return _sum(parts), _sum(parts[::-1])


def _one_sum(length: int) -> tuple[str, str]:
    """One sum of many terms, and many sums of one."""
    bodies = [f"z[k]^{power}*p[k]" for power in range(1, length + 1)]
    return f"sum({_sum(bodies)}, k)", _sum([f"sum({body}, k)" for body in bodies])


def _derivative_of_a_sum(length: int) -> tuple[str, str]:
    """The derivative of many sums by one member."""
    powers = range(1, length + 1)
    left = _sum([f"sum(z[k]^{power}, k)" for power in powers])
    return f"diff({left}, z[i])", _sum([f"{power}*z[i]^({power} - 1)" for power in powers])


def _derivative_of_a_product(length: int) -> tuple[str, str]:
    """The derivative of a product of many sums, as a logarithmic derivative."""
    factors = [f"sum(p[k]^{power}, k)" for power in range(1, length + 1)]
    product = "*".join(factors)
    slopes = [f"{power}*p[i]^({power} - 1)/{factor}" for power, factor in enumerate(factors, 1)]
    return f"diff({product}, p[i])", f"({product})*({_sum(slopes)})"


def _nested(length: int) -> tuple[str, str]:
    """Double sums, and products of sums."""
    powers = range(1, length + 1)
    left = [f"sum(sum(z[k]^{power}*p[l]^{power}, k), l)" for power in powers]
    return _sum(left), _sum([f"sum(z[k]^{power}, k)*sum(p[k]^{power}, k)" for power in powers])


def _logarithm(length: int) -> tuple[str, str]:
    """The logarithm of a long product."""
    factors = [f"(p[i] + {number})" for number in range(1, length + 1)]
    return f"log({'*'.join(factors)})", _sum([f"log{factor}" for factor in factors])


FAMILIES: Mapping[str, Callable[[int], tuple[str, str]]] = {
    "sums in another order": _different_sums,
    "one sum or many": _one_sum,
    "derivative of a sum": _derivative_of_a_sum,
    "derivative of a product": _derivative_of_a_product,
    "double sums": _nested,
    "logarithm of a product": _logarithm,
}


def seconds(family: Callable[[int], tuple[str, str]], length: int) -> float | None:
    """The median time of a proof by a new kernel; None when there is no proof."""
    here = Place("<benchmark>")
    left, right = (read_expression(text, CONTEXT, here) for text in family(length))
    claim = Claim(left, right, CONTEXT)
    taken = []
    for _ in range(REPEATS):
        begin = perf_counter()
        if not isinstance(Kernel().decide(claim), Proof):
            return None
        taken.append(perf_counter() - begin)
        if sum(taken) > 10:
            break
    return median(taken)


def exponent(times: list[float]) -> float:
    """The slope of the least-squares line through the logarithms."""
    points = [(log(length), log(time)) for length, time in zip(LENGTHS, times, strict=True)]
    mean_x, mean_y = (sum(column) / len(points) for column in zip(*points, strict=True))
    above = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return above / sum((x - mean_x) ** 2 for x, _ in points)


def main() -> None:
    """Print the table, times in milliseconds."""
    print(f"{'':26}" + "".join(f"{length:>10}" for length in LENGTHS) + f"{'exponent':>10}")
    for name, family in FAMILIES.items():
        times = [seconds(family, length) for length in LENGTHS]
        shown = "".join(f"{'no proof':>10}" if each is None else f"{1000 * each:10.2f}" for each in times)
        known = [each for each in times if each is not None]
        print(f"{name:26}{shown}" + (f"{exponent(known):10.2f}" if len(known) == len(times) else ""))


if __name__ == "__main__":
    main()
