"""Registers the app, its part of a person's record, and what it knows of sentences and requirements."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Appointments and what happened."""

    name = "caseward.casework.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Offer contacts on every page about a person."""
        from caseward.casework.people.presenters import (  # noqa: PLC0415 - models must be loaded first
            register_section,
        )
        from caseward.shared.govuk import slots  # noqa: PLC0415 - as above

        from . import presenters  # noqa: PLC0415 - as above

        register_section(label="Contacts", url_name="contacts:index", order=30)
        slots.register("assessment_evidence", presenters.earlier_sentences_slot)
        slots.register("requirement_progress", presenters.progress_slot)
