"""Frozen values: classes whose instances keep what they were made of.

`frozen` does what `dataclasses.dataclass(frozen=True, slots=True)` does: fields from annotations,
defaults, comparison and hash by the fields, `__match_args__`. But that decorator writes the text of
six functions for every class and compiles them when the module is imported, which for the hundred
classes of this package takes a tenth of a whole run. Here all classes share the functions below.
To the functions of `dataclasses` (`replace`, `fields`, `asdict`) such a class is a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

__all__ = ["NOTHING", "frozen", "replace"]

_T = TypeVar("_T")

#: A mapping without entries, the default of fields that are mappings.
NOTHING: Mapping[Any, Any] = {}


@dataclass_transform(frozen_default=True)
def frozen(cls: type[_T]) -> type[_T]:
    """The class with its annotations as fields; a default has to be a value that nobody changes.

    >>> @frozen
    ... class Pair:
    ...     left: int
    ...     right: int = 0
    >>> Pair(1), Pair(1) == Pair(1, 0), hash(Pair(1)) == hash(Pair(1, 0))
    (Pair(left=1, right=0), True, True)
    >>> Pair(1).left = 2
    Traceback (most recent call last):
    AttributeError: Pair is frozen: left cannot be set
    """
    space = dict(cls.__dict__)
    kinds = space.get("__annotations__", {})
    names = tuple(name for name, kind in kinds.items() if "ClassVar" not in str(kind))
    defaults = {name: space.pop(name) for name in names if name in space}
    for name in ("__dict__", "__weakref__"):
        space.pop(name, None)
    shared = {
        "__slots__": names,
        "__match_args__": names,
        "__qualname__": cls.__qualname__,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__repr__": _shown,
        "__reduce__": _reduced,
        "__dataclass_fields__": _Fields(),
        **_compared(names),
    }
    made: Any = type(cls.__name__, cls.__bases__, {**shared, **space})
    made.__init__ = _initialiser(made, names, defaults)
    return made  # type: ignore[no-any-return]


def replace(value: _T, /, **changes: Any) -> _T:
    """The same value with some fields changed.

    >>> from derivcheck.errors import Place
    >>> replace(Place("a.yaml"), line=3)
    Place(file='a.yaml', line=3, column=1)
    """
    cls: Any = type(value)
    names = cls.__match_args__
    if not changes.keys() <= {*names}:
        raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(changes.keys() - {*names}))}")
    made: _T = cls(*[changes[name] if name in changes else getattr(value, name) for name in names])
    return made


def _initialiser(cls: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    # A slot's own `__set__` goes past `__setattr__`, which refuses.
    setters = tuple(getattr(cls, name).__set__ for name in names)
    count = len(names)
    # The values for what is left out at the end, by how much was given: most calls leave out just that.
    tails = {
        given: tuple([defaults[name] for name in names[given:]])
        for given in range(count)
        if all(name in defaults for name in names[given:])
    }

    def complete(values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        rest = names[len(values) :]
        if named and named.keys() == {*rest}:
            return values + tuple([named[name] for name in rest])
        tail = None if named else tails.get(len(values))
        return _completed(cls, names, defaults, values, named) if tail is None else values + tail

    return _INITIALISERS.get(count, _of_many)(setters, complete)


#: Values for all fields from what a call was given.
_Complete = Callable[[tuple[Any, ...], dict[str, Any]], tuple[Any, ...]]


def _of_many(setters: tuple[Callable[..., None], ...], complete: _Complete) -> Callable[..., None]:
    count = len(setters)

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        if named or len(values) != count:
            values = complete(values, named)
        for put, value in zip(setters, values):  # noqa: B905 - of one length by now, and `strict` costs time
            put(self, value)

    return __init__


def _of_one(setters: tuple[Callable[..., None], ...], complete: _Complete) -> Callable[..., None]:
    (first,) = setters

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        if named or len(values) != 1:
            values = complete(values, named)
        first(self, values[0])

    return __init__


def _of_two(setters: tuple[Callable[..., None], ...], complete: _Complete) -> Callable[..., None]:
    first, second = setters

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        if named or len(values) != 2:
            values = complete(values, named)
        first(self, values[0])
        second(self, values[1])

    return __init__


#: Most values have one field or two, and most of the work of the package is making them: no loop for those.
_INITIALISERS = {1: _of_one, 2: _of_two}


def _completed(
    cls: type, names: tuple[str, ...], defaults: dict[str, Any], values: Sequence[Any], named: dict[str, Any]
) -> tuple[Any, ...]:
    """A value for every field; the complaints are those of an ordinary call."""
    if len(values) > len(names):
        raise TypeError(f"{cls.__name__} takes {len(names)} values but {len(values)} were given")
    given = dict(zip(names, values, strict=False))
    for name in named:
        if name in given or name not in names:
            what = "two values for" if name in given else "an unknown"
            raise TypeError(f"{cls.__name__} got {what} {name!r}")
    given = {**defaults, **given, **named}
    missing = [name for name in names if name not in given]
    if missing:
        raise TypeError(f"{cls.__name__} misses a value for {', '.join(map(repr, missing))}")
    return tuple([given[name] for name in names])


def _compared(names: tuple[str, ...]) -> dict[str, Any]:
    """Comparison and hash by all fields; values of different classes are never equal."""
    key: Callable[[Any], Any] = attrgetter(*names) if names else type

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return key(self) == key(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(key(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _refuse(self: Any, name: str, _value: Any = None) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")


def _shown(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({fields})"


def _reduced(self: Any) -> tuple[Any, tuple[Any, ...]]:
    return type(self), tuple(getattr(self, name) for name in self.__match_args__)


class _Fields:
    """What `dataclasses` wants to know of a class, made when it is asked for."""

    def __get__(self, _value: object, cls: Any) -> Any:
        from dataclasses import make_dataclass

        twin: Any = make_dataclass(cls.__name__, cls.__match_args__)
        cls.__dataclass_fields__ = twin.__dataclass_fields__
        return twin.__dataclass_fields__
