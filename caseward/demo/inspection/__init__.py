"""Demonstration data of the inspection half: accounts, published results, one inspection at each stage."""
