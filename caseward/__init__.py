"""Caseward: probation work recorded, and probation work judged."""
