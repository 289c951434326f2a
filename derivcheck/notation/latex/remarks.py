r"""What stands beside a formula: `i \neq j`, `\text{if } i = j`, `\forall i = 1, \dots, n`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.bounds import bound_value
from derivcheck.notation.latex.lexer import TEXT, Token
from derivcheck.notation.latex.scripts import Span, signs_in
from derivcheck.terms import Call, Term, free_names, walk

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["remark"]

_OPENING = frozenset(
    {"if", "for", "when", "where", "with", "for all", "for every", "for any", "whenever", "provided"}
)
_JOINING = frozenset({"and", "for", "if", "all"})


def remark(parser: Parser) -> tuple[Term, ...]:
    """The conditions in the text, all of which has to be understood."""
    token = parser.peek()
    is_said = token.text == r"\forall" or (token.kind == TEXT and token.text.lower() in _OPENING)
    parser.at += is_said
    while parser.passes(r"\forall"):
        pass
    found: list[Term] = []
    for span in _parts(parser):
        found += _part(parser, span, is_said)
    return tuple(found)


def _parts(parser: Parser) -> list[Span]:
    r"""What stands between top-level commas and joining words; `i = 1, 2, \dots, n` is one part."""
    words, parts, start, at = parser.word_list, list[Span](), parser.at, parser.at
    while at < parser.stop:
        token = words[at]
        is_joint = token.kind == TEXT and token.text in _JOINING
        if token.text in (",", ";") or is_joint:
            if start < at:
                parts.append((start, at))
            start = at + 1
        at = parser.partner.get(at, at) + 1
    while parser.stop > start and words[parser.stop - 1].text in (".", ",", ";"):
        parser.stop -= 1
    joined: list[Span] = []
    for part in [*parts, (start, parser.stop)]:
        if joined and signs_in(parser, joined[-1]) and not signs_in(parser, part):
            part = (joined.pop()[0], part[1])
        joined.append(part)
    return joined


def _part(parser: Parser, span: Span, is_said: bool) -> list[Term]:
    words = parser.word_list
    if any(words[at].text == r"\dots" for at in range(*span)):
        return _range(parser, span)
    if is_said and _is_index(parser, span):
        return []
    condition = parser.within(*span, parser.condition)
    about = free_names(condition) | {part.name for part in walk(condition) if isinstance(part, Call)}
    sizes = {
        name for bounds in parser.context.indices.values() for name in _names(bounds.lower, bounds.upper)
    }
    if not is_said and not about <= parser.context.indices.keys() | sizes:
        hint = r"an equation of its own is read on its own; write \text{for} before a condition"
        raise parser.error(words[span[0]], "a condition on indices", _text(parser, span), hint)
    return [condition]


def _names(*terms: Term) -> frozenset[str]:
    return frozenset[str]().union(*(free_names(term) for term in terms))


def _text(parser: Parser, span: Span) -> str:
    return repr(parser.words.source.text[parser.word_list[span[0]].start : parser.word_list[span[1] - 1].end])


def _is_index(parser: Parser, span: Span) -> bool:
    return span[1] == span[0] + 1 and parser.word_list[span[0]].text in parser.context.indices


def _range(parser: Parser, span: Span) -> list[Term]:
    r"""`i = 1, \dots, n`, which has to be the declared range."""
    words = parser.word_list
    sign = next((at for at in range(*span) if words[at].text == "="), None)
    dots = next(at for at in range(*span) if words[at].text == r"\dots")
    if sign is None or not _is_index(parser, (span[0], sign)):
        raise parser.error(words[span[0]], r"a range such as i = 1, \dots, n", _text(parser, span))
    declared = parser.context.indices[words[span[0]].text]
    first = next((at for at in range(sign, dots) if words[at].text == ","), dots)
    lower = bound_value(parser, (sign + 1, first))
    upper = bound_value(parser, (dots + 2 if words[dots + 1].text == "," else dots + 1, span[1]))
    between = words[first + 1 : dots]
    if (lower, upper) != (declared.lower, declared.upper) or not _counts_on(lower, between):
        hint = f"{words[span[0]].text!r} is declared with another range"
        raise parser.error(words[span[0]], "the declared range", _text(parser, span), hint)
    return []


def _counts_on(lower: Term, words: list[Token]) -> bool:
    """Whether `words` are the numbers after `lower`, with commas."""
    numbers = [word.text for word in words if word.text != ","]
    value = getattr(lower, "value", None)
    return not numbers or (
        value is not None and numbers == [str(value + 1 + at) for at in range(len(numbers))]
    )
