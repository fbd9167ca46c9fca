"""What is to be done: goals, actions, contingencies, how often to meet; and the reviews that change it.

It is not the sessions themselves (contacts). Rules: rules/contact_levels.py, rules/reviews.py.
"""
