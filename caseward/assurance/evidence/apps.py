"""Registers the app, what it fills on the pages of readings, and that rights end when cases move."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """What the records say, beside each question."""

    name = "caseward.assurance.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Stand beside the questions, and follow the cases of a sample."""
        from caseward.assurance.readiness.policies import register_veil  # noqa: PLC0415 - needs the models
        from caseward.inspection.inspections.policies import (  # noqa: PLC0415 - as above
            register_following,
        )
        from caseward.inspection.inspections.presenters import (  # noqa: PLC0415 - needs the models
            register_section,
        )
        from caseward.inspection.samples.policies import register_leaving  # noqa: PLC0415 - as above
        from caseward.shared.govuk import slots  # noqa: PLC0415 - as above

        from . import actions, policies, presenters  # noqa: PLC0415 - as above

        slots.register("above_questions", presenters.above_questions)
        slots.register("case_records", presenters.case_records)
        slots.register_each("beside_question", presenters.beside_questions)
        register_leaving(actions.end_rights)
        register_following(actions.end_rights_of_leavers)
        register_veil(policies.people_read_blind)
        register_section(
            label="Provider’s records",
            url_name="evidence:files",
            order=25,
            shown_to=lambda user, inspection: not policies.reasons_not_to_see_files(user, inspection),
        )
