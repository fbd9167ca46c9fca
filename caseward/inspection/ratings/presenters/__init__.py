"""What pages of ratings show beyond what a model gives, one file a kind of page."""
