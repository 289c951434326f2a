"""A document as a YAML file in the plain notation: its context, then its derivations.

What could not be read is left out, and stands as a comment in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivcheck.model import Context, Definition, Derivation, Document, Range, Step
from derivcheck.reports.styled import shown
from derivcheck.terms.printing import to_text

__all__ = ["to_yaml"]


def to_yaml(document: Document) -> str:
    """The text of the YAML file."""
    lines = [f"# from {shown(document.file)}"]
    if document.title:
        lines.append(f"title: {_quoted(document.title)}")
    lines += _context(document.context)
    lines.append("derivations:")
    for one in document.derivations:
        lines += _derivation(one, document.context)
    return "\n".join(lines) + "\n"


def _context(context: Context) -> Iterator[str]:
    letters: dict[Range, list[str]] = {}
    for name, axis in context.indices.items():
        letters.setdefault(axis, []).append(name)
    yield from _section("indices", {name: _range(axis) for name, axis in context.indices.items()})
    symbols = {_head(name, one.axes, letters): one.domain.value for name, one in context.symbols.items()}
    yield from _section("symbols", symbols)
    functions = {
        name: "positive smooth" if one.positive else "smooth" for name, one in context.functions.items()
    }
    yield from _section("functions", functions)
    definitions = {_defined(one): to_text(one.body) for one in context.definitions.values()}
    yield from _section("definitions", definitions)
    if context.assumptions:
        yield "assumptions:"
        yield from (f"  - {_quoted(to_text(one))}" for one in context.assumptions)


def _section(key: str, rows: Mapping[str, str]) -> Iterator[str]:
    if rows:
        yield f"{key}:"
        yield from (f"  {head}: {_quoted(value)}" for head, value in rows.items())


def _range(axis: Range) -> str:
    return f"{to_text(axis.lower)}..{to_text(axis.upper)}"


def _head(name: str, axes: tuple[Range, ...], letters: Mapping[Range, list[str]]) -> str:
    used: list[str] = []
    for axis in axes:
        free = [letter for letter in letters.get(axis, ()) if letter not in used]
        used.append(free[0] if free else "i")
    return f"{name}[{', '.join(used)}]" if used else name


def _defined(one: Definition) -> str:
    if not one.parameters:
        return one.name
    opened, closed = "()" if one.is_function else "[]"
    return f"{one.name}{opened}{', '.join(one.parameters)}{closed}"


def _derivation(one: Derivation, context: Context) -> Iterator[str]:
    """The steps of a derivation; where a step could not be read, another derivation begins."""
    own = one.context.assumptions[len(context.assumptions) :]
    runs: list[list[Step]] = [[]]
    for step in one.steps:
        if step.problem is not None or step.expression is None:
            runs.append([])
        if step.expression is not None:
            runs[-1].append(step)
    for number, run in enumerate((run for run in runs if len(run) > 1), 1):
        name = one.id if number == 1 else f"{one.id}.{number}"
        yield f"  {_quoted(name)}:  # line {one.place.line}"
        if own:
            yield f"    when: [{', '.join(_quoted(to_text(part)) for part in own)}]"
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
    text = _quoted(to_text(step.expression.term))
    if not step.when and not step.expect and not step.note:
        yield f"      - {text}"
        return
    yield f"      - expr: {text}"
    if step.when:
        yield f"        when: [{', '.join(_quoted(to_text(one)) for one in step.when)}]"
    if step.expect:
        yield f"        expect: {step.expect}"
    if step.note:
        yield f"        note: {_quoted(step.note)}"


def _quoted(text: str) -> str:
    """`text` as a YAML scalar, in quotes where it needs them."""
    plain = (
        text and not set(text) & set("#{}[],&*!|>'\"%@`\n") and ": " not in text and text[0] not in "-?:= "
    )
    return text if plain else "'" + text.replace("'", "''") + "'"
