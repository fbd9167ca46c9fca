"""Which officer supervises whom, of which grade, in which team and office; and how it came about.

It is not what the officer does. Who covers for whom stands in people, which asks it for permissions.
"""
