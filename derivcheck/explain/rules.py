"""What the rules of differentiation contribute: inner derivatives, and the terms of a product's derivative.

`diff(sin(2*x), x)` needs the inner derivative 2, `diff(x*sin(x), x)` the terms `sin(x)` and `x*cos(x)`.
They are worked out by the kernel and written in its normal form.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.explain.folding import spoken
from derivcheck.explain.residual import NO_ANSWER
from derivcheck.kernel import Kernel
from derivcheck.model import Claim, Context
from derivcheck.terms import Add, Call, Diff, Div, Integral, Mul, Neg, Num, Pow, Sym, Term, integer, walk

__all__ = ["inner_derivatives", "normal", "product_terms"]

_MOST = 8


def normal(kernel: Kernel, term: Term, context: Context) -> Term | None:
    """The kernel's normal form of a term in the document's names; None where it has none."""
    try:
        return kernel.ask(context, (term,), lambda session: spoken(session, session.read(term).value))
    except NO_ANSWER:
        return None


def inner_derivatives(kernel: Kernel, claim: Claim) -> tuple[Term, ...]:
    """The derivatives of the arguments of functions, and bounds of integrals, differentiated on the left."""
    found = (normal(kernel, Diff(inner, variable), claim.context) for inner, variable in _inner(claim.left))
    return tuple(dict.fromkeys(term for term in found if term is not None and not _is_plain(term)))[:_MOST]


def product_terms(kernel: Kernel, claim: Claim) -> tuple[Term, ...]:
    """The terms of the derivatives of the products and quotients that are differentiated on the left."""
    found = (normal(kernel, term, claim.context) for term in _rule_terms(claim.left))
    return tuple(dict.fromkeys(term for term in found if term is not None and not _is_plain(term)))[:_MOST]


def _is_plain(term: Term) -> bool:
    return isinstance(term, Num) and term.value in (0, 1)


def _inner(left: Term) -> Iterator[tuple[Term, tuple[tuple[Term, int], ...]]]:
    for body, variable in _differentiated(left):
        for node in walk(body):
            match node:
                case Call(_, args, _):
                    arguments = args
                case Pow(base, exponent):
                    arguments = (base, exponent)
                case Integral(_, _, lower, upper) if lower is not None and upper is not None:
                    arguments = (lower, upper)
                case _:
                    continue
            yield from ((arg, variable) for arg in arguments if not isinstance(arg, Sym | Num))


def _differentiated(left: Term) -> Iterator[tuple[Term, tuple[tuple[Term, int], ...]]]:
    for node in walk(left):
        if isinstance(node, Diff) and len(node.variables) == 1 and node.variables[0][1] == 1:
            yield node.body, node.variables


def _rule_terms(left: Term) -> Iterator[Term]:
    for body, variable in _differentiated(left):
        for part in body.args if isinstance(body, Add) else (body,):
            match part.arg if isinstance(part, Neg) else part:
                case Mul(args):
                    for at, arg in enumerate(args):
                        yield Mul((*args[:at], Diff(arg, variable), *args[at + 1 :]))
                case Div(num, den):
                    yield Div(Diff(num, variable), den)
                    yield Div(Mul((num, Diff(den, variable))), Pow(den, integer(2)))
                case Pow() | Call():
                    yield Diff(part, variable)
