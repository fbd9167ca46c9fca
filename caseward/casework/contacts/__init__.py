"""Appointments planned against the plan, what happened at them, and what was agreed.

It is not whether an absence was acceptable nor what is done about it (enforcement).
Rules: rules/activity_days.py.
"""
