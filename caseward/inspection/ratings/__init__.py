"""Calculated ratings, the lead inspector's proposals, and the panel's meeting and decisions.

It is not the public result: that is a row in results. Rule files: rules/rating.py, rules/panel.py.
"""
