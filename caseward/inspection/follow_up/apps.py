"""Registers the app, its part of an inspection's pages, its link in the header and its part of a result."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    """Recommendations and what became of them."""

    name = "caseward.inspection.follow_up"
    label = "follow_up"

    def ready(self) -> None:
        """Offer recommendations to those who may see them."""
        from caseward.inspection.inspections import presenters  # noqa: PLC0415 - after every app is loaded
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - as above

        from . import policies  # noqa: PLC0415 - policies need the models
        from .presenters import plans, tasks  # noqa: PLC0415 - as above

        navigation.register("Follow-up", "follow_up:overall", when=policies.follows_up, order=30)
        slots.register("result_follow_up", plans.result_slot)
        presenters.register_section(
            label="Recommendations",
            url_name="follow_up:index",
            order=65,
            shown_to=policies.sees_recommendations,
        )
        presenters.register_task(tasks.writing_task, order=84)
        presenters.register_task(tasks.judging_task, order=86)
        presenters.register_task(tasks.publishing_task, order=120)
        presenters.register_task(tasks.plan_task, order=130)
