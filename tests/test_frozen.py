"""Frozen values behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
from typing import ClassVar

import pytest

from derivcheck.frozen import frozen, replace


@frozen
class Point:
    """A class with everything that a field can have."""

    kind: ClassVar[str] = "point"
    x: int
    y: int = 0


@frozen
class Other:
    """The same fields under another name."""

    x: int
    y: int = 0


def test_fields_defaults_and_names() -> None:
    assert (Point(1).x, Point(1).y, Point(y=2, x=1).y, Point.kind) == (1, 0, 2, "point")
    assert Point.__match_args__ == ("x", "y")
    assert repr(Point(1)) == "Point(x=1, y=0)"


def test_equality_is_of_the_class_and_the_fields() -> None:
    assert Point(1) == Point(1, 0) and hash(Point(1)) == hash(Point(1, 0))
    assert Point(1) != Point(2) and Point(1) != Other(1)


@pytest.mark.parametrize(
    "made",
    [
        lambda: Point(),
        lambda: Point(1, 2, 3),
        lambda: Point(1, x=1),
        lambda: Point(1, z=1),
        lambda: replace(Point(1), z=1),
    ],
)
def test_a_wrong_call_is_refused(made: object) -> None:
    with pytest.raises(TypeError, match="Point"):
        made()  # type: ignore[operator]


def test_nothing_changes() -> None:
    point = Point(1)
    for change in (
        lambda: setattr(point, "x", 2),
        lambda: setattr(point, "z", 2),
        lambda: delattr(point, "x"),
    ):
        with pytest.raises(AttributeError):
            change()
    assert point == Point(1)


def test_what_dataclasses_and_copy_do_with_them() -> None:
    assert replace(Point(1), y=3) == dataclasses.replace(Point(1), y=3) == Point(1, 3)
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 0}
    assert copy.deepcopy(Point(1)) == Point(1)
