"""Duties, the day, the team, the case and its timeline, as pages draw them."""
