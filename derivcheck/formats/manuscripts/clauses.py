r"""The clauses of a sentence under which its formulas are meant: "for `$x > 0$`", "if `$n$` is even".

A clause begins with a word such as "if", before the formula in question or directly behind it, and goes up to
"then", "we have" and the like. Of what stands in it a relation restricts something, and a word such as "even"
behind a formula does; where an index begins (`$n \geq 1$`, `$i = 1, \dots, n$`) and that something is a
number (`$x \in \mathbb{R}$`) restrict nothing.
"""

from __future__ import annotations

import re

from derivcheck.frozen import frozen

__all__ = ["FORMULA", "SENTENCE", "Clauses", "clauses_in", "restricts", "word_set"]

FORMULA = re.compile(r"\$\$?([^$]*)\$\$?|\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
#: Where a sentence ends; not behind an abbreviation.
SENTENCE = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bs\.t)(?<!\bcf)(?<!\bEq)(?<!\bEqs)(?<!\bresp)(?<!\bFig)(?<!\bSec)(?<!\bThm)"
    r"[.!?;:](?=\s)|\n[ \t]*\n"
)
_MARK = "\0"
_GOES_ON = re.compile(r"[\s,)]*[a-z]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|\0")


def word_set(text: str) -> frozenset[str]:
    """The words in `text`."""
    return frozenset(text.split())


_CONDITIONS = word_set("if when whenever for unless provided case assuming except until")
#: Words that say at which values a formula is looked at.
_VALUES = word_set("with at where given set setting put putting take taking suppose assume")
_ENDS = word_set(
    "then we let define denote write have get gets obtain find it this there hence so thus therefore holds"
)
_RESTRICTING = word_set(
    """
    even odd positive negative nonnegative non-negative nonpositive non-positive nonzero non-zero zero prime
    small large finite infinite equal unequal distinct different divisible coprime integer natural rational
    not less greater smaller larger constant fixed symmetric independent
    """
)
_RELATION = re.compile(
    r"[=<>≤≥≠]|\\(?:leq?|geq?|neq?|lt|gt|leqslant|geqslant|in|notin|ll|gg|mid|nmid|equiv|not)(?![A-Za-z])"
)
_LETTERS = r"[i-nprstNMKT](?:\s*,\s*[i-nprstNMKT])*"
_HARMLESS = re.compile(
    r".*\\in\s*\\(?:mathbb|mathbf|bf|Bbb)\s*\{?\s*[RNZQC]\s*\}?(?:\^\{?[^{}]*\}?)?\s*"
    r"|.*\\in\s*\\[{\[].*|.*=.*(?:\\[lc]?dots|\.\.\.).*"
    rf"|(?:[01]\s*(?:\\leq?|<)\s*)?{_LETTERS}\s*(?:(?:\\leq?|<)\s*[A-Za-z]|(?:\\geq?|>)\s*[0-9])\s*",
    re.DOTALL,
)


@frozen
class Clauses:
    """What a sentence supposes: relations as LaTeX, and the first thing that it says in words."""

    formulas: tuple[str, ...] = ()
    said: str = ""

    def __bool__(self) -> bool:
        return bool(self.formulas or self.said)


def clauses_in(before: str, behind: str = "", *, values: bool = False) -> Clauses:
    r"""What restricts a formula between `before` and `behind`, in the sentence that it stands in.

    With `values` also at which values it is looked at.

    >>> clauses_in("We know. For $x > 0$ and $y > 0$ we let").formulas
    ('x > 0', 'y > 0')
    >>> clauses_in("Let", " if $n$ is even. Then").said
    'n is even'
    >>> bool(clauses_in(r"For all $x \in \mathbb{R}$ and $n \geq 1$ let"))
    False
    """
    opening = _CONDITIONS | _VALUES if values else _CONDITIONS
    first = _Scan(*_masked(before, -1), opening)
    goes_on = _GOES_ON.match(behind) is not None
    last = _Scan(*_masked(behind if goes_on else "", 0), opening)
    first.go(only_directly=False)
    last.go(only_directly=True)
    return Clauses((*first.formulas, *last.formulas), first.said or last.said)


def restricts(formula: str) -> bool:
    r"""Whether a relation in LaTeX restricts what it mentions.

    >>> restricts("x > 0"), restricts(r"i = 1, \dots, n"), restricts(r"x \in \mathbb{R}")
    (True, False, False)
    """
    return _HARMLESS.fullmatch(formula.strip()) is None


def _masked(text: str, which: int) -> tuple[str, list[str]]:
    """The last or the first sentence of `text`, in which marks stand for its formulas."""
    found = [next(filter(None, one.groups()), "").strip(" \n\\") for one in FORMULA.finditer(text)]
    masked = FORMULA.sub(_marked, text)
    masked = masked.rstrip(" \t\n:,*_") if which else masked
    sentence = SENTENCE.split(masked)[which]
    count = sentence.count(_MARK)
    return sentence, found[len(found) - count :] if which else found[:count]


def _marked(found: re.Match[str]) -> str:
    """A mark for a formula; that of a display with a full stop at its end ends the sentence."""
    formula = next(filter(None, found.groups()), "").rstrip()
    is_last = found.group().startswith(("$$", r"\[")) and formula.endswith(".")
    return f"{_MARK}. " if is_last else _MARK


class _Scan:
    """One pass over the words of a sentence."""

    def __init__(self, sentence: str, formulas: list[str], opening: frozenset[str]) -> None:
        self.words = [word if word == _MARK else word.lower() for word in _WORD.findall(sentence)]
        self.left = iter(formulas)
        self.opening = opening
        self.formulas: list[str] = []
        self.said = ""

    def go(self, *, only_directly: bool) -> None:
        """Looks at every word; `only_directly` at those behind an opening word at the beginning alone."""
        is_open = False
        for at, word in enumerate(self.words):
            if word == "otherwise":
                is_last = not at or self.words[at - 1] in (_MARK, "and", "but")
                self.said = self.said or (word if is_last else "")
            elif word in self.opening:
                is_open = True
            elif only_directly and not at:
                return
            elif word == _MARK:
                formula = next(self.left, "")
                self._formula(formula, self.words[at + 1 : at + 4]) if is_open else None
            elif word in _ENDS:
                is_open = False
                if only_directly:
                    return

    def _formula(self, formula: str, behind: list[str]) -> None:
        if _RELATION.search(formula):
            self.formulas += [formula] if restricts(formula) else []
        elif behind[:1] in (["is"], ["are"], ["be"]):
            word = next((word for word in behind[1:] if word in _RESTRICTING), "")
            self.said = self.said or (f"{formula} {behind[0]} {word}" if word else "")
