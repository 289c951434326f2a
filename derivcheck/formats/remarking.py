"""Comments written beside the steps of a YAML file, and nothing else changed.

A comment gets a line of its own above the step, indented like it. Whether a line above is inside a text that
goes over several lines is YAML's to say, so each comment is tried, and kept when the file still reads as it
did, places aside. A comment that stands there already and speaks of the same (its words before the colon) is
replaced: writing twice is writing once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivcheck.errors import Place
from derivcheck.formats.yaml import read
from derivcheck.model import Document

__all__ = ["MARK", "remarked"]

#: What every comment of ours begins with.
MARK = "# derivcheck: "
#: So many lines above the place of a step are tried.
_FURTHEST = 3


def remarked(text: str, remarks: Sequence[tuple[int, str]]) -> tuple[str, tuple[int, ...]]:
    r"""`text` with a comment above each of the lines (counted from 1), and the lines where none could stand.

    >>> remarked("steps:\n  - x\n  - y\n", [(3, "step 2 should be: x")])
    ('steps:\n  - x\n  # derivcheck: step 2 should be: x\n  - y\n', ())
    """
    before = read(text, "")
    missed = []
    for number, remark in sorted(remarks, reverse=True):  # from below, so that the numbers above stay
        for above in range(_FURTHEST):
            changed = _inserted(text, number - 1 - above, remark)
            if changed is not None and _same(read(changed, ""), before):
                text = changed
                break
        else:
            missed.append(number)
    return text, tuple(reversed(missed))


def _inserted(text: str, at: int, remark: str) -> str | None:
    """`text` with the comment above line number `at`, counted from 0, or in place of its older self there."""
    lines = text.split("\n")
    if not 0 <= at < len(lines) or not lines[at].strip():
        return None
    line = lines[at]
    indent = line[: len(line) - len(line.lstrip(" "))]
    comment = f"{indent}{MARK}{remark}" + ("\r" if line.endswith("\r") else "")
    above = at - 1
    while above >= 0 and lines[above].lstrip(" ").startswith(MARK):
        if _about(lines[above]) == _about(comment):
            return "\n".join([*lines[:above], comment, *lines[above + 1 :]])
        above -= 1
    return "\n".join([*lines[:at], comment, *lines[at:]])


def _about(comment: str) -> str:
    """What a comment speaks of: the words before its colon."""
    return comment.lstrip(" ").removeprefix(MARK).partition(":")[0]


def _same(one: object, other: object) -> bool:
    """Whether two values are alike, places aside."""
    if isinstance(one, Place) and isinstance(other, Place):
        return True
    if isinstance(one, Document | Mapping | tuple) or hasattr(one, "__match_args__"):
        return type(one) is type(other) and _alike(one, other)
    return one == other


def _alike(one: object, other: object) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return [*one] == [*other] and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    names: tuple[str, ...] = type(one).__match_args__  # type: ignore[attr-defined]
    return all(_same(getattr(one, name), getattr(other, name)) for name in names)
