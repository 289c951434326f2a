r"""What stands beside a formula: `i \neq j`, `\text{if } i = j`, `\forall i = 1, \dots, n`, `x, y > 0`.

A relation behind an equation may be a second claim. It is a condition of the first where a word such as "for"
says so, where it is about indices alone, and where it keeps a name of the formula away from some values:
`\sqrt{x^2} = x, \; x \geq 0` claims nothing about `x`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.bounds import bound_value
from derivcheck.notation.latex.lexer import TEXT, Token
from derivcheck.notation.latex.membership import known_domain, membership
from derivcheck.notation.latex.scripts import Span, signs_in
from derivcheck.notation.latex.tables import IN
from derivcheck.terms import Call, Rel, Sym, Term, exchanged, free_names, relations_in, walk

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["remark"]

_OPENING = frozenset(
    {"if", "for", "when", "where", "with", "for all", "for every", "for any", "whenever", "provided"}
)
_JOINING = frozenset({"and", "for", "if", "all"})


def remark(parser: Parser, about: frozenset[str]) -> tuple[Term, ...]:
    """The conditions in the text, all of which has to be understood; `about` are the names in the formula."""
    token = parser.peek()
    is_said = token.text == r"\forall" or (token.kind == TEXT and token.text.lower() in _OPENING)
    parser.at += is_said
    while parser.passes(r"\forall"):
        pass
    found: list[Term] = []
    alike: list[Term] = []
    for span in _parts(parser):
        if not _relates(parser, span):
            alike.append(_shared(parser, span))
            continue
        conditions = _part(parser, span, is_said, about)
        subject = parser.within(span[0], _sign_in(parser, span), parser.value) if alike else None
        found += [exchanged(one, {subject: name}) for name in alike if subject for one in conditions]
        found += conditions
        alike.clear()
    if any(not (isinstance(name, Sym) and name.name in parser.context.indices) for name in alike):
        raise parser.unexpected("a relation sign such as = or \\neq")
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
        if joined and _counts(parser, joined[-1]) and not _relates(parser, part):
            part = (joined.pop()[0], part[1])
        joined.append(part)
    return joined


def _relates(parser: Parser, span: Span) -> bool:
    """Whether a part says something; else it shares what the next one says, or is an index."""
    return bool(signs_in(parser, span)) or any(word.text == IN for word in parser.word_list[slice(*span)])


def _counts(parser: Parser, span: Span) -> bool:
    r"""Whether a part may be the beginning of `i = 1, \dots, n`."""
    signs = signs_in(parser, span)
    return bool(signs) and parser.word_list[signs[0]].text == "="


def _sign_in(parser: Parser, span: Span) -> int:
    signs = signs_in(parser, span)
    return signs[0] if signs else next(at for at in range(*span) if parser.word_list[at].text == IN)


def _shared(parser: Parser, span: Span) -> Term:
    """A name that shares the condition of the next part; an index may stand alone behind "for all"."""
    name = parser.within(*span, parser.value)
    if not isinstance(name, Sym):
        parser.at = span[1]
        raise parser.unexpected("a relation sign such as = or \\neq")
    return name


def _part(parser: Parser, span: Span, is_said: bool, about: frozenset[str]) -> list[Term]:
    words = parser.word_list
    if any(words[at].text == r"\dots" for at in range(*span)):
        return _range(parser, span)
    member = membership(parser, span)
    if member is not None:
        return member
    condition = parser.within(*span, parser.condition)
    mentioned = free_names(condition) | {part.name for part in walk(condition) if isinstance(part, Call)}
    sizes = {
        name for bounds in parser.context.indices.values() for name in _names(bounds.lower, bounds.upper)
    }
    is_clear = is_said or mentioned <= parser.context.indices.keys() | sizes
    if not is_clear and not _keeps_away(condition, about):
        hint = r"an equation of its own is read on its own; write \text{for} before a condition"
        raise parser.error(words[span[0]], "a condition on indices", _text(parser, span), hint)
    return [condition]


def _keeps_away(condition: Term, about: frozenset[str]) -> bool:
    """Whether each relation compares a name of the formula with a number or with another name."""
    return all(
        one.op != "="
        and _is_simple(one.left)
        and _is_simple(one.right)
        and not about.isdisjoint(free_names(one))
        for one in relations_in(condition)
    )


def _is_simple(term: Term) -> bool:
    """Whether a term is a name, perhaps between bars, or a number."""
    if isinstance(term, Call) and term.name == "abs":
        term = term.args[0]
    return isinstance(term, Sym) or not free_names(term)


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
    if sign is not None and dots + 1 == span[1]:
        return _endless(parser, span, sign)
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


def _endless(parser: Parser, span: Span, sign: int) -> list[Term]:
    r"""`n = 0, 1, 2, \dots` of a whole number."""
    words = parser.word_list
    name = parser.within(span[0], sign, parser.value)
    lower = parser.within(sign + 1, sign + 2, parser.value)
    domain = known_domain(parser, name)
    if domain is None or not domain.is_whole or not _counts_on(lower, words[sign + 3 : span[1] - 2]):
        hint = "declare it as a whole number"
        raise parser.error(words[span[0]], "a whole number or an index", _text(parser, span), hint)
    return [Rel(">=", name, lower)]


def _counts_on(lower: Term, words: list[Token]) -> bool:
    """Whether `words` are the numbers after `lower`, with commas."""
    numbers = [word.text for word in words if word.text != ","]
    value = getattr(lower, "value", None)
    return not numbers or (
        value is not None and numbers == [str(value + 1 + at) for at in range(len(numbers))]
    )
