"""`python -m tests.fuzz [--inputs N] [--reader NAME] [--first SEED]`: readers on texts that nobody would
write.

An input is a text of the project's own (a file, an expression) with some of its pieces dropped, doubled,
exchanged with those of another text or replaced by odd ones, or a mere soup of pieces. A reader may refuse
it, with a `ReadError` or a problem of the document, and within a second; any other exception is a fault.
Printed are, for each reader, how many inputs were read and refused, and every fault with its seed. Exit
status 1 if there is one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats import read
from derivcheck.formats.documents import document_of
from derivcheck.formats.manuscripts.latex import read_latex
from derivcheck.formats.manuscripts.manuscript import Manuscript
from derivcheck.formats.manuscripts.markdown import read_markdown
from derivcheck.formats.text.characters import replaced
from derivcheck.notation import latex, read_condition, read_expression, read_statement
from derivcheck.terms import Term
from derivcheck.terms.latex import to_latex
from derivcheck.terms.printing import to_text
from tests.kernel.random_terms import CONTEXT, random_term

__all__ = ["READERS", "Fuzzed", "fuzz"]

ROOT = Path(__file__).parents[1]
_PLACE = Place("<fuzz>")
_SLOW = 1.0


@dataclass(frozen=True)
class Reader:
    """What reads a text and says whether it was read, the texts to start from, and odd pieces."""

    read: Callable[[str], bool]
    seeds: Callable[[], Sequence[str]]
    odd: Sequence[str]


@dataclass
class Fuzzed:
    """What came of the inputs of one reader."""

    read: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)


def fuzz(name: str, first: int, inputs: int) -> Fuzzed:
    """Try so many inputs on a reader."""
    reader, found = READERS[name], Fuzzed()
    seeds = reader.seeds()
    for seed in range(first, first + inputs):
        text = made(Random(seed), seeds, reader.odd)
        begin = perf_counter()
        try:
            if reader.read(text):
                found.read += 1
            else:
                found.refused += 1
        except Exception as error:
            found.faults.append(f"{name}, seed {seed}: {type(error).__name__}: {error}: {text[:200]!r}")
        if perf_counter() - begin > _SLOW:
            found.faults.append(f"{name}, seed {seed}: {perf_counter() - begin:.1f} s: {text[:200]!r}")
    return found


_PIECE = re.compile(r"\s+|\w+|\\[a-zA-Z]+|.", re.DOTALL)


def made(random: Random, seeds: Sequence[str], odd: Sequence[str]) -> str:
    """The input of a seed."""
    if random.random() < 0.15:
        return "".join(random.choice(odd) for _ in range(random.randint(0, 40)))
    pieces = _PIECE.findall(random.choice(seeds))
    if random.random() < 0.5:
        return "".join(_exchanged(pieces, random))
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        at = random.randrange(len(pieces) + 1)
        length = random.choice((1, 1, 2, 5))
        match random.randrange(6):
            case 0:
                del pieces[at : at + length]
            case 1:
                pieces[at:at] = pieces[at : at + length] * random.choice((1, 2, 30))
            case 2:
                pieces[at : at + length] = [random.choice(odd)]
            case 3:
                pieces.insert(at, random.choice(odd))
            case 4:
                other = _PIECE.findall(random.choice(seeds))
                start = random.randrange(len(other) + 1)
                pieces[at : at + length] = other[start : start + random.randint(1, 20)]
            case _:
                pieces.insert(at, chr(random.choice((random.randrange(128), random.randrange(0x2FFF)))))
    return "".join(pieces)


def _exchanged(pieces: list[str], random: Random) -> list[str]:
    """The pieces, two or three of one kind having changed places: still close to what can be read."""
    words = [at for at, piece in enumerate(pieces) if piece[0].isalnum()]
    signs = [at for at, piece in enumerate(pieces) if piece in "+-*/^=<>"]
    for kind in (words, signs):
        if len(kind) > 1:
            one, other = random.sample(kind, 2)
            pieces[one], pieces[other] = pieces[other], pieces[one]
    return pieces


# -- the readers ---------------------------------------------------------------------------------------------


def _file(text: str) -> bool:
    document = read(text, "fuzz.yaml")
    steps = [step for one in document.derivations for step in one.steps]
    return not document.problems and not any(step.problem for step in steps)


def _no_file(name: str, place: Place) -> tuple[str, str]:
    raise ReadError(Problem(place, "no other file", repr(name)))


def _prose(reader: Callable[[str, str], Manuscript]) -> Callable[[str], bool]:
    """Whether anything in a document in prose is read: from its characters to its claims."""

    def tried(text: str) -> bool:
        made, problems = replaced(text, "fuzz")
        document = document_of(reader(made, "fuzz"), None)
        return not problems and any(
            step.expression is not None for one in document.derivations for step in one.steps
        )

    return tried


def _read_by(*readers: Callable[[str], object]) -> Callable[[str], bool]:
    """Whether any of the readers reads the text; each of them may refuse it."""

    def tried(text: str) -> bool:
        done = 0
        for one in readers:
            try:
                one(text)
                done += 1
            except ReadError:
                continue
        return done > 0

    return tried


def _documents() -> Sequence[str]:
    paths = [*(ROOT / "derivations").glob("*.yaml"), *(ROOT / "tests" / "cases").glob("*/*.yaml")]
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def _passages(suffix: str) -> Callable[[], Sequence[str]]:
    """The paragraphs of each of the project's own documents of a kind: each is quickly read."""

    def found() -> Sequence[str]:
        folders = (ROOT / "derivations", ROOT / "tests" / "formats" / "documents")
        paths = sorted(path for folder in folders for path in folder.glob(f"*{suffix}"))
        parts = [path.read_text(encoding="utf-8").split("\n\n") for path in paths]
        return [part for each in parts for part in each]

    return found


def _terms() -> Sequence[Term]:
    return [random_term(Random(seed), 1 + seed % 4) for seed in range(400)]


def _expressions() -> Sequence[str]:
    """Random terms as text, and what stands after a dash in the documents."""
    found = (re.findall(r"^\s*- (?:expr: )?(.+)$", text, re.MULTILINE) for text in _documents())
    return [*(to_text(term) for term in _terms()), *(line.strip("'\"") for lines in found for line in lines)]


def _latex() -> Sequence[str]:
    return [*(to_latex(term, CONTEXT.indices) for term in _terms()), *_LATEX]


_LATEX = (
    r"\frac{\partial}{\partial z_i} \log \sum_{k=1}^n e^{z_k} = \frac{e^{z_i}}{\sum_{k} e^{z_k}}",
    r"\begin{cases} 1 & i = j \\ 0 & \text{otherwise} \end{cases}",
    r"\left( \prod_{k \neq i} z_k \right)^2 \cdot \int_0^1 x^2 \, dx + \lim_{x \to 0} \frac{\sin x}{x}",
    r"\sqrt[3]{x} + \binom{m}{2} + \lvert x \rvert + \mathbf{A}_{ij} + x^{\prime} + \delta_{ij} + 3!",
)

_ODD = (
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "^",
    "_",
    "**",
    "==",
    "<=",
    "!=",
    "..",
    "...",
    ",",
    ";",
    ":",
    "'",
    '"',
    "$",
    "$$",
    "\\",
    "#",
    "&",
    "|",
    "%",
    "~",
    "@",
    "`",
    "?",
    "!",
    "-",
    "+",
    "*",
    "/",
    "=",
    "\n",
    "\t",
    "\r",
    " ",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "\ud800",
    "0",
    "00",
    "010",
    "1e9",
    "1e999999",
    "9" * 1200,
    "0.5",
    ".5",
    "1..n",
    "sum",
    "prod",
    "diff",
    "delta",
    "cases",
    "if",
    "and",
    "not",
    "oo",
    "integral",
    "limit",
    "sum(",
    "z[",
    "x",
    "x'",
    "q[i]",
    "S",
    "f(x)",
    "é",
    "σ",
    "x²",
    "∑",
    "−",
    "×",
    "(" * 70,
    "[" * 70,
    "-" * 300,
    "^x" * 80,
)
_ODD_YAML = (
    *_ODD,
    "- ",
    ": ",
    "&a ",
    "*a",
    "<<: ",
    "!!python/name:os.system ",
    "? ",
    "|\n  ",
    ">\n  ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "~",
    "null",
    "indices:",
    "symbols:",
    "definitions:",
    "assumptions:",
    "derivations:",
    "steps:",
    "final:",
    "expect: ",
    "uses: ",
    "when: ",
    "real",
    "  ",
    "[[",
    "{a: {",
    "\n- - - ",
    "'",
    '"\\x1b"',
    "on",
    "yes",
)
_ODD_MARKDOWN = (
    "\n\n",
    "\n",
    "$$",
    "$",
    "$$\n",
    "\n$$\n",
    "```",
    "```math\n",
    "~~~",
    "`",
    "    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "---\n",
    "***",
    "|",
    "|--|",
    "<!--",
    "-->",
    "<!-- derivcheck symbols: {x: real} -->",
    "<div>",
    "</div>",
    "<script>",
    "<!DOCTYPE",
    "&amp;",
    "&#36;",
    "[a](b)",
    "![",
    "](",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\$",
    "\\",
    "*" * 60,
    "[" * 60,
    "> " * 60,
    "`" * 60,
    "$" * 60,
    "$x = x$",
    "$x_i = 2$",
    "where",
    "for all",
    "Let",
    ".",
    ",",
    "\t",
    "\r",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "\ud800",
)
_ODD_TEX = (
    "\n\n",
    "%",
    "% derivcheck: symbols: {x: real}\n",
    "\\begin{equation}",
    "\\end{equation}",
    "\\begin{align*}",
    "\\end{align*}",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\begin{document}",
    "\\end{document}",
    "\\documentclass{article}",
    "\\newcommand{\\a}[2][x]{#1 #2}",
    "\\renewcommand\\frac{}",
    "\\DeclareMathOperator{\\a}{a}",
    "\\let\\a\\b",
    "\\a",
    "\\ref{eq:a}",
    "\\label{eq:a}",
    "\\tag{1}",
    "\\nonumber",
    "\\intertext{and}",
    "\\verb|$|",
    "\\iffalse",
    "\\fi",
    "\\\\",
    "&",
    "&=",
    "{" * 60,
    "}" * 20,
)


_ODD_LATEX = (
    *_ODD,
    "\\frac",
    "\\sum",
    "\\left(",
    "\\right)",
    "\\left",
    "\\begin{cases}",
    "\\end{cases}",
    "\\text{",
    "\\\\",
    "\\partial",
    "\\int",
    "\\def\\a{\\a\\a}",
    "\\newcommand{\\x}{\\x}",
    "\\input{/etc/passwd}",
    "\\write18{ls}",
    "\\csname",
    "\\catcode",
    "^{",
    "_{",
    "}{",
    "\\sqrt[",
    "\\lim_{",
    "\\cdots",
    "\\ldots",
    "\\!",
    "\\,",
    "\\ ",
    "\\mathrm{d}x",
    "\\operatorname{x}",
    "\\prime",
    "\\hat",
    "\\bar{x}",
)

READERS: Mapping[str, Reader] = {
    "yaml": Reader(_file, _documents, _ODD_YAML),
    "plain": Reader(
        _read_by(
            lambda text: read_expression(text, CONTEXT, _PLACE),
            lambda text: read_statement(text, CONTEXT, _PLACE),
            lambda text: read_condition(text, CONTEXT, _PLACE),
        ),
        _expressions,
        _ODD,
    ),
    "latex": Reader(
        _read_by(
            lambda text: latex.read_expression(text, CONTEXT, _PLACE),
            lambda text: latex.read_statement(text, CONTEXT, _PLACE),
        ),
        _latex,
        _ODD_LATEX,
    ),
    "markdown": Reader(_prose(read_markdown), _passages(".md"), (*_ODD_MARKDOWN, *_LATEX)),
    "tex": Reader(
        _prose(lambda text, file: read_latex(text, file, _no_file)),
        _passages(".tex"),
        (*_ODD_TEX, *_ODD_LATEX, *_LATEX),
    ),
}


def main() -> int:
    """Print a line for each reader, and the faults."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz")
    options.add_argument("--inputs", type=int, default=100_000)
    options.add_argument("--reader", choices=tuple(READERS))
    options.add_argument("--first", type=int, default=0, metavar="SEED")
    chosen = options.parse_args()
    faults = []
    for name in [chosen.reader] if chosen.reader else READERS:
        begin = perf_counter()
        found = fuzz(name, chosen.first, chosen.inputs)
        counts = f"{found.read} read, {found.refused} refused, {len(found.faults)} faults"
        print(f"{name:8}{chosen.inputs:9} inputs: {counts}, in {perf_counter() - begin:.0f} s")
        faults += found.faults
    print("\n".join(faults[:50]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
