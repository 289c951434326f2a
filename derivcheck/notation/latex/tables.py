r"""The commands of LaTeX that only change how a formula looks, and those that are other spellings.

Each table is a set or a mapping; `derivcheck.notation.latex.layout` interprets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from derivcheck.terms.latex_names import ACCENTS, LETTERS, STYLES

__all__ = [
    "ACCENT_COMMANDS", "DISPLAYS", "GROUPING", "LABELS", "LETTER_COMMANDS", "RELATIONS", "SAME", "SIZES",
    "SPACES", "STYLE_COMMANDS", "TEXTS", "WORDS",
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
        **dict.fromkeys((r"\boxed", r"\fbox", r"\mathord", r"\mathop"), 0),
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
    }
)

LETTER_COMMANDS: Mapping[str, str] = MappingProxyType({rf"\{word}": word for word in LETTERS})

#: environments that arrange equations and add no meaning
_DISPLAYS = """
    aligned align alignedat split gather gathered equation eqnarray multline displaymath math flalign
"""
DISPLAYS = frozenset(name + star for name in _DISPLAYS.split() for star in ("", "*"))

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
        r"\cong": "other",
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
        r"\sim": "other",
        r"\in": "other",
        r"\notin": "other",
        r"\subset": "other",
        r"\subseteq": "other",
        r"\ll": "other",
        r"\gg": "other",
        r"\to": "other",
        r"\mapsto": "other",
        r"\preceq": "other",
        r"\succeq": "other",
        r"\lesssim": "other",
        r"\gtrsim": "other",
        r"\asymp": "other",
        r"\leftrightarrow": "other",
        r"\perp": "other",
        r"\parallel": "other",
    }
)
