"""Plain Python rules: everything a policy officer could check with pencil and paper.

No Django, no database, no clock, no randomness without a seed. Plain values in, plain values out.
"""
