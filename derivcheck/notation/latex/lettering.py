r"""Words in LaTeX: `\mathrm{loss}`, `\text{if}`, `\mathbf{x}`, `\hat{y}_i` as one word each.

An upright word is a name, and one of a sentence ("if", "otherwise") a text. A style or an accent makes
another name of its letter: `\mathbf{x}` is `x_bold`, `\hat{y}` is `y_hat`.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import COMMAND, LETTER, NAME, NUMBER, SIGN, TEXT, Token
from derivcheck.notation.latex.tables import ACCENT_COMMANDS, LETTER_COMMANDS, STYLE_COMMANDS, WORDS

if TYPE_CHECKING:
    from derivcheck.notation.latex.layout import Layout

__all__ = ["read_accent", "read_styled", "read_text", "read_word"]

#: words of a sentence rather than names
_WORDS = (
    "if for when where with otherwise else and or all every any in hence thus therefore then since because"
)
_SENTENCE = frozenset(_WORDS.split())
_UPRIGHT = MappingProxyType({"d": r"\mathrm{d}", "e": r"\mathrm{e}", "i": r"\mathrm{i}"})
_IDENTIFIER = re.compile(r"[^\W\d_][^\W_]*(?:\\_[^\W_]*)*")


def read_word(layout: Layout, token: Token) -> None:
    r"""`\mathrm{loss}`, `\operatorname{softmax}`."""
    if (star := layout.peek()) is not None and star.text == "*":
        layout.at += 1
    inside = layout.argument(token)
    text = _spelled(inside)
    if token.text in (r"\mathrm", r"\rm") and text in _UPRIGHT:
        layout.put_whole(COMMAND, _UPRIGHT[text], token)
    elif len(inside) == 1 and inside[0].text in LETTER_COMMANDS:
        layout.put_whole(NAME, LETTER_COMMANDS[inside[0].text], token)
    elif text.isascii() and text.isdecimal():
        layout.put_whole(NUMBER, text, token)
    elif text == r"\partial":
        layout.put_whole(COMMAND, text, token)
    elif text in _SENTENCE:
        layout.put_whole(TEXT, text, token)
    elif _IDENTIFIER.fullmatch(text):
        layout.put_whole(NAME, text.replace(r"\_", "_"), token)
    else:
        layout.put_whole(COMMAND, f"{token.text}{{{text}}}", token)


def read_text(layout: Layout, token: Token) -> None:
    r"""Words between formulas; a formula between dollars inside them is read on its own."""
    inside = layout.argument(token)
    pieces: list[list[Token]] = [[]]
    for part in inside:
        if part.text == "$":
            pieces.append([])
        else:
            pieces[-1].append(part)
    if len(pieces) == 1:
        _sentence(layout, pieces[0], token)
        return
    rest: list[Token] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            rest += piece
        elif piece:
            rest += [
                Token(COMMAND, r"\text", piece[0].start, piece[-1].end),
                Token(SIGN, "{", *piece[0][2:4]),
            ]
            rest += [*piece, Token(SIGN, "}", *piece[-1][2:4])]
    layout.raw[layout.at : layout.at] = rest


def _sentence(layout: Layout, inside: list[Token], token: Token) -> None:
    text = _spelled(inside).strip()
    if not text:
        layout.gap = True
    elif len(text) > 1 and not _is_said(layout, inside, text) and _IDENTIFIER.fullmatch(text):
        layout.put_whole(NAME, text.replace(r"\_", "_"), token)
    elif len(text) == 1 and text.isalpha():
        layout.put_whole(LETTER, text, token)
    elif text.isascii() and text.isdecimal():
        layout.put_whole(NUMBER, text, token)
    else:
        layout.put_whole(TEXT, text, token)


def _is_said(layout: Layout, inside: list[Token], text: str) -> bool:
    r"""Whether a word belongs to a sentence: a known one, or one with a blank beside it, `\text{ since }`."""
    source = layout.source.text
    start, end = inside[0].start, inside[-1].end
    return text.lower() in _SENTENCE or any(map(str.isspace, source[start - 1] + source[end : end + 1]))


def read_styled(layout: Layout, token: Token) -> None:
    r"""`\mathbf{x}`: a name of its own, `x_bold`; `\mathbf{1}` may be an indicator."""
    inside = layout.argument(token)
    base, rest = _atom(inside)
    if not base or rest:
        text = _spelled(inside)
        layout.put_whole(COMMAND, f"{token.text}{{{text}}}", token)
    elif base == "1":
        layout.put_whole(COMMAND, r"\mathbb{1}", token)
    else:
        layout.put_whole(NAME, f"{base}_{STYLE_COMMANDS[token.text]}", token)


_LINES = frozenset({r"\underline", r"\overline"})


def read_accent(layout: Layout, token: Token) -> None:
    r"""`\hat{y}`, and `\hat{y_i}`, where the index may stand inside or outside; a line stands over a name."""
    start = layout.at
    inside = layout.argument(token)
    name = ACCENT_COMMANDS[token.text]
    base, rest = _atom(inside)
    if base and base.isdecimal():
        base = ""
    if not base or (rest and rest[0].text not in ("_", "^")) or (rest and token.text in _LINES):
        layout.at = start
        layout.put(COMMAND, token.text, token)
        return
    layout.put_whole(NAME, f"{base}_{name}", token)
    if rest:  # the brace behind it belongs to what a part of the formula ends with
        rest[-1] = rest[-1]._replace(end=max(rest[-1].end, layout.raw[layout.at - 1].end))
    layout.raw[layout.at : layout.at] = rest


def _spelled(tokens: list[Token]) -> str:
    """The text of tokens, with a blank where there was one."""
    text = "".join(f" {token.text}" if token.gap else token.text for token in tokens)
    return text.strip()


def _closing(tokens: list[Token]) -> int:
    """The position of the brace that closes the first one."""
    depth = 0
    for at, part in enumerate(tokens):
        depth += (part.text == "{") - (part.text == "}")
        if part.text == "}" and not depth:
            return at
    return len(tokens)


def _atom(tokens: list[Token], depth: int = 8) -> tuple[str, list[Token]]:
    r"""The plain name that tokens begin with (`y`, `\alpha`, `\mathbf{y}`), and the rest."""
    if not tokens:
        return "", []
    first = tokens[0]
    if first.kind == LETTER or (first.kind == NUMBER and len(first.text) == 1):
        return first.text, tokens[1:]
    if first.text in LETTER_COMMANDS:
        return LETTER_COMMANDS[first.text], tokens[1:]
    if first.text in (r"\imath", r"\jmath"):
        return first.text[1], tokens[1:]
    is_style = first.text in STYLE_COMMANDS
    if (is_style or first.text in WORDS) and len(tokens) > 1:
        if tokens[1].text != "{":
            inside, rest = [tokens[1]], tokens[2:]
        else:
            close = _closing(tokens)
            inside, rest = tokens[2:close], tokens[close + 1 :]
        word = "".join(part.text for part in inside)
        word = LETTER_COMMANDS.get(word, word)
        if "{" in word and depth:
            word, more = _atom(inside, depth - 1)
            word = "" if more else word
        if _IDENTIFIER.fullmatch(word.replace("_", "")):
            return (f"{word}_{STYLE_COMMANDS[first.text]}" if is_style else word), rest
    return "", tokens
