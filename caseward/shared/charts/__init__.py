"""Drawings as accessible SVG: bars, intervals in bands, grids of ratings; each beside a table of its figures.

Not here: any calculation. What is drawn comes in ready, and what is said about it as words.
"""
