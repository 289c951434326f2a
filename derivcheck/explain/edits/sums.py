"""Indices, deltas, and sums: their bounds, their conditions, and whether there is one at all."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.explain.building import added, product, times
from derivcheck.explain.edits.row import Row
from derivcheck.explain.places import Place
from derivcheck.explain.pool import Pool, indicators, is_indicator
from derivcheck.model import Range
from derivcheck.terms import (
    Add,
    Big,
    Bracket,
    Call,
    Diff,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    map_children,
    substitute,
)  # fmt: skip

__all__ = ["INDICES", "SIZES", "SUMS"]

# -- indices


def _slots(term: Term) -> Iterator[tuple[Term, Term, Term]]:
    """(the term with one index replaced by a mark, the index, the mark) for each index of a symbol."""
    if isinstance(term, Sym):
        for at, index in enumerate(term.indices):
            if isinstance(index, Sym):
                mark = Sym("\0")
                yield Sym(term.name, (*term.indices[:at], mark, *term.indices[at + 1 :])), index, mark


def _swapped(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    node = place.node
    if is_indicator(node):
        for name in sorted(free_names(node) & place.ranges.keys()):
            for other in place.alike(name):
                made = substitute(node, {name: Sym(other)})
                yield made, node, made
        return
    for marked, index, _ in _slots(node):
        assert isinstance(index, Sym)
        for other in place.alike(index.name):
            made = substitute(marked, {"\0": Sym(other)})
            yield made, node, made


def _variable_swapped(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    node = place.node
    if isinstance(node, Diff):
        for at, (variable, count) in enumerate(node.variables):
            for marked, index, _ in _slots(variable):
                assert isinstance(index, Sym)
                for other in place.alike(index.name):
                    by = substitute(marked, {"\0": Sym(other)})
                    variables = (*node.variables[:at], (by, count), *node.variables[at + 1 :])
                    yield Diff(node.body, variables), variable, by


def _swapped_everywhere(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    node = place.node
    if isinstance(node, Sym | Num) or is_indicator(node):
        return
    for name in sorted(free_names(node) & place.ranges.keys()):
        for other in place.alike(name):
            yield substitute(node, {name: Sym(other)}), Sym(name), Sym(other), node


def _exchanged(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`i` for `j` and `j` for `i`."""
    node = place.node
    if isinstance(node, Num):
        return
    names = sorted(free_names(node) & place.ranges.keys())
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            if place.ranges[first] == place.ranges[second]:
                made = substitute(node, {first: Sym(second), second: Sym(first)})
                if made != node:
                    yield made, node, made


def _shifted(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    for marked, index, _ in _slots(place.node):
        for by in (integer(1), Neg(integer(1))):
            made = substitute(marked, {"\0": Add((index, by))})
            yield made, place.node, made
    if isinstance(place.node, Sym):
        for at, index in enumerate(place.node.indices):
            if isinstance(index, Add) and isinstance(index.args[0], Sym):
                indices = place.node.indices
                made = Sym(place.node.name, (*indices[:at], index.args[0], *indices[at + 1 :]))
                yield made, place.node, made


def _off_by_one(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`n - 1` for `n`, for a whole number."""
    node = place.node
    match node:
        case Sym(name, ()) if name in place.ranges or _is_whole(pool, name):
            if not isinstance(place.parent, Add):
                for by in (Neg(integer(1)), integer(1)):
                    yield added(node, by), node, added(node, by)
        case Add((Sym(name, ()) as size, Num() | Neg(Num()))) if name in place.ranges or _is_whole(
            pool, name
        ):
            yield size, node, size
            for by in (Neg(integer(1)), integer(1), Neg(integer(2)), integer(2)):
                yield added(size, by), node, added(size, by)


def _is_whole(pool: Pool, name: str) -> bool:
    symbol = pool.context.symbols.get(name)
    return symbol is not None and symbol.domain.is_whole


def _delta_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if isinstance(place.node, Num) and not isinstance(place.parent, Pow):
        for delta in indicators(place, pool):
            yield delta, place.node, delta


def _delta_turned(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Bracket(Rel("=", left, right)):
            yield Bracket(Rel("!=", left, right)), place.node, Bracket(Rel("!=", left, right))
        case Bracket(Rel("!=", left, right)):
            yield Bracket(Rel("=", left, right)), place.node, Bracket(Rel("=", left, right))
        case node if is_indicator(node):
            yield integer(1), node, integer(1)
            yield integer(0), node, integer(0)


# -- sums

#: Stands for the index of a sum when two sums are compared.
_MARK = Sym("\0")


def _reduced(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """A sum of which one term was kept: all, or one, of the free index becomes the index of a sum."""
    node = place.node
    if isinstance(node, Num | Neg):
        return
    for name in sorted(free_names(node) & place.ranges.keys()):
        run = place.ranges[name]
        index = _new_index(place, pool, node, run)
        for body in dict.fromkeys((substitute(node, {name: Sym(index)}), *_one_renamed(node, name, index))):
            whole = Big("sum", body, index, run.lower, run.upper)
            yield whole, Sym(index), Sym(name), whole


def _reduced_known(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """The same, of a sum that stands on one of the two sides or in a definition."""
    bodies = {substitute(known.body, {known.index: _MARK}) for known in pool.sums}
    for whole, *parts in _reduced(place, pool):
        if isinstance(whole, Big) and substitute(whole.body, {whole.index: _MARK}) in bodies:
            yield whole, *parts


def _one_renamed(node: Term, name: str, index: str) -> Iterator[Term]:
    """`node` with `name` renamed in all but one, or in just one, of its factors."""
    if isinstance(node, Mul) and len(node.args) <= 4:
        renamed = [substitute(arg, {name: Sym(index)}) for arg in node.args]
        for at in range(len(node.args)):
            if renamed[at] != node.args[at]:
                yield Mul((*node.args[:at], renamed[at], *node.args[at + 1 :]))
                yield Mul((*renamed[:at], node.args[at], *renamed[at + 1 :]))


def _new_index(place: Place, pool: Pool, node: Term, run: Range) -> str:
    taken = free_names(node) | place.ranges.keys()
    fitting = [name for name, range_ in pool.context.indices.items() if range_ == run and name not in taken]
    return fitting[0] if fitting else fresh_name("k", taken | pool.context.names())


def _lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """A sum over an index of which nothing was left, not even a term."""
    node = place.node
    if isinstance(node, Num | Neg) or isinstance(place.parent, Neg | Mul):
        return
    for size in _sizes(pool) if pool.sums else ():
        yield times(size, node), size


def _size_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """The number of terms, in a bound for a sum."""
    if not place.path:
        for size in _sizes(pool):
            yield times(size, place.node), size


def _sizes(pool: Pool) -> Iterator[Sym]:
    for run in dict.fromkeys(pool.context.indices.values()):
        if isinstance(run.upper, Sym) and run.lower == integer(1):
            yield run.upper


def _too_many(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Big(op, body, index, lower, upper, _):
            for other, run in place.ranges.items():
                if run == Range(lower, upper) and index in free_names(body):
                    made = substitute(body, {index: Sym(other)})
                    yield made, place.node, made
            if op == "sum":
                yield (
                    Big("prod", body, index, lower, upper, place.node.guard),
                    place.node,
                    Big("prod", body, index, lower, upper, place.node.guard),
                )
            else:
                yield (
                    Big("sum", body, index, lower, upper, place.node.guard),
                    place.node,
                    Big("sum", body, index, lower, upper, place.node.guard),
                )


def _nothing_summed(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """A sum of equal terms for one of them."""
    node = place.node
    if isinstance(node, Big) and node.index not in free_names(node.body):
        yield node.body, node, node.body


def _bound(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Big(op, body, index, lower, upper, guard):
            for by in (1, -1):
                yield Big(op, body, index, _moved(lower, by), upper, guard), lower, _moved(lower, by)
                yield Big(op, body, index, lower, _moved(upper, by), guard), upper, _moved(upper, by)
            if lower == integer(0):
                return
            for name in (name for name in place.ranges if place.ranges[name] == Range(lower, upper)):
                yield Big(op, body, index, lower, Sym(name), guard), upper, Sym(name)


def _moved(bound: Term, by: int) -> Term:
    match bound:
        case Num(value):
            return Num(value + by)
        case Add((rest, Num(value))) if value + by == 0:
            return rest
        case Add((rest, Neg(Num(value)))) if by - value == 0:
            return rest
        case _:
            return Add((bound, integer(1) if by > 0 else Neg(integer(1))))


def _condition(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Big(op, body, index, lower, upper, guard):
            if guard is not None:
                yield Big(op, body, index, lower, upper), guard
                return


_NAMES = {"sum": "sum", "prod": "product"}


def _condition_forgotten(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Big(op, body, index, lower, upper, None):
            for other in place.ranges:
                if place.ranges[other] == Range(lower, upper) and other != index:
                    for relation in ("!=", "<", "<=", ">", ">="):
                        guard = Rel(relation, Sym(index), Sym(other))
                        yield Big(op, body, index, lower, upper, guard), guard, Sym(_NAMES[op])
        case Big(op, body, index, lower, upper, Rel(relation, left, right)):
            for other_relation in ("!=", "<", "<=", ">", ">=", "="):
                if other_relation != relation:
                    guard = Rel(other_relation, left, right)
                    yield Big(op, body, index, lower, upper, guard), guard, Sym(_NAMES[op])


def _moved_out(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """A factor on the wrong side of a sum's sign, and a product of sums for a sum of products."""
    match place.node:
        case Mul(args):
            for at, arg in enumerate(args):
                if isinstance(arg, Big) and arg.op == "sum":
                    rest = args[:at] + args[at + 1 :]
                    inside = product((*rest, arg.body))
                    made: Term = Big("sum", inside, arg.index, arg.lower, arg.upper, arg.guard)
                    yield made, made
        case Big("sum", Mul(args), index, lower, upper, guard):
            if len(args) == 2:
                made = Mul(tuple(Big("sum", arg, index, lower, upper, guard) for arg in args))
                yield made, made
        case _:
            return


def _raised_inside(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """The square of a sum and the sum of squares."""
    match place.node:
        case Pow(Big("sum", body, index, lower, upper, guard), exponent):
            made: Term = Big("sum", Pow(body, exponent), index, lower, upper, guard)
            yield made, place.node, made
        case Big("sum", Pow(body, exponent), index, lower, upper, guard):
            made = Pow(Big("sum", body, index, lower, upper, guard), exponent)
            yield made, place.node, made
        case Big("sum", body, index, lower, upper, guard) if isinstance(body, Mul):
            for at, arg in enumerate(body.args):
                if isinstance(arg, Pow):
                    inner = Mul((*body.args[:at], arg.base, *body.args[at + 1 :]))
                    made = Pow(Big("sum", inner, index, lower, upper, guard), arg.exponent)
                    yield made, place.node, made


def renamed(term: Term, old: str, new: str) -> Term:
    """`term` with every symbol `old` called `new`, its indices kept."""
    if isinstance(term, Sym) and term.name == old:
        return Sym(new, term.indices)
    return map_children(lambda part: renamed(part, old, new), term)


def _outer_call(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """A function taken of each term instead of the sum, or of the sum instead of each term."""
    match place.node:
        case Call(name, (Big("sum", body, index, lower, upper, guard),), primes):
            made: Term = Big("sum", Call(name, (body,), primes), index, lower, upper, guard)
            yield made, place.node, made
            if isinstance(body, Mul):
                for at, arg in enumerate(body.args):
                    inner = Mul((*body.args[:at], Call(name, (arg,), primes), *body.args[at + 1 :]))
                    yield (
                        Big("sum", inner, index, lower, upper, guard),
                        place.node,
                        Big("sum", inner, index, lower, upper, guard),
                    )
        case Big("sum", Call(name, (arg,), primes), index, lower, upper, guard):
            made = Call(name, (Big("sum", arg, index, lower, upper, guard),), primes)
            yield made, place.node, made
        case Big("sum", Mul(args), index, lower, upper, guard):
            for at, arg in enumerate(args):
                if isinstance(arg, Call) and len(arg.args) == 1:
                    inner = Mul((*args[:at], arg.args[0], *args[at + 1 :]))
                    made = Call(arg.name, (Big("sum", inner, index, lower, upper, guard),), arg.primes)
                    yield made, place.node, made
        case _:
            return


INDICES = (
    Row("index", 1, _swapped, "{0} should be {1}"),
    Row("index", 1, _variable_swapped, "the derivative should be by {1}, not by {0}"),
    Row("index everywhere", 2, _swapped_everywhere, "the index {0} should be {1} in {2}"),
    Row("indices exchanged", 2, _exchanged, "{0} should be {1}: the indices are exchanged"),
    Row("index shifted", 3, _shifted, "{0} should be {1}"),
    Row("off by one", 2, _off_by_one, "{0} should be {1}"),
    Row("delta lost", 2, _delta_lost, "{0} should be {1}"),
    Row("delta", 2, _delta_turned, "{0} should be {1}"),
)
SUMS = (
    Row("bound", 1, _bound, "the bound {0} of the sum should be {1}"),
    Row("condition", 1, _condition, "the condition {0} does not belong to the sum"),
    Row("condition forgotten", 2, _condition_forgotten, "the condition {0} of the {1} was forgotten"),
    Row("sum reduced to one term", 1, _reduced_known, "only the {0} = {1} term of {2} was kept"),
    Row("sum reduced to one term", 4, _reduced, "only the {0} = {1} term of {2} was kept"),
    Row("sum lost", 2, _lost, "a sum over {0} equal terms was lost: the factor {0} is missing"),
    Row("sum too many", 3, _nothing_summed, "{0} should be {1}"),
    Row("sum too many", 2, _too_many, "{0} should be {1}"),
    Row("sum of products", 3, _moved_out, "the sum should be {0}"),
    Row("square of a sum", 2, _raised_inside, "{0} is not the same as {1}"),
    Row("function of a sum", 2, _outer_call, "{0} is not the same as {1}"),
)
SIZES = (Row("factor lost", 2, _size_lost, "the factor {0} was lost"),)
