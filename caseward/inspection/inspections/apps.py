"""Registers the app, its place in the header, the overview and the tasks of setting up."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Who is inspected, when, by whom."""

    name = "caseward.inspection.inspections"
    label = "inspections"

    def ready(self) -> None:
        """Fill the layout's slot for sections, the overview being the first of them."""
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - models must be loaded first

        from . import policies, presenters  # noqa: PLC0415 - needs the models

        slots.register("inspection_sections", presenters.sections_slot)
        navigation.register(
            "Inspections", "inspections:index", when=policies.works_with_inspections, order=20
        )
        navigation.register("Internal audits", "inspections:index", when=policies.works_with_audits, order=40)
        presenters.register_section(
            label="Overview", url_name="inspections:overview", order=10, shown_to=lambda _user, _row: True
        )
        for order, make_task in presenters.setting_up_tasks():
            presenters.register_task(make_task, order=order)
