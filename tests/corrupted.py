"""`python -m tests.corrupted [--certificates N]`: certificates with one thing changed, all of them rejected.

A corruption changes one place of a certificate of the gallery or of the cases: a number, a name, a law, a
condition, the claim, the context, a step that is left out or said twice, the point. Nothing else protects a
certificate, no digest and no signature: what rejects it is that it proves nothing, or something else. Making
the certificates takes most of the time; `--every N` makes those of every N-th file alone, by the seed.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from time import perf_counter
from typing import Any

from derivcheck.audit.certificates import FAULTS, checked
from derivcheck.audit.laws import laws
from derivcheck.audit.terms import RejectedError, read
from tests.audit.certificates import ROOT, steps

PATHS = ("derivations", "tests/cases/proved", "tests/cases/conditional", "tests/cases/refuted")

#: Of so many bound indices a text may speak that stands below them.
_DEPTH = 9

#: A place in a JSON value: the list or object that it stands in, and where.
Place = tuple[Any, Any]


def places(value: Any) -> Iterator[Place]:
    """Every place inside a JSON value."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, part in entries:
        yield value, key
        yield from places(part)


def _numbers(place: Place, chance: random.Random) -> Any:
    """A number changed."""
    found = place[0][place[1]]
    if isinstance(found, bool) or not isinstance(found, int | str):
        return None
    try:
        value = Fraction(found)
        changed = chance.choice([value + 1, value - 1, -value, value * 2, value + Fraction(1, 3)])
        return int(changed) if isinstance(found, int) else str(changed)
    except ValueError:  # no number, or one that is too long to be written out
        return None


def _names(place: Place, chance: random.Random) -> Any:
    """A word swapped for another, inside of a text."""
    others = [
        "x",
        "i",
        "j",
        "k",
        "n",
        "z",
        "#1",
        "#2",
        "exp",
        "log",
        "real",
        "sum",
        "prod",
        "pi",
        "0",
        "1",
        "2",
    ]
    return _in_text(place, chance, r"#?[A-Za-z_]\w*", others)


def _digits(place: Place, chance: random.Random) -> Any:
    """A number swapped for another, inside of a text."""
    return _in_text(place, chance, r"\d+", ["0", "1", "2", "3", "7", "n"])


def _signs(place: Place, chance: random.Random) -> Any:
    """A sign swapped for another, inside of a text."""
    return _in_text(
        place, chance, r"!=|<=|>=|[-+*/^=<>]", ["+", "-", "*", "/", "^", "=", "<", ">", "<=", ">="]
    )


def _in_text(place: Place, chance: random.Random, pattern: str, others: list[str]) -> Any:
    found = place[0][place[1]]
    words = list(re.finditer(pattern, found)) if isinstance(found, str) else []
    if not words:
        return None
    word = chance.choice(words)
    return found[: word.start()] + chance.choice(others) + found[word.end() :]


def _words(place: Place, chance: random.Random) -> Any:
    """A law swapped for another."""
    return chance.choice([*laws(), "sign", "given", "derivative"]) if place[1] == "law" else None


def _emptied(place: Place, _chance: random.Random) -> Any:
    """A list or an object emptied."""
    found = place[0][place[1]]
    return type(found)() if isinstance(found, list | dict) and found else None


def _shorter(place: Place, chance: random.Random) -> Any:
    """Something left out of a list or an object: truncated, a condition dropped, a step lost."""
    found = place[0][place[1]]
    if isinstance(found, list) and found:
        at = chance.randrange(len(found))
        return found[:at] + found[at + 1 :]
    if isinstance(found, dict) and found:
        lost = chance.choice(list(found))
        return {key: part for key, part in found.items() if key != lost}
    return None


def _longer(place: Place, chance: random.Random) -> Any:
    """Something said twice."""
    found = place[0][place[1]]
    return [*found, chance.choice(found)] if isinstance(found, list) and found else None


def _swapped(place: Place, chance: random.Random) -> Any:
    """Two parts in each other's place; two steps that need not each other prove the same in either order."""
    found = place[0][place[1]]
    if not isinstance(found, list) or len(found) < 2 or isinstance(found[0], dict):
        return None
    one, two = chance.sample(range(len(found)), 2)
    made = list(found)
    made[one], made[two] = made[two], made[one]
    return made


CORRUPTIONS: Mapping[str, Callable[[Place, random.Random], Any]] = {
    "number": _numbers, "digits": _digits, "name": _names, "sign": _signs, "law": _words, "emptied": _emptied,
    "left out": _shorter, "said twice": _longer, "swapped": _swapped,
}  # fmt: skip


def corrupted(certificate: Any, chance: random.Random) -> tuple[str, Any, str]:
    """What kind of thing was changed, the certificate with it, and what it is now."""
    while True:
        made = {"certificate": copy.deepcopy(certificate)}
        everywhere = list(places(made))
        kind = chance.choice(list(CORRUPTIONS))
        place = chance.choice(everywhere)
        changed = CORRUPTIONS[kind](place, chance)
        if changed is not None and not _says_the_same(changed, place[0][place[1]]):
            place[0][place[1]] = changed
            return kind, made["certificate"], f"{place[1]} is {changed}"


def _says_the_same(one: Any, two: Any) -> bool:
    """Whether nothing was changed, or only how a bound index is called."""
    try:
        return one == two or bool(isinstance(one, str) and read(one, _DEPTH) == read(two, _DEPTH))
    except FAULTS:
        return False


def is_rejected(certificate: Any, step: dict[str, Any]) -> bool:
    """Whether the auditor rejects it."""
    try:
        checked(certificate, step)
    except RejectedError:
        return True
    return False


def _paths(every: int, seed: int) -> tuple[str, ...]:
    if every == 1:
        return PATHS
    files = [path for folder in PATHS for path in sorted((ROOT / folder).rglob("*.yaml"))]
    return tuple(path.relative_to(ROOT).as_posix() for path in files[seed % every :: every])


def main() -> int:
    """Print what was accepted and the table; 1 if anything was."""
    options = argparse.ArgumentParser(prog="python -m tests.corrupted")
    options.add_argument("--certificates", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--every", type=int, default=1, metavar="N", help="of every N-th file")
    told = options.parse_args()
    chance, begin = random.Random(told.seed), perf_counter()
    sources = steps(*_paths(told.every, told.seed))
    tried: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for _ in range(told.certificates):
        step = chance.choice(sources)
        kind, certificate, changed = corrupted(step["certificate"], chance)
        tried[kind] += 1
        if not is_rejected(certificate, step):
            accepted[kind] += 1
            print(f"accepted, {kind}: {step['statement']['left']} = {step['statement']['right']}: {changed}")
    for kind, number in sorted(tried.items()):
        print(f"{number:7d}  {kind}: {number - accepted[kind]} rejected, {accepted[kind]} accepted")
    print(f"{tried.total():7d}  corrupted certificates of {len(sources)}, {accepted.total()} accepted, in "
          f"{perf_counter() - begin:.0f} s")  # fmt: skip
    return 1 if accepted else 0


if __name__ == "__main__":
    sys.exit(main())
