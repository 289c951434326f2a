"""Labels of collected claims that do not hold under our reading, each with the reason.

Our reading is "over the reals, wherever both sides are defined". A row is written only after the
claim was evaluated by hand at the point named.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["DISPUTED", "DISPUTED_COMPLEX", "Dispute"]


class Dispute(NamedTuple):
    """The label as it should be, and why."""

    label: str
    reason: str


_REVERSED = "holds for ordered ranges; we take the product over an empty range as 1, SymPy does not"

DISPUTED: Mapping[str, Dispute] = MappingProxyType(
    {
        "mathlib-exp_log_eq_abs-38": Dispute("conditional", "the logarithm is real for x > 0 only"),
        "herbie-rule-sqrt-unprod-real": Dispute("conditional", "the roots are real for x, y >= 0 only"),
        "herbie-rule-sinh-acosh-real": Dispute("conditional", "acosh is real for x >= 1 only"),
        "ow15": Dispute("conditional", "a cube root written as a power is real for y >= 0 only"),
        "ow24": Dispute("conditional", "fails at x = 0 alone"),
        "sw35": Dispute("conditional", "fails at x = -2, where the roots are complex; holds for x > 0"),
        **dict.fromkeys(
            ("mathsteps-0133-real", "mathsteps-0171-real", "mathsteps-0173-real"),
            Dispute("conditional", "the roots are real for x >= 0 only"),
        ),
        "sympy-sums_products-Sum_doit-646-714": Dispute("false", "k is real: at k = 3/2 no delta is 1"),
        "sympy-simplify-nsimplify-434-71": Dispute("false", "decimals are exact: 33333333/10^8 on the left"),
        "sympy-gosper-gosper_sum-47-779": Dispute("false", "for n = 0 the sum is 1"),
        **dict.fromkeys(
            (
                "sympy-delta-deltaproduct_basic-29-13",
                "sympy-delta-deltaproduct_mul_x_add_kd_kd-82-41",
                "sympy-delta-deltaproduct_mul_add_x_y_add_kd_kd-104-48",
            ),
            Dispute("false", _REVERSED),
        ),
        **dict.fromkeys(
            (
                "sympy-sums_products-simple_products-526-690",
                "sympy-sums_products-rational_products-537-694",
                "sympy-sums_products-rational_products-539-696",
            ),
            Dispute("conditional", "for ordered ranges; what an empty product is beyond is read in two ways"),
        ),
    }
)
"""Labels over the reals, by the id of the claim."""

DISPUTED_COMPLEX: Mapping[str, Dispute] = MappingProxyType(
    {
        "sympy-simplify-simplify_function_inverse-805-107": Dispute(
            "false", "at x = 5*I the logarithm of exp(x) is x - 2*pi*I"
        ),
        "sw33": Dispute("conditional", "at z = 0 alone the right side has no value, while the left one is 1"),
    }
)
"""Labels of claims with complex symbols, by the id of the claim."""
