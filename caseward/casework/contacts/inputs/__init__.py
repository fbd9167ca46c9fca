"""Rows as plain values for the rules."""
