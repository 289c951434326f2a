"""Words of other systems and of other fields, and how what they mean is written here.

They help where such a word is called and nothing is declared under it; none of them has a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["written_here"]

_WRITTEN = {
    "integral(f, x, a, b)": "int Int integ integrate",
    "diff(f, x)": "D Diff deriv derivative grad partial",
    "sum(body, k, 1, n)": "summation Summation",
    "prod(body, k, 1, n)": "product",
    "limit(f, x, a)": "lim Lim",
    "cases(a if x > 0, b)": "If iif ifelse piecewise where",
    "factorial(n)": "fact Factorial",
    "binomial(n, k)": "binom Binomial choose comb nchoosek nCr",
    "x^y": "pow power",
    "log(x), or log(x, 10) for the base 10": "Ln Log lg log10",
    "log(x, 2)": "lb log2",
    "ceiling(x)": "ceil",
    "sign(x)": "sgn Sign signum",
    "heaviside(x)": "step unitstep UnitStep",
    "re(z)": "Re real",
    "im(z)": "Im imag",
    "conjugate(z)": "conj Conjugate",
    "max(x, 0)": "relu ReLU",
    "sqrt(sum(x[k]^2, k))": "norm",
    "sum(x[k]*y[k], k)": "dot inner",
    "exp(z[i])/sum(exp(z[k]), k)": "softmax",
    "log(sum(exp(z[k]), k))": "logsumexp",
}
_DEFINED = {"1/(1 + exp(-t))": "expit logistic sigmoid", "log(1 + exp(t))": "softplus"}

_HINTS: Mapping[str, str] = MappingProxyType(
    {word: f"write {ours}" for ours, words in _WRITTEN.items() for word in words.split()}
    | {word: f"define it, {word}(t): {right}" for right, words in _DEFINED.items() for word in words.split()}
)


def written_here(word: str) -> str:
    """A sentence that says how what `word` means elsewhere is written; "" where nothing is known of it.

    >>> written_here("choose")
    'write binomial(n, k)'
    >>> written_here("weights")
    ''
    """
    return _HINTS.get(word, "")
