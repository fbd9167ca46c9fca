"""Registers the app, its link in the header, and what it says on pages that show findings."""

from django.apps import AppConfig


class CalibrationConfig(AppConfig):
    """Where the halves meet."""

    name = "caseward.assurance.calibration"
    label = "calibration"

    def ready(self) -> None:
        """Offer the link, the note beside each check, and the range of a key question."""
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - models must be loaded first

        from . import policies  # noqa: PLC0415 - as above
        from .presenters import notes, ranges  # noqa: PLC0415 - as above

        navigation.register("Calibration", "calibration:index", when=policies.is_led_there, order=37)
        navigation.place_under("calibration", "readiness:index")
        slots.register("about_readiness", notes.to_calibration)
        slots.register_each("check_agreement", notes.check_agreement)
        slots.register_each("check_agreement_in_full", notes.check_agreement_in_full)
        slots.register("key_question_range", ranges.key_question_range)
