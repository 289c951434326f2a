r"""Sums, products and limits, with full, partial or missing bounds; limits from both sides or from one.

`\sum_{k=1}^n`, `\sum_k` (the declared range), `\sum_{k \neq i}`, `\sum_{i,j}`, `\sum_{i<j}`,
`\sum_{1 \le i < j \le n}`, `\sum_{\substack{k=1 \\ k \neq i}}^n`, and `\sum e^{z_j}` when only one index can
be meant. The body reaches to the next `+`, `-` or relation outside of brackets.

Of two indices in a condition (`k \neq i`), the one that is bound already or stands elsewhere in the text is
free; if neither is, `i < j` runs over both, and `i \neq j`, which people write for either, is an error.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from derivcheck.errors import nearest
from derivcheck.notation.latex.bounds import bind, bound_value, read_bound_name
from derivcheck.notation.latex.lexer import LETTER, NAME, Token
from derivcheck.notation.latex.ordered import ranged
from derivcheck.notation.latex.scripts import Span, items_in, read_scripts, signs_in
from derivcheck.notation.latex.words import shown
from derivcheck.notation.valuation import NO_SIDE, one_sided
from derivcheck.terms import Add, And, Big, Const, Div, Limit, Mul, Neg, Term, free_names, integer

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser, Reader

__all__ = ["end_of_body", "places_of", "read_big", "read_limit"]


class _Axis(NamedTuple):
    """One bound name; a bound that is missing is the declared one."""

    name: str
    lower: Term | None = None
    upper: Term | None = None


def read_big(op: str) -> Reader:
    r"""The reader of `\sum` or `\prod`."""

    def read(parser: Parser, token: Token) -> Term:
        scripts = read_scripts(parser)
        if scripts.primes or scripts.star:
            raise parser.error(scripts.first, "bounds", shown(scripts.first))
        if scripts.below is None:
            return _without_index(parser, token, op, scripts.above)
        above = None if scripts.above is None else bound_value(parser, scripts.above)
        axes, guards = _below(parser, token, scripts.below, above)
        return _nested(parser, token, op, axes, guards)

    return read


def _nested(parser: Parser, token: Token, op: str, axes: list[_Axis], guards: list[Span]) -> Term:
    """The sums over `axes`, the outermost first; the condition belongs to the innermost."""
    before, ranges = parser.bound, []
    for axis in axes:
        ranges.append((axis.name, *_range_of(parser, token, axis)))
        bind(parser, axis.name, "index")
    tests = [parser.within(*span, parser.condition) for span in guards]
    body = _body(parser, token, op, {axis.name for axis in axes})
    parser.bound = before
    guard = None if not tests else tests[0] if len(tests) == 1 else And(tuple(tests))
    for name, lower, upper in reversed(ranges):
        body = Big(op, body, name, lower, upper, guard)
        guard = None
    return body


def _body(parser: Parser, token: Token, op: str, names: set[str]) -> Term:
    """What is summed. In a product, a factor after the first that does not concern it is an error."""
    if op == "sum":
        return parser.signed()
    start = parser.at
    body = parser.signed()
    inner = body.arg if isinstance(body, Neg) else body
    at = start if isinstance(inner, (Mul, Div)) else parser.at
    while at < parser.at:
        word = parser.word_list[at]
        outer = word.text in (r"\sum", r"\prod", r"\int") and at > start
        if (outer and (not _mentions(parser, at, names) or _binds(parser, at, names))) or word.text == "/":
            hint = "put brackets around the product, or around what it multiplies"
            raise parser.error(word, f"the end of the {shown(token)}", shown(word), hint)
        at = parser.partner.get(at, at) + 1
    return body


def _mentions(parser: Parser, start: int, names: set[str]) -> bool:
    words = parser.word_list[start : parser.at]
    return any(word.text in names for word in words if word.kind in (LETTER, NAME))


def _binds(parser: Parser, at: int, names: set[str]) -> bool:
    r"""Whether the sign at `at` binds one of `names` again, as in `\prod_i a_i \prod_i b_i`."""
    words = parser.word_list
    if words[at + 1].text != "_":
        return False
    return words[at + 3 if words[at + 2].text == "{" else at + 2].text in names


def _range_of(parser: Parser, token: Token, axis: _Axis) -> tuple[Term, Term]:
    if axis.lower is not None and axis.upper is not None:
        return axis.lower, axis.upper
    declared = parser.context.indices.get(axis.name)
    if declared is None:
        hint = (
            nearest(axis.name, parser.context.indices)
            or rf"write its range: {shown(token)}_{{{axis.name}=1}}^n"
        )
        raise parser.error(token, "a declared index, or both bounds", repr(axis.name), hint)
    if (axis.lower or declared.lower, axis.upper or declared.upper) != (declared.lower, declared.upper):
        hint = f"the declared range of {axis.name!r} has another end: write both bounds"
        raise parser.error(token, "both bounds", "one bound", hint)
    hidden = parser.bound.keys() & (free_names(declared.lower) | free_names(declared.upper))
    for size in sorted(hidden):
        found = f"a bound {size!r}, which hides it"
        raise parser.error(
            token, f"the {size!r} of the range of {axis.name!r}", found, "rename the bound one"
        )
    return declared.lower, declared.upper


# -- below the sign ------------------------------------------------------------------------------


def _below(parser: Parser, token: Token, span: Span, above: Term | None) -> tuple[list[_Axis], list[Span]]:
    """The bound names, outermost first, and the conditions."""
    axes: list[_Axis] = []
    guards: list[Span] = []
    waiting: list[str] = []
    for item in _items(parser, span):
        signs = signs_in(parser, item)
        first = parser.word_list[item[0]]
        if axes and not waiting and _is_bracketed(parser, item):
            guards.append(item)
            continue
        known = {axis.name for axis in axes} | set(waiting)
        if not signs:
            waiting.append(_name_at(parser, item))
        elif len(signs) == 1 and parser.word_list[signs[0]].text == "=" and first.text not in known:
            lower = bound_value(parser, (signs[0] + 1, item[1]))
            names = [*waiting, _name_at(parser, (item[0], signs[0]))]
            axes += [_Axis(name, lower, above) for name in names]
            waiting = []
        else:
            axes += [_Axis(name, None, above) for name in waiting]
            waiting = []
            if above is None and (endless := _endless(parser, item, signs, known)) is not None:
                axes.append(endless)
                continue
            between = ranged(parser, item, signs)
            if between is not None:
                axes += [_Axis(*one) for one in between.axes]
                guards += between.order
                continue
            axes += _from_condition(parser, item, signs, {axis.name for axis in axes})
            guards.append(item)
    axes += [_Axis(name, None, above) for name in waiting]
    if not axes:
        raise parser.error(token, "an index below the sign", "a condition on none")
    names = [axis.name for axis in axes]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise parser.error(token, "each index once", f"{twice!r} again")
    return _complete(parser, axes, guards)


def _endless(parser: Parser, item: Span, signs: list[int], known: set[str]) -> _Axis | None:
    r"""`k \geq 1` and `k > 0` of a letter that is no index elsewhere: from there on."""
    first, words = parser.word_list[item[0]], parser.word_list
    if signs != [item[0] + 1] or words[signs[0]].text not in (r"\geq", ">") or first.kind != LETTER:
        return None
    if first.text in known or first.text in parser.context.indices or first.text in parser.bound:
        return None
    lower = bound_value(parser, (signs[0] + 1, item[1]))
    if words[signs[0]].text == ">":
        lower = Add((lower, integer(1)))
    return _Axis(_name_at(parser, (item[0], signs[0])), lower, Const("oo"))


def _is_bracketed(parser: Parser, item: Span) -> bool:
    r"""Whether a condition in brackets, or one with `\lnot`, fills `item`: it binds nothing."""
    start = item[0] + (parser.word_list[item[0]].text == r"\lnot")
    return start in parser.words.related and parser.partner[start] == item[1] - 1


def _complete(parser: Parser, axes: list[_Axis], guards: list[Span]) -> tuple[list[_Axis], list[Span]]:
    r"""`1 \le i \le n` is a range, not a condition on the declared one."""
    kept = []
    for guard in guards:
        signs = signs_in(parser, guard)
        texts = [parser.word_list[at].text for at in signs]
        if texts == [r"\leq", r"\leq"]:
            middle = (signs[0] + 1, signs[1])
            names = [axis.name for axis in axes]
            name = parser.word_list[middle[0]].text if middle[1] == middle[0] + 1 else ""
            if (
                name in names
                and axes[names.index(name)].lower is None
                and name not in _texts(parser, guard, middle)
            ):
                lower = parser.value_in((guard[0], signs[0]))
                upper = bound_value(parser, (signs[1] + 1, guard[1]))
                axes[names.index(name)] = _Axis(name, lower, upper)
                continue
        kept.append(guard)
    return axes, kept


def _texts(parser: Parser, guard: Span, but: Span) -> set[str]:
    return {parser.word_list[at].text for at in range(*guard) if not but[0] <= at < but[1]}


def _items(parser: Parser, span: Span) -> list[Span]:
    r"""The parts below a sign: between commas, and in the rows of a `\substack`."""
    words = parser.word_list
    if words[span[0]].text != r"\substack":
        return items_in(parser, span)
    opened = span[0] + 1
    if words[opened].text != "{" or parser.partner[opened] + 1 != span[1]:
        raise parser.error(words[span[0]], "one stack below the sign", r"\substack")
    close = parser.partner[opened]
    breaks, at = list[int](), opened + 1
    while at < close:
        breaks += [at] if words[at].text == r"\\" else []
        at = parser.partner.get(at, at) + 1
    breaks = sorted({*breaks, *parser.words.commas[opened]})
    edges = [opened, *breaks, close]
    return [(edges[at] + 1, edges[at + 1]) for at in range(len(edges) - 1) if edges[at] + 1 < edges[at + 1]]


def _name_at(parser: Parser, span: Span) -> str:
    return parser.within(*span, lambda: read_bound_name(parser, "index"))


def _from_condition(parser: Parser, item: Span, signs: list[int], known: set[str]) -> list[_Axis]:
    r"""The indices that a condition such as `k \neq i` or `1 \le i < j \le n` binds."""
    edges = [item[0] - 1, *signs, item[1]]
    sides = [(edges[at] + 1, edges[at + 1]) for at in range(len(edges) - 1)]
    names = [name for side in sides if (name := _index_in(parser, side)) and name not in known]
    mentions = {word.text for word in parser.word_list[item[0] : item[1]]} & {
        name.split("_")[0] for name in known
    }
    if mentions:
        return []
    if known:
        hint = "write the range of each index, and brackets around a condition on none of them"
        raise parser.error(
            parser.word_list[item[0]], "a condition on an index below the sign", "another", hint
        )
    free = [name for name in names if name not in parser.bound]
    if len(free) < 2 or len(names) > 2:
        found = free[:1] if len(free) < 2 else free
    else:
        found = _of_two(parser, item, free, parser.word_list[signs[0]])
    if not found:
        first = parser.word_list[item[0]]
        raise parser.error(first, "a condition that begins with an index", shown(first))
    return [_Axis(name) for name in found]


def _index_in(parser: Parser, side: Span) -> str:
    """The index that fills `side`, or ""."""
    word = parser.word_list[side[0]]
    is_name = side[1] > side[0] and word.kind in (LETTER, NAME)
    if not is_name or any(
        parser.word_list[at].text not in ("_", "{", "}") and at > side[0] + 3 for at in range(*side)
    ):
        return ""
    if side[1] == side[0] + 1:
        return word.text if word.text in parser.context.indices or word.text in parser.bound else ""
    if parser.word_list[side[0] + 1].text not in ("_",) and parser.word_list[side[0] + 1].kind != "primes":
        return ""
    name = _name_at(parser, side)
    return name if name in parser.context.indices or name in parser.bound else ""


def _of_two(parser: Parser, item: Span, names: list[str], sign: Token) -> list[str]:
    """Which of two indices in a condition are bound by it."""
    first, second = names
    start = parser.at
    end = end_of_body(parser, start)
    places = places_of(parser).get(second, [])
    inside = bisect_left(places, end) - bisect_left(places, start)
    below = bisect_left(places, item[1]) - bisect_left(places, item[0])
    if second in parser.elsewhere or len(places) > inside + below:
        return [first]
    if not inside and not parser.elsewhere:  # nothing stands beside it
        return [first]
    if inside and sign.text != r"\neq":
        return [first, second]
    hint = rf"write \sum_{{\substack{{{first}=1 \\ {first} \neq {second}}}}}^n for one index, or two sums"
    raise parser.error(sign, "one index, or both by name", rf"'{first}' \neq '{second}'", hint)


def places_of(parser: Parser) -> dict[str, list[int]]:
    """Where each name stands, counted once for the whole text."""
    if not parser.words.places:
        for at, word in enumerate(parser.word_list):
            if word.kind in (LETTER, NAME):
                parser.words.places.setdefault(word.text, []).append(at)
    return parser.words.places


def end_of_body(parser: Parser, start: int) -> int:
    """Where what is summed from `start` on ends."""
    from derivcheck.notation.latex.tables import RELATIONS

    at, words = start, parser.word_list
    while at < parser.stop:
        text = words[at].text
        if (text in ("+", "-") and at > start) or text in RELATIONS or text == ",":
            break
        at = parser.partner.get(at, at) + 1
    return min(at, parser.stop)


# -- no index at all -----------------------------------------------------------------------------


def _without_index(parser: Parser, token: Token, op: str, above: Span | None) -> Term:
    r"""`\sum e^{z_j}`: the body says which index is meant, if only one can be."""
    if above is not None:
        raise parser.error(token, "an index below the sign", "an upper bound alone")
    body = parser.signed()
    free = [name for name in free_names(body) if name in parser.context.indices and name not in parser.bound]
    if len(free) != 1:
        found = "a body with no index" if not free else f"a body with {' and '.join(map(repr, sorted(free)))}"
        raise parser.error(token, "an index below the sign, or a body with one index", found)
    lower, upper = _range_of(parser, token, _Axis(free[0]))
    return Big(op, body, free[0], lower, upper)


# -- limits --------------------------------------------------------------------------------------


def read_limit(parser: Parser, token: Token) -> Term:
    r"""`\lim_{x \to a} f`."""
    scripts = read_scripts(parser)
    if scripts.below is None or scripts.above is not None:
        raise parser.error(token, r"a limit such as \lim_{x \to 0}", token.text)
    span = scripts.below
    arrow = next((at for at in range(*span) if parser.word_list[at].text == r"\to"), None)
    if arrow is None:
        raise parser.error(parser.word_list[span[0]], r"'\to' in a limit", shown(parser.word_list[span[1]]))
    name = parser.within(span[0], arrow, lambda: read_bound_name(parser, "variable"))
    side = _side_at(parser, span[1])
    point = bound_value(parser, (arrow + 1, span[1] if not side else _without_side(parser, span[1])))
    before = parser.bound
    bind(parser, name, "variable")
    body = parser.signed()
    parser.bound = before
    return Limit(body, name, point) if not side else _one_sided(parser, token, Limit(body, name, point), side)


def _side_at(parser: Parser, stop: int) -> str:
    """The sign above the point that ends before `stop`, as in `0^+` and `0^{-}`."""
    words = [word.text for word in parser.word_list[stop - 4 : stop]]
    if words[1:] and words[-1] == "}" and words[0] == "^":
        return words[2] if words[1] == "{" and words[2] in ("+", "-") else ""
    return words[-1] if words[-2:-1] == ["^"] and words[-1] in ("+", "-") else ""


def _without_side(parser: Parser, stop: int) -> int:
    """Where the point that ends before `stop` ends without the sign above it."""
    return stop - 4 if parser.word_list[stop - 1].text == "}" else stop - 2


def _one_sided(parser: Parser, token: Token, found: Limit, side: str) -> Term:
    made = one_sided(found, side, parser.context)
    if made is None:
        raise parser.error(token, "an expression in which a value may be put", "another one", NO_SIDE)
    return made
