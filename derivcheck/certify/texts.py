"""Terms of the auditor as texts that it reads back to the same terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from derivcheck.audit.terms import BINDERS, RELATIONS, Term, free_names, opened

__all__ = ["text_of"]

_RELATION, _SUM, _PRODUCT, _POWER, _ATOM = 4, 5, 6, 9, 10


def text_of(term: Term, level: int = 0) -> str:
    """The text of a term, in brackets where it binds less tightly than `level`.

    >>> from derivcheck.audit.terms import read
    >>> text_of(read("sum(-(x[k] - 1/2)^2*y, k, 1, n)"))
    'sum(-(x[k1] - 1/2)^2*y, k1, 1, n)'
    """
    written, own = _written(term)
    return f"({written})" if own < level else written


def _written(term: Term) -> tuple[str, int]:
    """The text without brackets around it, and how tightly it binds."""
    head, *parts = term
    if head in BINDERS:
        return _binder(term), _ATOM
    if head in RELATIONS:
        return f"{text_of(parts[0], _SUM)} {head} {text_of(parts[1], _SUM)}", _RELATION
    match head:
        case "num":
            value = parts[0]
            return str(value), _SUM if value < 0 else _POWER if value.denominator == 1 else _PRODUCT
        case "+":
            return _sum(parts), _SUM
        case "*":
            return "*".join(text_of(part, _PRODUCT + 1) for part in parts), _PRODUCT
        case "name":
            return parts[0] + (f"[{_listed(parts[1:])}]" if parts[1:] else ""), _ATOM
        case "cases":
            return f"cases({text_of(parts[0])} if {_listed(parts[1:])})", _ATOM
    return _FORMS[head](*parts)


_FORMS: Mapping[str, Callable[..., tuple[str, int]]] = {
    "-": lambda part: (f"-{text_of(part, _PRODUCT)}", _SUM),
    "/": lambda above, below: (f"{text_of(above, _PRODUCT + 1)}/{text_of(below, _PRODUCT + 1)}", _PRODUCT),
    "^": lambda base, exponent: (f"{text_of(base, _ATOM)}^{text_of(exponent, _POWER)}", _POWER - 1),
    "call": lambda word, *parts: (f"{word}({_listed(parts)})", _ATOM),
    "diff": lambda *parts: (f"diff({_listed(parts)})", _ATOM),
    "bracket": lambda part: (f"[{text_of(part)}]", _ATOM),
    "and": lambda one, two: (f"{text_of(one, _RELATION)} and {text_of(two, _RELATION)}", 1),
    "or": lambda one, two: (f"{text_of(one, _RELATION)} or {text_of(two, _RELATION)}", 1),
    "not": lambda part: (f"not {text_of(part, _SUM)}", 3),
}


def _sum(parts: Sequence[Term]) -> str:
    made = text_of(parts[0], _SUM)
    for part in parts[1:]:
        written, own = _written(part)
        if written[0] == "-" and own == _SUM and part[0] != "+":
            made += f" - {written[1:]}"
        else:
            made += f" + {text_of(part, _PRODUCT)}"
    return made


def _listed(parts: Sequence[Term]) -> str:
    return ", ".join(map(text_of, parts))


def _binder(term: Term) -> str:
    word = "k" + term[1][1:]
    while word in free_names(("and", *term[2:])):
        word += "_"
    body, *guard = opened(term, word)
    return f"{term[0]}({_listed((body, ('name', word), *term[3:5], *guard))})"
