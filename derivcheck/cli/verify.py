"""`derivcheck verify`: the gate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

import click

from derivcheck.cli.edge import SECONDS, Excerpts, painted, refuse, write

__all__ = ["verify"]

#: The shell's own code for a program ended by an interrupt.
_INTERRUPTED = 130

_VERIFY_HELP = """Check every step of the derivations in PATHS (files or folders; default: derivations/).

\b
Exit code, the first that applies:
  4  an internal error, such as a proof that a point contradicts: no verdict counts
  2  wrong usage, or something could not be read
  1  a step is refuted, or an error announced by `expect:` was not found
     (with --strict also: a step is proved only on conditions)
  3  nothing is refuted, but something is undecided
  0  everything is proved, or is exactly what `expect:` says

Standard output carries the report and nothing else.
"""


@click.command(help=_VERIFY_HELP)
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
    type=SECONDS,
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="What a single step, or the reading of a file, may take before it is given up.",
)
@click.option(
    "--file-timeout",
    type=SECONDS,
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="What all steps of a file together may take.",
)
@click.option(
    "--run-timeout",
    type=SECONDS,
    default=3600.0,
    show_default=True,
    metavar="SECONDS",
    help="What the whole run may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=16),
    default=1024,
    show_default=True,
    metavar="MIB",
    help="What a single step may use.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Decide N steps at a time (default: as many as there are processors, if there is enough to do).",
)
@click.option(
    "--propose",
    type=click.Choice(["sympy"]),
    default=None,
    help="Ask SymPy about integrals and limits that are undecided; only what is proved then counts.",
)
@click.option("--certificates", is_flag=True, help="With --format json: a certificate for every verdict.")
@click.option("--audit", is_flag=True, help="Have every verdict's certificate checked again by the auditor.")
@click.option(
    "--context",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    default=None,
    help="What is known about the documents in Markdown or LaTeX: the names in them, and what to expect.",
)
@click.option(
    "--show-context", is_flag=True, help="Print what was inferred about each document, as YAML, and end."
)
@click.option(
    "--allow-unread",
    is_flag=True,
    help="An equality of a document that cannot be read does not fail the run.",
)
@click.option("--no-time", is_flag=True, help="Leave out the seconds: the same input, the same bytes.")
@click.option(
    "--fix",
    "mend",
    is_flag=True,
    help="Write the right step, as a comment, beside each wrong one into the file.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show only what is not as expected, and the summary.")
def verify(
    paths: tuple[str, ...],
    form: str,
    strict: bool,
    select: str,
    seed: int,
    timeout: float,
    file_timeout: float,
    run_timeout: float,
    memory: int,
    jobs: int,
    propose: str | None,
    certificates: bool,
    audit: bool,
    context: str | None,
    show_context: bool,
    allow_unread: bool,
    no_time: bool,
    mend: bool,
    quiet: bool,
) -> None:
    """Checks, reports, and ends with the exit code of the gate."""
    from derivcheck.engine.progress import Bar
    from derivcheck.engine.run import NothingSelectedError, Options, run
    from derivcheck.reports.tally import exit_code

    if propose:
        _require_sympy()
    if show_context:
        _show_context(paths or ("derivations/",), context)
    options = Options(
        seed=seed,
        timeout=timeout,
        strict=strict,
        select=select,
        file_timeout=file_timeout,
        run_timeout=run_timeout,
        memory=memory,
        jobs=jobs,
        context=context or "",
        allow_unread=allow_unread,
        certificates=certificates or audit,
        propose=propose or "",
    )
    try:
        with Bar() as bar:
            report = run(paths or ("derivations/",), options, bar)
    except NothingSelectedError as error:
        raise click.UsageError(_nothing_selected(error.pattern, error.known)) from None
    if audit:
        from derivcheck.certify.runs import audited
        from derivcheck.engine.alarm import alarm

        report = audited(report, partial(alarm, timeout))
    if form == "json":
        from derivcheck.reports.json import to_json

        write(to_json(report, times=not no_time))
    else:
        from derivcheck.reports.terminal import Layout, to_lines

        layout = Layout(times=not no_time, quiet=quiet, source=Excerpts())
        write(painted(to_lines(report, layout), sys.stdout))
    if mend:
        from derivcheck.cli.fixing import fix

        for said in fix(report):
            click.echo(said, err=True)
    raise click.exceptions.Exit(_INTERRUPTED if report.interrupted else exit_code(report))


def _require_sympy() -> None:
    from derivcheck.proposals import is_installed

    if not is_installed():
        raise click.UsageError("--propose sympy: SymPy is not installed; pip install sympy")


def _show_context(paths: Sequence[str], context: str | None) -> NoReturn:
    """Prints what was inferred about each document among `paths`."""
    from derivcheck import formats

    files, problems = formats.discover(paths)
    if problems:
        refuse(problems)
    for file in files:
        survey = formats.load(file, context).survey
        if survey is not None:
            write(f"# {file}\n{survey.context or '# everything is declared' + chr(10)}")
    raise click.exceptions.Exit(0)


def _nothing_selected(pattern: str, known: Sequence[str]) -> str:
    from derivcheck.errors import nearest

    ids = [name.rpartition("::")[2] for name in known]
    hint = nearest(pattern, known) or nearest(pattern, ids) or f"there is, for instance, {known[0]!r}"
    return f"-k: no derivation matches {pattern!r}; {hint}"
