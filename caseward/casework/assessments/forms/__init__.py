"""What is typed in on the pages of assessments, self-assessments and checks, by noun."""
