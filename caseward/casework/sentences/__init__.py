"""What a court ordered: orders, licences, requirements, conditions and transfers.

It is not what is planned or done under them.
Rules: rules/sentence_dates.py, rules/activity_days.py, rules/unpaid_work.py.
"""
