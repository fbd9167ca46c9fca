"""Public results for tests."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from caseward.inspection.results.actions import (
    About,
    DecidedStandard,
    PrintedAverage,
    QuestionFigure,
    SetOfInspections,
    create_comparator,
    keep_draft,
    record_result,
)
from caseward.inspection.results.models import Comparator, ImportDraft, Result
from caseward.inspection.results.readers.sent_files import SentFile
from caseward.inspection.standards import readers as standards
from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Organisation
from tests.factories import accounts, organisations

FRAMEWORK = "crc-2019"
# The published standards and key questions of Thames Valley, round two.
INDICATIVE = {
    **dict.fromkeys(["1.1", "1.2", "1.3", "1.4", "2.1", "4.1", "4.2"], "good"),
    "2.2": "requires_improvement",
    "2.3": "inadequate",
    "2.4": "inadequate",
}
FINAL = INDICATIVE | {"2.2": "good", "4.2": "outstanding"}
REASON = "Planning was close to the edge and the other questions were well above it."


def publisher() -> User:
    """The publisher's account, made the first time it is asked for."""
    return User.objects.with_role(Role.PUBLISHER).first() or accounts.account(Role.PUBLISHER)


def decided_standards() -> list[DecidedStandard]:
    """The ten standards as they were decided, two of them moved by the panel."""
    return [
        DecidedStandard(
            code,
            INDICATIVE[code],
            FINAL[code],
            ground="discretion" if INDICATIVE[code] != FINAL[code] else "confirmed",
            reason=REASON if INDICATIVE[code] != FINAL[code] else "",
            decided_by=("2.2.3",) if code == "2.2" else (),
        )
        for code in sorted(FINAL)
    ]


def result(
    *figures: QuestionFigure,
    slug: str = "northshire-2019",
    provider: Organisation | None = None,
    **changes: Any,
) -> Result:
    """One recorded result; `changes` are arguments of the action."""
    arguments: dict[str, Any] = {
        "framework": standards.framework(FRAMEWORK),
        "provider": provider or organisations.provider(),
        "about": About(slug=slug, title="Northshire Probation, August 2019", source="Decided for a test"),
        "standards": decided_standards(),
        "questions": list(figures),
        "creation_key": uuid4(),
        "by": publisher(),
        "on": date(2020, 1, 21),
    }
    return record_result(**(arguments | changes))


def comparator(*averages: PrintedAverage, title: str = "All providers", **changes: Any) -> Comparator:
    """One named set of inspections; `changes` are fields of what it is made of."""
    made_of = {"description": "Every inspection of the round.", "framework_code": FRAMEWORK, **changes}
    return create_comparator(
        made_of=SetOfInspections(title=title, averages=averages, **made_of),
        creation_key=uuid4(),
        by=publisher(),
        at=timezone.now(),
    )


def import_draft(number: int = 0, **changes: Any) -> ImportDraft:
    """One small published report as it was read; `changes` are keys of the reading."""
    reading = {
        "provider": "Ashmere Community Rehabilitation Company",
        "framework": FRAMEWORK,
        "ratings": FINAL | {"overall": "good"},
        "score": 17,
        "percent": {"2.1.1": 65},
        "unreadable": ["2.1.2"],
        "sources": {"2.1.1": {"line": 12, "text": f"Engaging the person: {number}, 65%"}},
        **changes,
    }
    file = SentFile("report", f"report-{number}.txt", str(number).encode(), "A report.", reading, FRAMEWORK)
    return keep_draft(sent=file, creation_key=uuid4(), by=publisher(), at=timezone.now())
