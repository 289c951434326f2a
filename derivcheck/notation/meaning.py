"""What a name in an expression means.

The nearest meaning wins: a bound name, then a declared one, then a word of the language; so a
declared `e` or `beta` is that symbol. The open words of `derivcheck.notation.open_words` come last of
all, and functions among them mean something only where they are called. Every name must have a
meaning, with as many indices or arguments as it was declared with; the error says how many were
expected and how many were found.
"""

from __future__ import annotations

from derivcheck.errors import ReadError, nearest
from derivcheck.notation.forms import FORMS, Form, Site, between, count
from derivcheck.notation.lexer import NUMBER, PRIMES, Token
from derivcheck.notation.open_words import OPEN, OPEN_FORMS, OPEN_SPELLINGS, OPEN_VALUES, TRUTH
from derivcheck.notation.other_words import written_here
from derivcheck.notation.parser import Parser
from derivcheck.notation.spellings import CONSTANT_SPELLINGS, FUNCTION_SPELLINGS, SPELLED_FORMS
from derivcheck.terms import INDEX_LETTERS, Call, Const, Sym, Term, symbol
from derivcheck.terms.functions import ARITY, CONSTANTS, NAMED

__all__ = ["LANGUAGE", "meaning", "meaning_or_size"]

#: words that no declared function may have for its name; open words are not among them
LANGUAGE = frozenset({*ARITY, *CONSTANTS, *FORMS, *SPELLED_FORMS, *FUNCTION_SPELLINGS, *CONSTANT_SPELLINGS})

_HINTS = {
    "π": "write pi",
    **dict.fromkeys(("inf", "infinity", "Infinity", "infty"), "write oo"),
    **dict.fromkeys(("true", "false"), "write a relation, or True and False"),
    "DiracDelta": "a distribution has no values, so it is outside the language",
}


def meaning(parser: Parser, token: Token) -> Term:
    """The term that begins with the name `token`, which has just been passed.

    Raises `ReadError` for a name without a meaning and for the wrong number of indices or arguments.
    """
    name, context = token.text, parser.context
    if name in parser.bound:
        return _scalar(parser, token, f"a bound {parser.bound[name]}")
    symbol = context.symbols.get(name)
    if symbol is not None:
        return _indexed(parser, token, len(symbol.axes))
    if name in context.indices:
        return _scalar(parser, token, "an index")
    definition = context.definitions.get(name)
    if definition is not None:
        arguments = len(definition.parameters)
        if definition.is_function:
            return _declared_call(parser, token, arguments)
        return _indexed(parser, token, arguments)
    if name in context.functions:
        return _declared_call(parser, token, context.arity_of(name))
    return _word(parser, token)


def meaning_or_size(parser: Parser, token: Token) -> Term:
    """As `meaning`, but a name that is nowhere declared stands for a size yet to be declared."""
    name = token.text
    if name in parser.context.names() or name in LANGUAGE:
        return meaning(parser, token)
    opened = parser.words[parser.at]
    if opened.text == "[":
        hint = f"an index has one range: declare it up to oo, and write sum(…, j, 1, {name}[i])"
        raise parser.error(opened, "a size", f"{name!r} with an index", hint)
    return _scalar(parser, token, "a size")


def _word(parser: Parser, token: Token) -> Term:
    name = token.text
    form = FORMS.get(name) or SPELLED_FORMS.get(name)
    if form is not None:
        return _formed(parser, token, form)
    name = FUNCTION_SPELLINGS.get(name, name)
    if name in ARITY:
        fewest, most = ARITY[name]
        return Call(name, _arguments(parser, token, fewest, most))
    name = CONSTANT_SPELLINGS.get(name, name)
    if name == "oo":
        hint = "infinity stands only as a bound or as the point of a limit"
        raise parser.error(token, "a finite value", "'oo'", hint)
    if name in CONSTANTS:
        _scalar(parser, token, "a number")
        return Const(name)
    return _open_word(parser, token)


def _formed(parser: Parser, token: Token, form: Form) -> Term:
    spans = _opened(parser, token)
    close = parser.tokens.partner[parser.at]
    found = form(parser, Site(token, spans))
    parser.at = close + 1
    return found


def _open_word(parser: Parser, token: Token) -> Term:
    value = OPEN_VALUES.get(token.text)
    if value is not None:
        _refuse_call(parser, token, "a condition" if token.text in TRUTH else "a number")
        return value
    following = parser.words[parser.at]
    if following.text != "(" and following.kind != PRIMES:
        raise _undeclared(parser, token)
    form = OPEN_FORMS.get(token.text)
    if form is not None:
        return _formed(parser, token, form)
    name = OPEN_SPELLINGS.get(token.text, token.text)
    if name in NAMED:
        return Call(name, _arguments(parser, token, *NAMED[name]))
    raise _undeclared(parser, token)


# -- symbols -------------------------------------------------------------------------------------


def _scalar(parser: Parser, token: Token, kind: str) -> Term:
    following = parser.words[parser.at].text
    if following == "[":
        raise _index_count(parser, parser.words[parser.at], token, 0, len(parser.spans()))
    _refuse_call(parser, token, kind)
    return symbol(token.text)


def _indexed(parser: Parser, token: Token, expected: int) -> Term:
    if not expected:
        return _scalar(parser, token, "a symbol")
    opened = parser.words[parser.at]
    if opened.text != "[":
        _refuse_call(parser, token, "a symbol")
        raise _index_count(parser, token, token, expected, 0)
    close, spans = parser.tokens.partner[parser.at], parser.spans()
    if len(spans) != expected:
        raise _index_count(parser, opened, token, expected, len(spans))
    indices = tuple([parser.value_at(span) for span in spans])
    parser.at = close + 1
    _refuse_call(parser, token, "a symbol")
    return Sym(token.text, indices)


def _index_count(parser: Parser, where: Token, token: Token, expected: int, found: int) -> ReadError:
    name, letters = token.text, ", ".join(INDEX_LETTERS[:expected])
    hint = f"write {name}[{letters}]" if expected else f"'{name}' takes no index"
    return parser.error(where, f"{count(expected, 'index')} after {name!r}", count(found, "index"), hint)


def _refuse_call(parser: Parser, token: Token, kind: str) -> None:
    following = parser.words[parser.at]
    if following.text == "(":
        hint = f"{token.text!r} is {kind}, not a function; for a product write '*': {token.text}*(…)"
        raise parser.error(following, "an operator", "'('", hint)
    if following.kind == PRIMES:
        hint = f"{token.text!r} is {kind}; primes belong to declared functions, as in f'(x)"
        raise parser.error(following, "an operator", parser.shown(following), hint)


# -- functions -----------------------------------------------------------------------------------


def _declared_call(parser: Parser, token: Token, arity: int | None) -> Term:
    opened = parser.words[parser.at]
    if opened.kind != PRIMES:
        return Call(token.text, _arguments(parser, token, arity or 1, arity))
    parser.at += 1
    orders = _orders(parser, opened) if parser.words[parser.at].text == "[" else (len(opened.text),)
    args = _arguments(parser, token, arity or 1, arity)
    if len(orders) != len(args):
        hint = f"write diff({token.text}(…), x), or the order in each argument: {token.text}'[1, 0](x, y)"
        found = count(len(args), "argument")
        raise parser.error(opened, f"{count(len(orders), 'argument')} after the prime", found, hint)
    return Call(token.text, args, orders if any(orders) else ())


def _orders(parser: Parser, primes: Token) -> tuple[int, ...]:
    """The orders in `f'[1, 0](x, y)`: how often each argument is differentiated by."""
    close, spans = parser.tokens.partner[parser.at], parser.spans()
    if len(primes.text) != 1:
        raise parser.error(primes, "one prime before the orders", parser.shown(primes))
    orders = []
    for span in spans:
        digit = parser.lone(span)
        if digit is None or digit.kind != NUMBER or not digit.text.isdecimal() or len(digit.text) > 2:
            raise parser.error(parser.words[span[0]], "a whole number of derivatives", "something else")
        orders.append(int(digit.text))
    parser.at = close + 1
    return tuple(orders)


def _opened(parser: Parser, token: Token) -> list[tuple[int, int]]:
    opened = parser.words[parser.at]
    if opened.text != "(":
        name = token.text
        hint = f"write {name}(x)^2" if opened.text == "^" else f"{name!r} is a function; write {name}(…)"
        raise parser.error(opened, f"'(' and the arguments of {name!r}", parser.shown(opened), hint)
    return parser.spans()


def _arguments(parser: Parser, token: Token, fewest: int, most: int | None) -> tuple[Term, ...]:
    spans = _opened(parser, token)
    close = parser.tokens.partner[parser.at]
    if len(spans) < fewest or (most is not None and len(spans) > most):
        found = count(len(spans), "argument")
        raise parser.error(token, f"{between(fewest, most)} for {token.text!r}", found)
    args = tuple([parser.value_at(span) for span in spans])
    parser.at = close + 1
    return args


# -- names without a meaning ---------------------------------------------------------------------


def _undeclared(parser: Parser, token: Token) -> ReadError:
    name, declared = token.text, parser.context.names() | parser.bound.keys()
    called = parser.words[parser.at].text == "("
    words = LANGUAGE | OPEN if called else LANGUAGE
    expected = "a known function" if called else "a declared name"
    hint = (
        _HINTS.get(name)
        or (called and written_here(name))
        or _pieces(name, declared)
        or (name in OPEN and f"declare it, for instance under symbols; the function is written {name}(…)")
        or nearest(name, declared | (words if len(name) > 2 else frozenset()))
        or f"declare it, for instance under {'functions' if called else 'symbols'}"
    )
    return parser.error(token, expected, repr(name), hint)


def _pieces(name: str, declared: frozenset[str]) -> str:
    """Help for `xy` where a product was meant, and for `p_i` where an index was meant."""
    base, _, index = name.partition("_")
    if base in declared and index in declared:
        return f"an index stands in square brackets: {base}[{index}]"
    if len(set(name)) == len(name) > 1 and all(letter in declared for letter in name):
        return f"for a product write '*': {'*'.join(name)}"
    return ""
