"""What the mutants of a module are; they are run by `python -m tests.faults`."""

from __future__ import annotations

from tests.faults.mutants import mutants

SOURCE = '''
"""A module."""
_MOST = 5


def largest(values: list[int], least: int = 0) -> int:
    """The largest."""
    if not values and least > 0:
        raise ValueError("nothing")
    values.sort()
    return values[-1] + least
'''


def test_each_mutant_changes_one_place() -> None:
    found = [(each.before, each.after) for each in mutants(SOURCE)]
    assert ("not values and least > 0", "not values or least > 0") in found
    assert ("least > 0", "least >= 0") in found
    assert ("values[-1] + least", "values[-1] - least") in found
    assert ("values.sort()", "pass") in found
    assert all(each.source != SOURCE for each in mutants(SOURCE))


def test_limits_defaults_and_messages_stay() -> None:
    sources = [each.source for each in mutants(SOURCE)]
    assert all(
        "_MOST = 5" in source and "least: int=0" in source and "nothing" in source for source in sources
    )


def test_the_source_is_whole_again_after_each() -> None:
    assert len({each.source for each in mutants(SOURCE)}) == len(list(mutants(SOURCE)))
