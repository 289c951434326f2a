"""The schema and the reader accept the same files, and say so with the same words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from derivcheck.formats import load, schema_text
from derivcheck.formats.declared.entries import ENTRY_KEYS
from derivcheck.formats.documents import CONTEXT_FILE_KEYS
from derivcheck.formats.text import words

SCHEMA: dict[str, Any] = json.loads(schema_text())
GALLERY = sorted((Path(__file__).parents[2] / "derivations").glob("*.yaml"))
UNREADABLE = Path(__file__).parents[1] / "cases" / "unreadable"
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

#: Bad files whose fault is of a kind that a schema can name.
SEEN_BY_THE_SCHEMA = (
    "unknown-key", "unknown-key-of-step", "unknown-key-of-derivation", "unknown-domain", "unknown-expect",
    "unknown-expect-of-derivation", "unknown-kind-of-function", "no-steps", "empty-steps", "empty-step",
    "step-without-expr", "step-that-is-a-list", "list-at-the-top", "text-at-the-top", "nothing-to-check",
    "section-of-the-wrong-kind", "id-of-the-final-checks", "id-with-a-space", "index-without-range",
)  # fmt: skip


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_gallery(path: Path, loader: type) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    data["source"].pop("date", None)  # YAML 1.1 alone reads it as a date
    VALIDATOR.validate(data)


@pytest.mark.parametrize("name", SEEN_BY_THE_SCHEMA)
def test_faults_of_structure(name: str) -> None:
    data = yaml.safe_load((UNREADABLE / f"{name}.yaml").read_text(encoding="utf-8"))
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        (SCHEMA, words.FILE_KEYS),
        (SCHEMA["$defs"]["derivation"], words.DERIVATION_KEYS),
        (SCHEMA["$defs"]["step"]["anyOf"][1], words.STEP_KEYS),
        (SCHEMA["$defs"]["final"]["anyOf"][1], words.FINAL_KEYS),
        (SCHEMA["$defs"]["source"]["anyOf"][1], words.SOURCE_KEYS),
    ],
    ids=["file", "derivation", "step", "final", "source"],
)
def test_keys_agree(where: dict[str, Any], keys: tuple[str, ...]) -> None:
    assert set(where["properties"]) == set(keys)
    assert where["additionalProperties"] is False


@pytest.mark.parametrize(
    ("name", "choices"),
    [("domain", words.DOMAINS), ("verdict", words.VERDICTS), ("kind", words.FUNCTION_KINDS)],
)
def test_words_agree(name: str, choices: Any) -> None:
    assert SCHEMA["$defs"][name]["enum"] == list(choices)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_gallery_is_read_without_complaint(path: Path) -> None:
    document = load(path)
    steps = [step for one in document.derivations for step in (*one.steps, one.final) if step]
    assert not document.problems and not document.warnings
    assert not [step.problem for step in (*steps, *document.finals) if step.problem]


#: For each id: R where a check is marked as a known error, else P; after a comma the final check.
EXPECTED = {
    "log-of-sum-thread": {
        "question-log": "PP", "question-expansion": "PP", "question-first-term": "P",
        "question-restated-loss": "R", "first-answer-loss": "PP", "first-answer": "PPP",
        "second-answer": "PRPPPPP,R", "comment-other-terms": "R", "comment-probabilities": "R",
    },
    "softmax-jacobian-note": {
        "logarithmic-derivative": "P", "rearranged": "P", "log-softmax": "PP", "indicator": "P",
        "log-softmax-derivative": "PPPP", "log-rule": "P", "sum-derivative": "PPP", "jacobian": "PP",
    },
    "softmax-loss-thread": {
        "diagonal": "P", "off-diagonal": "P", "question": "RPP,R", "question-one-hot": "RPP,R",
        "answer": "PPPPPPP,P", "answer-without-normalization": "R", "comment-log-rule": "P",
    },
    "cross-entropy-post": {
        "gradient": "PPPPPRRP,P", "gradient-without-normalization": "R", "jacobian": "P",
        "jacobian-equal": "PPPP", "jacobian-different": "PPP", "jacobian-different-numerator": "P",
    },
}  # fmt: skip


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_gallery_has_the_rows_of_its_documents(path: Path) -> None:
    document = load(path)
    letters = {None: "P", "refuted": "R"}
    found = {
        one.id: "".join(letters[step.expect] for step in one.steps[1:])
        + (f",{letters[one.final.expect]}" if one.final else "")
        for one in document.derivations
    }
    assert found == EXPECTED[path.stem]
    assert len(document.finals) == 1


CONTEXT_SCHEMA: dict[str, Any] = json.loads(schema_text(context=True))
CONTEXT_VALIDATOR = jsonschema.Draft202012Validator(CONTEXT_SCHEMA)
CONTEXTS = sorted((Path(__file__).parents[1] / "contexts").glob("*.yaml"))


def test_the_schema_of_a_context_file_holds_the_keys_that_are_read() -> None:
    jsonschema.Draft202012Validator.check_schema(CONTEXT_SCHEMA)
    assert set(CONTEXT_SCHEMA["properties"]) == set(CONTEXT_FILE_KEYS)
    assert set(CONTEXT_SCHEMA["$defs"]["equation"]["properties"]) == set(ENTRY_KEYS)


@pytest.mark.parametrize("path", CONTEXTS, ids=lambda path: path.stem)
def test_context_files(path: Path) -> None:
    CONTEXT_VALIDATOR.validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


@pytest.mark.parametrize(
    "text",
    [
        "equations: {7: {expect: wrong}}",
        "equations: {7: {expected: refuted}}",
        "derivations: {}",
        "equations: [7]",
    ],
)
def test_faults_of_a_context_file(text: str) -> None:
    assert not CONTEXT_VALIDATOR.is_valid(yaml.load(text, Loader=yaml.BaseLoader))
