"""Registers the app and its part of a person's record."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Goals, actions and reviews."""

    name = "caseward.casework.plans"
    label = "plans"

    def ready(self) -> None:
        """Offer the plan on every page about a person."""
        from caseward.casework.people import presenters  # noqa: PLC0415 - models must be loaded first

        presenters.register_section(label="Plan", url_name="plans:index", order=40)
