"""Pages of audits, one file a part: their result, and what they ask for."""
