"""Registers the app, and its sections on the pages of an inspection."""

from django.apps import AppConfig


class CaseAssessmentsConfig(AppConfig):
    """Inspectors answer the questions, case by case."""

    name = "caseward.inspection.case_assessments"
    label = "case_assessments"

    def ready(self) -> None:
        """Offer the lists and the tasks of reading cases to those who read them."""
        from caseward.inspection.inspections.policies import register_tie  # noqa: PLC0415 - needs the models
        from caseward.inspection.inspections.presenters import (  # noqa: PLC0415 - needs the models
            register_section,
            register_task,
        )

        from . import policies  # noqa: PLC0415 - needs the models
        from .presenters import lists  # noqa: PLC0415 - needs the models

        register_section(
            label="Cases",
            url_name="case_assessments:index",
            order=30,
            shown_to=lambda user, row: not policies.reasons_not_to_see_cases(user, row),
        )
        register_section(
            label="Second readings",
            url_name="case_assessments:second_readings",
            order=40,
            shown_to=lambda user, row: not policies.reasons_not_to_see_agreement(user, row),
        )
        register_task(lists.reading_task, order=60)
        register_task(lists.second_reading_task, order=70)
        register_tie(policies.ties_of_readings)
