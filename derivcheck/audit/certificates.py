"""A certificate, and whether it holds.

A certificate is a JSON object with the claim and its context as terms, the conditions, and then either a
`proof`, or the `point` of a refutation; `trusted` names what is not replayed. The step of the report that
carries it says in text what was claimed (`statement`): the two must agree, so that a certificate of something
else is no certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivcheck.audit.replay import Claim, Replay, Step
from derivcheck.audit.signs import IMPLICATIONS, RELATIONS
from derivcheck.audit.state import Context
from derivcheck.audit.terms import FAULTS, RejectedError, Term, name, read, read_exactly, spoken, unread

__all__ = ["VERSION", "checked", "claim_of", "statement"]

VERSION = 1
_KEYS = {"version", "claim", "context", "conditions", "trusted"}
_DEEPEST = 6


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
    _expect(isinstance(certificate, dict), "a certificate", certificate)
    evidence = "point" if step["verdict"] == "refuted" else "proof"
    _expect(
        certificate.keys() == _KEYS | {evidence}, f"the keys of a certificate with a {evidence}", certificate
    )
    _expect(certificate["version"] == VERSION, f"version {VERSION}", certificate["version"])
    claim = claim_of(certificate)
    _expect(statement(certificate) == step["statement"], "a certificate of this claim", claim.op)
    trusted = certificate["trusted"]
    if evidence == "point":
        from derivcheck.audit.points import check_point

        _expect(certificate["conditions"] == [], "a refutation without conditions", certificate["conditions"])
        _expect(
            certificate["point"] == step["counterexample"], "the point of the report", certificate["point"]
        )
        return check_point(claim, certificate["point"], trusted)
    _expect(
        _conditions(certificate) == step["certified_conditions"], "the conditions of the report", "others"
    )
    if step["verdict"] == "proved":
        _expect(certificate["conditions"] == [], "a proof without conditions", certificate["conditions"])
    if certificate["proof"] is None:
        allowed = [f"kernel: {rule}" for rule in step["rules"]]
        _expect(trusted == allowed and trusted, f"the rules {allowed}", trusted)
        return "trusted"
    _expect(trusted in ([], ["points lost or gained"]), "nothing to trust but the points", trusted)
    _expect(claim.op in RELATIONS, "a proof of a relation", claim.op)
    _replayed(claim, certificate["proof"], not trusted, [], [], 0)
    return "trusted" if trusted else "replayed"


def _expect(holds: bool, expected: str, found: Any) -> None:
    if not holds:
        raise RejectedError(f"expected {expected}, found {str(found)[:80]}")


# -- the claim ------------------------------------------------------------------------------------------


def claim_of(certificate: Mapping[str, Any]) -> Claim:
    """The claim of a certificate."""
    told, context = certificate["claim"], certificate["context"]
    _expect(
        not any(map(_is_reserved, _texts([told, context, certificate["conditions"]]))), "plain names", "$, #"
    )
    _expect(told.keys() == {"op", "left", "right"}, "a claim", told)
    _expect(told["op"] in (*RELATIONS, *IMPLICATIONS), "a relation or an implication", told["op"])
    conditions = [(read(each["holds"]), tuple(each["every"])) for each in certificate["conditions"]]
    _expect(all(each[0] == "rel" and each[1] in RELATIONS for each, _ in conditions), "relations", conditions)
    return Claim(told["op"], read(told["left"]), read(told["right"]), _context(context), conditions)


def _is_reserved(text: str) -> bool:
    return text[:1] in ("$", "#")


def _texts(value: Any) -> list[str]:
    """Every text inside a JSON value."""
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def _context(told: Mapping[str, Any]) -> Context:
    _expect(
        told.keys() == {"indices", "symbols", "functions", "definitions", "assumptions"}, "a context", told
    )
    symbols = {
        word: {"axes": _axes(each["axes"]), "domain": each["domain"]}
        for word, each in told["symbols"].items()
    }
    definitions = {
        word: {"parameters": each["parameters"], "axes": _axes(each["axes"]), "body": read(each["body"])}
        for word, each in told["definitions"].items()
    }
    indices = dict(zip(told["indices"], _axes(list(told["indices"].values())), strict=True))
    return Context(indices, symbols, told["functions"], definitions, tuple(map(read, told["assumptions"])))


def _axes(told: Any) -> list[tuple[Term, Term]]:
    return [(read(lower), read(upper)) for lower, upper in told]


def statement(certificate: Mapping[str, Any]) -> list[str]:
    """The claim and what it is claimed under, in text as it was written, one line each."""
    told, context = certificate["claim"], certificate["context"]
    lines = [f"{_said(told['left'])} {told['op']} {_said(told['right'])}"]
    lines += [f"index {word}: {_spoken_range(axis)}" for word, axis in context["indices"].items()]
    for word, each in context["symbols"].items():
        lines.append(f"{each['domain']} {_head(word, map(_spoken_range, each['axes']))}")
    for word, each in context["functions"].items():
        lines.append(f"{'positive ' * bool(each['positive'])}function {word}")
    for word, each in context["definitions"].items():
        axes = [
            f"{p}: {_spoken_range(axis)}"
            for p, axis in zip(each["parameters"], each["axes"], strict=bool(each["axes"]))
        ]
        lines.append(f"{_head(word, axes or each['parameters'])} = {_said(each['body'])}")
    return [*lines, *(f"where {_said(each)}" for each in context["assumptions"])]


def _said(term: Any) -> str:
    return spoken(unread(term))


def _spoken_range(axis: Any) -> str:
    return f"{_said(axis[0])}..{_said(axis[1])}"


def _head(word: str, parts: Any) -> str:
    inner = ", ".join(parts)
    return f"{word}[{inner}]" if inner else word


def _conditions(certificate: Mapping[str, Any]) -> list[str]:
    return [spoken_condition(each) for each in certificate["conditions"]]


def spoken_condition(told: Mapping[str, Any]) -> str:
    """A condition in text."""
    return _said(told["holds"]) + "".join(f" for every {word}" for word in told["every"])


# -- the proof ------------------------------------------------------------------------------------------


def _replayed(
    claim: Claim, proof: Any, points: bool, equal: list[Any], different: list[Any], depth: int
) -> None:
    """Replay a proof, case by case; with `points` also that no points are lost or gained unsaid."""
    if "cases" in proof:
        _expect(
            proof.keys() == {"cases", "equal", "different"} and depth < _DEEPEST, "two cases", list(proof)
        )
        one, two = proof["cases"]
        _expect({one, two} <= claim.context.indices.keys() and one != two, "two indices", proof["cases"])
        _replayed(claim, proof["equal"], points, [*equal, (two, name(one))], different, depth + 1)
        _replayed(claim, proof["different"], points, equal, [*different, (name(one), name(two))], depth + 1)
        return
    _expect(proof.keys() == {"steps", "normal_form"}, "steps and a normal form", list(proof))
    replay = Replay(claim, equal, different)
    for told in proof["steps"]:
        replay.take(_step(told))
    _expect(replay.closed(), "that the two sides are equal now", "that they are not")
    normal_form = read_exactly(proof["normal_form"])
    _expect(replay.state.spelled(replay.left) == normal_form, "the normal form of the left side", normal_form)
    unused = replay.unused()
    _expect(not unused, "steps that are used", f"{len(unused)} that are not")
    if points:
        replay.check_points()


def _step(told: Any) -> Step:
    _expect(told.keys() == {"law", "under", "before", "after", "with"}, "a step", told)
    under = tuple(
        (read_exactly(low), read_exactly(high), _guard(guard)) for low, high, guard in told["under"]
    )
    data = told["with"]
    if data is not None:
        _expect(len(data) == 2, "the number of an assumption and places", data)
        data = [data[0], [read_exactly(place) for place in data[1]]]
    return Step(told["law"], under, read_exactly(told["before"]), read_exactly(told["after"]), data)


def _guard(told: Any) -> Term | None:
    return None if told is None else read_exactly(told)
