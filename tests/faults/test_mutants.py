"""What the mutants of a module are, and how one is tried; many are run by `python -m tests.faults`."""

from __future__ import annotations

import sys
import time
import types
from pathlib import Path

import pytest

from tests.faults import explained
from tests.faults.__main__ import KERNEL, chosen
from tests.faults.coverage import Tracer
from tests.faults.mutants import Mutant, changed, mutants
from tests.faults.trying import ended, exchanged, limited

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


def mutant(before: str, after: str) -> Mutant:
    """The one whose line has this in it, and then that in its place."""
    return next(each for each in mutants(SOURCE) if each.before.replace(before, after) == each.after)


def made(before: str, after: str) -> types.CodeType:
    return changed(SOURCE, mutant(before, after).number, FILE)


def module() -> types.ModuleType:
    found = types.ModuleType("changed")
    exec(compile(SOURCE, FILE, "exec"), found.__dict__)
    return found


def test_each_mutant_changes_one_place() -> None:
    found = {(each.function, each.before, each.after) for each in mutants(SOURCE)}
    condition = "if not values and least > 0:"
    assert ("largest", condition, "if not values or least > 0:") in found
    assert ("largest", condition, "if not values and (least >= 0):") in found
    assert ("largest", condition, "if False:") in found
    assert ("largest", "return values[-1] + least", "return values[-1] - least") in found
    assert ("largest", "values.sort()", "pass") in found
    assert (
        "Sorted.first",
        "return min(each - 1 for each in values)",
        "return min(each + 1 for each in values)",
    ) in found


def test_changes_of_several_lines_are_told_as_one() -> None:
    source = "def f(x):\n    return (\n        x\n        + 1\n    )\n"
    first = next(mutants(source))
    assert (first.before, first.after, first.lines) == ("x + 1", "x - 1", (3, 4))


def test_changes_that_read_alike_are_numbered() -> None:
    found = list(mutants("def f(x):\n    if x:\n        return 1\n    return 1\n"))
    assert [(each.rank, each.after) for each in found if each.before == "return 1"] == [
        (1, "return 2"),
        (2, "return 2"),
    ]


def test_limits_defaults_and_messages_stay() -> None:
    source = "_MOST = 5\n_LARGEST = 2**64\n_LENGTHS = (3, -7)\n"
    source += "\ndef f(x: int = 0) -> int:\n    raise ValueError('nothing', 7)\n"
    assert list(mutants(source)) == []
    assert [each.before for each in mutants(source + "    return 8\n")] == ["return 8"]


def test_a_mutant_knows_its_lines() -> None:
    assert mutant("values.sort()", "pass").lines == (10,)
    assert mutant("not values and least > 0", "False").lines == (8,)


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
    source = "START = [1 + 1]\n\ndef same():\n    return START\n"
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


def test_what_an_import_runs_of_the_module_itself_is_no_function() -> None:
    with Tracer(Path("/nowhere")) as tracer:
        module()
    assert tracer.lines == set()


def test_who_looked_on_before_does_so_again() -> None:
    def looking(_frame: types.FrameType, _event: str, _argument: object) -> None:
        """See nothing."""

    before = sys.gettrace()
    sys.settrace(looking)
    try:
        with Tracer(Path("/nowhere")):
            assert sys.gettrace() is not looking
        found = sys.gettrace()
    finally:
        sys.settrace(before)
    assert found is looking


def test_a_process_ends_when_it_takes_too_much_of_the_processor() -> None:
    def wait() -> int:
        limited(0.02)
        time.sleep(0.05)
        return 0

    def work() -> int:
        limited(0.02)
        while True:
            pass

    assert ended(wait) == "survived"
    assert ended(work) == "clock"
    assert ended(lambda: 1) == "caught"
    assert ended(lambda: 1 // 0) == "caught"


def test_the_choice_is_the_same_when_lines_move() -> None:
    few, more = chosen(5, 0, "algebra/ring.py"), chosen(9, 0, "algebra/ring.py")
    assert few == more[:5]
    assert few != chosen(5, 1, "algebra/ring.py")


ENTRY = "algebra/ring.py: f\n- return 1\n+ return 2\n= nobody asks\n"


def test_an_explanation_has_its_change_and_its_reason() -> None:
    told = explained.parsed(ENTRY + "\n" + ENTRY.replace(": f", ": f #2"))
    assert told["algebra/ring.py", "f", "return 1", "return 2"] == "nobody asks"
    for wrong in (ENTRY + "\n" + ENTRY, ENTRY.replace("= ", ""), ENTRY.replace(": f", ""), "- return 1"):
        with pytest.raises(ValueError, match=r"explained twice|expected module"):
            explained.parsed(wrong)


def test_an_explanation_of_what_is_not_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def f():\n    return 1\n")
    told = explained.parsed("one.py: f\n- return 1\n+ return 2\n= nobody asks")
    assert list(explained.stale(told, tmp_path)) == []
    (tmp_path / "one.py").write_text("def f():\n    return 2\n")
    assert list(explained.stale(told, tmp_path)) == list(told)
    (tmp_path / "one.py").unlink()
    assert list(explained.stale(told, tmp_path)) == list(told)


def test_every_explanation_is_of_what_is_in_the_kernel() -> None:
    told = explained.parsed(explained.FILE.read_text(encoding="utf-8"))
    assert list(explained.stale(told, KERNEL)) == []
