r"""The environments of LaTeX that display formulas, and those whose text is no LaTeX at all."""

from __future__ import annotations

__all__ = ["DISPLAYS", "VERBATIM", "WITH_ARGUMENT"]

_DISPLAYS = (
    "equation align flalign gather multline eqnarray displaymath math dmath alignat xalignat IEEEeqnarray"
)

#: Environments that are a formula of their own, starred or not.
DISPLAYS = frozenset(name + star for name in _DISPLAYS.split() for star in ("", "*"))

#: Of these, those that begin with an argument which says how many columns there are.
WITH_ARGUMENT = frozenset(
    name + star for name in ("alignat", "xalignat", "IEEEeqnarray") for star in ("", "*")
)

#: Environments whose text is shown or dropped as it stands.
VERBATIM = frozenset(
    ("verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents", "filecontents*")
)
