"""Recommendations, the provider's action plan, and what became of them by the next inspection.

It is not the report: reports prints what is here.
"""
