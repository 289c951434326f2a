"""The mutants that no test can catch, or need catch, each with the reason: `explained.txt`.

An entry has four lines and an empty one behind it:

    folder/module.py: function
    - the line as it is
    + the line as it is changed
    = why nobody would see a difference in a verdict

Among changes that read alike within one function `function #2` means the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.faults.mutants import Mutant, mutants

__all__ = ["FILE", "Explained", "Key", "key", "parsed", "stale"]

FILE = Path(__file__).with_name("explained.txt")

#: What tells a mutant from all others, also when lines have moved: module, function, before, after.
Key = tuple[str, str, str, str]
Explained = Mapping[Key, str]


def key(module: str, mutant: Mutant) -> Key:
    """What a mutant is known by; a module is a path in the kernel."""
    rank = f" #{mutant.rank}" if mutant.rank > 1 else ""
    return module, f"{mutant.function or 'the module'}{rank}", mutant.before, mutant.after


def parsed(text: str) -> Explained:
    """The entries of a table; a ValueError tells what is not one."""
    found: dict[Key, str] = {}
    for entry in filter(None, text.strip().split("\n\n")):
        lines = entry.strip().split("\n")
        if len(lines) != 4 or [line[:2] for line in lines[1:]] != ["- ", "+ ", "= "] or ": " not in lines[0]:
            raise ValueError(f"expected module: function, then lines with -, + and =, found\n{entry}")
        module, function = lines[0].split(": ")
        name = (module, function, lines[1][2:], lines[2][2:])
        if name in found:
            raise ValueError(f"explained twice\n{entry}")
        found[name] = lines[3][2:]
    return found


def stale(told: Explained, folder: Path) -> Iterator[Key]:
    """The entries that are not the change of any line of the modules in a folder."""
    there = {
        key(module, each)
        for module in {module for module, *_ in told}
        if (folder / module).exists()
        for each in mutants((folder / module).read_text(encoding="utf-8"))
    }
    yield from (name for name in told if name not in there)
