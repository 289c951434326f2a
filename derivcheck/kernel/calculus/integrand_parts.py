"""The real and the imaginary part of an integrand.

An integral of complex values over real ones is that of the real part and `I` times that of the imaginary
part. So that these can be told, a complex symbol `z` beside the variable is written `re(z) + I im(z)`, two
real symbols: `exp(-s x)` is `exp(-re(s) x) (cos(im(s) x) - I sin(im(s) x))`. A denominator is made real by
its conjugate. What does not hang on the variable may be any number, for it leaves the integral.

What is entire in the variable, such as `exp(z x)`, stays whole over a finite range: it has an integral, and
the difference of an antiderivative at the ends is its value, whatever numbers stand in it.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    IMAGINARY,
    Cosine,
    Exponential,
    Integrated,
    Sine,
    SymbolAtom,
    axis,
    is_axis,
)
from derivcheck.kernel.algebra.conjugates import with_unit_above
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.replacing import with_symbols
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import parts_of

__all__ = ["integrand_parts", "varies_among_reals", "with_whole_symbols"]


def integrand_parts(
    ring: Ring, body: Quotient, name: str, *, finite: bool
) -> list[tuple[Quotient, Quotient]] | None:
    """The real part beside 1 and, if there is one, the imaginary part beside `I`; None where they stay open.

    What varies with `name` in them is real; complex symbols that vary with it stand as their parts. What is
    entire stays whole, if the range is finite.
    """
    if not varies_among_reals(ring, body, name):
        if finite and _is_entire(ring, body, name):
            return [(ring.one, body)]
        body = _with_axes(ring, body, name)
        if not varies_among_reals(ring, body, name):
            return None
    place = ring.places.get(IMAGINARY)
    if place is None or place not in body.generators:
        return [(ring.one, body)]
    unit = ring.generator(IMAGINARY)
    body = with_unit_above(ring, body)
    below = ring.quotient(body.den, ring.one.den)
    imaginary = ring.quotient(body.num.derivative(place), ring.one.den)
    rest = ring.quotient(body.num, ring.one.den) - unit * imaginary
    return [(ring.one, rest / below), (unit, imaginary / below)]


def varies_among_reals(ring: Ring, body: Quotient, name: str) -> bool:
    """Whether all atoms that vary with `name` are real."""
    varying = (place for place in body.generators if name in ring.symbols[place])
    return all(signs.is_real(ring.generator_sign(place)) for place in varying)


def _is_entire(ring: Ring, value: Quotient, name: str) -> bool:
    """Whether `value` is a polynomial in the variable and in exponentials and waves of such."""
    if name in ring.quotient(value.den, ring.one.den).symbols:
        return False
    return all(
        atom == SymbolAtom(name, ())
        or (
            isinstance(atom, Exponential | Cosine | Sine)
            and all(_is_entire(ring, part, name) for part in atom.quotients())
        )
        for atom in (ring.atoms[place] for place in value.generators if name in ring.symbols[place])
    )


def _with_axes(ring: Ring, body: Quotient, name: str) -> Quotient:
    """`body` with the parts of the complex symbols that stand in what varies."""
    varying = [place for place in body.generators if name in ring.symbols[place]]
    near = frozenset[str]().union(*(ring.symbols[place] for place in varying))
    names = frozenset(each for each in near if _is_complex(ring, each))
    unit = ring.relate(IMAGINARY, 2, ring.constant(-1))

    def image(atom: SymbolAtom) -> Quotient:
        across, up = (ring.generator(SymbolAtom(axis(part, atom.name), ())) for part in ("re", "im"))
        return across + unit * up

    return with_symbols(ring, body, names, image) if names else body


def _is_complex(ring: Ring, name: str) -> bool:
    place = ring.places.get(SymbolAtom(name, ()))
    return place is not None and not signs.is_real(ring.generator_sign(place))


def with_whole_symbols(ring: Ring, value: Quotient) -> Quotient | None:
    """`value` with complex symbols for their parts; None where an integral is left that hangs on a part."""
    names = frozenset(name for name in value.symbols if is_axis(name))
    if not names:
        return value
    if _is_integrated(ring, value, names):
        return None

    def image(atom: SymbolAtom) -> Quotient:
        part, _, whole = atom.name.partition(" ")
        real, imaginary = parts_of(ring, ring.generator(SymbolAtom(whole, ())))
        return real if part == "re" else imaginary

    return with_symbols(ring, value, names, image)


def _is_integrated(ring: Ring, value: Quotient, names: frozenset[str]) -> bool:
    """Whether some of the names stand in an integral."""
    atoms = [ring.atoms[place] for place in value.generators if not ring.symbols[place].isdisjoint(names)]
    return any(
        isinstance(atom, Integrated) or any(_is_integrated(ring, part, names) for part in atom.quotients())
        for atom in atoms
    )
