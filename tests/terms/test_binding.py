"""Free names, and substitution without capture; the parts of a term and walking over them."""

import pytest

from derivcheck.terms import (
    Add,
    Big,
    Cases,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Rel,
    Sym,
    bound_name,
    children,
    free_names,
    fresh_name,
    integer,
    map_children,
    substitute,
    walk,
)

i, j, k, n, x, y = (Sym(name) for name in "ijknxy")
k_1 = Sym("k_1")
one = integer(1)


def z(index):
    return Sym("z", (index,))


def total(body, index="k", upper=n, guard=None):
    return Big("sum", body, index, one, upper, guard)


@pytest.mark.parametrize(
    ("term", "names"),
    [
        (total(z(k)), "nz"),
        (total(z(k), upper=k), "kz"),
        (total(z(k), guard=Rel("!=", k, i)), "inz"),
        (Integral(Mul((x, y)), "x", x, one), "xy"),
        (Integral(x, "x"), ""),
        (Limit(Div(x, y), "x", n), "ny"),
        (Diff(x, ((y, 1),)), "xy"),
        (Cases(((x, Rel("=", i, j)),), y), "ijxy"),
    ],
    ids=[
        "sum",
        "bound in its own bounds",
        "guard",
        "integral",
        "antiderivative",
        "limit",
        "derivative",
        "cases",
    ],
)
def test_free_names(term, names):
    assert free_names(term) == frozenset(names)


@pytest.mark.parametrize(
    ("term", "values", "result"),
    [
        (Add((x, y)), {"x": y}, Add((y, y))),
        (Add((x, y)), {"x": y, "y": x}, Add((y, x))),
        (z(i), {"i": j}, z(j)),
        (z(i), {"z": x}, z(i)),
        (total(z(k)), {"k": i}, total(z(k))),
        (total(z(k), upper=k), {"k": i}, total(z(k), upper=i)),
        (total(Mul((z(k), x))), {"x": k}, total(Mul((z(k_1), k)), "k_1")),
        (total(z(k), guard=Rel("=", k, i)), {"i": k}, total(z(k_1), "k_1", guard=Rel("=", k_1, k))),
        (total(z(k)), {"x": k}, total(z(k))),
        (Integral(Mul((x, y)), "x", x, one), {"x": n}, Integral(Mul((x, y)), "x", n, one)),
        (Integral(Mul((x, y)), "x"), {"y": x}, Integral(Mul((Sym("x_1"), x)), "x_1")),
        (Limit(Mul((x, y)), "x", y), {"y": x}, Limit(Mul((Sym("x_1"), x)), "x_1", x)),
        (total(total(Sym("A", (i, k)), "i")), {"n": i}, total(total(Sym("A", (i, k)), "i", i), upper=i)),
    ],
    ids=[
        "plain",
        "at once",
        "in an index",
        "a family stays",
        "bound stays",
        "own bounds",
        "capture renamed",
        "capture in the guard",
        "not needed, not renamed",
        "integral bounds",
        "integral capture",
        "limit capture",
        "bounds are outside",
    ],
)
def test_substitute(term, values, result):
    assert substitute(term, values) == result


def test_nothing_to_substitute_gives_the_same_object():
    term = total(z(k))
    assert substitute(term, {}) is term


@pytest.mark.parametrize(
    ("name", "taken", "fresh"), [("k", "", "k"), ("k", "k", "k_1"), ("k", ["k", "k_1"], "k_2")], ids=str
)
def test_fresh_name(name, taken, fresh):
    assert fresh_name(name, taken) == fresh


def test_bound_name():
    assert [bound_name(term) for term in (total(x), Integral(x, "x"), Limit(x, "y", one), x)] == [
        "k",
        "x",
        "y",
        None,
    ]


def test_children_are_in_written_order():
    assert list(children(total(z(k), guard=Rel("!=", k, i)))) == [z(k), one, n, Rel("!=", k, i)]
    assert list(children(Cases(((x, Rel("=", i, j)),), y))) == [x, Rel("=", i, j), y]
    assert list(children(Diff(x, ((y, 2),)))) == [x, y]
    assert list(children(one)) == []


def test_map_children_keeps_what_does_not_change():
    term = Add((x, Mul((x, y))))
    assert map_children(lambda part: part, term) is term
    assert map_children(lambda part: y if part == x else part, term) == Add((y, Mul((x, y))))


def test_walk_meets_each_before_its_parts():
    assert list(walk(Add((x, z(i))))) == [Add((x, z(i))), x, z(i), i]


def test_equal_terms_have_equal_hashes_and_kinds_differ():
    assert len({Add((x, y)), Add((x, y)), Mul((x, y)), Add((y, x))}) == 3
