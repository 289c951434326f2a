"""The command line: reads options, runs, writes one report to standard output, ends with an exit code.

A command is a module of this folder. Whatever it needs is imported when it runs, so `--help` costs
nothing and `verify` only what it uses.
"""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

import click

from derivcheck import __version__
from derivcheck.cli.audit import audit
from derivcheck.cli.explain import explain
from derivcheck.cli.import_ import import_
from derivcheck.cli.schema import schema
from derivcheck.cli.show import show
from derivcheck.cli.simplify import simplify
from derivcheck.cli.verify import verify

__all__ = ["cli", "main"]

#: The shell's own code for a program ended by an interrupt.
_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="derivcheck %(version)s")
def cli() -> None:
    """A type checker for mathematics as people write it."""


for _command in (verify, explain, audit, show, simplify, schema, import_):
    cli.add_command(_command)


#: A run is short: Python looks for cycles this seldom, which saves it a few hundredths of a second.
_ALLOCATIONS = 200_000


def main() -> NoReturn:
    """The program: like `cli`, and an interrupt ends it quietly with exit code 130."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(_ALLOCATIONS, 20, 20)
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = _INTERRUPTED
    gc.freeze()  # the process ends here: Python need not look through all that is left for cycles
    sys.exit(code)
