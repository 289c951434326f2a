r"""Words to terms: sums, products, powers and brackets, as mathematicians read them.

The grammar, loosest first; each row binds tighter than the one above it:

| level | written | associates |
| --- | --- | --- |
| or, and, not | `\lor`, `\land`, `\lnot` | flat |
| relation | `=`, `\neq`, `<`, `\leq`, … | not at all; a chain only in a condition |
| sum | `a + b - c`, a leading `-` | flat |
| product | `ab`, `a \cdot b`, `a/b` | to the left; a run of factors is flat |
| power | `a^b`, `a!` | |

A sum sign, a derivative, and a function without brackets take what follows them; where a text can
be read in two ways that differ, it is an error which asks for brackets (`a/bc`, `\log x y`). Brackets are
kept as written. What a name means is decided in `derivcheck.notation.latex.names`, what a command
means in the tables that are given to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from derivcheck.errors import ReadError
from derivcheck.model import Context
from derivcheck.notation.latex.dots import DOTS, summed
from derivcheck.notation.latex.evaluations import bar_after, read_barred
from derivcheck.notation.latex.hints import NO_EXPONENTS, help_for
from derivcheck.notation.latex.landau import check_expansion
from derivcheck.notation.latex.lexer import END, LETTER, NAME, NUMBER, TEXT, Token
from derivcheck.notation.latex.numerals import may_follow, number_at, refuse_mixed_number
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.words import Words, shown
from derivcheck.terms import Add, And, Call, Div, Mul, Neg, Not, Num, Or, Pow, Rel, Sym, Term, is_deeper

__all__ = ["MOST_LEVELS", "NO_EXPONENTS", "OPENING", "SIGNS", "TIMES", "Parser", "Reader"]

#: how deep operators and brackets may nest while a text is read, and how deep a finished term may be
_MOST_READINGS = 130
MOST_LEVELS = 64

T = TypeVar("T")
TIMES = frozenset({r"\cdot", r"\times", "*", r"\cdotp"})
OPENING = frozenset({"(", "[", r"\{"})
#: relation signs of the language
SIGNS: Mapping[str, str] = {
    sign: kind for sign, kind in RELATIONS.items() if kind in ("=", "!=", "<", "<=", ">", ">=")
}

#: commands that may stand as an argument without braces -> how many arguments they take along
_ARGUMENTS: Mapping[str, int] = {r"\frac": 2, r"\binom": 2, r"\sqrt": 1}

Reader = Callable[["Parser", Token], Term]
"""Reads what begins with a word that was just passed."""


class Parser:
    """One text being read: a position among its words, the end of the part being read, what is bound.

    `bound` maps a bound name to "index" or "variable", `elsewhere` holds names that stand beside the text
    (on the other side of its equation), `conditions` collects those below names, where they may stand.
    Errors abort the reading of the whole text, so nothing is put back when one is raised.
    """

    __slots__ = (
        "at", "bars", "beginnings", "bound", "conditions", "context", "depth", "differentials", "elsewhere",
        "forms", "landau", "partner", "stop", "word_list", "words",
    )  # fmt: skip

    def __init__(self, words: Words, context: Context, forms: Mapping[str, Reader]) -> None:
        self.words = words
        self.word_list = words.words
        self.partner = words.partner
        self.at = 0
        self.stop = len(words.words) - 1
        self.context = context
        self.forms = forms
        self.bound: dict[str, str] = {}
        self.elsewhere: frozenset[str] = frozenset()
        self.conditions: list[Term] | None = None
        self.differentials: set[int] = set()
        self.beginnings: dict[str, list[str]] | None = None
        self.landau: Token | None = None
        self.depth = 0
        self.bars = 0

    # -- words ------------------------------------------------------------------------------

    def peek(self) -> Token:
        """The word that stands here; one of kind "end" at the end of the part that is read."""
        return self.word_list[self.at] if self.at < self.stop else self.word_list[-1]

    def passes(self, text: str) -> bool:
        """Whether `text` stands here; it is passed then."""
        if self.at < self.stop and self.word_list[self.at].text == text:
            self.at += 1
            return True
        return False

    def within(self, start: int, stop: int, read: Callable[[], T]) -> T:
        """What `read` makes of the words from `start` to `stop`, all of them; the position stays."""
        at, end, bars = self.at, self.stop, self.bars
        self.at, self.stop, self.bars = start, stop, 0
        found = read()
        if self.at != self.stop:
            raise self.unexpected("an operator or the end")
        self.at, self.stop, self.bars = at, end, bars
        return found

    def group(self, read: Callable[[], T]) -> T:
        """What `read` makes of the bracket that opens here, which is passed."""
        opened = self.at
        close = self.partner[opened]
        found = self.within(opened + 1, close, read)
        self.at = close + 1
        return found

    def argument(self, of: Token) -> tuple[int, int]:
        """The words of the next argument of the command `of`, a group or one word, which is passed."""
        token = self.peek()
        if token.kind == END:
            raise self.unexpected(f"an argument of {shown(of)}")
        start = self.at
        if token.text == "{":
            self.at = self.partner[start] + 1
            return start + 1, self.at - 1
        if token.kind == NUMBER and len(token.text) > 1:
            hint = "TeX takes the first digit alone; write braces"
            raise self.error(token, f"one digit, or braces, after {shown(of)}", shown(token), hint)
        self.at += 1
        if token.text in _ARGUMENTS:  # x^\frac{n}{2}
            self.deeper()
            for _ in range(_ARGUMENTS[token.text]):
                self.argument(token)
            self.depth -= 1
        return start, self.at

    def value_in(self, span: tuple[int, int]) -> Term:
        """The expression that fills `span`."""
        return self.within(*span, self.value)

    def parts(self, opened: int) -> list[tuple[int, int]]:
        """What stands between the commas of the bracket that opens at `opened`."""
        edges = [opened, *self.words.commas[opened], self.partner[opened]]
        return [(edges[part] + 1, edges[part + 1]) for part in range(len(edges) - 1)]

    def starts_operand(self, at: int) -> bool:
        """Whether a factor may begin with the word at `at`."""
        if at >= self.stop:
            return False
        token = self.word_list[at]
        if token.text == "|":
            return not self.bars and at not in self.words.based
        return token.kind in (LETTER, NAME, NUMBER) or token.text in self.forms

    def is_indicator(self, at: int) -> bool:
        """Whether a relation in brackets, or below, begins at `at`, as after the 1 of an indicator."""
        words, related = self.word_list, self.words.related
        if at >= self.stop:
            return False
        if words[at].text in OPENING:
            return at in related
        if words[at].text != "_" or words[at + 1].text != "{":
            return False
        return (at + 2 if words[at + 2].text in OPENING else at + 1) in related

    # -- conditions -------------------------------------------------------------------------

    def statement(self) -> Term:
        """An expression, or one relation between two."""
        left = self.value()
        sign = SIGNS.get(self.peek().text)
        if sign is None:
            return left
        self.at += 1
        found = Rel(sign, left, self.value())
        if self.peek().text in SIGNS:
            hint = "a chain is several steps"
            raise self.error(self.peek(), "one relation", f"a second one, {shown(self.peek())}", hint)
        return found

    def condition(self) -> Term:
        r"""A relation or a chain of them, joined with `\lor`, `\land`, `\lnot` and brackets."""
        parts = [self._conjunction()]
        while self.passes(r"\lor") or self._passes_text("or"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Term:
        parts = [self._negation()]
        while self.passes(r"\land") or self._passes_text("and"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _passes_text(self, text: str) -> bool:
        return self.peek().kind == TEXT and self.passes(text)

    def _negation(self) -> Term:
        self.deeper()
        if self.passes(r"\lnot"):
            found: Term = Not(self._negation())
        elif self.peek().text == "(" and self.at in self.words.related:
            found = self.group(self.condition)
        else:
            found = self._chain()
        self.depth -= 1
        return found

    def _chain(self) -> Term:
        """`a < b`, and `a < b < c`, which says two things."""
        left, found = self.value(), list[Term]()
        while (sign := SIGNS.get(self.peek().text)) is not None:
            self.at += 1
            right = self.value()
            found.append(Rel(sign, left, right))
            left = right
        if not found:
            raise self.unexpected("a relation sign such as = or \\neq")
        return found[0] if len(found) == 1 else And(tuple(found))

    # -- sums and products ------------------------------------------------------------------

    def value(self) -> Term:
        """A sum; relations end it."""
        self.deeper()
        start = self.at
        bar = bar_after(self) if self.words.based else 0
        args = [read_barred(self, bar) if bar else self._summand()]
        while (sign := self.peek().text) in ("+", "-"):
            self.at += 1
            args.append(self._summand() if sign == "+" else Neg(self.signed()))
        self.depth -= 1
        if any(arg is DOTS for arg in args):
            return summed(self, self.word_list[start], args)
        return args[0] if len(args) == 1 else Add(tuple(args))

    def _summand(self) -> Term:
        """A product, or the dots that stand for several."""
        return DOTS if self.passes(r"\dots") else self.signed()

    def signed(self) -> Term:
        """A product, perhaps with a sign before it."""
        if not self.passes("-"):
            self.passes("+")
            return self.product()
        self.deeper()
        found = Neg(self.signed())
        self.depth -= 1
        return found

    def product(self) -> Term:
        """Factors side by side, with signs between them or without."""
        factors = [self.factor()]
        while self.at < self.stop:
            sign = self.word_list[self.at]
            if sign.text in TIMES:
                self.at += 1
                factors.append(self._after_sign())
            elif sign.text == "/":
                self.at += 1
                factors = [Div(_product(factors), self._denominator())]
            elif self.starts_operand(self.at):
                if isinstance(factors[-1], Num):
                    refuse_mixed_number(self, sign)
                number = number_at(self)
                if number is not None and not may_follow(self, number):
                    raise self.error(number, "an operator", shown(number), r"write \cdot before a number")
                factors.append(self.factor())
            else:
                break
        return _product(factors)

    def _after_sign(self) -> Term:
        """A factor after a sign for the product; a minus before it belongs to it alone."""
        return Neg(self.factor()) if self.passes("-") else self.factor()

    def _denominator(self) -> Term:
        found = self._after_sign()
        following = self.peek()
        if self.starts_operand(self.at) and following.text not in (r"\sum", r"\prod", r"\int"):
            hint = r"a/bc could be a/(bc) or (a/b)c: write brackets or \frac"
            raise self.error(following, "brackets around the denominator", shown(following), hint)
        return found

    def factor(self) -> Term:
        """A name, a number, a bracket or a form, with its scripts."""
        token = self.peek()
        form = self.forms.get(token.kind) or self.forms.get(token.text)
        if form is None or token.kind == END:
            raise self.unexpected("an expression")
        self.deeper()
        self.at += 1
        found = form(self, token)
        self.depth -= 1
        return self._with_marks(token, found) if self.peek().text in _MARKS else found

    def _with_marks(self, token: Token, found: Term) -> Term:
        """A closed factor with what stands behind it: powers and `!`."""
        while (mark := self.peek()).text in _MARKS:
            if mark.text == "!":
                if isinstance(found, Pow) or (isinstance(found, Call) and found.name.startswith("factorial")):
                    raise self.error(mark, "brackets around what '!' belongs to", "'!'")
                self.at += 1
                found = Call("factorial2" if self.passes("!") else "factorial", (found,))
                continue
            is_open = (
                isinstance(found, (Pow, Call))
                if token.kind in (LETTER, NAME)
                else token.text == r"\frac" or (token.text == "{" and not isinstance(found, (Sym, Num)))
            )
            if mark.text == "_":
                hint = "a value between bounds is outside the language: write the difference"
                raise self.error(mark, "an operator", "a subscript behind a bracket", hint)
            if is_open and not _is_whole(found):
                raise self.error(mark, "brackets around the base", shown(mark))
            found = Pow(found, self.exponent(mark))
        return found

    def exponent(self, mark: Token) -> Term:
        """The exponent behind the sign `mark`, which stands here."""
        self.at += 1
        token = self.peek()
        span = self.argument(mark)
        if span[0] == span[1]:
            raise self.error(mark, "an exponent", "nothing")
        first = self.word_list[span[0]]
        if first.text == "(" and self.partner[span[0]] == span[1] - 1:
            hint = "write x^k for a power"
            raise self.error(first, "a power without brackets", "a superscript in brackets", hint)
        if span[1] == span[0] + 1 and first.text in NO_EXPONENTS:
            raise self.error(token, "an exponent", shown(first), NO_EXPONENTS[first.text])
        return self.value_in(span)

    # -- complaints -------------------------------------------------------------------------

    def deeper(self) -> None:
        """One level more of reading; `depth` is to be lowered after it."""
        self.depth += 1
        if self.depth > _MOST_READINGS:
            raise self.too_deep(self.peek())

    def error(self, token: Token, expected: str, found: str, hint: str = "") -> ReadError:
        """A complaint about `token`."""
        return self.words.error(token, expected, found, hint)

    def unexpected(self, expected: str) -> ReadError:
        """A complaint about the word that stands here."""
        token = self.word_list[self.at]
        found = shown(token) if token.kind != END or len(self.word_list) > 1 else "nothing"
        return self.error(token, expected, found, help_for(token))

    def too_deep(self, token: Token) -> ReadError:
        """The complaint about a text that nests too deeply."""
        hint = "name a part of it in definitions"
        return self.error(token, f"at most {MOST_LEVELS} levels of nesting", "more", hint)

    def finish(self, term: Term) -> Term:
        """`term`, once it is sure that the text ends here and that the term is not too deep."""
        if self.at != len(self.word_list) - 1:
            raise self.unexpected("an operator or the end of the text")
        if len(self.word_list) > MOST_LEVELS and is_deeper(term, MOST_LEVELS):
            raise self.too_deep(self.word_list[0])
        check_expansion(self, term)
        return term


_MARKS = frozenset({"!", "^", "_"})


def _is_whole(term: Term) -> bool:
    """Whether a declared function's value: its bracket shows where it ends."""
    return isinstance(term, Call) and term.name not in ("exp", "factorial", "delta")


def _product(factors: list[Term]) -> Term:
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))
