"""The auditor: a separate checker of certificates, in plain Python and fractions, that shares no code.

It reads the claim as terms, replays each named rewriting of a proof with its own table of laws, its own exact
arithmetic and its own reasoning about signs, and evaluates both sides at the point of a refutation in
intervals with rational ends. It does not search: what a certificate does not say is not found.
"""
