"""Indices, sizes, symbols and functions: which names there are, and over what they range.

A size is a name in the bound of a range. One that is not declared among the symbols is a positive integer;
one that is must be some kind of integer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from derivcheck.errors import Place, Problem, ReadError, nearest
from derivcheck.formats.declared.scope import Declared, Scope, Value, declare, read_at, words_in
from derivcheck.formats.text.findings import Reading, entries_of, gathered, text_of, word_of
from derivcheck.formats.text.tree import Node, TextNode
from derivcheck.formats.text.words import DOMAINS, FUNCTION_KINDS
from derivcheck.frozen import replace
from derivcheck.model import Domain, FunctionSymbol, Range, Symbol
from derivcheck.notation import Head, read_heads, read_names, read_range
from derivcheck.terms import Sym, walk

__all__ = ["axes_of", "labelled", "read_functions", "read_indices", "read_sizes", "read_symbols"]

#: Makes of a name, its parameters and its place what is declared; raises `ReadError`.
Maker = Callable[[Head, Place], Value]

_USUAL_INDICES = ("i", "j", "k", "l")


def read_indices(node: Node | None, scope: Scope) -> Reading[Scope]:
    """`scope` with the indices of the section `indices:` declared (`i, j: 1..n`)."""

    def maker(value: Node) -> Reading[Maker | None]:
        text = yield from text_of(value, "a range such as 1..n")
        if text is None:
            return None
        try:
            found = scope.read(read_range, text)
        except ReadError as error:
            yield error.problem
            return None
        return lambda _head, _place: found

    return (yield from _section(node, "a mapping from indices to ranges", scope, _plain_names, maker))


def read_symbols(node: Node | None, scope: Scope) -> Reading[Scope]:
    """`scope` with the symbols of the section `symbols:` declared (`z[i]: real`)."""

    def maker(value: Node) -> Reading[Maker | None]:
        word = yield from word_of(value, DOMAINS, "a domain")
        if word is None:
            return None
        return lambda head, place: Symbol(head.name, axes_of(head, place, scope), DOMAINS[word])

    return (yield from _section(node, "a mapping from symbols to domains", scope, read_heads, maker))


def read_functions(node: Node | None, scope: Scope) -> Reading[Scope]:
    """`scope` with the functions of the section `functions:` declared (`f: smooth`, `theta(t): smooth`)."""

    def maker(value: Node) -> Reading[Maker | None]:
        word = yield from word_of(value, FUNCTION_KINDS, "a kind of function")
        if word is None:
            return None
        return lambda head, _place: _function(head, FUNCTION_KINDS[word])

    return (yield from _section(node, "a mapping from functions to kinds", scope, _function_names, maker))


def read_sizes(node: Node | None, scope: Scope) -> Reading[Scope]:
    """`scope` with the sizes declared that the ranges of the section `indices:` mention.

    A bound that is no size makes the whole scope doubtful: every claim is about its ranges.
    """
    items: dict[str, Declared] = {}
    for key, value in (yield from entries_of(node, "")):
        if not isinstance(value, TextNode) or not scope.broken.keys().isdisjoint(words_in(key.text)):
            continue  # complained of with the indices
        try:
            bounds = scope.read(read_range, value)
        except ReadError as error:
            yield error.problem
            scope = scope.doubting(error.problem)
            continue
        for name in _names_in(bounds):
            problem = _not_a_size(name, value, scope)
            if problem:
                yield problem
                scope = scope.doubting(problem)
            elif name not in scope.context.symbols:
                place = value.at(value.text.find(name))
                items[name] = Declared(name, place, Symbol(name, (), Domain.POSITIVE_INTEGER))
    return (yield from declare(scope, items.values()))


def _names_in(bounds: Range) -> Iterator[str]:
    for bound in (bounds.lower, bounds.upper):
        yield from (part.name for part in walk(bound) if isinstance(part, Sym))


def _not_a_size(name: str, value: TextNode, scope: Scope) -> Problem | None:
    place = value.at(max(value.text.find(name), 0))
    if name in scope.context.indices:
        return Problem(place, "a size as bound", f"the index {name!r}", "a range depends on sizes only")
    symbol = scope.context.symbols.get(name)
    if symbol is None and name not in scope.context.names():
        return None
    if symbol is None or symbol.axes or not symbol.domain.is_whole:
        found = f"{name!r}, which is declared otherwise"
        hint = f"declare it as a size, `{name}: positive integer`, or leave its declaration out"
        return Problem(place, "a size as bound", found, hint)
    return None


def axes_of(head: Head, place: Place, scope: Scope) -> tuple[Range, ...]:
    """The ranges of the indices in `head`; raises `ReadError` for one that is not declared."""
    if head.is_function:
        hint = f"write {head.name}[i] for indices; functions are declared under functions or definitions"
        raise ReadError(Problem(place, "a symbol", f"the function {head.name!r}", hint))
    if scope.doubt:
        raise ReadError(scope.doubt)
    for name in head.parameters:
        if name in scope.broken:
            raise ReadError(scope.broken[name])
        if name not in scope.context.indices:
            hint = nearest(name, scope.context.indices) or f"declare its range under indices, `{name}: 1..n`"
            raise ReadError(Problem(place, "indices with a range", repr(name), hint))
    return tuple(scope.context.indices[name] for name in head.parameters)


def labelled(head: Head, key: TextNode, scope: Scope) -> Head:
    r"""The head as the context means it: the `B` of `$k_B$` belongs to the name unless it is an index.

    The letters that indices mostly have are none of a name: who writes `$z_i$` forgot the range. In the plain
    notation `z[B]` always has an index.
    """
    if "$" not in key.text or "[" in key.text or head.is_function:
        return head
    name, rest = head.name, list(head.parameters)
    while rest and rest[0] not in (*scope.context.indices, *scope.broken, *_USUAL_INDICES):
        name = f"{name}_{rest.pop(0)}"
    return replace(head, name=name, parameters=tuple(rest))


# -- one section ---------------------------------------------------------------------------------


def _plain_names(text: str, place: Place) -> tuple[tuple[Head, Place], ...]:
    return tuple((Head(name), where) for name, where in read_names(text, place))


def _function_names(text: str, place: Place) -> tuple[tuple[Head, Place], ...]:
    return read_heads(text, place, function=True)


def _function(head: Head, positive: bool) -> FunctionSymbol:
    return FunctionSymbol(head.name, positive, tuple(head.parameters))


def _section(
    node: Node | None,
    what: str,
    scope: Scope,
    names: Callable[[str, Place], tuple[tuple[Head, Place], ...]],
    maker: Callable[[Node], Reading[Maker | None]],
) -> Reading[Scope]:
    items: list[Declared] = []
    for key, value in (yield from entries_of(node, what)):
        try:
            heads = _placed(key, read_at(names, key))
        except ReadError as error:
            items += _unreadable(key, error.problem, scope)
            continue
        make, problems, _ = gathered(maker(value))
        items += [_declared(labelled(head, key, scope), place, make, problems) for head, place in heads]
    return (yield from declare(scope, items))


def _placed(key: TextNode, heads: Iterable[tuple[Head, Place]]) -> list[tuple[Head, Place]]:
    """The heads with their places in the file instead of those in the text of the key."""
    return [(head, key.at(where.column - 1)) for head, where in heads]


def _declared(head: Head, place: Place, make: Maker | None, problems: tuple[Problem, ...]) -> Declared:
    if make is None:
        return Declared(head.name, place, problems[0])
    try:
        return Declared(head.name, place, make(head, place))
    except ReadError as error:
        return Declared(head.name, place, error.problem)


def _unreadable(key: TextNode, problem: Problem, scope: Scope) -> list[Declared]:
    """The words in `key`, but for what is declared already, as names broken by `problem`."""
    words = [word for word in words_in(key.text) if word not in scope.context.names()]
    return [Declared(word, key.place, problem) for word in words or [key.text]]
