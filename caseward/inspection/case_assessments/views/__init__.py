"""Pages of cases, readings, notes and second readings."""
