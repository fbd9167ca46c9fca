"""The verbs of assessments, self-assessments and checks, by noun."""
