"""Registers the app, its check of the frameworks and its link in the header."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """Shows the frameworks."""

    name = "caseward.inspection.standards"
    label = "standards"

    def ready(self) -> None:
        """Connect the check and the link."""
        from caseward.shared.govuk import navigation  # noqa: PLC0415 - the settings must be read first

        from . import checks  # noqa: F401, PLC0415 - importing registers the check

        navigation.register("Frameworks", "standards:index", order=60)
