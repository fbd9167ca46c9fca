"""The report as its pages show it."""
