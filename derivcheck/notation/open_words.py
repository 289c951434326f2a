"""SymPy's words that stay free for declarations: `root`, `Subs`, `zeta`, `True`, …

Whatever is declared under such a name is what it means, be it a symbol, an index, a size or a function;
and a name that is not called and not declared is an error, as for any other name. `root(x, n)` is
`x^(1/n)` and `cbrt(x)` is `x^(1/3)`, as in SymPy, so the base is not negative. `True` and `False` are the
conditions `0 = 0` and `0 != 0`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from derivcheck.notation.forms import Form, Site, between, count, read_bound
from derivcheck.notation.hypergeometric import read_hyper, read_hyper_of
from derivcheck.notation.parser import Parser
from derivcheck.notation.substitution import read_subs
from derivcheck.terms import Add, Call, Const, Div, Pow, Rel, Term, integer
from derivcheck.terms.functions import NAMED, OPEN_CONSTANTS

__all__ = ["OPEN", "OPEN_FORMS", "OPEN_SPELLINGS", "OPEN_VALUES", "TRUTH"]


def _read_root(parser: Parser, site: Site) -> Term:
    """`root(x, n)`; a third argument would choose a branch."""
    _check(parser, site, 2)
    base, order = (parser.value_at(span) for span in site.spans)
    return Pow(base, Div(integer(1), order))


def _read_cube_root(parser: Parser, site: Site) -> Term:
    _check(parser, site, 1)
    return Pow(parser.value_at(site.spans[0]), Div(integer(1), integer(3)))


def _check(parser: Parser, site: Site, wanted: int) -> None:
    found = len(site.spans)
    if found != wanted:
        expected = f"{between(wanted, wanted)} for {site.name.text!r}"
        raise parser.error(site.name, expected, count(found, "argument"))


def _read_order(parser: Parser, site: Site) -> Term:
    """`O(x^n)`, which is about `x` close to 0, and `O(g, x, a)` or SymPy's `O(g, (x, a))`."""
    found = len(site.spans)
    if not 1 <= found <= 3:
        raise parser.error(
            site.name, "1 to 3 arguments for 'O'", count(found, "argument"), "write O(g, x, a)"
        )
    size, *rest = site.spans
    pair = parser.tuple_at(rest[0]) if len(rest) == 1 else None
    rest = rest if pair is None else pair
    if len(rest) > 2:
        raise parser.error(site.name, "a variable and the point that it tends to", count(len(rest), "part"))
    point = [read_bound(parser, span) for span in rest[1:]]
    return Call("O", (*[parser.value_at(span) for span in (size, *rest[:1])], *point))


OPEN_FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "root": _read_root,
        "cbrt": _read_cube_root,
        "Subs": read_subs,
        "O": _read_order,
        "hyper": read_hyper,
        "hyp0f1": read_hyper_of(0, 1),
        "hyp1f1": read_hyper_of(1, 1),
        "hyp2f1": read_hyper_of(2, 1),
    }
)

#: another name -> the name in `NAMED`
OPEN_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "rf": "RisingFactorial",
        "ff": "FallingFactorial",
        "levicivita": "LeviCivita",
        "Eijk": "LeviCivita",
    }
)

TRUTH: Mapping[str, Term] = MappingProxyType(
    {"True": Rel("=", integer(0), integer(0)), "False": Rel("!=", integer(0), integer(0))}
)

#: words that stand alone
OPEN_VALUES: Mapping[str, Term] = MappingProxyType(
    {
        **TRUTH,
        **{name: Const(name) for name in OPEN_CONSTANTS},
        "GoldenRatio": Div(Add((integer(1), Call("sqrt", (integer(5),)))), integer(2)),
    }
)

OPEN = frozenset({*OPEN_FORMS, *OPEN_SPELLINGS, *OPEN_VALUES, *NAMED})
