r"""Raw tokens to words: what only changes the looks goes, what is spelled in many ways is spelled in one.

After this pass a word is a letter, a number, a name (`alpha` for `\alpha`, `x_bar` for `\bar{x}`, `loss`
for `\mathrm{loss}`), a run of primes, a text between formulas, a command or a sign. Spaces, sizes of
brackets, colours, labels and comments above or below a relation are gone; macros are replaced. A command
without a row in the tables stays a word of its own, so that whoever meets it complains at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from derivcheck.errors import ReadError
from derivcheck.notation.latex.environments import read_environment
from derivcheck.notation.latex.lettering import read_accent, read_styled, read_text, read_word
from derivcheck.notation.latex.lexer import (
    COMMAND,
    END,
    LETTER,
    NAME,
    NUMBER,
    OTHER,
    PRIMES,
    SIGN,
    TEXT,
    Source,
    Token,
    foreign,
    lex,
)
from derivcheck.notation.latex.macros import Macros, expand
from derivcheck.notation.latex.spelled import with_commands
from derivcheck.notation.latex.tables import (
    ACCENT_COMMANDS,
    GROUPING,
    LABELS,
    LETTER_COMMANDS,
    RELATIONS,
    SAME,
    SIZES,
    SPACES,
    STYLE_COMMANDS,
    TEXTS,
    WORDS,
)
from derivcheck.notation.latex.valued import paired

__all__ = ["MOST_BRACKETS", "layout"]

#: no deeper nesting of brackets is read
MOST_BRACKETS = 64

_LABEL = re.compile(r"\(.*\)|[0-9*]+|\\(?:eq)?ref.*")
_DEFINES = re.compile(r"(?:\\(?:mathrm|text|operatorname)\{)?def\.?\}?|\\(?:Delta|triangle)")
_DIMENSION = re.compile(r"-?[0-9.]+(?:pt|ex|em|mm|cm|in|mu|\\[a-z]+)")


def layout(source: Source, macros: Macros) -> list[Token]:
    r"""The words of a text, the last of kind "end"; rows (`\\`) and columns (`&`) are still there."""
    raw = with_commands(expand(lex(source), macros, source), macros.spelled)
    return paired(Layout(raw, source).words())


class Layout:
    """One pass over raw tokens; `open` says for each open brace how it is to be closed."""

    def __init__(self, raw: list[Token], source: Source) -> None:
        self.raw = raw
        self.at = 0
        self.source = source
        self.out: list[Token] = []
        self.open: list[str] = []
        self.gap = False
        self.arrays: list[bool] = []
        self.bars = 0

    def words(self) -> list[Token]:
        raw, out, readers = self.raw, self.out, _READERS
        while self.at < len(raw):
            token = raw[self.at]
            self.at += 1
            reader = readers.get(token.text)
            if reader is not None and token.kind != LETTER:
                reader(self, token)
            elif token.kind == OTHER:
                raise foreign(self.source, token.start)
            else:
                self.put(token.kind, token.text, token)
        end = len(self.source.text)
        out.append(Token(END, "", end, end, True))
        return out

    def put(self, kind: str, text: str, token: Token) -> None:
        gap = token.gap or self.gap
        self.out.append(Token(kind, text, token.start, token.end, gap))
        self.gap = False

    def put_whole(self, kind: str, text: str, token: Token) -> None:
        """`text` for `token` and the arguments that were just passed."""
        self.put(kind, text, token._replace(end=max(token.end, self.raw[self.at - 1].end)))

    def error(self, token: Token, expected: str, found: str, hint: str = "") -> ReadError:
        return self.source.error(token.start, expected, found, hint)

    # -- looking ahead ----------------------------------------------------------------------

    def peek(self) -> Token | None:
        return self.raw[self.at] if self.at < len(self.raw) else None

    def argument(self, command: Token) -> list[Token]:
        """The argument that follows, without its braces, which are passed."""
        first = self.peek()
        if first is None:
            raise self.error(command, f"an argument of {command.text}", "the end of the text")
        self.at += 1
        if first.kind != SIGN or first.text != "{":
            return [first]
        start, depth = self.at, 1
        while self.at < len(self.raw):
            token = self.raw[self.at]
            self.at += 1
            if token.kind == SIGN and token.text in "{}":
                depth += 1 if token.text == "{" else -1
                if not depth:
                    return self.raw[start : self.at - 1]
        raise self.error(first, "a '}' that closes this '{'", "the end of the text")

    def follows(self, *texts: str) -> bool:
        """Whether the tokens with these texts come next."""
        return [part.text for part in self.raw[self.at : self.at + len(texts)]] == [*texts]

    # -- readers: what a command becomes ----------------------------------------------------

    def skip(self, _token: Token) -> None:
        self.gap = True

    def same(self, token: Token) -> None:
        text = SAME[token.text]
        self.put(COMMAND if text[0] == "\\" and text not in (r"\{", r"\}") else SIGN, text, token)

    def delimiter(self, token: Token) -> None:
        self.put(SIGN, token.text, token)

    def letter(self, token: Token) -> None:
        self.put(NAME, LETTER_COMMANDS[token.text], token)

    def dotless(self, token: Token) -> None:
        self.put(LETTER, token.text[1], token)

    def label(self, token: Token) -> None:
        if (star := self.peek()) is not None and star.text == "*":
            self.at += 1
        self.argument(token)
        self.gap = True

    def size(self, token: Token) -> None:
        """A bracket of a size of its own; a bar is told to open or close where the command says so."""
        following = self.peek()
        if following is None:
            raise self.error(token, f"a bracket after {token.text}", "the end of the text")
        self.at += 1
        side, text = SIZES[token.text], SAME.get(following.text, following.text)
        if text in ("|(", "|)"):
            self.put_whole(SIGN, text, token)
        elif text == "|":
            self.bars += {"(": 1, ")": -1}.get(side, 0)
            is_value = self.bars < 0  # of what \left. began
            self.bars = max(self.bars, 0)
            self.put_whole(*((COMMAND, r"\right|") if is_value else (SIGN, f"|{side}")), token)
        elif text == ".":
            self.put_whole(COMMAND, f"{token.text}.", token)
        elif text in "<>" and side:
            self.put_whole(COMMAND, r"\langle" if text == "<" else r"\rangle", token)
        elif token.text in (r"\left", r"\right") and text not in _DELIMITERS and text[0] != "\\":
            raise self.error(following, f"a bracket after {token.text}", repr(following.text))
        else:
            kind = SIGN if text in _DELIMITERS or text[0] != "\\" else COMMAND
            self.put_whole(kind, text, token)

    def group(self, token: Token) -> None:
        """A colour or a box: its braces stay as a group, unless a relation stands in them."""
        for _ in range(GROUPING[token.text]):
            self.argument(token)
        following = self.peek()
        if following is None or following.text != "{" or following.kind != SIGN:
            self.gap = True
            return
        start = self.at
        inside = self.argument(token)
        self.at = start + 1
        is_script = bool(self.out) and self.out[-1].text in ("^", "_")
        if is_script or not _holds_relation(inside):
            self.put(SIGN, "{", following)
            self.enter("}", following)
        else:
            self.gap = True
            self.enter("", following)

    def brace(self, token: Token) -> None:
        following = self.peek()
        is_switch = following is not None and following.text in _SWITCHES
        if is_switch and following is not None and self.switched(token, following):
            return
        if following is not None and following.text == "}" and not self.is_argument():
            self.at += 1
            self.gap = True
            return
        if not self.is_argument() and not self.is_behind_operand() and _holds_relation(self.ahead()):
            self.gap = True
            self.enter("", token)
            return
        self.enter("}", token)
        self.put(SIGN, "{", token)

    def ahead(self) -> list[Token]:
        """What stands in the brace that was just passed and is not passed; nothing where it is not closed."""
        depth = 1
        for at in range(self.at, len(self.raw)):
            token = self.raw[at]
            if token.kind == SIGN and token.text in "{}":
                depth += 1 if token.text == "{" else -1
                if not depth:
                    return self.raw[self.at : at]
        return []

    def is_behind_operand(self) -> bool:
        """Whether a group stands behind an operand, as an argument may, and begins with no relation."""
        if not self.out or self.out[-1].kind not in (LETTER, NAME, NUMBER, PRIMES):
            return False
        following = self.peek()
        return following is None or SAME.get(following.text, following.text) not in RELATIONS

    def enter(self, how: str, token: Token) -> None:
        """One brace more is open; it is closed as `how` says: by a brace, or by nothing, then a remark."""
        self.open.append(how)
        if len(self.open) > MOST_BRACKETS:
            hint = "name a part of it in definitions"
            raise self.error(token, f"at most {MOST_BRACKETS} nested brackets", "one more", hint)

    def is_argument(self) -> bool:
        """Whether what follows is an argument of a command or a script."""
        return bool(self.out) and (self.out[-1].text in ("^", "_", "}") or self.out[-1].kind == COMMAND)

    def switched(self, token: Token, switch: Token) -> bool:
        r"""`{\rm word}` and `{\bf x}`: a style that reaches to the end of the group."""
        start = self.at
        self.at -= 1
        inside = self.argument(token)[1:]
        rest = [
            Token(SIGN, "{", switch.start, switch.end),
            *inside,
            Token(SIGN, "}", switch.start, switch.end),
        ]
        if not inside or any(part.kind == SIGN for part in inside):
            self.at = start
            return False
        self.raw[start : self.at] = [Token(COMMAND, _SWITCHES[switch.text], *switch[2:4], token.gap), *rest]
        self.at = start
        return True

    def close(self, token: Token) -> None:
        how = self.open.pop() if self.open else "}"
        if how.startswith("}"):
            self.put(SIGN, "}", token)
        else:
            self.gap = True
        sign = self.peek()
        if how[-1:] in ("_", "^") and sign is not None and sign.text == how[-1]:
            self.at += 1
            self.argument(sign)

    def brace_with_remark(self, token: Token) -> None:
        following = self.peek()
        if following is None or following.text != "{":
            raise self.error(token, f"'{{' after {token.text}", "something else")
        self.at += 1
        remark = "_" if token.text == r"\underbrace" else "^"
        if _holds_relation(self.ahead()):
            self.gap = True
            self.enter(remark, following)
            return
        self.enter("}" + remark, following)
        self.put(SIGN, "{", token)  # a side that begins here has the command in it

    def over_relation(self, token: Token) -> None:
        """A remark above or below a relation; other words under each other are not known."""
        remark = self.argument(token)
        start = self.at
        below = self.argument(token)
        sign = SAME.get(below[0].text, below[0].text) if len(below) == 1 else ""
        if sign not in RELATIONS and sign != "=":
            self.at = start
            self.put(COMMAND, token.text, token)
            return
        text = "".join(part.text for part in remark)
        if sign == "=" and not _LABEL.fullmatch(text):
            sign = ":=" if _DEFINES.fullmatch(text) else r"\overset="
        self.put_whole(SIGN if sign[0] != "\\" else COMMAND, sign, token)

    def negated(self, token: Token) -> None:
        following = self.peek()
        self.at += following is not None
        text = SAME.get(following.text, following.text) if following is not None else ""
        self.put_whole(COMMAND, _NEGATIONS.get(text, rf"\not{text}"), token)

    def colon(self, token: Token) -> None:
        following = self.peek()
        if following is not None and following.text == "=" and not following.gap:
            self.at += 1
            self.put_whole(SIGN, ":=", token)
        else:
            self.put_whole(SIGN, ":", token)

    def equals(self, token: Token) -> None:
        following = self.peek()
        if following is not None and following.text == ":" and not following.gap:
            self.at += 1
            self.put_whole(SIGN, "=:", token)
        else:
            self.put_whole(SIGN, "=", token)

    def row(self, token: Token) -> None:
        r"""`\\`, perhaps with a distance after it."""
        following = self.peek()
        if following is not None and following.text == "*" and not following.gap:
            self.at += 1
            following = self.peek()
        if following is not None and following.text == "[":
            close = next(
                (at for at in range(self.at, min(self.at + 8, len(self.raw))) if self.raw[at].text == "]"), 0
            )
            inside = "".join(part.text for part in self.raw[self.at + 1 : close])
            if close and _DIMENSION.fullmatch(inside):
                self.at = close + 1
        self.put(SIGN, r"\\", token)

    def said(self, token: Token) -> None:
        self.put(TEXT, token.text[1:], token)

    def quad(self, token: Token) -> None:
        self.put(SIGN, r"\quad", token)


_DELIMITERS = frozenset({"(", ")", "[", "]", r"\{", r"\}", r"\lfloor", r"\rfloor", r"\lceil", r"\rceil", "/"})
_NEGATIONS: Mapping[str, str] = MappingProxyType({"=": r"\neq", r"\in": r"\notin"})
_SWITCHES: Mapping[str, str] = MappingProxyType({r"\rm": r"\mathrm", r"\bf": r"\mathbf", r"\it": r"\mathit"})


#: commands whose group is a relation, and those that give the braces around them a meaning
_RELATING = frozenset({r"\mathrel", r"\overset", r"\stackrel", r"\underset", r"\not"})
_PARTING = frozenset({r"\over", r"\choose", r"\atop", r"\rm", r"\bf", r"\it", r"\cal"})


def _holds_relation(tokens: list[Token]) -> bool:
    """Whether a relation stands in a group, whose braces then are none of a value."""
    depth, found = 0, False
    for token in tokens:
        if token.kind == SIGN and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif not depth and token.text in _PARTING:
            return False
        elif not depth:
            found = found or SAME.get(token.text, token.text) in RELATIONS or token.text in _RELATING
    return found


_READERS: Mapping[str, Callable[[Layout, Token], None]] = MappingProxyType(
    {
        **dict.fromkeys(SPACES, Layout.skip),
        **dict.fromkeys(LABELS, Layout.label),
        **dict.fromkeys(SAME, Layout.same),
        **dict.fromkeys(LETTER_COMMANDS, Layout.letter),
        **dict.fromkeys(SIZES, Layout.size),
        **dict.fromkeys(GROUPING, Layout.group),
        **dict.fromkeys(WORDS, read_word),
        **dict.fromkeys(TEXTS, read_text),
        **dict.fromkeys(STYLE_COMMANDS, read_styled),
        **dict.fromkeys(ACCENT_COMMANDS, read_accent),
        **dict.fromkeys((r"\underbrace", r"\overbrace"), Layout.brace_with_remark),
        **dict.fromkeys((r"\overset", r"\stackrel", r"\underset"), Layout.over_relation),
        **dict.fromkeys((r"\begin", r"\end"), read_environment),
        **dict.fromkeys((r"\imath", r"\jmath"), Layout.dotless),
        **dict.fromkeys((r"\{", r"\}", r"\lfloor", r"\rfloor", r"\lceil", r"\rceil"), Layout.delimiter),
        **dict.fromkeys((r"\quad", r"\qquad"), Layout.quad),
        **dict.fromkeys((r"\therefore", r"\because"), Layout.said),
        r"\\": Layout.row,
        r"\not": Layout.negated,
        ":": Layout.colon,
        "=": Layout.equals,
        "{": Layout.brace,
        "}": Layout.close,
    }
)
