"""Context keys: what they declare, in files, in derivations and as Python values."""

from __future__ import annotations

from typing import Any

import pytest

from derivcheck.errors import ReadError
from derivcheck.formats import context_from_mapping, read, read_context
from derivcheck.formats.text.words import DOMAINS
from derivcheck.model import Context, Domain
from derivcheck.notation import read_expression
from derivcheck.terms import Big, Num, Sym

BASE: dict[str, Any] = {"indices": {"i, j, k": "1..n"}, "symbols": {"z[i]": "real"}}


def context(**more: Any) -> Context:
    return context_from_mapping({**BASE, **more})


class TestSizes:
    def test_a_name_in_a_bound_is_a_positive_integer(self) -> None:
        made = context()
        assert made.symbols["n"].domain is Domain.POSITIVE_INTEGER
        assert made.symbols["z"].axes == (made.indices["i"],)

    def test_a_declared_size_keeps_its_domain(self) -> None:
        made = context(symbols={"n": "nonnegative integer"})
        assert made.symbols["n"].domain is Domain.NONNEGATIVE_INTEGER

    def test_several_sizes(self) -> None:
        assert context_from_mapping({"indices": {"i": "m..2*n-1", "j": "0..oo"}}).symbols.keys() == {"m", "n"}


class TestDomains:
    @pytest.mark.parametrize("word", DOMAINS)
    def test_every_domain(self, word: str) -> None:
        assert context(symbols={"x, y": word}).symbols["y"].domain.value == word

    def test_white_space_does_not_count(self) -> None:
        assert context(symbols={"m": " positive   integer "}).symbols["m"].domain is Domain.POSITIVE_INTEGER

    def test_functions(self) -> None:
        made = context(functions={"f, g": "smooth", "h": "positive smooth"})
        assert [made.functions[name].positive for name in "fgh"] == [False, False, True]


class TestDefinitions:
    def test_mapping_and_list_say_the_same(self) -> None:
        mapping = context(definitions={"q[i]": "exp(z[i])/sum(exp(z[k]), k)", "J": "sum(q[i], i)"})
        listed = context(definitions=["q[i] = exp(z[i])/sum(exp(z[k]), k)", "J = sum(q[i], i)"])
        assert mapping == listed

    def test_a_function_has_its_own_variable(self) -> None:
        made = context(definitions={"sigma(z)": "1/(1 + exp(-z))"}).definitions["sigma"]
        assert (made.parameters, made.axes, made.is_function) == (("z",), (), True)

    def test_a_later_definition_may_be_mentioned(self) -> None:
        assert set(context(definitions={"a": "b + 1", "b": "z[1]"}).definitions) == {"a", "b"}

    def test_e_and_i_may_be_declared(self) -> None:
        made = context(symbols={"e": "real", "I": "positive"})
        assert made.symbols["e"].domain is Domain.REAL

    def test_a_bound_index_that_hides_a_parameter_is_warned_of(self) -> None:
        text = "indices: {i: 1..n}\nsymbols: {'z[i]': real}\ndefinitions:\n"
        text += "  q[i]:   exp(z[i])/sum(exp(z[i]), i)\nfinal: sum(q[i], i) = 1\n"
        document = read(text, "a.yaml")
        [warning] = document.warnings
        assert (warning.place.line, warning.place.column) == (4, 11)
        assert "'i'" in warning.message
        assert not document.problems

    def test_no_warning_without_a_clash(self) -> None:
        text = "indices: {i, k: 1..n}\nfinal: 1 = 1\n".replace("{i, k", "{'i, k'")
        assert not read(text, "a.yaml").warnings


class TestInsideADerivation:
    TEXT = """
indices: {i: 1..n}
symbols: {"y[i]": real}
definitions: {L: "sum(y[i], i)"}
derivations:
  plain: {steps: [L, L]}
  special:
    indices: {c: 1..n}
    definitions: {"y[i]": "delta(i, c)"}
    when: c > 1
    steps: [L, 1]
"""

    def test_keys_add_to_the_file(self) -> None:
        document = read(self.TEXT, "a.yaml")
        plain, special = document.derivations
        assert not document.problems
        assert plain.context == document.context
        assert "c" in special.context.indices and "c" not in plain.context.indices
        assert len(special.context.assumptions) == 1 and not plain.context.assumptions

    def test_a_symbol_may_be_defined(self) -> None:
        plain, special = read(self.TEXT, "a.yaml").derivations
        assert "y" in plain.context.symbols
        assert "y" in special.context.definitions and "y" not in special.context.symbols

    def test_not_in_terms_of_itself(self) -> None:
        text = self.TEXT.replace("delta(i, c)", "L")
        [problem] = read(text, "a.yaml").problems
        assert "circle" in problem.found

    @pytest.mark.parametrize("shape", ["symbols: {y: real}", "functions: {y: smooth}", "indices: {y: 1..n}"])
    def test_not_in_another_shape(self, shape: str) -> None:
        text = (
            f"indices: {{i: 1..n}}\nsymbols: {{'y[i]': real}}\nderivations: {{a: {{{shape}, steps: [1, 1]}}}}"
        )
        [problem] = read(text, "a.yaml").problems
        assert "as the file declares it" in problem.expected

    def test_a_broken_name_breaks_what_the_file_made_of_it(self) -> None:
        text = self.TEXT.replace("delta(i, c)", "delta(i, d)")
        document = read(text, "a.yaml")
        [problem] = document.problems
        assert document.derivations[1].steps[0].problem == problem
        assert document.derivations[0].steps[0].problem is None


class TestAlone:
    def test_text(self) -> None:
        made = read_context("indices: {i: 1..n}\nassumptions: n > 1")
        assert made == context_from_mapping({"indices": {"i": "1..n"}, "assumptions": "n > 1"})
        assert read_context("") == Context()

    def test_numbers_are_texts(self) -> None:
        assert context_from_mapping({"definitions": {"a": 2}}).definitions["a"].body == Num(2)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"symbols": {"x": "rael"}}, "<context>.symbols.x:1:1: expected a domain"),
            (
                {"assumptions": ["1 < 2", "y < 1"]},
                r"<context>.assumptions\[1\]:1:1: expected a declared name",
            ),
            ({"symbols": {"x": True}}, "<context>.symbols.x:1:1: expected a text, a list or a mapping"),
            ({"symbols": {1: "real"}}, "<context>.symbols:1:1: expected a text as key"),
            ({"steps": []}, "<context>:1:1: expected a key of a context, found 'steps'"),
            ([], "<context>:1:1: expected a mapping with context keys, found a list"),
        ],
    )
    def test_the_first_problem_is_raised(self, data: Any, message: str) -> None:
        with pytest.raises(ReadError, match=message):
            context_from_mapping(data)


def test_a_declared_index_gives_sums_their_range() -> None:
    from derivcheck.errors import Place

    term = read_expression("sum(z[k], k)", context(), Place("a.yaml"))
    assert isinstance(term, Big) and term.upper == Sym("n")
