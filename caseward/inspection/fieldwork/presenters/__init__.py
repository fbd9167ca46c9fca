"""How evidence is laid out, by noun."""
