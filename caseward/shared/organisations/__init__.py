"""Providers of probation services and the inspectorates that judge them.

Places inside a provider (regions, delivery units, offices) come with the record.
"""
