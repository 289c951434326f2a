r"""The commands of LaTeX that only change how a formula looks, and those that are other spellings.

Each table is a set or a mapping; `derivcheck.notation.latex.layout` interprets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from derivcheck.terms.latex_names import ACCENTS, LETTERS, STYLES

__all__ = [
    "ACCENT_COMMANDS", "DISPLAYS", "GROUPING", "IN", "LABELS", "LETTER_COMMANDS", "REALS", "RELATIONS",
    "SAME", "SIZES", "SPACES", "STYLE_COMMANDS", "TEXTS", "WORDS",
]  # fmt: skip


def _commands(words: str) -> frozenset[str]:
    return frozenset(rf"\{word}" for word in words.split())


#: space, sizes of symbols, and other things without a meaning
SPACES = frozenset(rf"\{sign}" for sign in ",;:!> /-") | _commands(
    """
    enspace thinspace medspace thickspace negthinspace displaystyle textstyle scriptstyle scriptscriptstyle
    limits nolimits nonumber notag allowbreak relax null mathstrut strut noindent hfill hfil break nobreak
    """
)

#: dropped with the group that follows
LABELS = _commands("tag label hspace vspace phantom vphantom hphantom mspace intertext shortintertext")

#: sizes of a bracket, and whether they say that it opens or closes
SIZES: Mapping[str, str] = MappingProxyType(
    {
        rf"\{size}{side}": meaning
        for size in ("big", "Big", "bigg", "Bigg")
        for side, meaning in (("", ""), ("l", "("), ("r", ")"))
    }
    | {r"\left": "(", r"\right": ")"}
)

#: the command that shows a group in some way -> which of its arguments say how
GROUPING: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys((r"\color", r"\textcolor", r"\colorbox"), 1),
        **dict.fromkeys(_commands("boxed fbox ensuremath mathord mathop mathrel mathbin"), 0),
    }
)

#: other spellings
SAME: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((r"\dfrac", r"\tfrac", r"\cfrac"), r"\frac"),
        **dict.fromkeys((r"\dbinom", r"\tbinom"), r"\binom"),
        **dict.fromkeys((r"\le", r"\leqslant", r"\leqq"), r"\leq"),
        **dict.fromkeys((r"\ge", r"\geqslant", r"\geqq"), r"\geq"),
        **dict.fromkeys((r"\ldots", r"\cdots", r"\dotsc", r"\dotsb", r"\dotsm", r"\dotso"), r"\dots"),
        **dict.fromkeys((r"\wedge", r"\And"), r"\land"),
        **dict.fromkeys((r"\rightarrow", r"\longrightarrow"), r"\to"),
        r"\ne": r"\neq",
        r"\vee": r"\lor",
        r"\neg": r"\lnot",
        r"\lt": "<",
        r"\gt": ">",
        r"\ast": "*",
        r"\lbrace": r"\{",
        r"\rbrace": r"\}",
        r"\lbrack": "[",
        r"\rbrack": "]",
        r"\lparen": "(",
        r"\rparen": ")",
        r"\vert": "|",
        r"\lvert": "|(",
        r"\rvert": "|)",
        r"\coloneqq": ":=",
        r"\coloneq": ":=",
        r"\eqqcolon": "=:",
        r"\eqcolon": "=:",
        r"\triangleq": ":=",
        r"\doteq": ":=",
        r"\newline": r"\\",
        r"\cr": r"\\",
    }
)

#: commands whose group is a word
WORDS = _commands("mathrm operatorname mathit mathnormal rm it")
TEXTS = _commands("text textrm textnormal textit mbox hbox textup textsf")

STYLE_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        **{command: name for name, command in STYLES.items()},
        **dict.fromkeys(
            (r"\boldsymbol", r"\bm", r"\pmb", r"\bf", r"\textbf", r"\mathbfit", r"\symbf"), "bold"
        ),
        r"\cal": "cal",
        r"\Bbb": "bb",
        r"\mathds": "bb",
    }
)

ACCENT_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        **{command: name for name, command in ACCENTS.items()},
        r"\widehat": "hat",
        r"\widetilde": "tilde",
        r"\overline": "bar",
    }
)

LETTER_COMMANDS: Mapping[str, str] = MappingProxyType({rf"\{word}": word for word in LETTERS})

#: environments that arrange equations and add no meaning
_DISPLAYS = """
    aligned align alignedat split gather gathered equation eqnarray multline displaymath math flalign
"""
DISPLAYS = frozenset(name + star for name in _DISPLAYS.split() for star in ("", "*"))

#: relations that only are counted; a negated one is another sign
_OTHERS = _commands(
    """
    asymp backsim bowtie bumpeq Bumpeq circeq cong dashv doteqdot downarrow eqcirc eqsim frown gtrsim
    hookrightarrow in leadsto leftarrow leftrightarrow lessgtr lesseqgtr lesssim ll lll longleftarrow
    longleftrightarrow longmapsto mapsto models multimap nleq nless ngeq ngtr ncong nleftarrow
    nleftrightarrow nmid notin nparallel nprec npreceq nrightarrow nRightarrow nsim nsubseteq nsucc
    nsucceq nsupseteq ni gg ggg gtrless gtreqless parallel perp prec precapprox preccurlyeq preceq precsim
    risingdotseq fallingdotseq rightleftharpoons rightsquigarrow sim smile sqsubset sqsubseteq sqsupset
    sqsupseteq subset Subset subseteq subseteqq subsetneq succ succapprox succcurlyeq succeq succsim supset
    Supset supseteq supseteqq supsetneq thickapprox thicksim to trianglelefteq trianglerighteq
    twoheadrightarrow vDash Vdash vdash xleftarrow xrightarrow
    """
)
_NEGATED = frozenset(
    rf"\not{sign}"
    for sign in ("<", ">", r"\leq", r"\geq", r"\equiv", r"\approx", r"\simeq", r"\propto", *_OTHERS)
)

#: The sign between a member and its set.
IN = r"\in"
#: The word for the set of all real numbers.
REALS = "R_bb"

#: a relation sign -> what it claims
RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "=": "=",
        r"\neq": "!=",
        "<": "<",
        ">": ">",
        r"\leq": "<=",
        r"\geq": ">=",
        ":=": "defines",
        "=:": "defines",
        r"\equiv": "equivalent",
        r"\approx": "approximately",
        r"\approxeq": "approximately",
        r"\simeq": "approximately",
        r"\propto": "proportional",
        r"\Rightarrow": "implies",
        r"\implies": "implies",
        r"\Longrightarrow": "implies",
        r"\Leftarrow": "implies",
        r"\impliedby": "implies",
        r"\Leftrightarrow": "equivalent",
        r"\Longleftrightarrow": "equivalent",
        r"\iff": "equivalent",
        r"\overset=": "other",
        **dict.fromkeys(_OTHERS | _NEGATED, "other"),
    }
)
