"""What the pages show: lists of cases, readings question by question, second readings beside first ones."""
