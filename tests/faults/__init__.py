"""`python -m tests.faults`: mutants of the kernel's own source, and how many of them the tests catch.

A mutant is one change of one place: a comparison turned, a sign changed, a number one higher, a condition
negated, a statement left out. What a test runs of the kernel is found out once, line by line (`coverage`);
then each mutant has only those tests against it that run its lines, the quickest first, in a process forked
from one that has collected them all (`trying`). There the functions of the module get the changed code; a
change of what runs when the module is imported is tried by importing everything anew (`importing`).
"""
