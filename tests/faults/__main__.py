"""`python -m tests.faults [--mutants N] [--seed S] [--only PATH] [--part 1/2]`"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from time import perf_counter
from types import CodeType

import pytest

from tests.faults.coverage import Coverage, TestFailed, Tracer, covered
from tests.faults.explained import FILE, Key, key, parsed, stale
from tests.faults.importing import tried_anew
from tests.faults.mutants import Mutant, changed, mutants
from tests.faults.trying import ran, silence, tried

ROOT = Path(__file__).parents[2]
KERNEL = ROOT / "derivcheck" / "kernel"
#: What has to catch the mutants: cases and laws, the kernel's own tests and the examples in its docstrings.
TESTS = ("tests/test_cases.py", "tests/kernel", "tests/laws", "tests/random_steps", "derivcheck/kernel")
_ARGUMENTS = ["-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", *TESTS]

Sample = Sequence[tuple[Path, Mutant]]


def chosen(number: int, seed: int, only: str) -> Sample:
    """So many mutants of the kernel, at random; a change of other lines leaves nearly all of the choice."""
    paths = sorted(path for path in KERNEL.rglob("*.py") if only in path.as_posix())
    everything = [(path, each) for path in paths for each in mutants(path.read_text(encoding="utf-8"))]

    def lot(told: tuple[Path, Mutant]) -> str:
        return hashlib.sha256("\n".join([str(seed), *_key(*told)]).encode()).hexdigest()

    return sorted(everything, key=lot)[:number]


def _key(path: Path, mutant: Mutant) -> Key:
    return key(path.relative_to(KERNEL).as_posix(), mutant)


def coverage() -> Coverage | str:
    """What each test runs of the kernel; in words what fails without any change."""
    with tempfile.TemporaryDirectory() as folder:
        found, failed = Path(folder) / "coverage.json", Path(folder) / "failed.txt"
        failed.write_text("the tests could not be collected")
        tracer = Tracer(KERNEL)

        def measure(session: pytest.Session) -> None:
            tracer.stop()
            try:
                found.write_text(covered(session, KERNEL, tracer.lines).text())
            except TestFailed as test:
                failed.write_text(str(test))

        os.waitpid(_collected(measure, tracer), 0)
        return Coverage.parsed(found.read_text()) if found.exists() else failed.read_text()


def outcomes(told: Sample, known: Coverage) -> Iterator[tuple[Path, Mutant, str]]:
    """What comes of each mutant; those that need new imports come last."""
    reading, writing = os.pipe()

    def attempt(session: pytest.Session) -> None:
        os.close(reading)
        for path, mutant in told:
            at_import = known.at_import(str(path), mutant.lines)
            tests = known.tests(str(path), mutant.lines)
            found = "imported" if at_import else tried(session, _code(path, mutant), tests, known.seconds)
            os.write(writing, f"{found}\n".encode())

    child = _collected(attempt)
    os.close(writing)
    later: list[tuple[Path, Mutant]] = []
    with open(reading, encoding="utf-8") as stream:
        for each, line in zip(told, stream, strict=True):
            if line.strip() == "imported":
                later.append(each)
            else:
                yield *each, line.strip()
    os.waitpid(child, 0)
    for path, mutant in later:
        yield path, mutant, _anew(path, mutant, known)


def _code(path: Path, mutant: Mutant) -> CodeType:
    return changed(path.read_text(encoding="utf-8"), mutant.number, str(path))


def _anew(path: Path, mutant: Mutant, known: Coverage) -> str:
    """What comes of a mutant when everything is imported anew and every test is run."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    def collect() -> int:
        results = [1]

        def run(session: pytest.Session) -> None:
            if len(session.items) == len(known.seconds) and not session.testsfailed:
                results[0] = ran(session, known.all_tests(str(path)), known.seconds)

        pytest.main(_ARGUMENTS, [_Plugin(run)])
        return results[0]

    return tried_anew(name, _code(path, mutant), collect)


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
    """Print each survivor and the table; 1 where a survivor is not explained or an explanation is stale."""
    options = argparse.ArgumentParser(prog="python -m tests.faults")
    options.add_argument("--mutants", type=int, default=240)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", default="", help="a part of the module's path")
    options.add_argument("--part", default="1/1", help="the first of two parts is 1/2")
    told = options.parse_args()
    begin = perf_counter()
    known = coverage()
    if isinstance(known, str):
        print(f"nothing can be learnt: {known}")
        return 2
    part, parts = map(int, told.part.split("/"))
    sample = chosen(told.mutants, told.seed, told.only)[part - 1 :: parts]
    explained = parsed(FILE.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for path, mutant, outcome in outcomes(sample, known):
        reason = explained.get(_key(path, mutant))
        counts["explained" if outcome == "survived" and reason else outcome] += 1
        if outcome == "survived" or reason:
            _show(path, mutant, outcome, reason)
    for name in stale(explained, KERNEL):
        counts["stale"] += 1
        print("explained, and not in the source:", *name, sep="\n    ")
    _print(counts, perf_counter() - begin)
    return 1 if counts["survived"] or counts["stale"] else 0


def _show(path: Path, mutant: Mutant, outcome: str, reason: str | None) -> None:
    module, function, before, after = _key(path, mutant)
    print(f"{path.relative_to(ROOT)}:{mutant.lines[0]}: {outcome}")
    print(f"{module}: {function}\n- {before}\n+ {after}")
    print(f"= {reason}\n" if reason else "", flush=True)


def _print(counts: Counter[str], seconds: float) -> None:
    caught = counts["caught"] + counts["clock"]
    total = caught + counts["survived"] + counts["explained"]
    print(f"{total:6d}  mutants of the kernel")
    print(f"{counts['caught']:6d}  caught by a test")
    print(f"{counts['clock']:6d}  caught by the clock")
    print(f"{counts['explained']:6d}  survived, and explained")
    print(f"{counts['survived']:6d}  survived, and not explained")
    print(f"{counts['stale']:6d}  explanations of what is not in the source")
    print(f"{100 * caught / max(total, 1):6.1f}  percent caught, in {seconds:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
