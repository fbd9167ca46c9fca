"""Half two: supervising people on probation, in the order of a sentence."""
