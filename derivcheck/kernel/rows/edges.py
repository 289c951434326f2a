"""Where a derivative does not exist: at the edges of roots, absolute values, signs and arcsines, and on cuts.

Such an atom is not smooth where its argument is at its *edge*: `|e|`, `sign(e)` and `e^(1/q)` where `e = 0`,
`asin(u)` where `e = 1 - u^2 = 0`. What is noted is that it is not there, unless it does not move.

*An edge need not be a gap.* `x |x|` has a derivative at 0, `2 |x|`, and `|x| - |sin(x)|` has one too, so a
condition that keeps a derivative away from an edge (of the kind `EDGE`) says nothing of whether there is one
at the edge. It is a gap where the value is

    g(..., s)    with    s = |e|  or  s = e^(1/q),    g smooth,    dg/ds != 0 at the edge,

nothing else in the value is at an edge there, and `e` has a zero of a low order: the first for `|e|`, up to
the second for `sqrt(e)` (`e = t^2` leaves `|t|`, and `e = t` a vertical tangent). Then the condition is
`NEEDED`. An arcsine behaves as `sqrt(1 - u^2)` does. A jump is always said.

*Cuts.* A principal logarithm or root of a complex value jumps where that value crosses `(-oo, 0]`
(`derivcheck.kernel.functions.cuts`). What is made of it need not: `(z + 1)^2 log(z)` has a derivative at -1.
So a cut is an edge as above, and a gap where the value is a number times the atom plus what has no cut, and
the derivative is by a complex symbol: what is analytic and not constant takes values on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpz_mpoly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Delta,
    Exponential,
    Function,
    Integrated,
    Inverse,
    Logarithm,
    Product,
    Root,
    Sum,
)
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient, coefficients_by, used_places
from derivcheck.kernel.algebra.replacing import with_generator, with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.cuts import cut_of
from derivcheck.kernel.functions.special import EDGES
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.knowledge.conditions import EDGE, JUMP, NEEDED, OFF_CUT, Condition
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.reading.reader import Reader

__all__ = ["AtEdge", "at_edge", "require_off_edges"]

#: The symbol that stands for an absolute value; none that can be written.
_HELD = "@held"
#: In a value with more terms, or with more atoms that have an edge, no edge is shown to be a gap.
_MOST_TERMS = 40
_MOST_EDGES = 3


def require_off_edges(reader: Reader, value: Quotient, by: Variable) -> None:
    """Note what keeps the derivative of `value` away from the edges of its atoms."""
    ring = reader.ring
    if ring.principal or any(_edge(ring, atom) is not None for atom in ring.atoms):
        _Edges(reader, value, by).require(value, _short(value, ring.one))


@frozen
class AtEdge:
    """A value `g(x, |e|)` with a smooth `g`, near where `e` is 0.

    Its derivative by `x` is `g_x(x, 0)` where `slope = g_s(x, 0) e'(x)` is 0; else there is none. For near
    such an `a`, with `h = x - a`, it is `|e| = |e'(a) h| + o(h)`, so that
    `g(x, |e|) - g(a, 0) = g_x h + g_s |e' h| + o(h)`.
    `below` is the denominator of `g(x, 0)`.
    """

    slope: Quotient
    rate: Quotient
    below: Quotient


def at_edge(ring: Ring, condition: Condition) -> AtEdge | None:
    """What an edge was noted of, if the only edge is that of one `|e|`."""
    match condition.of:
        case (Quotient() as whole, Variable() as by, Quotient()):
            edges = list(dict.fromkeys(_edges(ring, whole, by)))
        case _:
            return None
    match edges:
        case [(Absolute() as atom, edge)]:
            held = with_generator(ring, whole, ring.places[atom], symbol(ring, _HELD, ()))
        case _:
            return None
    slope = ring.derivative(held, Variable(_HELD, ())) * ring.derivative(edge, by)
    values = slope, ring.derivative(held, by), ring.quotient(held.den, ring.one.den)
    return AtEdge(*(with_symbol(ring, each, _HELD, ring.zero) for each in values))


def _short(value: Quotient, weight: Quotient | None) -> Quotient | None:
    return weight if len(value.num) + len(value.den) <= _MOST_TERMS else None


def _edge(ring: Ring, atom: Atom) -> Quotient | None:
    """What must not be 0 for an atom to be smooth; None where it always is."""
    match atom:
        case Absolute(argument):
            return argument
        case Function(name, arguments) if name in EDGES and not ring.is_generic(name):
            return EDGES[name](ring, *arguments)
        case Root(base, _):
            return base
        case Inverse("asin", argument):
            return ring.one - argument * argument
        case _:
            return None


@frozen
class _Place:
    """An atom with an edge where it stands: in this value, of which the whole has the derivative `weight`.

    `weight` is None where it is not known.
    """

    value: Quotient
    place: int
    weight: Quotient | None


class _Edges:
    """The edges of one value that is differentiated by one variable."""

    def __init__(self, reader: Reader, whole: Quotient, by: Variable) -> None:
        self.reader, self.ring, self.by = reader, reader.ring, by
        self.scope, self.whole = reader.ring.open, whole
        self.edges = list(_edges(reader.ring, whole, by))

    def require(self, value: Quotient, weight: Quotient | None) -> None:
        """Note it of each atom of a value; `weight` is the derivative of the whole by this value."""
        ring = self.ring
        for place in value.generators:
            if self.by.name not in ring.symbols[place]:
                continue
            atom = ring.atoms[place]
            edge = _edge(ring, atom)
            rate = ring.derivative(edge, self.by) if edge is not None else ring.zero
            if edge is not None and not rate.is_zero():
                self._require_off(edge, rate, _Place(value, place, weight))
            cut = cut_of(ring, atom) if ring.principal else None
            if cut is not None:
                self._require_off(cut, ring.derivative(cut, self.by), _Place(value, place, weight), OFF_CUT)
            if isinstance(atom, Sum | Product):
                self._require_inside(atom, atom.body, 0, self._weight_inside(_Place(value, place, weight)))
            else:
                for part in atom.quotients():
                    self.require(part, self._weight_inside(_Place(value, place, weight)))

    def _weight_inside(self, here: _Place) -> Quotient | None:
        """The derivative of the whole by what is in an exponential or a logarithm, or by a term of a sum."""
        if here.weight is None:
            return None
        match self.ring.atoms[here.place]:
            case Exponential(argument, _):
                slope = self.ring.generators[here.place]
            case Logarithm(argument):
                slope = self.ring.one / argument
            case Sum(_, argument, None):
                slope = self.ring.one
            case _:
                return None
        return _short(argument, here.weight * here.value.partial(here.place) * slope)

    def _require_inside(
        self, atom: Sum | Product, body: Quotient, depth: int, weight: Quotient | None
    ) -> None:
        """The same for every value of the bound indices."""
        ring = self.ring
        if depth == len(atom.ranges):
            self.require(body, weight)
            return
        low, high = atom.ranges[depth]
        outer = ring.open[len(ring.open) - depth :]
        names = {bound: variable(name) for bound, (name, _, _) in zip(atom.variables(), outer, strict=False)}
        ends = low.replaced(names), high.replaced(names) if high is not None else None
        with ring.binding(*ends) as name:
            opened = ring.at(body, {atom.variables()[depth]: variable(name)})
            self._require_inside(atom, opened, depth + 1, weight)

    def _jumps(self, here: _Place) -> bool:
        """True when the whole certainly jumps where the atom does: it is a multiple of it and what is smooth.

        Along a real variable the cut may be touched without being crossed.
        """
        ring = self.ring
        by = ring.sign(symbol(ring, self.by.name, self.by.indices))
        if here.weight is None or signs.is_real(by) or _number_of_cuts(ring, self.whole) > 1:
            return False
        slope = (here.weight * here.value.partial(here.place)).number()
        return slope is not None and slope != 0

    # -- one edge ------------------------------------------------------------------------------------------

    def _require_off(
        self, edge: Quotient, rate: Quotient, here: _Place, allowed: int = signs.NONZERO
    ) -> None:
        """Note that `edge` is not 0 where its rate of change is not; a delta in the rate leaves one index.

        Where `edge` is the value of a cut, it is not in `(-oo, 0]`.
        """
        reader, ring = self.reader, self.ring
        scope, guard = ring.open, ring.one
        terms = rate.num.monoms()
        factors = [ring.atoms[place] for place in rate.generators if all(term[place] for term in terms)]
        forms = [atom.form for atom in factors if isinstance(atom, Delta)]
        images: dict[str, Form] = {}
        while forms:
            form = forms.pop()
            found = _solved(form, scope)
            if found is None:
                guard = guard * delta(ring, form)
                continue
            name, image = found
            images[name] = image
            edge, guard = (ring.at(each, {name: image}) for each in (edge, guard))
            forms = [other.replaced({name: image}) for other in forms]
            scope = tuple(each for each in scope if each[0] != name)
        if guard.is_zero() or rate.is_zero():
            return
        is_jump = allowed != OFF_CUT and isinstance(ring.atoms[here.place], Function)
        is_one = not is_jump and scope == self.scope and guard.is_one()
        is_gap = is_one and self._within(images)
        is_gap = is_gap and (self._jumps(here) if allowed == OFF_CUT else self._is_gap(edge, images, here))
        kind = NEEDED if is_gap else JUMP if is_jump else EDGE
        with ring.reopened(scope), reader.guarding(guard):
            reader.require(edge, allowed, kind, of=None if is_gap else (self.whole, self.by, edge))

    def _is_gap(self, edge: Quotient, images: dict[str, Form], here: _Place) -> bool:
        """True when the whole certainly has no derivative where this edge is reached."""
        ring, atom = self.ring, self.ring.atoms[here.place]
        if here.weight is None or len(self.edges) > _MOST_EDGES:
            return False
        others = [edge for other, edge in self.edges if other is not atom] if len(self.edges) > 1 else []
        if len(others) + 1 != len(self.edges):
            return False
        exponent, slope = _first_term(ring, here)
        with ring.reopened(self.scope):
            slope = ring.at(slope * here.weight, images)
            if not all(_apart(ring, edge, one) for one in (slope, *others)):
                return False
            rate = edge
            for _ in range(_highest_order(atom, exponent)):
                rate = ring.derivative(rate, self.by)
                if _apart(ring, edge, rate):
                    return True
        return False

    def _within(self, images: dict[str, Form]) -> bool:
        """True when the bound index that a delta fixes, if there is one, certainly lies in its range."""
        if len(images) > 1:
            return False
        return all(
            self.ring.facts.without(name).entails(distance)
            for name, low, high in self.ring.open
            if name in images
            for distance in images[name].within(low, high)
        )


def _edges(ring: Ring, value: Quotient, by: Variable) -> Iterator[tuple[Atom | None, Quotient]]:
    """Each atom with an edge in a value, wherever it stands, with the edge; more for what is not smooth."""
    for place in value.generators:
        atom = ring.atoms[place]
        if by.name not in ring.symbols[place]:
            continue
        edge = _edge(ring, atom)
        if edge is not None:
            yield atom, edge
        elif isinstance(atom, Product | Integrated):
            yield None, ring.zero
        for part in atom.quotients():
            yield from _edges(ring, part, by)


def _number_of_cuts(ring: Ring, value: Quotient) -> int:
    """How many atoms with a cut, or with bound indices, stand in a value, wherever they do."""
    atoms = [ring.atoms[place] for place in value.generators]
    inside = sum(_number_of_cuts(ring, part) for atom in atoms for part in atom.quotients())
    return inside + sum(isinstance(atom, Sum | Product) or cut_of(ring, atom) is not None for atom in atoms)


def _first_term(ring: Ring, here: _Place) -> tuple[int, Quotient]:
    """The least power of an atom that a value has, below its degree, and the factor before it.

    Without one, or where the atom is in a denominator, it is the first power with the derivative.
    """
    value, place, atom = here.value, here.place, ring.atoms[here.place]
    degree = atom.degree if isinstance(atom, Root) else 1
    if degree > 2 and place not in used_places(value.den):
        parts = coefficients_by(value.num, place, degree - 1)
        least = next((power for power, part in enumerate(parts) if power and not part.is_zero()), 1)
        if least > 1:
            return least, ring.quotient(parts[least], value.den)
    return 1, value.partial(place)


def _highest_order(atom: Atom, exponent: int) -> int:
    """The highest order of a zero `t^m` with which `|t^m|` or `t^(m exponent/q)` has no derivative."""
    match atom:
        case Absolute(_):
            return 1
        case Root(_, degree):
            whole, rest = divmod(degree, exponent)
            return whole - 1 if not rest and whole % 2 else whole
        case _:
            return 2  # an arcsine


def _apart(ring: Ring, edge: Quotient, other: Quotient) -> bool:
    """True when `other` is certainly not 0 where `edge` is."""
    if other.is_zero() or edge.is_zero():
        return False
    if signs.is_within(ring.polynomial_sign(other.num), signs.NONZERO):
        return True
    square = other * other  # which has no absolute values in it
    return _never_zero_together(ring, edge.num, square.num)


def _never_zero_together(ring: Ring, one: fmpz_mpoly, other: fmpz_mpoly) -> bool:
    for place in set(used_places(one)) & set(used_places(other)):
        found = one.resultant(other, place)
        if signs.is_within(ring.polynomial_sign(found), signs.NONZERO):
            return True
    return False


def _solved(form: Form, scope: Sequence[tuple[str, Form, Form | None]]) -> tuple[str, Form] | None:
    """A bound index on whose value no range hangs, and what it is where the form is 0."""
    bound = {name for name, _, _ in scope}
    for _, low, high in scope:
        bound -= low.names if high is None else low.names | high.names
    solved = ((name, form.solved(name)) for name, _ in form.terms if name in bound)
    return next(((name, image) for name, image in solved if image is not None), None)
