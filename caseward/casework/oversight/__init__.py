"""What a manager says about a case, asks for, and sees done: an action is closed only when verified.

It is not the officer's own work, nor allocation.
"""
