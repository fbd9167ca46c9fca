"""Registers the app and its part of a person's record."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """What managers ask for and see done."""

    name = "caseward.casework.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Be a part of the record."""
        from caseward.casework.people import presenters  # noqa: PLC0415 - models must be loaded first

        presenters.register_section(label="Oversight", url_name="oversight:index", order=90)
