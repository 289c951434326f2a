r"""What a name in LaTeX means: the nearest meaning wins, as in the plain notation.

A bound name comes first, then a declared one, then a word of the language. Letters that stand together are
split by the declared names, and where there are two ways to split them, or two declared names that a
letter with its script could be (`x_1` as the name `x_1`, and as `x` at 1), it is an error. `e` is Euler's
number and `i` the imaginary unit where nothing else is declared.
"""

from __future__ import annotations

from derivcheck.function_values import is_function_value
from derivcheck.notation.forms import count
from derivcheck.notation.latex.conjugates import CONJUGATE, is_complex
from derivcheck.notation.latex.functions import FUNCTIONS, OWN_LETTERS, call, read_function, takes_call
from derivcheck.notation.latex.hints import NO_EXPONENTS
from derivcheck.notation.latex.indices import pair
from derivcheck.notation.latex.landau import LANDAU, read_order
from derivcheck.notation.latex.lexer import LETTER, NAME, PRIMES, Token
from derivcheck.notation.latex.matching import FUNCTION, arity_of, bracketed_above, matches
from derivcheck.notation.latex.newton import orders_below, undotted
from derivcheck.notation.latex.parser import Parser
from derivcheck.notation.latex.scripts import Scripts, Span, read_scripts, signs_in
from derivcheck.notation.latex.undeclared import index_count, undeclared_hint
from derivcheck.notation.latex.words import shown
from derivcheck.terms import Call, Const, Pow, Rel, Sym, Term, free_names, symbol, walk
from derivcheck.terms.functions import ARITY

__all__ = ["arity_of", "reach", "read_letter", "read_name", "read_symbol"]

_LETTERS = {"e": Const("e"), "i": Const("I"), "pi": Const("pi")}  # undeclared
_LONGEST_RUN = 40  # letters of a run that are looked at for names


# -- letters and names ---------------------------------------------------------------------------


def read_letter(parser: Parser, token: Token) -> Term:
    """The name that begins with the letter `token`, which has just been passed."""
    run = _run(parser)
    if len(run) > 1:
        base, length = _split(parser, token, run)
        parser.at += length - 1
        return _read(parser, token, base)
    return _read(parser, token, token.text)


def read_name(parser: Parser, token: Token) -> Term:
    """The name `token` (`alpha`, `x_bar`, `loss`), which has just been passed."""
    return _read(parser, token, token.text)


def read_symbol(parser: Parser) -> tuple[Term, Scripts]:
    """What is differentiated by: a symbol or a function's value without its power, and the scripts it has."""
    token = parser.peek()
    if token.kind not in (LETTER, NAME):
        raise parser.unexpected("a symbol to differentiate by")
    parser.at += 1
    base = token.text
    if token.kind == LETTER:
        run = _run(parser)
        if len(run) > 1:
            base, length = _split(parser, token, run)
            parser.at += length - 1
    scripts = read_scripts(parser)
    found = _resolved(parser, token, base, scripts)
    if isinstance(found, Sym) or is_function_value(found, parser.context):
        is_open = scripts.above is not None and not _took_order(parser, scripts, found)
        return found, scripts if isinstance(found, Sym) or is_open else read_scripts(parser)
    hint = "differentiate with respect to a symbol, a defined quantity or the value of a function"
    raise parser.error(token, "a symbol to differentiate by", shown(token), hint)


def _run(parser: Parser) -> str:
    """The letters that stand together from the one just passed."""
    at = parser.at
    words = parser.word_list
    end = min(parser.stop, at + _LONGEST_RUN)
    while at < end and words[at].kind == LETTER and not words[at].gap:
        at += 1
    return "".join(word.text for word in words[parser.at - 1 : at])


def _split(parser: Parser, token: Token, run: str) -> tuple[str, int]:
    """The first name in a run of letters, and its length."""
    long = _long_names(parser, run)
    if not any(run.startswith(name) for name in long):
        return token.text, 1
    ways = _ways(parser, run, long)
    words = [way for way in ways if any(part in _CALLED and arity_of(parser, part) is None for part in way)]
    if words and words[0][0] in _CALLED and arity_of(parser, words[0][0]) is None:
        hint = rf"write \{words[0][0]}, or a blank between the letters of a product"
        raise parser.error(token, "a product of letters or a function", repr(run), hint)
    if len(ways) > 1:
        shown_ways = " and ".join(" ".join(way) for way in ways[:2])
        hint = f"put blanks between the factors, or write \\mathrm{{{max(ways, key=lambda w: len(w[0]))[0]}}}"
        raise parser.error(token, "letters with one reading", f"{run!r}, which could be {shown_ways}", hint)
    return (ways[0][0], len(ways[0][0])) if ways else (token.text, 1)


def _long_names(parser: Parser, run: str) -> list[str]:
    """The names of several letters that stand in `run`, if one may stand at its beginning."""
    if parser.beginnings is None:
        known = {*parser.context.names(), *parser.bound, *_CALLED}
        parser.beginnings = {}
        for name in sorted(name for name in known if len(name) > 1 and name.isalpha()):
            parser.beginnings.setdefault(name[:2], []).append(name)
    if run[:2] not in parser.beginnings:
        return []
    return [name for names in parser.beginnings.values() for name in names if name in run]


def _ways(parser: Parser, run: str, long: list[str]) -> list[list[str]]:
    """Ways to split `run` into known names, at most two of them."""
    counts: list[list[list[str]]] = [[] for _ in range(len(run) + 1)]
    counts[len(run)] = [[]]
    for at in range(len(run) - 1, -1, -1):
        pieces = [name for name in long if run.startswith(name, at)]
        if arity_of(parser, run[at]) is not None or run[at] in _LETTERS:
            pieces.append(run[at])
        counts[at] = [[piece, *rest] for piece in pieces for rest in counts[at + len(piece)]][:2]
    return counts[0]


_CALLED = frozenset(
    {"ln", "lg", *(name for name in ARITY if len(name) > 2 and name not in ("delta", "gamma", "beta"))}
)


# -- a base with its scripts ---------------------------------------------------------------------


def _read(parser: Parser, token: Token, base: str) -> Term:
    function = FUNCTIONS.get(base)
    if function is not None and arity_of(parser, base) is None and token.kind == NAME:
        is_own = base in OWN_LETTERS and parser.peek().text not in ("(", "[", r"\{")
        if (not is_own or _is_delta(parser, base)) and not _is_declared_below(parser, base):
            if base == "gamma" and parser.words.source.text.startswith(r"\gamma", token.start):
                hint = r"the gamma function is \Gamma; declare gamma if it is another function, or a quantity"
                raise parser.error(token, "a known function or a declared name", r"\gamma", hint)
            return read_function(parser, token, function)
    scripts = read_scripts(parser)
    found = _resolved(parser, token, base, scripts)
    if scripts.above is None:
        return found
    if _took_order(parser, scripts, found) or (
        isinstance(found, Sym) and _took_above(parser, base, scripts, found)
    ):
        return found
    return _powered(parser, token, found, scripts.above)


def _is_declared_below(parser: Parser, base: str) -> bool:
    """Whether `base` with its scripts is a declared name, as `max_1` may be."""
    if parser.peek().kind != PRIMES and parser.peek().text not in ("_", "^"):
        return False
    at = parser.at
    scripts = read_scripts(parser)
    parser.at = at
    return any(matches(parser, _decorated(base, scripts), scripts))


def _is_delta(parser: Parser, base: str) -> bool:
    """Whether two indices stand below a delta that is not declared."""
    if base != "delta" or parser.peek().text != "_":
        return False
    at = parser.at + 1
    return parser.word_list[at].text == "{" and pair(parser, (at + 1, parser.partner[at])) is not None


def _powered(parser: Parser, token: Token, base: Term, span: Span) -> Term:
    words = parser.word_list
    if words[span[0]].text == "(" and parser.partner[span[0]] == span[1] - 1:
        hint = "x^{(k)} is an index or a derivative only where x is declared so; write x^k for a power"
        raise parser.error(words[span[0]], "a power without brackets", "a superscript in brackets", hint)
    exponent = power(parser, span)
    return Call("exp", (exponent,)) if base == Const("e") and token.kind == LETTER else Pow(base, exponent)


def power(parser: Parser, span: Span) -> Term:
    """The exponent in `span`."""
    token = parser.word_list[span[0]]
    if span[0] == span[1]:
        raise parser.error(token, "an exponent", "nothing")
    if span[1] == span[0] + 1 and token.text in NO_EXPONENTS:
        raise parser.error(token, "an exponent", shown(token), NO_EXPONENTS[token.text])
    return parser.value_in(span)


def _took_above(parser: Parser, base: str, scripts: Scripts, found: Sym) -> bool:
    """Whether the superscript is the last index of what was found, as in `x^{(k)}_i`."""
    above = bracketed_above(parser, scripts)
    named = matches(parser, _decorated(base, scripts), scripts)
    first = next((match for match in named if match.name == found.name), None)
    return above is not None and first is not None and bool(first.indices) and first.indices[-1] == above


def _decorated(base: str, scripts: Scripts) -> str:
    return base + "_prime" * scripts.primes + "_star" * scripts.star


def _resolved(parser: Parser, token: Token, base: str, scripts: Scripts) -> Term:
    """The symbol, constant or call that `base` with its scripts is, but for a power."""
    name = _decorated(base, scripts)
    if scripts.primes and not scripts.star and arity_of(parser, base) == FUNCTION:
        return call(parser, token, base, scripts)
    named = list(matches(parser, name, scripts))
    if len(named) > 1:
        names = " and ".join(f"{match.name!r} with {count(len(match.indices), 'index')}" for match in named)
        hint = "rename one of them: both are declared"
        raise parser.error(token, "a name with one meaning", f"one that could be {names}", hint)
    if not named:
        found = _dotted(parser, token, base, scripts) or _conjugated(parser, token, base, scripts)
        if found is None and arity_of(parser, base) == FUNCTION and orders_below(parser, base, scripts):
            found = call(parser, token, base, scripts)
        if found is not None:
            return found
        return _undeclared_or_constant(parser, token, base, name, scripts)
    match = named[0]
    if arity_of(parser, match.name) == FUNCTION:
        return call(parser, token, match.name, scripts._replace(below=None))
    found = symbol(match.name, tuple([_index(parser, span) for span in match.indices]))
    _refuse_call(parser, token, found)
    return found


def _dotted(parser: Parser, token: Token, base: str, scripts: Scripts) -> Term | None:
    r"""`\dot x(t)` and `\ddot x`, where `x` is a function and nothing else is declared under that name."""
    plain, dots = undotted(base)
    if not dots or scripts.primes or scripts.star or arity_of(parser, plain) != FUNCTION:
        return None
    return call(parser, token, plain, scripts, dots)


def _took_order(parser: Parser, scripts: Scripts, found: Term) -> bool:
    """Whether the superscript, if there is one, is the order of a derivative in a value of a function."""
    if not isinstance(found, Call) or found.name == CONJUGATE:
        return False
    return scripts.above is None or parser.word_list[scripts.above[0]].text == "("


def _conjugated(parser: Parser, token: Token, base: str, scripts: Scripts) -> Term | None:
    r"""`\bar z` and `z^*`, where neither is declared and `z` is a complex number; else None."""
    plain = base.removesuffix("_bar")
    if (plain == base) is not scripts.star:
        return None
    inner = scripts._replace(star=False)
    named = list(matches(parser, _decorated(plain, inner), inner))
    if len(named) != 1 or arity_of(parser, named[0].name) == FUNCTION:
        return None
    found = symbol(named[0].name, tuple([_index(parser, span) for span in named[0].indices]))
    if not is_complex(parser, found):
        return None
    _refuse_call(parser, token, found)
    return Call(CONJUGATE, (found,))


def _index(parser: Parser, span: Span) -> Term:
    signs = signs_in(parser, span)
    if signs:
        return _conditional_index(parser, span, parser.word_list[signs[0]])
    found = parser.value_in(span)
    letter = next((word for word in parser.word_list[span[0] : span[1]] if word.text == "i"), None)
    is_open = letter is not None and arity_of(parser, "i") is None
    if is_open and any(isinstance(part, Const) and part.name == "I" for part in walk(found)):
        hint = "declare it under indices; without a declaration i is the imaginary unit"
        raise parser.error(letter or parser.peek(), "a declared index", "'i'", hint)
    return found


def _conditional_index(parser: Parser, span: Span, sign: Token) -> Term:
    r"""The `k` of `y_{k=i}` and `y_{k \neq i}`: the rest is a condition on the whole text."""
    condition = parser.within(*span, parser.condition)
    if not isinstance(condition, Rel) or not isinstance(condition.left, Sym):
        raise parser.error(sign, "an index", "a condition")
    if parser.conditions is None or parser.bound.keys() & free_names(condition):
        hint = "write the index alone, and the condition beside the formula"
        raise parser.error(sign, "an index without a condition", shown(sign), hint)
    parser.conditions.append(condition)
    return condition.left


# -- what follows a symbol -----------------------------------------------------------------------


def _refuse_call(parser: Parser, token: Token, found: Sym) -> None:
    """Complain of `y_i(z)`, which looks like a function; a definition may mention what it depends on."""
    at = parser.at
    if not takes_call(parser):
        return
    inside = parser.word_list[at + 1 : parser.partner[at]]
    definition = parser.context.definitions.get(found.name)
    letters = {word.text for word in inside if word.kind in (LETTER, NAME)}
    if (
        definition is not None
        and found.name not in parser.bound
        and letters <= reach(parser, found.name) | parser.context.indices.keys()
    ):
        parser.at = parser.partner[at] + 1
        return
    name = parser.words.source.text[token.start : parser.word_list[at - 1].end]
    if "^" in name and parser.word_list[parser.partner[at] + 1].text == "^":
        return  # a product of two powers
    hint = f"{name!r} is no function; for a product write \\cdot, or leave the brackets out"
    raise parser.error(parser.word_list[at], "an operator", shown(parser.word_list[at]), hint)


def reach(parser: Parser, name: str) -> set[str]:
    """The names on which the definition `name` depends, however far."""
    seen: set[str] = set()
    stack = [name]
    while stack:
        definition = parser.context.definitions.get(stack.pop())
        for part in walk(definition.body) if definition is not None else ():
            if isinstance(part, (Sym, Call)) and part.name not in seen:
                seen.add(part.name)
                stack.append(part.name)
    return seen


# -- names without a meaning ---------------------------------------------------------------------


def _undeclared_or_constant(parser: Parser, token: Token, base: str, name: str, scripts: Scripts) -> Term:
    if base in LANDAU and parser.peek().text == "(" and arity_of(parser, base) is None:
        return read_order(parser, token)
    arity = arity_of(parser, name)
    if arity is not None and arity != FUNCTION:
        raise index_count(parser, token, name, arity, scripts)
    plain = not scripts.primes and not scripts.star and scripts.below is None
    if base in _LETTERS and plain:
        at = parser.at
        if takes_call(parser) or (parser.peek().text == "[" and at not in parser.words.related):
            hint = f"declare {base!r} as a function, or write \\cdot for a product"
            raise parser.error(token, "a known function", shown(token), hint)
        return _LETTERS[base]
    written = parser.words.source.text[token.start : max(parser.word_list[parser.at - 1].end, token.end)]
    shown_name = written if "\\" in written else repr(written)
    called = parser.peek().text == "("
    expected = "a known function" if called else "a declared name"
    raise parser.error(token, expected, shown_name, undeclared_hint(parser, base, name, called))
