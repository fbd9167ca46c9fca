"""People on probation: who they are, who is around them, what happens to them, and who may not look.

It is not what a court ordered (sentences) nor what is done about it.
Rules: rules/limited_access.py, rules/person_matching.py.
"""
