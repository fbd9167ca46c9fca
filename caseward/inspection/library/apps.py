"""Registers the app under its short name, and its link in the header."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Published results side by side."""

    name = "caseward.inspection.library"
    label = "library"

    def ready(self) -> None:
        """Offer the league tables to everybody."""
        from caseward.shared.govuk import navigation  # noqa: PLC0415 - after every app is loaded

        navigation.register("Compare providers", "library:index", order=95)
