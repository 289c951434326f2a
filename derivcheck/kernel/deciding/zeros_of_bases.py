"""Where the bases of powers are 0, which their reading leaves out.

A power `b^y` is read as `exp(y log(b))`, and so not where `b` is 0; there it is 0 for a positive `y`. So
what is proved with such powers is proved once more with `b = 0` assumed, for each factor of `b`. Where that
is done without further conditions nothing is left out; else the proof goes on leaving these points out, at
which the claim may fail. Of `acot(b)`, which is read as `atan(1/b)` and is `pi/2` at 0, the same is true.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.quotient import TooLarge, Undefined
from derivcheck.kernel.deciding.answers import Contradiction, NotProved, Proof
from derivcheck.kernel.deciding.definedness import all_left_out, lost_and_gained, without_left_out
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.conditions import LEFT_OUT
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.model import Claim, Context
from derivcheck.terms import Rel, Term, integer
from derivcheck.terms.printing import to_text

__all__ = ["with_zeros"]

_Found = tuple[tuple[Rel, ...], tuple[str, ...]]
#: Asks a question to the session of these terms.
_Ask = Callable[[Context, tuple[Term, ...], Callable[[Session], _Found]], _Found]


def with_zeros(claim: Claim, proof: Proof, prove: Callable[[Claim], Proof], ask: _Ask) -> Proof:
    """The proof with the zeros of bases that it leaves out, if the claim is proved there, too."""
    zeros: tuple[Rel, ...] = ()
    lost: tuple[str, ...] = ()
    with suppress(NeedsCase, Undefined, Outside, TooLarge):
        zeros, lost = ask(claim.context, claim.sides, lambda session: _zeros(session, claim))
    open_zeros = [zero for zero in zeros if not _is_lost(zero, lost)]
    with suppress(Outside, TooLarge):
        plain = [_is_proved_at(zero, claim, prove, lost) for zero in open_zeros]
        if zeros and all(plain) and len(plain) == len(zeros):
            return replace(proof, left_out=()).where(lost)
    return proof


def _zeros(session: Session, claim: Claim) -> _Found:
    """Where bases are 0 that are left out, and which points are lost when these are added.

    There are none where more is left out. What is assumed of a member holds for each of them, and so says too
    much of one.
    """
    left, right = map(session.read, claim.sides)
    omitted = all_left_out(left, right)
    bases = [one.value for one in omitted if one.kind == LEFT_OUT and one.guard is None]
    if len(bases) < len(omitted) or any(base is None or base.names for base in bases):
        return (), ()
    speaker = session.speaker()
    parts = (part for base in bases if base is not None for part in factored(session.ring, base).parts)
    factors = (factor for factor, times in parts if times > 0)
    doubtful = (each for each in factors if session.ring.sign(each) & signs.ZERO)
    zeros = dict.fromkeys(Rel("=", speaker.term(each), integer(0)) for each in doubtful)
    plain = without_left_out(left), without_left_out(right)
    return tuple(zeros), lost_and_gained(session, *plain) if claim.op == "=" else ()


def _is_lost(zero: Rel, lost: tuple[str, ...]) -> bool:
    """Whether what is lost for other reasons excludes a zero."""
    base = to_text(zero.left)
    return not {f"{base} != 0", f"{base} > 0", f"{base} is not 0, -1, -2, ..."}.isdisjoint(lost)


def _is_proved_at(zero: Rel, claim: Claim, prove: Callable[[Claim], Proof], lost: tuple[str, ...]) -> bool:
    """Whether a claim is proved there without other conditions than those that are said anyway."""
    try:
        proof = prove(replace(claim, context=claim.context.assuming(zero)))
    except Contradiction:
        return True
    except (NotProved, Undefined):
        return False
    return not proof.left_out and set(proof.conditions) <= set(lost)
