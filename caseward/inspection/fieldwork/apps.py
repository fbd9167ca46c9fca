"""Registers the app, and its section and tasks on the pages of an inspection."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Evidence beyond the cases."""

    name = "caseward.inspection.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        """Offer the evidence to those who gather it, and to the provider what it is asked for."""
        from caseward.inspection.inspections.presenters import (  # noqa: PLC0415 - needs the models
            register_section,
            register_task,
        )

        from .policies import access  # noqa: PLC0415 - needs the models
        from .presenters import areas, key_questions  # noqa: PLC0415 - needs the models

        register_section(
            label="Evidence",
            url_name="fieldwork:index",
            order=45,
            shown_to=lambda user, row: not access.reasons_not_to_read_what_is_asked(user, row),
        )
        register_task(areas.asking_task, order=30)
        register_task(areas.answering_task, order=35)
        register_task(key_questions.citing_task, order=75)
