"""What other pages say of the work of a colleague who is away."""

from typing import TYPE_CHECKING

from django.urls import reverse
from markupsafe import Markup

from caseward.casework.dashboards import policies
from caseward.casework.people.models import Cover

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

LINK = Markup(
    '<p class="govuk-body"><a class="govuk-link" href="{}">What falls due in this time'
    '<span class="govuk-visually-hidden"> in the cases of {}</span></a></p>'
)


def cover_slot(*, cover: Cover, user: "Viewer") -> str:
    """A link to what falls due meanwhile; the list itself would be asked for once a cover."""
    if policies.reasons_not_to_see_cover(user, cover):
        return ""
    return LINK.format(reverse("dashboards:cover", kwargs={"cover_id": cover.pk}), cover.away)
