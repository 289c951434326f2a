"""Markdown and LaTeX: which formulas, notes and macros a text holds, and where; not what they mean."""
