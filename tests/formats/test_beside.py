"""The context file beside a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.formats.files import context_beside


@pytest.mark.parametrize("path", ["", ".", "/"])
def test_a_folder_without_a_name_has_none(path: str) -> None:
    assert context_beside(Path(path)) is None
