r"""Which parts of a document's formulas are unknown numbers, and what may not be done to them.

`\mathrm{E}(X)`, `p(x|y)` and `\frac{\partial L}{\partial w}` with an `L` that nothing defines are folded into
one name each (`derivcheck.notation.latex.opaque`). Which letters are applied, and which are multiplied by a
bracket, is seen in the whole document: a letter is applied if all its uses stand before a bracket and one of
these brackets holds names alone, as in `f(x)`.

A quantity that is differentiated somewhere, although nothing says what it is, depends on what it is
differentiated by, and so may all that is folded. Algebra holds for it all the same; a derivative, an integral
or a limit of it would take it for a constant, so an expression with one is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from derivcheck.formats.inferred.indices import decorated
from derivcheck.formats.inferred.sightings import Seen, Sighting, matrix_signs
from derivcheck.frozen import NOTHING, frozen, replace
from derivcheck.model import Context, Definition, reached
from derivcheck.notation.latex.applied import DIFFERENTIALS, Opaque, Unknown, is_certain, is_plain
from derivcheck.notation.latex.opaque import unknowns_in
from derivcheck.notation.latex.scalars import Scalars
from derivcheck.notation.latex.words import Words
from derivcheck.terms import Big, Diff, Integral, Limit, Nth, Partial, Sym, Term, mentioned, walk
from derivcheck.terms.latex_names import ACCENTS, STYLES

__all__ = [
    "EACH",
    "Unknowns",
    "applied_letters",
    "axes_of",
    "below_brackets",
    "counted_letters",
    "parted_families",
    "smooth_letters",
    "unknowns_of",
    "vectors_in",
]

#: What the name of a family ends with where its letter with fewer indices is another quantity.
EACH = "_each"

_USUAL_INDICES = frozenset("ijkl")
#: Letters that are numbers known to everybody, as long as no index stands below them.
_CONSTANTS = frozenset({"e", "pi"})
_LONGEST_NAME = 48
_SAID = {"|": "given", ";": "at", "=": "is", "<": "below", ">": "above", "-": "minus", "/": "over"}


@frozen
class Unknowns:
    """The unknowns of a document by name, each as it is spelled first.

    `dependent` are names of unknown dependence, `smooth` those of functions of which nothing else is known,
    `vectors` what stands for no number, as `vectors_in` says, once that was looked at.
    """

    folding: Opaque = Opaque()
    by_name: Mapping[str, Unknown] = NOTHING
    written: Mapping[str, str] = NOTHING
    dependent: frozenset[str] = frozenset()
    smooth: frozenset[str] = frozenset()
    vectors: frozenset[tuple[str, bool]] | None = None

    @property
    def scalars(self) -> frozenset[str]:
        """The names of numbers that are made from vectors: no equation defines one of them."""
        return frozenset(name for name, one in self.by_name.items() if not one.head)

    def is_dependent(self, name: str) -> bool:
        """Whether nothing says what the quantity `name` depends on."""
        return name in self.by_name or name in self.dependent

    def flaw_in(
        self,
        term: Term,
        definitions: Mapping[str, Definition],
        free: frozenset[str],
        bound: Iterable[str] = (),
    ) -> tuple[str, str] | None:
        """What `term` does that must not be done to what is unknown, as what was expected and what was found.

        `free` are the names of quantities that nothing declares, `bound` those of parameters.
        """
        inside = reached(mentioned(term), definitions) & self.by_name.keys() if bound else ()
        for name in sorted(inside):
            if not self.by_name[name].inside.isdisjoint(bound):
                return "a function of its parameters", f"{self.written[name]}, of which one is hidden"
        for part in walk(term):
            if isinstance(part, Diff | Nth | Partial | Integral | Limit):
                flaw = self._of_calculus(part, definitions, free)
                if flaw is not None:
                    return flaw
            elif isinstance(part, Big) and self.by_name:
                inside = reached(mentioned(part.body), definitions) & self.by_name.keys()
                hidden = next((name for name in inside if part.index in self.by_name[name].inside), "")
                if hidden:
                    return (
                        "a body whose names are indices",
                        f"{self.written[hidden]}, for each {part.index!r}",
                    )
        return None

    def _of_calculus(
        self,
        part: Diff | Nth | Partial | Integral | Limit,
        definitions: Mapping[str, Definition],
        free: frozenset[str],
    ) -> tuple[str, str] | None:
        match part:
            case Diff(_, by):
                variables = {one.name for one, _ in by if isinstance(one, Sym)}
            case Partial(_, value, _) | Nth(_, value, _):
                variables = {*mentioned(value)}
            case Integral() | Limit():
                variables = {part.variable}
        defined = variables & definitions.keys()
        if defined:  # each is a variable here, whatever it stands for elsewhere
            definitions = {name: one for name, one in definitions.items() if name not in variables}
        names = reached(mentioned(part), definitions) | variables
        what = {Integral: "an integral", Limit: "a limit"}.get(type(part), "a derivative")
        undefined = sorted(names - definitions.keys() - defined)
        heads = _letters(variables) | _letters(definitions)
        is_constant = isinstance(part, Diff)
        unknown = next(
            (
                name
                for name in undefined
                if self.is_dependent(name)
                and not (is_constant and name in self.by_name and self._is_of_others(name, heads))
            ),
            "",
        )
        if unknown:
            shown = self.written.get(unknown, repr(unknown))
            return (
                f"{what} of what is known",
                f"{shown}, of which nothing says how it depends on {_listed(variables)}",
            )
        inside = reached(mentioned(part.body), definitions)
        hanging = sorted(inside & free)
        if not isinstance(part, Limit) and hanging and variables.isdisjoint(inside):
            return (
                f"{what} of what mentions {_listed(variables)}",
                f"{hanging[0]!r}, which may depend on it",
            )
        return None

    def _is_of_others(self, name: str, letters: frozenset[str]) -> bool:
        r"""Whether an unknown is a number made from vectors with other letters: `w^T x` is none of `b`."""
        one = self.by_name[name]
        return not one.head and letters.isdisjoint(_letters(one.inside))


def _letters(names: Iterable[str]) -> frozenset[str]:
    """The letters of names, without what stands around them."""
    return frozenset(name.split("_")[0] for name in names)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in sorted(names))


# -- which there are -----------------------------------------------------------------------------


def applied_letters(uses: Sequence[tuple[str, Sighting]]) -> frozenset[str]:
    """The names that stand before a bracket which holds names alone."""
    return frozenset(name for name, use in uses if use.called is not None and is_plain(use.called))


def smooth_letters(heads: frozenset[str], uses: Sequence[tuple[str, Sighting]]) -> frozenset[str]:
    r"""The letters among `heads` that have a derivative somewhere, as in `\sigma'(z)`: functions.

    Each is a function of one argument wherever it stands.
    """
    primed = {name.removesuffix("_prime") for name, use in uses if use.called is not None} & heads
    primed &= {name.removesuffix("_prime") for name, _ in uses if name.endswith("_prime")}
    primed = {name for name in primed if primed.isdisjoint({name.split("_prime")[0]} - {name})}
    several = {name.removesuffix("_prime") for name, use in uses if use.called and is_certain(use.called)}
    return frozenset(primed - several)


def parted_families(
    seen: Sequence[Seen], indices: frozenset[str], declared: Context
) -> dict[tuple[str, int], str]:
    r"""The names of what is told apart by its number of indices: for a name and that number another name.

    `N` and `N_k` of a mixture are, where the former stands where only a number can, or as an upper bound;
    `\pi` and `\pi_k`, the index `k` and `k_{ij}`; and `y_{ij}` beside `y_i`, which goes by the plain name.
    Where such a name is declared, as it is in a context that was printed, it counts as it is declared.
    """
    taken = declared.names()
    sizes: set[str] = set()
    arities: dict[str, set[int]] = {}
    for one in seen:
        sizes |= {binder.upper[0] for binder in one.binders if len(binder.upper) == 1}
        for use in one.sightings:
            name, rest = decorated(use, indices)
            if not use.scripted and use.is_number:
                sizes.add(name)
            arities.setdefault(name, set()).add(len(rest))
    found: dict[tuple[str, int], str] = {}
    for name in sorted(arities.keys() - taken):
        counts = sorted(arities[name] - {0})
        if name in sizes | indices | _CONSTANTS:
            found |= {(name, count): f"{name}{EACH}{count if count > 1 else ''}" for count in counts}
        else:
            found |= {(name, count): f"{name}{EACH}{count}" for count in counts[1:]}
    for name, count in axes_of(declared).items():
        base, each, number = name.partition(EACH)
        if each and count and number in ("", str(count)):
            found[base, count] = name
    return found


def axes_of(declared: Context) -> dict[str, int]:
    """The number of indices of each declared symbol and definition that is no function."""
    counts = {name: len(one.axes) for name, one in declared.symbols.items()}
    return counts | {name: len(one.axes) for name, one in declared.definitions.items() if not one.is_function}


def counted_letters(seen: Iterable[Seen]) -> frozenset[str]:
    r"""The letters that a sum with both bounds counts, as in `\sum_{x=0}^{n} f(x)`."""
    return frozenset(
        letter
        for one in seen
        for binder in one.binders
        for letter in binder.letters
        if binder.lower and binder.upper and len(letter) == 1 and letter.islower()
    )


def below_brackets(words: Words) -> frozenset[str]:
    r"""The letters below a bracket that are indices everywhere, as in `\mathrm{softmax}(z)_i`."""
    texts = [word.text for word in words.words]
    marks = [at for at, text in enumerate(texts[1:], 1) if text == "_" and texts[at - 1] in (")", "]")]
    return frozenset(text for at in marks for text in texts[at + 1 : at + 4] if text in _USUAL_INDICES)


def vectors_in(
    texts: Iterable[tuple[Words, Seen]], folding: Opaque, numbers: frozenset[tuple[str, bool]]
) -> frozenset[tuple[str, bool]]:
    """The names of vectors and matrices, each with whether an index stands below it, but for `numbers`.

    These are the names inside of numbers made from vectors, and all names in a text that is about matrices
    outside of such numbers as well.
    """
    found: set[tuple[str, bool]] = set()
    for words, seen in texts:
        if not seen.matrices:
            continue
        inside, is_all = _inside_scalars(words, folding)
        for use in seen.sightings:
            if not use.in_script and (is_all or use.start in inside):
                name, rest = decorated(use, folding.indices)
                found.add((folding.shapes.get((name, len(rest)), name), bool(rest)))
    return frozenset(found - numbers)


def _inside_scalars(words: Words, folding: Opaque) -> tuple[frozenset[int], bool]:
    """The offsets of the words inside of numbers made from vectors, and whether matrices stand outside."""
    scalars, at, signs = Scalars(words, folding), 0, matrix_signs(words)
    inside: set[int] = set()
    is_about_matrices = False
    while at < len(words.words) - 1:
        found = scalars.at(at)
        if found is not None:
            inside.update(word.start for word in words.words[at : found.stop])
        else:
            is_about_matrices = is_about_matrices or at in signs
        at = found.stop if found is not None else at + 1
    return frozenset(inside), is_about_matrices


def unknowns_of(
    texts: Iterable[Words], folding: Opaque, taken: frozenset[str], declared: Mapping[str, int]
) -> Unknowns:
    """The unknowns in `texts`, each with a name outside of `taken`, or with one that is declared for it.

    `declared` gives the number of indices of each declared name; one with as many as an unknown is meant for
    that.
    """
    by_spelling: dict[tuple[str, ...], str] = {}
    by_name: dict[str, Unknown] = {}
    written: dict[str, str] = {}
    dependent: set[str] = set()
    for words in texts:
        for one in unknowns_in(words, folding):
            if one.is_derivative:
                dependent.add(one.head)
            if one.spelling in by_spelling:
                continue
            own = {name for name, count in declared.items() if count == len(one.indices)}
            name = _name(words, one, (taken - own) | by_name.keys())
            by_spelling[one.spelling] = name
            by_name[name] = one
            source = words.source.text
            written[name] = source[words.words[one.start].start : words.words[one.stop - 1].end]
    named = replace(folding, names=by_spelling)
    return Unknowns(named, by_name, written, frozenset(dependent))


def _name(words: Words, one: Unknown, taken: Iterable[str]) -> str:
    """A name for an unknown that tells how it is spelled: `E_of_X`, `p_of_y_given_theta`, `d_L_by_w`."""
    parts = []
    for word in words.words[one.start : one.stop]:
        text = _SAID.get(word.text, "".join(re.findall(r"[A-Za-z0-9]+", word.text)))
        if text and text not in one.indices and word.text not in (r"\frac", *DIFFERENTIALS):
            parts.append(f"{text}x" if text in STYLES or text in ACCENTS else text)
    parts = parts if re.match("[A-Za-z]", "".join(parts)) else ["f", *parts]
    parts = ["d", *parts[:1], "by", *parts[1:]] if one.is_derivative else [*parts[:1], "of", *parts[1:]]
    base = name = "_".join(parts)[:_LONGEST_NAME].rstrip("_")
    count = 1
    while name in taken:
        count += 1
        name = f"{base}_{count}"
    return name
