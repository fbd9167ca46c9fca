"""A case list comes in, a sample goes out.

It is not about answers: those begin in case_assessments. Rule file: rules/sampling.py.
"""
