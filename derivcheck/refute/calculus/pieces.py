"""Integrands that are put together from pieces: `abs`, `sign`, `max`, `min`, `heaviside`, cases.

Such a part has one form where its *switch* (`x` in `abs(x)`, `a - b` in `max(a, b)` and in `a < b`) is
positive and another where that is negative. A range is cut where the switch changes its sign: exactly, if it
is linear in the variable and the place is a rational number; else the range is halved until only narrow gaps
are left where the sign is not known. On every piece the form that holds there stands in the place of the
part; in a gap the integrand has the value of one form or the other. Single points do not matter.

A derivative by a parameter may move the cuts, so the switch must then have one sign on the closed range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from flint import arb, fmpq

from derivcheck.frozen import frozen, replace
from derivcheck.refute.arithmetic.clock import tick
from derivcheck.refute.arithmetic.duals import Dual, Value, plain
from derivcheck.refute.arithmetic.numbers import Number, ball, sign
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.along import sign_along
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Integral,
    Limit,
    Neg,
    Not,
    Or,
    Rel,
    Term,
    children,
    free_names,
    integer,
    map_children,
    walk,
)  # fmt: skip

__all__ = ["Piece", "far_out", "is_in_pieces", "pieces"]

_CALLS = ("abs", "sign", "max", "min", "heaviside")
#: Ranges are halved so often, and so many balls are looked at.
_DEEPEST, _MOST_BALLS = 60, 1500
_MOST_PIECES = 400
_TRUE, _FALSE = Rel("=", integer(0), integer(0)), Rel("!=", integer(0), integer(0))


@frozen
class Piece:
    """One or, in a gap, two forms of the integrand between two numbers."""

    forms: tuple[Term, ...]
    low: Number
    high: Number


@lru_cache(maxsize=512)
def is_in_pieces(term: Term, name: str) -> bool:
    """Whether something in `term` that varies with `name` has several forms."""
    several = (part for part in walk(term) if isinstance(part, Cases | Bracket) or _is_call(part))
    return any(name in free_names(part) for part in several)


def _is_call(term: Term) -> bool:
    return isinstance(term, Call) and term.name in _CALLS


def pieces(scope: Scope, body: Term, name: str, local: Local, low: Number, high: Number) -> Iterator[Piece]:
    """The integrand on the parts of the range from `low` up to `high`.

    Raises:
        Undecidable: where a switch changes its sign could not be found.
        Undefined: no case applies on a part of the range.

    """
    waiting = [Piece((body,), low, high)]
    for _ in range(_MOST_PIECES):
        if not waiting:
            return
        here = waiting.pop()
        switch = next((found for form in here.forms for found in _switches(form, name)), None)
        if switch is None:
            yield here
        elif len(here.forms) > 1:
            waiting.append(_Cutter(scope, switch, name, local).uncut(here))
        else:
            waiting += _Cutter(scope, switch, name, local).cut(here)
    raise Undecidable("an integrand of many pieces")


def far_out(body: Term, name: str, sign: Callable[[Term], int]) -> Term:
    """The form that the integrand has where each switch has the sign that is told."""
    while (switch := next(_switches(body, name), None)) is not None:
        body = _with_sign(body, switch, sign(switch))
    return body


# -- switches ----------------------------------------------------------------------------------------


def _switches(term: Term, name: str) -> Iterator[Term]:
    """What decides between the forms of the parts that vary with `name`, of inner parts first."""
    if name not in free_names(term) or not is_in_pieces(term, name):
        return
    for part in () if isinstance(term, Cases | Bracket) else children(term):
        yield from _switches(part, name)
    match term:
        case Call(called, (arg,)) if called in _CALLS:
            yield arg
        case Call("max" | "min", (first, second, *_)):
            yield Add((first, Neg(second)))
        case Cases(((_, condition), *_), _) | Bracket(condition):
            yield from _of_condition(condition)
        case Integral() | Big() | Limit():
            raise Outside(f"an integral over {type(term).__name__.lower()} of what has several forms")


def _of_condition(condition: Term) -> Iterator[Term]:
    """The switches of a condition, also those that do not vary."""
    match condition:
        case Rel(left=left, right=right) if condition not in (_TRUE, _FALSE):
            yield Add((left, Neg(right)))
        case And(args) | Or(args):
            for arg in args:
                yield from _of_condition(arg)
        case Not(arg):
            yield from _of_condition(arg)


def _with_sign(term: Term, switch: Term, sign: int) -> Term:
    """The form of `term` where the switch has this sign."""
    term = map_children(lambda part: _with_sign(part, switch, sign), term)
    match term:
        case Call("abs", (arg,)) if arg == switch:
            return arg if sign > 0 else Neg(arg)
        case Call("sign", (arg,)) if arg == switch:
            return integer(sign)
        case Call("heaviside", (arg,)) if arg == switch:
            return integer(int(sign > 0))
        case Call("max" | "min" as called, (first, second, *rest)) if Add((first, Neg(second))) == switch:
            kept = first if (sign > 0) == (called == "max") else second
            return Call(called, (kept, *rest)) if rest else kept
        case Rel(op, left, right) if Add((left, Neg(right))) == switch:
            return _TRUE if _HOLDS[op](sign) else _FALSE
        case And(args):
            return _FALSE if _FALSE in args else _TRUE if set(args) == {_TRUE} else term
        case Or(args):
            return _TRUE if _TRUE in args else _FALSE if set(args) == {_FALSE} else term
        case Not(arg) if arg in (_TRUE, _FALSE):
            return _FALSE if arg == _TRUE else _TRUE
        case Bracket(condition) if condition in (_TRUE, _FALSE):
            return integer(int(condition == _TRUE))
        case Cases(branches, otherwise):
            return _first_case(branches, otherwise)
        case _:
            return term


def _first_case(branches: tuple[tuple[Term, Term], ...], otherwise: Term | None) -> Term:
    """Cases without those that are known not to apply."""
    left = [branch for branch in branches if branch[1] != _FALSE]
    if left and left[0][1] == _TRUE:
        return left[0][0]
    if left:
        return Cases(tuple(left), otherwise)
    if otherwise is None:
        raise Undefined("no case applies")
    return otherwise


_HOLDS: Mapping[str, Callable[[int], bool]] = {
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


# -- cuts --------------------------------------------------------------------------------------------


class _Cutter:
    """Cuts ranges where one switch changes its sign."""

    def __init__(self, scope: Scope, switch: Term, name: str, local: Local) -> None:
        self.scope, self.switch, self.name, self.local = scope, switch, name, dict(local)

    def cut(self, here: Piece) -> list[Piece]:
        """The piece, or the parts of it, with the forms that hold there."""
        if self._is_varied(here) and not all(map(self._is_away, (here.low, here.high))):
            raise Outside("a derivative of an integral whose pieces move")
        if self.name not in free_names(self.switch):
            return [self._formed(here, sign(plain(self._at(here.low))))]
        root = self._root(here)
        whole = 0 if root is not None else self._sign(here)
        if whole:
            return [self._formed(here, whole)]
        if self._is_varied(here):
            raise Outside("a derivative of an integral whose pieces move")
        if root is not None:
            parts = replace(here, high=root), replace(here, low=root)
            signs = [self._sign(part) for part in parts]
            if all(signs):
                return [self._formed(part, each) for part, each in zip(parts, signs, strict=True)]
        return self._halved(here)

    def uncut(self, here: Piece) -> Piece:
        """A gap, with the forms that hold in all of it."""
        whole = 0 if self._is_varied(here) else self._sign(here)
        if not whole:
            raise Undecidable("an integrand whose pieces lie close together")
        return self._formed(here, whole)

    def _formed(self, here: Piece, *signs: int) -> Piece:
        forms = [_with_sign(form, self.switch, sign) for form in here.forms for sign in signs]
        return replace(here, forms=tuple(dict.fromkeys(forms)))

    def _at(self, value: Number) -> Value:
        self.local[self.name] = value
        return self.scope.machine.rule(self.scope, self.switch, self.local)

    def _is_varied(self, here: Piece) -> bool:
        """Whether the switch hangs on what a derivative is taken by."""
        return isinstance(self._at((ball(here.low) + ball(here.high)) / 2), Dual)

    def _is_away(self, end: Number) -> bool:
        """Whether the switch is certainly not 0 at an end of the range."""
        value = self._quietly(end)
        number = None if value is None else plain(value)
        return isinstance(number, fmpq | arb) and bool(number > 0 or number < 0)

    def _sign(self, here: Piece) -> int:
        """The sign inside the whole range, or 0."""
        try:
            return sign_along(self.scope, self.switch, self.name, self.local, here.low, here.high)
        except Undecidable as doubt:
            if isinstance(doubt, Outside):
                raise
            return 0

    def _root(self, here: Piece) -> fmpq | None:
        """A rational number inside the range at which the switch is 0, as one that is linear has it."""
        start, stop = (self._quietly(fmpq(place)) for place in (0, 1))
        if not isinstance(start, fmpq) or not isinstance(stop, fmpq) or start == stop:
            return None
        root = start / (start - stop)
        inside = ball(here.low) < root and ball(here.high) > root
        value = self._quietly(root) if inside else None
        return root if isinstance(value, fmpq) and value == 0 else None

    def _quietly(self, value: Number) -> Value | None:
        try:
            return self._at(value)
        except (Undecidable, Undefined):
            return None

    def _halved(self, here: Piece) -> list[Piece]:
        """Pieces where the sign is known, and narrow gaps between them."""
        low, width = ball(here.low), ball(here.high) - ball(here.low)  # balls, so that the parts join
        waiting = [(fmpq(0), fmpq(1), 0)]
        found: list[tuple[tuple[int, ...], fmpq, fmpq]] = []
        for _ in range(_MOST_BALLS):
            if not waiting:
                return [
                    self._formed(replace(here, low=low + width * left, high=low + width * right), *signs)
                    for signs, left, right in found
                ]
            tick()
            start, stop, depth = waiting.pop()
            signs = self._signs_on((low + width * start).union(low + width * stop))
            if len(signs) == 2 and depth < _DEEPEST:
                middle = (start + stop) / 2
                waiting += [(middle, stop, depth + 1), (start, middle, depth + 1)]
            elif found and found[-1][0] == signs:
                found[-1] = (signs, found[-1][1], stop)
            else:
                found.append((signs, start, stop))
        raise Undecidable("an integrand whose pieces could not be told apart", sharpen=True)

    def _signs_on(self, where: arb) -> tuple[int, ...]:
        value = self._quietly(where)
        number = None if value is None else plain(value)
        if not isinstance(number, fmpq | arb) or not (number > 0 or number < 0):
            return 1, -1
        return (1,) if number > 0 else (-1,)
