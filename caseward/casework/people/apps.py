"""Registers the app and the navigation of a person's pages."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People on probation."""

    name = "caseward.casework.people"
    label = "people"

    def ready(self) -> None:
        """Fill the slots of the pages about one person, and offer this app's own part."""
        from caseward.shared.govuk import slots  # noqa: PLC0415 - models must be loaded first

        from . import presenters  # noqa: PLC0415 - as above

        slots.register("record_banner", presenters.joined_slot)
        slots.register("record_sections", presenters.sections_slot)
        presenters.register_section(label="Details", url_name="people:details", order=80)
