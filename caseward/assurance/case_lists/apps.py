"""Registers the app, its place in the navigation and its offer to whoever sends a list to an inspection."""

from django.apps import AppConfig


class CaseListsConfig(AppConfig):
    """Where the halves meet."""

    name = "caseward.assurance.case_lists"
    label = "case_lists"

    def ready(self) -> None:
        """Offer the page to those who make lists, and fill the slot on the page that takes them."""
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - needs the models

        from . import policies, presenters  # noqa: PLC0415 - needs the models

        navigation.register("Case lists", "case_lists:index", when=policies.makes_lists, order=60)
        slots.register("send_case_list", presenters.draw_offer)
