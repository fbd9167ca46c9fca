"""Registers the app."""

from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """Who supervises whom."""

    name = "caseward.casework.allocation"
    label = "allocation"
