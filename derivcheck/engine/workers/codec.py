"""Frozen values as JSON, and back, every field checked against its declared type.

The types are read from the annotations of the classes, so a field that is added to a verdict crosses the
border without a word here, as long as it is made of texts, numbers, tuples, mappings, enumerations and other
frozen values. A frozen value is written `{"Name": [field, …]}`; which names may stand at a place follows from
the type that is expected there, and no other class can be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

__all__ = ["ForgedError", "decoded", "encoded"]

_MOST_LEVELS = 400


class ForgedError(ValueError):
    """Raised for a message that is not what its type says."""


def encoded(value: object) -> Any:
    """`value` as plain lists, mappings, texts and numbers.

    >>> from derivcheck.model import Cause, Unknown
    >>> encoded(Unknown(Cause.TOO_HARD, "a reason"))
    {'Unknown': ['too hard', 'a reason', '', '', '', '']}
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [encoded(each) for each in value]
    if isinstance(value, Mapping):
        return {name: encoded(each) for name, each in value.items()}
    cls: Any = type(value)
    return {cls.__name__: [encoded(getattr(value, name)) for name in cls.__match_args__]}


def decoded(tree: Any, kind: Any) -> Any:
    """The value of type `kind` that `tree` is; raises `ForgedError` when it is none.

    >>> from derivcheck.model import Cause, Unknown, Verdict
    >>> decoded({"Unknown": ["too hard", "a reason", "", "", "", ""]}, Verdict).detail
    'a reason'
    >>> decoded({"Unknown": ["no such cause", "", "", "", "", ""]}, Verdict)
    Traceback (most recent call last):
    derivcheck.engine.workers.codec.ForgedError: expected Cause, found 'no such cause'
    """
    return _reader(kind)(tree)


_Reader = Callable[[Any], Any]


def _forged(expected: str, tree: Any) -> ForgedError:
    return ForgedError(f"expected {expected}, found {repr(tree)[:80]}")


@cache
def _reader(kind: Any) -> _Reader:
    """What reads a value of the type `kind`; made once for each type."""
    if kind in _PLAIN:
        return _plain(kind)
    if kind is Any or kind is object:
        return _any
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(*get_args(kind))
    if origin in (Union, UnionType):
        return _union(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enumeration(kind)
    if isinstance(kind, type) and hasattr(kind, "__match_args__"):
        return _frozen(kind)
    raise TypeError(f"no value of type {kind} can cross the border of a process")


_PLAIN = (str, int, float, bool, NoneType)


def _plain(kind: type) -> _Reader:
    def read(tree: Any) -> Any:
        if type(tree) is kind or (kind is float and type(tree) is int):
            return tree
        raise _forged(kind.__name__, tree)

    return read


def _any(tree: Any) -> Any:
    """Plain data, not too deep."""
    level = [tree]
    for _ in range(_MOST_LEVELS):
        level = [part for each in level for part in _parts(each)]
        if not level:
            return tree
    raise ForgedError("nested too deeply")


def _parts(tree: Any) -> Iterable[Any]:
    return tree if isinstance(tree, list) else tree.values() if isinstance(tree, dict) else ()


def _tuple(kinds: tuple[Any, ...]) -> _Reader:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        each_kind = kinds[0]

        def read(tree: Any) -> Any:
            if not isinstance(tree, list):
                raise _forged("a list", tree)
            reader = _reader(each_kind)
            return tuple([reader(each) for each in tree])

        return read

    def read_all(tree: Any) -> Any:
        if not isinstance(tree, list) or len(tree) != len(kinds):
            raise _forged(f"a list of {len(kinds)}", tree)
        return tuple([_reader(kind)(each) for kind, each in zip(kinds, tree, strict=True)])

    return read_all


def _mapping(key: Any, kind: Any) -> _Reader:
    def read(tree: Any) -> Any:
        if not isinstance(tree, dict) or key is not str:
            raise _forged("a mapping from texts", tree)
        reader = _reader(kind)
        return {name: reader(each) for name, each in tree.items()}

    return read


def _union(kinds: tuple[Any, ...]) -> _Reader:
    named = {kind.__name__: kind for kind in kinds if hasattr(kind, "__match_args__")}
    others = [kind for kind in kinds if kind not in named.values()]

    def read(tree: Any) -> Any:
        name = next(iter(tree)) if isinstance(tree, dict) and len(tree) == 1 else None
        if name in named:
            return _reader(named[name])(tree)
        for kind in others:
            try:
                return _reader(kind)(tree)
            except ForgedError:
                continue
        raise _forged(" or ".join(getattr(kind, "__name__", str(kind)) for kind in kinds), tree)

    return read


def _enumeration(kind: type[Enum]) -> _Reader:
    members = {member.value: member for member in kind}

    def read(tree: Any) -> Any:
        if not isinstance(tree, str | int) or tree not in members:
            raise _forged(kind.__name__, tree)
        return members[tree]

    return read


def _frozen(kind: Any) -> _Reader:
    name = kind.__name__
    hints = get_type_hints(kind)
    kinds = [hints[field] for field in kind.__match_args__]

    def read(tree: Any) -> Any:
        values = tree.get(name) if isinstance(tree, dict) and len(tree) == 1 else None
        if not isinstance(values, list) or len(values) != len(kinds):
            raise _forged(name, tree)
        return kind(*[_reader(each)(value) for each, value in zip(kinds, values, strict=True)])

    return read
