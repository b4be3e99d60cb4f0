"""Figures: what the workbook works out from answers and shows beside them.

Each kind has a file of its own, which screens, documents and commands may also ask directly; `kinds` has them all by
the word that a pack uses.
"""
