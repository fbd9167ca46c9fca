"""Registers the app under its short name, and its sections and tasks of the pages about one inspection."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The published report."""

    name = "caseward.inspection.reports"
    label = "reports"

    def ready(self) -> None:
        """Offer the report to those who work on it, and the draft to the provider that checks its facts."""
        from caseward.inspection.inspections import presenters  # noqa: PLC0415 - after every app is loaded
        from caseward.shared.govuk import slots  # noqa: PLC0415 - as above

        from . import policies  # noqa: PLC0415 - policies need the models
        from .presenters import on_result, tasks  # noqa: PLC0415 - needs the models

        presenters.register_section(
            label="Report", url_name="reports:index", order=75, shown_to=policies.sees_report
        )
        presenters.register_section(
            label="Factual accuracy check",
            url_name="reports:provider_check",
            order=75,
            shown_to=policies.sees_fact_check,
        )
        presenters.register_task(tasks.writing_task, order=95)
        presenters.register_task(tasks.fact_check_task, order=96)
        presenters.register_task(tasks.publishing_task, order=111)
        slots.register("result_report", on_result.result_report)
