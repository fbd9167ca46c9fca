"""What the rows of every app share: scope, version check, creation key, refusals, progress.

It is not a base for behaviour: each app's verbs stay in its own actions.
"""
