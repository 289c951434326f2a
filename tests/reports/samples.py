"""Reports made by hand: one of each kind of finding, as the terminal and JSON reports must show it."""

from __future__ import annotations

from derivcheck.errors import Place, Problem
from derivcheck.frozen import replace
from derivcheck.model import (
    Cause,
    Check,
    CheckedDerivation,
    Claim,
    Conditional,
    Context,
    Counterexample,
    Domain,
    Explanation,
    Goal,
    Proved,
    Range,
    Refuted,
    Report,
    Residual,
    Symbol,
    Unknown,
    Unreadable,
    Verdict,
    Warned,
)
from derivcheck.terms import Diff, Sym, Term, integer

FILE = "derivations/log-of-sum-thread.yaml"

TO_N = Range(integer(1), Sym("n"))

CONTEXT = Context(
    indices={"i": TO_N, "j": TO_N},
    symbols={
        "n": Symbol("n", (), Domain.POSITIVE_INTEGER),
        "x": Symbol("x", (), Domain.REAL),
        "z": Symbol("z", (TO_N,), Domain.REAL),
        "J": Symbol("J", (), Domain.REAL),
    },
)

GRADIENT = Diff(Sym("J"), ((Sym("z", (Sym("i"),)), 1),))

PROVED = Proved("normal form", ("sum: linear",))

REFUTED = Refuted(
    "ball arithmetic",
    Counterexample({"n": 2}, {"i": 1}, {"p": ["1/2", "1/2"], "z": ["0", "0"]}, "0", "-1/4"),
    Residual("q[i]*(1 - p[i])", ("p[i] = 1",)),
)

PROBLEM = Problem(Place(FILE, 12, 9), "a declared name", "'qq'", "did you mean 'q'?")


def goal(
    number: int,
    left: str = "diff(-sum(p[j]*log(q[j]), j), z[i])",
    right: str = "diff(-p[i]*log(q[i]), z[i])",
    *,
    kind: str = "step",
    expected: str | None = None,
    note: str = "",
    term: Term = GRADIENT,
) -> Goal:
    """A goal at a line of its own."""
    claim = Claim(term, Sym("x"), CONTEXT)
    return Goal(number, kind, Place(FILE, 50 + number, 9), left, right, claim, None, expected, note=note)


def check(number: int, verdict: Verdict, simplified: str | None = None, **about: object) -> Check:
    """A goal with its verdict."""
    return Check(goal(number, **about), verdict, 0.0005, simplified)  # type: ignore[arg-type]


def derivation(
    id: str,  # noqa: A002
    *checks: Check,
    expected: str | None = None,
    file: str = FILE,
    remarks: tuple[str, ...] = (),
) -> CheckedDerivation:
    """Checks of one derivation."""
    return CheckedDerivation(file, id, "A title", checks, expected, remarks)


def report(*derivations: CheckedDerivation, **more: object) -> Report:
    """A report on the files of the derivations."""
    files = tuple(dict.fromkeys(one.file for one in derivations))
    facts: dict[str, object] = {"problems": (), "warnings": (), "seconds": 0.0512, "seed": 0} | more
    return Report(files, derivations, **facts)  # type: ignore[arg-type]


GREEN = report(
    derivation("question-log", check(2, PROVED), check(3, PROVED)),
    derivation(
        "second-answer",
        check(2, PROVED),
        check(3, REFUTED, expected="refuted", note="keeps only the j = i term of the sum"),
        check(4, PROVED),
        check(8, REFUTED, kind="final", expected="refuted"),
    ),
    derivation("cancelling", check(2, Conditional("normal form", ("x != 0",)), left="x^2/x", right="x")),
    derivation(
        "final",
        check(
            1,
            PROVED,
            "q[i] - p[i]",
            left="diff(J, z[i])",
            right="q[i] - p[i]",
            kind="claim",
        ),
    ),
)

EXPLAINED = replace(
    REFUTED, explanation=Explanation("sign", "the sign of p[i] is wrong", "-p[i]*log(q[i]) \x1b")
)
UNDOES = replace(REFUTED, explanation=Explanation("undone", "this undoes the mistake of step 2"))

UNKNOWN = Unknown(
    Cause.TOO_HARD,
    "no rule for gamma(x[k] + 1/2)",
    "proved for n = 1..4; no difference at 200 points",
    "it is proved if x[k] > 0 is assumed",
)

INTERNAL = Unknown(Cause.INTERNAL, "the kernel proves it, and yet left = 1 and right = 2 at x = 1")

AT_FAULT = report(
    derivation("contradicted", check(2, PROVED), check(3, INTERNAL)),
    derivation("undecided", check(2, Unknown(Cause.OUT_OF_TIME, "the run was interrupted"))),
    lacks=("a limit on memory", "a filter on system calls"),
    interrupted=True,
)

UNREAD = Check(
    replace(goal(3, left="log(qq[i]) = 0", right="", kind="claim"), claim=None),
    Unreadable(PROBLEM),
    0.0005,
    None,
)

RED = report(
    derivation("first-answer", check(2, PROVED), check(3, REFUTED, note="keeps only the j = i term")),
    derivation("mended", check(2, PROVED, expected="refuted"), check(3, PROVED)),
    derivation("too-hard", check(2, PROVED), check(3, UNKNOWN)),
    derivation("typo", check(2, Unreadable(PROBLEM)), check(3, PROVED)),
    derivation("nothing-wrong", check(2, PROVED), expected="refuted"),
    derivation(
        "compensating",
        check(2, EXPLAINED),
        check(3, UNDOES),
        check(3, PROVED, kind="final"),
        remarks=("compensating errors: the end is right",),
    ),
    derivation(
        "final",
        check(1, REFUTED, "q[i] - p[i]", left="diff(J, z[i])", right="p[i] - q[i]", kind="claim"),
        check(2, UNKNOWN, left="diff(J, z[i])", right="p[i] - q[i]", kind="claim"),
        UNREAD,
    ),
    problems=(Problem(Place("derivations/bad.yaml", 3, 5), "a mapping", "a list", "see the README"),),
    warnings=(Warned(Place(FILE, 9, 3), "the inner i of the sum is bound and shadows the index i of q"),),
)
