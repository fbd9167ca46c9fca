"""Users, the role each account has, and sign-in.

What a user may do to one inspection is the inspection's own team list, not an account role.
"""
