"""SymPy's `Subs(f, x, a)`: the value of `f` at `x = a`, read as `f` with `a` in place of `x`.

The two are the same where putting a value in commutes with everything in `f`. It does with
arithmetic, functions, conditions, and with sums, products, integrals and limits, whose variables are
renamed where `a` mentions them. It does not, and the text is refused, with

* a derivative by `x`, except that of a generic function by its argument, which is a derivative at a
  point: `Subs(Derivative(f(t), t), t, a)` is `f'(a)`;
* another derivative that mentions `x`, unless `a` is a number: at `x = y`, `diff(x*y, y)` is `y`, but
  `diff(y*y, y)` is `2*y`;
* an integral without bounds, which is a function of its variable and of a constant that it hides;
* a definition that may depend on `x` without showing it.
"""

from __future__ import annotations

from derivcheck.errors import ReadError
from derivcheck.notation.forms import Site, count
from derivcheck.notation.lexer import NAME, Token
from derivcheck.notation.parser import Parser
from derivcheck.terms import Call, Diff, Integral, Sym, Term, free_names, substitute, walk

__all__ = ["MOST_PARTS", "read_subs"]

#: how many parts a substitution may lead to; nested ones would double them again and again
MOST_PARTS = 4000

#: how often `f'[99](x)` may be differentiated by one argument
_MOST_PRIMES = 99


def read_subs(parser: Parser, site: Site) -> Term:
    """`Subs(f, x, a)` for one symbol `x`, which is bound in `f` and nowhere else."""
    if len(site.spans) != 3:
        found = count(len(site.spans), "argument")
        raise parser.error(site.name, "3 arguments for 'Subs'", found, "write Subs(f, x, a)")
    body, variable, point = site.spans
    name = parser.lone(variable)
    if name is None or name.kind != NAME:
        first, hint = parser.words[variable[0]], "write Subs(f, x, a), for one symbol x"
        raise parser.error(first, "a symbol to replace", parser.quoted(variable), hint)
    before, value = parser.bound, parser.value_at(point)
    parser.bind(name, "variable")
    term = parser.value_at(body)
    parser.bound = before
    primed = _primed(parser, term, name.text, value)
    return primed if primed is not None else _replaced(parser, site, term, name, value)


def _replaced(parser: Parser, site: Site, term: Term, name: Token, value: Term) -> Term:
    obstacle = _obstacle(parser, term, name.text, value)
    if obstacle:
        raise _refused(parser, site, obstacle, "put the value in, and write the result")
    occurrences = sum(isinstance(part, Sym) and part.name == name.text for part in walk(term))
    if _parts(term) + occurrences * _parts(value) > MOST_PARTS:
        raise _refused(parser, site, "more", "name a part of it in definitions")
    return substitute(term, {name.text: value})


def _refused(parser: Parser, site: Site, found: str, hint: str) -> ReadError:
    limit = f"at most {MOST_PARTS} parts after the substitution"
    expected = limit if found == "more" else "an expression in which a value may be put"
    return parser.error(site.name, expected, found, hint)


def _parts(term: Term) -> int:
    return sum(1 for _ in walk(term))


def _primed(parser: Parser, term: Term, name: str, value: Term) -> Term | None:
    """`f'(value)`, if `term` is the derivative of a generic function by its argument `name`."""
    if not (isinstance(term, Diff) and len(term.variables) == 1 and isinstance(term.body, Call)):
        return None
    (variable, times), call = term.variables[0], term.body
    places = [place for place, argument in enumerate(call.args) if name in free_names(argument)]
    if call.name not in parser.context.functions or variable != Sym(name) or len(places) != 1:
        return None
    orders = list(call.primes or (0,) * len(call.args))
    orders[places[0]] += times
    if call.args[places[0]] != variable or orders[places[0]] > _MOST_PRIMES:
        return None
    args = [value if place in places else argument for place, argument in enumerate(call.args)]
    return Call(call.name, tuple(args), tuple(orders))


def _obstacle(parser: Parser, term: Term, name: str, value: Term) -> str:
    """What in `term` a value for `name` may not be put into, or ""."""
    context = parser.context
    may_hide = name in context.names()
    for part in walk(term):
        match part:
            case Diff(_, variables) if name in free_names(part):
                by = frozenset[str]().union(*(free_names(variable) for variable, _ in variables))
                if name in by or not _is_number(parser, value):
                    return f"a derivative that mentions {name!r}"
            case Integral(lower=None):
                return "an integral without bounds"
            case Sym(mentioned) | Call(mentioned) if may_hide and mentioned in context.definitions:
                if mentioned != name:
                    return f"the definition {mentioned!r}, which may depend on {name!r}"
    return ""


def _is_number(parser: Parser, value: Term) -> bool:
    """Whether `value` depends on nothing."""
    defined = parser.context.definitions
    return not free_names(value) and not any(
        isinstance(part, Call) and part.name in defined for part in walk(value)
    )
