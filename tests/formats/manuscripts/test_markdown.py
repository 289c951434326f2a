"""Formulas of Markdown: which there are, and exactly where their text stands."""

from __future__ import annotations

import pytest

from derivcheck.formats.manuscripts.manuscript import DISPLAY, INLINE, Formula, Note
from derivcheck.formats.manuscripts.markdown import read_markdown


def formulas(text: str) -> list[Formula]:
    return [part for part in read_markdown(text, "a.md").parts if isinstance(part, Formula)]


def shown(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text.strip()) for one in formulas(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$a = b$", [(INLINE, "a = b")]),
        ("$$a = b$$", [(DISPLAY, "a = b")]),
        ("so $$a = b$$ and", [(DISPLAY, "a = b")]),
        ("$$\na\n= b\n$$", [(DISPLAY, "a\n= b")]),
        (r"so \(a = b\) and", [(INLINE, "a = b")]),
        (r"so \[a = b\] and", [(DISPLAY, "a = b")]),
        (r"so \\(a = b\\) and", [(INLINE, "a = b")]),
        ("\\[\na\n=\nb\n\\]", [(DISPLAY, "a\n=\nb")]),
        ("\\\\[\na\n= b \\\\\\\\\n- c\n\\\\]", [(DISPLAY, "a\n= b \\\\\n- c")]),
        (r"\\(1\\{k = i\\}\\)", [(INLINE, r"1\{k = i\}")]),
        ("```math\na = b\n```", [(DISPLAY, "a = b")]),
        ("```{math}\n:label: x\n\na = b\n```", [(DISPLAY, "a = b")]),
        ("````{note}\nIf $a$:\n```{math}\na = b\n```\n````", [(INLINE, "a"), (DISPLAY, "a = b")]),
        ("```{prf:proof}\n$$a = b$$\n```", [(DISPLAY, "a = b")]),
        ("```{code-cell}\n$a = b$\n```\n\n```{figure} x.svg\n$a = b$\n```", []),
        ("so $`a = b`$", [(INLINE, "a = b")]),
        (r"\begin{align*} a &= b \\ &= c \end{align*}", [(DISPLAY, r"a &= b \\ &= c")]),
        (r"From it \begin{align} a &= b \end{align} follows", [(DISPLAY, "a &= b")]),
        ("$$\n\\begin{alignat}{2} a &= b \\end{alignat}\n$$", [(DISPLAY, "a &= b")]),
        ("$$\\begin{aligned} a &= b \\end{aligned}$$", [(DISPLAY, r"\begin{aligned} a &= b \end{aligned}")]),
        ("> $$a\n> = b$$", [(DISPLAY, "a\n= b")]),
        ("1. one\n\n\t$$a = b$$", [(DISPLAY, "a = b")]),
        ("| a | b |\n|---|---|\n| $x$ | $x = y$ |", [(INLINE, "x"), (INLINE, "x = y")]),
        ("`$a$` and\n\n    $b$\n\n```\n$$c$$\n```", []),
        (r"costs \$5 and \$6", []),
        ("costs $5 and $6", []),
        ("<!-- $a = b$ -->", []),
        ("a $ b", []),
        ("costs $5 and $x = 3$ more", [(INLINE, "x = 3")]),
        ("5$ and $x = 3$ more", [(INLINE, "x = 3")]),
        ("from $5-$6, or $x = 3 $", [(INLINE, "x = 3")]),
        ("in $HOME = /x", []),
        ("$5 x$ and $12 = y$", [(INLINE, "5 x"), (INLINE, "12 = y")]),
        ("2$x = 3$ and $y = 4$5", [(INLINE, "x = 3"), (INLINE, "y = 4")]),
        (r"$\text{if $x > 0$}$", [(INLINE, r"\text{if $x > 0$}")]),
        ("$$a = b$$ text $$c = d$$", [(DISPLAY, "a = b"), (DISPLAY, "c = d")]),
        ("$$a = b$$ (1)", [(DISPLAY, "a = b")]),
        (r"\[1] one = two", []),
        (r"so \(note) one = two", []),
        ("<div>$a = b$</div>", [(INLINE, "a = b")]),
        ("<p>\n$$\na = b\n$$ and \\(c\\)\n</p>", [(DISPLAY, "a = b"), (INLINE, "c")]),
        ('<p title="$a$">\\$b <code>$c$</code> <!-- $d$ --></p>', []),
        ("<script>\n$a = b$\n\n$c = d$</script>", []),
        ("```latex\n% $a$\n$b$ \\begin{align} c % $e$\n\\end{align}\n```", [(INLINE, "b"), (DISPLAY, "c")]),
        ("```tex\na = b\n```", [(DISPLAY, "a = b")]),
        ("```tex\n\\includegraphics[width=2cm]{x}\n```", []),
        ("\\begin{cases} a = b \\end{cases}", [(DISPLAY, r"\begin{cases} a = b \end{cases}")]),
        ("\\begin{empheq}[left=x]{align} a &= b \\end{empheq}", [(DISPLAY, "a &= b")]),
        ("* $$\n  a = b\n  $$\n\n* c", [(DISPLAY, "a = b")]),
        ("* $$\n  a = b\n\nc $$", []),
        ("So\n$$\n\\begin{align*}\na &= b\n\\end{align*}\n$$\nand", [(DISPLAY, "a &= b")]),
        ("So\n$$\na\n- b\n= c\n$$\nand", [(DISPLAY, "a\n- b\n= c")]),
        ("So $$a\n$$ and $$b\n$$\nis", [(DISPLAY, "a"), (DISPLAY, "b")]),
        ("$$\na\n\n= b\n\n$$\n\nso", [(DISPLAY, "a\n\n= b")]),
        ("$$\na = b\n\nwhich we know\n\n$$\nc = d\n$$", [(DISPLAY, "c = d")]),
        ("$$\na = b\n\nwhich $x$\n\n$$\nc = d\n$$", [(INLINE, "x"), (DISPLAY, "c = d")]),
    ],
)  # fmt: skip
def test_the_formulas_of_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert shown(text) == found


PLACED = """---
title: x
---
# Head $a_h$

Text $a_1 = b$ and *more $c$*,
more $d
= e$ and $$f$$ end.

> quoted $$ q_1 \\
> = q_2 $$
>
> $$ q_3
>  = q_4 $$

* item $i$

  \\begin{align}
  u &= v \\\\
    &= w
  \\end{align}

| t | u |
| - | - |
| $x$ | $x$ and $x$ |

\\\\[
a
= b
\\\\]

and \\\\(a\\\\{b\\\\}\\\\) too

<div>
$r$
  and $s
  = t$</div>

- ```latex
  $u$

   and $v = w$
  ```

````{card}
```{math}
:label: x

a_1
= a_2
```
````
"""


def test_every_character_of_a_formula_stands_where_its_place_says() -> None:
    lines = PLACED.split("\n")
    found = formulas(PLACED)
    assert len(found) == 19
    for one in found:
        for offset, character in enumerate(one.text):
            place = one.places(offset)
            assert (lines[place.line - 1] + "\n")[place.column - 1] == character, (one.text, offset, place)


def test_what_stands_twice_on_a_line_has_two_places() -> None:
    places = [str(one.place) for one in formulas("$x$ and $x$\n\n| a | b |\n|-|-|\n| $x$ | $x$ |")]
    assert places == ["a.md:1:2", "a.md:1:10", "a.md:5:4", "a.md:5:10"]


@pytest.mark.parametrize(
    ("text", "yaml", "place"),
    [
        ("<!-- derivcheck\nsymbols: {x: real}\n-->", "symbols: {x: real}", "a.md:1:1"),
        ("text\n\n<!-- derivcheck:\nindices:\n  i: 1..n\n-->", "indices:\n  i: 1..n", "a.md:3:1"),
        ("<!-- derivcheck symbols: {x: real} -->", "symbols: {x: real}", "a.md:1:1"),
        ("text <!-- derivcheck symbols: {x: real} --> text", "symbols: {x: real}", "a.md:1:6"),
        (
            "---\ntitle: x\nderivcheck:\n  symbols: {x: real}\nlast: y\n---\n",
            "symbols: {x: real}",
            "a.md:3:1",
        ),
    ],
)
def test_notes(text: str, yaml: str, place: str) -> None:
    note, = (part for part in read_markdown(text, "a.md").parts if isinstance(part, Note))  # fmt: skip
    assert (
        "\n".join(line.removeprefix("  " if "---" in text else "") for line in note.text.strip().split("\n"))
        == yaml
    )
    assert str(note.place) == place
    first = next(number for number, line in enumerate(note.text.split("\n")) if line.strip())
    assert note.text.split("\n")[first].strip() in text.split("\n")[first], (
        "the lines of a note keep their numbers"
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("so $$a = b\n\nnext", "a.md:1:4: expected '$$' after '$$', found the end of the paragraph"),
        (
            "one\n\n\\begin{align} a = b\n\nnext",
            r"a.md:3:1: expected '\\end{align}' after '\\begin{align}', found the end of the paragraph",
        ),
        (
            "so $a = b and",
            "a.md:1:4: expected '$' after '$', found the end of the paragraph",
        ),
        (
            "one\n\n" + r"so \(a = b and",
            r"a.md:3:4: expected '\\)' after '\\(', found the end of the paragraph",
        ),
        (
            "\\[\na = b\n",
            r"a.md:1:1: expected '\\]' after '\\[', found the end of the paragraph",
        ),
        (
            "<div>\n so \\[a = b</div>",
            r"a.md:2:5: expected '\\]' after '\\[', found the end of the paragraph",
        ),
        (
            "<!-- derivcheck\nsymbols:",
            "a.md:1:1: expected '-->' at the end of the comment, found the end of the document",
        ),
    ],
)  # fmt: skip
def test_what_is_not_closed(text: str, complaint: str) -> None:
    assert [str(one).split("\n")[0] for one in read_markdown(text + "\n\n$z$", "a.md").problems] == [
        complaint
    ]


def test_the_rest_is_read_after_what_is_not_closed() -> None:
    assert shown("so $$a = b\n\n$$c = d$$") == [(DISPLAY, "c = d")]


def test_labels_and_title() -> None:
    manuscript = read_markdown("# One $x$\n\n$$ \\label{eq:one}\na = b $$", "a.md")
    assert manuscript.title == "One $x$"
    assert [part.label for part in manuscript.parts if isinstance(part, Formula)] == ["", "eq:one"]
