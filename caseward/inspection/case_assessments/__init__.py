"""Inspectors answer the framework's questions, case by case; quality leads read some a second time.

Answers are superseded, never edited. Nothing here computes a rating. Rules: bases.py, agreement.py.
"""
