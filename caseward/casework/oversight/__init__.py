"""What a manager or an auditor says about a case, asks for, and sees done: closed only when verified.

It is not the officer's own work, nor allocation.
"""
