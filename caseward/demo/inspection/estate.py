"""Everything that the demonstration of the inspection half holds, made once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from caseward.demo import accounts
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import ListedCase, SampledCase
from caseward.rules.sampling import reason_not_eligible
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import refuse_if

from . import (
    answers,
    case_lists,
    cases,
    followed_up,
    further,
    gathered,
    known_in_part,
    published,
    rebuilt,
    reported,
)

INVENTED = "Everything in this inspection is invented: the provider, the people and the cases."
FRAMEWORK = "crc-2019"
NEW_DATES = (case_lists.FIELDWORK_STARTS_ON, date(2026, 11, 27))
AVERAGES_KNOWN_ON = date(2019, 9, 1)
HALF_DONE = ("Harrow Fen CRC", "harrow-fen-crc")
HALF_DONE_CASES = {"case-supervision": 40, "unpaid-work": 20, "through-the-gate": 10}
BY_HAND = "A small demonstration sample, so that its cases can be read one by one."


def reasons_not_to_load() -> list[str]:
    """Invented people, whom anybody may sign in as, never come among real ones."""
    real = User.objects.filter(is_demonstration=False)
    if real.exists() and not User.objects.filter(is_demonstration=True).exists():
        return ["This database holds real accounts. Start the demonstration with a database of its own."]
    return []


@transaction.atomic
def load() -> None:
    """Make the accounts, the published results and two invented inspections; twice is once."""
    refuse_if(reasons_not_to_load())
    users = accounts.load()
    if Inspection.objects.exists():
        return
    for name in ("thames-valley-2018", "london-2019"):
        published.load(name, by=users["publisher"])
    averages = further.load_comparator(
        "all-crcs-2018-2019", by=users["analyst"], at=cases.moment(AVERAGES_KNOWN_ON)
    )
    known_in_part.load(by=users["publisher"], at=cases.moment(AVERAGES_KNOWN_ON))
    rebuilt.load("thames-valley-2019", users)
    followed_up.load(users)
    reported.load("thames-valley-2019", comparator=averages, users=users)
    _half_done(users)
    provider = accounts.organisation(*accounts.PROVIDER, Organisation.Kind.PROVIDER)
    new = cases.inspection_of(provider, FRAMEWORK, NEW_DATES, users, stage="sampling", note=INVENTED)
    gathered.load(new, "marlowe-vale", users)


def _half_done(users: Mapping[str, User]) -> None:
    """An inspection whose assessments are three quarters finished, with live ratings to look at."""
    provider = accounts.organisation(*HALF_DONE, Organisation.Kind.PROVIDER)
    inspection = cases.inspection_of(provider, FRAMEWORK, NEW_DATES, users, stage="assessment", note=INVENTED)
    for seed, (sample, number) in enumerate(HALF_DONE_CASES.items()):
        draw = cases.census(inspection, sample, _eligible(inspection, sample, number), users, BY_HAND)
        drawn = list(SampledCase.objects.filter(draw=draw).select_related("listed_case"))
        invented = answers.invent(inspection.framework, sample, drawn, percents={}, seed=seed, exact=False)
        cases.assess(inspection, invented[: 3 * number // 4], at=cases.moment(date(2026, 11, 19)))
    gathered.load(inspection, "harrow-fen", users)


def _eligible(inspection: Inspection, sample: str, number: int) -> list[ListedCase]:
    """The first eligible rows of the invented list of that sample."""
    rows = (_listed(row) for row in case_lists.FILES[f"{sample}.csv"]())
    framework_sample = inspection.framework.sample(sample)
    eligible = (
        row
        for row in rows
        if not reason_not_eligible(framework_sample, vars(row), inspection.fieldwork_starts_on)
    )
    return [row for row, _ in zip(eligible, range(number), strict=False)]


def _listed(row: case_lists.Row) -> ListedCase:
    values = {
        name: _day(value) if name.endswith("_on") or name == "date_of_birth" else value
        for name, value in vars(row).items()
    }
    return ListedCase(**values | {"organisation": HALF_DONE[0]})


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007 - a day has no zone
