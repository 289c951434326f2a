"""Other readings of a step: what the author may have meant by the same words.

`log` may be the decimal or the binary logarithm, angles may be in degrees, an index under a sum may be the
one outside: such a reading is a row. A derivative of one family by another may be meant as the transposed
Jacobian, a definition as the one that the file gives. A step that is proved under another reading is right in
its author's context, and wrong in the one that the file declares.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.frozen import frozen, replace
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim, Context
from derivcheck.terms import (
    Big,
    Call,
    Const,
    Diff,
    Div,
    Mul,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    map_children,
    substitute,
)
from derivcheck.terms.printing import to_text

__all__ = ["READINGS", "ReadingRow", "other_reading"]


@frozen
class ReadingRow:
    """A reading: how a node is written under it, given the names that are free in the step."""

    sentence: str
    change: Callable[[Term, frozenset[str]], Term]


def other_reading(kernel: Kernel, claim: Claim) -> str:
    """The sentence of the first reading under which the claim is proved; "" without one."""
    free = free_names(claim.left) | free_names(claim.right)
    for row in READINGS:
        left, right = (_changed(side, row, free) for side in (claim.left, claim.right))
        read = Claim(left, right, _defined(claim.context, row))
        if read != claim and isinstance(kernel.decide(read), Proof):
            return row.sentence
    return _as_a_jacobian(kernel, claim) or _with_outer_definitions(kernel, claim)


def _changed(term: Term, row: ReadingRow, free: frozenset[str]) -> Term:
    return row.change(map_children(lambda part: _changed(part, row, free), term), free)


def _defined(context: Context, row: ReadingRow) -> Context:
    """The context with its definitions read likewise; the context itself where that changes nothing."""
    read = {
        name: replace(one, body=_changed(one.body, row, frozenset(one.parameters)))
        for name, one in context.definitions.items()
    }
    return context if read == context.definitions else replace(context, definitions=read)


def _as_a_jacobian(kernel: Kernel, claim: Claim) -> str:
    """`diff(y[i], x[j])` is taken for the member in row `j` and column `i`."""
    if not isinstance(claim.left, Diff) or len(claim.left.variables) != 1:
        return ""
    by = claim.left.variables[0][0]
    ranges = claim.context.indices
    for column in sorted(free_names(by) & ranges.keys()):
        for row in sorted(free_names(claim.left.body) & ranges.keys()):
            turned = substitute(claim.right, {row: Sym(column), column: Sym(row)})
            if row == column or ranges[row] != ranges[column] or turned == claim.right:
                continue
            if isinstance(kernel.decide(replace(claim, right=turned)), Proof):
                here = f"{to_text(claim.left, ranges)} stands in row {row} and column {column}"
                return f"it would be right for the transposed Jacobian; here {here}"
    return ""


def _with_outer_definitions(kernel: Kernel, claim: Claim) -> str:
    """A definition of the file counts, and not the one that a derivation puts in its place."""
    context = claim.context
    symbols = {name: one for name, one in context.symbols.items() if name not in context.shadowed}
    definitions = {**context.definitions, **context.shadowed}
    outside = replace(context, symbols=symbols, definitions=definitions)
    if not context.shadowed or not isinstance(kernel.decide(replace(claim, context=outside)), Proof):
        return ""
    names = " and ".join(sorted(context.shadowed))
    return f"it would be right if {names} were what the file defines; the derivation gives it another meaning"


def _logarithm(base: int) -> Callable[[Term, frozenset[str]], Term]:
    def change(term: Term, _free: frozenset[str]) -> Term:
        named = isinstance(term, Call) and term.name == "log"
        return Div(term, Call("log", (integer(base),))) if named else term

    return change


_OF_ANGLES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))


def _degrees(term: Term, _free: frozenset[str]) -> Term:
    if isinstance(term, Call) and term.name in _OF_ANGLES:
        return Call(term.name, (Div(Mul((Const("pi"), term.args[0])), integer(180)),))
    return term


def _outer_index(term: Term, free: frozenset[str]) -> Term:
    if isinstance(term, Big) and term.index in free and term.index in free_names(term.body):
        fresh = fresh_name(term.index, free | free_names(term.body))
        return Big(term.op, term.body, fresh, term.lower, term.upper, term.guard)
    return term


READINGS = (
    ReadingRow(
        "it would be right if log were the decimal logarithm; here it is the natural one", _logarithm(10)
    ),
    ReadingRow(
        "it would be right if log were the binary logarithm; here it is the natural one", _logarithm(2)
    ),
    ReadingRow("it would be right if angles were in degrees; here they are in radians", _degrees),
    ReadingRow(
        "it would be right if the index under the sum were the one outside; here the sum binds it",
        _outer_index,
    ),
)
