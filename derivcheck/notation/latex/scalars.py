r"""Numbers made from vectors and matrices: `x^T \Sigma^{-1} x`, `\mathrm{tr}(A)`, `|\Sigma|`, `\|x\|`.

A row times matrices times a column is a number, whatever stands before it and behind it. What is a row, is
seen where it is certain: a small letter, or a sum of which one term is a small letter, with the sign of a
transposition; what is a column, from a small letter, or such a sum, without one, or from being what the row
transposes. A capital letter may stand for a matrix, a number or a random vector, so nothing begins or ends
with one, and `X^T X` is left alone. A column has to end the product, or another row or a number follows: in
`x^T a y` it may be `y`. Traces, determinants and ranks are numbers by their names, bars around a matrix or a
vector make a determinant or a length, and double bars a length.

Nothing is known of such a number but its spelling, so it is folded into an unknown
(`derivcheck.notation.latex.opaque`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from derivcheck.notation.latex.applied import (
    OPEN,
    Opaque,
    Span,
    Unknown,
    about_vectors,
    application,
    is_plain,
    unknown,
)
from derivcheck.notation.latex.brackets import CLOSERS
from derivcheck.notation.latex.function_names import FUNCTIONS, OWN_LETTERS
from derivcheck.notation.latex.lexer import END, LETTER, NAME, NUMBER, PRIMES, TEXT
from derivcheck.notation.latex.quantities import TRANSPOSED
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.terms.latex_names import ACCENTS, LETTERS

if TYPE_CHECKING:
    from derivcheck.notation.latex.words import Words

__all__ = ["Scalars"]

_REDUCING = frozenset({"tr", "Tr", "trace", "det", r"\det", "rank", "rk"})
_BARS = frozenset({"|", r"\|"})
_TIMES = frozenset({r"\cdot", r"\times"})
#: What ends a product.
_STOPS = frozenset({"+", "-", ",", ";", ".", "|", r"\|", "&", r"\\", "/", *CLOSERS})
_SCRIPTS = frozenset({"_", "^"})
#: What stands at the end of no expression.
_OPEN_ENDS = frozenset({"+", "-", ",", "/", *_TIMES})
#: Signs of a transposition; a prime is mostly none, and what is conjugated may be no real number.
_TURNING = TRANSPOSED - {r"\prime", r"\dagger", "H"}
_ROW, _COLUMN, _MATRIX, _NUMBER = "row", "column", "matrix", "number"
#: Two rows or columns transposed; a matrix and a number stay what they are.
_TURNED = {_ROW: _COLUMN, _COLUMN: _ROW, _MATRIX: _MATRIX, _NUMBER: _NUMBER}
#: Small letters that are numbers as long as nothing stands below them.
_CONSTANTS = frozenset({"e", "pi", "i", "d"})


class _Scripts(NamedTuple):
    """What stands around a factor, and where that ends; `raised` is to any power, be it an inverse."""

    stop: int
    has_index: bool = False
    turned: bool = False
    raised: bool = False
    primed: bool = False


class _Factor(NamedTuple):
    """A factor: what it is ("" if that is not clear), where it ends, and its words without its power."""

    kind: str
    stop: int
    words: tuple[str, ...] = ()


class Scalars:
    """The numbers made from vectors and matrices in one text."""

    def __init__(self, words: Words, opaque: Opaque) -> None:
        self.words = words
        self.tokens = words.words
        self.opaque = opaque
        self.rows = frozenset(_turned_places(words))
        self.has_integral = any(word.text == r"\int" for word in self.tokens)
        self.bars = dict(_pairs_of_bars(words)) if any(word.text in _BARS for word in self.tokens) else {}

    def at(self, at: int) -> Unknown | None:
        """The number that begins at `at`, if one does."""
        span = self.span(at)
        return None if span is None else unknown(self.words, span, self.opaque, "", True)

    def span(self, at: int) -> Span | None:
        """Where the number that begins at `at` begins and ends, if one does."""
        return self._named(at) or self._barred(at) or self._form(at)

    # -- traces, determinants, lengths -------------------------------------------------------------

    def _named(self, at: int) -> Span | None:
        r"""`\mathrm{tr}(A B)`, `\det A`."""
        token, following = self.tokens[at], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if following is None or token.text not in _REDUCING or token.kind == LETTER:
            return None
        if token.text in self.opaque.known or self._follows_differential(at):
            return None
        if following.text in OPEN:
            return at, self.words.partner[at + 1] + 1
        if following.kind not in (LETTER, NAME):
            return None
        stop = self._scripts(at + 2).stop
        return (at, stop) if self._ends(stop) else None

    def _follows_differential(self, at: int) -> bool:
        return bool(at) and self.tokens[at - 1].text in (r"\partial", "d", r"\mathrm{d}")

    def _ends(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind in (END, TEXT) or token.text in _STOPS or token.text in RELATIONS:
            return True
        return token.text == r"\mathrm{d}" or (token.text == "d" and self.has_integral)

    def _barred(self, at: int) -> Span | None:
        r"""`\|x - y\|_2`, and `|\Sigma|` where a matrix or a vector stands in the bars."""
        text = self.tokens[at].text
        close = self.words.partner.get(at, 0) if text == "|(" else self.bars.get(at, 0)
        if close <= at + 1 or not (text == r"\|" or self._is_sized(at + 1, close)):
            return None
        is_scripted = self.tokens[close + 1].text == "_"
        return at, self.words.behind(close + 2) if is_scripted else close + 1

    def _is_sized(self, start: int, stop: int) -> bool:
        """Whether bars are a determinant or a length: a matrix or a vector stands between them."""
        return about_vectors(
            self.words, (start, stop), self.opaque, lambda at: self._form(at) or self._named(at)
        )

    # -- a row, matrices, a column -----------------------------------------------------------------

    def _form(self, at: int) -> Span | None:
        """The row, the matrices and the column from `at` on."""
        if at not in self.rows:
            return None
        row = self._factor(at)
        if row.kind != _ROW:
            return None
        here = row.stop
        while True:
            factor = self._factor(self._behind_sign(here))
            if factor.kind == _COLUMN or (factor.kind and factor.kind != _ROW and factor.words == row.words):
                return (at, factor.stop) if self._is_last(factor.stop) else None
            if factor.kind not in (_MATRIX, _NUMBER):
                return None
            here = factor.stop

    def _behind_sign(self, at: int) -> int:
        return at + (self.tokens[at].text in _TIMES)

    def _is_last(self, at: int) -> bool:
        """Whether the product ends at `at`, or goes on with a number or a row."""
        return self._ends(at) or self._factor(self._behind_sign(at)).kind in (_ROW, _NUMBER)

    def _factor(self, at: int) -> _Factor:
        """The factor at `at` with its scripts."""
        token = self.tokens[at]
        if token.text in OPEN:
            return self._bracket(at)
        if token.text == r"\frac" and self.tokens[at + 1].text == "{":
            below = self.words.partner[at + 1] + 1
            stop = self.words.partner.get(below, below) + 1
            return _Factor(_NUMBER if self._holds_numbers(at, stop) else "", stop)
        if token.kind not in (LETTER, NAME, NUMBER):
            return _Factor("", at)
        scripts = self._scripts(at + 1)
        kind = self._kind_of_name(at, scripts)
        if scripts.turned:
            kind = _TURNED.get(kind, "")
        return _Factor(kind, scripts.stop, self._spelled(at, scripts))

    def _holds_numbers(self, start: int, stop: int) -> bool:
        names = [at for at in range(start, stop) if self.tokens[at].kind in (LETTER, NAME)]
        return all(self._name_at(at) in self.opaque.numbers for at in names)

    def _name_at(self, at: int) -> str:
        """The name at `at` with what belongs to it below."""
        name, tokens = self.tokens[at].text, self.tokens
        if tokens[at + 1].text == "_" and at + 2 < len(tokens):
            for word in tokens[slice(*self.words.group(at + 2))]:
                if word.text in self.opaque.indices or not (word.text.isalnum() or word.text == ","):
                    break
                name += f"_{word.text}" if word.text != "," else ""
        return name

    def _kind_of_name(self, at: int, scripts: _Scripts) -> str:
        """What a name or a number is, without a transposition."""
        token = self.tokens[at]
        if token.kind == NUMBER:
            return _COLUMN if scripts.has_index and token.text in ("0", "1") else _NUMBER
        base, *style = token.text.split("_")
        is_letter = (len(base) == 1 and base.isalpha()) or base in LETTERS
        if not is_letter or scripts.primed or not set(style) <= ACCENTS.keys() | {"bold"}:
            return ""
        if token.kind == NAME and token.text in FUNCTIONS and token.text not in OWN_LETTERS:
            return ""
        if self.tokens[scripts.stop].text in OPEN and self._is_applied(at, scripts.stop):
            return ""
        if not base.islower():
            return _MATRIX
        if scripts.raised or self._name_at(at) in self.opaque.numbers:
            return _NUMBER if not scripts.turned else _COLUMN
        return "" if base in _CONSTANTS and not scripts.has_index else _COLUMN

    def _is_applied(self, at: int, opened: int) -> bool:
        """Whether the bracket behind a name may be an argument."""
        inside = tuple(word.text for word in self.tokens[opened + 1 : self.words.partner[opened]])
        is_head = self.tokens[at].text in self.opaque.heads or self.tokens[at].text in self.opaque.known
        return is_head or is_plain(inside) or application(self.words, at, self.opaque) is not None

    def _bracket(self, at: int) -> _Factor:
        """A bracket: a sum is what any of its terms is for sure; what has an inverse is no vector."""
        close = self.words.partner[at]
        scripts = self._scripts(close + 1)
        if scripts.has_index or scripts.primed:
            return _Factor("", scripts.stop)
        kind = _MATRIX if scripts.raised else self._kind_of_sum(at + 1, close)
        if scripts.turned:
            kind = _TURNED.get(kind, "")
        return _Factor(kind, scripts.stop, tuple(word.text for word in self.tokens[at + 1 : close]))

    def _kind_of_sum(self, start: int, stop: int) -> str:
        kinds, at = set[str](), start
        while at < stop:
            at += self.tokens[at].text in ("+", "-")
            kind, at = self._kind_of_product(at, stop)
            kinds.add(kind)
        for certain in (_ROW, _COLUMN):
            if certain in kinds:
                return certain if kinds <= {certain, ""} else ""
        if "" in kinds:
            return ""
        return _MATRIX if _MATRIX in kinds else _NUMBER

    def _kind_of_product(self, at: int, stop: int) -> tuple[str, int]:
        """What the product at `at` is, and where it ends: at the next `+` or `-`, or at `stop`."""
        kinds: list[str] = []
        while at < stop and self.tokens[at].text not in ("+", "-"):
            form = self._form(at)
            found = _Factor(_NUMBER, form[1]) if form is not None else self._factor(self._behind_sign(at))
            kinds += [found.kind] if found.kind != _NUMBER else []
            is_known = found.kind and found.stop > at
            at = found.stop if is_known else self.words.partner.get(at, at) + 1
            if not is_known:
                kinds.append("")
        if kinds and kinds[-1] == _COLUMN and set(kinds[:-1]) <= {_MATRIX}:
            return _COLUMN, at
        if kinds in ([], [_ROW]):
            return _ROW if kinds else _NUMBER, at
        return _MATRIX if set(kinds) == {_MATRIX} else "", at

    def _scripts(self, at: int) -> _Scripts:
        """What stands around the factor that ends before `at`."""
        has_index = turned = raised = primed = False
        while (mark := self.tokens[at]).kind == PRIMES or mark.text in _SCRIPTS:
            if mark.kind == PRIMES:
                primed, at = True, at + 1
                continue
            if self.tokens[at + 1].kind == END:
                break
            start, stop = self.words.group(at + 1)
            at = self.words.behind(at + 1)
            if mark.text == "_":
                has_index = True
            elif stop > start and self._turns(start, stop):
                turned = True
            elif self.tokens[start].text != "(":
                raised = True
        return _Scripts(at, has_index, turned, raised, primed)

    def _turns(self, start: int, stop: int) -> bool:
        """Whether a superscript is the sign of a transposition, perhaps behind an index in brackets."""
        sign = self.tokens[stop - 1]
        if sign.text not in _TURNING or (sign.kind == LETTER and sign.text in self.opaque.numbers):
            return False
        return start == stop - 1 or self.words.partner.get(start) == stop - 2

    def _spelled(self, at: int, scripts: _Scripts) -> tuple[str, ...]:
        """A name with what stands below it and with its index in brackets above."""
        words, here = [self.tokens[at].text], at + 1
        while here < scripts.stop:
            start, stop = self.words.group(here + 1)
            inside = [word.text for word in self.tokens[start:stop]]
            if self.tokens[here].text == "_" or inside[:1] == ["("]:
                is_turned = bool(inside) and inside[-1] in _TURNING
                words += [self.tokens[here].text, *(inside[:-1] if is_turned else inside)]
            here = self.words.behind(here + 1)
        return tuple(words)


def _turned_places(words: Words) -> Iterator[int]:
    """Where those names and brackets begin that carry the sign of a transposition."""
    tokens = words.words
    marks = [
        at
        for at in range(1, len(tokens) - 1)
        if tokens[at].text == "^" and tokens[words.group(at + 1)[1] - 1].text in _TURNING
    ]
    if not marks:
        return
    opening = {close: opened for opened, close in words.partner.items()}
    for mark in marks:
        at = mark - 1
        if at >= 2 and tokens[at - 1].text == "_":
            at -= 2
        elif tokens[at].text == "}" and opening[at] >= 2 and tokens[opening[at] - 1].text == "_":
            at = opening[at] - 2
        yield opening.get(at, at)


def _pairs_of_bars(words: Words) -> Iterator[Span]:
    """The bars that open with those that close them, where it is clear which is which.

    All bars between two brackets have to make pairs, none of them empty, with a sign between two pairs.
    """
    levels: list[list[int]] = [[]]
    for at, word in enumerate(words.words):
        if at in words.partner:
            levels.append([])
        elif word.kind == END:
            for level in levels:
                yield from _paired(words, level)
        elif word.text in CLOSERS:
            yield from _paired(words, levels.pop())
        elif word.text in _BARS:
            levels[-1].append(at)


def _paired(words: Words, bars: list[int]) -> Iterator[Span]:
    tokens, pairs = words.words, list(zip(bars[::2], bars[1::2], strict=False))
    if len(bars) % 2 or len({tokens[at].text for at in bars}) > 1:
        return
    for number, (opened, close) in enumerate(pairs):
        first, last = tokens[opened + 1].text, tokens[close - 1].text
        if close == opened + 1 or (first in _STOPS | _SCRIPTS and first != "-") or last in _OPEN_ENDS:
            return
        between = tokens[pairs[number - 1][1] + 1 : opened] if number else []
        if between and not any(word.text in _STOPS or word.text == r"\frac" for word in between):
            return
    yield from pairs
