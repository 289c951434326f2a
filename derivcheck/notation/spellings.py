"""SymPy's own spellings, so that what SymPy prints can be pasted.

Each is a row: another name for a function or a constant, or a reader for a form. Nothing of SymPy
runs here, and nothing is evaluated: `Rational(1, 2)` is the quotient 1/2 as written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from derivcheck.notation.forms import (
    Form,
    Site,
    between,
    count,
    read_big,
    read_diff,
    read_integral,
    read_limit,
)
from derivcheck.notation.parser import Parser
from derivcheck.terms import Add, And, Call, Cases, Div, Mul, Not, Or, Pow, Rel, Term

__all__ = ["CONSTANT_SPELLINGS", "FUNCTION_SPELLINGS", "SPELLED_FORMS"]

CONSTANT_SPELLINGS: Mapping[str, str] = MappingProxyType({"E": "e"})

FUNCTION_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "Abs": "abs",
        "Heaviside": "heaviside",
        "Max": "max",
        "Min": "min",
        "Mod": "mod",
        **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    }
)


def _values(parser: Parser, site: Site, fewest: int, most: int | None) -> tuple[Term, ...]:
    _check(parser, site, fewest, most)
    return tuple([parser.value_at(span) for span in site.spans])


def _conditions(parser: Parser, site: Site, fewest: int, most: int | None) -> tuple[Term, ...]:
    _check(parser, site, fewest, most)
    return tuple([parser.condition_at(span) for span in site.spans])


def _check(parser: Parser, site: Site, fewest: int, most: int | None, hint: str = "") -> None:
    found = len(site.spans)
    if found < fewest or (most is not None and found > most):
        wanted = f"{between(fewest, most)} for {site.name.text!r}"
        raise parser.error(site.name, wanted, count(found, "argument"), hint)


def _many(make: Callable[[tuple[Term, ...]], Term]) -> Form:
    def read(parser: Parser, site: Site) -> Term:
        args = _values(parser, site, 1, None)
        return args[0] if len(args) == 1 else make(args)

    return read


def _two(make: Callable[[Term, Term], Term]) -> Form:
    return lambda parser, site: make(*_values(parser, site, 2, 2))


def _joined(make: Callable[[tuple[Term, ...]], Term]) -> Form:
    def read(parser: Parser, site: Site) -> Term:
        args = _conditions(parser, site, 1, None)
        return args[0] if len(args) == 1 else make(args)

    return read


def _relation(op: str) -> Form:
    return _two(lambda left, right: Rel(op, left, right))


def _read_rational(parser: Parser, site: Site) -> Term:
    return _values(parser, site, 1, 1)[0] if len(site.spans) == 1 else _two(Div)(parser, site)


def _read_not(parser: Parser, site: Site) -> Term:
    return Not(*_conditions(parser, site, 1, 1))


def _read_log(parser: Parser, site: Site) -> Term:
    """`log(x)`, and `log(x, b)` with the base last, as the quotient that it is."""
    logarithms = [Call("log", (value,)) for value in _values(parser, site, 1, 2)]
    return logarithms[0] if len(logarithms) == 1 else Div(*logarithms)


def _read_delta(parser: Parser, site: Site) -> Term:
    """`KroneckerDelta(i, j)`. A range after it means two things: SymPy takes indices outside to give 0,
    and when it sums, it takes none to be outside.
    """
    hint = "write delta(i, j), or the range as a condition: [i = j and a <= i and i <= b]"
    _check(parser, site, 2, 2, hint if len(site.spans) == 3 else "")
    return Call("delta", _values(parser, site, 2, 2))


def _read_piecewise(parser: Parser, site: Site) -> Term:
    """`Piecewise((a, cond), (b, True))`"""
    _check(parser, site, 1, None)
    branches: list[tuple[Term, Term]] = []
    for place, span in enumerate(site.spans):
        pair = parser.tuple_at(span)
        if pair is None or len(pair) != 2:
            first = parser.words[span[0]]
            raise parser.error(first, "a pair (value, condition)", parser.shown(first))
        value, last = parser.value_at(pair[0]), parser.lone(pair[1])
        if last is None or last.text != "True":
            branches.append((value, parser.condition_at(pair[1])))
        elif place == len(site.spans) - 1:
            return Cases(tuple(branches), value) if branches else value
        else:
            raise parser.error(last, "a condition here, and True only in the last pair", "'True'")
    return Cases(tuple(branches))


SPELLED_FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "Sum": read_big("sum"),
        "Product": read_big("prod"),
        "Derivative": read_diff,
        "Integral": read_integral,
        "Limit": read_limit,
        "Piecewise": _read_piecewise,
        "Rational": _read_rational,
        "KroneckerDelta": _read_delta,
        **dict.fromkeys(("log", "ln"), _read_log),
        "Add": _many(Add),
        "Mul": _many(Mul),
        "Pow": _two(Pow),
        "Eq": _relation("="),
        "Ne": _relation("!="),
        "Lt": _relation("<"),
        "Le": _relation("<="),
        "Gt": _relation(">"),
        "Ge": _relation(">="),
        "And": _joined(And),
        "Or": _joined(Or),
        "Not": _read_not,
    }
)
