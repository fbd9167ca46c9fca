"""What the records say, beside each question that an inspector answers; and the right to open sampled cases.

It is not the answer (inspection/case_assessments). Rules: rules/readiness/.
"""
