r"""What the names of a document are, where nothing declares them, concluded from how they are used.

* A letter below a name is an index when a sum or product binds it, or when it is one of `i, j, k, l`.
* Letters that stand at the same place below the same name have the same range: the bounds of the sums
  over any of them, and `1..n` with a new size where there are none.
* An `i` that is no index anywhere is the imaginary unit if a formula says so, or beside complex numbers.
* Upper bounds are sizes. Every other name is a real number, or a family of real numbers if it has indices,
  unless the text says that it is something else.

A name that also stands without its indices is a family all the same: what stands for all of it at once is not
read. Nothing is concluded about a name whose uses do not fit together (with one index and with two), or which
stands for something that is not a number: called like a function without being defined as one, set in bold or
script, transposed, or beside something that is. Formulas with such a name are not read. That is the point of
this module: to leave unread what might mean something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from derivcheck.formats.inferred.bounds import bound_of, names_in, widest
from derivcheck.formats.inferred.imaginary import IMAGINARY
from derivcheck.formats.inferred.indices import decorated, index_like
from derivcheck.formats.inferred.kinds import Kind, Named
from derivcheck.formats.inferred.sightings import DIFFERENTIAL, Seen, Sighting
from derivcheck.frozen import NOTHING, frozen
from derivcheck.model import Context, Domain, Range, Symbol
from derivcheck.notation.latex.applied import Unknown, is_plain
from derivcheck.notation.latex.landau import LANDAU
from derivcheck.notation.latex.newton import undotted
from derivcheck.notation.latex.parting import RAISED
from derivcheck.terms import Const, Num, Sym, Term, integer
from derivcheck.terms.latex_names import STYLES

__all__ = ["Inferred", "infer"]

_ONE = Num(Fraction(1))
_USUAL_SIZES = ("n", "N", "m", "M", "K", "J", "L", "n_1", "n_2", "n_3")
#: `e` stands for Euler's number.
_TAKEN = frozenset({"e", "pi"})
_CLUES_OF_CALLS = frozenset({"|", ";", r"\mid", ",", r"\vert", ":"})
_BOLD = frozenset({"bold", "sf"})
_VECTOR = "stands with a transposition, a trace or a determinant"
#: Names of what is no number, also where they stand alone.
_OPERATORS = frozenset(
    ("E", "Var", "Cov", "Pr", "tr", "det", "rank", "diag", "vec", "cov", "var", "Corr", "KL", "Exp", "Bin")
)


@frozen
class Inferred:
    """What was concluded: indices, symbols (sizes among them), and why nothing was about other names.

    `vectors` are the names of vectors and matrices, `styled_vectors` those whose look or order says so.
    """

    indices: Mapping[str, Range] = NOTHING
    symbols: Mapping[str, Symbol] = NOTHING
    refused: Mapping[str, str] = NOTHING
    vectors: frozenset[str] = frozenset()
    styled_vectors: frozenset[str] = frozenset()


def infer(
    seen: Sequence[Seen],
    declared: Context,
    defined: Mapping[str, tuple[str, ...]],
    functions: Iterable[str],
    unknowns: Mapping[str, Unknown] = NOTHING,
    vectors: frozenset[tuple[str, bool]] | None = None,
    told: Mapping[Named, Kind] = NOTHING,
) -> Inferred:
    """What the undeclared names in `seen` are.

    `defined` holds the names that the document defines, with the letters below them on the left side,
    `functions` those it defines as functions, `unknowns` what was folded into a name, `vectors` the names of
    vectors and matrices, each with whether it has an index, where that was looked at. `told` is what the text
    says of names and of families.
    """
    return _Inference(seen, declared, defined, frozenset(functions), unknowns, vectors, told).result()


class _Inference:
    """One conclusion: uses of names gathered, then judged."""

    def __init__(
        self,
        seen: Sequence[Seen],
        declared: Context,
        defined: Mapping[str, tuple[str, ...]],
        functions: frozenset[str],
        unknowns: Mapping[str, Unknown],
        of_matrices: frozenset[tuple[str, bool]] | None,
        told: Mapping[Named, Kind],
    ) -> None:
        self.seen = seen
        self.told = told
        self.of_matrices = of_matrices
        self.declared = declared
        self.known = declared.names()
        self.defined = defined
        self.functions = functions
        self.unknowns = unknowns
        self.index_letters = self._index_letters()
        self.below = {atom for one in seen for use in one.sightings for atom in use.below}
        self.taken = _TAKEN | ({IMAGINARY} if self._has_imaginary_unit() else set())
        self.taken |= {DIFFERENTIAL} if any(one.differential for one in seen) else set()
        self.bare: set[str] = set()
        self.slots: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self.members: dict[str, set[str]] = defaultdict(set)
        self.refused: dict[str, str] = {}
        self.vectors: set[str] = set()
        self.styled: set[str] = set()
        self.numbers: set[tuple[str, bool]] = set()
        self.entries: set[str] = set()
        self.parents: dict[object, object] = {}
        self.bounds: dict[str, set[tuple[Term, Term]]] = defaultdict(set)
        self.sizes: set[str] = set()
        self.unclear: set[str] = set()
        self.lowers: dict[str, set[Term | None]] = defaultdict(set)
        self.counts: set[str] = set()

    def result(self) -> Inferred:
        for one in self.seen:
            self._gather_bounds(one)
        uses = [(one, use, decorated(use, self.index_letters)) for one in self.seen for use in one.sightings]
        self.numbers |= {(name, bool(rest)) for _, use, (name, rest) in uses if use.is_number}
        self.entries |= {name for _, use, (name, rest) in uses if rest and use.called is None}
        self._gather_orders()
        for one, use, (name, rest) in uses:
            self._gather(use, one, name, rest)
        for name in self.vectors - self.slots.keys():
            self.refused.setdefault(name, _VECTOR)
        self._gather_things()
        for name in self.slots.keys() & self.sizes:
            self.refused.setdefault(name, "is a size and has an index elsewhere")
        for name, ways in self.slots.items():
            if len({len(way) for way in ways}) > 1:
                self.refused.setdefault(name, "has different numbers of indices")
        ranges = self._ranges()
        return self._settled(ranges)

    # -- gathering -------------------------------------------------------------------------------

    def _index_letters(self) -> frozenset[str]:
        letters = {name for name in index_like(self.seen) if len(name) == 1 and name.islower()}
        return frozenset(letters) | frozenset(self.declared.indices)

    def _has_imaginary_unit(self) -> bool:
        bound = {letter for one in self.seen for binder in one.binders for letter in binder.letters}
        if IMAGINARY in self.known | self.index_letters | bound | self.defined.keys() | self.functions:
            return False
        domains = {one.domain for one in self.declared.symbols.values()}
        are_complex = Domain.COMPLEX in domains | {one.domain for one in self.told.values()}
        return are_complex or any(one.imaginary for one in self.seen)

    def _gather_bounds(self, one: Seen) -> None:
        below = {atom for use in one.sightings for atom in use.below}
        for binder in one.binders:
            lower, upper = bound_of(binder.lower), bound_of(binder.upper)
            for name in (*names_in(lower), *names_in(upper)):
                self.sizes.add(name)
            for letter in binder.letters:
                if (one.sightings and letter not in below) or not binder.upper:
                    continue
                self.lowers[letter].add(lower)
                self.counts |= set(binder.upper[:1]) if "_" in binder.upper[1:2] else set()
                if lower is None or upper is None:
                    self.unclear.add(letter)
                else:
                    self.bounds[letter].add((lower, upper))

    def _gather_orders(self) -> None:
        """Letters multiplied in both orders, as in `AB - BA`: with numbers nobody minds the order."""
        products = frozenset[tuple[str, str]]().union(*(one.products for one in self.seen))
        for first, second in products:
            if first != second and (second, first) in products and first not in self.known:
                self.vectors.add(first)
                self.styled.add(first)
                self.refused.setdefault(first, "is multiplied in both orders, as matrices are")

    def _gather_things(self) -> None:
        """Names of what the text says is no number; the entries of a vector are numbers."""
        for (name, is_family), one in self.told.items():
            if one.thing and name not in self.known and (is_family or name not in self.slots):
                self.refused.setdefault(name, f"{one.thing}, as the text says")
                self.vectors.add(name)
                self.styled.add(name)

    def _domain_of(self, name: str, *, is_family: bool) -> Domain:
        """The domain of a name: what the text says of it, or of the vector whose entries it is."""
        found = self.told.get((name, is_family)) or (self.told.get((name, False)) if is_family else None)
        return found.domain if found is not None else Domain.REAL

    def _gather(self, use: Sighting, one: Seen, name: str, rest: tuple[str, ...]) -> None:
        base = name.removesuffix(RAISED)
        if name in self.known or base in self.known:
            for place, atom in enumerate(rest):
                if not atom.isdigit():
                    self._join(atom, ("declared", base if base in self.known else name, place))
            return
        if self._has_other_meaning(use, name):
            return
        reason = self._reason(use, name, one, is_indexed=bool(rest))
        if reason and not (name in self.index_letters and use.in_script):
            self.refused.setdefault(name, reason)
        if rest:
            self.slots[name].add(rest)
            for place, atom in enumerate(rest):
                if not atom.isdigit():
                    self._join(atom, (name, place))
        elif use.scripted and "" in use.below:
            self.members[name].add("")
        elif use.scripted and all(atom.isdigit() for atom in use.below):
            self.members[use.name] |= set(use.below)
            self.bare.add(name)
        elif not use.in_script:
            self.bare.add(name)

    def _has_other_meaning(self, use: Sighting, name: str) -> bool:
        """Whether a name stands for no quantity of its own: for a constant, a conjugate, a derivative."""
        if name in self.taken or self._is_conjugate(name):
            return True
        others = (name.split("_prime")[0], undotted(name)[0])
        if any(other != name and self._is_function(other) for other in others):
            return True
        return use.name in LANDAU and use.called is not None

    def _is_conjugate(self, name: str) -> bool:
        """Whether a bar or a star stands at a name that is declared as a complex number."""
        plain = name.removesuffix("_bar").removesuffix("_star")
        if plain == name:
            return False
        declared = self.declared.symbols.get(plain)
        domain = declared.domain if declared is not None else self._domain_of(plain, is_family=True)
        return domain is Domain.COMPLEX

    def _is_function(self, name: str) -> bool:
        definition = self.declared.definitions.get(name)
        is_declared = name in self.declared.functions or (definition is not None and definition.is_function)
        return is_declared or name in self.functions

    def _reason(self, use: Sighting, name: str, one: Seen, *, is_indexed: bool) -> str:
        """Why this use says that `name` is no number; "" when it does not."""
        unknown = self.unknowns.get(use.name)
        if use.name in _OPERATORS and (use.upright or use.called is not None or len(use.name) > 1):
            return "has a meaning of its own"
        is_loss = name.endswith("_cal") and name in self.defined
        if not STYLES.keys().isdisjoint(name.split("_")) and not is_loss:
            if _BOLD & set(name.split("_")):
                self.vectors.add(name)
                self.styled.add(name)
            return "is set like a vector, a set or an operator"
        is_number = (name, is_indexed) in self.numbers or (unknown is not None and unknown.is_number)
        if self.of_matrices is None or unknown is not None:
            is_vector = one.matrices and not is_number and name not in self.sizes
        else:
            is_vector = (name, is_indexed) in self.of_matrices and name not in self.sizes
        if is_vector:
            self.vectors.add(name)
            return _VECTOR if is_indexed else ""  # the entries of a vector are numbers
        if unknown is not None:
            return ""
        is_applied = use.called is not None and name not in self.functions | self.sizes
        if is_applied and use.called is not None and _is_call(use.called):
            is_entry = is_indexed and name in self.entries and _is_negated_product(use.called)
            is_factor = is_entry or ((is_number or name in self.below) and not is_plain(use.called))
            return "" if is_factor else "is called like a function"
        if use.run > 2 and use.called is not None:
            return "stands in letters that may be a word"
        return ""

    # -- classes of indices ----------------------------------------------------------------------

    def _find(self, item: object) -> object:
        while (parent := self.parents.setdefault(item, item)) != item:
            item = parent
        return item

    def _join(self, letter: str, slot: object) -> None:
        self.parents[self._find(letter)] = self._find(slot)

    def _ranges(self) -> dict[object, Range | None]:
        """For each class of indices its range; `None` where its bounds do not agree."""
        members: dict[object, set[str]] = defaultdict(set)
        for letter in self.index_letters:
            members[self._find(letter)].add(letter)
        found: dict[object, Range | None] = {}
        for root in sorted(members, key=lambda root: min(members[root])):
            letters = members[root]
            given = {self.declared.indices[letter] for letter in letters if letter in self.declared.indices}
            given |= set(self._declared_axes(root))
            bounds = {pair for letter in letters for pair in self.bounds[letter]}
            if given:
                found[root] = next(iter(given)) if len(given) == 1 else None
            elif letters & self.unclear:
                found[root] = self._unbounded(letters)
            elif bounds:
                found[root] = widest(bounds) or self._unbounded(letters)
            else:
                found[root] = Range(_ONE, Sym(self._new_size()))
        return found

    def _unbounded(self, letters: set[str]) -> Range | None:
        r"""All whole numbers from 1 on, where every sum says how far it goes: `\sum_{j=1}^{n_i} y_{ij}`."""
        lowers = set().union(*(self.lowers[letter] for letter in letters))
        return Range(_ONE, Const("oo")) if lowers == {_ONE} else None

    def _declared_axes(self, root: object) -> Iterator[Range]:
        for slot in list(self.parents):
            if isinstance(slot, tuple) and slot[0] == "declared" and self._find(slot) == root:
                known = self.declared.symbols.get(slot[1]) or self.declared.definitions.get(slot[1])
                if known is not None and slot[2] < len(known.axes):
                    yield known.axes[slot[2]]

    def _new_size(self) -> str:
        used = self.known | self.bare | self.slots.keys() | self.sizes | self.index_letters
        name = next((name for name in _USUAL_SIZES if name not in used), "size")
        self.sizes.add(name)
        return name

    # -- conclusions -----------------------------------------------------------------------------

    def _settled(self, ranges: Mapping[object, Range | None]) -> Inferred:
        indices: dict[str, Range] = {}
        for letter in sorted(self.index_letters - self.known):
            axis = ranges[self._find(letter)]
            if axis is not None and axis.upper == Const("oo") and not self._is_stated_infinite(letter):
                pass  # it may stand below a sum that says how far it goes, and nowhere else
            elif axis is None:
                self.refused.setdefault(letter, "has bounds that differ from sum to sum")
            elif letter not in self.sizes and letter not in self.refused:
                indices[letter] = axis
            else:
                self.refused.setdefault(letter, "is an index and a size")
        symbols = {
            name: Symbol(name, (), Domain.POSITIVE_INTEGER)
            for name in sorted(self.sizes - self.known)
            if name not in indices
        }
        for name in sorted(self.slots.keys() - self.defined.keys()):
            axes = [self._axis(name, place, ranges) for place in range(len(next(iter(self.slots[name]))))]
            if None in axes or self._has_odd_members(name):
                self.refused.setdefault(name, "has indices whose range is not clear")
            else:
                is_count = name in self.counts
                domain = Domain.POSITIVE_INTEGER if is_count else self._domain_of(name, is_family=True)
                symbols[name] = Symbol(name, tuple(axis for axis in axes if axis is not None), domain)
        taken = symbols.keys() | indices.keys() | self.defined.keys() | self.functions
        families = self.slots.keys() | self._declared_families()
        for name in sorted(self.bare - taken - self.slots.keys()):
            base, _, below = name.rpartition("_")
            is_member = (
                name not in self.unknowns and base in families and (below.isdigit() or below in self.sizes)
            )
            if not is_member:
                symbols[name] = Symbol(name, (), self._domain_of(name, is_family=False))
        sound = {name: symbol for name, symbol in symbols.items() if name not in self.refused}
        return Inferred(indices, sound, self.refused, frozenset(self.vectors), frozenset(self.styled))

    def _axis(self, name: str, place: int, ranges: Mapping[object, Range | None]) -> Range | None:
        """The range of an index of `name`: that of its letters, or the numbers that stand there."""
        atoms = {way[place] for way in self.slots[name] if place < len(way)}
        if not all(atom.isdigit() for atom in atoms):
            return ranges[self._find((name, place))]
        numbers = sorted(int(atom) for atom in atoms)
        return Range(integer(min(1, numbers[0])), integer(numbers[-1]))

    def _is_stated_infinite(self, letter: str) -> bool:
        return all(upper == Const("oo") for _, upper in self.bounds[letter]) and letter not in self.unclear

    def _declared_families(self) -> set[str]:
        families = {name for name, one in self.declared.symbols.items() if one.axes}
        return families | {name for name, one in self.declared.definitions.items() if one.axes}

    def _has_odd_members(self, name: str) -> bool:
        """Whether a number stands below `name` at which a family from 1 on has no member."""
        return any(number and number == "0" for number in self.members[name])


def _is_negated_product(inside: tuple[str, ...]) -> bool:
    """Whether a bracket holds a product behind a minus, as the one of `y_k (-p_k p_i)` does."""
    names = [at for at, word in enumerate(inside) if word.isidentifier() and inside[at - 1] != "_"]
    return inside[:1] == ("-",) and len(names) > 1 and "," not in inside


def _is_call(inside: tuple[str, ...]) -> bool:
    """Whether what stands in a bracket looks like arguments rather than like a sum that is multiplied."""
    depth, is_sum = 0, False
    for at, word in enumerate(inside):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(word, 0)
        if depth == 0 and word in _CLUES_OF_CALLS:
            return True
        is_sum = is_sum or (depth == 0 and word in ("+", "-") and at > 0)
    return not is_sum
