"""What pages and reports show of recommendations, plans and progress."""
