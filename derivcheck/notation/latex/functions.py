r"""Functions: `\log x`, `\sin^2 x`, `\log_2 (x)`, `f'(x)`, `f^{(4)}(x)`, `\max(a, b)`.

A function of the language may go without brackets. It then takes numbers and constants, and one thing
more: `\sin 2\pi x` is the sine of all of it, `\sin x \cos y` a product. A frequency takes its time with it,
`\sin\omega t`. `\sin^{-1} x` is the arcsine, never `1/\sin x`. What could go on (`\log x y`,
`\log x / y`, `\log (a) (b)`, `\log(x)^2`) has two readings and is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.frozen import replace
from derivcheck.notation.forms import between, count
from derivcheck.notation.latex.function_names import COMMANDS, FUNCTIONS, INVERSES, OWN_LETTERS
from derivcheck.notation.latex.hints import NO_EXTREME
from derivcheck.notation.latex.lexer import COMMAND, END, LETTER, NAME, NUMBER, PRIMES, Token
from derivcheck.notation.latex.newton import orders_below, value_alone
from derivcheck.notation.latex.scripts import Scripts, Span, read_scripts
from derivcheck.notation.latex.words import shown
from derivcheck.terms import Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term
from derivcheck.terms.functions import ARITY, NAMED

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["COMMANDS", "FUNCTIONS", "OWN_LETTERS", "call", "read_function", "starts_function", "takes_call"]

#: `\omega t` is one angle: a frequency stands before the time for nothing else.
_FREQUENCIES = frozenset({"omega", "Omega"})
_TIMES = frozenset({"t", "tau"})
_BRACKETS = ("(", "[", r"\{")


def starts_function(parser: Parser, at: int) -> bool:
    """Whether a function of the language, a sum or the like begins at `at`."""
    token = parser.word_list[at]
    if token.kind == COMMAND:
        return token.text in COMMANDS or token.text in (r"\sum", r"\prod", r"\int", r"\lim")
    return token.kind == NAME and token.text in FUNCTIONS and token.text not in OWN_LETTERS


def read_function(parser: Parser, token: Token, name: str) -> Term:
    """The function `name` of the language at its argument; `token` has just been passed."""
    if token.text == "delta" and parser.peek().text == "_":
        return _read_delta(parser, token)
    if token.text == r"\arg" and parser.peek().text in (r"\max", r"\min"):
        raise parser.error(token, "a number", rf"\arg{parser.peek().text}", NO_EXTREME)
    scripts = read_scripts(parser)
    base = _base(parser, token, name, scripts)
    is_called = parser.peek().text in _BRACKETS
    name = _by_arguments(parser, token, name)
    if scripts.above is not None and name in INVERSES and _is_inverse(parser, scripts.above):
        name, scripts = INVERSES[name], replace(scripts, above=None)
    args = _bracketed(parser, token, name) if is_called else (_open_argument(parser, token),)
    found: Term = Call(name, args)
    if base is not None:
        found = Div(found, Call(name, (base,)))
    return found if scripts.above is None else Pow(found, _power(parser, token, scripts))


def token_text(parser: Parser, token: Token) -> str:
    """`token` as it stands in the text."""
    return parser.words.source.text[token.start : token.end]


def _base(parser: Parser, token: Token, name: str, scripts: Scripts) -> Term | None:
    if scripts.primes or scripts.star:
        hint = "write the derivative, or declare a function of your own"
        raise parser.error(scripts.first, f"the argument of {shown(token)}", shown(scripts.first), hint)
    if scripts.below is None:
        return None
    if name != "log":
        hint = "the largest and the smallest of a family are outside the language" * (name in ("max", "min"))
        raise parser.error(scripts.first, f"the argument of {shown(token)}", "a subscript", hint)
    return parser.value_in(scripts.below)


def _power(parser: Parser, token: Token, scripts: Scripts) -> Term:
    assert scripts.above is not None
    first = parser.word_list[scripts.above[0]]
    exponent = parser.value_in(scripts.above)
    if isinstance(exponent, Neg) or first.text == "(":
        hint = "an exponent here could be a power or an inverse: write (…)^{-1}, or \\arcsin and the like"
        raise parser.error(first, f"a positive power of {shown(token)}", shown(first), hint)
    return exponent


def _is_inverse(parser: Parser, above: Span) -> bool:
    r"""Whether a superscript is the `-1` of `\sin^{-1} x`, which is the arcsine for all who write it."""
    return [word.text for word in parser.word_list[slice(*above)]] == ["-", "1"]


def _by_arguments(parser: Parser, token: Token, name: str) -> str:
    r"""The function of a name with two of them: `\Gamma(s, x)` is the incomplete gamma function."""
    if token.text != "Gamma" or parser.peek().text not in _BRACKETS:
        return name
    return "uppergamma" if len(parser.parts(parser.at)) == 2 else name


def _bracketed(parser: Parser, token: Token, name: str) -> tuple[Term, ...]:
    args = arguments(parser, token, *(ARITY.get(name) or NAMED[name]))
    following = parser.peek()
    if token.text in OWN_LETTERS or len(args) > 1:
        return args
    if following.text in ("^", "!"):
        hint = (
            f"write {shown(token)}^2(x) for a power of the function, or brackets around the argument's power"
        )
        raise parser.error(following, "a power with one reading", shown(following), hint)
    if following.text in _BRACKETS and parser.starts_operand(parser.at):
        hint = "put brackets around the whole argument, or around the function"
        raise parser.error(following, f"one argument of {shown(token)}", "a second bracket", hint)
    return args


def arguments(parser: Parser, token: Token, fewest: int, most: int | None) -> tuple[Term, ...]:
    """The arguments in the bracket that stands here."""
    opened = parser.at
    close = parser.partner[opened]
    spans = parser.parts(opened) if close > opened + 1 else []
    if len(spans) < fewest or (most is not None and len(spans) > most):
        found = count(len(spans), "argument")
        raise parser.error(token, f"{between(fewest, most)} for {token_text(parser, token)!r}", found)
    found_args = tuple([parser.value_in(span) for span in spans])
    parser.at = close + 1
    return found_args


def _open_argument(parser: Parser, token: Token) -> Term:
    """An argument without brackets: numbers and constants, and one thing more."""
    following = parser.peek()
    if following.kind == END or not parser.starts_operand(parser.at):
        hint = "put brackets around the argument" if following.text in ("-", "+") else ""
        raise parser.error(
            parser.word_list[parser.at], f"the argument of {shown(token)}", shown(following), hint
        )
    is_function = starts_function(parser, parser.at)
    factors = [parser.factor()]
    while (
        _is_number(factors[-1])
        and parser.starts_operand(parser.at)
        and not starts_function(parser, parser.at)
    ):
        if parser.peek().kind == NUMBER:
            raise parser.unexpected("an operator")
        factors.append(parser.factor())
    if _is_frequency(factors[-1]) and parser.peek().text in _TIMES:
        factors.append(parser.factor())
    following = parser.peek()
    goes_on = parser.starts_operand(parser.at) and not starts_function(parser, parser.at) and not is_function
    divided = following.text == "/" and not starts_function(parser, parser.at + 1)
    if goes_on or divided:
        hint = f"put brackets around the argument of {shown(token)}, or around the function with its argument"
        raise parser.error(
            following, f"brackets that end the argument of {shown(token)}", shown(following), hint
        )
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def _is_frequency(term: Term) -> bool:
    return isinstance(term, Sym) and not term.indices and term.name.split("_")[0] in _FREQUENCIES


def _is_number(term: Term) -> bool:
    if isinstance(term, Div):
        return _is_number(term.num) and _is_number(term.den)
    return isinstance(term, (Num, Const))


def _read_delta(parser: Parser, token: Token) -> Term:
    r"""`\delta_{ij}`, Kronecker's."""
    from derivcheck.notation.latex.indices import pair

    scripts = read_scripts(parser)
    assert scripts.below is not None
    spans = pair(parser, scripts.below)
    if spans is None or scripts.primes or scripts.star:
        raise parser.error(token, r"two indices, as in \delta_{ij}", token_text(parser, scripts.first))
    found = Call("delta", tuple([parser.value_in(span) for span in spans]))
    if scripts.above is None:
        return found
    start, stop = scripts.above
    if parser.partner.get(start) == stop - 1 and parser.word_list[start].text == "(":
        raise parser.error(token, "a power without brackets", "a superscript in brackets")
    return Pow(found, parser.value_in(scripts.above))


# -- declared functions --------------------------------------------------------------------------


def call(parser: Parser, token: Token, name: str, scripts: Scripts, dots: int = 0) -> Term:
    """The declared function `name` at its arguments, perhaps with primes, or with Newton's dots."""
    arity = parser.context.arity_of(name)
    bare = value_alone(parser, token, name, scripts, dots)
    if bare is not None:
        return bare
    below = orders_below(parser, name, scripts) if not dots else None
    orders = below or ((dots,) if dots and scripts.above is None else _orders(parser, token, scripts))
    if scripts.below is not None and below is None:
        raise parser.error(scripts.first, f"no index of the function {name!r}", "a subscript")
    following = parser.peek()
    if following.text != "(":
        hint = f"{name!r} is a function: write {name}(…)"
        expected = f"'(' and the arguments of {name!r}"
        raise parser.error(parser.word_list[parser.at], expected, shown(following), hint)
    args = arguments(parser, token, arity or 1, arity)
    if orders and len(orders) != len(args):
        found = count(len(args), "argument")
        hint = rf"write the order in each argument: {name}^{{(1, 0)}}(x, y)"
        raise parser.error(scripts.first, f"{count(len(orders), 'argument')} after the prime", found, hint)
    return Call(name, args, orders if any(orders) else ())


def _orders(parser: Parser, token: Token, scripts: Scripts) -> tuple[int, ...]:
    r"""The orders in `f''(x)`, `f^{(4)}(x)`, `f^{(1, 0)}(x, y)`."""
    if scripts.above is None:
        return (scripts.primes,) if scripts.primes else ()
    start, stop = scripts.above
    first = parser.word_list[start]
    if scripts.primes or first.text != "(" or parser.partner[start] != stop - 1:
        hint = "f^2(x) could be a power or f applied twice: write (f(x))^2 or f(f(x))"
        raise parser.error(first, f"'(' and the arguments of {shown(token)}", "a power", hint)
    orders = []
    for begin, end in parser.parts(start):
        word = parser.word_list[begin]
        if end != begin + 1 or word.kind != NUMBER or not word.text.isdecimal() or len(word.text) > 2:
            raise parser.error(word, "a whole number of derivatives", shown(word))
        orders.append(int(word.text))
    return tuple(orders)


def takes_call(parser: Parser) -> bool:
    """Whether names or numbers alone stand in the bracket that follows, as after a function."""
    at, words = parser.at, parser.word_list
    if parser.peek().text != "(":
        return False
    close, at = parser.partner[at], at + 1
    if at == close:
        return True
    while True:
        if words[at].kind not in (LETTER, NAME, NUMBER):
            return False
        at += 1
        while words[at].kind == PRIMES or words[at].text == "_":
            is_script = words[at].text == "_"
            at += 1
            if is_script:
                at = parser.words.behind(at)
        if at == close:
            return True
        if words[at].text != ",":
            return False
        at += 1
