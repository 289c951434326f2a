"""A context as the keys of a YAML file in the plain notation, ready to be read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from derivcheck.model import Context, Definition, Range
from derivcheck.terms import INDEX_LETTERS, fresh_name
from derivcheck.terms.printing import to_text

__all__ = ["head_of", "keys_of", "letters_of", "quoted", "range_of"]


def keys_of(context: Context) -> Iterator[str]:
    """The lines that declare `context`; a key without entries is left out.

    ```pycon
    >>> from derivcheck.model import Context, Domain, Symbol
    >>> list(keys_of(Context(symbols={"x": Symbol("x", (), Domain.POSITIVE)})))
    ['symbols:', '  x: positive']

    ```
    """
    indices = {**context.indices, **dict(_further(context))}
    letters = letters_of(indices)
    yield from _section("indices", {name: range_of(axis) for name, axis in indices.items()})
    symbols = {head_of(name, one.axes, letters): one.domain.value for name, one in context.symbols.items()}
    yield from _section("symbols", symbols)
    functions = {
        f"{name}({', '.join(one.arguments)})" if one.arguments else name: (
            "positive smooth" if one.positive else "smooth"
        )
        for name, one in context.functions.items()
    }
    yield from _section("functions", functions)
    definitions = {_defined(one): to_text(one.body) for one in context.definitions.values()}
    yield from _section("definitions", definitions)
    if context.assumptions:
        yield "assumptions:"
        yield from (f"  - {quoted(to_text(one))}" for one in context.assumptions)


def _further(context: Context) -> Iterator[tuple[str, Range]]:
    """Indices besides those of `context`, so that each place below a symbol has a letter of its own."""
    letters, taken = letters_of(context.indices), set(context.names())
    for symbol in context.symbols.values():
        for axis, count in Counter(symbol.axes).items():
            known = letters.setdefault(axis, [])
            while len(known) < count:
                known.append(fresh_name("i", taken))
                taken.add(known[-1])
                yield known[-1], axis


def _section(key: str, rows: Mapping[str, str]) -> Iterator[str]:
    if rows:
        yield f"{key}:"
        yield from (f"  {head}: {quoted(value)}" for head, value in rows.items())


def letters_of(indices: Mapping[str, Range]) -> dict[Range, list[str]]:
    """The indices that run over each range."""
    found: dict[Range, list[str]] = {}
    for name, axis in indices.items():
        found.setdefault(axis, []).append(name)
    return found


def range_of(axis: Range) -> str:
    """`1..n`."""
    return f"{to_text(axis.lower)}..{to_text(axis.upper)}"


def head_of(name: str, axes: Sequence[Range], letters: Mapping[Range, Sequence[str]]) -> str:
    """`z[i]`: the name, with a letter for each of its ranges, one that stands for no other."""
    used: list[str] = []
    spare = [letter for letter in INDEX_LETTERS if not any(letter in each for each in letters.values())]
    for axis in axes:
        free = [letter for letter in letters.get(axis, ()) if letter not in used]
        free += [letter for letter in (*spare, *INDEX_LETTERS) if letter not in used]
        used.append(free[0] if free else "i")
    return f"{name}[{', '.join(used)}]" if used else name


def _defined(one: Definition) -> str:
    if not one.parameters:
        return one.name
    opened, closed = "()" if one.is_function else "[]"
    return f"{one.name}{opened}{', '.join(one.parameters)}{closed}"


def quoted(text: str) -> str:
    """`text` as a YAML scalar, in quotes where it needs them."""
    plain = (
        text and not set(text) & set("#{}[],&*!|>'\"%@`\n") and ": " not in text and text[0] not in "-?:= "
    )
    return text if plain else "'" + text.replace("'", "''") + "'"
