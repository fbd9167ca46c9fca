"""Demonstration data of the inspection half: published results, one inspection at each stage."""
