"""A published result that is being imported, as rows that a person confirms, and as values for the rules."""
