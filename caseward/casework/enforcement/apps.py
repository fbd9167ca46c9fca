"""Registers the app and what it adds to pages of the apps below."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """What follows from a failure."""

    name = "caseward.casework.enforcement"
    label = "enforcement"

    def ready(self) -> None:
        """Be a part of the record, follow an outcome, fill slots of contacts and assessments."""
        from caseward.casework.contacts import presenters as contacts  # noqa: PLC0415 - models must be loaded first
        from caseward.casework.people import presenters as people  # noqa: PLC0415 - as above
        from caseward.shared.govuk import slots  # noqa: PLC0415 - as above

        from . import presenters  # noqa: PLC0415 - as above

        people.register_section(label="Enforcement", url_name="enforcement:index", order=60)
        contacts.register_next_step(presenters.next_step)
        slots.register("contact_follow_up", presenters.follow_up_slot)
        slots.register("assessment_evidence", presenters.breaches_slot)
