"""What a replay knows: the context, the equations proved so far, and what terms come to under them.

`value` brings a term to a polynomial in atoms. The parts of an atom are themselves brought to one spelling,
so equal atoms are equal terms; an atom that an equation rewrites is replaced by the other side. An equation
proved for all values of open indices is used only inside binders over the same ranges.

The body of a derivative is brought to its spelling without any equation: an equation holds at the point, not
around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivcheck.audit import algebra
from derivcheck.audit.algebra import Polynomial, added, atom, constant, inverse, multiplied, power, spelled
from derivcheck.audit.terms import RejectedError, Term, called, height, mapped, name, parts, substituted, walk

__all__ = ["Context", "Scope", "State", "closed", "depth_of", "is_index", "opened"]

#: The ranges of the open binders, outermost first: (lower, upper, guard).
Scope = tuple[tuple[Term, Term, Term | None], ...]

_MOST_STEPS = 200_000


class Context:
    """The declarations of a claim, each as a mapping from names."""

    def __init__(
        self, indices: Mapping[str, Any], symbols: Mapping[str, Any], functions: Mapping[str, Any],
        definitions: Mapping[str, Any], assumptions: tuple[Term, ...],
    ) -> None:  # fmt: skip
        self.indices, self.symbols, self.functions = indices, symbols, functions
        self.definitions, self.assumptions = definitions, assumptions


def depth_of(term: Term) -> int:
    """How many open binders a term depends on."""
    return max((int(part[1][1:]) for part in walk(term) if part[0] == "sym" and part[1][0] == "#"), default=0)


def opened(binder: Term, scope: Scope) -> tuple[Term, Scope]:
    """The body of a sum or product under one more open index, and the scope inside."""
    _, body, bound, lower, upper, guard = binder
    images = {bound: name(f"#{len(scope) + 1}")}
    return substituted(body, images), (*scope, (lower, upper, guard and substituted(guard, images)))


def is_index(state: State, word: str) -> bool:
    """Whether the name is an index or another whole number."""
    declared = state.context.symbols.get(word)
    whole = declared is not None and "integer" in declared["domain"] and not declared["axes"]
    return word[0] == "#" or word in state.context.indices or whole


class State:
    """The equations of one replay; `used` collects those that were looked up."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.rules: dict[tuple[Scope, Term], tuple[int, Term]] = {}
        self.squares: dict[Term, Polynomial] = {}
        self.used: set[int] = set()
        self.facts: list[tuple[Scope, int, Term]] = []
        self.forms: list[Term] = []
        self.distinct: list[Term] = []
        self.restrictions: list[Term] = []
        self.steps = 0
        self._values: dict[tuple[Term, Scope], Polynomial] = {}
        self._plain = False

    def learn(self, scope: Scope, before: Term, after: Term, number: int) -> None:
        """Use the equation `before = after` from now on."""
        if before[0] == "pow" and before[2] == ("num", Fraction(2)):
            self._plain = True
            self.squares[before[1]] = self.value(after, scope)
            self._plain = False
        else:
            self.rules[scope[: depth_of(before)], before] = number, after
        self._values.clear()

    # -- values -----------------------------------------------------------------------------------------

    def value(self, term: Term, scope: Scope = ()) -> Polynomial:
        """The term as a polynomial in atoms, under the equations known."""
        key = term, scope
        if self._plain:
            return self._value(term, scope)
        if key not in self._values:
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise RejectedError("a replay that is too long")
            self._values[key] = self._value(term, scope)
        return self._values[key]

    def _value(self, term: Term, scope: Scope) -> Polynomial:
        match term:
            case ("num", value):
                return constant(value)
            case ("neg", part):
                return added({}, self.value(part, scope), -1)
            case ("add", args):
                total: Polynomial = {}
                for arg in args:
                    total = added(total, self.value(arg, scope))
                return total
            case ("mul", args):
                product = constant(1)
                for arg in args:
                    product = multiplied(product, self.value(arg, scope), self.squares)
                return product
            case ("div", above, below):
                return multiplied(
                    self.value(above, scope), inverse(self.value(below, scope), self.squares), self.squares
                )
            case ("pow", base, exponent):
                whole = algebra.value_of(self.value(exponent, scope))
                if whole is not None and whole.denominator == 1:
                    return power(self.value(base, scope), int(whole), self.squares)
        made = self.atom(term, scope)
        if made[0] == "num":
            return constant(made[1])
        image = self._image(made, scope)
        return atom(made) if image is None else self.value(image, scope)

    def _image(self, made: Term, scope: Scope) -> Term | None:
        if self._plain:
            return None
        for depth in range(depth_of(made), len(scope) + 1):
            found = self.rules.get((scope[:depth], made))
            if found is not None:
                self.used.add(found[0])
                return found[1]
        return None

    def same(self, one: Term, two: Term, scope: Scope = ()) -> bool:
        """Whether two terms have one value."""
        return algebra.is_zero(added(self.value(one, scope), self.value(two, scope), -1), self.squares)

    def spelled(self, term: Term, scope: Scope = ()) -> Term:
        """The one spelling of a term."""
        return spelled(self.value(term, scope))

    # -- atoms ------------------------------------------------------------------------------------------

    def atom(self, term: Term, scope: Scope) -> Term:
        """A term that is no arithmetic, its parts in their one spelling; an indicator may become 0 or 1."""
        match term:
            case ("sum" | "prod" as kind, _, _, lower, upper, _):
                ends = self.spelled(lower, scope), self.spelled(upper, scope)
                body, inner = opened((*term[:3], *ends, term[5]), scope)
                guard = inner[-1][2] and self.condition(inner[-1][2], inner)
                body = self.spelled(body, (*scope, (*ends, guard)))
                return closed(kind, body, f"#{len(scope) + 1}", *ends, guard)
            case ("diff", body, variables):
                before, self._plain = self._plain, True
                try:
                    return (
                        "diff",
                        self.spelled(body, scope),
                        tuple((self.atom(by, scope), n) for by, n in variables),
                    )
                finally:
                    self._plain = before
            case ("call", "delta", (one, two), _):
                return self._delta(added(self.value(one, scope), self.value(two, scope), -1))
            case ("bracket", ("rel", "=", one, two)) if self.is_form(one, scope) and self.is_form(two, scope):
                return self.atom(called("delta", one, two), scope)
            case ("const", _):
                return term
            case ("rel" | "and" | "or" | "not", *_):
                return self.condition(term, scope)
            case _:
                return mapped(lambda part: self.spelled(part, scope), term)

    def condition(self, term: Term, scope: Scope) -> Term:
        """A condition with its quantities in their one spelling."""
        if term[0] == "rel":
            return ("rel", term[1], self.spelled(term[2], scope), self.spelled(term[3], scope))
        return mapped(lambda part: self.condition(part, scope), term)

    def is_form(self, term: Term, scope: Scope) -> bool:
        """Whether a term is made of indices and whole numbers alone."""
        value = self.value(term, scope)
        names = (each for monomial in value for each, _ in monomial)
        whole = all(coefficient.denominator == 1 for coefficient in value.values())
        return whole and all(each[0] == "sym" and not each[2] and is_index(self, each[1]) for each in names)

    def is_condition(self, term: Term) -> bool:
        """Whether a condition speaks of indices alone."""
        if term[0] == "rel":
            return self.is_form(term[2], ()) and self.is_form(term[3], ())
        return all(map(self.is_condition, parts(term)))

    @staticmethod
    def _delta(difference: Polynomial) -> Term:
        number = algebra.value_of(difference)
        if number is not None:
            return ("num", Fraction(number == 0))
        if difference[min(difference, key=algebra.rank)] < 0:
            difference = added({}, difference, -1)
        left = {monomial: c for monomial, c in difference.items() if c > 0 and monomial}
        return called("delta", spelled(left), spelled(added(left, difference, -1)))


def closed(kind: str, body: Term, word: str, lower: Term, upper: Term, guard: Term | None) -> Term:
    """A binder over an open index."""
    bound = f"${1 + max(height(body), height(guard) if guard else 0)}"
    images = {word: name(bound)}
    return (kind, substituted(body, images), bound, lower, upper, guard and substituted(guard, images))
