"""How assessments, self-assessments and checks are laid out on pages, by noun."""
