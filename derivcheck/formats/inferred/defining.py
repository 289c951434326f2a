r"""The definitions that a document makes: an equation whose left side is a name not seen before.

`q_i = \frac{…}{…}` defines `q` for every `i`; `\sigma(x) = …` defines a function, when its right side
mentions `x`. The first such equation of a name counts; the later ones are claims about it. None may come
back to itself.

A formula inside a sentence defines a name too, unless its right side is a plain value ("let `k = 2`"), which
may hold for that sentence only.

A function may be defined in a range, `f(x) = \lambda e^{-\lambda x}, \; x \geq 0`, which may also be what the
sentence says, "for `$x \geq 0$` let"; if it is in two of them, neither counts.

A name that is called with bars or semicolons, or at the head of two equations with different letters (`p(x)`,
`p(y)`), means something else each time and is defined by none of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from derivcheck.errors import Place, ReadError
from derivcheck.formats.inferred.chains import Chain, Side, Sights
from derivcheck.formats.inferred.sightings import Sighting, is_squared, names_of
from derivcheck.formats.inferred.tails import Bounds, Counted, Remark, Restriction, is_order, tail_of
from derivcheck.formats.manuscripts.clauses import clauses_in
from derivcheck.frozen import frozen, replace
from derivcheck.notation import Head
from derivcheck.notation.latex import read_head
from derivcheck.notation.latex.applied import DIFFERENTIALS
from derivcheck.notation.latex.lexer import LETTER, NAME
from derivcheck.notation.latex.newton import undotted
from derivcheck.terms.latex_names import STYLES

__all__ = ["Defining", "definitions_in", "head_of", "is_open", "unmarked"]

_DOTS = frozenset((r"\dots", r"\ldots", r"\cdots", "...", r"\dotsc"))
_OPERATORS = frozenset(["E", "Var", "Cov", "Pr", "P", "p", "tr", "det", "rank"])
_INDICES = frozenset("ijkl")
#: Styles of vectors, sets and operators; a loss is often calligraphic.
_STYLES = STYLES.keys() - {"cal"}
_CLUES = frozenset(("|", ";", r"\mid", r"\vert"))
#: `\\varepsilon_i \\sim …` behind an equation, and an equation that ends with `+ \\varepsilon_i`.
_DISTRIBUTED = re.compile(r"\\sim(?![A-Za-z])")
_NAME = re.compile(
    r"(?!\\(?:leq?|geq?|lt|gt|neq?|leqslant|geqslant)(?![A-Za-z]))\\[A-Za-z]+|(?<![\\A-Za-z])[A-Za-z]+"
)
_SQUARED = re.compile(r"\^(?:2|\{\s*2\s*\})\Z")
_NOISE = re.compile(r"\+\s*\\(?:var)?epsilon(?:_(?:\w|\{[^{}]*\}))?\s*\Z")


@frozen
class Defining:
    r"""The first link of `chain` defines the name of `head` as the side `body`.

    It does not where it is a model: `y_i = a + b x_i + \varepsilon_i` says how `y` is distributed, and `y` is
    what was observed; nor where it is conditional, and the name may be something else elsewhere. A function
    may be `restricted`: then the text behind `body`, or behind the chain, says where it has this value, or
    the sentence around it does, with the relations `within`. Where `is_squared`, the side is the square of
    what is named.
    """

    head: Head
    chain: Chain
    body: Side
    mentions: frozenset[str]
    conditional: bool
    is_model: bool = False
    restricted: Side | None = None
    is_squared: bool = False
    within: tuple[str, ...] = ()

    @property
    def in_a_range(self) -> bool:
        """Whether elsewhere it may be something else."""
        return self.restricted is not None or bool(self.within)


def is_open(side: Side) -> bool:
    r"""Whether the author left the side open: `= \dots`."""
    return side.text in _DOTS


def definitions_in(
    chains: Iterable[Chain],
    known: frozenset[str],
    indices: frozenset[str],
    sights: Sights,
    values: frozenset[str] = frozenset(),
    stale: frozenset[int] = frozenset(),
    numbered: Collection[str] = (),
) -> dict[str, Defining]:
    """The definitions in `chains` of names outside of `known` and `indices`, in order.

    `values` are names of numbers, at which a function is taken: `F(m) = 1/2` is no second head of `F`. What
    is `stale`, by the identities of chains, defines nothing; `numbered` are the letters of sequences.
    """
    chains = list(chains)
    called = _calls(chains, sights)
    bare = _bare(chains, sights)
    squared = _only_squared(chains, sights)
    names = {name for chain in chains for side in chain.sides for name in sights.names(side)}
    marked = {unmarked(name) for name in names if unmarked(name) != name}
    found: dict[str, Defining] = {}
    for number, chain in enumerate(chains):
        one = _defining(chain, sights, squared) if id(chain) not in stale else None
        if one is None or (chain.inline and chain.sides[0].formula.around.is_condition):
            continue  # "if `$t = b$`" says when something holds
        one = replace(one, head=_labelled(one, sights, indices))
        name = one.head.name
        if _is_member(name, found, numbered):
            continue
        if chain.beside and _is_used(name, chains[:number], sights):
            continue  # what stands behind another equation may restrict it
        earlier = found.get(name)
        if earlier is not None and earlier.in_a_range and one.in_a_range:
            found[name] = replace(earlier, conditional=True)
        if any(name in names for names in (known, indices, found)):
            continue
        if name in one.mentions or _comes_back(one, found):
            continue
        plain = unmarked(name)
        if plain != name and (plain in known or plain in found):
            continue  # the derivative of a function
        calls = called.get(name, ())
        moves = len(one.head.parameters) == 1 and name in marked
        if one.head.is_function and not moves and _is_quantity(one, calls, found, is_bare=name in bare):
            one = replace(one, head=Head(name, ()))
        elif one.head.is_function and not _is_plain_function(one, calls, values, moves=moves):
            continue
        found[name] = one
    return found


def _is_member(name: str, found: Mapping[str, Defining], numbered: Collection[str]) -> bool:
    """Whether a name is that of a member of a sequence, `T_4` or `T_2n` beside `T_n`; `numbered` are the
    letters for places in sequences.
    """
    base, _, below = name.rpartition("_")
    family = found.get(base)
    if family is None or family.head.is_function or not set(family.head.parameters) & set(numbered):
        return False
    return below.removesuffix(family.head.parameters[0]).isdigit()


def unmarked(name: str) -> str:
    """A name without the dots or primes of a derivative."""
    return undotted(name.split("_prime")[0])[0]


def _is_used(name: str, chains: Iterable[Chain], sights: Sights) -> bool:
    """Whether a name stands in one of `chains`."""
    return any(name in sights.names(side) for chain in chains for side in chain.sides)


def _only_squared(chains: Iterable[Chain], sights: Sights) -> frozenset[str]:
    """The names that stand squared wherever they stand: what such a square is, is what there is to know."""
    counts: dict[str, set[bool]] = {}
    for side in (side for chain in chains for side in chain.sides):
        words = sights.words(side)
        for at, word in enumerate(words.words if words is not None else ()):
            if words is not None and word.kind in (LETTER, NAME):
                before = [one.text for one in words.words[max(at - 3, 0) : at]]
                is_variable = before[-1:] and before[-1] in DIFFERENTIALS and before[0] in ("}", "/")
                counts.setdefault(word.text, set()).add(not is_variable and is_squared(words, at))
    return frozenset(name for name, found in counts.items() if found == {True})


def head_of(chain: Chain, sights: Sights) -> Head | None:
    """What the first equation of a chain would define; `None` where it has not the look of a definition."""
    one = _defining(chain, sights, frozenset())
    return one.head if one is not None else None


def _defining(chain: Chain, sights: Sights, squared: frozenset[str]) -> Defining | None:
    if not chain.kinds or chain.kinds[0] not in ("=", "defines") or is_open(chain.sides[1]):
        return None
    if "implies" in chain.kinds or "equivalent" in chain.kinds:
        return None
    first, body = chain.sides[:2]
    uses = sights.of(body).sightings
    mentions = frozenset(name for use in uses for name in names_of(use))
    head = _head(first, mentions, sights)
    of_square = head is None and sights.is_square(first)
    if of_square:
        head = _head_of_square(first, body, squared, sights)
    if first.formula.around.is_to_be_shown:
        return None
    if head is None or (chain.inline and chain.kinds[0] == "=" and (len(chain.kinds) > 1 or not mentions)):
        return None
    if head.is_function and all(use.below for use in uses if use.name == head.name):
        mentions -= {head.name}  # `P_0` is another one than the function `P`
    after = chain.sides[-1].after or body.after
    behind = chain.sides[-1].formula.text[slice(*after)] if after is not None else ""
    prose = first.formula.around
    tail = tail_of(behind) if behind else Remark()
    is_restricted = head.is_function and isinstance(tail, Restriction)
    around = clauses_in(prose.before, prose.behind)
    if isinstance(tail, Counted) and tail.letter in head.parameters:
        tail = Remark()  # nobody looks at it elsewhere
    names = mentions.union(head.parameters)
    in_range = head.is_function and not around.said and all(_is_order(one, names) for one in around.formulas)
    conditional = not (is_restricted or isinstance(tail, Bounds | Remark)) or (bool(around) and not in_range)
    is_model = bool(_DISTRIBUTED.search(behind) or _NOISE.search(body.text))
    side = chain.sides[-1] if chain.sides[-1].after is not None else body
    restricted, within = side if is_restricted else None, around.formulas if in_range else ()
    return Defining(head, chain, body, mentions, conditional, is_model, restricted, of_square, within)


def _is_order(formula: str, names: frozenset[str]) -> bool:
    """Whether a relation in LaTeX says where something lies, of these names alone."""
    return is_order(formula) and {word.removeprefix("\\") for word in _NAME.findall(formula)} <= names


def _head(side: Side, mentions: frozenset[str], sights: Sights) -> Head | None:
    r"""The name that a left side declares.

    `y_i(z_i)` declares `y_i` where the right side mentions `z`, and `f_X(x)` the function `f_X`.
    """
    text = side.formula.text[side.start : side.stop]
    try:
        return read_head(text, Place("<head>"), macros=sights.macros(side), words=sights.words(side))
    except ReadError:
        pass
    uses = sights.of(side).sightings
    if not uses or uses[0].called is None or not text.rstrip().endswith(")"):
        return None
    first = uses[0]
    if not first.scripted and _of_squares(first, mentions):
        return Head(first.name, (), is_function=True)
    if first.below and all(atom in _INDICES for atom in first.below):
        arguments = {use.name for use in uses[1:] if not use.in_script}
        return Head(first.name, first.below) if arguments <= mentions else None
    if first.below and all(first.below) and len(first.called or ()) == 1 and len(uses) > 1:
        return Head("_".join((first.name, *first.below)), (uses[-1].name,), is_function=True)
    return None


def _head_of_square(side: Side, body: Side, squared: frozenset[str], sights: Sights) -> Head | None:
    r"""The name of which a left side is the square, `\sigma^2`, if it is `squared` wherever it stands."""
    text = _SQUARED.sub("", side.formula.text[side.start : side.stop].rstrip())
    try:
        head = read_head(text, Place("<head>"), macros=sights.macros(side))
    except ReadError:
        return None
    is_of_itself = head.name.partition("_")[0] in sights.names(body)
    return head if not head.is_function and head.name in squared and not is_of_itself else None


def _labelled(one: Defining, sights: Sights, indices: frozenset[str]) -> Head:
    """The head, where the letters below it are a part of the name if none of them is an index: `s_{xy}`."""
    head, uses = one.head, sights.of(one.chain.sides[0]).sightings
    if head.is_function or not head.parameters or not indices.isdisjoint(head.parameters):
        return head
    label = uses[0].label if uses else ()
    return Head("_".join((uses[0].name, *label)), ()) if label else head


def _of_squares(first: Sighting, mentions: frozenset[str]) -> bool:
    r"""Whether a name stands before names and squares that the right side mentions: `\ell(\mu, \sigma^2)`."""
    inside = first.called or ()
    return "^" in inside and set(inside) <= {",", "^", "2"} | mentions


def _reach(one: Defining, found: Mapping[str, Defining]) -> set[str]:
    """The names that the body of `one` mentions, through the definitions in `found`."""
    seen: set[str] = set()
    waiting = list(one.mentions)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += found[name].mentions if name in found else ()
    return seen


def _comes_back(one: Defining, found: Mapping[str, Defining]) -> bool:
    """Whether the definition `one` would rest on itself through those in `found`."""
    return one.head.name in _reach(one, found)


def _calls(chains: Sequence[Chain], sights: Sights) -> dict[str, list[tuple[bool, tuple[str, ...]]]]:
    """For each name how it is called, and whether that is a whole left side."""
    found: dict[str, list[tuple[bool, tuple[str, ...]]]] = {}
    for chain in chains:
        for number, side in enumerate(chain.sides):
            uses = sights.of(side).sightings
            for at, use in enumerate(uses):
                if use.called is not None and not use.inverse:
                    whole = number == 0 and at == 0 and side.text.rstrip().endswith(")")
                    for name in names_of(use):
                        found.setdefault(name, []).append((whole, use.called))
    return found


def _bare(chains: Sequence[Chain], sights: Sights) -> frozenset[str]:
    """The names that stand without a bracket somewhere."""
    uses = (use for chain in chains for side in chain.sides for use in sights.of(side).sightings)
    return frozenset(name for use in uses if use.called is None for name in names_of(use))


def _is_plain_function(
    one: Defining, called: Sequence[tuple[bool, tuple[str, ...]]], values: frozenset[str], *, moves: bool
) -> bool:
    """Whether an equation defines a function; what `moves` has derivatives, and is no probability."""
    name = one.head.name
    if (name in _OPERATORS and not moves) or not _STYLES.isdisjoint(name.split("_")):
        return False
    if not set(one.head.parameters) <= one.mentions or any(
        word in _CLUES for _, words in called for word in words
    ):
        return False
    of_its_own = one.mentions - set(one.head.parameters)  # `f(a)` is a value of `f(x) = a x^2`
    heads = {
        words
        for whole, words in called
        if whole
        and all(word.isidentifier() or word == "," for word in words)
        and values.isdisjoint(words)
        and not (words and of_its_own.issuperset(words))
    }
    return len(heads) <= 1


def _is_quantity(
    one: Defining,
    called: Sequence[tuple[bool, tuple[str, ...]]],
    found: Mapping[str, Defining],
    *,
    is_bare: bool,
) -> bool:
    """Whether `J(w, b) = …` gives the value of `J`, which never stands before another bracket.

    What is in its bracket must be what the right side depends on, through the definitions `found` so far. A
    right side that mentions all of it makes a function, unless the name stands without a bracket as well.
    """
    name = one.head.name
    if set(one.head.parameters) <= one.mentions and not is_bare:
        return False
    if name in _OPERATORS or not _STYLES.isdisjoint(name.split("_")):
        return False
    if not set(one.head.parameters) <= _reach(one, found):
        return False
    return len({words for _, words in called}) == 1 and not any(
        word in _CLUES or (word.isdigit() and before != "_")
        for _, words in called
        for before, word in pairwise(("", *words))
    )
