r"""What stands behind an equation: `, \quad i \neq j`, `\text{for all } i = 1, \dots, n`, `\text{by (3)}`.

Here only the ranges of indices are found, from which something can be inferred, and the remarks that restrict
nothing. Everything else is for the reader of conditions, and what that cannot read is not passed over.
"""

from __future__ import annotations

import re

from derivcheck.frozen import frozen

__all__ = [
    "Bounds",
    "Counted",
    "Distributed",
    "Other",
    "Remark",
    "Restriction",
    "Tail",
    "counts_on",
    "is_order",
    "may_restrict",
    "tail_of",
]


@frozen
class Bounds:
    r"""`i, j = 1, \dots, n`: letters with the words of their lower and upper bounds."""

    letters: tuple[str, ...]
    lower: tuple[str, ...]
    upper: tuple[str, ...]


@frozen
class Remark:
    """Words that restrict nothing: a reason, or "and"."""


@frozen
class Distributed:
    r"""`\varepsilon_i \sim \mathcal{N}(0, 1), \; i = 1, \dots, n`: how something is distributed, and for
    which indices; their range begins at `start`.
    """

    bounds: Bounds | None = None
    start: int = 0


@frozen
class Restriction:
    r"""`x \geq 0`, with or without "for": relations other than equations, and nothing else."""


@frozen
class Counted:
    r"""`n \in \mathbb{N}` and `n = 0, 1, 2, \dots`: a letter that is a whole number."""

    letter: str


@frozen
class Other:
    """Anything else, such as a condition in words."""


Tail = Bounds | Remark | Distributed | Restriction | Counted | Other

_SPACE = r"(?:\\[,;:! ]|\\q?quad(?![A-Za-z])|~|\s|,)*"
_TEXT = re.compile(rf"{_SPACE}\\(?:text|mathrm|textrm|mbox|textnormal)\s*\{{([^{{}}]*)\}}")
_FORALL = re.compile(rf"{_SPACE}\\forall(?![A-Za-z])")
_GAP = re.compile(_SPACE)
_DOTS = r"\\[lc]?dots[cbmo]?(?![A-Za-z])|\.\.\."
_RANGE = re.compile(
    rf"([A-Za-z](?:\s*,\s*[A-Za-z])*)\s*=\s*([0-9]+)\s*,{_SPACE}(?:[0-9]+\s*,{_SPACE})*(?:{_DOTS}){_SPACE}"
    r"([A-Za-z]|[0-9]+|[A-Za-z]\s*[-+]\s*[0-9]+)"
)
_COUNTED = re.compile(
    rf"([A-Za-z])\s*(?:\\in\s*\\(?:mathbb|mathbf)\s*\{{?\s*[NZ]\s*\}}?(?:[_^](?:\{{[^{{}}]*\}}|[0+*]))?"
    rf"|=\s*[0-9]+(?:\s*,{_SPACE}[0-9]+)*\s*,{_SPACE}(?:{_DOTS}))"
)
_GOES_ON = re.compile(rf"(?:{_SPACE}[0-9]+\s*,)*{_SPACE}(?:{_DOTS})[\s.,;]*")
_DISTRIBUTED = re.compile(
    r"(?:\\[A-Za-z]+|[A-Za-z])(?:_(?:\w|\{[^{}]*\}))?\s*"
    r"(?:\\overset\{(?:[^{}]|\{[^{}]*\})*\}\{\\sim\}|\\stackrel\{(?:[^{}]|\{[^{}]*\})*\}\{\\sim\}|\\sim(?![A-Za-z]))"
    r"[^=<>]*"
)
_COMPARING = re.compile(r"\\(?:le|ge|leq|geq|ne|neq|in|approx|propto|Rightarrow)(?![A-Za-z])")
_ORDERS = re.compile(r"[<>]|\\(?:leq?|geq?|lt|gt|leqslant|geqslant|neq?|in)(?![A-Za-z])")
_NO_ORDERS = re.compile(
    rf"=|{_DOTS}|\\(?:text|mathrm|textrm|mbox|mathcal|forall|sim|Rightarrow|implies|approx|propto)(?![A-Za-z])"
    r"|\\(?:mathbb|mathbf)\s*\{?\s*[NZQC]"
)
_CONDITIONAL = frozenset(
    (
        "if",
        "for",
        "when",
        "whenever",
        "where",
        "for all",
        "for any",
        "for every",
        "for each",
        "with",
        "provided",
    )
)
#: A reason that is an equation.
_BECAUSE = re.compile(rf"{_SPACE}\(?\s*\\because(?![A-Za-z])[^<>]*")
_REASONS = frozenset(("by", "using", "since", "because", "from", "see", "cf", "due", "def", "definition"))


#: What is called by name when a step is explained: "(chain rule)", "expand".
_RULE = re.compile(
    r"(?:[a-z' -]*\s)?(?:rule|theorem|lemma|identity|formula|law|property|definition|expansion|inequality"
    r"|trick|linearity|symmetry|substitution|induction|algebra)s?"
    r"|(?:expand|factor|simplify|rearrang|substitut|differentiat|integrat|cancel|collect)(?:e|ing)?"
    r"(?:\s[a-z ]+)?"
)
_LIMITING = re.compile(r"\b(?:not|no|only|unless|assuming|iff|except|approximately|mod|modulo)\b")


def _is_rule(text: str) -> bool:
    r"""Whether words behind an equation name a rule: `\text{(chain rule)}`."""
    found = _TEXT.fullmatch(text)
    said = found[1].strip(" ,.:()").lower() if found is not None else ""
    return _RULE.fullmatch(said) is not None and _LIMITING.search(said) is None


def tail_of(text: str) -> Tail:
    r"""What the text behind an equation says.

    >>> tail_of(r"\forall i = 1, \dots, n")
    Bounds(letters=('i',), lower=('1',), upper=('n',))
    >>> tail_of(r"\text{by (3)}"), tail_of(r"\text{(chain rule)}"), tail_of(r"\text{(n even)}")
    (Remark(), Remark(), Other())
    >>> tail_of(r"(\because \log 1 = 0)"), tail_of(r"\because x > 0")
    (Remark(), Restriction())
    >>> tail_of(r"\varepsilon_i \sim \mathcal{N}(0, 1)"), tail_of(r"\text{if } x > 0")
    (Distributed(bounds=None, start=0), Restriction())
    >>> tail_of(r"k \in \mathbb{N}_0"), tail_of(r"n = 0, 1, 2, \dots"), tail_of(r"x \in \mathbb{R}")
    (Counted(letter='k'), Counted(letter='n'), Restriction())
    """
    if _BECAUSE.fullmatch(text) and not _COMPARING.search(text):
        return Remark()
    at, words = 0, []
    while (found := _TEXT.match(text, at) or _FORALL.match(text, at)) is not None:
        words.append(found[1].strip(" ,.:()").lower() if found.re is _TEXT else "for all")
        at = found.end()
    gap = _GAP.match(text, at)
    at = gap.end() if gap else at
    said = " ".join(filter(None, words))
    rest = text[at:].rstrip(" \n\t.,;")
    if not rest:
        is_reason = not said or said == "and" or said.split()[0] in _REASONS or _is_rule(text[:at])
        return Remark() if is_reason and not _CONDITIONAL & set(said.split()) else Other()
    if said and said not in _CONDITIONAL:
        return Other()
    ranged = _RANGE.search(rest)
    is_ranged = ranged is not None and ranged.end() == len(rest)
    before = rest[: ranged.start()].rstrip() if ranged is not None and is_ranged else rest
    bounds = _bounds(ranged) if ranged is not None and is_ranged else None
    if bounds is not None and not before:
        return bounds
    if _DISTRIBUTED.fullmatch(before) and not _COMPARING.search(before):
        return Distributed(bounds, at + ranged.start() if ranged is not None and bounds else 0)
    if (counted := _COUNTED.fullmatch(rest)) is not None:
        return Counted(counted[1])
    return Restriction() if is_order(rest) else Other()


def counts_on(text: str) -> bool:
    r"""Whether a text behind a number goes on with those that follow it, without an end.

    >>> counts_on(r"2, 3, \ldots"), counts_on(r"\dots, n")
    (True, False)
    """
    return _GOES_ON.fullmatch(text) is not None


def is_order(text: str) -> bool:
    r"""Whether a relation says where something lies, and no more.

    >>> is_order(r"t < \lambda"), is_order("k = 2"), is_order(r"i = 1, \dots, n")
    (True, False, False)
    """
    return bool(_ORDERS.search(text)) and not _NO_ORDERS.search(text)


#: What joins two equations, and how a left side begins that is no condition: a sum, a derivative.
_JOINED = re.compile(r"\\text\s*\{[^{}]*and[^{}]*\}\s*(?:\\q?quad)?\s*\Z")
_CLAIMING = re.compile(
    r"\\(?:sum|prod|int|lim)(?![A-Za-z])|\\[dt]?frac\s*\{\s*(?:\\partial|d|\\mathrm)|\\?[A-Za-z]+(?:_\w|_\{\w+\})?(?:'|\Z)"
)


def may_restrict(before: str, side: str) -> bool:
    r"""Whether an equation that begins with `side` behind the text `before` may be a condition of that.

    >>> may_restrict(r"a^2 = b, \quad", "x + y"), may_restrict(r"a^2 = b, \quad", r"\sum_k x_k")
    (True, False)
    """
    return _JOINED.search(before) is None and _CLAIMING.match(side) is None


def _bounds(ranged: re.Match[str]) -> Bounds:
    letters = tuple(part.strip() for part in ranged[1].split(","))
    return Bounds(letters, (ranged[2],), tuple(re.findall(r"[A-Za-z]+|[0-9]+|[-+]", ranged[3])))
