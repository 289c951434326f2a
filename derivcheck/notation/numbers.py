"""Number literals, read exactly: `0.1` is one tenth, `1e-3` one thousandth.

Nothing passes through floating point. A number with a leading zero is refused, because some
languages read `010` as eight and others as ten, and so is one too large to be meant.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.notation.lexer import Token, Tokens
from derivcheck.terms import Num, integer

__all__ = ["MOST_DIGITS", "read_number"]

MOST_DIGITS = 1000


def read_number(tokens: Tokens, token: Token) -> Num:
    """The exact value of a number token.

    Raises `ReadError` for a leading zero, too many digits or too large an exponent of ten.
    """
    text = token.text
    if text.isdecimal() and len(text) <= MOST_DIGITS and text[0] != "0":
        return integer(int(text))
    if len(text) > 1 and text[0] == "0" and text[1].isdecimal():
        plain = text.lstrip("0") or "0"
        hint = f"write {plain if plain[0].isdecimal() else '0' + plain}"
        raise tokens.error(token.start, "a number without a leading zero", repr(text[:40]), hint)
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MOST_DIGITS or len(exponent) > 6 or abs(int(exponent or "0")) > MOST_DIGITS:
        found = f"{text[:12]}…" if len(text) > 12 else text
        raise tokens.error(token.start, f"a number of at most {MOST_DIGITS} digits", found)
    return Num(Fraction(text))
