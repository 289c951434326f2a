"""What is asked: which integrals and limits, with definitions written out and domains as known."""

from __future__ import annotations

from derivcheck.model import Context
from derivcheck.proposals.questions import questions, replaced
from derivcheck.terms import Sym, integer
from derivcheck.terms.printing import to_text
from tests.refute.worlds import claim, term, world

WORLD = world(
    symbols={"a": "real", "b": "real", "m": "integer", "t": "positive"},
    definitions={"s": "a + b", "f(u)": "u^2 + s"},
    assumptions=("a > 0", "0 > b", "m >= 0"),
)


def asked(text: str, context: Context = WORLD, *, nested: bool = False) -> list[str]:
    return [to_text(each.term) for each in questions(claim(text, context), nested=nested)]


def domains(text: str, *, nested: bool = False) -> list[dict[str, str]]:
    found = questions(claim(text, WORLD), nested=nested)
    return [{name: symbol.domain.value for name, symbol in each.context.symbols.items()} for each in found]


def test_integrals_and_limits_are_asked() -> None:
    assert asked("integral(x, x, 0, 1) + 1 = limit(x, x, 0)") == ["integral(x, x, 0, 1)", "limit(x, x, 0)"]
    assert asked("a + b = b + a") == []


def test_definitions_are_written_out() -> None:
    assert asked("integral(f(x), x, 0, s) = 1") == ["integral(x^2 + (a + b), x, 0, a + b)"]


def test_a_definition_is_looked_into() -> None:
    context = world(symbols={"a": "real"}, definitions={"J": "integral(a*x, x, 0, 1)"})
    assert asked("J = a/2", context) == ["integral(a*x, x, 0, 1)"]


def test_what_stands_inside_is_asked_when_wanted() -> None:
    text = "integral(integral(x*y, x, 0, y), y, 0, 1) = 1"
    assert len(asked(text)) == 1
    assert asked(text, nested=True)[1] == "integral(x*y, x, 0, y)"
    assert domains(text, nested=True)[1]["y"] == "positive"


def test_a_variable_with_the_name_of_a_definition_is_left_alone() -> None:
    assert asked("integral(s, s, 0, 1) = 1/2") == []
    assert asked("integral(diff(f(s), s), x, 0, 1) = 1") == []


def test_what_is_assumed_of_one_symbol_is_its_domain() -> None:
    found = domains("integral(x, x, 0, 1) = 1")[0]
    assert found == {"a": "positive", "b": "negative", "m": "nonnegative integer", "t": "positive"}


def test_answers_stand_in_the_place_of_what_was_asked() -> None:
    asked_of = claim("integral(x, x, 0, 1) + a = 1", WORLD)
    made = replaced(asked_of, {term("integral(x, x, 0, 1)", WORLD): Sym("b")})
    assert to_text(made.left) == "b + a"
    assert made.right == integer(1)
