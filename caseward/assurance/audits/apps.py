"""Registers the app, its part of an audit’s pages and its link in the header."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """A provider audits its own cases, and follows what it found to its end."""

    name = "caseward.assurance.audits"
    label = "audits"

    def ready(self) -> None:
        """Offer the result on the pages of an audit, and actions beside its cases and in the header."""
        from caseward.inspection.inspections.presenters import (  # noqa: PLC0415 - needs the models
            register_section,
            register_task,
        )
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - as above

        from . import policies, presenters  # noqa: PLC0415 - as above

        register_section(label="Result", url_name="audits:result", order=50, shown_to=policies.sees_result)
        register_task(presenters.closing_task, order=90)
        slots.register("case_records", presenters.case_slot)
        navigation.register("Audit actions", "audits:actions", when=policies.follows_actions, order=45)
