"""Exact numbers, index forms and polynomials: normal forms of everything that is not taken apart further.

A value is a quotient of polynomials over the rationals in *atoms* (`atoms`), modulo the equations that the
atoms satisfy by themselves (`relations`) or by assumption (`ideals`). Indices and sizes are linear forms
(`linear`). What is known of a sign lies in `signs`, `sign_rules` and `polynomial_signs`.
"""
