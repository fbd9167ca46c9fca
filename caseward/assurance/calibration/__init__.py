"""How well what the records say agrees with what people answered before they saw it.

Rules: rules/evidence_agreement.py, rules/evidence_range.py.
"""
