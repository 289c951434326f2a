"""LaTeX between dollars, wherever a name, an index, a definition, an assumption or an expression stands."""

from __future__ import annotations

from derivcheck.formats import read

PLAIN = """
indices: {"i, j, k": 1..n}
symbols: {"z[i], p[i]": real, x_bar: nonnegative}
definitions:
  q[i]: exp(z[i])/sum(exp(z[k]), k)
  J: -sum(p[j]*log(q[j]), j)
  sigma(x): 1/(1 + exp(-x))
assumptions: ["sum(p[j], j) = 1", x_bar > 0]
derivations:
  chain:
    when: i != j
    steps: ["diff(J, z[i])", "q[i] - p[i]"]
final: ["sigma(x_bar) + sigma(-x_bar) = 1"]
"""

LATEX = r"""
indices: {"$i, j$, k": 1..n}
symbols: {'$z_i$, $p_i$': real, '$\bar{x}$': nonnegative}
definitions:
  - $q_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$
  - $J := -\sum_j p_j \log q_j$
  - $\sigma(x) = \frac{1}{1 + e^{-x}}$
assumptions: ['$\sum_j p_j = 1$', '$\bar{x} > 0$']
derivations:
  chain:
    when: $i \neq j$
    steps: ['$\frac{\partial J}{\partial z_i}$', $$q_i - p_i$$]
final: ['$\sigma(\bar{x}) + \sigma(-\bar{x}) = 1$']
"""


def test_both_notations_give_the_same_document() -> None:
    plain, latex = read(PLAIN, "a.yaml"), read(LATEX, "a.yaml")
    assert not plain.problems and not latex.problems
    assert latex.context == plain.context
    terms = [
        [
            step.expression and step.expression.term
            for step in (*document.derivations[0].steps, *document.finals)
        ]
        for document in (plain, latex)
    ]
    assert terms[0] == terms[1] and None not in terms[0]
    assert latex.derivations[0].context == plain.derivations[0].context


def test_definitions_are_a_mapping_too() -> None:
    text = LATEX.replace(r"- $q_i = \frac", r"$q_i$: $\frac").replace("- $J := ", "$J$: $")
    text = text.replace(r"- $\sigma(x) = ", r"$\sigma(x)$: $")
    assert read(text, "a.yaml").context == read(PLAIN, "a.yaml").context


def places(text: str) -> list[str]:
    document = read(text, "a.yaml")
    steps = [step for derivation in document.derivations for step in derivation.steps]
    found = [*document.problems, *(step.problem for step in steps if step.problem)]
    return [
        f"{one.place.line}:{one.place.column} {one.expected}, {one.found}" for one in dict.fromkeys(found)
    ]


def test_errors_have_their_places_in_the_file() -> None:
    text = r"""symbols: {$x$: real}
definitions:
  - $y = x + w$
derivations:
  d:
    steps:
      - $x + \foo$
      - "$\\frac{1}{x} + \\bar{x}$"
      - $y$
      - $x$ is it
"""
    assert places(text) == [
        "3:14 a declared name, 'w'",
        r"7:14 an expression, \foo",
        r"8:26 a declared name, \bar{x}",
        "10:9 one formula between dollars, '$x$ is it'",
    ]


def test_a_name_with_an_unreadable_declaration_is_complained_of_once() -> None:
    text = r"""symbols: {'$\bar{x}_1$': rael}
derivations: {d: {steps: ['$\bar{x}_1 + 1$', '1']}}
"""
    (problem,) = places(text)
    assert problem.startswith("1:26 a domain")


def test_an_equation_for_a_definition_is_one_relation() -> None:
    for equation in ("$x$", "$x = y = 1$", "$x < 1$", "$x = 1, y = 2$"):
        assert places(f"definitions: ['{equation}']\nfinal: [1 = 1]")
