"""One attack: the file is written, derivcheck runs on it, and what it did is looked at from outside."""

from __future__ import annotations

import ctypes
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from derivcheck.frozen import frozen
from tests.attacks.families import Attack
from tests.attacks.guarded import DEEDS

__all__ = ["MEMORY", "TIMEOUT", "Outcome", "adopt_orphans", "attempt"]

ROOT = Path(__file__).parents[2]

#: The limits of a step, in seconds and MiB; how much later it may end, and what Python itself may need.
TIMEOUT, MEMORY = 1.0, 256
_LATE = 0.5
_START, _OWN_MEMORY = 6.0, 400
_STEERING = re.compile(
    r"[^\n\x20-\x7e\xa0-\uffff]|[\u202a-\u202e\u2066-\u2069]|^\s*::|##\[|##vso\[", re.MULTILINE
)


@frozen
class Outcome:
    """What an attack came to: `faults` is empty when nothing went wrong."""

    attack: Attack
    faults: tuple[str, ...]
    code: int
    seconds: float
    causes: tuple[str, ...]


def adopt_orphans() -> None:
    """Make this process the parent of whatever an ended process leaves behind, so that it is seen."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def attempt(attack: Attack, folder: Path, timeout: float = TIMEOUT) -> Outcome:
    """Run derivcheck on the attack in `folder`, which is emptied before."""
    file = _prepared(attack, folder)
    before = _listing(folder)
    begin = perf_counter()
    process = subprocess.Popen(
        _command(file, folder, timeout), cwd=folder, env=_ENVIRONMENT,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    out, err = process.communicate(timeout=_START + 60)
    seconds = perf_counter() - begin
    tree = _parsed(out)
    steps = [step for one in tree.get("derivations", ()) for step in one["steps"]]
    faults = [
        *_deeds(folder.parent / "counts"),
        *_leftovers(),
        *([] if _listing(folder) == before else ["it changed the folder"]),
        *_of_the_report(
            tree, process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
        ),
        *(fault for step in steps for fault in _of_a_step(step, attack, timeout)),
        *_of_the_time(seconds, steps, timeout),
    ]
    causes = tuple(sorted({step["cause"] for step in steps if step["cause"]}))
    return Outcome(attack, tuple(faults), process.returncode, seconds, causes)


_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}


def _command(file: Path, folder: Path, timeout: float) -> list[str]:
    limits = ["--timeout", str(timeout), "--memory", str(MEMORY), "--run-timeout", "20"]
    counts = str(folder.parent / "counts")
    return [
        sys.executable,
        "-m",
        "tests.attacks.guarded",
        counts,
        "verify",
        file.name,
        "--format",
        "json",
        *limits,
    ]


def _prepared(attack: Attack, folder: Path) -> Path:
    """The file of the attack beside a canary, a link that leads out, a pipe, and another file."""
    (folder.parent / "counts").write_bytes(bytes(len(DEEDS)))
    canary, file = folder / "CANARY", folder / f"attack{attack.suffix}"
    if not folder.exists():
        canary.mkdir(parents=True)
        (folder / "folder").mkdir()
        (folder / "link.yaml").symlink_to("/etc/passwd")
        os.mkfifo(folder / "pipe")
        (folder / "a.yaml").write_text("derivations: {one: {steps: [1, 1]}}\n")
    data = attack.text if isinstance(attack.text, bytes) else attack.text.encode("utf-8", "surrogatepass")
    for other in folder.glob("attack.*"):
        other.unlink()
    file.write_bytes(data)
    return file


def _listing(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.lstat().st_mtime_ns) for path in folder.rglob("*"))


def _deeds(counts: Path) -> list[str]:
    return [f"{number} {name}" for name, number in zip(DEEDS, counts.read_bytes(), strict=True) if number]


def _leftovers() -> list[str]:
    """Children of this process that are none of its own making."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    return [f"process {pid} is left" for pid in (children.read_text().split() if children.exists() else ())]


def _parsed(out: bytes) -> dict[str, Any]:
    try:
        tree: dict[str, Any] = json.loads(out)
    except ValueError:
        return {}
    return tree


def _of_the_report(tree: dict[str, Any], code: int, out: str, err: str) -> list[str]:
    faults = []
    if code not in (0, 1, 2, 3):
        faults.append(f"exit code {code}")
    if not tree and code != 2:
        faults.append("no report")
    if "Traceback" in err or _STEERING.search(out) or _STEERING.search(err):
        faults.append(f"a traceback, or text that steers: {err[-300:]!r}")
    if tree and not tree["isolated"] and any(one["steps"] for one in tree["derivations"]):
        faults.append("not isolated")
    return faults


def _of_a_step(step: dict[str, Any], attack: Attack, timeout: float) -> list[str]:
    faults = []
    if step["seconds"] > timeout + _LATE:
        faults.append(f"a step of {step['seconds']:.2f} s")
    if step["seconds"] >= timeout + 0.2 and step["verdict"] != "unknown":
        faults.append("a verdict of a step that was stopped")
    if attack.truth is False and step["verdict"] in ("proved", "conditional"):
        faults.append("WRONG: a false claim is proved")
    if attack.truth is True and step["verdict"] == "refuted":
        faults.append("WRONG: a true claim is refuted")
    return faults


def _of_the_time(seconds: float, steps: list[dict[str, Any]], timeout: float) -> list[str]:
    allowed = _START + timeout + sum(step["seconds"] for step in steps)
    return [f"a run of {seconds:.1f} s"] if seconds > allowed else []
