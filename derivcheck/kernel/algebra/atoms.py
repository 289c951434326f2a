"""Atoms: what the polynomials of a normal form are polynomials in.

An atom is a value: two atoms are the same exactly when they are built alike from normal forms. Each
knows the index names that occur free in it, the symbols it depends on, and the level of the bound
indices inside it. A bound index is called `$1`, `$2`, …, counted from the innermost, so two sums that
differ in the names of their indices are one atom. What can be *done* with an atom (derivative, sign,
substitution, printing) is the business of its family, `derivcheck.kernel.rows.families`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.linear import Form, has_bound, member

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.quotient import Quotient

__all__ = [
    "Absolute", "AtLeast", "Atom", "Constant", "Cosine", "Delta", "Exponential", "Function", "IMAGINARY",
    "IndexValue", "Integrated", "Inverse", "Logarithm", "PI", "Power", "Product", "Range", "Root", "Sine",
    "Sum", "SymbolAtom", "axis", "bound_index", "index_name", "is_axis", "ranges_at",
]  # fmt: skip

#: The two ends of a range, both included; None is infinity.
Range = tuple[Form, Form | None]

_T = TypeVar("_T", bound=type)


def ranges_at(ranges: Iterable[Range], images: Mapping[str, Form]) -> tuple[Range, ...]:
    """The ranges further in, whose ends may mention an index further out."""
    return tuple(
        (low.replaced(images), high.replaced(images) if high is not None else None) for low, high in ranges
    )


def _cached_hash(self: Any) -> int:
    try:
        return self._hash  # type: ignore[no-any-return]
    except AttributeError:
        value = hash((type(self).__name__, *self._parts(self)))
        object.__setattr__(self, "_hash", value)
        return value


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the named parts out of an atom, fast."""
    get: Callable[[Any], Any] = attrgetter(*names)
    return get if len(names) > 1 else lambda atom: (get(atom),)


@dataclass_transform(frozen_default=True)
def _atom(cls: _T) -> _T:
    made: Any = frozen(cls)
    made._parts = staticmethod(_getter(made.__match_args__))
    made.__hash__ = _cached_hash
    return made  # type: ignore[no-any-return]


def bound_index(level: int) -> str:
    """The name of the bound index at this level."""
    return f"${level}"


def axis(part: str, name: str) -> str:
    """The name of the real or the imaginary part of a symbol; none that can be written."""
    return f"{part} {name}"


def is_axis(name: str) -> bool:
    """True for the name of a part."""
    return name.startswith(("re ", "im "))


class Atom:
    """What every atom can tell of itself."""

    __slots__ = ("_hash",)

    def forms(self) -> tuple[Form, ...]:
        """The index forms directly in it."""
        return ()

    def quotients(self) -> tuple[Quotient, ...]:
        """The normal forms directly in it."""
        return ()

    def bound(self) -> frozenset[str]:
        """The names that it binds."""
        return frozenset()

    def names(self) -> frozenset[str]:
        """The index names that occur free in it."""
        found: frozenset[str] = frozenset()
        for form in self.forms():
            found |= form.names
        for quotient in self.quotients():
            found |= quotient.names
        return found - self.bound()

    def symbols(self) -> frozenset[str]:
        """The symbols that its value depends on."""
        members = [frozenset(each.family for each in form.members) for form in self.forms()]
        return frozenset().union(*(quotient.symbols for quotient in self.quotients()), *members)

    def level(self) -> int:
        """The highest level of a bound index inside it; 0 without one."""
        return max((quotient.level for quotient in self.quotients()), default=0)


@_atom
class SymbolAtom(Atom):
    """`x`, `z[i]`, `A[i, j]`"""

    name: str
    indices: tuple[Form, ...] = ()

    def forms(self) -> tuple[Form, ...]:
        return self.indices

    def symbols(self) -> frozenset[str]:
        return Atom.symbols(self) | {self.name}


@_atom
class IndexValue(Atom):
    """An index or a size where it stands for its number."""

    name: str

    def names(self) -> frozenset[str]:
        return frozenset((self.name,))


def index_name(atom: Atom, wholes: Mapping[str, tuple[Form, ...]]) -> str | None:
    """The name of an atom in index forms, if it has one; `wholes` are the families of whole numbers.

    A member with a bound index inside is left out: who takes a form apart by that index would not look there.
    """
    if isinstance(atom, IndexValue):
        return atom.name
    if not isinstance(atom, SymbolAtom) or atom.name not in wholes or has_bound(atom.names()):
        return None
    return member(atom.name, atom.indices, wholes[atom.name]).terms[0][0]


@_atom
class Constant(Atom):
    """A number without a name among the rationals: `pi`."""

    name: str


#: Met more often than any other atom, so that each is one value, which has its hash.
PI, IMAGINARY = Constant("pi"), Constant("I")


@_atom
class Delta(Atom):
    """1 where the form is 0, else 0; the form in its canonical spelling."""

    form: Form

    def forms(self) -> tuple[Form, ...]:
        return (self.form,)


@_atom
class AtLeast(Atom):
    """1 where the form is >= 0, else 0."""

    form: Form

    def forms(self) -> tuple[Form, ...]:
        return (self.form,)


@_atom
class Exponential(Atom):
    """`exp(argument / unit)`; the unit is the finest that this argument was met with."""

    argument: Quotient
    unit: int = 1

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.argument,)


@_atom
class Cosine(Atom):
    """`cos(argument / unit)`; units as for exponentials."""

    argument: Quotient
    unit: int = 1

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.argument,)


@_atom
class Sine(Atom):
    """`sin(argument / unit)`"""

    argument: Quotient
    unit: int = 1

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.argument,)


@_atom
class Inverse(Atom):
    """An inverse trigonometric function, `asin` or `atan`."""

    name: str
    argument: Quotient

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.argument,)


@_atom
class Logarithm(Atom):
    """The real logarithm."""

    argument: Quotient

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.argument,)


@_atom
class Root(Atom):
    """The real root of this degree of what is not negative."""

    base: Quotient
    degree: int

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.base,)


@_atom
class Absolute(Atom):
    """The absolute value."""

    argument: Quotient

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.argument,)


@_atom
class Power(Atom):
    """A base to an exponent that no rule takes apart."""

    base: Quotient
    exponent: Quotient

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.base, self.exponent)


@_atom
class Function(Atom):
    """A function at its arguments; `orders` counts the derivatives by argument."""

    name: str
    arguments: tuple[Quotient, ...]
    orders: tuple[int, ...]

    def quotients(self) -> tuple[Quotient, ...]:
        return self.arguments


class _Binder(Atom):
    """What sums and products share: ranges, a body, a guard, and bound indices counted from inside."""

    __slots__ = ()
    ranges: tuple[Range, ...]
    body: Quotient
    guard: Quotient | None

    def forms(self) -> tuple[Form, ...]:
        return tuple(form for ends in self.ranges for form in ends if form is not None)

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.body,) if self.guard is None else (self.body, self.guard)

    def first_level(self) -> int:
        """The level of the first of its own bound indices."""
        return 1 + max(self._inner_level(quotient) for quotient in self.quotients())

    def _inner_level(self, quotient: Quotient) -> int:
        return quotient.level

    def variables(self) -> tuple[str, ...]:
        """The names of its own bound indices."""
        first = self.first_level()
        return tuple(bound_index(first + step) for step in range(len(self.ranges)))

    def bound(self) -> frozenset[str]:
        return frozenset(self.variables())

    def level(self) -> int:
        return self.first_level() + len(self.ranges) - 1


@_atom
class Sum(_Binder):
    """The sum of `body` over the bound indices, one range each, where `guard` is 1."""

    ranges: tuple[Range, ...]
    body: Quotient
    guard: Quotient | None = None


@_atom
class Product(_Binder):
    """The product of `body` over one bound index, of the factors where `guard` is 1."""

    ranges: tuple[Range, ...]
    body: Quotient
    guard: Quotient | None = None


@_atom
class Integrated(Atom):
    """The integral of `body` over `variable` between two ends; a missing one is infinite."""

    body: Quotient
    variable: str
    low: Quotient | None
    high: Quotient | None

    def quotients(self) -> tuple[Quotient, ...]:
        return (self.body, *self.ends())

    def ends(self) -> tuple[Quotient, ...]:
        """The ends that are numbers."""
        return tuple(end for end in (self.low, self.high) if end is not None)

    def bound(self) -> frozenset[str]:
        return frozenset((self.variable,))

    def symbols(self) -> frozenset[str]:
        inside = self.body.symbols - {self.variable}
        return inside.union(*(end.symbols for end in self.ends()))
