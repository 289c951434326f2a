"""`python -m tests.faults`: mutants of the kernel's own source, and how many of them the tests catch.

A mutant is one change of one place: a comparison turned, a sign changed, a number one higher, a condition
negated, a statement left out. Each is run in a process of its own, which reads the changed module in place of
the file.
"""
