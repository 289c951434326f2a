r"""What the words around a formula say about it: a supposition is no claim.

"If `$z = 6y$` then `$z = 7y$`" claims neither of the two: in a sentence that supposes something, an equation
is part of it. A display is one only where the words stand directly before it ("Suppose that"), for much else
of a long sentence is about the letters alone ("If X is normal, we have"), or a condition directly behind it.
"""

from __future__ import annotations

import re

from derivcheck.frozen import frozen

__all__ = ["Around", "around"]

_MOST = 300
_FORMULAS = re.compile(r"\$\$?[^$]*\$\$?|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_SENTENCE = re.compile(r"[.!?;:](?=\s)|\n[ \t]*\n")
_WORD = re.compile(r"[A-Za-z']+|\$")
_CONTRADICTION = re.compile(r"\b(?:for|towards|by)\s+(?:an?\s+|the\s+sake\s+of\s+)?contradiction\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words of a sentence that supposes something, and further ones that do directly before a formula.
_SUPPOSING = _words("if let suppose supposing assume assuming assumed where when whenever provided unless")
_DIRECTLY = _SUPPOSING | _words(
    "set setting put take taking choose pick fix define denote satisfying solve solving consider"
)
#: Words that may stand between.
_FILLERS = _words(
    """
    that also further moreover now us we have had it the is this case following system equation equations
    """
)
_BEHIND = re.compile(r"[\s,)]*(?:if|iff|whenever|when|provided|unless|assuming|as\s+long\s+as|only\s+if)\b")


@frozen
class Around:
    """The prose directly before and behind a formula."""

    before: str = ""
    behind: str = ""

    @property
    def supposes(self) -> bool:
        """Whether a formula of its own is supposed.

        >>> Around("We know more. Suppose that").supposes, Around("If X is normal, we get").supposes
        (True, False)
        """
        return self._last() in _DIRECTLY or _BEHIND.match(self.behind) is not None

    @property
    def supposes_within(self) -> bool:
        """Whether a formula inside of a sentence is part of a supposition, or claimed under one.

        >>> Around("If $z = 6 y$ then").supposes_within
        True
        """
        return self.supposes or self._last() == "with" or not _SUPPOSING.isdisjoint(self._words())

    def _last(self) -> str:
        """The last word before the formula that says what is done with it."""
        return next((word for word in reversed(self._words()) if word not in _FILLERS), "")

    def _words(self) -> list[str]:
        """The words of the sentence that is not finished yet; a formula is a dollar."""
        text = _FORMULAS.sub("$", self.before).rstrip(" \t\n:,*_")
        sentence = _SENTENCE.split(text)[-1].lower()
        return _WORD.findall(_CONTRADICTION.sub("", sentence))


def around(text: str, start: int, end: int) -> Around:
    """The prose around what stands in `text` from `start` to `end`."""
    return Around(text[max(0, start - _MOST) : start], text[end : end + 60])
