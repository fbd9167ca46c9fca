"""My day, the case page and its timeline, what is due, my team: what the apps below know, side by side.

It holds no rows of its own. What is due is a question that each app asks of its own tables;
inputs.py lists them.
"""
