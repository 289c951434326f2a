"""What the mutants of a module are, and how one is tried; many are run by `python -m tests.faults`."""

from __future__ import annotations

import types
from pathlib import Path

from tests.faults.coverage import Tracer
from tests.faults.mutants import changed, mutants
from tests.faults.trying import exchanged

SOURCE = '''
"""A module."""
_MOST = 5


def largest(values: list[int], least: int = 0) -> int:
    """The largest."""
    if not values and least > 0:
        raise ValueError("nothing")
    values.sort()
    return values[-1] + least


class Sorted:
    key = [lambda value: value + 1, lambda value: value * 2]

    def first(self, values):
        return min(each - 1 for each in values)
'''

FILE = "/nowhere/changed.py"


def made(before: str, after: str) -> types.CodeType:
    number = next(each.number for each in mutants(SOURCE) if (each.before, each.after) == (before, after))
    return changed(SOURCE, number, FILE)


def module() -> types.ModuleType:
    found = types.ModuleType("changed")
    exec(compile(SOURCE, FILE, "exec"), found.__dict__)
    return found


def test_each_mutant_changes_one_place() -> None:
    found = {(each.before, each.after) for each in mutants(SOURCE)}
    assert ("not values and least > 0", "not values or least > 0") in found
    assert ("least > 0", "least >= 0") in found
    assert ("values[-1] + least", "values[-1] - least") in found
    assert ("values.sort()", "pass") in found


def test_limits_defaults_and_messages_stay() -> None:
    source = "_MOST = 5\n\ndef f(x: int = 0) -> int:\n    raise ValueError('nothing', 7)\n"
    assert list(mutants(source)) == []
    assert [each.before for each in mutants(source + "    return 8\n")] == ["8"]


def test_a_mutant_knows_its_lines() -> None:
    lines = {each.before: each.lines for each in mutants(SOURCE)}
    assert lines["values.sort()"] == (10,)
    assert lines["not values and least > 0"] == (8,)


def test_functions_get_the_changed_code_wherever_they_are_referred_to() -> None:
    own = module()
    largest, lambdas = own.largest, own.Sorted.key
    assert exchanged(made("values[-1] + least", "values[-1] - least"))
    assert largest([1, 5], 2) == 3
    assert exchanged(made("value * 2", "value + 2"))
    assert [each(10) for each in lambdas] == [11, 12]
    assert exchanged(made("each - 1", "each + 1"))
    assert own.Sorted().first([4, 3]) == 4


def test_a_change_that_no_function_has_is_left_to_an_import() -> None:
    source = "START = 1 + 1\n\ndef same():\n    return START\n"
    own = types.ModuleType("other")
    exec(compile(source, "/nowhere/other.py", "exec"), own.__dict__)
    assert not exchanged(changed(source, 0, "/nowhere/other.py"))


def test_lines_are_told_apart_by_what_runs_them(tmp_path: Path) -> None:
    file = tmp_path / "two.py"
    file.write_text("def one():\n    return 1\n\ndef two():\n    return 2\n")
    names: dict[str, types.FunctionType] = {}
    exec(compile(file.read_text(), str(file), "exec"), names)
    with Tracer(tmp_path) as tracer:
        names["two"]()
    assert {line for _, line in tracer.lines} == {4, 5}
