"""A draft as the person who checks it sees it: its parts, what does not fit, what could not be read."""

from typing import Any

from caseward.inspection.results.inputs.draft_parts import Part, parts_of
from caseward.inspection.results.inputs.draft_ratings import standing, warnings_of
from caseward.inspection.results.inputs.draft_rows import lacking, loaded
from caseward.inspection.results.inputs.imported import reasons_not_confirmed
from caseward.inspection.results.models import ImportDraft, Result

MOST_SHOWN = 5


def draft_page(draft: ImportDraft) -> dict[str, Any]:
    """Everything that the page of one draft shows."""
    return {
        "draft": draft,
        "parts": [(part, part.code in draft.confirmed, _hint(part)) for part in parts_of(draft)],
        "warnings": _warnings(draft),
        "lacking": lacking(draft.reading, draft.framework),
        "reasons": reasons_not_confirmed(draft),
        "counts": _counts(draft),
        "already": _already(draft),
    }


def part_of(draft: ImportDraft, code: str) -> Part | None:
    """The part of that code; None where the draft has none."""
    return next((part for part in parts_of(draft) if part.code == code), None)


def next_part(draft: ImportDraft, after: str) -> str | None:
    """The part to confirm next: the first behind this one, else any, that is not confirmed."""
    codes = [part.code for part in parts_of(draft)]
    place = codes.index(after) + 1 if after in codes else 0
    ordered = codes[place:] + codes[:place]
    return next((code for code in ordered if code not in draft.confirmed), None)


def _hint(part: Part) -> str:
    absent = sum(1 for row in part.rows if row.needed and not row.value and not row.is_left_out)
    typed = sum(1 for row in part.rows if row.is_by_hand)
    out = sum(1 for row in part.rows if row.is_left_out)
    said = [
        f"{number} {words}"
        for number, words in ((absent, "to type in"), (typed, "typed by a person"), (out, "left out"))
        if number
    ]
    whole = sum(1 for row in part.rows if row.needed)
    return "; ".join([f"{whole} read" if whole and not absent else "", *said]).strip("; ")


def _warnings(draft: ImportDraft) -> list[str]:
    framework = draft.framework
    if framework is None or not draft.rows:
        return []
    rows = {section: loaded(part) for section, part in draft.rows.items()}
    return warnings_of(standing(framework, rows))


def _already(draft: ImportDraft) -> list[Result]:
    """What is public of this provider under this framework, so that nobody records it again unawares."""
    if draft.result_id:
        return []
    same = Result.objects.filter(provider__name__iexact=draft.about["provider"])
    return list(same.filter(framework_code=draft.framework_code)[:MOST_SHOWN])


def _counts(draft: ImportDraft) -> list[tuple[str, int]]:
    """How much a result of another installation brings."""
    if draft.kind != ImportDraft.Kind.RESULT:
        return []
    names = ("standards", "questions", "groups", "facts", "recommendations")
    labels = ("Ratings of standards", "Questions", "Figures of groups", "Further figures", "Recommendations")
    return [(label, len(draft.reading[name])) for label, name in zip(labels, names, strict=True)]
