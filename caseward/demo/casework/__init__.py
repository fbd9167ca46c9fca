"""The invented estate: people on probation, their officers and their records, all from one seed.

A person's record follows from the seed, the number of the case and the day on which the estate stands, and
from nothing else; so a larger estate is only more of the same, made batch by batch.
"""
