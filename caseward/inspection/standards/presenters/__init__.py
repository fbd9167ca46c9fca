"""What pages say about frameworks, and the pages of docs/rules."""
