"""What may leave the timetable and the quotations. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.inspection.fieldwork.models import Activity, ActivityNote, Quotation, Source
from caseward.inspection.fieldwork.policies import access, cited

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_cancel(user: "Viewer", activity: Activity) -> list[str]:
    """An activity at which something was heard stays, with what was heard."""
    reasons = access.reasons_not_to_write(user, activity.inspection)
    if ActivityNote.objects.filter(activity=activity).exists() or activity.quotations.exists():
        reasons.append("Something was noted of this activity, so it stays in the timetable.")
    return reasons + cited.reasons_to_keep(activity.inspection, Source.ACTIVITY, activity.pk)


def reasons_not_to_delete(user: "Viewer", quotation: Quotation) -> list[str]:
    """A quotation on which a judgement rests stays."""
    reasons = access.reasons_not_to_write(user, quotation.inspection)
    return reasons + cited.reasons_to_keep(quotation.inspection, Source.QUOTATION, quotation.pk)
