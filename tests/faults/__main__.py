"""`python -m tests.faults [--mutants N] [--seed S] [--only PATH] [--part 1/2]`"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from time import perf_counter

import pytest

from tests.faults.coverage import Coverage, Tracer, covered
from tests.faults.importing import tried_anew
from tests.faults.mutants import Mutant, changed, mutants
from tests.faults.trying import silence, tried

ROOT = Path(__file__).parents[2]
KERNEL = ROOT / "derivcheck" / "kernel"
#: What has to catch the mutants.
TESTS = ("tests/test_cases.py", "tests/kernel", "tests/laws", "tests/random_steps")
_ARGUMENTS = ["-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", *TESTS]


def chosen(number: int, seed: int, only: str) -> list[tuple[Path, Mutant]]:
    """So many mutants of the kernel, at random; every module has its share."""
    paths = sorted(path for path in KERNEL.rglob("*.py") if only in path.as_posix())
    everything = [(path, each) for path in paths for each in mutants(path.read_text(encoding="utf-8"))]
    return random.Random(seed).sample(everything, min(number, len(everything)))


def coverage() -> Coverage | None:
    """What each test runs of the kernel; None where the tests fail without any change."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        tracer = Tracer(KERNEL)

        def measure(session: pytest.Session) -> None:
            tracer.stop()
            file.write_text(covered(session, KERNEL, tracer.lines).text())

        os.waitpid(_collected(measure, tracer), 0)
        return Coverage.parsed(file.read_text()) if file.exists() else None


def outcomes(told: list[tuple[Path, Mutant]], known: Coverage) -> Iterator[str]:
    """What comes of each mutant, in order."""
    reading, writing = os.pipe()

    def attempt(session: pytest.Session) -> None:
        os.close(reading)
        for path, mutant in told:
            code = changed(path.read_text(encoding="utf-8"), mutant.number, str(path))
            tests = known.tests(str(path), mutant.lines)
            at_import = known.at_import(str(path), mutant.lines)
            found = "imported" if at_import else tried(session, code, tests, known.seconds)
            os.write(writing, f"{found}\n".encode())

    child = _collected(attempt)
    os.close(writing)
    with open(reading, encoding="utf-8") as stream:
        for (path, mutant), line in zip(told, stream, strict=False):
            yield _anew(path, mutant) if line.strip() == "imported" else line.strip()
    os.waitpid(child, 0)


def _anew(path: Path, mutant: Mutant) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return tried_anew(name, changed(path.read_text(encoding="utf-8"), mutant.number, str(path)), TESTS, 120)


class _Plugin:
    """Does something else with the tests that pytest has collected than to run them."""

    def __init__(self, use: Callable[[pytest.Session], None]) -> None:
        self._use = use

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._use(session)
        return True


def _collected(
    use: Callable[[pytest.Session], None], around: AbstractContextManager[object] | None = None
) -> int:
    """Have pytest collect the tests and use them, in a process of its own, whose number this is."""
    child = os.fork()
    if child == 0:
        try:
            silence()
            with around or nullcontext():
                pytest.main(_ARGUMENTS, [_Plugin(use)])
        finally:
            os._exit(0)
    return child


def main() -> int:
    """Print each survivor and the table; 0 whatever came out: survivors are for people to look at."""
    options = argparse.ArgumentParser(prog="python -m tests.faults")
    options.add_argument("--mutants", type=int, default=240)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", default="", help="a part of the module's path")
    options.add_argument("--part", default="1/1", help="the first of two parts is 1/2")
    told = options.parse_args()
    begin = perf_counter()
    known = coverage()
    if known is None:
        print("the tests fail without any change: nothing can be learnt")
        return 2
    part, parts = map(int, told.part.split("/"))
    sample = chosen(told.mutants, told.seed, told.only)[part - 1 :: parts]
    counts: Counter[str] = Counter()
    for (path, mutant), outcome in zip(sample, outcomes(sample, known), strict=True):
        counts[outcome] += 1
        if outcome == "survived":
            where = f"{path.relative_to(ROOT)}:{mutant.lines[0]}"
            print(f"{where}: {mutant.before}  ->  {mutant.after}", flush=True)
    _print(counts, perf_counter() - begin)
    return 0


def _print(counts: Counter[str], seconds: float) -> None:
    total, caught = counts.total(), counts["caught"] + counts["clock"]
    print(f"{total:6d}  mutants of the kernel")
    print(f"{counts['caught']:6d}  caught by a test")
    print(f"{counts['clock']:6d}  caught by the clock")
    print(f"{counts['survived']:6d}  survived")
    print(f"{100 * caught / max(total, 1):6.1f}  percent caught, in {seconds:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
