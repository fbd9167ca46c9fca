"""What was found in a case, and how many cases show it, as pages draw them."""
