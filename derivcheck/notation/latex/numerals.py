r"""Numbers among what they are multiplied by: `2x`, `n2^{n-1}`, `25\%`; `1{,}5` is read by the lexer.

A number behind a letter may be an index that has slipped, `x2` for `x_2`, so it needs a sign. With a power
that no index has, as in `n2^{n-1}`, it is a factor, as it is behind a bracket, a fraction or another power.
`2\frac12` is two and a half for some, and one for others.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER, Token
from derivcheck.notation.latex.words import shown
from derivcheck.notation.numbers import MOST_DIGITS
from derivcheck.terms import Div, Num, Term, integer

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["may_follow", "number_at", "read_number", "refuse_mixed_number"]

_EXPONENTS = frozenset({"e", "E", r"\mathrm{e}"})


def read_number(parser: Parser, token: Token) -> Term:
    r"""The number `token`, which was just passed; `25\%` is a quarter."""
    text = token.text
    if len(text) > 1 and text[0] == "0" and text[1].isdecimal():
        raise parser.error(token, "a number without a leading zero", repr(text[:40]))
    if len(text) > MOST_DIGITS:
        raise parser.error(token, f"a number of at most {MOST_DIGITS} digits", f"{text[:12]}…")
    following = parser.peek()
    if following.kind == NUMBER:
        raise parser.error(following, "an operator", shown(following), r"write \cdot between two numbers")
    if following.text in _EXPONENTS and _is_exponent(parser, parser.at):
        hint = r"write 1.5 \cdot 10^{-3}; for a product with e write \cdot"
        raise parser.error(following, "an operator", shown(following), hint)
    if parser.passes(r"\%"):
        return Div(Num(Fraction(text)), integer(100))
    return Num(Fraction(text))


def _is_exponent(parser: Parser, at: int) -> bool:
    """Whether the `e` at `at` stands before a whole number, as in `1.5e-3` and `1.5e{3}`."""
    words = parser.word_list
    in_braces = words[at + 1].text == "{"
    start = at + 1 + in_braces
    tail = words[start : start + 1 + (words[start].text in ("+", "-"))]
    return tail[-1].kind == NUMBER and (in_braces or not any(word.gap for word in (words[at], *tail)))


def number_at(parser: Parser) -> Token | None:
    """The number that is printed first of what stands here, if one is: braces are not printed."""
    at = parser.at
    while parser.word_list[at].text == "{":
        at += 1
    found = parser.word_list[at]
    return found if found.kind == NUMBER else None


def may_follow(parser: Parser, number: Token) -> bool:
    r"""Whether a number goes on with a product: behind a bracket, `\Gamma(a) 2^a`, or as an indicator.

    Behind anything else it has a power, which behind a letter mentions another one.
    """
    words, at = parser.word_list, parser.at
    before = words[at - 1]
    if words[at] is not number:
        return before.text == ")"
    if before.text == ")" or (number.text == "1" and parser.is_indicator(at + 1)):
        return True
    if words[at + 1].text != "^" or at + 2 >= parser.stop:
        return False
    start, stop = parser.words.group(at + 2)
    mentions = any(word.kind in (LETTER, NAME) for word in words[start:stop])
    return before.text == "}" or mentions


def refuse_mixed_number(parser: Parser, sign: Token) -> None:
    r"""Complains of `2\frac12`, which is two and a half, or one."""
    before = parser.word_list[parser.at - 1]
    if sign.text != r"\frac" or before.kind != NUMBER or not before.text.isdecimal():
        return
    here = parser.at
    parser.at += 1
    spans = (parser.argument(sign), parser.argument(sign))
    parts = [parser.word_list[start:stop] for start, stop in spans]
    parser.at = here
    top, bottom = (part[0].text if len(part) == 1 and part[0].text.isdecimal() else "" for part in parts)
    if top and bottom and int(top[:20]) < int(bottom[:20]):
        hint = r"2\frac12 could be 2 + 1/2 or 2 \cdot 1/2: write the sign between them"
        raise parser.error(sign, "an operator", "a fraction behind a number", hint)
