"""What is typed in while evidence is gathered, by noun."""
