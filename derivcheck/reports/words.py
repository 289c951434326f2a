"""How a report says things: numbers and their nouns, places of checks, points, derivatives, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derivcheck.model import Check, Claim, Context, Counterexample, Goal, Range
from derivcheck.reports.styled import shown
from derivcheck.terms import Diff, Sym, Term, free_names
from derivcheck.terms.printing import to_text

__all__ = [
    "OPPOSITE", "count", "heading", "left_side", "listed", "negated", "point", "sizes", "where",
]  # fmt: skip

#: What holds at a point at which a relation between real numbers fails.
OPPOSITE = {"=": "≠", "!=": "=", "<": "≥", "<=": ">", ">": "≤", ">=": "<", "=>": "⇏", "<=>": "⇎"}

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def count(number: int, noun: str, several: str = "") -> str:
    """`number` with its noun.

    >>> count(1, "check"), count(4, "check"), count(2, "equality", "equalities")
    ('1 check', '4 checks', '2 equalities')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {several or f'{noun}s'}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """The items as one lists them in a sentence.

    >>> listed(["3", "7", "8"])
    '3, 7 and 8'
    """
    return f" {last} ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def where(checks: Iterable[Check]) -> str:
    """The places of the checks in their derivation: `steps 3 and 7, the final check`."""
    numbers = [str(check.goal.number) for check in checks if check.goal.kind == "step"]
    parts = [f"{'step' if len(numbers) == 1 else 'steps'} {listed(numbers)}"] if numbers else []
    if any(check.goal.kind != "step" for check in checks):
        parts.append("the final check")
    return " and ".join(parts)


def heading(goal: Goal) -> str:
    """What the goal is called: `step 3` or `final check`."""
    return f"step {goal.number}" if goal.kind == "step" else "final check"


def negated(goal: Goal) -> str:
    """The sign of the relation that holds where the goal's own fails."""
    return OPPOSITE[goal.claim.op] if goal.claim is not None else "≠"


def point(found: Counterexample) -> str:
    """The point in one line: `n = 2, i = 1, p = [1/2, 1/2]`."""
    return shown(found.where)


def left_side(goal: Goal) -> str:
    """The left side as written; a derivative of a named quantity in the mathematicians' way, `∂J/∂z[i]`."""
    match goal.claim:
        case Claim(left=Diff(body=Sym() as body, variables=variables)):
            return shown(_derivative(body, variables))
        case _:
            return shown(goal.left)


def _derivative(body: Sym, variables: tuple[tuple[Term, int], ...]) -> str:
    below = "".join(f"∂{to_text(variable)}{_power(times)}" for variable, times in variables)
    return f"∂{_power(sum(times for _, times in variables))}{to_text(body)}/{below}"


def _power(times: int) -> str:
    return str(times).translate(_SUPERSCRIPTS) if times > 1 else ""


def sizes(claim: Claim) -> tuple[str, ...]:
    """The sizes that the claim is about, through definitions and ranges, in alphabetical order."""
    context = claim.context
    reached: set[str] = set()
    waiting = set(free_names(claim.left) | free_names(claim.right))
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= _behind(name, context) - reached
    near = reached | _bounds(reached, context)
    return tuple(sorted(near & _bounds(context.names(), context) & context.symbols.keys()))


def _bounds(names: Iterable[str], context: Context) -> set[str]:
    """The names that the ranges of `names` mention."""
    axes = (axis for name in names for axis in _axes(name, context))
    return {name for axis in axes for name in free_names(axis.lower) | free_names(axis.upper)}


def _axes(name: str, context: Context) -> tuple[Range, ...]:
    """The ranges that belong to a declared name."""
    if name in context.indices:
        return (context.indices[name],)
    declared = context.symbols.get(name) or context.definitions.get(name)
    return declared.axes if declared is not None else ()


def _behind(name: str, context: Context) -> frozenset[str]:
    """The names that the definition of `name` mentions, its own parameters left out."""
    definition = context.definitions.get(name)
    if definition is None:
        return frozenset()
    return free_names(definition.body) - frozenset(definition.parameters)
