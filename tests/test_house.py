"""The house rules that a machine can hold: the order of imports, what is never called, what lies where."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "derivcheck"
MODULES = sorted(HOUSE.rglob("*.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")

#: What each room may know of the others.
TERMS = {"errors", "frozen"}
MODEL = TERMS | {"terms"}
NOTATION = MODEL | {"model", "definitions", "function_values"}
READERS = NOTATION | {"contexts", "notation"}
EXPLAIN = READERS | {"formats", "kernel", "refute", "modulo"}
ENGINE = EXPLAIN | {"explain", "proposals", "checker", "certify"}
EVERYTHING = ENGINE | {"engine", "reports", "audit", "certify", "cli", "api"}
MAY_IMPORT = {
    "frozen": {"errors"},
    "errors": {"frozen"},
    "terms": TERMS,
    "verdicts": TERMS,
    "domains": set(),
    "model": MODEL | {"verdicts", "domains"},
    "contexts": MODEL | {"model"},
    "definitions": MODEL | {"model"},
    "function_values": MODEL | {"model", "definitions"},
    "notation": NOTATION,
    "formats": READERS,
    "modulo": NOTATION,
    "kernel": READERS,
    "refute": READERS,
    "reports": MODEL | {"model", "contexts"},
    "explain": EXPLAIN,
    "proposals": NOTATION,
    "goals": NOTATION,
    "excused": NOTATION,
    "checker": EXPLAIN | {"explain", "proposals", "goals", "excused"},
    "engine": ENGINE,
    "audit": set(),
    "certify": NOTATION | {"notation", "audit"},
    "cli": EVERYTHING - {"api"} | {"__version__"},
    "api": EVERYTHING - {"cli"},
    "__init__": {"api", "model", "errors"},
    "__main__": {"cli"},
}

#: The folders of a room, each of which knows those before it; the room's doors lie beside them and know all.
FOLDERS = {
    "formats": ("text", "declared", "manuscripts", "inferred"),
    "kernel": ("algebra", "knowledge", "reading", "functions", "sums", "calculus", "rows", "deciding"),
    "refute": ("arithmetic", "functions", "calculus", "evaluation", "search"),
}

#: One reader or report does not know another of its folder; what they share lies in modules beside them.
STRANGERS = {"formats": {"yaml", "markdown", "latex"}, "reports": {"terminal", "json", "show"}}

#: What must never see text from a file.
FORBIDDEN = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify"}
FORBIDDEN_OF = {"pickle": None, "marshal": None, "yaml": {"load", "load_all", "full_load", "unsafe_load"}}

TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "derivcheck", "derivations", "tests"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(dotted: str) -> str:
    return [*dotted.split("."), "__init__"][1]


def imports(path: Path) -> Iterator[str]:
    """Every module of the house that `path` imports, also inside of functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found = [alias.name for alias in names]
            case ast.ImportFrom(module=module, names=names, level=0):
                found = [f"{module}.{alias.name}" for alias in names]
            case ast.ImportFrom(level=level):
                pytest.fail(f"{name_of(path)}: relative import, {level} up")
            case _:
                continue
        yield from (one for one in found if one.split(".")[0] == "derivcheck")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    inner = path.relative_to(HOUSE)
    room = inner.parts[0].removesuffix(".py")
    wrong = [one for one in imports(path) if room_of(one) not in MAY_IMPORT[room] | {room}]
    assert not wrong, f"{room} may import {sorted(MAY_IMPORT[room])} and not {wrong}"


@pytest.mark.parametrize("room", FOLDERS)
def test_the_folders_of_a_room_are_in_order(room: str) -> None:
    folders = FOLDERS[room]
    assert {path.parent.name for path in (HOUSE / room).glob("*/*.py")} == set(folders)
    for place, folder in enumerate(folders):
        for path in (HOUSE / room / folder).glob("*.py"):
            inner = {one.split(".")[2] for one in imports(path) if one.startswith(f"derivcheck.{room}.")}
            assert inner <= set(folders[: place + 1]), name_of(path)


@pytest.mark.parametrize("room", STRANGERS)
def test_siblings_do_not_know_each_other(room: str) -> None:
    for path in (HOUSE / room).rglob("*.py"):
        if path.stem in STRANGERS[room]:
            known = {part for one in imports(path) if room_of(one) == room for part in one.split(".")[2:]}
            assert not known & (STRANGERS[room] - {path.stem}), name_of(path)


def forbidden(tree: ast.AST) -> Iterator[str]:
    """The names of what is called or imported although it must not be."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in FORBIDDEN - {
                "compile"
            }:
                yield name
            case ast.Call(func=ast.Name(id="compile")):
                yield "compile"
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in FORBIDDEN_OF:
                names = FORBIDDEN_OF[owner]
                if names is None or name in names:
                    yield f"{owner}.{name}"
            case ast.ImportFrom(module=owner, names=names) if owner in FORBIDDEN_OF:
                banned = FORBIDDEN_OF[owner]
                yield from (alias.name for alias in names if banned is None or alias.name in banned)
            case ast.ImportFrom(names=names):
                yield from (alias.name for alias in names if alias.name in FORBIDDEN)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_text_from_files_is_never_run(path: Path) -> None:
    assert not list(forbidden(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "code",
    [
        "eval('1')",
        "compile(x, '', 'eval')",
        "sympy.sympify(x)",
        "from sympy import lambdify",
        "yaml.load(x)",
        "from yaml import unsafe_load",
        "import pickle; pickle.loads(x)",
    ],
)
def test_the_test_above_would_notice(code: str) -> None:
    assert list(forbidden(ast.parse(code)))


def test_a_regular_expression_may_be_compiled() -> None:
    assert not list(forbidden(ast.parse("re.compile('x'); yaml.compose(x)")))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_one_subject(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 400, f"{len(lines)} lines: split it by a noun"


def test_the_readme_names_the_folders_that_exist() -> None:
    named = set(re.findall(r"`derivcheck/(\w+)/`", README))
    assert named == {path.parent.name for path in HOUSE.glob("*/__init__.py")}


def test_the_top_level_holds_what_belongs_there() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL


def test_ci_runs_the_command_of_the_readme() -> None:
    section = README.split("## Run the tests")[1]
    command = re.search(r"```sh\n(.*)\n```", section)
    assert command is not None
    assert command[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
