"""The verbs of gathering evidence, by noun."""
