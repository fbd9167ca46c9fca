"""All published results side by side, for everyone: league tables, histories, counts, downloads.

It stores nothing: results are in results.
"""
