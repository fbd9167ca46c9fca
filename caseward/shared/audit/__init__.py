"""Who saw and did what, when: append only.

Actor, subject and object are text and ids, never foreign keys, so that the log outlives what it is about.
"""
