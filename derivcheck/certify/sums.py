"""Which law to try on sums and products."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.audit.algebra import Monomial, Polynomial, added, spelled, value_of
from derivcheck.audit.replay import Replay
from derivcheck.audit.state import Scope
from derivcheck.audit.terms import NEGATIVE, Term, closed, depth_of, minus, number, opened, substituted, walk
from derivcheck.certify.steps import Step, by_law

__all__ = ["binder_steps"]

_SPLIT = "sum(f(k), k, a, b) = sum(f(k), k, a, c) + sum(f(k), k, c + 1, b) when whole(c), a <= c + 1, c <= b"
_EXCEPT = "sum(f(k), k, a, b, k != r) = sum(f(k), k, a, b) - f(r) when whole(r), a <= r, r <= b"
_DELTA = "sum(delta(k, r)*f(k), k, a, b) = "
_K, _ONE = ("name", "k"), number(1)


def binder_steps(replay: Replay, atom: Term, scope: Scope) -> Iterator[Step]:
    """Steps that may rewrite a sum or product."""
    if atom[0] == "prod":
        yield from _product(replay, atom, scope)
    elif atom[0] == "sum" and len(atom) == 6:
        yield from _guarded(replay, atom, scope)
    elif atom[0] == "sum":
        sum_ = _Sum(replay, atom, scope)
        for steps in (sum_.linear, sum_.contracted, sum_.constant, sum_.shifted, sum_.ends, sum_.exchanged):
            found = list(steps())
            yield from found
            if found:
                return


def _guarded(replay: Replay, atom: Term, scope: Scope) -> Iterator[Step]:
    body, guard = opened(atom, "k")
    if guard[0] == "!=":
        inner = (*scope, atom[3:5])
        form = replay.value(substituted(minus(*guard[1:]), {"k": ((), _open(inner))}), inner)
        place = _solved(form, _open(inner))
        if place is not None:
            yield by_law(_EXCEPT, scope, f_k=body, a=atom[3], b=atom[4], r=place)


def _open(inner: Scope) -> Term:
    return ("name", f"#{len(inner)}")


def _solved(form: Polynomial, variable: Term) -> Term | None:
    """Where `form = 0`, for a form in which the variable has the coefficient 1 or -1."""
    slope = form.get(((variable, 1),), Fraction(0))
    if abs(slope) != 1:
        return None
    return spelled(added({}, {m: c for m, c in form.items() if m != ((variable, 1),)}, -slope))


class _Sum:
    """A sum without a guard: its body as a polynomial under one more open index."""

    def __init__(self, replay: Replay, atom: Term, scope: Scope) -> None:
        self.replay, self.atom, self.scope = replay, atom, scope
        self.lower, self.upper = atom[3:5]
        (self.body,), self.inner = replay.entered(atom, scope)
        self.here = _open(self.inner)
        self.value = replay.value(self.body, self.inner)

    def in_k(self, polynomial: Polynomial) -> Term:
        return substituted(spelled(polynomial), {self.here[1]: ((), _K)})

    def over(self, lower: Term, upper: Term) -> Term:
        return closed("sum", "k", self.in_k(self.value), lower, upper)

    def linear(self) -> Iterator[Step]:
        """`sum(c*f + d*g) = c*sum(f) + d*sum(g)` for `c`, `d` without the index."""
        grouped: dict[Monomial, Polynomial] = {}
        for monomial, coefficient in self.value.items():
            own = tuple(pair for pair in monomial if _depth(pair) == len(self.inner))
            outside = tuple(pair for pair in monomial if _depth(pair) != len(self.inner))
            grouped[own] = added(grouped.get(own, {}), {outside: coefficient})
        ends = {"a": self.lower, "b": self.upper}
        if len(grouped) > 1:
            own = min(grouped, key=repr)
            one = self.replay.multiplied(grouped[own], {own: Fraction(1)})
            rest = added(self.value, one, -1)
            law = "sum(f(k) + g(k), k, a, b) = sum(f(k), k, a, b) + sum(g(k), k, a, b)"
            yield by_law(law, self.scope, f_k=self.in_k(one), g_k=self.in_k(rest), **ends)
        elif grouped and list(grouped.values()) != [{(): Fraction(1)}]:
            ((own, factor),) = grouped.items()
            law = "sum(c*f(k), k, a, b) = c*sum(f(k), k, a, b)"
            yield by_law(law, self.scope, c=spelled(factor), f_k=self.in_k({own: Fraction(1)}), **ends)

    def contracted(self) -> Iterator[Step]:
        if len(self.value) != 1:
            return
        ((monomial, coefficient),) = self.value.items()
        for each, exponent in monomial:
            if each[:2] == ("call", "delta") and exponent > 0:
                place = _solved(self.replay.value(minus(*each[2:]), self.inner), self.here)
                if place is not None:
                    rest = self.in_k({tuple(pair for pair in monomial if pair[0] != each): coefficient})
                    letters = {"f_k": rest, "r": place, "a": self.lower, "b": self.upper}
                    yield by_law(_DELTA + "f(r) when whole(r), a <= r, r <= b", self.scope, **letters)
                    yield by_law(_DELTA + "0 when r < a", self.scope, **letters)
                    yield by_law(_DELTA + "0 when r > b", self.scope, **letters)

    def constant(self) -> Iterator[Step]:
        if depth_of(self.body) < len(self.inner):
            law = "sum(c, k, a, b) = c*(b - a + 1) when b + 1 >= a"
            yield by_law(law, self.scope, c=self.body, a=self.lower, b=self.upper)

    def shifted(self) -> Iterator[Step]:
        """The smallest offset of an index becomes 0."""
        found = []
        for index in (index for part in walk(self.body) if part[0] == "name" for index in part[2:]):
            form = self.replay.value(index, self.inner)
            if form.get(((self.here, 1),)) == 1 and form.keys() <= {(), ((self.here, 1),)}:
                found.append(form.get((), Fraction(0)))
        move = min(found, default=Fraction(0))
        if move:
            law = "sum(f(k), k, a, b) = sum(f(k - c), k, a + c, b + c) when whole(c)"
            letters = {"f_k": self.in_k(self.value), "a": self.lower, "b": self.upper, "c": number(move)}
            yield by_law(law, self.scope, **letters)

    def ends(self) -> Iterator[Step]:
        """A range one longer or shorter: towards `1..n`; `S(a..b) = S(1..b) - S(1..a-1)`; an empty range."""
        replay, lower, upper = self.replay, self.lower, self.upper
        ends = {"f_k": self.in_k(self.value), "a": lower, "b": upper}
        size = value_of(replay.value(minus(upper, lower), self.scope))
        if size is not None and size < 0:
            yield by_law("sum(f(k), k, a, b) = 0 when b < a", self.scope, **ends)
            return
        if size == 0:
            yield by_law("sum(f(k), k, a, a) = f(a)", self.scope, f_k=ends["f_k"], a=lower)
            return
        start, last = value_of(replay.value(lower, self.scope)), replay.value(upper, self.scope)
        end = last.get((), Fraction(0))
        earlier, longer, shorter = (replay.spelled(part, self.scope) for part in (
            minus(lower, _ONE), ("+", upper, _ONE), minus(upper, _ONE)))  # fmt: skip
        if end > 0 or (value_of(last) is not None and start is not None):
            yield self._split(lower, upper, shorter)
        elif end < 0:
            yield self._split(lower, longer, upper)
        elif start is None and not replay.signs(earlier, self.scope) & NEGATIVE:
            yield self._split(_ONE, upper, earlier)
        elif start is not None and start > 1:
            yield self._split(earlier, upper, earlier)
        elif start is not None and start < 1:
            yield self._split(lower, upper, lower)

    def _split(self, lower: Term, upper: Term, place: Term) -> Step:
        """The sum from `lower` to `upper` in two, one of which is this sum: the equation gives this sum."""
        letters = {"f_k": self.in_k(self.value), "a": lower, "b": upper, "c": place}
        step = by_law(_SPLIT, self.scope, **letters)
        spelled_ = [self.replay.spelled(part, self.scope) for part in step.gives[1:]]
        if spelled_[0] == self.atom:
            return step
        following = self.replay.spelled(("+", place, _ONE), self.scope)
        parts = [self.over(lower, place), self.over(following, upper)]
        other = next(part for part in parts if self.replay.spelled(part, self.scope) != self.atom)
        gives = ("=", self.atom, minus(self.over(lower, upper), other))
        return Step(_SPLIT, self.scope, {**step.letters, "times": number(-1)}, gives)

    def exchanged(self) -> Iterator[Step]:
        """Sums over ranges that do not depend on each other, in one order."""
        if len(self.value) != 1:
            return
        ((monomial, coefficient),) = self.value.items()
        inner = len(self.inner)
        sums = [
            pair for pair in monomial if pair[0][0] == "sum" and pair[1] == 1 and depth_of(pair[0]) == inner
        ]
        if not sums or coefficient != 1 or len(sums[0][0]) == 6:
            return
        nested = sums[0][0]
        if any(depth_of(end) == inner for end in nested[3:5]):
            return
        (body,) = opened(nested, "l")
        factor = spelled({tuple(pair for pair in monomial if pair != sums[0]): coefficient})
        whole = substituted(("*", factor, body), {self.here[1]: ((), _K)})
        law = "sum(sum(f(k, l), l, c, d), k, a, b) = sum(sum(f(k, l), k, a, b), l, c, d)"
        letters = {"f_k_l": whole, "a": self.lower, "b": self.upper, "c": nested[3], "d": nested[4]}
        step = by_law(law, self.scope, **letters)
        if repr(self.replay.atom(step.gives[2], self.scope)) < repr(self.atom):
            yield step


def _depth(pair: tuple[Term, int]) -> int:
    return depth_of(spelled({(pair,): Fraction(1)}))


def _product(replay: Replay, atom: Term, scope: Scope) -> Iterator[Step]:
    if len(atom) == 6:
        return
    (body,) = opened(atom, "k")
    ends = {"a": atom[3], "b": atom[4]}
    if body == _ONE:
        yield by_law("prod(1, k, a, b) = 1", scope, **ends)
    elif "k" not in {part[1] for part in walk(body) if part[0] == "name"}:
        yield by_law("prod(c, k, a, b) = c^(b - a + 1) when b + 1 >= a", scope, c=body, **ends)
    elif body[:2] == ("call", "exp"):
        yield by_law("prod(exp(f(k)), k, a, b) = exp(sum(f(k), k, a, b))", scope, f_k=body[2], **ends)
    elif body[0] == "*":
        one, rest = body[1], ("*", *body[2:]) if len(body) > 3 else body[2]
        law = "prod(f(k)*g(k), k, a, b) = prod(f(k), k, a, b)*prod(g(k), k, a, b)"
        yield by_law(law, scope, f_k=one, g_k=rest, **ends)
