"""How a term becomes a value: bound names renamed apart, definitions expanded, conditions noted.

What is read for each class of term is said by the rows of `derivcheck.kernel.rows.terms`.
"""
