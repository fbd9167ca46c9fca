"""Registers the app and its parts of a person's record."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Risk, needs and checks."""

    name = "caseward.casework.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Offer assessments and checks on every page about a person."""
        from caseward.casework.people.presenters import register_section  # noqa: PLC0415 - after all apps

        register_section(label="Assessments", url_name="assessments:index", order=50)
        register_section(label="Checks", url_name="assessments:checks", order=55)
