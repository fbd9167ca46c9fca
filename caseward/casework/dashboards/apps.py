"""Registers the app, its links in the header and its parts of a person's pages."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Homes, the case page and what is due."""

    name = "caseward.casework.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        """Offer links, parts of a person’s pages, the line of risk, what cover brings, and what is due."""
        from caseward.casework.people import policies, presenters  # noqa: PLC0415 - models must be loaded first
        from caseward.casework.tasks.policies import register_duties  # noqa: PLC0415 - as above
        from caseward.shared.govuk import navigation, slots  # noqa: PLC0415 - as above

        from .inputs.kinds import is_open  # noqa: PLC0415 - as above
        from .presenters.banner import banner  # noqa: PLC0415 - as above
        from .presenters.covers import cover_slot  # noqa: PLC0415 - as above

        works, leads = policies.works_with_people, policies.leads
        navigation.register("My work", "dashboards:home", when=works, order=10)
        navigation.register("Find a person", "people:search", when=policies.reads_the_caseload, order=20)
        navigation.register("Team", "dashboards:team_cases", when=leads, order=30)
        presenters.register_section(label="Overview", url_name="dashboards:case", order=10)
        presenters.register_section(label="Timeline", url_name="dashboards:timeline", order=20)
        slots.register("record_banner", banner)
        slots.register("cover_caseload", cover_slot)
        register_duties(is_open)
