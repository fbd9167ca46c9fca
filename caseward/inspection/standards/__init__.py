"""Shows the published frameworks, and says which ones this installation knows.

It holds no tables: frameworks are files. Rule files: rules/framework.py, rules/framework_files.py.
"""
