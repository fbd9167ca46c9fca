"""Registers the app, its place on an inspection's pages and its line in the task list."""

from django.apps import AppConfig


class SamplesConfig(AppConfig):
    """A case list comes in, a sample goes out."""

    name = "caseward.inspection.samples"
    label = "samples"

    def ready(self) -> None:
        """Offer the section on the pages of an inspection."""
        from caseward.inspection.inspections.policies import (  # noqa: PLC0415 - needs the models
            register_begun,
            register_tie,
        )
        from caseward.inspection.inspections.presenters import (  # noqa: PLC0415 - needs the models
            register_section,
            register_task,
        )

        from . import policies, presenters  # noqa: PLC0415 - needs the models

        register_tie(policies.ties_of_cases)
        register_begun(policies.begun_samples)
        register_task(presenters.list_task, order=30)
        register_task(presenters.draw_task, order=40)
        register_task(presenters.allocation_task, order=50)
        register_section(
            label="Samples",
            url_name="samples:index",
            order=20,
            shown_to=lambda user, inspection: not policies.reasons_not_to_see(user, inspection),
        )
