"""Registers the app and its part of a person's pages."""

from django.apps import AppConfig


class SentencesConfig(AppConfig):
    """What a court ordered."""

    name = "caseward.casework.sentences"
    label = "sentences"

    def ready(self) -> None:
        """Offer the sentences of a person."""
        from caseward.casework.people import presenters  # noqa: PLC0415 - models must be loaded first

        presenters.register_section(label="Sentence", url_name="sentences:index", order=70)
