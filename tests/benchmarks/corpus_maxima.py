"""Maxima as a tool of the benchmark: started once and fed through a pipe.

The difference of the two sides is brought to Maxima's rational normal form (`ratsimp`), then to
that of radicals, exponentials and logarithms (`radcan`); 0 proves the claim, a number other than 0
refutes it, and so does anything else if the claim is rational, where `ratsimp` is a normal form.
Maxima asks when it wants to know a sign; a question is answered by ending it: undecided.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
from time import perf_counter

from derivcheck.errors import ReadError
from derivcheck.model import Claim, Domain
from derivcheck.terms import Add, Div, Mul, Neg, Num, Pow, Sym, Term, walk
from tests.benchmarks.corpus_claims import CorpusClaim
from tests.benchmarks.corpus_contexts import read
from tests.benchmarks.corpus_maxima_text import NoTextError, maxima
from tests.benchmarks.corpus_outcomes import Outcome

__all__ = ["Maxima", "program"]

_END = "@@end"
_ANSWER = re.compile(r"@@(proved|refuted|open)@@")
_QUESTION = re.compile(r"\?\s*$")
_SETTINGS = "display2d: false$ ttyoff: false$ simpsum: true$ simpproduct: true$ assume_pos: false$"
_DECLARED = {
    Domain.POSITIVE: "{0} > 0",
    Domain.NONNEGATIVE: "{0} >= 0",
    Domain.NEGATIVE: "{0} < 0",
    Domain.NONZERO: "notequal({0}, 0)",
    Domain.POSITIVE_INTEGER: "{0} >= 1",
    Domain.NONNEGATIVE_INTEGER: "{0} >= 0",
}
_WHOLE = frozenset({Domain.INTEGER, Domain.POSITIVE_INTEGER, Domain.NONNEGATIVE_INTEGER})
_RATIONAL = (Num, Sym, Neg, Add, Mul, Div, Pow)


def program() -> str | None:
    """The path of Maxima, if it is installed."""
    return shutil.which("maxima")


class Maxima:
    """One Maxima process, started again after a question or a time-out."""

    def __init__(self, path: str, timeout: float) -> None:
        self._path, self._timeout = path, timeout
        self._start()

    def decide(self, claim: CorpusClaim) -> Outcome:
        """Maxima's verdict on `claim`."""
        if claim.relation != "eq":
            return Outcome("unreadable", 0.0, "only equations are asked of Maxima")
        try:
            terms = read(claim)
            context, question = _context(terms), _question(terms)
        except (ReadError, NoTextError) as unread:
            return Outcome("unreadable", 0.0, str(unread))
        _, stopped = self._ask(context)
        begun = perf_counter()
        said, stopped = ("", stopped) if stopped else self._ask(question)
        seconds = perf_counter() - begun
        if stopped:
            self.close()
            self._start()
            return Outcome("undecided", min(seconds, self._timeout), stopped)
        answer = _ANSWER.search(said)
        if answer is None:
            return Outcome("undecided", seconds, "an error in Maxima", said.strip()[-200:])
        verdict = {"open": "undecided"}.get(answer[1], answer[1])
        return Outcome(verdict, seconds)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [self._path, "--very-quiet"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        patience, self._timeout = self._timeout, 60.0
        self._ask(_SETTINGS)
        self._timeout = patience

    def _ask(self, text: str) -> tuple[str, str]:
        """What Maxima prints in answer to `text`, and why it was not left to finish, if so."""
        pipe = self._process
        assert pipe.stdin is not None and pipe.stdout is not None
        pipe.stdin.write(f'{text}\nprint("{_END}")$\n'.encode())
        pipe.stdin.flush()
        said, end = "", perf_counter() + self._timeout
        while f"{_END}" not in said:
            ready, _, _ = select.select([pipe.stdout], [], [], max(0.0, end - perf_counter()))
            part = os.read(pipe.stdout.fileno(), 65536).decode(errors="replace") if ready else ""
            if not part:
                return said, "out of time" if not ready else "crash: Maxima ended"
            said += part
            if _QUESTION.search(said):
                return said, "asks a question"
        return said, ""


def _question(claim: Claim) -> str:
    """The claim as Maxima's input."""
    difference = f"{maxima(claim.left)} - {maxima(claim.right)}"
    last = "refuted" if _is_rational(claim) else "open"
    return (
        f"block([d: {difference}, r], r: ratsimp(d), if r # 0 then r: radcan(r), "
        f'print(if r = 0 then "@@proved@@" elseif numberp(r) then "@@refuted@@" else "@@{last}@@"))$'
    )


def _context(claim: Claim) -> str:
    """What is known, as Maxima's input, after everything known before was forgotten."""
    symbols = [(f"v_{name}", each) for name, each in claim.context.symbols.items() if not each.axes]
    whole = [name for name, each in symbols if each.domain in _WHOLE]
    whole += [f"v_{name}" for name in claim.context.indices]
    kinds = [(name, "integer") for name in whole]
    kinds += [(name, "complex") for name, each in symbols if each.domain is Domain.COMPLEX]
    facts = [*_facts(claim), *(maxima(each) for each in claim.context.assumptions)]
    declared = "".join(f"declare({name}, {kind})$ " for name, kind in kinds)
    assumed = f"errcatch(assume({', '.join(facts)}))$" if facts else ""
    return f"kill(all)$ {_SETTINGS} {declared}{assumed}"


def _facts(claim: Claim) -> list[str]:
    symbols = claim.context.symbols.items()
    facts = [
        _DECLARED[each.domain].format(f"v_{name}")
        for name, each in symbols
        if each.domain in _DECLARED and not each.axes
    ]
    for name, axis in claim.context.indices.items():
        facts += [f"v_{name} >= {maxima(axis.lower)}", f"v_{name} <= {maxima(axis.upper)}"]
    return facts


def _is_rational(claim: Claim) -> bool:
    """Whether both sides are rational functions of plain symbols, without assumptions."""
    return not claim.context.assumptions and all(map(_plain, (claim.left, claim.right)))


def _plain(side: Term) -> bool:
    return all(
        isinstance(part, _RATIONAL)
        and (
            not isinstance(part, Pow)
            or (isinstance(part.exponent, Num) and part.exponent.value.denominator == 1)
        )
        for part in walk(side)
    )
