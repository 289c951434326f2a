"""What `derivcheck verify --fix` does: the mended step beside the wrong one, as a comment in the file.

Only steps that are wrong and not expected to be, and only fixes that are proved. The file is written in one
go: another program sees it as it was, or as it is, and nothing in between.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from derivcheck.formats import YAML, remarked
from derivcheck.model import Refuted, Report
from derivcheck.reports.styled import shown
from derivcheck.reports.tally import as_expected
from derivcheck.reports.words import heading

__all__ = ["fix"]


def fix(report: Report) -> Iterator[str]:
    """Writes the comments, and says for each file what was done."""
    for file in report.files:
        remarks = list(_remarks(report, file))
        if not remarks:
            continue
        if Path(file).suffix not in YAML:
            yield f"{file}: comments are written into YAML files only"
            continue
        try:
            yield from _written(Path(file), remarks)
        except (OSError, UnicodeDecodeError) as error:
            yield f"{file}: nothing was written: {error}"


def _remarks(report: Report, file: str) -> Iterator[tuple[int, str]]:
    """The line of each wrong step with a fix, and the comment."""
    for derivation in report.derivations:
        for check in derivation.checks:
            verdict = check.verdict
            if derivation.file != file or as_expected(check, derivation, strict=report.strict):
                continue
            if isinstance(verdict, Refuted) and verdict.explanation and verdict.explanation.fix:
                remark = f"{heading(check.goal)} of {derivation.id} should be: {verdict.explanation.fix}"
                yield check.goal.place.line, shown(remark)


def _written(path: Path, remarks: list[tuple[int, str]]) -> Iterator[str]:
    before = path.read_bytes().decode("utf-8")
    after, missed = remarked(before, remarks)
    if after != before:
        _replace(path, after.encode("utf-8"))
    yield f"{path}: {len(remarks) - len(missed)} of {len(remarks)} wrong steps have the right one beside them"
    for line in missed:
        yield f"{path}:{line}: no comment can stand above this step"


def _replace(path: Path, data: bytes) -> None:
    """`data` in place of what the file holds, all at once; who may read and write it stays as it is."""
    real = path.resolve()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, real.stat().st_mode & 0o7777)
        os.replace(name, real)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
