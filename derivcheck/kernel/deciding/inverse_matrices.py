"""Square matrices: a left inverse is a right inverse.

From `sum(A[i,k]*B[k,j], k) = delta(i,j)` for all `i`, `j` over one finite range follows
`sum(B[i,k]*A[k,j], k) = delta(i,j)`; so the columns of a square matrix with orthonormal rows are orthonormal.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.deciding.occurring import restricted_names
from derivcheck.model import Claim, Context, Range
from derivcheck.terms import Big, Call, Const, Mul, Rel, Sym, Term

__all__ = ["with_right_inverses"]


def with_right_inverses(claim: Claim) -> Claim | None:
    """The claim with what follows assumed as well; None where nothing does."""
    context = claim.context
    found = [other for each in context.assumptions for other in _mirrored(each, context)]
    new = [each for each in dict.fromkeys(found) if each not in context.assumptions]
    return Claim(claim.left, claim.right, context.assuming(*new), claim.op) if new else None


def _mirrored(assumption: Term, context: Context) -> Iterator[Rel]:
    """The law of the right inverse, if the assumption is one of a left inverse."""
    match assumption:
        case Rel(
            "=", Big("sum", Mul((Sym() as first, Sym() as second))) as total, Call("delta", (Sym(i), Sym(j)))
        ):
            pass
        case _:
            return
    axis, k = Range(total.lower, total.upper), total.index
    if (
        total.guard is not None
        or axis.upper == Const("oo")
        or not _are_square(context, axis, (first, second))
    ):
        return
    if i == j or k in (i, j) or not _are_free(context, axis, (i, j)):
        return
    for rows, columns in ((first, second), (second, first)):
        if set(rows.indices) == {Sym(i), Sym(k)} and set(columns.indices) == {Sym(k), Sym(j)}:
            # The row index of the inverse is the one that is summed over, and the other way round.
            to_rows: dict[Term, Term] = {Sym(k): Sym(i), Sym(j): Sym(k)}
            to_columns: dict[Term, Term] = {Sym(i): Sym(k), Sym(k): Sym(j)}
            left = Sym(columns.name, tuple(to_rows[each] for each in columns.indices))
            right = Sym(rows.name, tuple(to_columns[each] for each in rows.indices))
            yield Rel("=", Big("sum", Mul((left, right)), k, total.lower, total.upper), assumption.right)
            return


def _are_square(context: Context, axis: Range, families: tuple[Sym, ...]) -> bool:
    symbols = [context.symbols.get(each.name) for each in families]
    return all(symbol is not None and symbol.axes == (axis, axis) for symbol in symbols)


def _are_free(context: Context, axis: Range, names: tuple[str, str]) -> bool:
    """Whether both indices run over all of the range."""
    restricted = restricted_names(context)
    return all(context.indices.get(name) == axis and name not in restricted for name in names)
