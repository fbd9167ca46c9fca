"""What an inspector would find in the caseload today, case by case and prompt by prompt.

It is evidence, never a judgement, and no rating is computed from it. Rules: rules/readiness/.
"""
