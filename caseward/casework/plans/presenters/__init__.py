"""A plan at a glance, two versions side by side, a review."""
