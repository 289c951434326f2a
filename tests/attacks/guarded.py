"""`python -m tests.attacks.guarded COUNTS ARGUMENTS…`: derivcheck under the eyes of an audit hook.

Python tells the hook of every file opened for writing, program started, socket made and text compiled,
also in the workers; the hook counts them in memory that all processes share, which becomes the file COUNTS.
"""

from __future__ import annotations

import mmap
import os
import sys
from pathlib import Path
from typing import Any

from tests.attacks.families import MARK

#: What is counted, in the order of the counters.
DEEDS = ("executions", "writes", "sockets")

_STARTS = (
    "subprocess.",
    "os.exec",
    "os.system",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "pty.",
)
_WRITES = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "os.putenv",
    "os.unsetenv",
    "shutil.",
    "tempfile.",
)
_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def deed(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Which deed an event is; None for one that is harmless."""
    if event.startswith("socket."):
        return "sockets"
    if event.startswith(_STARTS):
        return "executions"
    if event in ("compile", "exec") and MARK in repr(arguments):
        return "executions"
    if event.startswith(_WRITES):
        return "writes"
    if (
        event == "open"
        and arguments[0] != os.devnull
        and isinstance(arguments[2], int)
        and arguments[2] & _FLAGS
    ):
        return "writes"
    return None


def main() -> None:
    """Run the command line with the hook in place."""
    counts = mmap.mmap(os.open(sys.argv.pop(1), os.O_RDWR), len(DEEDS))

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        found = deed(event, arguments)
        if found is not None:
            place = DEEDS.index(found)
            counts[place] = min(255, counts[place] + 1)

    import derivcheck.cli

    sys.addaudithook(watch)
    derivcheck.cli.main()


if __name__ == "__main__":
    sys.argv[0] = Path("derivcheck").name
    main()
