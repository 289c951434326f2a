"""Tokens to terms: operands, brackets and the spans of arguments.

The operators are rows of `derivcheck.notation.operators`, where the grammar is written down.

Terms and conditions are told apart here: `a + (b = c)` is an error, not an odd sum. What a name
means is decided in `derivcheck.notation.meaning`, what stands in `sum(…)` in
`derivcheck.notation.forms`.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.errors import Place, ReadError
from derivcheck.model import Context
from derivcheck.notation.lexer import MOST_BRACKETS, NAME, NUMBER, PRIMES, Token, lex
from derivcheck.notation.names import STRUCTURE
from derivcheck.notation.numbers import read_number
from derivcheck.notation.operators import (
    CONDITIONS,
    INFIX,
    OR,
    PREFIX,
    RELATION,
    RELATIONS,
    SUM,
    Infix,
)
from derivcheck.terms import Term, is_deeper

__all__ = ["MOST_LEVELS", "Parser", "Span"]

#: how deep the operators and brackets of a text may nest while it is read
_MOST_READINGS = 160
#: how deep a finished term may be, for the sake of everything that walks it
MOST_LEVELS = MOST_BRACKETS

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
            row = INFIX.get(self.words[self.at].text)
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
            if level > RELATION and self.words[self.at].text in RELATIONS:
                raise self.unbracketed()
            raise self.unexpected("a relation sign such as = or !=")
        return found

    def _operand(self, level: int) -> Term:
        token = self.words[self.at]
        if token.kind == NAME:
            self.at += 1
            found = self.meaning(self, token)
            if level >= SUM and isinstance(found, CONDITIONS):
                shown = f"{token.text}(…)" if self.words[self.at - 1].text == ")" else token.text
                raise self.error(token, "an expression", f"the condition {shown}", _RELATION_HINT)
            return found
        if token.kind == NUMBER:
            self.at += 1
            return read_number(self.tokens, token)
        prefix = PREFIX.get(token.text)
        if prefix is None or prefix.level < level:
            raise self.unexpected("an expression")
        self.at += 1
        return prefix.read(self, level)

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

    def unbracketed(self) -> ReadError:
        """The complaint about a relation and `&` or `|` without brackets between them."""
        token = self.words[self.at]
        hint = "'&', '|' and '~' bind more tightly than '<': write (a < b) & (c < d), or a < b and c < d"
        return self.error(token, "brackets around the relation", self.shown(token), hint)

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
        if len(self.words) > MOST_LEVELS and is_deeper(term, MOST_LEVELS):
            raise self.too_deep(self.words[0].start)
        return term

    def _help(self) -> str:
        token = self.words[self.at]
        if token.text in RELATIONS:
            return _RELATION_HINT
        if token.text in _SIGN_HINTS:
            return _SIGN_HINTS[token.text]
        if token.kind == PRIMES:
            return "primes belong to declared functions and stand before the bracket: f'(x)"
        before = self.words[self.at - 1] if self.at else None
        if before is None or not _ends_operand(before) or not _starts_operand(token):
            return ""
        is_plain = before.kind in (NUMBER, NAME) and token.kind in (NUMBER, NAME)
        return f"write '*' for a product{f': {before.text}*{token.text}' if is_plain else ''}"

    def _wrong_left(self, row: Infix) -> ReadError:
        token = self.words[self.at]
        if row.joins:
            return self.unexpected("a relation sign such as = or !=")
        if row.level == RELATION:
            after = self.words[self.at + 1]
            if token.text in _ARROWS and after.text == ">" and after.start == token.end:
                return self.error(token, "one relation", f"the arrow '{token.text}>'", _ARROWS[token.text])
            hint = "a chain is several steps, or several conditions joined with 'and'"
            return self.error(token, "one relation", f"a second one, {self.shown(token)}", hint)
        return self.error(token, "'and', 'or' or the end of the condition", self.shown(token), _RELATION_HINT)


_RELATION_HINT = "a relation is not an expression; [i = j] is 1 where i = j and 0 elsewhere"

#: Signs of relations with which an arrow begins, and what to write in its place.
_ARROWS = {
    "=": "what follows is a step of its own: '- x^2 = 4', and below it '- => x = 2 or x = -2'",
    "<=": "what says the same is a step of its own: '- x^2 = 4', and below it '- <=> x = 2 or x = -2'",
}

_SIGN_HINTS = {
    "&": "'&' stands between conditions in brackets: (a < b) & (c < d)",
    "|": "write abs(x) for an absolute value; '|' stands between conditions in brackets: (a < b) | (c < d)",
    "~": "'~' stands before a condition in brackets: ~(a < b)",
    "if": "write cases(a if x > 0, b)",
}


def _ends_operand(token: Token) -> bool:
    return token.kind in (NUMBER, NAME, PRIMES) or token.text in (")", "]")


def _starts_operand(token: Token) -> bool:
    return token.kind in (NUMBER, NAME) or token.text in ("(", "[")
