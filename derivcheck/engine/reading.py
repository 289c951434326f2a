"""Reading files inside limits of time.

Readers are plain Python, so the alarm of the operating system is enough to end one that takes too long; what
is slow in arithmetic happens only in `derivcheck.engine.workers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from derivcheck import formats
from derivcheck.engine.alarm import alarm
from derivcheck.errors import OutOfTime, Place, Problem
from derivcheck.model import Document

__all__ = ["read_all"]


def read_all(
    files: Sequence[str], seconds: float, total: float, context: str = ""
) -> tuple[list[Document], list[Problem]]:
    """The documents, in which their own problems stand, and what kept a reader from coming to an end.

    `seconds` is what the reading of one file may take and `total` that of all; `context` is the context file
    of documents in prose.
    """
    end = perf_counter() + total
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in files:
        try:
            with alarm(min(seconds, end - perf_counter())):
                document = formats.load(file, context) if context else formats.load(file)
            documents.append(document)
        except OutOfTime:
            late = perf_counter() >= end
            found = f"more than {total if late else seconds:g} s of reading{' in this run' if late else ''}"
            problems.append(Problem(Place(file), "a file that is quickly read", found, "split the file"))
        except RecursionError:
            problems.append(Problem(Place(file), "an expression of ordinary depth", "one nested too deeply"))
        except MemoryError:
            problems.append(Problem(Place(file), "a file of ordinary size", "one that fills the memory"))
    return documents, problems
