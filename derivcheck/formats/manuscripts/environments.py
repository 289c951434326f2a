r"""The environments of LaTeX that display formulas, and those whose text is no LaTeX at all."""

from __future__ import annotations

__all__ = ["DISPLAYS", "SECTIONS", "STATEMENTS", "VERBATIM", "WHOLE", "WITH_ARGUMENT"]

_DISPLAYS = """
    equation align flalign gather multline eqnarray displaymath math dmath alignat xalignat xxalignat
    IEEEeqnarray darray empheq
"""
_WITH_ARGUMENT = "alignat xalignat xxalignat IEEEeqnarray empheq"
_WHOLE = """
    cases dcases rcases numcases subnumcases array aligned alignedat gathered split subarray matrix pmatrix
    bmatrix Bmatrix vmatrix Vmatrix smallmatrix
"""


def _starred(names: str) -> frozenset[str]:
    return frozenset(name + star for name in names.split() for star in ("", "*"))


#: Environments that are a formula of their own, starred or not.
DISPLAYS = _starred(_DISPLAYS)

#: Of these, those that begin with an argument which says how many columns there are.
WITH_ARGUMENT = _starred(_WITH_ARGUMENT)

#: Environments inside of a formula, which MathJax shows outside of one as well.
WHOLE = _starred(_WHOLE)

#: Environments whose text is shown or dropped as it stands.
VERBATIM = frozenset(
    ("verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents", "filecontents*")
)

#: Commands that begin a section.
SECTIONS = frozenset(("chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"))

#: Environments that state something on their own, by the names that people give them; a proof belongs to what
#: stands before it, and a definition is for all of the text.
STATEMENTS = frozenset(
    (
        *("theorem", "thm", "theo", "lemma", "lem", "proposition", "prop", "corollary", "cor", "claim"),
        *("conjecture", "example", "ex", "exa", "exercise", "exercises", "exer", "problem", "prob"),
        *("question", "remark", "rem", "observation", "fact"),
    )
)
