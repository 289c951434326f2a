r"""LaTeX beside what it must be read as, or the complaint it must raise: each line of `snippets.txt`.

`latex => plain` says that both notations give the same term, `latex !! column: expected, found` that the text
is refused there. Lines that begin with `#` are headings.
"""

from pathlib import Path

import pytest

from derivcheck.errors import ReadError
from derivcheck.notation import read_statement as read_plain
from derivcheck.notation.latex import read_statement
from tests.notation.notation_samples import CONTEXT, PLACE

TABLE = Path(__file__).with_name("snippets.txt")


def rows():
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            sign = " => " if " => " in line else " !! "
            text, wanted = line.rsplit(sign, 1)
            yield pytest.param(
                text.strip(), sign.strip(), wanted.strip(), id=f"{number}: {text.strip()[:50]}"
            )


@pytest.mark.parametrize(("text", "sign", "wanted"), list(rows()))
def test_snippet(text, sign, wanted):
    if sign == "=>":
        assert read_statement(text, CONTEXT, PLACE) == read_plain(wanted, CONTEXT, PLACE)
        return
    with pytest.raises(ReadError) as caught:
        read_statement(text, CONTEXT, PLACE)
    problem = caught.value.problem
    assert f"{problem.place.column - PLACE.column + 1}: {problem.expected}, found {problem.found}" == wanted
