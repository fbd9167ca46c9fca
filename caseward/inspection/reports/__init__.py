"""The report of an inspection: its text, its live figures, its checker, its editions.

It is not the result as data: that is a row in results. Rules: rules/wording/.
"""
