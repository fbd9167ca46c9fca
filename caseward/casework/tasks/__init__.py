"""What somebody asked somebody to do about a person, by when; and what was put off, why, until when.

It is not what the facts themselves call for: those duties are reckoned, and laid out by dashboards.
"""
