"""Landau's symbol: claims up to terms of higher order.

*Meaning.* `O(g, x, a)` is the class of all functions of `x` whose quotient with `g` stays bounded as `x`
tends to `a`, and `O(x^n)` stands for `O(x^n, x, 0)`. `left = right + O(g, x, a)` says that `left - right` is
in the class. With such terms on both sides, each of the left side is to be in the class on the right: so
`O(x^3) = O(x^2)` holds, and `O(x^2) = O(x^3)` is not claimed lightly.

*How it is decided.* It is enough that `(left - right)/g` has a limit `L`, and needed that it does not grow
like a negative power of `x - a` (of `1/x` towards infinity): these are claims on limits, read off expansions.
The first is `0*L = 0`, as `L = L` says nothing where there is none; what `L` asks of other symbols is a
condition.

*Where it may stand.* As a term of a side. `x` is then the variable of the limit, no longer any real number,
so nothing else may be assumed of it than what holds all around the point, as `|x| < c`.
"""

from __future__ import annotations

from derivcheck.frozen import frozen, replace
from derivcheck.model import Claim, Context, Domain
from derivcheck.modulo.restated import LANDAU, ORDERS, Restated, Unclear, mentions, unfolded
from derivcheck.terms import Add, Call, Const, Div, Limit, Mul, Neg, Num, Pow, Rel, Sym, Term, atoms, integer
from derivcheck.terms.printing import to_text

__all__ = ["has_order", "up_to_an_order"]

#: Orders that are no power are compared with so many powers.
_MOST_POWERS = 4
_INFINITY = Const("oo")
_REAL = frozenset({Domain.REAL, Domain.NONZERO})
#: The domains of a variable that tends to a point: it must come close to it, from where nothing else tells.
_TENDING = {
    integer(0): _REAL | {Domain.POSITIVE, Domain.NONNEGATIVE},
    _INFINITY: frozenset(Domain) - {Domain.NEGATIVE, Domain.COMPLEX},
}
_INSIDE = "O(…) that is no term of a side"


@frozen
class _Order:
    """`O(size)` as `name` tends to `point`; `power` where the size is that power of `name`."""

    size: Term
    name: str
    point: Term
    power: int = 0

    @property
    def away(self) -> Term:
        """What tends to 0."""
        variable = Sym(self.name)
        if self.point in (_INFINITY, Neg(_INFINITY)):
            return Div(integer(1), variable)
        return variable if self.point == integer(0) else Add((variable, Neg(self.point)))


def has_order(term: Term) -> bool:
    """Whether `O(…)` stands in `term`."""
    return any(isinstance(part, Call) and part.name == LANDAU for part in atoms(term))


def up_to_an_order(claim: Claim) -> Restated:
    """The claims on limits.

    Raises:
        Unclear: the symbol stands where it has no one meaning.

    """
    if claim.op != "=":
        raise Unclear("O(…) in a relation other than =")
    left, right = (unfolded(side, claim.context, has_order) for side in claim.sides)
    orders = [_order(each, claim.context) for each in _orders(right)]
    inner = [_order(each, claim.context) for each in _orders(left)]
    order = _widest(orders)
    if any((each.name, each.point) != (order.name, order.point) for each in (*orders, *inner)):
        raise Unclear("orders towards different points")
    context = _free(claim.context, order)
    sides = (Add((_without(left), Neg(_without(right)))), *(each.size for each in inner))
    compared = [unfolded(side, context, lambda body: mentions(body, order.name, context)) for side in sides]
    enough = [_limit(Div(each, order.size), order, context) for each in compared]
    needed = [_growing(compared[0], order, context, step) for step in range(order.power or _MOST_POWERS)]
    limits = tuple(Claim(Mul((integer(0), each)), integer(0), context) for each in enough)
    return Restated(limits, tuple(needed), ORDERS)


def _orders(side: Term) -> list[Call]:
    """The orders among the terms of a side."""
    match side:
        case Call(name=name) if name == LANDAU:
            return [side]
        case Add(args):
            return [each for arg in args for each in _orders(arg)]
        case Neg(arg):
            return _orders(arg)
        case _ if has_order(side):
            raise Unclear(_INSIDE)
        case _:
            return []


def _without(side: Term) -> Term:
    """A side without its orders."""
    match side:
        case Call(name=name) if name == LANDAU:
            return integer(0)
        case Add(args):
            return Add(tuple(_without(arg) for arg in args))
        case Neg(arg):
            return Neg(_without(arg))
        case _:
            return side


def _order(term: Call, context: Context) -> _Order:
    """The order that is meant: without a variable that of a power towards 0."""
    size, *rest = term.args
    if has_order(size):
        raise Unclear(_INSIDE)
    power = _power(size)
    if not rest and power is None:
        raise Unclear("O(…) of what is no power of one symbol: O(g, x, a) says which limit is meant")
    name = power[0] if power is not None and not rest else rest[0].name if isinstance(rest[0], Sym) else ""
    point = rest[1] if len(rest) > 1 else integer(0)
    symbol = context.symbols.get(name)
    if symbol is None or symbol.axes or mentions(point, name, context):
        raise Unclear("O(…) of what is no declared symbol")
    inside = symbol.domain in (Domain.POSITIVE, Domain.NONNEGATIVE) and _is_positive(point, context)
    if symbol.domain not in _TENDING.get(point, _REAL) and not inside:
        raise Unclear(f"a limit in which {name!r}, which is {symbol.domain.value}, tends to {to_text(point)}")
    is_power = power is not None and power[0] == name and point == integer(0)
    return _Order(size, name, point, power[1] if power is not None and is_power else 0)


def _is_positive(point: Term, context: Context) -> bool:
    """Whether a point is seen to be positive."""
    match point:
        case Num(value):
            return value > 0
        case Sym(name, ()) if name in context.symbols:
            return context.symbols[name].domain in (Domain.POSITIVE, Domain.POSITIVE_INTEGER)
        case _:
            return point in (Const("pi"), Const("e"))


def _power(size: Term) -> tuple[str, int] | None:
    """The symbol of which `size` is a power, and the positive whole exponent."""
    match size:
        case Sym(name, ()):
            return name, 1
        case Pow(Sym(name, ()), Num(value)) if value.denominator == 1 and value > 0:
            return name, int(value)
        case _:
            return None


def _widest(orders: list[_Order]) -> _Order:
    """The order that holds the others: the lowest power."""
    if not orders:
        raise Unclear("the left side alone has O(…), so more functions are meant there than on the right")
    if len(set(orders)) > 1 and not all(each.power for each in orders):
        raise Unclear("different orders on the right")
    return min(orders, key=lambda each: each.power)


def _free(context: Context, order: _Order) -> Context:
    """The context, if nothing is assumed of the variable but what holds all around the point."""
    about = [each for each in context.assumptions if mentions(each, order.name, context)]
    if not all(_holds_around(each, order, context) for each in about):
        raise Unclear(f"O(…) as {order.name!r} tends to a point, with assumptions on it")
    kept = tuple(each for each in context.assumptions if each not in about)
    return replace(context, assumptions=kept) if about else context


def _holds_around(assumption: Term, order: _Order, context: Context) -> bool:
    """Whether `|x| < c` or `-c < x < c`, with a positive `c`, is all that is assumed; the point is 0."""
    if not isinstance(assumption, Rel) or assumption.op not in ("<", ">") or order.point != integer(0):
        return False
    lesser, greater = assumption.left, assumption.right
    if assumption.op == ">":
        lesser, greater = greater, lesser
    variable = Sym(order.name)
    if lesser in (variable, Call("abs", (variable,))):
        return _is_positive(greater, context)
    below = lesser.arg if isinstance(lesser, Neg) else Num(-lesser.value) if isinstance(lesser, Num) else None
    return greater == variable and below is not None and _is_positive(below, context)


def _limit(body: Term, order: _Order, context: Context) -> Limit:
    """The limit of `body`, at positive values where the variable has no others."""
    if context.symbols[order.name].domain in (Domain.POSITIVE, Domain.NONNEGATIVE) and order.away == Sym(
        order.name
    ):
        positive = Call("sqrt", (Sym(order.name),))
        body = Mul((body, Div(positive, positive)))
    return Limit(body, order.name, order.point)


def _growing(difference: Term, order: _Order, context: Context, step: int) -> tuple[Claim, str]:
    """A limit that is 0 for what is in the class, the fastest growth first, and what is said if it is not."""
    if order.power:
        scale = Pow(order.away, integer(step)) if step > 1 else order.away
        body = Div(difference, scale) if step else difference
        said = f"{f'(left - right)/{to_text(scale)}' if step else 'left - right'} does not tend to 0"
    else:
        body = Mul((Div(difference, order.size), Pow(order.away, integer(_MOST_POWERS - step))))
        said = f"(left - right)/({to_text(order.size)}) does not stay bounded"
    claim = Claim(_limit(body, order, context), integer(0), context)
    return claim, f"{said} as {order.name} tends to {to_text(order.point)}"
