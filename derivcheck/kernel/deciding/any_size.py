"""Claims about ranges of three that hold for ranges of any length.

What is assumed for all indices, as that the columns of a matrix are orthonormal, is a law about sums. Sums
over `1..3` are written out, and the law with them. Where every such range is `1..n` instead, the claim is one
about all `n`, and the given one is that for `n = 3`. Where the number stands for something else, it stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivcheck.frozen import replace
from derivcheck.kernel.deciding.inverse_matrices import with_right_inverses
from derivcheck.kernel.deciding.leibniz import with_sequences
from derivcheck.kernel.deciding.moving_ends import by_moving_an_end
from derivcheck.kernel.deciding.remainders import remainders
from derivcheck.model import Claim, Context, Domain, Range, Symbol
from derivcheck.terms import Big, Num, Sym, Term, fresh_name, integer, map_children, mentioned

__all__ = ["wider_claims"]

_ONE = integer(1)


def wider_claims(claim: Claim) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Claims that together are the given one, or of which it is a part, with the name of the rule."""
    yield "remainders", remainders(claim)
    about_sequences = with_sequences(claim)
    if about_sequences is not None:
        yield "Leibniz's rule", (about_sequences,)
    yield "the derivative by an end", by_moving_an_end(claim)
    with_inverses = with_right_inverses(claim)
    if with_inverses is not None:
        yield "a left inverse is a right inverse", (with_inverses,)
    yield "every size", _for_any_size(with_inverses or claim)


def _for_any_size(claim: Claim) -> tuple[Claim, ...]:
    """The claim with a size in the place of the one number at which its ranges end; none without such."""
    context = claim.context
    laws = [each for each in context.assumptions if mentioned(each) & context.indices.keys()]
    ends = {axis.upper for axis in context.indices.values() if _is_counted(axis)}
    if not laws or len(ends) != 1:
        return ()
    [end] = ends
    name = fresh_name("n", {*context.names(), *mentioned(claim.left), *mentioned(claim.right)})
    wider = _Wider(end, Sym(name))
    return (Claim(wider.term(claim.left), wider.term(claim.right), wider.context(context, name), claim.op),)


def _is_counted(axis: Range) -> bool:
    return axis.lower == _ONE and isinstance(axis.upper, Num) and axis.upper != _ONE


class _Wider:
    """Ranges from 1 to one number, to be ranges from 1 to a size."""

    def __init__(self, end: Term, size: Term) -> None:
        self._end, self._size = end, size

    def range(self, axis: Range) -> Range:
        is_one = axis.lower == _ONE and axis.upper == self._end
        return Range(axis.lower, self._size) if is_one else axis

    def term(self, term: Term) -> Term:
        changed = map_children(self.term, term)
        if (
            isinstance(changed, Big)
            and isinstance(term, Big)
            and term.lower == _ONE
            and term.upper == self._end
        ):
            return replace(changed, upper=self._size)
        return changed

    def context(self, context: Context, name: str) -> Context:
        symbols: Mapping[str, Symbol] = {
            each: replace(one, axes=tuple(map(self.range, one.axes))) for each, one in context.symbols.items()
        }
        definitions = {
            each: replace(one, axes=tuple(map(self.range, one.axes)), body=self.term(one.body))
            for each, one in context.definitions.items()
        }
        return replace(
            context,
            indices={each: self.range(axis) for each, axis in context.indices.items()},
            symbols={**symbols, name: Symbol(name, (), Domain.POSITIVE_INTEGER)},
            definitions=definitions,
            assumptions=tuple(map(self.term, context.assumptions)),
        )
