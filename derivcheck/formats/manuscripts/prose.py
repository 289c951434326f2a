r"""What the words around a formula say about it: a supposition is no claim.

"If `$z = 6y$` then `$z = 7y$`" claims neither of the two: in a sentence that supposes something, an equation
is part of it. A display is one only where the words stand directly before it ("Suppose that"), for much else
of a long sentence is about the letters alone ("If X is normal, we have"), or a condition directly behind it.
Some suppositions hold from there on ("Suppose that"), others in their sentence alone.
"""

from __future__ import annotations

import re

from derivcheck.formats.manuscripts.clauses import FORMULA, SENTENCE, word_set
from derivcheck.frozen import frozen

__all__ = ["Around", "around"]

_MOST = 300
_WORD = re.compile(r"[A-Za-z']+|\$")
_CONTRADICTION = re.compile(r"\b(?:for|towards|by)\s+(?:an?\s+|the\s+sake\s+of\s+)?contradiction\b")


#: Words of a sentence that supposes something, and further ones that do directly before a formula.
_SUPPOSING = word_set("if let suppose supposing assume assuming assumed where when whenever provided unless")
_DIRECTLY = _SUPPOSING | word_set(
    "set setting put take taking choose pick fix define denote satisfying solve solving consider"
)
#: Words directly before a formula inside of a sentence that says at which values something is looked at.
_BESIDE = word_set(
    "with at for case point value values where by from until near of since assumption hypothesis"
)
#: Words directly before a formula that says when something holds, and what joins several of them.
_RESTRICTING = word_set("if iff when whenever unless provided case cases for at until except")
_JOINING = frozenset({"$", "and", "or"})
#: Words that may stand between.
_FILLERS = word_set(
    """
    that also further moreover now us we have had it the is this case following system equation equations
    """
)
_BEHIND = re.compile(r"[\s,)]*(?:if|iff|whenever|when|provided|unless|assuming|as\s+long\s+as|only\s+if)\b")
_SUPPOSED = re.compile(
    r"[\s,)]*(?:(?:is|are)\s+(?:\w+ly\s+|now\s+|also\s+)?(?:supposed|assumed|given)\b"
    r"|(?:that|which|as|is\s+what)?\s*(?:we|I)\s+(?:suppose|assume)\b|by\s+assumption\b)"
)
#: Words of a supposition that holds from there on.
_ONWARD = word_set(
    "suppose supposing supposed assume assuming assumed let given where fix satisfying"
    " since because assumption hypothesis"
)
#: Words before a list of suppositions.
_LISTING = word_set(
    "suppose supposing supposed assume assuming assumed given assumption assumptions hypothesis hypotheses"
)
#: Words before what is to be shown.
_SHOWING = word_set("show showing prove proving verify verifying check checking establish claim conjecture")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)]|\\item)(?:[ \t]|$)")
_INSIDE_LIST = re.compile(r"[ \t]*(?:\\begin\{\w+\}.*)?$|[ \t]+\S")
#: The heading of a case: "Case 1:", "**Second case.**", "- Case (b)", "\\textbf{Case 2}".
_CASE = re.compile(
    r"(?:^|\n)[ \t]*(?:[-*+#>]+[ \t]+|\d+[.)][ \t]+|\\item[ \t]+)?(?:\\\w+\{)?[*_]*(?:\w+[ \t]+)?[Cc]ase"
    r"(?:[ \t~]*\(?\w+\)?)?[ \t.:,)}*_~-]*(?:[Aa]ssume|[Ss]uppose|[Ll]et|[Ii]f|[Ww]hen)?[ \t]*\Z"
)
#: What is denied, or asked, is not claimed.
_DENYING = word_set(
    "mistake mistaken mistakenly wrong wrongly false falsely incorrect incorrectly tempting fallacy"
)
_DENIED = re.compile(
    r"\bnot\s+(?:true|the\s+case|correct|right)\b|\b(?:might|may|could|would)\s+(?:\w+\s+)?(?:think|believe)\b"
)
_DOUBTED = re.compile(
    r"[^.!?;:$\\]*\?|[\s,)]*(?:but\s+|and\s+|which\s+)?(?:this\s+|that\s+|it\s+)?(?:is|are)\s+"
    r"(?:false|wrong|incorrect|not\s+true|not\s+correct)\b"
)


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
        if any(found.match(self.behind) for found in (_BEHIND, _SUPPOSED, _DOUBTED)) or self._is_denied():
            return True
        return self.last_word in _DIRECTLY

    @property
    def supposes_within(self) -> bool:
        """Whether a formula inside of a sentence is part of a supposition, or claimed under one.

        >>> Around("If $z = 6 y$ then").supposes_within
        True
        """
        if self._is_listed() or self.is_case:
            return True
        return self.supposes or self.last_word in _BESIDE or not _SUPPOSING.isdisjoint(self.words)

    @property
    def supposes_onward(self) -> bool:
        r"""Whether what the formula says is supposed, and not for its own sentence alone.

        >>> Around("Suppose that").supposes_onward, Around("If").supposes_onward
        (True, False)
        >>> Around("**Case 2.** ").supposes_onward, Around("Assume:\n\n- $x > 0$\n- ").supposes_onward
        (True, True)
        """
        if self._is_listed() or self.is_case:
            return True
        return not _ONWARD.isdisjoint(self.words) or _SUPPOSED.match(self.behind) is not None

    @property
    def is_beside(self) -> bool:
        """Whether the formula stands directly behind a word that restricts what was named: "with"."""
        return self.last_word in _BESIDE

    @property
    def is_condition(self) -> bool:
        """Whether the formula is one of those that restrict what the sentence says: "if", "at".

        >>> Around("We know more. If $x > 0$ and").is_condition, Around("If so, we let").is_condition
        (True, False)
        """
        skipped = (_FILLERS | _JOINING) - _RESTRICTING
        return next((word for word in reversed(self.words) if word not in skipped), "") in _RESTRICTING

    @property
    def is_to_be_shown(self) -> bool:
        """Whether the formula is what is to be shown, "we prove that", and not what a name stands for.

        >>> Around("We will show that").is_to_be_shown, Around("as we saw, let").is_to_be_shown
        (True, False)
        """
        words = [word for word in self.words if word not in _FILLERS]
        return bool(words) and words[-1] in _SHOWING

    @property
    def is_case(self) -> bool:
        """Whether the formula is what the heading of a case says."""
        return _CASE.search(self.before) is not None

    def _is_listed(self) -> bool:
        """Whether the formula stands in a list below words that suppose something."""
        item, *lines = reversed(self.before.split("\n"))
        if not _ITEM.match(item):
            return False
        above = (line for line in lines if not (_ITEM.match(line) or _INSIDE_LIST.match(line)))
        lead = next(above, "").rstrip(" \t*_")
        words = _WORD.findall(SENTENCE.split(lead.removesuffix(":"))[-1].lower())
        return lead.endswith(":") and not _LISTING.isdisjoint(words)

    def _is_denied(self) -> bool:
        words = self.words
        return not _DENYING.isdisjoint(words) or _DENIED.search(" ".join(words)) is not None

    @property
    def last_word(self) -> str:
        """The last word before the formula that says what is done with it.

        >>> Around("This is known. Now let us consider the").last_word
        'consider'
        """
        return next((word for word in reversed(self.words) if word not in _FILLERS), "")

    @property
    def words(self) -> list[str]:
        """The words of the sentence that is not finished yet; a formula is a dollar."""
        text = FORMULA.sub("$", self.before).rstrip(" \t\n:,*_")
        sentence = SENTENCE.split(text)[-1].lower()
        return _WORD.findall(_CONTRADICTION.sub("", sentence))


def around(text: str, start: int, end: int) -> Around:
    """The prose around what stands in `text` from `start` to `end`."""
    return Around(text[max(0, start - _MOST) : start], text[end : end + _MOST // 2])
