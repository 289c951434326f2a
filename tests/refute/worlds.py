"""Contexts, claims and points for the tests, written in the plain notation."""

from __future__ import annotations

from collections.abc import Mapping

from flint import fmpq

from derivcheck.errors import Place
from derivcheck.model import Claim, Context, Definition, Domain, FunctionSymbol, Symbol
from derivcheck.notation import read_condition, read_expression, read_head, read_range
from derivcheck.refute import Point
from derivcheck.terms import Term, free_names

HERE = Place("test")


def world(
    indices: Mapping[str, str] | None = None,
    symbols: Mapping[str, str] | None = None,
    functions: Mapping[str, bool] | None = None,
    definitions: Mapping[str, str] | None = None,
    assumptions: tuple[str, ...] = (),
) -> Context:
    """A context from texts; sizes of ranges are declared as positive integers."""
    bare = Context()
    ranges = {
        name: read_range(text, bare, HERE)
        for names, text in (indices or {}).items()
        for name in names.replace(",", " ").split()
    }
    declared: dict[str, Symbol] = {}
    for each in ranges.values():
        for name in sorted(free_names(each.lower) | free_names(each.upper)):
            declared[name] = Symbol(name, (), Domain.POSITIVE_INTEGER)
    for text, domain in (symbols or {}).items():
        head = read_head(text, HERE)
        declared[head.name] = Symbol(head.name, tuple(ranges[p] for p in head.parameters), Domain(domain))
    known = {name: FunctionSymbol(name, positive) for name, positive in (functions or {}).items()}
    context = Context(ranges, declared, known)
    for text, body in (definitions or {}).items():
        context = with_definition(context, text, body)
    return context.assuming(*(read_condition(text, context, HERE) for text in assumptions))


def with_definition(context: Context, text: str, body: str) -> Context:
    head = read_head(text, HERE)
    axes = () if head.is_function else tuple(context.indices[p] for p in head.parameters)
    term = read_expression(body, context, HERE, bound=head.parameters)
    made = Definition(head.name, head.parameters, axes, term, head.is_function)
    definitions = {**context.definitions, head.name: made}
    return Context(context.indices, context.symbols, context.functions, definitions, context.assumptions)


def term(text: str, context: Context) -> Term:
    return read_expression(text, context, HERE)


def claim(text: str, context: Context, op: str = "=") -> Claim:
    """`left = right`, or another relation `op` written between the sides."""
    left, _, right = text.partition(f" {op} ")
    return Claim(term(left, context), term(right, context), context, op)


def family(*values: int | str) -> dict[tuple[int, ...], fmpq]:
    """A family over 1..n from its values."""
    return {(place,): q(value) for place, value in enumerate(values, 1)}


def q(value: int | str) -> fmpq:
    """An exact rational from text."""
    top, _, bottom = str(value).partition("/")
    return fmpq(int(top), int(bottom or 1))


def point(
    indices: Mapping[str, int] | None = None, functions: Mapping[str, object] | None = None, **values: object
) -> Point:
    """A point; `n` and `m` are sizes, plain numbers become exact."""
    sizes = {name: int(str(values.pop(name))) for name in ("n", "m") if name in values}
    exact = {name: value if isinstance(value, dict) else q(str(value)) for name, value in values.items()}
    return Point(sizes, indices or {}, exact, functions or {})  # type: ignore[arg-type]


SOFTMAX = world(
    indices={"i, j, k": "1..n"},
    symbols={"z[i]": "real", "p[i]": "nonnegative"},
    definitions={
        "q[i]": "exp(z[i])/sum(exp(z[k]), k)",
        "J": "-sum(p[j]*log(q[j]), j)",
    },
    assumptions=("sum(p[j], j) = 1",),
)
