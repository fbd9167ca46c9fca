"""The caseload becomes an inspection's case list: the same CSV that any provider sends.

It is not the check of a list that came in, nor the sample (inspection/samples).
Rule: rules/sampling/eligibility.py.
"""
