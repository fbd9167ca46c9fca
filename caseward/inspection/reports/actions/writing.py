"""Writing a section: whoever holds its pen saves, and every save is kept as a draft."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from caseward.inspection.reports import policies
from caseward.inspection.reports.models import Draft, Pen, PenTakeover, Report, SectionText
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import refuse_if, save_if_unchanged


@transaction.atomic
def take_pen(*, report: Report, code: str, note: str = "", by: User, at: datetime) -> SectionText:
    """Take the pen of a section; from somebody who still holds it only with a note, which is kept."""
    refuse_if(policies.reasons_not_to_write(by, report.inspection))
    section = _held(report, code)
    refuse_if(policies.reasons_not_to_take_pen(by, section, note=note, at=at))
    holder = policies.holder_of(section, at)
    if holder is not None and holder != by:
        PenTakeover.objects.create(section=section, taken_from=holder, note=note, taken_at=at, taken_by=by)
    Pen.objects.update_or_create(section=section, defaults={"held_by": by, "held_at": at})
    audit.record(
        action="took_pen", subject=section, by=by, section=code, taken_from=holder.pk if holder else None
    )
    return section


@transaction.atomic
def give_back_pen(*, section: SectionText, by: User, at: datetime) -> None:
    """Let others write the section."""
    refuse_if(policies.reasons_not_to_give_back(by, section, at))
    Pen.objects.filter(section=section).delete()
    audit.record(action="gave_back_pen", subject=section, by=by, section=section.section_code)


@transaction.atomic
def save_text(*, section: SectionText, text: str, version: int, by: User, at: datetime) -> Draft | None:
    """Save the text of a section and keep it as a draft; nothing is kept where nothing changed."""
    refuse_if(policies.reasons_not_to_save(by, section, at))
    before, section.text = section.text, text.replace("\r\n", "\n")
    section.saved_at, section.saved_by = at, by
    save_if_unchanged(section, version=version, fields=["text", "saved_at", "saved_by"])
    Pen.objects.filter(section=section).update(held_at=at)
    if section.text == before:
        return None
    last = section.drafts.aggregate(last=Max("number"))["last"] or 0
    draft = Draft.objects.create(
        section=section, number=last + 1, text=section.text, saved_at=at, saved_by=by
    )
    audit.record(
        action="saved_section", subject=section, by=by, section=section.section_code, draft=draft.number
    )
    return draft


def _held(report: Report, code: str) -> SectionText:
    """The row of a section, held so that two who take its pen at once do so one after the other."""
    section, _ = SectionText.objects.get_or_create(report=report, section_code=code)
    section = SectionText.objects.select_for_update().get(pk=section.pk)
    section.report = report
    return section
