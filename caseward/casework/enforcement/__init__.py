"""Absence → decision → warning → breach or recall: two decisions about every failure, both kept.

It is not the contact itself. Rules: rules/enforcement.py.
"""
