r"""How the names in a formula are used: with which indices, bound by which sign, called or not.

This looks at words only (`\mathbf{x}_i` is the name `x_bold` with the index `i`) and knows of no
declaration. What it sees in all formulas of a document together is what
`derivcheck.formats.inferred.inference` concludes from.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.formats.inferred.imaginary import has_imaginary_unit
from derivcheck.frozen import frozen
from derivcheck.notation.latex.applied import DIFFERENTIALS, is_plain
from derivcheck.notation.latex.functions import FUNCTIONS
from derivcheck.notation.latex.lexer import END, LETTER, NAME, NUMBER, PRIMES, TEXT, Token
from derivcheck.notation.latex.ordered import RISING, STRICT, names_between
from derivcheck.notation.latex.parting import RAISED, is_raised
from derivcheck.notation.latex.quantities import TRANSPOSED, numbers_in
from derivcheck.notation.latex.spelled import ends_in_name
from derivcheck.notation.latex.tables import REALS
from derivcheck.notation.latex.valued import is_valued
from derivcheck.notation.latex.words import Words

__all__ = [
    "DIFFERENTIAL", "Binder", "Seen", "Sighting", "is_square", "is_squared", "matrix_signs", "names_of",
    "seen_in", "with_scripts",
]  # fmt: skip

#: What differentiates, mostly.
DIFFERENTIAL = "d"
_OPEN = {"(": ")", "[": "]", r"\{": r"\}"}
_SUMS = frozenset({r"\sum", r"\prod"})
_BIG = _SUMS | {r"\int", r"\iint", r"\iiint"}
_LOGARITHMS = frozenset({"log", r"\log"})
#: Words that say that a formula is about matrices.
_MATRICES = frozenset({"tr", "det", "rank", "vec", "diag", r"\det", "trace"})


@frozen
class Sighting:
    r"""One use of a name: its base with primes, what stands below it, and what stands right behind it.

    `below` has an entry for each atom below the name: a letter or name, a number, or "" for anything else.
    With an index in brackets above it the name is another one, and `below` ends with that index.
    `called` holds the words of a bracket right behind the name, `None` where there is none; it may be that of
    the `inverse`, as in `f^{-1}(y)`. `run` is the
    number of letters that stand together, without blanks, around it. `upright` tells `\mathrm{E}` from `E`,
    and `is_number` that it stands where no vector and no matrix can. `label` is `below` with letters that
    stand side by side as one word, `xy` for `s_{xy}`, where they may be one.
    """

    name: str
    below: tuple[str, ...]
    called: tuple[str, ...] | None
    scripted: bool
    start: int
    in_script: bool
    run: int
    upright: bool = False
    is_number: bool = False
    label: tuple[str, ...] = ()
    inverse: bool = False


@frozen
class Binder:
    """A sign that binds letters: a sum or product with its bounds as words, empty where they are missing."""

    letters: tuple[str, ...]
    lower: tuple[str, ...]
    upper: tuple[str, ...]
    start: int


@frozen
class Seen:
    """What a text shows: the uses of names and the binders in it, and whether it is about matrices.

    `products` are the pairs of capital letters that stand side by side, in their order, and `imaginary` says
    that an `i` in it is the imaginary unit, `differential` that a `d` stands before a variable in it.
    """

    sightings: tuple[Sighting, ...]
    binders: tuple[Binder, ...]
    matrices: bool = False
    products: frozenset[tuple[str, str]] = frozenset()
    imaginary: bool = False
    differential: bool = False


def seen_in(words: Words) -> Seen:
    """What the words of a text show."""
    matrices = bool(matrix_signs(words))
    binders = tuple(_binders(words))
    imaginary, differential = has_imaginary_unit(words), _has_differential(words)
    return Seen(tuple(_sightings(words)), binders, matrices, _products(words), imaginary, differential)


def names_of(use: Sighting) -> Iterator[str]:
    """The names that a use may be of: `x_1` may be `x` at 1, and a name of its own."""
    yield use.name
    for end in range(1, len(use.below) + 1):
        yield "_".join((use.name, *use.below[:end]))
    if use.label and use.label != use.below:
        yield "_".join((use.name, *use.label))


def _has_differential(words: Words) -> bool:
    """Whether a `d` stands before a letter or a name, as in `dx` and `d^3 x`: it may be no quantity there."""
    tokens = words.words
    places = (at for at, word in enumerate(tokens) if word.kind == LETTER and word.text == DIFFERENTIAL)
    behind = (words.behind(at + 2) if tokens[at + 1].text == "^" else at + 1 for at in places)
    return any(tokens[at].kind in (LETTER, NAME) for at in behind)


def _products(words: Words) -> frozenset[tuple[str, str]]:
    """The capital letters side by side, with the numbers that stand around them: `A B`, `W_1 W_2`."""
    found: set[tuple[str, str]] = set()
    before, ends = "", -1
    for at, word in enumerate(words.words):
        letter = word.text.partition(RAISED)[0]
        if len(letter) != 1 or not letter.isupper():
            continue
        name, below, _, after, _ = with_scripts(words, at)
        if all(atom.isdigit() for atom in below):
            name = "_".join((name, *below))
            if ends == at:
                found.add((before, name))
            before, ends = name, after
    return frozenset(found)


def matrix_signs(words: Words) -> frozenset[int]:
    r"""The positions of what says that a formula is about matrices, such as the `^` of `X^T X`.

    The `^` of `\sum_{t=1}^T` is an upper bound, and that of `(1 + r)^T` a power.
    """
    tokens = words.words
    bounds = {mark for at, word in enumerate(tokens) if word.text in _BIG for mark in _marks(words, at + 1)}
    return frozenset(
        at
        for at, word in enumerate(tokens[:-1])
        if word.text in _MATRICES
        or (word.text == "^" and at not in bounds and not _is_number(words, at) and _turns(words, at + 1))
    )


def _is_number(words: Words, at: int) -> bool:
    """Whether a number stands before the sign at `at`, or a bracket with a number as a term."""
    tokens, opened = words.words, {close: start for start, close in words.partner.items()}
    start = opened.get(at - 1)
    if start is None or tokens[at - 1].text != ")":
        return at > 0 and tokens[at - 1].kind == NUMBER and tokens[at - 2].text not in ("_", "^")
    return any(
        tokens[place].kind == NUMBER
        and tokens[place - 1].text in ("(", "+", "-")
        and tokens[place + 1].text in (")", "+", "-")
        for place in range(start + 1, at - 1)
    )


def _marks(words: Words, at: int) -> Iterator[int]:
    """The positions of the signs of the scripts at `at`."""
    while words.words[at].text in ("_", "^") and at + 1 < len(words.words):
        yield at
        at = words.behind(at + 1)


def _turns(words: Words, at: int) -> bool:
    """Whether the superscript at `at` is the sign of a transposition."""
    start, stop = words.group(at)
    return stop == start + 1 and words.words[start].text in TRANSPOSED


def _sightings(words: Words) -> Iterator[Sighting]:
    """Every use of a name in a formula, in order; functions of the language are none."""
    tokens = words.words
    scripts, numbers = _scripts(words), numbers_in(words)
    for at, token in enumerate(tokens):
        if token.kind not in (LETTER, NAME) or (token.text == REALS and at in scripts):
            continue
        name, below, label, after, is_power = with_scripts(words, at)
        run = _run_length(words, at)
        is_variable = bool(at) and tokens[at - 1].text in DIFFERENTIALS
        is_base = at > 1 and tokens[at - 1].text == "_" and tokens[at - 2].text in _LOGARITHMS
        called = None if is_variable or is_base or at in scripts else _called(words, after)
        if run > 2 and called is not None and _spells(words, at):
            called = None  # whoever reads it says that it may be a function
        if is_power and called is not None and not is_plain(called):
            called = None  # a power is multiplied
        if token.kind == NAME and token.text in FUNCTIONS and _is_function(token.text, called, below):
            continue
        upright = token.kind == NAME
        yield Sighting(
            name, below, called, bool(below), token.start, at in scripts, run, upright, at in numbers, label,
            called is not None and _has_power(words, at, ["-", "1"]),
        )  # fmt: skip


#: Letters that are names of functions, and much more often of quantities.
_GREEK = frozenset({"beta", "gamma", "psi", "zeta"})


def _is_function(name: str, called: tuple[str, ...] | None, below: tuple[str, ...]) -> bool:
    r"""Whether a word is a function of the language here; `\delta_{ij}` is the one of Kronecker."""
    if name == "delta":
        return len(below) == 2
    return called is not None or name not in _GREEK


def with_scripts(words: Words, at: int) -> tuple[str, tuple[str, ...], tuple[str, ...], int, bool]:
    """The name at `at` with its primes, the atoms below it, these as words, the position after it, and
    whether there is a power above it.
    """
    tokens = words.words
    name, at = tokens[at].text, at + 1
    below: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    is_power = False
    while at < len(tokens):
        if tokens[at].kind == PRIMES:
            name += "_prime" * len(tokens[at].text)
            at += 1
        elif tokens[at].text in ("_", "^") and at + 1 < len(tokens):
            start, stop = words.group(at + 1)
            if tokens[at].text == "_":
                below, label = _atoms(words, start, stop), _label(words, start, stop)
            elif is_raised(words, at):
                above = _atoms(words, start + 1, stop - 1)
            elif [word.text for word in tokens[start:stop]] == ["*"]:
                name += "_star"
            elif tokens[start].text not in ("-", "("):
                is_power = True
            at = stop + 1 if tokens[at + 1].text == "{" else stop
        else:
            break
    if above:
        name, below, label = f"{name}{RAISED}", below + above, ()
    return name, below, label, at, is_power


def is_squared(words: Words, at: int) -> bool:
    """Whether the name at `at`, with what stands below it, is squared."""
    return _has_power(words, at, ["2"])


def _has_power(words: Words, at: int, power: list[str]) -> bool:
    powers = (words.group(mark + 1) for mark in _marks(words, at + 1) if words.words[mark].text == "^")
    return any([word.text for word in words.words[start:stop]] == power for start, stop in powers)


def is_square(words: Words) -> bool:
    r"""Whether the words are the square of a name and nothing else: `\sigma_i^2`."""
    return (
        words.words[0].kind in (LETTER, NAME)
        and is_squared(words, 0)
        and words.words[with_scripts(words, 0)[3]].kind == END
    )


def _atoms(words: Words, start: int, stop: int) -> tuple[str, ...]:
    """The atoms below a name: letters, names and numbers; else one that is empty."""
    inside = [word for word in words.words[start:stop] if word.text != ","]
    if inside and all(word.kind in (LETTER, NAME, NUMBER) for word in inside):
        return tuple(word.text for word in inside)
    return ("",)


def _label(words: Words, start: int, stop: int) -> tuple[str, ...]:
    """What stands below a name as words, as a name may hold them; none where something else stands there."""
    found: list[str] = []
    joins = False
    for word in words.words[start:stop]:
        if word.text == ",":
            joins = False
        elif joins and not word.gap and word.kind in (LETTER, NUMBER):
            found[-1] += word.text
        elif joins or word.kind not in (LETTER, NAME, NUMBER):
            return ()
        else:
            found.append(word.text)
            joins = word.kind != NAME
    return tuple(found)


def _spells(words: Words, at: int) -> bool:
    """Whether the letter at `at` ends the name of a function: `exp(x)`."""
    return bool(ends_in_name("".join(word.text for word in words.words[max(at - 5, 0) : at + 1])))


def _run_length(words: Words, at: int) -> int:
    """How many letters stand together, without blanks, around the one at `at`."""
    tokens, first, last = words.words, at, at
    if tokens[at].kind != LETTER:
        return 1
    while first > 0 and tokens[first - 1].kind == LETTER and not tokens[first].gap:
        first -= 1
    while tokens[last + 1].kind == LETTER and not tokens[last + 1].gap:
        last += 1
    return last - first + 1


def _called(words: Words, at: int) -> tuple[str, ...] | None:
    tokens = words.words
    if at < len(tokens) and tokens[at].text in _OPEN and at in words.partner:
        return tuple(word.text for word in tokens[at + 1 : words.partner[at]])
    return None


def _scripts(words: Words) -> frozenset[int]:
    """The positions of all words below something, and of the indices in brackets above something."""
    found: set[int] = set()
    for at, token in enumerate(words.words):
        if token.text not in ("_", "^") or at + 1 >= len(words.words):
            continue
        if words.words[at - 1].text in _LOGARITHMS:
            continue  # its base is a number
        if words.words[at - 1].text == r"\nabla" or is_valued(words.words, at - 1):
            continue  # what is differentiated by, a point, or an end
        if token.text == "_" or is_raised(words, at):
            found |= set(range(*words.group(at + 1)))
    return frozenset(found)


def _binders(words: Words) -> Iterator[Binder]:
    """Every sum and product in a formula that names what it binds."""
    tokens = words.words
    for at, token in enumerate(tokens):
        if token.text not in _SUMS:
            continue
        below: tuple[int, int] | None = None
        above: tuple[int, int] | None = None
        place = at + 1
        while place + 1 < len(tokens) and tokens[place].text in ("_", "^"):
            span = words.group(place + 1)
            below, above = (span, above) if tokens[place].text == "_" else (below, span)
            place = words.behind(place + 1)
        if below is not None:
            yield from _binder(words, below, above, token.start)


def _binder(
    words: Words, below: tuple[int, int], above: tuple[int, int] | None, start: int
) -> Iterator[Binder]:
    inside = [word for word in words.words[below[0] : below[1]] if word.kind != TEXT]
    between = _between(inside)
    if between is not None:
        yield Binder(*between, start)
        return
    letters = []
    for at, word in enumerate(inside):
        if word.kind in (LETTER, NAME):
            letters.append(word.text)
        elif word.text != ",":
            inside = inside[at:]
            break
    else:
        inside = []
    bounded = bool(inside) and inside[0].text == "=" and above is not None
    lower = tuple(word.text for word in inside[1:]) if bounded else ()
    upper = tuple(word.text for word in words.words[above[0] : above[1]]) if bounded and above else ()
    compared = bool(inside) and not bounded
    yield Binder(tuple(letters if not compared else letters[:1]), lower, upper, start)


def _between(inside: list[Token]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] | None:
    r"""The letters of `1 \le i < j \le n` with the words of its ends; None for another condition."""
    signs = [at for at, word in enumerate(inside) if word.text in RISING]
    names = names_between(inside, signs)
    if not names or signs[0] == 0:
        return None
    lower = tuple(word.text for word in inside[: signs[0]])
    upper = tuple(word.text for word in inside[signs[-1] + 1 :])
    lower += ("+", "1") if inside[signs[0]].text == STRICT else ()
    upper += ("-", "1") if inside[signs[-1]].text == STRICT else ()
    return tuple(names), lower, upper
