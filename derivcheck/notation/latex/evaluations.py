r"""An expression at a point, and between two ends: `\left. F \right|_{x=a}`, `[F]_a^b` as `F(b) - F(a)`.

Which variable takes the value is written (`_{x=a}`), or it is that of an integral in the text or beside it;
of several, the one in `F` that no integral around it binds. Where that leaves none or more than one,
it is an error that asks for the variable. At an infinite end it is the limit that is meant. What may hide the
variable, as a definition may, and the derivative of an expression at a point have no reading
(`derivcheck.notation.valuation`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.errors import ReadError
from derivcheck.notation.latex.bounds import bind, bound_value
from derivcheck.notation.latex.factors import factors_in
from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER, Token
from derivcheck.notation.latex.scripts import Scripts, Span, items_in, read_scripts, signs_in
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.valued import integrated, is_valued
from derivcheck.notation.latex.words import shown
from derivcheck.notation.valuation import obstacle, valued
from derivcheck.terms import Add, Const, Limit, Neg, Term, bound_name, free_names, walk

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["bar_after", "read_barred", "read_valued"]

_INFINITE = (Const("oo"), Neg(Const("oo")))
Values = list[tuple[str, Term]]
"""Variables, and the value that each of them takes."""


def read_valued(parser: Parser, opened: int) -> Term:
    r"""What stands in the brackets that open at `opened`, with what stands below and above them."""
    close = parser.partner[opened]
    return _read(parser, (opened + 1, close), parser.word_list[close])


def bar_after(parser: Parser) -> int:
    """The position of the bar behind the product that begins here, with something below it; 0 for none.

    Of a sum nobody knows whether the bar belongs to all of it.
    """
    words, at = parser.word_list, parser.at
    at += words[at].text in ("+", "-")
    while at < parser.stop and not parser.bars:
        if at in parser.words.based and is_valued(words, at):
            return at
        if words[at].text in ("+", "-", ",") or words[at].text in RELATIONS:
            break
        at = parser.partner.get(at, at) + 1
    return 0


def read_barred(parser: Parser, bar: int) -> Term:
    """What stands from here up to the bar, with what stands below and above that."""
    return _read(parser, (parser.at, bar), parser.word_list[bar], is_open=True)


def _read(parser: Parser, inside: Span, sign: Token, *, is_open: bool = False) -> Term:
    parser.at = inside[1] + 1
    scripts = read_scripts(parser)
    if scripts.below is None or scripts.primes or scripts.star:
        hint = r"write the point below it, as in \left. x^2 \right|_{x=1}"
        raise parser.error(sign, "a value with its point", shown(sign), hint)
    lower, upper = _ends(parser, inside, scripts, scripts.below)
    before = parser.bound
    for name, _ in lower:
        bind(parser, name, "variable")
    body = parser.value_in(inside)
    parser.bound = before
    if is_open:
        _check_extent(parser, sign, factors_in(parser, inside, body), [*lower, *(upper or ())])
    below = _at(parser, sign, body, lower)
    return below if upper is None else Add((_at(parser, sign, body, upper), Neg(below)))


def _check_extent(parser: Parser, sign: Token, factors: tuple[Term, ...], values: Values) -> None:
    r"""Complains where it matters how far to the left a bar reaches that nothing opens.

    Of `x f(x)|_{x=1}` nobody knows; a large bar belongs to all of `x f(x) \Big|_{x=1}`. Of both nobody knows
    where a sum binds what is put in.
    """
    names = {name for name, _ in values}
    moving = [factor for factor in factors if not names.isdisjoint(free_names(factor))]
    is_large = parser.words.source.text.startswith((r"\b", r"\B"), sign.start)
    arriving = frozenset[str]().union(*(free_names(value) for _, value in values))
    is_bound = any(bound_name(part) in arriving for factor in factors for part in walk(factor))
    if is_bound or (len(moving) > 1 and not is_large):
        hint = r"write \left. before the expression that the bar belongs to"
        raise parser.error(sign, "the beginning of what is taken at a point", "a product or a sum", hint)


def _ends(parser: Parser, inside: Span, scripts: Scripts, below: Span) -> tuple[Values, Values | None]:
    """The values at the point or at the lower end, and at the upper end if there is one."""
    points = [_point(parser, item) for item in items_in(parser, below)]
    if scripts.above is None:
        if all(name for name, _ in points):
            _check_apart(parser, points, below)
            return points, None
        hint = "write the variable with its value: _{x=a}"
        raise parser.error(parser.word_list[below[0]], "a point such as x = a", "a value alone", hint)
    if len(points) > 1:
        raise parser.error(scripts.first, "one variable between two ends", "several")
    (name, low), (other, high) = points[0], _point(parser, scripts.above)
    if name and not other:
        _refuse_power(parser, name, scripts.above)
    name = name or other or _variable(parser, inside, scripts.first)
    if other not in ("", name):
        raise parser.error(scripts.first, "one variable between two ends", f"{name!r} and {other!r}")
    return [(name, low)], [(name, high)]


def _refuse_power(parser: Parser, name: str, above: Span) -> None:
    r"""Complains of `\left. y \right|_{x=1}^2`, which may be a square."""
    word = parser.word_list[above[0]]
    is_exponent = above[1] == above[0] + 1 and word.kind == NUMBER and word.text not in ("0", "1")
    if is_exponent and name not in _integrated(parser):
        hint = f"write ^{{{name}={word.text}}} for an end, and brackets around it for a power"
        raise parser.error(word, "an end or a power", shown(word), hint)


def _point(parser: Parser, span: Span) -> tuple[str, Term]:
    """`x = a`, or `a` alone, of which the name is empty."""
    words = parser.word_list
    signs = signs_in(parser, span)
    if not signs:
        return "", bound_value(parser, span)
    if len(signs) > 1 or words[signs[0]].text != "=" or signs[0] != span[0] + 1:
        raise parser.error(words[span[0]], "a point such as x = a", "another condition")
    if words[span[0]].kind not in (LETTER, NAME):
        raise parser.error(words[span[0]], "a variable", f"{words[span[0]].text!r}")
    if words[span[0]].text in parser.context.indices or parser.bound.get(words[span[0]].text) == "index":
        raise parser.error(words[span[0]], "a variable", f"the index {words[span[0]].text!r}")
    return words[span[0]].text, bound_value(parser, (signs[0] + 1, span[1]))


def _check_apart(parser: Parser, points: Values, below: Span) -> None:
    """Complains of several values of which one mentions another's variable, or is taken twice."""
    names = [name for name, _ in points]
    mentioned = {name for _, value in points for name in free_names(value)} if len(points) > 1 else set()
    if len(set(names)) < len(names) or not mentioned.isdisjoint(names):
        raise parser.error(
            parser.word_list[below[0]], "values that do not depend on each other", "some that do"
        )


#: Names of numbers that everybody knows.
_CONSTANTS = frozenset({"e", "pi", "i"})


def _variable(parser: Parser, inside: Span, sign: Token) -> str:
    """The variable that takes the values where none is written."""
    here = {word.text for word in parser.word_list[slice(*inside)] if word.kind in (LETTER, NAME)}
    found = sorted((_integrated(parser) & here) - parser.bound.keys())
    free = here - _CONSTANTS
    if not _integrated(parser) and len(free) == 1 and free <= parser.context.symbols.keys():
        found = sorted(free)  # nothing else can take them
    if len(found) != 1:
        hint = "write it below: [F]_{x=a}^{b}"
        several = "none" if not found else " or ".join(map(repr, found))
        raise parser.error(sign, "the variable that takes the values", several, hint)
    return found[0]


def _integrated(parser: Parser) -> frozenset[str]:
    """The variables of the integrals in the text and beside it."""
    beside = {name.removeprefix("d ") for name in parser.elsewhere if name.startswith("d ")}
    return integrated(parser.word_list) | beside


def _at(parser: Parser, sign: Token, body: Term, values: Values) -> Term:
    for name, value in values:
        if name not in free_names(body):
            hint = "a quantity that hangs on it has to show it"
            raise parser.error(sign, f"an expression that mentions {name!r}", "another one", hint)
        if value in _INFINITE:
            body = Limit(body, name, value)
            continue
        made = valued(body, {name: value}, parser.context)
        if made is None:
            raise _refused(parser, sign, body, name, value)
        body = made
    return body


def _refused(parser: Parser, sign: Token, body: Term, name: str, value: Term) -> ReadError:
    found = obstacle(body, name, value, parser.context) or "one that would grow too large"
    hint = "put the value in, and write the result; a derivative at a point is written f'(a)"
    return parser.error(sign, "an expression in which a value may be put", found, hint)
