"""Definitions: names that stand for expressions.

`q[i]: exp(z[i])/sum(exp(z[k]), k)` has the index `i` as parameter, `sigma(x): 1/(1 + exp(-x))` the
variable `x`. Definitions may mention each other in any order, but none may come back to itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.declared.declarations import axes_of, labelled
from derivcheck.formats.declared.scope import Declared, Scope, declare, read_at, words_in
from derivcheck.formats.text.findings import Reading, entries_of, gathered, text_of
from derivcheck.formats.text.tree import ListNode, Node, TextNode
from derivcheck.frozen import frozen, replace
from derivcheck.model import TO_COME, Context, Definition, Warned
from derivcheck.notation import Head, read_expression, read_head
from derivcheck.notation.dollars import formula_in, is_latex
from derivcheck.terms import Term, bound_name, walk

__all__ = ["read_definitions"]

_WHAT = "a mapping from names to expressions, or a list of equations"
_EXAMPLE = "an equation such as q[i] = exp(z[i])"


@frozen
class _Equation:
    """The two sides of a definition: the text of `key` up to `end`, and of `body` from `start` on."""

    key: TextNode
    end: int | None
    body: TextNode
    start: int
    problem: Problem | None = None


def read_definitions(node: Node | None, scope: Scope) -> Reading[Scope]:
    """`scope` with the definitions of the section `definitions:`, a mapping or a list of equations."""
    equations = yield from _equations(node)
    heads = [_declared(equation, scope) for equation in equations]
    scope = yield from declare(scope, heads)
    read: dict[str, Definition | Problem] = {}
    for head, equation in zip(heads, equations, strict=True):
        if isinstance(head.value, Definition) and scope.context.definitions.get(head.name) is head.value:
            read[head.name] = yield from _with_body(head.value, equation, scope)
    return (yield from _settled(read, scope))


# -- the two ways of writing them ----------------------------------------------------------------


def _equations(node: Node | None) -> Reading[list[_Equation]]:
    if isinstance(node, ListNode):
        return (yield from _from_list(node))
    found = []
    for key, value in (yield from entries_of(node, _WHAT)):
        body, problems, _ = gathered(text_of(value, "an expression"))
        found.append(_Equation(key, None, body or key, 0, problems[0] if problems else None))
    return found


def _from_list(node: ListNode) -> Reading[list[_Equation]]:
    found = []
    for item in node.items:
        text = yield from text_of(item, _EXAMPLE)
        if text:
            sign = text.text.find("=") if not is_latex(text.text) else _sign_in(text.text)
            problem = Problem(text.place, _EXAMPLE, repr(text.text)) if sign < 0 else None
            start = sign + 2 if text.text.startswith(":=", sign) else sign + 1
            found.append(_Equation(text, max(sign, 0), text, start, problem))
    return found


def _sign_in(text: str) -> int:
    """The offset of the one `=` or `:=` of a formula between dollars, or -1."""
    from derivcheck.notation.latex import split_chain

    try:
        formula, places = formula_in(text, Place("", 1, 1))
        links = split_chain(formula, Place(""), places=places)
    except ReadError:
        return -1
    if len(links) != 1 or links[0].kind not in ("=", "defines") or links[0].after:
        return -1
    return text.index(formula) + links[0].offset


# -- heads ---------------------------------------------------------------------------------------


def _declared(equation: _Equation, scope: Scope) -> Declared:
    """The left side as a declaration, with a body still to come."""
    key = equation.key
    name = next(iter(words_in(key.text)), key.text)
    if equation.problem:
        return Declared(name, key.place, equation.problem)
    try:
        head = labelled(read_at(_head_reader(equation), key, 0, equation.end), key, scope)
        name = head.name
        axes = () if head.is_function else axes_of(head, key.place, scope)
    except ReadError as error:
        return Declared(name, key.place, error.problem)
    return Declared(name, key.place, Definition(name, head.parameters, axes, TO_COME, head.is_function))


def _head_reader(equation: _Equation) -> Callable[[str, Place], Head]:
    """The reader of a left side; that of an equation between dollars stands before its closing one."""
    if not _is_formula(equation):
        return read_head
    return lambda text, place: read_head(f"{text}$", place)


# -- bodies --------------------------------------------------------------------------------------


def _with_body(head: Definition, equation: _Equation, scope: Scope) -> Reading[Definition | Problem]:
    bound = head.parameters if head.is_function else ()

    is_formula = _is_formula(equation)

    def reader(text: str, context: Context, place: Place) -> Term:
        if is_formula:
            text, place = f"${text}", place.moved(-1)
        return read_expression(text, context, place, bound=bound)

    try:
        body = scope.read(reader, equation.body, equation.start)
    except ReadError as error:
        yield error.problem
        return error.problem
    place = equation.body.at(_first_visible(equation))
    hidden = sorted({name for part in walk(body) if (name := bound_name(part)) in head.parameters})
    for name in hidden:
        yield Warned(
            place, f"the bound {name!r} hides the {name!r} of {head.name!r}; a different name is clearer"
        )
    return replace(head, body=body)


def _is_formula(equation: _Equation) -> bool:
    """Whether the body is the right side of an equation between dollars."""
    return equation.end is not None and is_latex(equation.key.text)


def _first_visible(equation: _Equation) -> int:
    text = equation.body.text
    return len(text) - len(text[equation.start :].lstrip())


def _settled(read: Mapping[str, Definition | Problem], scope: Scope) -> Reading[Scope]:
    """`scope` with the bodies in place; what depends on a broken name is broken with it."""
    new = {name: value for name, value in read.items() if isinstance(value, Definition)}
    broken = dict(scope.broken) | {name: value for name, value in read.items() if isinstance(value, Problem)}
    if not scope.here:
        return scope
    definitions = {**scope.context.definitions, **new}
    graph = {name: definition.mentions for name, definition in definitions.items()}
    sorter = TopologicalSorter({name: graph[name] & graph.keys() for name in graph})
    cycle = _cycle(sorter, scope)
    if cycle:
        yield cycle
    ordered: list[str] = []
    while ready := sorter.get_ready():
        for name in ready:
            cause = next((broken[word] for word in sorted(graph[name]) if word in broken), None)
            if cause:
                broken.setdefault(name, cause)
        ordered += ready
        sorter.done(*ready)
    if cycle:
        broken |= dict.fromkeys(graph.keys() - set(ordered), cycle)
    sound = {name: value for name, value in definitions.items() if name not in broken}
    return replace(scope, context=replace(scope.context, definitions=sound), broken=broken)


def _cycle(sorter: TopologicalSorter[str], scope: Scope) -> Problem | None:
    """Why the definitions cannot be ordered, at the first of this level that comes back to itself."""
    try:
        sorter.prepare()
    except CycleError as error:
        names: list[str] = error.args[1][::-1]  # each mentions the next
        first = min((name for name in names if name in scope.here), key=lambda name: scope.here[name].line)
        turn = names.index(first)
        around = [*names[turn:-1], *names[:turn], first]
        found = f"a circle: {' -> '.join(around)}"
        return Problem(scope.here[first], "a definition that does not come back to itself", found)
    return None
