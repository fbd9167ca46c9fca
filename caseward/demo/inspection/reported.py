"""The published report of a rebuilt inspection: our own sentences around the figures of the real one."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import actions, jobs
from caseward.inspection.reports.models import Draft, Edition, FactCheck, Report, SectionText
from caseward.inspection.results.models import Comparator
from caseward.shared.accounts.models import User

from .cases import moment
from .published import FOLDER, read


def load(name: str, *, comparator: Comparator, users: Mapping[str, User]) -> Edition:
    """Write, check and publish the report in a folder of published/ on the inspection that was rebuilt."""
    rebuilt = read(name)
    inspection = Inspection.objects.get(publication__isnull=False, provider__name=rebuilt.provider)
    published_at = inspection.publication.published_at
    report = Report.objects.create(
        inspection=inspection,
        comparator=comparator,
        started_at=moment(inspection.fieldwork_ends_on),
        started_by=users["lead"],
    )
    written_on = inspection.fieldwork_ends_on + timedelta(days=50)
    _write(report, FOLDER / f"report-{name}", users["lead"], written_on)
    _check_facts(report, users, written_on + timedelta(days=10))
    return jobs.publish_report(
        report=report, source="", note="", creation_key=uuid4(), by=users["publisher"], at=published_at
    )


def _write(report: Report, folder: Path, lead: User, on: date) -> None:
    for file in sorted(folder.glob("*.md")):
        text = file.read_text("utf-8")
        saved = {"text": text, "saved_at": moment(on), "saved_by": lead}
        section = SectionText.objects.create(report=report, section_code=file.stem, version=1, **saved)
        Draft.objects.create(section=section, number=1, **saved)


def _check_facts(report: Report, users: Mapping[str, User], on: date) -> None:
    """A factual accuracy check to which the provider had nothing to say."""
    check = actions.open_fact_check(
        report=report, due_on=on, creation_key=uuid4(), by=users["lead"], at=moment(on - timedelta(days=9))
    )
    done = {"submitted_by": users["publisher"], "closed_by": users["lead"]}
    FactCheck.objects.filter(pk=check.pk).update(submitted_at=moment(on), closed_at=moment(on), **done)
