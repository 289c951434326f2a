r"""The macros of a document: `\newcommand` and its kin, `\def`, `\DeclareMathOperator`.

A macro is replaced by its body, token by token, as TeX does it; errors inside point to where it is used.
Replacement is bounded: a macro that comes back to itself is an error, and so is one that grows too far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from derivcheck.errors import Place, ReadError, places_in
from derivcheck.frozen import NOTHING, frozen, replace
from derivcheck.notation.latex.applied import Opaque
from derivcheck.notation.latex.lexer import COMMAND, LETTER, NUMBER, SIGN, Source, Token, lex

__all__ = ["MOST_TOKENS", "Macro", "Macros", "expand"]

#: how many tokens the macros of one text may lead to
MOST_TOKENS = 40_000

_DEFINITION = re.compile(
    r"\\((?:new|renew|provide)command|[gex]?def|let|DeclareMathOperator)(?![A-Za-z])\*?\s*"
)
_NAME = re.compile(r"\{\s*(\\[A-Za-z]+|\\[^A-Za-z])\s*\}|(\\[A-Za-z]+|\\[^A-Za-z])")
_LET = re.compile(r"\s*=?\s*(\\(?:[A-Za-z]+|.)|\S)", re.DOTALL)
_ARITY = re.compile(r"\s*\[\s*([0-9])\s*\]")
_PARAMETERS = re.compile(r"\s*((?:#[1-9]\s*)*)(?=\{)")


@frozen
class Macro:
    r"""How many arguments a macro takes, and its body; `flaw` says why it cannot be used.

    One that is `weak` changes no macro that is there (`\providecommand`); one with an `alias` means what that
    means where it is defined (`\let`).
    """

    arity: int
    body: tuple[Token, ...] = ()
    flaw: str = ""
    weak: bool = False
    alias: str = ""


@frozen
class Macros:
    r"""The macros that hold in a text, by name with backslash, and what is folded into unknowns after them.

    `spelled` are the functions that are written without a backslash.

    >>> macros = Macros.read(r"\newcommand{\half}[1]{\frac{#1}{2}}", Place("a.md"))
    >>> sorted(macros.table)
    ['\\half']
    """

    table: Mapping[str, Macro] = NOTHING
    opaque: Opaque = Opaque()
    spelled: frozenset[str] = frozenset()

    @staticmethod
    def read(text: str, place: Place) -> Macros:
        r"""The definitions in `text`, the last one of a name counts; everything else in it is passed over.

        Raises `ReadError` for a definition that is not complete. One that is complete and cannot be used
        (an optional argument, a character outside the notation) is an error where it is used.
        """
        source, table, at = Source(text, places_in(text, place)), dict[str, Macro](), 0
        while (found := _DEFINITION.search(text, at)) is not None:
            name, macro, at = _definition(source, found)
            table = _with(table, name, macro)
        return Macros(table)

    def and_then(self, later: Macros) -> Macros:
        """These macros and those defined after them."""
        table = dict(self.table)
        for name, macro in later.table.items():
            table = _with(table, name, macro)
        return Macros(table, self.opaque, self.spelled)


def _with(table: dict[str, Macro], name: str, macro: Macro) -> dict[str, Macro]:
    r"""`table` with one definition more.

    An alias of a macro is that macro; one of a command of the language (`\let\eps\epsilon`) is replaced by
    it, unless that gets another meaning as well, for then nothing is left to say what it meant.
    """
    if macro.weak and name in table:
        return table
    if macro.alias in table:
        macro = table[macro.alias]
    for other, known in table.items():
        if known.alias == name and other != name:
            table = {**table, other: replace(known, flaw=f"another name for {name}, which has changed")}
    table[name] = macro
    return table


def _definition(source: Source, found: re.Match[str]) -> tuple[str, Macro, int]:
    kind, text = found[1], source.text
    named = _NAME.match(text, found.end())
    if named is None:
        raise source.error(found.end(), "the name of a macro", _shown(text, found.end()))
    name, at = named[1] or named[2], named.end()
    arity, flaw = 0, ""
    if kind == "let":
        return _alias(source, name, at)
    if kind == "edef" or kind == "xdef":
        flaw = rf"a macro made by \{kind}"
    if kind.endswith("def"):
        parameters = _PARAMETERS.match(text, at)
        if parameters is None:
            flaw, at = "a macro with delimiters between its arguments", max(text.find("{", at), at)
        else:
            arity, at = parameters[1].count("#"), parameters.end()
    elif kind != "DeclareMathOperator" and (counted := _ARITY.match(text, at)):
        arity, at = int(counted[1]), counted.end()
        if text[at : at + 1] == "[":
            flaw, at = "a macro with an optional argument", max(text.find("{", at), at)
    start, end = _group(source, at)
    body = text[start:end]
    if kind == "DeclareMathOperator":
        body = rf"\operatorname{{{body}}}"
    macro = _macro(arity, body, flaw, source.where(start))
    return name, replace(macro, weak=True) if kind == "providecommand" else macro, end + 1


def _alias(source: Source, name: str, at: int) -> tuple[str, Macro, int]:
    found = _LET.match(source.text, at)
    if found is None:
        raise source.error(at, "a command", _shown(source.text, at))
    macro = _macro(0, found[1], "", source.where(found.start(1)))
    return name, replace(macro, alias=found[1]), found.end()


def _macro(arity: int, body: str, flaw: str, place: Place) -> Macro:
    try:
        return Macro(arity, tuple(lex(Source(body, places_in(body, place)))), flaw)
    except ReadError as error:
        return Macro(arity, (), flaw or f"a macro with {error.problem.found} in its body")


def _group(source: Source, at: int) -> tuple[int, int]:
    """The ends of what stands in the braces that open at `at`, but for white space."""
    text = source.text
    while text[at : at + 1].isspace():
        at += 1
    if text[at : at + 1] != "{":
        raise source.error(at, "'{' and the body of a macro", _shown(text, at))
    depth, here = 0, at
    while here < len(text):
        if text[here] == "\\":
            here += 1
        elif text[here] in "{}":
            depth += 1 if text[here] == "{" else -1
            if not depth:
                return at + 1, here
        here += 1
    raise source.error(at, "a '}' that closes this '{'", "the end of the text")


def _shown(text: str, at: int) -> str:
    return repr(text[at : at + 1]) if text[at : at + 1] else "the end of the text"


# -- expansion -----------------------------------------------------------------------------------


def expand(tokens: list[Token], macros: Macros, source: Source) -> list[Token]:
    """`tokens` with each macro replaced by its body; what comes of a macro stands where it was used.

    It all has the place of the macro with its arguments, so a part of a formula never begins or ends inside.
    """
    table = macros.table
    if not table or not any(token.text in table for token in tokens):
        return tokens
    found: list[Token] = []
    stack, total = tokens[::-1], len(tokens)
    while stack:
        token = stack.pop()
        macro = table.get(token.text) if token.kind == COMMAND else None
        if macro is None:
            found.append(token)
            continue
        if macro.flaw:
            raise source.error(token.start, "a macro that can be read", f"{token.text}, {macro.flaw}")
        if _comes_back(token.text, table):
            hint = "its definition leads back to it"
            raise source.error(token.start, "a macro that does not use itself", token.text, hint)
        arguments, last = [], token
        for _ in range(macro.arity):
            argument, last = _argument(stack, token, source)
            arguments.append(argument)
        whole = token._replace(end=max(token.end, last.end))
        body = [each._replace(start=whole.start, end=whole.end) for each in _filled(macro, arguments, whole)]
        total += len(body)
        if total > MOST_TOKENS:
            expected = f"at most {MOST_TOKENS} tokens after macros are replaced"
            raise source.error(token.start, expected, "more")
        stack += reversed(body)
    return found


def _comes_back(name: str, table: Mapping[str, Macro]) -> bool:
    seen: set[str] = set()
    stack = [name]
    while stack:
        for token in table[stack.pop()].body:
            if token.kind != COMMAND or token.text not in table or token.text in seen:
                continue
            if token.text == name:
                return True
            seen.add(token.text)
            stack.append(token.text)
    return False


def _argument(stack: list[Token], macro: Token, source: Source) -> tuple[list[Token], Token]:
    """The next argument, without its braces, and its last token."""
    if not stack:
        raise source.error(macro.start, f"the arguments of {macro.text}", "the end of the text")
    first = stack.pop()
    if first.text != "{" or first.kind != SIGN:
        if first.kind == NUMBER and len(first.text) > 1:
            hint = "TeX takes the first digit alone; write braces"
            raise source.error(first.start, "one digit, or braces", repr(first.text), hint)
        return [first], first
    depth, found = 1, list[Token]()
    while stack:
        token = stack.pop()
        if token.kind == SIGN and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            if not depth:
                return found, token
        found.append(token)
    raise source.error(first.start, "a '}' that closes this '{'", "the end of the text")


def _filled(macro: Macro, arguments: list[list[Token]], use: Token) -> Iterator[Token]:
    """The body with its arguments in place."""
    is_parameter, is_first = False, True
    for token in macro.body:
        if token.kind == SIGN and token.text == "#":
            is_parameter = True
            continue
        if is_parameter and token.kind == NUMBER and 1 <= int(token.text[0]) <= len(arguments):
            yield from arguments[int(token.text[0]) - 1]
            if len(token.text) > 1:
                yield Token(NUMBER, token.text[1:], use.start, use.end)
        else:
            if is_parameter:
                yield Token(SIGN, "#", use.start, use.end)
            gap = use.gap if is_first else token.gap
            kind = token.kind
            # a letter that ends a command in the source may not run together with what follows
            yield Token(kind, token.text, use.start, use.end, gap or (is_first and kind == LETTER))
        is_parameter = is_first = False
