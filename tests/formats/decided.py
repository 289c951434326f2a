"""What is decided of a document in Markdown."""

from __future__ import annotations

from pathlib import Path

from derivcheck import checker, formats

__all__ = ["verdicts"]


def verdicts(folder: Path, text: str) -> list[str]:
    """The names of the verdicts on all claims of a document with this text, in order; what is not read
    is "unreadable"."""
    (folder / "a.md").write_text(text, encoding="utf-8")
    judge = checker.Checker()
    found = checker.goals(formats.load(folder / "a.md"))
    return [judge.check(goal)[0].name for _, goals in found for goal in goals]
