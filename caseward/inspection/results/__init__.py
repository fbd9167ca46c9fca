"""Every decided result as data: ours and those published elsewhere; public.

It is not how a rating came to be decided: that is ratings.
"""
