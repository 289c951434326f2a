"""A document as a YAML file in the plain notation: its context, then its derivations.

What could not be read is left out, and stands as a comment in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.contexts import keys_of, quoted
from derivcheck.frozen import replace
from derivcheck.model import Context, Derivation, Document, Step
from derivcheck.reports.styled import shown
from derivcheck.terms.printing import to_text

__all__ = ["to_yaml"]


def to_yaml(document: Document) -> str:
    """The text of the YAML file."""
    lines = [f"# from {shown(document.file)}"]
    if document.title:
        lines.append(f"title: {quoted(document.title)}")
    for name, text in document.survey.unknowns.items() if document.survey is not None else ():
        lines.append(f"# {name} is {shown(text)}: assume what is known about it")
    varies = not all(_is_part(one.context, document.context) for one in document.derivations)
    lines += keys_of(document.context) if not varies else ()
    lines.append("derivations:")
    for one in document.derivations:
        lines += _derivation(one, document.context, varies=varies)
    return "\n".join(lines) + "\n"


def _is_part(context: Context, whole: Context) -> bool:
    """Whether all names of `context` are the same ones in `whole`."""
    tables = ("indices", "symbols", "functions", "definitions")
    return all(getattr(context, table).items() <= getattr(whole, table).items() for table in tables)


def _derivation(one: Derivation, context: Context, *, varies: bool) -> Iterator[str]:
    """The steps of a derivation; where a step could not be read, another derivation begins.

    Where names vary from one to the other, each has all of its own.
    """
    own = one.context.assumptions[len(context.assumptions) :]
    runs: list[list[Step]] = [[]]
    for step in one.steps:
        if step.problem is not None or step.expression is None:
            runs.append([])
        if step.expression is not None:
            runs[-1].append(step)
    for number, run in enumerate((run for run in runs if len(run) > 1), 1):
        name = one.id if number == 1 else f"{one.id}.{number}"
        yield f"  {quoted(name)}:  # line {one.place.line}"
        if varies:
            yield from (f"    {line}" for line in keys_of(replace(one.context, assumptions=())))
        if own:
            yield f"    when: [{', '.join(quoted(to_text(part)) for part in own)}]"
        yield "    steps:"
        for step in run:
            yield from _step(step)
    yield from (
        f"  # line {step.place.line} was not read: {shown(step.problem.message)}"
        for step in one.steps
        if step.problem is not None
    )


def _step(step: Step) -> Iterator[str]:
    assert step.expression is not None
    text = quoted(to_text(step.expression.term))
    if not step.when and not step.expect and not step.note:
        yield f"      - {text}"
        return
    yield f"      - expr: {text}"
    if step.when:
        yield f"        when: [{', '.join(quoted(to_text(one)) for one in step.when)}]"
    if step.expect:
        yield f"        expect: {step.expect}"
    if step.note:
        yield f"        note: {quoted(step.note)}"
