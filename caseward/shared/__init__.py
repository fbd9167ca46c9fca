"""What both halves stand on: accounts, organisations, audit, pages and files."""
