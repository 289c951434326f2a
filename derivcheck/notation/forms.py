"""The forms of the language: `sum`, `prod`, `diff`, `cases`, `integral`, `limit`.

A binder's body stands before its index, so its arguments are read out of order: bounds first, where
the index is not yet bound; then the condition and the body, where it is. Each form is a row of
`FORMS`; SymPy's own spellings of them are rows of `derivcheck.notation.spellings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from derivcheck.errors import ReadError, nearest
from derivcheck.function_values import is_function_value
from derivcheck.notation.lexer import DIRECTION, NAME, NUMBER, PRIMES, Token
from derivcheck.notation.operators import JOINING, RELATIONS
from derivcheck.notation.parser import Parser, Span
from derivcheck.notation.partials import CLEAR_HINT, is_whole, unclear
from derivcheck.notation.valuation import NO_SIDE, one_sided
from derivcheck.terms import Big, Cases, Const, Integral, Limit, Neg, Sym, Term, differentiated, free_names

__all__ = [
    "FORMS",
    "Form",
    "Site",
    "between",
    "count",
    "read_big",
    "read_bound",
    "read_diff",
    "read_integral",
    "read_limit",
]

#: the highest order of one derivative
MOST_DERIVATIVES = 100


class Site(NamedTuple):
    """Where a form stands: its name, and the spans of its arguments."""

    name: Token
    spans: list[Span]


Form = Callable[[Parser, Site], Term]


class _Axis(NamedTuple):
    """One bound name with its bounds; without them the declared range counts."""

    name: Token
    bounds: tuple[Span, Span] | None


def count(number: int, thing: str) -> str:
    """`number` things, in words that agree: "no index", "1 index", "2 indices"."""
    plural = {"index": "indices"}.get(thing, f"{thing}s")
    return f"{number or 'no'} {thing if number <= 1 else plural}"


def between(fewest: int, most: int | None) -> str:
    """A number of arguments in words: "1 argument", "1 or 2 arguments", "at least 1 argument"."""
    if most == fewest + 1:
        return f"{fewest} or {count(most, 'argument')}"
    return f"{'' if fewest == most else 'at least '}{count(fewest, 'argument')}"


def _need(parser: Parser, site: Site, fewest: int, most: int, example: str) -> None:
    found = len(site.spans)
    if not fewest <= found <= most:
        wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
        if most > 9:
            wanted = f"at least {fewest}"
        shown = count(found, "argument")
        raise parser.error(site.name, f"{wanted} arguments for {site.name.text!r}", shown, f"write {example}")


def read_bound(parser: Parser, span: Span) -> Term:
    """A bound or the point of a limit: a term, or infinity with or without a sign and brackets."""
    if parser.words[span[0]].text == "(" and parser.tokens.partner[span[0]] == span[1] - 1:
        return read_bound(parser, (span[0] + 1, span[1] - 1))
    words = [token.text for token in parser.words[span[0] : span[1]]]
    if words in (["oo"], ["+", "oo"]):
        return Const("oo")
    return Neg(Const("oo")) if words == ["-", "oo"] else parser.value_at(span)


# -- sums and products ---------------------------------------------------------------------------


def read_big(op: str) -> Form:
    """The reader of `sum` or `prod`, in all their forms."""

    def read(parser: Parser, site: Site) -> Term:
        name = site.name.text
        _need(parser, site, 2, 99, f"{name}(body, k), or with bounds {name}(body, k, 1, n)")
        body, *rest = site.spans
        axes, guard = _axes(parser, rest)
        return _nested(parser, op, body, axes, guard)

    return read


def _nested(parser: Parser, op: str, body: Span, axes: Sequence[_Axis], guard: Span | None) -> Term:
    """The sums over `axes`, the outermost first; the condition belongs to the innermost."""
    before, ranges = parser.bound, []
    for axis in axes:
        ranges.append((axis.name.text, *_range_of(parser, axis)))
        parser.bind(axis.name, "index")
    condition = None if guard is None else parser.condition_at(guard)
    term = parser.value_at(body)
    parser.bound = before
    for name, lower, upper in reversed(ranges):
        term = Big(op, term, name, lower, upper, condition)
        condition = None
    return term


def _range_of(parser: Parser, axis: _Axis) -> tuple[Term, Term]:
    if axis.bounds is not None:
        return read_bound(parser, axis.bounds[0]), read_bound(parser, axis.bounds[1])
    name = axis.name.text
    declared = parser.context.indices.get(name)
    if declared is None:
        close = nearest(name, parser.context.indices)
        hint = close or f"declare its range under indices, or write it: sum(body, {name}, 1, n)"
        raise parser.error(axis.name, "a declared index", parser.shown(axis.name), hint)
    if parser.bound:
        hidden = parser.bound.keys() & (free_names(declared.lower) | free_names(declared.upper))
        for size in sorted(hidden):
            hint = f"rename the bound {size!r}, or write the bounds of {name!r}"
            found = f"a bound {size!r}, which hides it"
            raise parser.error(axis.name, f"the {size!r} of the range of {name!r}", found, hint)
    return declared.lower, declared.upper


def _axes(parser: Parser, spans: list[Span]) -> tuple[list[_Axis], Span | None]:
    """What follows the body of a sum: the bound names, outermost first, and the condition."""
    first = parser.lone(spans[0])
    has_guard = len(spans) > 1 and _is_condition(parser, spans[-1])
    names, guard = (spans[:-1], spans[-1]) if has_guard else (spans, None)
    if parser.tuple_at(spans[0]):
        return _tuple_axes(parser, names), guard
    if first is None or first.kind != NAME:
        return _guard_axis(parser, spans)
    if len(names) == 3:
        if all(_declared_index(parser, span) for span in names):
            raise _ambiguous(parser, names)
        return [_Axis(first, (names[1], names[2]))], guard
    return [_Axis(token, None) for token in _listed(parser, names)], guard


def _listed(parser: Parser, spans: list[Span]) -> list[Token]:
    """The declared indices of nested sums, each once."""
    tokens = [parser.words[span[0]] for span in spans]
    for place, (token, span) in enumerate(zip(tokens, spans, strict=True)):
        if place and _declared_index(parser, span) is None:
            expected = "a declared index, or a lower and an upper bound"
            raise parser.error(token, expected, parser.quoted(span))
        if token.text in {earlier.text for earlier in tokens[:place]}:
            raise parser.error(token, "another index", f"{token.text!r} again")
    return tokens


def _guard_axis(parser: Parser, spans: list[Span]) -> tuple[list[_Axis], Span]:
    """`sum(body, k != i)`: the index is what the condition begins with."""
    first = parser.words[spans[0][0]]
    if first.kind != NAME or parser.words[spans[0][0] + 1].text not in RELATIONS:
        hint = "write sum(body, k), sum(body, k != i) or sum(body, k, 1, n)"
        expected = "an index, or a condition that begins with it"
        raise parser.error(first, expected, parser.quoted(spans[0]), hint)
    if len(spans) > 1:
        after = parser.words[spans[1][0] - 1]
        raise parser.error(after, "')' after the condition", "','", "join conditions with 'and'")
    return [_Axis(first, None)], spans[0]


def _tuple_axes(parser: Parser, spans: list[Span]) -> list[_Axis]:
    """SymPy's `(k, 1, n)`: of several ranges the first is the innermost."""
    axes = []
    for span in spans:
        parts = parser.tuple_at(span) or []
        name = parser.lone(parts[0]) if parts else None
        if len(parts) != 3 or name is None:
            first = parser.words[span[0]]
            raise parser.error(first, "a range such as (k, 1, n)", parser.quoted(span))
        axes.append(_Axis(name, (parts[1], parts[2])))
    return axes[::-1]


def _declared_index(parser: Parser, span: Span) -> Token | None:
    token = parser.lone(span)
    return token if token is not None and token.text in parser.context.indices else None


def _is_condition(parser: Parser, span: Span) -> bool:
    """Whether a relation or a word or sign that joins them stands in `span`, outside calls and indices."""
    at, end = span
    while at < end:
        token = parser.words[at]
        if token.text in RELATIONS or token.text in JOINING:
            return True
        is_call = token.text == "(" and parser.words[at - 1].kind in (NAME, PRIMES)
        at = parser.tokens.partner[at] + 1 if is_call or token.text == "[" else at + 1
    return False


def _ambiguous(parser: Parser, spans: list[Span]) -> ReadError:
    k, i, j = (parser.words[span[0]].text for span in spans)
    return parser.error(
        parser.words[spans[1][0]],
        "bounds, or nested sums",
        "indices that could be either",
        f"write sum(body, ({k}, {i}, {j})) for bounds, sum(sum(sum(body, {j}), {i}), {k}) for nested sums",
    )


# -- calculus ------------------------------------------------------------------------------------


def read_integral(parser: Parser, site: Site) -> Term:
    """`integral(f, x)`, `integral(f, x, a, b)`, and SymPy's `(x, a, b)`, the first innermost."""
    _need(parser, site, 2, 99, "integral(f, x), or with bounds integral(f, x, a, b)")
    body, *rest = site.spans
    before = parser.bound
    found: list[tuple[str, list[Term]]] = []
    for axis in _integral_axes(parser, rest):
        bounds = [read_bound(parser, span) for span in axis.bounds or ()]
        parser.bind(axis.name, "variable")
        found.append((axis.name.text, bounds))
    term = parser.value_at(body)
    parser.bound = before
    for variable, bounds in reversed(found):
        term = Integral(term, variable, *bounds)
    return term


def _integral_axes(parser: Parser, spans: list[Span]) -> list[_Axis]:
    name = parser.lone(spans[0])
    if parser.tuple_at(spans[0]):
        return _tuple_axes(parser, spans)
    if name is not None and len(spans) == 1:
        return [_Axis(name, None)]
    if name is not None and len(spans) == 3:
        return [_Axis(name, (spans[1], spans[2]))]
    first, hint = parser.words[spans[0][0]], "write integral(f, x), or with bounds integral(f, x, a, b)"
    raise parser.error(first, "a variable, alone or with two bounds", parser.quoted(spans[0]), hint)


def read_limit(parser: Parser, site: Site) -> Term:
    """`limit(f, x, a)`, and from one side `limit(f, x, a, '+')`."""
    _need(parser, site, 3, 4, "limit(f, x, a), or from one side limit(f, x, a, '+')")
    body, variable, point, *rest = site.spans
    name = parser.words[variable[0]]
    if parser.lone(variable) is None:
        raise parser.error(name, "the name of a bound variable", parser.quoted(variable))
    side = _direction(parser, rest[0]) if rest else "+-"
    before, target = parser.bound, read_bound(parser, point)
    parser.bind(name, "variable")
    term = parser.value_at(body)
    parser.bound = before
    both = Limit(term, name.text, target)
    found = both if side in ("+-", _FROM.get(target)) else one_sided(both, side, parser.context)
    if found is None:
        raise parser.error(site.name, "an expression in which a value may be put", "another one", NO_SIDE)
    return found


#: infinity is met from one side anyway
_FROM: Mapping[Term, str] = {Const("oo"): "-", Neg(Const("oo")): "+"}


def _direction(parser: Parser, span: Span) -> str:
    """From where a limit is taken: `+`, `-`, or `+-` for both sides; SymPy prints `dir='+'`."""
    named = [word.text for word in parser.words[span[0] : span[0] + 2]] == ["dir", "="]
    start = span[0] + 2 if named else span[0]
    word = parser.words[start]
    if word.kind != DIRECTION or span[1] != start + 1:
        raise parser.error(word, "'+' or '-' in quotes, or '+-'", parser.quoted(span))
    return word.text[1:-1]


def read_diff(parser: Parser, site: Site) -> Term:
    """`diff(f, x)`, `diff(f, x, y)`, `diff(f, x, 2)`, and SymPy's `(x, 2)`; also by `f(t)` and `f'(t)`."""
    _need(parser, site, 2, 99, "diff(f, x)")
    body = parser.value_at(site.spans[0])
    variables: list[tuple[Term, int | Term]] = []
    may_count = False
    for span in site.spans[1:]:
        pair = parser.tuple_at(span)
        if may_count and pair is None and _is_count(parser, span):
            variables[-1] = (variables[-1][0], _order(parser, span, variables[-1][0]))
            may_count = False
            continue
        is_pair = pair is not None and len(pair) == 2
        by = _variable(parser, pair[0] if pair is not None and is_pair else span)
        variables.append((by, _order(parser, pair[1], by) if pair is not None and is_pair else 1))
        may_count = not is_pair
    made = differentiated(body, variables)
    found = unclear(made, parser.context, frozenset(parser.bound))
    if found is not None:
        raise parser.error(site.name, *found, CLEAR_HINT)
    return made


def _variable(parser: Parser, span: Span) -> Term:
    token = parser.words[span[0]]
    variable = parser.value_at(span)
    if is_function_value(variable, parser.context):
        return variable
    if not isinstance(variable, Sym):
        hint = "differentiate with respect to a symbol, a defined quantity or the value of a function"
        raise parser.error(token, "a symbol to differentiate by", parser.quoted(span), hint)
    bound, name = parser.bound.get(variable.name), variable.name
    if bound == "index" or (bound is None and name in parser.context.indices):
        hint = "an index takes whole numbers only"
        raise parser.error(token, "a symbol to differentiate by", f"the index {name!r}", hint)
    return variable


def _is_count(parser: Parser, span: Span) -> bool:
    """Whether a number stands in `span`, or what is declared as whole: nothing is differentiated by that."""
    token = parser.lone(span)
    if token is not None and token.kind == NUMBER:
        return True
    return is_whole(parser.value_at(span), parser.context, parser.bound)


def _order(parser: Parser, span: Span, by: Term) -> int | Term:
    token = parser.words[span[0]]
    if parser.lone(span) is None or token.kind != NUMBER:
        order = parser.value_at(span)
        if isinstance(by, Sym) and is_whole(order, parser.context, parser.bound):
            return order
    is_plain = parser.lone(span) is not None and token.kind == NUMBER and token.text.isdecimal()
    if not is_plain or len(token.text) > 3 or not 1 <= int(token.text) <= MOST_DERIVATIVES:
        expected = f"a whole number of derivatives, 1 to {MOST_DERIVATIVES}"
        hint = "" if token.kind == NUMBER else "or what is declared as whole, for derivatives by a symbol"
        raise parser.error(token, expected, parser.quoted(span), hint)
    return int(token.text)


# -- cases ---------------------------------------------------------------------------------------


def read_cases(parser: Parser, site: Site) -> Term:
    """`cases(a if cond, b if cond, c)`; only the last value may go without a condition."""
    _need(parser, site, 1, 99, "cases(a if i = j, b)")
    branches: list[tuple[Term, Term]] = []
    for place, span in enumerate(site.spans):
        parser.at = span[0]
        value = parser.value()
        if parser.words[parser.at].text == "if":
            branches.append((value, parser.condition_at((parser.at + 1, span[1]))))
            continue
        if parser.at == span[1] and branches and place == len(site.spans) - 1:
            return Cases(tuple(branches), value)
        raise parser.unexpected("'if' and a condition")
    return Cases(tuple(branches))


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "sum": read_big("sum"),
        "prod": read_big("prod"),
        "diff": read_diff,
        "cases": read_cases,
        "integral": read_integral,
        "limit": read_limit,
    }
)
