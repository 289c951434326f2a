"""Powers beside waves: the real and the imaginary part of a geometric series.

For `|r| < 1`, where `A(k + 1) = r A(k)` and the angle `u(k)` grows by `t` from term to term,

    sum of A(k) cos(u(k)), k >= a   =   A(a) (cos(u(a)) - r cos(u(a) - t))/(1 - 2 r cos(t) + r^2),

and the same with the sine in the place of each cosine but the last one.
Source: Gradshteyn and Ryzhik, 1.447.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.functions.trigonometric import rotation
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["wave_series"]


def wave_series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on; None where it is no combination of one sine and cosine."""
    angles = set()
    for place in body.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Cosine | Sine) and index in ring.names[place]:
            angles.add(atom.argument / ring.constant(atom.unit))
    if len(angles) != 1:
        return None
    angle, following = angles.pop(), {index: variable(index).shifted(1)}
    waves, turn = rotation(ring, angle), ring.at(angle, following) - angle
    parts = [body.partial(wave.generators[0]) for wave in waves if wave.atom() is not None]
    if index in turn.names or len(parts) != 2:
        return None
    if not (body - parts[0] * waves[0] - parts[1] * waves[1]).is_zero():
        return None
    start = ring.at(angle, {index: low})
    now, before = rotation(ring, start), rotation(ring, start - turn)
    twice = ring.constant(2) * rotation(ring, turn)[0]
    total, conditions = ring.zero, list[tuple[Quotient, int]]()
    for which, part in enumerate(parts):
        if part.is_zero():
            continue
        r = ring.at(part, following) / part
        if index in r.names:
            return None
        above = now[which] - r * before[which]
        total = total + ring.at(part, {index: low}) * above / (ring.one - r * twice + r * r)
        conditions.append((ring.one - absolute(ring, r), signs.POSITIVE))
    return Series(total, tuple(dict.fromkeys(conditions)))
