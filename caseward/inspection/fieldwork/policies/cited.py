"""What a standing citation rests on stays where it is. Empty lists mean that it may go."""

from caseward.inspection.fieldwork.models import Citation, Source
from caseward.inspection.inspections.models import Inspection


def reasons_to_keep(inspection: Inspection, source: Source, row_id: int) -> list[str]:
    """Why a row of evidence stays: a key question cites it."""
    resting = Citation.objects.standing().filter(inspection=inspection, source=source, source_key=str(row_id))
    if resting.exists():
        return ["A key question cites this, so it stays. Withdraw the citation first."]
    return []
