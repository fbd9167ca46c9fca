"""Who is inspected, under which framework, when and by whom; and the stage each inspection is in.

It is not about cases: those begin in samples. Rule file: rules/stages.py.
"""
