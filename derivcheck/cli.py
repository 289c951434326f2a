"""The command line: reads options, runs, writes one report to standard output, ends with an exit code.

Whatever a command needs is imported when it runs, so `--help` costs nothing and `verify` only what it uses.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from derivcheck import __version__
from derivcheck.errors import Place, Problem, ReadError

if TYPE_CHECKING:
    from derivcheck.model import Context, Document, Step
    from derivcheck.reports.styled import Line

__all__ = ["cli", "main"]

#: As for `verify`: nothing is wrong, and nothing decided.
_UNDECIDED = 3
#: The shell's own codes for a program ended by an interrupt, and by a reader that went away.
_INTERRUPTED, _PIPE_CLOSED = 130, 141

_VERIFY_HELP = """Check every step of the derivations in PATHS (files or folders; default: derivations/).

\b
Exit code, the first that applies:
  2  wrong usage, or something could not be read
  1  a step is refuted, or an error announced by `expect:` was not found
     (with --strict also: a step is proved only on conditions)
  3  nothing is refuted, but something is undecided
  0  everything is proved, or is exactly what `expect:` says

Standard output carries the report and nothing else.
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="derivcheck %(version)s")
def cli() -> None:
    """A type checker for mathematics as people write it."""


@cli.command(help=_VERIFY_HELP)
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to report.",
)
@click.option("--strict", is_flag=True, help="A step proved only on conditions is not good enough.")
@click.option(
    "-k",
    "select",
    metavar="PATTERN",
    default="",
    help="Only the derivations whose `file::id` contains PATTERN, or matches it if it has wildcards.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="For the points that are tried.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="What a single step may take before it is left undecided.",
)
@click.option("--no-time", is_flag=True, help="Leave out the seconds: the same input, the same bytes.")
@click.option("-q", "--quiet", is_flag=True, help="Show only what is not as expected, and the summary.")
def verify(
    paths: tuple[str, ...],
    form: str,
    strict: bool,
    select: str,
    seed: int,
    timeout: float,
    no_time: bool,
    quiet: bool,
) -> None:
    """Checks, reports, and ends with the exit code of the gate."""
    from derivcheck.engine.progress import Bar
    from derivcheck.engine.run import NothingSelectedError, Options, run
    from derivcheck.reports.tally import exit_code

    options = Options(seed=seed, timeout=timeout, strict=strict, select=select)
    try:
        with Bar() as bar:
            report = run(paths or ("derivations/",), options, bar)
    except NothingSelectedError as error:
        raise click.UsageError(_nothing_selected(error.pattern, error.known)) from None
    if form == "json":
        from derivcheck.reports.json import to_json

        _write(to_json(report, times=not no_time))
    else:
        from derivcheck.reports.terminal import Layout, to_lines

        layout = Layout(times=not no_time, quiet=quiet, source=_source_line)
        _write(_painted(to_lines(report, layout), sys.stdout))
    raise click.exceptions.Exit(exit_code(report))


def _nothing_selected(pattern: str, known: Sequence[str]) -> str:
    from derivcheck.errors import nearest

    ids = [name.rpartition("::")[2] for name in known]
    hint = nearest(pattern, known) or nearest(pattern, ids) or f"there is, for instance, {known[0]!r}"
    return f"-k: no derivation matches {pattern!r}; {hint}"


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a derivation file, for editors to complete and check with."""
    from derivcheck import formats

    _write(formats.schema_text())


@cli.command()
@click.argument("file")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "latex", "sympy"]),
    default="text",
    show_default=True,
    help="The notation to print.",
)
def show(file: str, form: str) -> None:
    """Print the derivations of FILE as text, LaTeX or SymPy code."""
    from derivcheck.reports import show as shower

    document = _load(file)
    _write(shower.show(document, form))
    unread = [step.problem for step in _steps(document) if step.problem is not None]
    if unread:
        _refuse(unread)


def _steps(document: Document) -> Iterator[Step]:
    """Every step of the document, final checks included."""
    for derivation in document.derivations:
        yield from derivation.steps
        if derivation.final is not None:
            yield derivation.final
    yield from document.finals


@cli.command()
@click.argument("file")
@click.argument("expression")
@click.option("--id", "id_", metavar="DERIVATION", help="Read EXPRESSION in the context of this derivation.")
def simplify(file: str, expression: str, id_: str | None) -> None:
    """Print the normal form of EXPRESSION in the names that FILE declares."""
    from derivcheck import checker, notation

    context = _context_of(_load(file), id_)
    try:
        read = notation.read_expression(expression, context, Place("EXPRESSION"))
    except ReadError as error:
        _refuse([error.problem], expression)
    simplified = checker.simplify(read, context)
    if simplified is None:
        click.echo("no normal form: this is outside of what the kernel knows, or too hard for it", err=True)
        raise click.exceptions.Exit(_UNDECIDED)
    _write(simplified)


def _load(file: str) -> Document:
    """The document in `file`; ends with exit code 2, and says why, when something in it cannot be read."""
    from derivcheck import formats

    document = formats.load(file)
    if document.problems:
        _refuse(document.problems)
    return document


def _context_of(document: Document, id_: str | None) -> Context:
    if id_ is None:
        return document.context
    contexts = {one.id: one.context for one in document.derivations}
    if id_ not in contexts:
        from derivcheck.errors import nearest

        hint = nearest(id_, contexts) or f"there are {', '.join(contexts)}"
        raise click.UsageError(f"--id: {document.file} has no derivation {id_!r}; {hint}")
    return contexts[id_]


def _refuse(problems: Iterable[Problem], text: str | None = None) -> NoReturn:
    """Says on standard error what could not be read, in `text` or in the files, and ends with 2."""
    from derivcheck.reports.steps import problem_lines

    def source(place: Place) -> str | None:
        return _source_line(place) if text is None else text

    lines = [line for problem in problems for line in problem_lines(problem, source)]
    click.echo(_painted(lines, sys.stderr), err=True, nl=False, color=True)
    raise click.exceptions.Exit(2)


def _source_line(place: Place) -> str | None:
    """The line at a place, for the excerpt under a complaint; None where there is nothing to show."""
    try:
        with open(place.file, encoding="utf-8") as stream:
            return next((text for number, text in enumerate(stream, 1) if number == place.line), None)
    except (OSError, UnicodeDecodeError):
        return None


def _painted(lines: Sequence[Line], stream: TextIO) -> str:
    from derivcheck.reports import styled

    if not _wants_colour(stream):
        return styled.plain(lines)
    from shutil import get_terminal_size

    return styled.coloured(lines, get_terminal_size().columns)


def _wants_colour(stream: TextIO) -> bool:
    """Whether to paint: not with NO_COLOR, else with FORCE_COLOR, else on a terminal that can."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _write(text: str) -> None:
    """Writes a command's one result to standard output."""
    try:
        click.echo(text, nl=not text.endswith("\n"), color=True)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; nothing may be flushed into the closed pipe at exit, not even by Python itself.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(_PIPE_CLOSED) from None


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
