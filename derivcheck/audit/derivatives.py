"""The rules of derivatives, each one step: what is inside stays a derivative.

The variable `v` is a name with its indices; all other names are independent of it. Members of its own family
are: `diff(x[k], x[i]) = delta(k, i)`. Defined names stand for what they are defined as, except the family of
`v`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derivcheck.audit.signs import definition
from derivcheck.audit.state import State
from derivcheck.audit.terms import ONE, ZERO, RejectedError, Term, called, free_names, number, substituted

__all__ = ["differentiated"]


def _power(base: Term, exponent: Fraction | int) -> Term:
    return ("pow", base, number(exponent))


def _over(above: Term, below: Term) -> Term:
    return ("div", above, below)


def _one_plus(turn: int, x: Term) -> Term:
    return ("add", (ONE, ("mul", (number(turn), _power(x, 2)))))


_X: Term = ("sym", "x", ())
#: The derivative of a function of one argument `x`.
OUTER: Mapping[str, Term] = {
    "exp": called("exp", _X),
    "log": _over(ONE, _X),
    "sqrt": _over(ONE, ("mul", (number(2), called("sqrt", _X)))),
    "sin": called("cos", _X),
    "cos": ("neg", called("sin", _X)),
    "tan": _over(ONE, _power(called("cos", _X), 2)),
    "cot": ("neg", _over(ONE, _power(called("sin", _X), 2))),
    "sec": ("mul", (called("sec", _X), called("tan", _X))),
    "csc": ("neg", ("mul", (called("csc", _X), called("cot", _X)))),
    "sinh": called("cosh", _X),
    "cosh": called("sinh", _X),
    "tanh": _over(ONE, _power(called("cosh", _X), 2)),
    "atan": _over(ONE, _one_plus(1, _X)),
    "abs": _over(_X, called("abs", _X)),
}


def differentiated(state: State, body: Term, by: Term) -> Term:
    """The derivative of `body` by `by` with the derivatives of its parts left to be taken."""

    def inner(part: Term) -> Term:
        return ("diff", part, ((by, 1),))

    if by[1] not in _names(state, body):
        return ZERO
    match body:
        case ("sym", word, indices) if word == by[1]:
            return (
                "mul",
                tuple(called("delta", *pair) for pair in zip(indices, by[2], strict=True)) or (ONE,),
            )
        case ("sym", word, indices) if (image := definition(state, word, indices)) is not None:
            return inner(image)
        case ("neg", part):
            return ("neg", inner(part))
        case ("add", args):
            return ("add", tuple(map(inner, args)))
        case ("mul", args):
            places = range(len(args))
            return ("add", tuple(("mul", (*args[:at], inner(args[at]), *args[at + 1 :])) for at in places))
        case ("div", above, below):
            top = ("add", (("mul", (inner(above), below)), ("neg", ("mul", (above, inner(below))))))
            return _over(top, _power(below, 2))
        case ("pow", base, exponent) if by[1] not in _names(state, exponent):
            lower = exponent[1] - 1 if exponent[0] == "num" else None
            less = ("add", (exponent, number(-1))) if lower is None else number(lower)
            return ("mul", (exponent, ("pow", base, less), inner(base)))
        case ("sum", part, *rest):
            return ("sum", inner(part), *rest)
        case ("diff", part, ((variable, 1),)):
            return inner(differentiated(state, part, variable))
        case _:
            return _chain(state, body, by)


def _chain(state: State, body: Term, by: Term) -> Term:
    match body:
        case ("pow", base, exponent):  # exp(exponent*log(base))
            log = ("mul", (exponent, called("log", base)))
            return ("mul", (body, ("diff", log, ((by, 1),))))
        case ("call", word, (argument,), ()) if word in OUTER:
            outer = substituted(OUTER[word], {"x": argument})
            return ("mul", (outer, ("diff", argument, ((by, 1),))))
        case ("call", word, args, counts) if word in state.context.functions:
            orders = counts or (0,) * len(args)
            terms = []
            for at, argument in enumerate(args):
                raised = (*orders[:at], orders[at] + 1, *orders[at + 1 :])
                terms.append(("mul", (("call", word, args, raised), ("diff", argument, ((by, 1),)))))
            return ("add", tuple(terms))
        case ("call", word, args, ()) if (image := definition(state, word, args)) is not None:
            return ("diff", image, ((by, 1),))
        case ("cases", branches, otherwise) if all(state.is_condition(test) for _, test in branches):
            changed = tuple((("diff", value, ((by, 1),)), test) for value, test in branches)
            return ("cases", changed, otherwise and ("diff", otherwise, ((by, 1),)))
        case _:
            raise RejectedError(f"no rule for the derivative of {body[0]!r}")


def _names(state: State, body: Term) -> frozenset[str]:
    """The names that a term depends on, also through definitions."""
    found: frozenset[str] = frozenset()
    waiting = free_names(body)
    while waiting:
        found |= waiting
        inner = [state.context.definitions[word] for word in waiting if word in state.context.definitions]
        waiting = frozenset().union(*(free_names(each["body"]) for each in inner)) - found
    return found
