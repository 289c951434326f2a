"""The operators of the plain notation, a row for each sign.

The grammar, loosest first; each row binds tighter than the one above it:

| level | written | associates |
| --- | --- | --- |
| or, and | `a or b`, `a and b` | flat |
| not | `not a` | |
| relation | `a = b`, `!= < <= > >=` | not at all: `a < b < c` is an error |
| SymPy's or, and | `(a < b) | (c < d)`, `(a < b) & (c < d)` | flat |
| SymPy's not | `~(a < b)` | |
| sum | `a + b - c`, a leading `-` | flat |
| product | `a*b/c` | to the left; a run of `*` is flat |
| power | `a^b`, `a**b`, a `-` before a factor | to the right; `-x^2` is `-(x^2)` |

A leading minus takes the whole product (`-a*b` is `-(a*b)`), as in print. Brackets are kept as
written: `(a + b) + c` is a sum whose first part is a sum. There is no product without `*`.

`&`, `|` and `~` join conditions as `and`, `or` and `not` do, and bind as tightly as in Python, more
than a relation. So a relation beside them stands in brackets: `a < b & c` is an error, since half of
its readers would take it for one thing and half for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from derivcheck.terms import CONDITIONS, Add, And, Bracket, Div, Mul, Neg, Not, Or, Pow, Rel, Term

if TYPE_CHECKING:
    from derivcheck.notation.parser import Parser

__all__ = [
    "CONDITIONS", "INFIX", "JOINING", "OR", "PREFIX", "RELATION", "RELATIONS", "SUM", "Infix", "Prefix",
]  # fmt: skip

RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
#: words and signs between conditions and before them
JOINING = frozenset({"and", "or", "not", "&", "|", "~"})

OR, AND, NOT, RELATION, BAR, AMPERSAND, TILDE, SUM, PRODUCT, POWER = range(1, 11)


# -- operators: (parser, left operand) -> term; the parser stands at the operator -----------------


def _read_sum(parser: Parser, left: Term) -> Term:
    args = [left]
    while (sign := parser.words[parser.at].text) in ("+", "-"):
        parser.at += 1
        right = parser.expression(PRODUCT)
        args.append(Neg(right) if sign == "-" else right)
    return Add(tuple(args))


def _read_product(parser: Parser, left: Term) -> Term:
    factors = [left]
    while (sign := parser.words[parser.at].text) in ("*", "/"):
        parser.at += 1
        right = parser.expression(POWER)
        if sign == "*":
            factors.append(right)
        else:
            factors = [Div(_product(factors), right)]
    return _product(factors)


def _product(factors: list[Term]) -> Term:
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def _read_power(parser: Parser, left: Term) -> Term:
    parser.at += 1
    return Pow(left, parser.expression(POWER))


def _read_relation(parser: Parser, left: Term) -> Term:
    sign = parser.words[parser.at].text
    parser.at += 1
    right = parser.expression(SUM)
    if parser.words[parser.at].text in ("&", "|"):
        raise parser.unbracketed()
    return Rel(sign, left, right)


def _read_joined(word: str, make: type[And] | type[Or], level: int) -> Callable[[Parser, Term], Term]:
    def read(parser: Parser, left: Term) -> Term:
        args = [left]
        while parser.words[parser.at].text == word:
            parser.at += 1
            args.append(parser.condition(level + 1))
        return make(tuple(args))

    return read


class Infix(NamedTuple):
    """An operator between two operands; `joins` says that they are conditions."""

    level: int
    joins: bool
    read: Callable[[Parser, Term], Term]


INFIX: dict[str, Infix] = {
    "or": Infix(OR, True, _read_joined("or", Or, OR)),
    "and": Infix(AND, True, _read_joined("and", And, AND)),
    **{sign: Infix(RELATION, False, _read_relation) for sign in RELATIONS},
    "|": Infix(BAR, True, _read_joined("|", Or, BAR)),
    "&": Infix(AMPERSAND, True, _read_joined("&", And, AMPERSAND)),
    **dict.fromkeys(("+", "-"), Infix(SUM, False, _read_sum)),
    **dict.fromkeys(("*", "/"), Infix(PRODUCT, False, _read_product)),
    "^": Infix(POWER, False, _read_power),
}


# -- what begins an operand, besides names and numbers: (parser, level) -> term ------------------


def _read_minus(parser: Parser, level: int) -> Term:
    return Neg(parser.expression(PRODUCT if level <= SUM else POWER))


def _read_plus(parser: Parser, level: int) -> Term:
    return parser.expression(PRODUCT if level <= SUM else POWER)


def _read_not(parser: Parser, _level: int) -> Term:
    return Not(parser.condition(NOT))


def _read_tilde(parser: Parser, _level: int) -> Term:
    return Not(parser.condition(TILDE))


def _read_group(parser: Parser, level: int) -> Term:
    close = parser.tokens.partner[parser.at - 1]
    found = parser.expression(OR if level < SUM else SUM)
    parser.stop_at((parser.at, close))
    parser.at += 1
    return found


def _read_bracket(parser: Parser, _level: int) -> Term:
    close = parser.tokens.partner[parser.at - 1]
    found = Bracket(parser.condition())
    parser.stop_at((parser.at, close))
    parser.at += 1
    return found


class Prefix(NamedTuple):
    """What begins an operand; it may stand where `level` or looser is asked for."""

    level: int
    read: Callable[[Parser, int], Term]


PREFIX: dict[str, Prefix] = {
    "not": Prefix(NOT, _read_not),
    "~": Prefix(TILDE, _read_tilde),
    "-": Prefix(POWER, _read_minus),
    "+": Prefix(POWER, _read_plus),
    "(": Prefix(POWER, _read_group),
    "[": Prefix(POWER, _read_bracket),
}
