"""Registers the app, its place on an inspection's pages and its line in the task list."""

from django.apps import AppConfig


class SamplesConfig(AppConfig):
    """A case list comes in, a sample goes out."""

    name = "caseward.inspection.samples"
    label = "samples"

    def ready(self) -> None:
        """Offer the section on the pages of an inspection."""
        from caseward.inspection.inspections import presenters  # noqa: PLC0415 - needs the apps loaded

        from . import policies  # noqa: PLC0415

        presenters.register_section(
            label="Samples",
            url_name="samples:index",
            order=20,
            shown_to=lambda user, inspection: not policies.reasons_not_to_see(user, inspection),
        )
