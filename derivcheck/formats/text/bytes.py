"""The text of a file: at most so much of it, in UTF-8."""

from __future__ import annotations

from pathlib import Path

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.text.characters import decode
from derivcheck.formats.text.tree import LARGEST
from derivcheck.model import Context, Document

__all__ = ["text_in", "unread"]


def text_in(path: Path, most: int = LARGEST, shown: str = "") -> str:
    """The text in the file, called `shown` in errors; raises `ReadError` when there is none."""
    file = shown or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ReadError(Problem(Place(file), "a file that can be read", reason)) from None
    if len(data) > most:
        raise ReadError(Problem(Place(file), f"at most {most} bytes", "more", "split the file"))
    return decode(data, file)


def unread(file: str, *problems: Problem) -> Document:
    """The document of a file that could not be read."""
    return Document(file, "", {}, Context(), (), (), problems)
