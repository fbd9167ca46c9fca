"""Drawings as accessible SVG: bars, and intervals in bands; each beside a table of its figures.

Not here: any calculation. What is drawn comes in ready, and what is said about it as words.
"""
