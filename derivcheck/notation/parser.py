"""Tokens to terms: operators, brackets and the spans of arguments.

The grammar, loosest first; each row binds tighter than the one above it:

| level | written | associates |
| --- | --- | --- |
| or, and | `a or b`, `a and b` | flat |
| not | `not a` | |
| relation | `a = b`, `!= < <= > >=` | not at all: `a < b < c` is an error |
| sum | `a + b - c`, a leading `-` | flat |
| product | `a*b/c` | to the left; a run of `*` is flat |
| power | `a^b`, `a**b`, a `-` before a factor | to the right; `-x^2` is `-(x^2)` |

A leading minus takes the whole product (`-a*b` is `-(a*b)`), as in print. Brackets are kept as
written: `(a + b) + c` is a sum whose first part is a sum. There is no product without `*`.

Terms and conditions are told apart here: `a + (b = c)` is an error, not an odd sum. What a name
means is decided in `derivcheck.notation.meaning`, what stands in `sum(…)` in
`derivcheck.notation.forms`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from derivcheck.errors import Place, ReadError
from derivcheck.model import Context
from derivcheck.notation.lexer import KEYWORD, MOST_BRACKETS, NAME, NUMBER, PRIMES, Token, lex
from derivcheck.notation.names import STRUCTURE
from derivcheck.notation.numbers import read_number
from derivcheck.terms import Add, And, Bracket, Div, Mul, Neg, Not, Or, Pow, Rel, Term, children

__all__ = ["CONDITIONS", "MOST_LEVELS", "RELATIONS", "Parser", "Span"]

CONDITIONS = (Rel, And, Or, Not)
RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})

#: how deep the operators and brackets of a text may nest while it is read
_MOST_READINGS = 160
#: how deep a finished term may be, for the sake of everything that walks it
MOST_LEVELS = MOST_BRACKETS

OR, AND, NOT, RELATION, SUM, PRODUCT, POWER = range(1, 8)

Span = tuple[int, int]
"""The first token of an argument, and the one after its last."""


class Parser:
    """One text being read: a position among its tokens, the context, the names bound around it.

    `bound` maps a bound name to "index" or "variable". Errors abort the reading of the whole text,
    so nothing is put back when one is raised.
    """

    __slots__ = ("at", "bound", "context", "depth", "meaning", "tokens", "words")

    def __init__(
        self, text: str, context: Context, place: Place, meaning: Callable[[Parser, Token], Term]
    ) -> None:
        self.tokens = lex(text, place)
        self.words = self.tokens.words
        self.at = 0
        self.context = context
        self.bound: dict[str, str] = {}
        self.depth = 0
        self.meaning = meaning

    # -- what may stand where ---------------------------------------------------------------

    def expression(self, level: int = OR) -> Term:
        """A term or condition whose operators all bind at least as tightly as `level`."""
        self.depth += 1
        if self.depth > _MOST_READINGS:
            raise self.too_deep(self.words[self.at].start)
        left = self._operand(level)
        while True:
            row = _INFIX.get(self.words[self.at].text)
            if row is None or row.level < level:
                break
            if isinstance(left, CONDITIONS) is not row.joins:
                raise self._wrong_left(row)
            left = row.read(self, left)
        self.depth -= 1
        return left

    def value(self) -> Term:
        """A term; relations and `and`, `or`, `not` end it."""
        return self.expression(SUM)

    def condition(self, level: int = OR) -> Term:
        """A condition."""
        found = self.expression(level)
        if not isinstance(found, CONDITIONS):
            raise self.unexpected("a relation sign such as = or !=")
        return found

    def _operand(self, level: int) -> Term:
        token = self.words[self.at]
        if token.kind == NAME:
            self.at += 1
            found = self.meaning(self, token)
            if level > RELATION and isinstance(found, CONDITIONS):
                raise self.error(token, "an expression", f"the relation {token.text}(…)", _RELATION_HINT)
            return found
        if token.kind == NUMBER:
            self.at += 1
            return read_number(self.tokens, token)
        prefix = _PREFIX.get(token.text)
        if prefix is None or (token.kind == KEYWORD and level > NOT):
            raise self.unexpected("an expression")
        self.at += 1
        return prefix(self, level)

    # -- arguments --------------------------------------------------------------------------

    def spans(self) -> list[Span]:
        """The arguments in the bracket that opens here."""
        opened = self.at
        close = self.tokens.partner[opened]
        if close == opened + 1:
            return []
        edges = [opened, *self.tokens.commas[opened], close]
        return [(edges[part] + 1, edges[part + 1]) for part in range(len(edges) - 1)]

    def value_at(self, span: Span) -> Term:
        """The term that fills `span`."""
        self.at = span[0]
        found = self.expression(SUM)
        self.stop_at(span)
        return found

    def condition_at(self, span: Span) -> Term:
        """The condition that fills `span`."""
        self.at = span[0]
        found = self.condition()
        self.stop_at(span)
        return found

    def stop_at(self, span: Span) -> None:
        """Complain unless the reading has come to the end of `span`."""
        if self.at != span[1]:
            raise self.unexpected(f"an operator or {self.words[span[1]].text!r}")

    def lone(self, span: Span) -> Token | None:
        """The only token in `span`, if there is just one."""
        return self.words[span[0]] if span[1] == span[0] + 1 else None

    def tuple_at(self, span: Span) -> list[Span] | None:
        """The parts of `(a, b, …)` when that is all of `span`, else `None`."""
        first, last = span[0], span[1] - 1
        is_tuple = self.words[first].text == "(" and self.tokens.partner[first] == last
        if not is_tuple or not self.tokens.commas[first]:
            return None
        self.at = first
        return self.spans()

    def bind(self, token: Token, kind: str) -> None:
        """Let the name in `token` be bound, as "index" or "variable", from here on."""
        if token.kind != NAME or token.text in STRUCTURE:
            raise self.error(token, f"the name of a bound {kind}", self.shown(token))
        self.bound = {**self.bound, token.text: kind}

    # -- complaints -------------------------------------------------------------------------

    def error(self, token: Token, expected: str, found: str, hint: str = "") -> ReadError:
        """A complaint about `token`."""
        return self.tokens.error(token.start, expected, found, hint)

    def unexpected(self, expected: str) -> ReadError:
        """A complaint about the token that stands here."""
        token = self.words[self.at]
        return self.error(token, expected, self.shown(token), self._help())

    def shown(self, token: Token) -> str:
        """`token` as an error quotes it."""
        if token.text:
            return repr(self.tokens.text[token.start : token.end])
        return "the end of the text" if self.at else "nothing"

    def quoted(self, span: Span) -> str:
        """The text of `span` as an error quotes it."""
        text = self.tokens.text[self.words[span[0]].start : self.words[span[1] - 1].end]
        return repr(text if len(text) <= 40 else f"{text[:39]}…")

    def too_deep(self, offset: int) -> ReadError:
        """The complaint about a text that nests too deeply."""
        hint = "name a part of it in definitions"
        return self.tokens.error(offset, f"at most {MOST_LEVELS} levels of nesting", "more", hint)

    def finish(self, term: Term) -> Term:
        """`term`, once it is sure that the text ends here and that the term is not too deep."""
        if self.words[self.at].text:
            raise self.unexpected("an operator or the end of the text")
        if len(self.words) > MOST_LEVELS and _height(term) > MOST_LEVELS:
            raise self.too_deep(self.words[0].start)
        return term

    def _help(self) -> str:
        token = self.words[self.at]
        if token.text in RELATIONS:
            return _RELATION_HINT
        if token.kind == PRIMES:
            return "primes belong to declared functions and stand before the bracket: f'(x)"
        before = self.words[self.at - 1] if self.at else None
        if before is None or not _ends_operand(before) or not _starts_operand(token):
            return ""
        is_plain = before.kind in (NUMBER, NAME) and token.kind in (NUMBER, NAME)
        return f"write '*' for a product{f': {before.text}*{token.text}' if is_plain else ''}"

    def _wrong_left(self, row: _Infix) -> ReadError:
        token = self.words[self.at]
        if row.joins:
            return self.unexpected("a relation sign such as = or !=")
        if row.level == RELATION:
            hint = "a chain is several steps, or several conditions joined with 'and'"
            return self.error(token, "one relation", f"a second one, {self.shown(token)}", hint)
        return self.error(token, "'and', 'or' or the end of the condition", self.shown(token), _RELATION_HINT)


_RELATION_HINT = "a relation is not an expression; [i = j] is 1 where i = j and 0 elsewhere"


def _ends_operand(token: Token) -> bool:
    return token.kind in (NUMBER, NAME, PRIMES) or token.text in (")", "]")


def _starts_operand(token: Token) -> bool:
    return token.kind in (NUMBER, NAME) or token.text in ("(", "[")


def _height(term: Term) -> int:
    """The number of levels in `term`, counted level by level so that no depth can overrun."""
    level, height = [term], 0
    while level:
        level = [part for whole in level for part in children(whole)]
        height += 1
        if height > MOST_LEVELS:
            break
    return height


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
    return Rel(sign, left, parser.expression(SUM))


def _read_joined(word: str, make: type[And] | type[Or], level: int) -> Callable[[Parser, Term], Term]:
    def read(parser: Parser, left: Term) -> Term:
        args = [left]
        while parser.words[parser.at].text == word:
            parser.at += 1
            args.append(parser.condition(level + 1))
        return make(tuple(args))

    return read


class _Infix(NamedTuple):
    level: int
    joins: bool
    read: Callable[[Parser, Term], Term]


_INFIX: dict[str, _Infix] = {
    "or": _Infix(OR, True, _read_joined("or", Or, OR)),
    "and": _Infix(AND, True, _read_joined("and", And, AND)),
    **{sign: _Infix(RELATION, False, _read_relation) for sign in RELATIONS},
    **dict.fromkeys(("+", "-"), _Infix(SUM, False, _read_sum)),
    **dict.fromkeys(("*", "/"), _Infix(PRODUCT, False, _read_product)),
    "^": _Infix(POWER, False, _read_power),
}


# -- what begins an operand, besides names and numbers: (parser, level) -> term ------------------


def _read_minus(parser: Parser, level: int) -> Term:
    return Neg(parser.expression(PRODUCT if level <= SUM else POWER))


def _read_plus(parser: Parser, level: int) -> Term:
    return parser.expression(PRODUCT if level <= SUM else POWER)


def _read_not(parser: Parser, _level: int) -> Term:
    return Not(parser.condition(NOT))


def _read_group(parser: Parser, level: int) -> Term:
    close = parser.tokens.partner[parser.at - 1]
    found = parser.expression(OR if level <= RELATION else SUM)
    parser.stop_at((parser.at, close))
    parser.at += 1
    return found


def _read_bracket(parser: Parser, _level: int) -> Term:
    close = parser.tokens.partner[parser.at - 1]
    found = Bracket(parser.condition())
    parser.stop_at((parser.at, close))
    parser.at += 1
    return found


_PREFIX: dict[str, Callable[[Parser, int], Term]] = {
    "-": _read_minus,
    "+": _read_plus,
    "not": _read_not,
    "(": _read_group,
    "[": _read_bracket,
}
