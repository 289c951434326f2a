"""The context in which the tests of the notation read, and short names for building terms."""

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.model import Context, Definition, Domain, FunctionSymbol, Range, Symbol
from derivcheck.notation import read_statement
from derivcheck.terms import Big, Call, Div, Sym, Term, integer

i, j, k, m, n, x, y = (Sym(name) for name in "ijkmnxy")
zero, one, two, three = map(integer, range(4))
RANGE = Range(one, n)
PLACE = Place("a.yaml", 3, 5)


def _symbols(*rows: tuple[str, int]) -> dict[str, Symbol]:
    return {name: Symbol(name, (RANGE,) * axes, Domain.REAL) for name, axes in rows}


CONTEXT = Context(
    indices={"i": RANGE, "j": RANGE, "k": RANGE, "l": Range(zero, Sym("m"))},
    symbols=_symbols(("x", 0), ("y", 0), ("n", 0), ("m", 0), ("z", 1), ("p", 1), ("A", 2)),
    functions={"f": FunctionSymbol("f")},
    definitions={
        "J": Definition("J", (), (), x),
        "q": Definition("q", ("i",), (RANGE,), Sym("z", (i,))),
        "sigma": Definition("sigma", ("t",), (), Div(one, Sym("t")), is_function=True),
    },
)


def z(index: Term) -> Sym:
    return Sym("z", (index,))


def a(row: Term, column: Term) -> Sym:
    return Sym("A", (row, column))


def call(name: str, *args: Term, primes: tuple[int, ...] = ()) -> Call:
    return Call(name, args, primes)


def total(body: Term, index: str = "k", lower: Term = one, upper: Term = n, guard: Term | None = None) -> Big:
    return Big("sum", body, index, lower, upper, guard)


def problem_of(text: str, read=read_statement, context: Context = CONTEXT) -> Problem:
    """The complaint about `text`, which must have one."""
    try:
        found = read(text, context, PLACE)
    except ReadError as error:
        return error.problem
    raise AssertionError(f"{text!r} was read as {found}")
