"""Registers the app, its link in the header, and its parts of a person's record."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """Where the halves meet."""

    name = "caseward.assurance.readiness"
    label = "readiness"

    def ready(self) -> None:
        """Offer the link, the part of the record, and what stands beside the story of a case."""
        from caseward.casework.people import presenters  # noqa: PLC0415 - models must be loaded first
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - as above

        from . import policies  # noqa: PLC0415 - as above
        from .presenters.side import case_side  # noqa: PLC0415 - as above

        navigation.register("Readiness", "readiness:index", when=policies.sees_shares, order=35)
        presenters.register_section(
            label="Readiness", url_name="readiness:case", order=95, when=policies.sees_findings
        )
        slots.register("case_side", case_side)
