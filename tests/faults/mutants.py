"""Changes of one place in a module's source, as the mistakes that people make in programs.

A change is a row of `CHANGES`: the class of node, and what it may become. Limits (names in capitals),
annotations and messages are left alone: they do not decide what is true.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

__all__ = ["Mutant", "changed", "mutants"]


class Mutant(NamedTuple):
    """A change of a module: its number in the order of `mutants`, and the lines that run when it does.

    What was there and what is now are told by the lines of the source; among all mutants of the module with
    the same function and the same lines this is the one of that `rank`.
    """

    number: int
    lines: tuple[int, ...]
    function: str
    before: str
    after: str
    rank: int = 1


_COMPARISONS: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OPERATORS: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    if len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
        yield ast.Compare(node.left, [_COMPARISONS[type(node.ops[0])]()], node.comparators)


def _operation(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _OPERATORS:
        yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)


def _boolean(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if len(node.values) > 1:
        yield from node.values


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _number(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)


def _condition(node: ast.If) -> Iterator[ast.AST]:
    yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    yield ast.If(ast.Constant(False), node.body, node.orelse)


def _statement(node: ast.Expr) -> Iterator[ast.AST]:
    if not isinstance(node.value, ast.Constant | ast.Yield | ast.YieldFrom):
        yield ast.Pass()


CHANGES: Mapping[type[ast.AST], Callable[[Any], Iterator[ast.AST]]] = {
    ast.Compare: _compare, ast.BinOp: _operation, ast.BoolOp: _boolean, ast.UnaryOp: _unary,
    ast.Constant: _number, ast.If: _condition, ast.Expr: _statement,
}  # fmt: skip


class _Place(NamedTuple):
    """Where a node that may change stands: its parent, the field, the place in a list, the function."""

    parent: Any
    field: str
    at: int | None
    node: Any
    function: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module."""
    lines = [line.encode() for line in source.splitlines()]
    ranks: Counter[tuple[str, str, str]] = Counter()
    for number, (place, made) in enumerate(_changes(ast.parse(source))):
        told = _told(place.node)
        before = _shown(lines, told, None)
        after = _shown(lines, told, _written(place, _told(made)))
        ranks[place.function, before, after] += 1
        rank = ranks[place.function, before, after]
        span = tuple(range(told.lineno, told.end_lineno + 1))
        yield Mutant(number, span, place.function, before, after, rank)


def changed(source: str, number: int, path: str) -> CodeType:
    """The module with the change of this number, compiled; every line keeps its own number."""
    tree = ast.parse(source)
    place, made = next(each for at, each in enumerate(_changes(tree)) if at == number)
    _put(place, ast.fix_missing_locations(ast.copy_location(made, place.node)))
    return compile(tree, path, "exec")


def _changes(tree: ast.AST) -> Iterator[tuple[_Place, ast.AST]]:
    for place in list(_places(tree, "")):
        for made in CHANGES[type(place.node)](place.node):
            yield place, made


def _told(node: Any) -> Any:
    """What of a node is told: of a whole `if`, its condition."""
    return node.test if isinstance(node, ast.If) else node


def _written(place: _Place, made: ast.AST) -> str:
    """What is new, in brackets where it would be read as something else without them."""
    text = ast.unparse(ast.fix_missing_locations(made))
    inner = isinstance(place.parent, ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare)
    loose = isinstance(made, ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare)
    return f"({text})" if inner and loose else text


def _shown(lines: list[bytes], node: Any, other: str | None) -> str:
    """The lines of a node as one, with another text in its place or with its own."""
    if other is None:
        text = b"\n".join(lines[node.lineno - 1 : node.end_lineno])
    else:
        head = lines[node.lineno - 1][: node.col_offset]
        text = head + other.encode() + lines[node.end_lineno - 1][node.end_col_offset :]
    return " ".join(text.decode().split())


def _put(place: _Place, node: ast.AST) -> None:
    if place.at is None:
        setattr(place.parent, place.field, node)
    else:
        getattr(place.parent, place.field)[place.at] = node


_NOT_ENTERED = (
    ast.AnnAssign,
    ast.arguments,
    ast.Raise,
    ast.Assert,
    ast.JoinedStr,
    ast.Import,
    ast.ImportFrom,
)


def _places(parent: ast.AST, function: str) -> Iterator[_Place]:
    """Where nodes that may change stand."""
    if isinstance(parent, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{parent.name}".lstrip(".")
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or isinstance(node, _NOT_ENTERED) or _is_limit(node):
                continue
            if type(node) in CHANGES:
                yield _Place(parent, field, at, node, function)
            yield from _places(node, function)


def _is_limit(node: ast.AST) -> bool:
    """Whether this sets limits, such as `_MOST_TERMS = 50_000`, `2**64` or `(3, 7)`, or a list of names."""
    return (
        isinstance(node, ast.Assign)
        and all(isinstance(to, ast.Name) and to.id.upper() == to.id for to in node.targets)
        and all(isinstance(part, _NUMBERS) for part in ast.walk(node.value))
    )


_NUMBERS = (ast.Constant, ast.Tuple, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.expr_context)
