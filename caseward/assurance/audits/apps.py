"""Registers the app, its part of an audit’s pages and its link on the list of audits."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """A provider audits its own cases, and follows what it found to its end."""

    name = "caseward.assurance.audits"
    label = "audits"

    def ready(self) -> None:
        """Offer the result on the pages of an audit, its actions beside its cases and above the list."""
        from caseward.inspection.inspections.presenters import (  # noqa: PLC0415 - needs the models
            register_section,
            register_task,
        )
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - as above

        from . import policies, presenters  # noqa: PLC0415 - as above

        register_section(label="Result", url_name="audits:result", order=50, shown_to=policies.sees_result)
        register_task(presenters.closing_task, order=90)
        slots.register("case_records", presenters.case_slot)
        slots.register("inspections_list", presenters.actions_slot)
        navigation.place_under("audits", "inspections:index")
