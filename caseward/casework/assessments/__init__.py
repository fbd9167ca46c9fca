"""Risk and needs, the person's own assessment, risk of serious harm, and checks with other agencies.

It is not the plan that answers them.
Rules: rules/risk_of_harm.py, rules/self_assessment.py, rules/agency_checks.py.
"""
