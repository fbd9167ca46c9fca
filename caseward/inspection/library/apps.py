"""Registers the app under its short name."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Published results side by side."""

    name = "caseward.inspection.library"
    label = "library"
