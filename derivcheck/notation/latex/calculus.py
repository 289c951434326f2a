r"""Derivatives and integrals in every habit of writing them.

A derivative whose operand stands in the fraction (`\frac{\partial f}{\partial x}`) is complete; an operator
(`\frac{\partial}{\partial x} f`, `\partial_x f`, `d/dx f`) takes what follows it up to the next `+`, `-` or
relation; `\frac{\partial L}{\partial \sigma^2}` is by a variance. Where a bracket follows and more behind it,
`\frac{d}{dx} (x+1)(x+2)` could be the derivative of the first bracket or of both, so that is an error.

An integral reaches to its differential; of several, the inner one takes the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.errors import ReadError
from derivcheck.notation.latex.bounds import bind, bound_value, read_bound_name
from derivcheck.notation.latex.factors import factors_in
from derivcheck.notation.latex.functions import takes_call
from derivcheck.notation.latex.lexer import LETTER, NAME, Token
from derivcheck.notation.latex.orders import Order, Variables, check_order, squared, times
from derivcheck.notation.latex.scripts import Scripts, Span, read_scripts
from derivcheck.notation.latex.tables import REALS, RELATIONS
from derivcheck.notation.latex.words import shown
from derivcheck.notation.partials import CLEAR_HINT, unclear
from derivcheck.terms import (
    Call,
    Const,
    Div,
    Integral,
    Mul,
    Neg,
    Sym,
    Term,
    applied_at,
    differentiated,
    free_names,
    integer,
    mentioned,
)

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = [
    "is_differential",
    "is_sign",
    "operand_of",
    "read_fraction_derivative",
    "read_gradient",
    "read_integral",
    "taken",
    "variable_at",
]

_BRACKETS = ("(", "[", r"\{")
_TIMES = (r"\cdot", r"\times", "*", "/")


def is_sign(parser: Parser, at: int, stop: int) -> bool:
    r"""Whether `\partial`, an upright d, or a `d` that is not declared stands at `at`."""
    if at >= stop:
        return False
    token = parser.word_list[at]
    if token.text in (r"\partial", r"\mathrm{d}"):
        return True
    is_d = token.kind == LETTER and token.text == "d" and not _declares_d(parser)
    return is_d and (at + 1 >= stop or parser.word_list[at + 1].text != "_")


def _declares_d(parser: Parser) -> bool:
    return "d" in parser.bound or "d" in parser.context.names()


def is_differential(parser: Parser, at: int, stop: int) -> bool:
    """Whether `dx` begins at `at`."""
    may_be = is_sign(parser, at, stop) and parser.word_list[at].text != r"\partial"
    return may_be and at + 1 < stop and parser.word_list[at + 1].kind in (LETTER, NAME)


# -- derivatives as fractions --------------------------------------------------------------------


def read_fraction_derivative(parser: Parser, token: Token, top: Span, bottom: Span) -> Term | None:
    r"""The derivative that `\frac{top}{bottom}` is, or `None` for a quotient."""
    are_signs = is_sign(parser, top[0], top[1]) and is_sign(parser, bottom[0], bottom[1])
    if not are_signs or (_is_divided(parser, top) and _is_divided(parser, bottom)):
        _refuse_declared_d(parser, top, bottom)
        _refuse_half(parser, top, bottom)
        return None
    variables = parser.within(*bottom, lambda: _variables(parser))
    order, operand = parser.within(*top, lambda: _numerator(parser, variables))
    square = squared(variables) if order == 1 else None
    variables = variables if square is None else [(square, 1)]
    check_order(parser, parser.word_list[top[0]], order, variables)
    if operand is None:
        operand = operand_of(parser, variables)
    elif isinstance(operand, Call) and parser.word_list[top[1] - 1].text != ")" and takes_call(parser):
        raise _evaluated(parser, parser.peek())
    found = taken(parser, token, operand, variables)
    return found if square is None else Div(found, Mul((integer(2), square)))


def _is_divided(parser: Parser, span: Span) -> bool:
    r"""Whether a derivative in a line fills `span`, so that the fraction is one of two of them."""
    at, stop = span
    while at < stop:
        if parser.word_list[at].text == "/":
            return is_sign(parser, at + 1, stop)
        at = parser.partner.get(at, at) + 1
    return False


def taken(parser: Parser, token: Token, operand: Term, variables: Variables) -> Term:
    """The derivative by each of the variables in turn."""
    values = [applied_at(by) for by, _ in variables if not isinstance(by, Sym)]
    plain = all(isinstance(arg, Sym) for value in values if value for arg in value.args)
    if len(variables) > 1 and values and not (plain and len(values) == len(variables)):
        hint = r"write one after the other: \frac{\partial}{\partial t} \frac{\partial L}{\partial x(t)}"
        raise parser.error(token, "derivatives that may be taken in any order", "others", hint)
    if values and not all(isinstance(order, int) for _, order in variables):
        hint = "orders with symbols are for derivatives by a symbol"
        raise parser.error(token, "an order that is a number", "one with symbols", hint)
    made = differentiated(operand, variables)
    found = unclear(made, parser.context, frozenset(parser.bound))
    if found is not None:
        raise parser.error(token, *found, CLEAR_HINT)
    return made


def _refuse_declared_d(parser: Parser, top: Span, bottom: Span) -> None:
    words = parser.word_list
    looks = words[top[0]].text == "d" and words[bottom[0]].text == "d" and bottom[1] - bottom[0] > 1
    if looks and _declares_d(parser):
        hint = r"'d' is declared: write \mathrm{d} or \partial for the derivative"
        raise parser.error(words[top[0]], "a derivative or a quotient", "'d'", hint)


def _refuse_half(parser: Parser, top: Span, bottom: Span) -> None:
    r"""Complain of `\frac{\partial}{x}`, in which a sign is missing."""
    sign, below = parser.word_list[top[0]], parser.word_list[bottom[0]]
    if top[1] == top[0] + 1 and is_sign(parser, *top) and sign.text != "d" and bottom[0] < bottom[1]:
        hint = rf"write \frac{{{shown(sign)}}}{{{shown(sign)} x}} for the derivative by x"
        raise parser.error(below, f"{shown(sign)} before the variable", shown(below), hint)


def _variables(parser: Parser) -> Variables:
    r"""`\partial z_i \partial z_j^2`, to the end."""
    found: Variables = []
    while not found or parser.at < parser.stop:
        if not is_sign(parser, parser.at, parser.stop):
            raise parser.unexpected(r"'\partial' and a symbol")
        parser.at += 1
        found.append(variable_at(parser))
    return found


def variable_at(parser: Parser) -> tuple[Term, Order]:
    """The symbol that is differentiated by, which stands here, and how often."""
    from derivcheck.notation.latex.names import read_symbol

    token = parser.peek()
    variable, scripts = read_symbol(parser)
    if isinstance(variable, Sym):
        bound = parser.bound.get(variable.name)
        if bound == "index" or (bound is None and variable.name in parser.context.indices):
            found, hint = f"the index {variable.name!r}", "an index takes whole numbers only"
            raise parser.error(token, "a symbol to differentiate by", found, hint)
    return variable, 1 if scripts.above is None else times(parser, scripts.above)


def _numerator(parser: Parser, variables: Variables) -> tuple[Order, Term | None]:
    """The order in the numerator, and the operand if it stands there."""
    parser.at += 1
    scripts = read_scripts(parser)
    order = 1 if scripts.above is None else times(parser, scripts.above)
    if scripts.primes or scripts.star or scripts.below is not None:
        raise parser.error(scripts.first, "a derivative", shown(scripts.first))
    if parser.at == parser.stop:
        return order, None
    return order, _function_alone(parser, variables) or parser.product()


def _function_alone(parser: Parser, variables: Variables) -> Term | None:
    """`f` in `df/dx`, a declared function of one argument: `f(x)`."""
    token = parser.peek()
    if parser.at + 1 != parser.stop or token.kind not in (LETTER, NAME) or len(variables) != 1:
        return None
    definition = parser.context.definitions.get(token.text)
    single = definition is not None and definition.is_function and len(definition.parameters) == 1
    if token.text in parser.bound or not (single or token.text in parser.context.functions):
        return None
    if not isinstance(variables[0][0], Sym) or (parser.context.arity_of(token.text) or 1) > 1:
        return None
    parser.at += 1
    return Call(token.text, (variables[0][0],))


def _evaluated(parser: Parser, token: Token) -> ReadError:
    hint = "a derivative at a point is outside the language: write f'(a), or put the value in"
    return parser.error(token, "an operator", shown(token), hint)


def operand_of(parser: Parser, variables: Variables) -> Term:
    """What an operator is applied to: everything up to the next `+`, `-` or relation."""
    alone = parser.peek()
    if alone.text in _BRACKETS:
        after = parser.partner[parser.at] + 1
        sign = parser.word_list[after] if after < parser.stop else None
        follows = sign is not None and (sign.text == "/" or sign.text in (r"\cdot", r"\times", "*"))
        if follows or parser.starts_operand(after):
            assert sign is not None
            hint = "put brackets around all that is differentiated, or around the derivative"
            raise parser.error(sign, "the end of what is differentiated", shown(sign), hint)
    start = parser.at
    found = parser.product()
    _refuse_two_factors(parser, start, {str(getattr(variable, "name", "")) for variable, _ in variables})
    return found


def _refuse_two_factors(parser: Parser, start: int, names: set[str]) -> None:
    r"""Complains of `\frac{d}{dx} f(x) \cdot g(x)`: the dot may end what is differentiated."""
    words, at = parser.word_list, start
    while at < parser.at and words[at].text not in _TIMES:
        at = parser.partner.get(at, at) + 1
    if at < parser.at and all(_depends(parser, span, names) for span in ((start, at), (at, parser.at))):
        hint = "put brackets around all that is differentiated, or around the derivative"
        raise parser.error(words[at], "the end of what is differentiated", shown(words[at]), hint)


def _depends(parser: Parser, span: Span, names: set[str]) -> bool:
    """Whether a name in `span` is one of `names` or is defined by one."""
    from derivcheck.notation.latex.names import reach

    bases = {name.split("_")[0] for name in names}
    words = {word.text for word in parser.word_list[slice(*span)] if word.kind in (LETTER, NAME)}
    return not bases.isdisjoint(words) or any(names & reach(parser, word) for word in words)


# -- gradients ----------------------------------------------------------------------------------


def read_gradient(parser: Parser, token: Token) -> Term:
    r"""`\nabla_{z_i} f`, the entry of a gradient by one symbol, which is a derivative.

    A sign of a gradient binds more tightly to some than to others: of what follows it, one factor alone may
    hang on the symbol.
    """
    scripts = read_scripts(parser)
    if scripts.below is None or scripts.above is not None or scripts.primes:
        hint = r"the language knows entries of gradients: \nabla_{x_i} f, or \frac{\partial f}{\partial x_i}"
        raise parser.error(token, "a derivative by one symbol", shown(token), hint)
    by, times = parser.within(*scripts.below, lambda: _entry(parser))
    at = parser.at
    found = operand_of(parser, [(by, times)])
    factors = factors_in(parser, (at, parser.at), found)
    if sum(_may_depend(parser, factor, by) for factor in factors) > 1:
        hint = r"put brackets around all that is differentiated, or around the derivative: (\nabla_x f) g"
        raise parser.error(parser.word_list[at], "what is differentiated in brackets", "a product", hint)
    return taken(parser, token, found, [(by, times)])


def _entry(parser: Parser) -> tuple[Term, Order]:
    """The symbol that a gradient is by."""
    from derivcheck.notation.latex.names import arity_of

    token = parser.peek()
    arity = arity_of(parser, token.text) or 0
    if parser.at + 1 == parser.stop and arity > 0:
        entry = f"{token.text}_{'i' if arity == 1 else '{ij}'}"
        hint = rf"a whole gradient is outside the language: write \nabla_{{{entry}}}"
        raise parser.error(token, "one symbol to differentiate by", f"the family {token.text!r}", hint)
    return variable_at(parser)


def _may_depend(parser: Parser, term: Term, by: Term) -> bool:
    """Whether a factor mentions a symbol, or something defined that may be made from it."""
    names = mentioned(term)
    return bool(names & free_names(by)) or not names.isdisjoint(parser.context.definitions)


# -- integrals -----------------------------------------------------------------------------------


def read_integral(parser: Parser, token: Token) -> Term:
    r"""`\int_a^b f \, dx`, `\int_{\mathbb{R}} f \, dx`."""
    scripts = _limits(parser)
    bounds = _ends(parser, scripts)
    if len(bounds) == 1:
        raise parser.error(token, "two bounds, or none", "one bound")
    close = _close_of_all(parser)
    parser.at += close is not None  # braces around all of it are not printed
    at, is_fraction = _differential(parser, token)
    before, after = parser.bound, 0
    name, after = _variable_of(parser, at)
    bind(parser, name, "variable")
    if is_fraction:
        parser.differentials.add(at)
        body = parser.product()
    else:
        is_empty = at == parser.at
        body = integer(1) if is_empty else parser.value_in((parser.at, at))
        parser.at = after
        if is_empty and (parser.starts_operand(after) or parser.peek().text in _TIMES):
            found = "its differential"
            raise parser.error(parser.word_list[at], "the body of the integral", found, "write dx last")
    parser.bound = before
    if close is not None:
        parser.at = close + 1
    return Integral(body, name, *bounds)


def _close_of_all(parser: Parser) -> int | None:
    r"""Where the braces end that stand around all behind the bounds: `\int_0^1 {x \, dx}`."""
    close = parser.partner.get(parser.at) if parser.peek().text == "{" else None
    is_all = close is not None and close > parser.at + 2 and is_differential(parser, close - 2, close)
    return close if is_all else None


def _limits(parser: Parser) -> Scripts:
    scripts = read_scripts(parser)
    if scripts.primes or scripts.star:
        raise parser.error(scripts.first, "bounds", shown(scripts.first))
    return scripts


def _ends(parser: Parser, scripts: Scripts) -> list[Term]:
    r"""The ends of an integral, those of the whole line in `\int_{\mathbb{R}}`; none without bounds."""
    below = scripts.below
    if scripts.above is None and below is not None and _is_line(parser, below):
        return [Neg(Const("oo")), Const("oo")]
    return [bound_value(parser, span) for span in (below, scripts.above) if span is not None]


def _is_line(parser: Parser, span: Span) -> bool:
    return [word.text for word in parser.word_list[slice(*span)]] == [REALS]


def _variable_of(parser: Parser, at: int) -> tuple[str, int]:
    """The name after the differential at `at`, and the position after it."""
    here, parser.at = parser.at, at + 1
    stop, parser.stop = parser.stop, len(parser.word_list) - 1
    name = read_bound_name(parser, "variable")
    after, parser.at, parser.stop = parser.at, here, stop
    return name, after


def _differential(parser: Parser, token: Token) -> tuple[int, bool]:
    r"""Where the differential of the integral stands, and whether in a fraction (`\frac{dx}{x}`)."""
    words, at, depth = parser.word_list, parser.at, 0
    fraction = -1
    while at < parser.stop:
        text = words[at].text
        if fraction >= 0 and (text in ("+", "-") or text in RELATIONS):
            break
        if text == r"\int":
            depth += 1
        elif is_differential(parser, at, parser.stop) and words[at - 1].text != "/":
            if not depth:
                return at, False
            depth -= 1
        elif text == "{" and depth and is_differential(parser, parser.partner[at] - 2, parser.partner[at]):
            depth -= 1
        elif text == r"\frac" and not depth and fraction < 0 and words[at + 1].text == "{":
            close = parser.partner[at + 1]
            ends = is_differential(parser, close - 2, close) and close - 2 > at
            is_derivative = words[parser.partner.get(close + 1, close + 1) - 1].kind == LETTER and is_sign(
                parser, close + 2, parser.stop
            )
            fraction = close - 2 if ends and not is_derivative else -1
        at = parser.partner.get(at, at) + 1
    if fraction < 0:
        hint = r"write the variable at the end: \int f \, dx"
        raise parser.error(token, "an integral with its differential", r"\int", hint)
    return fraction, True
