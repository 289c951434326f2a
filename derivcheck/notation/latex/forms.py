r"""Brackets and the commands with arguments: `\frac`, `\sqrt`, `\binom`, `cases`, `|x|`, indicators.

Each is a row of `FORMS`: what begins it, and a reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from derivcheck.notation.latex.big import read_big, read_limit
from derivcheck.notation.latex.brackets import OPENED
from derivcheck.notation.latex.calculus import (
    read_fraction_derivative,
    read_gradient,
    read_integral,
)
from derivcheck.notation.latex.conjugates import CONJUGATE, is_complex
from derivcheck.notation.latex.evaluations import read_valued
from derivcheck.notation.latex.functions import COMMANDS, read_function, takes_call
from derivcheck.notation.latex.hints import NO_EXTREME, is_extreme
from derivcheck.notation.latex.inline import read_inline_derivative, read_partial
from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER, TEXT, Token
from derivcheck.notation.latex.names import arity_of, read_letter, read_name
from derivcheck.notation.latex.numerals import read_number
from derivcheck.notation.latex.parser import OPENING, Parser, Reader
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.valued import is_valued
from derivcheck.notation.latex.words import shown
from derivcheck.terms import Add, Bracket, Call, Cases, Const, Div, Neg, Pow, Term, integer

__all__ = ["FORMS"]


# -- names and numbers ---------------------------------------------------------------------------


def _read_letter(parser: Parser, token: Token) -> Term:
    if token.text == "d" and arity_of(parser, "d") is None and parser.peek().text != "_":
        return read_inline_derivative(parser, token)
    if token.text == "I" and arity_of(parser, "I") is None and parser.is_indicator(parser.at):
        return _indicator(parser)
    return read_letter(parser, token)


def _read_name(parser: Parser, token: Token) -> Term:
    if (
        token.text in ("I_bb", "1_bb")
        and arity_of(parser, token.text) is None
        and parser.is_indicator(parser.at)
    ):
        return _indicator(parser)
    if is_extreme(token.text) and arity_of(parser, token.text) is None:
        raise parser.error(token, "a number", rf"\operatorname{{{token.text}}}", NO_EXTREME)
    return read_name(parser, token)


def _read_number(parser: Parser, token: Token) -> Term:
    if token.text == "1" and parser.is_indicator(parser.at):
        return _indicator(parser)
    return read_number(parser, token)


# -- brackets ------------------------------------------------------------------------------------


def _read_bracket(parser: Parser, token: Token) -> Term:
    """`(a + b)`, and `[a + b]`; a relation in square brackets is Iverson's bracket."""
    parser.at -= 1
    opened = parser.at
    if token.text == "[" and is_valued(parser.word_list, parser.partner[opened]):
        return read_valued(parser, opened)
    if opened in parser.words.related and token.text == "[":
        return Bracket(parser.group(parser.condition))
    if token.text != "(" and (_is_lone(parser, opened) or _is_needless(parser, opened)):
        hint = f"{shown(token)} around a single term could mean something else: write ( )"
        raise parser.error(token, "round brackets", shown(token), hint + _MEANT[token.text])
    return parser.group(parser.value)


def _read_value(parser: Parser, _token: Token) -> Term:
    return read_valued(parser, parser.at - 1)


_MEANT = {"[": r", or \lfloor \rfloor for an integer part", r"\{": ""}
#: What a term may stand behind that no bracket has to hold together, and what such a term is made of.
_BEFORE_A_TERM = frozenset({"", "+", "-", "(", "{", ",", "&", *RELATIONS})
_IN_A_TERM = frozenset({"/", "*", "_", "{", r"\frac", r"\sqrt", r"\cdot", r"\times"})


def _is_lone(parser: Parser, opened: int) -> bool:
    close = parser.partner[opened]
    words = parser.word_list[opened + 1 : close]
    return not any(word.text in ("+", "-", "^", "(", "/") or word.text.startswith("\\") for word in words)


def _is_needless(parser: Parser, opened: int) -> bool:
    r"""Whether a bracket holds a product or quotient together, which needs none: `[7/2]`, `[\frac{n}{2}]`."""
    words, at, close = parser.word_list, opened + 1, parser.partner[opened]
    before = words[opened - 1].text if opened else ""
    is_factor = words[opened - 1].kind == NUMBER and words[opened - 2].text not in ("_", "^")
    if not (before in _BEFORE_A_TERM or is_factor):
        return False
    if words[close + 1].text in ("_", "^"):
        return False
    at += words[at].text == "-"
    while at < close:
        if words[at].kind not in (LETTER, NAME, NUMBER) and words[at].text not in _IN_A_TERM:
            return False
        at = parser.partner.get(at, at) + 1
    return not any(word.text in (r"\partial", "d") for word in words[opened:close])


def _read_braces(parser: Parser, token: Token) -> Term:
    """A group whose braces are not printed: nothing in it may depend on them."""
    parser.at -= 1
    start, opened = parser.at, parser.at
    found = _over(parser, opened) or parser.group(parser.value)
    is_all = (parser.at == parser.stop and _is_first(parser, start)) or not isinstance(found, (Add, Neg))
    is_printed = parser.partner.get(opened + 1) == parser.partner.get(opened, 0) - 1
    if not (is_all or is_printed):
        hint = "braces are not printed: write ( ) where they matter, or leave them out"
        raise parser.error(token, "brackets that are printed", "a sum in braces", hint)
    return found


def _is_first(parser: Parser, at: int) -> bool:
    before = parser.word_list[at - 1].text if at else ""
    return before in ("", "=", "{", "(", "[", r"\{", ",", "&", r"\leq", r"\geq", "<", ">", r"\neq")


def _over(parser: Parser, opened: int) -> Term | None:
    r"""`{a \over b}` and `{n \choose k}`."""
    close = parser.partner[opened]
    at = opened + 1
    while at < close and parser.word_list[at].text not in (r"\over", r"\choose"):
        at = parser.partner.get(at, at) + 1
    if at >= close:
        return None
    top, bottom = (opened + 1, at), (at + 1, close)
    word = parser.word_list[at].text
    parser.at = close + 1
    if word == r"\choose":
        return Call("binomial", (parser.value_in(top), parser.value_in(bottom)))
    return _fraction(parser, parser.word_list[at], top, bottom)


def _read_bar(parser: Parser, token: Token) -> Term:
    """`|x|`, where nothing but the order says which bar opens and which closes."""
    parser.bars += 1
    found = parser.value()
    closing = parser.peek()
    if closing.text != "|":
        hint = "a condition in a probability is outside the language"
        raise parser.error(token, "a '|' that is closed by another", "'|'", hint)
    parser.at += 1
    parser.bars -= 1
    if parser.starts_operand(parser.at) and parser.peek().text != "|" and _bar_could_close(parser):
        hint = r"write \left| and \right|"
        raise parser.error(token, "bars with one reading", "'|'", hint)
    return Call("abs", (found,))


def _bar_could_close(parser: Parser) -> bool:
    """Whether the next bar stands right behind an operand, so that the one just read could open."""
    words, at = parser.word_list, parser.at
    while at < parser.stop and words[at].text != "|":
        at = parser.partner.get(at, at) + 1
    if at >= parser.stop:
        return False
    before = words[at - 1]
    return before.kind in (LETTER, NAME, NUMBER) or before.text in (")", "]", "}", "|)")


def _read_sided_bar(parser: Parser, _token: Token) -> Term:
    parser.at -= 1
    return Call("abs", (parser.group(parser.value),))


def _rounding(name: str) -> Reader:
    def read(parser: Parser, _token: Token) -> Term:
        parser.at -= 1
        return Call(name, (parser.group(parser.value),))

    return read


# -- indicators ----------------------------------------------------------------------------------


def _indicator(parser: Parser) -> Term:
    parser.passes("_")
    if parser.peek().text == "{" and parser.word_list[parser.at + 1].text in OPENING:
        return parser.group(lambda: Bracket(parser.group(parser.condition)))
    return Bracket(parser.group(parser.condition))


def _read_one(parser: Parser, token: Token) -> Term:
    r"""`\mathbb{1}[i = j]`, `\mathbf 1_{i = j}`."""
    if not parser.is_indicator(parser.at):
        hint = r"write \mathbb{1}[i = j] or \mathbb{1}_{i = j}"
        raise parser.error(token, "an indicator with its condition", token.text, hint)
    return _indicator(parser)


# -- commands with arguments ---------------------------------------------------------------------


def _read_fraction(parser: Parser, token: Token) -> Term:
    top, bottom = parser.argument(token), parser.argument(token)
    return _fraction(parser, token, top, bottom)


def _fraction(parser: Parser, token: Token, top: tuple[int, int], bottom: tuple[int, int]) -> Term:
    derivative = read_fraction_derivative(parser, token, top, bottom)
    if derivative is not None:
        return derivative
    if top[1] - 2 in parser.differentials:  # dx/(1 + x) in an integral
        top = (top[0], top[1] - 2)
        over: Term = parser.value_in(top) if top[0] < top[1] else integer(1)
        return Div(over, parser.value_in(bottom))
    return Div(parser.value_in(top), parser.value_in(bottom))


def _read_root(parser: Parser, token: Token) -> Term:
    r"""`\sqrt{x}` and `\sqrt[k]{x}`, the latter as in `root(x, k)`."""
    if parser.peek().text != "[":
        return Call("sqrt", (parser.value_in(parser.argument(token)),))
    order = parser.group(parser.value)
    return Pow(parser.value_in(parser.argument(token)), Div(integer(1), order))


def _read_binomial(parser: Parser, token: Token) -> Term:
    top, bottom = parser.argument(token), parser.argument(token)
    return Call("binomial", (parser.value_in(top), parser.value_in(bottom)))


def _read_overline(parser: Parser, token: Token) -> Term:
    r"""`\overline{x}`: the name `x_bar` where that is declared, or the conjugate of what is complex."""
    span = parser.argument(token)
    words = parser.word_list[span[0] : span[1]]
    if len(words) == 1 and arity_of(parser, f"{words[0].text}_bar") is not None:
        return read_name(parser, Token(NAME, f"{words[0].text}_bar", token.start, words[0].end, token.gap))
    found = parser.value_in(span)
    if is_complex(parser, found):
        return Call(CONJUGATE, (found,))
    hint = r"declare x_bar for a name, or write \operatorname{conj}(z) for a conjugate"
    raise parser.error(token, "a name or a conjugate", token.text, hint)


def _constant(constant: Term) -> Reader:
    def read(parser: Parser, token: Token) -> Term:
        if takes_call(parser):
            raise parser.error(token, "a known function", shown(token), r"write \cdot for a product")
        if constant == Const("e") and parser.peek().text == "^":
            return Call("exp", (parser.exponent(parser.peek()),))
        return constant

    return read


def _read_cases(parser: Parser, token: Token) -> Term:
    r"""Rows `a & \text{if } i = j`; the last may say "otherwise"."""
    opened = parser.at - 1
    close = parser.partner[opened]
    branches: list[tuple[Term, Term]] = []
    rows = _rows(parser, opened + 1, close)
    parser.at = close + 1
    for number, (start, middle, stop) in enumerate(rows):
        value = parser.value_in((start, _without_comma(parser, start, middle)))
        test = (min(middle + 1, stop), stop)
        if number == len(rows) - 1 and branches and _says_otherwise(parser, test):
            return Cases(tuple(branches), value)
        branches.append((value, parser.within(*test, lambda: _test(parser))))
    if not branches:
        raise parser.error(token, r"rows such as a & \text{if } i = j", "nothing")
    return Cases(tuple(branches))


def _rows(parser: Parser, start: int, close: int) -> list[tuple[int, int, int]]:
    """For each row where it starts, where its `&` stands (or its end), and where it ends."""
    rows, at, middle = [], start, -1
    begin = start
    while at <= close:
        text = parser.word_list[at].text
        if text == "&" and middle < 0:
            middle = at
        if text == r"\\" or at == close:
            if at > begin:
                rows.append((begin, middle if middle >= 0 else at, at))
            begin, middle = at + 1, -1
        at = parser.partner.get(at, at) + 1
    return rows


def _without_comma(parser: Parser, start: int, stop: int) -> int:
    ends = stop > start and parser.word_list[stop - 1].text in (",", ".", ";")
    return stop - 1 if ends else stop


_OTHERWISE = frozenset({"otherwise", "else", "otherwise.", "else."})
_IF = frozenset({"if", "for", "when", "where", "for all"})


def _says_otherwise(parser: Parser, span: tuple[int, int]) -> bool:
    stop = _without_comma(parser, *span)
    if stop != span[0] + 1:
        return False
    word = parser.word_list[span[0]]
    return word.kind in (TEXT, NAME) and word.text in _OTHERWISE


def _test(parser: Parser) -> Term:
    token = parser.peek()
    if token.kind == TEXT and token.text in _IF:
        parser.at += 1
    found = parser.condition()
    if parser.peek().text in (",", ".", ";") and parser.at + 1 == parser.stop:
        parser.at += 1
    return found


def _function(name: str) -> Reader:
    return lambda parser, token: read_function(parser, token, name)


def _infinity(parser: Parser, token: Token) -> Term:
    hint = "infinity stands only as a bound or as the point of a limit"
    raise parser.error(token, "a finite value", r"\infty", hint)


FORMS: Mapping[str, Reader] = MappingProxyType(
    {
        LETTER: _read_letter,
        NAME: _read_name,
        NUMBER: _read_number,
        **dict.fromkeys(OPENING, _read_bracket),
        "{": _read_braces,
        "|": _read_bar,
        "|(": _read_sided_bar,
        OPENED: _read_value,
        r"\lfloor": _rounding("floor"),
        r"\lceil": _rounding("ceiling"),
        "begin cases": _read_cases,
        r"\frac": _read_fraction,
        r"\sqrt": _read_root,
        r"\binom": _read_binomial,
        r"\overline": _read_overline,
        r"\mathbb{1}": _read_one,
        r"\mathrm{e}": _constant(Const("e")),
        r"\mathrm{i}": _constant(Const("I")),
        r"\mathrm{d}": read_inline_derivative,
        r"\partial": read_partial,
        r"\nabla": read_gradient,
        r"\sum": read_big("sum"),
        r"\prod": read_big("prod"),
        r"\int": read_integral,
        r"\lim": read_limit,
        r"\infty": _infinity,
        **{command: _function(name) for command, name in COMMANDS.items()},
    }
)
