"""Binomial coefficients at whole numbers of which it is open whether they lie in Pascal's triangle.

Inside of it, for `0 <= k <= n`, `binomial(n, k) = n!/(k! (n - k)!)`; beside it, for `n >= 0`, it is 0. So
where one of them is left over, `k >= 0` and `k <= n` are decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.linear import Form, has_bound
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["open_places"]


def open_places(ring: Ring, value: Quotient) -> Iterator[Form]:
    """The `k` and the `n - k` of coefficients with `n >= 0` that may be negative and may be not."""
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Function) and atom.name == "binomial":
            upper, lower = atom.arguments
            counted = upper.index_form()
            if counted is not None and ring.facts.entails(counted):
                forms = (each.index_form() for each in (lower, upper - lower))
                yield from (form for form in forms if form is not None and _is_open(ring, form))
        if not atom.bound():
            for inner in atom.quotients():
                yield from open_places(ring, inner)


def _is_open(ring: Ring, form: Form) -> bool:
    beside = form.times(-1).shifted(-1)
    return not has_bound(form.names) and not ring.facts.entails(form) and not ring.facts.entails(beside)
