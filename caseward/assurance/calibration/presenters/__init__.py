"""How well each check agrees with people, and between which shares their answers would fall."""
