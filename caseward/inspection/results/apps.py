"""Registers the app under its short name, its link in the header and its part of the start page."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Decided results as data."""

    name = "caseward.inspection.results"
    label = "results"

    def ready(self) -> None:
        """Offer the public results to everybody."""
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - after every app is loaded

        from . import views  # noqa: PLC0415 - views need the models

        navigation.register("Results", "results:index", order=90)
        slots.register("home.public", views.latest)
