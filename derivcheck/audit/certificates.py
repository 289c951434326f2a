"""A certificate, and whether it holds; the steps of a report that must carry one.

A certificate is a JSON object: the `statement` (the claim and its declarations, in the plain notation), the
`conditions`, and a `proof`, or the `point` of a refutation; `trusted` names what is not replayed. The step of
the report that carries it says the same statement and conditions beside its verdict: so no certificate serves
for something else, and no condition is shown that is not certified, or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from derivcheck.audit.laws import derivative, short
from derivcheck.audit.points import check_point
from derivcheck.audit.replay import check_proof
from derivcheck.audit.state import Claim
from derivcheck.audit.terms import (
    BINDERS,
    RELATIONS,
    Images,
    RejectedError,
    Term,
    expect,
    inside,
    number,
    read,
    substituted,
    walk,
)  # fmt: skip  # isort: skip

VERSION = 2
#: What is said where the equation is replayed, and that no points are lost or gained unsaid is not.
POINTS = "points lost or gained"
#: What a certificate that is none may raise in whoever takes it for one.
FAULTS = (RejectedError, RecursionError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
_PARTS = {"left", "op", "right", "indices", "symbols", "functions", "definitions", "assumptions"}
_LARGEST, _MOST_ROUNDS = 20_000, 9
#: Words that no declaration may take.
_RESERVED = {*BINDERS, "e", "pi", "oo", "I", "whole", "all", "diff", "cases", "and", "or", "not", "if"}


def checked(certificate: Any, step: Mapping[str, Any]) -> str:
    """Either "replayed", or "trusted" when the certificate leaves something to trust.

    Raises `RejectedError` when it does not hold, or is a certificate of something else.
    """
    try:
        return _checked(certificate, step)
    except RejectedError:
        raise
    except FAULTS as error:
        raise RejectedError(f"expected a certificate, found {type(error).__name__}: {error}") from None


def _checked(certificate: Any, step: Mapping[str, Any]) -> str:
    expect(isinstance(certificate, dict), "a certificate", certificate)
    verdict, conditions, trusted = step["verdict"], step["conditions"], certificate.get("trusted")
    keys = {"version", "statement", "conditions", "trusted", "point" if verdict == "refuted" else "proof"}
    expect(certificate.keys() == keys, f"the keys {sorted(keys)}", list(certificate))
    expect(certificate["version"] == VERSION, f"version {VERSION}", certificate["version"])
    said = certificate["statement"]
    expect(said == step["statement"], "a certificate of this claim", said)
    expect(certificate["conditions"] == conditions, "the conditions of the report", certificate["conditions"])
    expect(bool(conditions) == (verdict == "conditional"), "conditions where the verdict says so", conditions)
    if verdict == "refuted":
        expect(
            certificate["point"] == step["counterexample"], "the point of the report", certificate["point"]
        )
        return check_point(lambda: claim_of(certificate), certificate["point"], trusted)
    if certificate["proof"] is None:
        allowed = [f"kernel: {rule}" for rule in step["rules"]]
        expect(trusted == allowed and trusted, f"the rules {allowed}", trusted)
        return "trusted"
    expect(trusted in ([], [POINTS]), "nothing to trust but the points", trusted)
    check_proof(claim_of(certificate), certificate["proof"], [], points=not trusted)
    return "trusted" if trusted else "replayed"


def claim_of(certificate: Mapping[str, Any]) -> Claim:
    """The claim of a certificate, with every definition put in."""
    told = certificate["statement"]
    expect(told.keys() == _PARTS and told["op"] in (*RELATIONS, "=>", "<=>"), "a statement", told)
    functions, indices = told["functions"], {word: _ends(ends) for word, ends in told["indices"].items()}
    symbols = {word: (one["domain"], list(map(_ends, one["axes"]))) for word, one in told["symbols"].items()}
    own = {word: (tuple(one["parameters"]), read(one["body"])) for word, one in told["definitions"].items()}
    for word, (parameters, body) in own.items():  # an argument is not differentiated: it is put in afterwards
        inner = [part for each in walk(body) if each[0] == "diff" for part in walk(each) if part[0] != "name"]
        apart = not any(("name", name) in part for part in inner for name in parameters)
        expect(apart, "derivatives in which no parameter stands, but as an index", word)
    names = [*indices, *symbols, *functions, *own]
    free = len(names) == len(set(names)) and all(map(str.isidentifier, names)) and not _RESERVED & set(names)
    expect(free, "names that mean one thing each", names)
    meant = [_meant(text, {**short(), **own}) for text in (told["left"], told["right"], *told["assumptions"])]
    conditions = []
    for text in certificate["conditions"]:
        relation, *every = text.split(" for every ")
        conditions.append((_meant(relation, {**short(), **own}), every))
        expect(conditions[-1][0][0] in RELATIONS, "a relation for a condition", text)
    whole = {*indices, *(word for word, (domain, _) in symbols.items() if "integer" in domain)}
    by = {part[2][1] for term in meant for part in walk(term) if part[0] == "diff"}
    expect(not by & whole and not any(word[0] in "$#" for word in by), "derivatives by what varies", by)
    return Claim(told["op"], meant[0], meant[1], meant[2:], conditions, indices, symbols, functions)


def _ends(told: list[str]) -> tuple[Term, Term]:
    lower, upper = told
    return read(lower), read(upper)


def _meant(text: str, definitions: Images) -> Term:
    """A term with every definition put in, also those that definitions speak of.

    What is differentiated by a name that is defined is differentiated first, as if nothing defined it.
    """
    term = _differentiated(read(text), definitions)
    for _ in range(_MOST_ROUNDS):
        expect(sum(1 for _ in walk(term)) <= _LARGEST, "a term that stays short with its definitions", text)
        if (put_in := substituted(term, definitions)) == term:
            return term
        term = put_in
    raise RejectedError("expected definitions that do not need each other")


def _differentiated(term: Term, definitions: Images) -> Term:
    term = inside(lambda part: _differentiated(part, definitions), term)
    if term[0] != "diff" or term[2][1] not in definitions:
        return term
    body = substituted(term[1], {word: image for word, image in definitions.items() if word != term[2][1]})
    return ("+", derivative(body, term[2], {}), ("*", number(0), body))  # defined only where the body is


def with_evidence(report: Any) -> Iterator[tuple[str, Any]]:
    """Each step of a report with evidence, and its place; raises `RejectedError` when the report is none."""
    expect(isinstance(report, dict) and isinstance(report.get("derivations"), list), "a JSON report", report)
    for derivation in report["derivations"]:
        for step in derivation["steps"]:
            if step["verdict"] in ("proved", "conditional", "refuted"):
                yield f"{derivation['file']}:{step['line']}", step
            else:
                expect(step["verdict"] in ("unknown", "unreadable"), "a verdict", repr(step["verdict"]))
