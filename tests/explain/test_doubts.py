"""What an undecided step hangs on."""

from __future__ import annotations

import pytest

from derivcheck import checker
from derivcheck.model import Cause, Unknown
from tests.explain.explaining import claim


def advised(text: str, cause: Cause | None = None) -> Unknown:
    """What the checker says of an undecided claim, or of one that was left for a cause."""
    doubtful, judge = claim(text), checker.Checker()
    verdict = Unknown(cause) if cause else judge.decide(doubtful)
    assert isinstance(verdict, Unknown), verdict
    return judge.advise(doubtful, verdict)


OPEN = "abs(v[i] - 1000)*(v[j] - 1000) == (v[i] - 1000)*abs(v[j] - 1000)"


@pytest.mark.parametrize(
    ("step", "advice", "remedy"),
    [
        (
            "acos((1 - y^2)/(1 + y^2)) == abs(2*atan(y))",
            "it is proved if y >= 0 is assumed",
            "declare y: nonnegative",
        ),
        (
            "z + 3*acos((1 - y^2)/(1 + y^2)) == z + 3*abs(2*atan(y))",
            "it follows from acos((1 - y^2)/(1 + y^2)) = abs(2*atan(y)); it is proved if y >= 0 is assumed",
            "declare y: nonnegative",
        ),
        (OPEN, "", "split the step into smaller ones, or add an assumption that it rests on"),
        # what stands on both sides is left out, in any order
        (
            f"x + y*{OPEN.replace(' == ', ' == y*')} + x",
            f"it follows from {OPEN.replace('==', '=')}",
            "prove that first, in smaller steps",
        ),
        (
            "x^6 + y^6 + z^6 >= 3*x^2*y^2*z^2",
            "",
            "split the step into smaller ones, or add an assumption that it rests on",
        ),
        (
            "x*divisor_sigma(m) == x*divisor_sigma(m, 1)",
            "there is no rule for divisor_sigma(m); it follows from divisor_sigma(m) = divisor_sigma(m, 1)",
            "",
        ),
        # infinity is no value, but that is not what is in the way
        (
            "integral(exp(-t^2)*sinc(t)*divisor_sigma(m), t, -oo, oo) == 2*x",
            "there is no rule for divisor_sigma(m)",
            "",
        ),
    ],
)
def test_what_it_hangs_on(step: str, advice: str, remedy: str) -> None:
    found = advised(step)
    assert (found.advice, found.remedy) == (advice, remedy)


def test_out_of_time_nothing_is_worked_out() -> None:
    found = advised("x + y*sin(x) == y*cos(x) + x", Cause.OUT_OF_TIME)
    assert found.advice == "it follows from y*sin(x) = y*cos(x)"


def test_out_of_memory_is_not_explained() -> None:
    late = Unknown(Cause.OUT_OF_MEMORY, "more than 1 MiB")
    assert checker.Checker().advise(claim("x == y"), late) == late
