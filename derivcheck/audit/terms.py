"""Terms as a certificate writes them: nested lists, each a word for its kind and then its parts.

`["add", [["sym", "x", []], ["num", "1/2"]]]` is `x + 1/2`. Inside the auditor lists are tuples and numbers
are fractions. `SHAPES` says what follows each word; nothing else is read. On entry the variable of every
binder is renamed to `$h`, where `h` is one more than the highest in its body: so terms that are alike up to
the names of bound variables are equal. An open binder's variable is `#d`, with `d` its depth. What is
substituted has no free `$h`, so it cannot be captured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

__all__ = [
    "FAULTS", "ONE", "SHAPES", "ZERO", "RejectedError", "Term", "called", "dangling",
    "free_names", "height", "mapped", "name", "number", "parts", "read", "rebound",
    "spoken", "substituted", "walk", "written",
]  # fmt: skip

Term = tuple[Any, ...]

_BINDER = ("term", "name", "term", "term", "term?")
#: What follows the word of each kind of term.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "num": ("number",), "const": ("name",), "sym": ("name", "terms"), "neg": ("term",), "add": ("terms",),
    "mul": ("terms",), "div": ("term", "term"), "pow": ("term", "term"), "call": ("name", "terms", "counts"),
    "sum": _BINDER, "prod": _BINDER, "diff": ("term", "counted"), "cases": ("pairs", "term?"),
    "bracket": ("term",), "rel": ("name", "term", "term"), "and": ("terms",), "or": ("terms",),
    "not": ("term",), "integral": ("term", "name", "term?", "term?"),
    "limit": ("term", "name", "term"),
}  # fmt: skip
_BINDERS = {"sum": (1, 5), "prod": (1, 5), "integral": (1,), "limit": (1,)}
_DEEPEST, _LONGEST = 200, 2000


class RejectedError(Exception):
    """The certificate does not hold; says what was expected, what was found."""


def number(value: Fraction | int) -> Term:
    """The number as a term."""
    return ("num", Fraction(value))


def name(word: str, *indices: Term) -> Term:
    """A name with its indices as a term."""
    return ("sym", word, indices)


def called(function: str, *args: Term) -> Term:
    """A function at its arguments."""
    return ("call", function, args, ())


ZERO, ONE = number(0), number(1)


#: What a certificate that is none may raise in whoever takes it for one.
FAULTS = (
    RejectedError, RecursionError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError
)  # fmt: skip


# -- reading and writing --------------------------------------------------------------------------------


def read(value: Any, depth: int = 0) -> Term:
    """The term that JSON holds; raises `RejectedError` when it is none."""
    if not isinstance(value, list) or not value or depth > _DEEPEST or value[0] not in SHAPES:
        raise RejectedError(f"expected a term, found {str(value)[:60]!r}")
    if value[0] == "const" and value[1:2] and not str(value[1]).isidentifier():
        raise RejectedError(f"expected the name of a constant, found {str(value[1])[:60]!r}")
    shape = SHAPES[value[0]]
    if len(value) != len(shape) + 1:
        raise RejectedError(f"expected {len(shape)} parts of {value[0]!r}, found {len(value) - 1}")
    made = (value[0], *(_READ[kind](part, depth + 1) for kind, part in zip(shape, value[1:], strict=True)))
    return _apart(made) if made[0] in _BINDERS else made


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > _LONGEST:
        raise RejectedError(f"expected a list, found {str(value)[:60]!r}")
    return value


def _number(value: Any, _depth: int) -> Fraction:
    try:
        return Fraction(value if isinstance(value, str) and len(value) < 1000 else "?")
    except (ValueError, ZeroDivisionError):
        raise RejectedError(f"expected a number as text, found {str(value)[:60]!r}") from None


def _name(value: Any, _depth: int) -> str:
    if not isinstance(value, str) or not value:
        raise RejectedError(f"expected a name, found {str(value)[:60]!r}")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 99:
        raise RejectedError(f"expected a count, found {str(value)[:60]!r}")
    return value


def _pair(value: Any) -> list[Any]:
    if len(_list(value)) != 2:
        raise RejectedError("expected a pair")
    return list(value)


_READ: Mapping[str, Callable[[Any, int], Any]] = {
    "number": _number,
    "name": _name,
    "term": read,
    "term?": lambda value, depth: None if value is None else read(value, depth),
    "terms": lambda value, depth: tuple(read(part, depth) for part in _list(value)),
    "counts": lambda value, depth: tuple(map(_count, _list(value))),
    "counted": lambda value, depth: tuple((read(by, depth), _count(n)) for by, n in map(_pair, _list(value))),
    "pairs": lambda value, depth: tuple(
        (read(a, depth), read(b, depth)) for a, b in map(_pair, _list(value))
    ),
}


def read_exactly(value: Any) -> Term:
    """The term that JSON holds, in the auditor's own spelling."""
    term = read(value)
    if written(term) != value:
        raise RejectedError(f"expected a term in its one spelling, found {str(value)[:60]!r}")
    return term


def unread(value: Any) -> Any:
    """A term that `read` accepts with its bound variables as they were written, to be spoken."""
    if not isinstance(value, list):
        return value
    return ("num", Fraction(value[1])) if value[:1] == ["num"] else tuple(map(unread, value))


def written(term: Term) -> list[Any]:
    """The term as JSON; bound and open variables keep the auditor's names."""
    return [_list_of(part) for part in term]


def _list_of(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_list_of(inner) for inner in part]
    return str(part) if isinstance(part, Fraction) else part


# -- walking --------------------------------------------------------------------------------------------


def mapped(change: Callable[[Term], Term], term: Term) -> Term:
    """The term with `change` applied to each of its direct parts."""
    made: list[Any] = [term[0]]
    for kind, part in zip(SHAPES[term[0]], term[1:], strict=True):
        if kind in ("term", "term?"):
            made.append(None if part is None else change(part))
        elif kind == "terms":
            made.append(tuple(map(change, part)))
        elif kind == "counted":
            made.append(tuple((change(by), times) for by, times in part))
        elif kind == "pairs":
            made.append(tuple((change(a), change(b)) for a, b in part))
        else:
            made.append(part)
    return tuple(made)


def parts(term: Term) -> list[Term]:
    """The direct parts of a term."""
    found: list[Term] = []
    mapped(lambda part: found.append(part) or part, term)  # type: ignore[func-returns-value]
    return found


def walk(term: Term) -> Iterator[Term]:
    """The term and everything inside it."""
    yield term
    for part in parts(term):
        yield from walk(part)


def free_names(term: Term) -> frozenset[str]:
    """The names that occur and are not bound inside, those of functions included."""
    return frozenset(part[1] for part in walk(term) if part[0] in ("sym", "call") and part[1][0] != "$")


def height(term: Term) -> int:
    """The highest number of a bound variable in the term; 0 without one."""
    return max(
        (int(part[2][1:]) for part in walk(term) if part[0] in _BINDERS and part[2][0] == "$"), default=0
    )


def dangling(term: Term, bound: frozenset[str] = frozenset()) -> bool:
    """Whether a variable `$h` stands outside of its binder."""
    if term[0] == "sym" and term[1][0] == "$":
        return term[1] not in bound
    inside = _BINDERS.get(term[0], ())
    more = bound | {term[2]} if inside else bound
    if not inside:
        return any(dangling(part, bound) for part in parts(term))
    places = ((place, part) for place, part in enumerate(term) if isinstance(part, tuple))
    return any(dangling(part, more if place in inside else bound) for place, part in places)


def substituted(term: Term, images: Mapping[str, Term]) -> Term:
    """The term with names without indices replaced, all at once."""
    if term[0] == "sym" and not term[2]:
        return images.get(term[1], term)
    if term[0] in ("num", "const"):
        return term
    if term[0] in _BINDERS and term[2] in images:  # it hides the name in its body, not in its bounds
        inner = {key: image for key, image in images.items() if key != term[2]}
        inside = _BINDERS[term[0]]
        return tuple(
            substituted(part, inner if place in inside else images) if isinstance(part, tuple) else part
            for place, part in enumerate(term)
        )
    return mapped(lambda part: substituted(part, images), term)


def _apart(term: Term) -> Term:
    """A binder whose variable is renamed to the first number that its body does not bind."""
    inside = [term[place] for place in _BINDERS[term[0]] if term[place] is not None]
    new = f"${1 + max(map(height, inside))}"
    images = {term[2]: name(new)}
    made = [
        substituted(part, images) if place in _BINDERS[term[0]] and part is not None else part
        for place, part in enumerate(term)
    ]
    return (*made[:2], new, *made[3:])


def rebound(term: Term) -> Term:
    """The term with all bound variables in their own names."""
    made = mapped(rebound, term)
    return _apart(made) if made[0] in _BINDERS else made


# -- speaking -------------------------------------------------------------------------------------------

_WORDS = {"add": " + ", "mul": "*", "div": "/", "pow": "^", "and": " and ", "or": " or "}


def spoken(term: Term) -> str:
    """The term as text in which every operation stands in brackets.

    >>> spoken(("add", (name("x"), ("div", number(1), number(2)))))
    '(x + (1/2))'
    """
    match term:
        case ("num", value):
            return f"({value})" if value < 0 or value.denominator != 1 else str(value)
        case ("const", word) | ("sym", word, ()):
            return str(word)
        case ("sym", word, args):
            return f"{word}[{_listed(args)}]"
        case ("call", word, args, counts):
            return f"{word}{list(counts) if any(counts) else ''}({_listed(args)})"
        case ("add" | "mul" | "and" | "or" as kind, args):
            return f"({_WORDS[kind].join(map(spoken, args))})"
        case ("div" | "pow" as kind, left, right):
            return f"({spoken(left)}{_WORDS[kind]}{spoken(right)})"
        case ("neg", part):
            return f"(-{spoken(part)})"
        case ("rel", op, left, right):
            return f"{spoken(left)} {op} {spoken(right)}"
        case (kind, *rest):
            return f"{kind}({_listed(_flat(rest))})"
        case _:
            raise RejectedError("expected a term")


def _flat(rest: Any) -> Iterator[Any]:
    for part in rest:
        if isinstance(part, tuple) and (not part or part[0] not in SHAPES):
            yield from _flat(part)
        else:
            yield part


def _listed(args: Any) -> str:
    return ", ".join(spoken(arg) if isinstance(arg, tuple) else str(arg) for arg in args)
