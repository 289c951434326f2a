"""The README is run: its files are written, its commands called, what it shows compared with what comes out.

UPDATE_README=1 writes the output blocks anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")

#: Blocks that begin with `$ derivcheck …`: the command, then what it prints.
CONSOLE = re.compile(r"```console\n\$ (derivcheck .*)\n((?s:.*?))```")
#: Blocks of YAML whose first line names the file.
YAML = re.compile(r"```yaml\n(# (\S+\.yaml)\n(?s:.*?))```")
SECONDS = re.compile(r"in \d+\.\d\d s")

COMMANDS = dict(CONSOLE.findall(TEXT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the README's commands find around them."""
    (tmp_path / "derivations").symlink_to(ROOT / "derivations")
    for text, name in YAML.findall(TEXT):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_prints(command: str, folder: Path) -> None:
    program, *arguments = shlex.split(command)
    assert program == "derivcheck"
    found = subprocess.run(
        [sys.executable, "-m", "derivcheck", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")
    if os.environ.get("UPDATE_README"):
        _update(command, found.stdout)
    else:
        assert SECONDS.sub("in 0.00 s", COMMANDS[command]) == SECONDS.sub("in 0.00 s", found.stdout)


def _update(command: str, output: str) -> None:
    text = README.read_text(encoding="utf-8")
    block = re.compile(rf"(```console\n\$ {re.escape(command)}\n)(?s:.*?)```")
    README.write_text(block.sub(lambda found: f"{found[1]}{output}```", text), encoding="utf-8")


def test_there_is_something_to_run() -> None:
    assert len(COMMANDS) >= 3
    assert YAML.findall(TEXT)
