"""Terms: the expression tree, its binders, and how it is printed."""

from derivcheck.terms.binding import (
    INDEX_LETTERS,
    bound_name,
    exchanged,
    free_names,
    fresh_name,
    mentioned,
    substitute,
    within,
)
from derivcheck.terms.function_values import applied_at, differentiated, differentiated_by
from derivcheck.terms.hypergeometric import HYPERGEOMETRIC, hypergeometric, parameters_of
from derivcheck.terms.identities import for_all, is_for_all
from derivcheck.terms.logic import (
    CONDITIONS,
    IMPLICATIONS,
    MIRRORED,
    OPPOSITES,
    alternatives,
    negated,
    opposite,
    relations_in,
)
from derivcheck.terms.nodes import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Not,
    Nth,
    Num,
    Or,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
    atoms,
    children,
    integer,
    is_deeper,
    kinds,
    map_children,
    symbol,
    walk,
    with_children,
)
from derivcheck.terms.numbers import fraction_of, number_of

__all__ = [
    "CONDITIONS", "HYPERGEOMETRIC", "IMPLICATIONS", "INDEX_LETTERS", "MIRRORED", "OPPOSITES", "Add",
    "And", "Big", "Bracket", "Call", "Cases", "Const", "Diff", "Div", "Integral", "Limit", "Mul",
    "Neg", "Not", "Nth", "Num", "Or", "Partial", "Pow", "Rel", "Sym", "Term", "alternatives",
    "applied_at", "atoms", "bound_name", "children", "differentiated", "differentiated_by",
    "exchanged", "for_all", "fraction_of", "free_names", "fresh_name", "hypergeometric", "integer",
    "is_deeper", "is_for_all", "kinds", "map_children", "mentioned", "negated", "number_of",
    "opposite", "parameters_of", "relations_in", "substitute", "symbol", "walk", "with_children",
    "within",
]  # fmt: skip
