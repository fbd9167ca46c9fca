"""Registers the app under its short name, and its sections of the pages about one inspection."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Calculated ratings, proposals and decisions."""

    name = "caseward.inspection.ratings"
    label = "ratings"

    def ready(self) -> None:
        """Offer the ratings to those who may see them."""
        from caseward.inspection.inspections import presenters  # noqa: PLC0415 - after every app is loaded
        from caseward.shared.govuk import slots  # noqa: PLC0415 - as above

        from . import policies  # noqa: PLC0415 - policies need the models
        from .presenters import evidence, tasks  # noqa: PLC0415 - needs the models

        sections = [
            ("Ratings", "ratings:index", 50, policies.sees_ratings),
            ("Proposals", "ratings:proposals", 60, policies.sees_proposals),
            ("Panel", "ratings:panel", 70, policies.sees_panel),
            ("Publish", "ratings:publish", 80, policies.sees_publication),
        ]
        for label, url_name, order, shown_to in sections:
            presenters.register_section(label=label, url_name=url_name, order=order, shown_to=shown_to)
        slots.register("key_question_evidence", evidence.case_figures_slot)
        presenters.register_task(tasks.closing_task, order=80)
        presenters.register_task(tasks.proposing_task, order=90)
        presenters.register_task(tasks.deciding_task, order=100)
        presenters.register_task(tasks.publishing_task, order=110)
