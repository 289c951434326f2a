"""Assumptions about functions: what they say at a point, and what they say around it.

*Jets.* A smooth function `y` may have any value and any derivatives at a point (Borel's lemma). So where a
claim and its assumptions have `y` at one symbol `x` alone, `y(x)`, `diff(y(x), x)`, … are independent
numbers, and the claim is one about these: each becomes a symbol, and `diff(b, x)` the total derivative,
by the chain rule `db/dx + db/dy(x) * y'(x) + db/dy'(x) * y''(x) + …`.

*Two readings.* `x^2 + y(x)^2 = 1` may be meant at the one `x`, or for every `x`, and then its derivatives
hold as well. What is proved at the one `x` holds under both readings. What fails there counts as wrong
only if it fails under the other reading, too; else there is no verdict.

*Around a point.* Let `E = 0` be the equation, and let the highest derivative in it have order `m`. A jet up
to order `m + k` that satisfies `E = 0` and its first `k` total derivatives, where the partial derivative
of `E` by that highest one is not 0, belongs to a function that satisfies `E = 0` around `x`: solve for
the highest derivative by the implicit function theorem, then the differential equation. For the
other functions in it any smooth ones will do. Where an inequality is strict at the point it holds around
it. Of several equations nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derivcheck.frozen import frozen, replace
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    Add,
    And,
    Call,
    Diff,
    Mul,
    Neg,
    Nth,
    Partial,
    Rel,
    Sym,
    Term,
    bound_name,
    free_names,
    integer,
    is_for_all,
    map_children,
    walk,
)  # fmt: skip

__all__ = ["AtPoint", "about_functions", "at_point"]

_ZERO = integer(0)
_PRIME = "'"


@frozen
class AtPoint:
    """A claim about functions as one about their jets.

    `around` is the same where the assumptions are to hold around the point; None where that is not known to
    be possible.
    """

    claim: Claim
    around: Claim | None


class _Elsewhere(Exception):  # noqa: N818 - an event, not a mistake
    """A function that stands at more than one symbol, under a binder, or where it is differentiated by."""


def about_functions(context: Context) -> tuple[Term, ...]:
    """The assumptions that mention a declared function at something that may vary."""
    if not context.functions:
        return ()
    return tuple(each for each in context.assumptions if any(_calls(each, context)))


def at_point(claim: Claim) -> AtPoint | None:
    """The claim on jets; None where a function stands at several places."""
    context = claim.context
    terms = (claim.left, claim.right, *context.assumptions)
    if any(any(_calls(each.body, context)) for each in context.definitions.values()):
        return None
    try:
        jets = _Jets(context, _places(terms, context))
        left, right = jets.read(claim.left), jets.read(claim.right)
        said = _Said(jets, dict(jets.orders), context.assumptions)
        around = said.around()
    except _Elsewhere:
        return None
    plain = Claim(left, right, jets.context(said.here), claim.op)
    return AtPoint(plain, None if around is None else replace(plain, context=jets.context(around)))


def _calls(term: Term, context: Context) -> Iterator[Call]:
    for part in walk(term):
        if isinstance(part, Call) and part.name in context.functions and any(map(free_names, part.args)):
            yield part


def _places(terms: Iterable[Term], context: Context) -> dict[str, str]:
    """Each function with the one symbol that it stands at in all of the terms."""
    parts = [part for term in terms for part in walk(term)]
    bound = {bound_name(part) for part in parts}
    found: dict[str, str] = {}
    for part in parts:
        if not (isinstance(part, Call) and part.name in context.functions):
            continue
        match part.args:
            case (Sym(at, ()),) if at in context.symbols and at not in bound:
                if not context.symbols[at].domain.is_open or found.setdefault(part.name, at) != at:
                    raise _Elsewhere
            case _:
                raise _Elsewhere
    return found


class _Jets:
    """The symbols that stand for functions and their derivatives at a point."""

    def __init__(self, context: Context, at: Mapping[str, str]) -> None:
        self.base, self.at = context, at
        self.names: dict[str, tuple[str, int]] = {}
        self.orders: dict[str, int] = {}  # the highest so far

    def symbol(self, function: str, order: int) -> Sym:
        """The symbol for this derivative of a function."""
        name = f"{function}{_PRIME * order}({self.at[function]})"
        self.names[name] = function, order
        self.orders[function] = max(order, self.orders.get(function, 0))
        return Sym(name)

    def context(self, assumptions: Iterable[Term]) -> Context:
        """The context with these symbols in the place of the functions."""
        made = {}
        for name, (function, order) in self.names.items():
            positive = self.base.functions[function].positive and order == 0
            made[name] = Symbol(name, (), Domain.POSITIVE if positive else Domain.REAL)
        symbols = {**self.base.symbols, **made}
        return replace(self.base, symbols=symbols, functions={}, assumptions=tuple(assumptions))

    def read(self, term: Term) -> Term:
        """The term with the symbols in it."""
        match term:
            case Call(name, _, primes) if name in self.base.functions:
                return self.symbol(name, sum(primes))
            case Diff(body, variables):
                made = self.read(body)
                for by, times in variables:
                    for _ in range(times):
                        made = self.rate(made, by)
                return made
            case Nth() | Partial():
                raise _Elsewhere
            case _:
                return map_children(self.read, term)

    def rate(self, term: Term, by: Term) -> Term:
        """The total derivative."""
        total: list[Term] = [Diff(term, ((by, 1),))]
        if isinstance(by, Sym) and by.name in self.at.values():
            for name in sorted(free_names(term) & self.names.keys()):
                function, order = self.names[name]
                if self.at[function] == by.name:
                    step = self.symbol(function, order + 1)
                    total.append(Mul((Diff(term, ((Sym(name), 1),)), step)))
        return Add(tuple(total)) if len(total) > 1 else total[0]


class _Said:
    """The assumptions, on jets up to the orders in the claim: what they say here, and around the point."""

    def __init__(self, jets: _Jets, wanted: Mapping[str, int], assumptions: Iterable[Term]) -> None:
        self.jets, self.wanted = jets, wanted
        self.here: list[Term] = []
        self._inside: list[Term] = []
        self._equations: list[tuple[Rel, bool]] = []
        self._is_plain = True
        for each in assumptions:
            identity = is_for_all(each)
            self._take(each.args[0] if identity and isinstance(each, And) else each, identity)

    def _take(self, condition: Term, identity: bool) -> None:
        made = self.jets.read(condition)
        self.here.append(made)
        if made == condition or (isinstance(condition, Rel) and condition.op == "!="):
            return
        if not (isinstance(condition, Rel) and isinstance(made, Rel)):
            self._is_plain = False
        elif condition.op == "=":
            self._equations.append((condition, identity))
            self.here += self._derivatives(condition) if identity else []
        else:
            self._inside.append(replace(made, op=made.op[0]))

    def around(self) -> list[Term] | None:
        """What holds at the point if the assumptions hold around it; None where no function may go on so."""
        if not self._is_plain or len(self._equations) > 1:
            return None
        made = [*self.here, *self._inside]
        for equation, identity in self._equations:
            made += [] if identity else self._derivatives(equation)
            made.append(self._determines(equation))
        return made

    def _order(self, equation: Rel) -> tuple[Term, str, int]:
        """What is 0, and the function and order of the highest derivative in it."""
        value = Add((self.jets.read(equation.left), Neg(self.jets.read(equation.right))))
        found = [self.jets.names[name] for name in sorted(free_names(value) & self.jets.names.keys())]
        return value, *max(found, key=lambda each: each[1])

    def _derivatives(self, equation: Rel) -> list[Term]:
        """The total derivatives of an equation, up to the orders in the claim."""
        value, function, order = self._order(equation)
        made: list[Term] = []
        for _ in range(order, self.wanted.get(function, 0)):
            value = self.jets.rate(value, Sym(self.jets.at[function]))
            made.append(Rel("=", value, _ZERO))
        return made

    def _determines(self, equation: Rel) -> Term:
        """That the equation can be solved for its highest derivative."""
        value, function, order = self._order(equation)
        return Rel("!=", Diff(value, ((self.jets.symbol(function, order), 1),)), _ZERO)
