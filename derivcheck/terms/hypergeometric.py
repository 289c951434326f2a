"""Hypergeometric functions as terms: how many upper parameters, these, the lower ones, and the argument."""

from __future__ import annotations

from derivcheck.terms.nodes import Call, Num, Term, integer

__all__ = ["HYPERGEOMETRIC", "hypergeometric", "parameters_of"]

HYPERGEOMETRIC = "hyper"


def hypergeometric(upper: tuple[Term, ...], lower: tuple[Term, ...], z: Term) -> Call:
    """The hypergeometric function with these parameters, at `z`.

    >>> from derivcheck.terms import Sym
    >>> parameters_of(hypergeometric((Sym("a"),), (Sym("b"),), Sym("z")).args)
    ((Sym(name='a', indices=()),), (Sym(name='b', indices=()),), Sym(name='z', indices=()))
    """
    return Call(HYPERGEOMETRIC, (integer(len(upper)), *upper, *lower, z))


def parameters_of(
    args: tuple[Term, ...],
) -> tuple[tuple[Term, ...], tuple[Term, ...], Term]:
    """The upper parameters, the lower ones, and the argument."""
    above, *parameters, z = args
    assert isinstance(above, Num)
    number = int(above.value)
    return tuple(parameters[:number]), tuple(parameters[number:]), z
