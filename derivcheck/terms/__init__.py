"""Terms: the expression tree, its binders, and how it is printed."""

from derivcheck.terms.binding import bound_name, free_names, fresh_name, substitute
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
    Num,
    Or,
    Pow,
    Rel,
    Sym,
    Term,
    children,
    integer,
    map_children,
    walk,
)

__all__ = [
    "Add", "And", "Big", "Bracket", "Call", "Cases", "Const", "Diff", "Div", "Integral", "Limit",
    "Mul", "Neg", "Not", "Num", "Or", "Pow", "Rel", "Sym", "Term", "bound_name", "children",
    "free_names", "fresh_name", "integer", "map_children", "substitute", "walk",
]  # fmt: skip
