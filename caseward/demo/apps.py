"""Registers the demonstration's commands and its offer on an inspection's overview."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration."""

    name = "caseward.demo"
    label = "demo"

    def ready(self) -> None:
        """Fill the slot that overviews offer for help."""
        from caseward.shared.govuk import slots  # noqa: PLC0415 - views need the apps loaded

        from . import views  # noqa: PLC0415 - as above

        slots.register("inspection_help", views.help_with)
