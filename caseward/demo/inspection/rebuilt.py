"""A real inspection rebuilt case by case: the cases are invented, the totals are the published ones."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import ListedCase, SampledCase
from caseward.shared.accounts.models import User

from . import answers, cases, deciding, evidence, further, gathered, published

NOT_PUBLISHED = "The report gives the size of the sample; the population it was drawn from is not published."

YOUNGEST = date(2001, 3, 1)


def load(name: str, users: Mapping[str, User]) -> Inspection:
    """Rebuild the published inspection of that name from invented cases, up to its public result."""
    report = published.read(name)
    assert report.fieldwork_starts_on and report.fieldwork_ends_on  # noqa: S101 - the file gives both
    dates = (report.fieldwork_starts_on, report.fieldwork_ends_on)
    inspection = cases.inspection_of(
        report.organisation(), report.framework, dates, users, stage="assessment", note=report.note
    )
    lists = {
        "case-supervision": _supervised(dates[0]),
        "unpaid-work": _with_unpaid_work(dates[0]),
        "through-the-gate": _released(dates[0]),
    }
    for number, (sample, listed) in enumerate(lists.items()):
        draw = cases.census(inspection, sample, list(listed), users, NOT_PUBLISHED)
        invented = answers.invent(
            inspection.framework,
            sample,
            SampledCase.objects.filter(draw=draw).select_related("listed_case"),
            percents=report.percent,
            seed=number,
            exact=True,
        )
        cases.assess(inspection, invented, at=cases.moment(dates[1]))
    evidence.load(inspection, report, users)
    gathered.load(inspection, name, users)
    deciding.decide_and_publish(inspection, report, users)
    further.add(inspection.publication.result, report.facts, by=users["publisher"])
    return inspection


def _supervised(fieldwork: date) -> Iterator[ListedCase]:
    """100 cases: 62 community sentences, 38 after release; 79 with factors of harm, 21 without."""
    chance = random.Random(100)  # noqa: S311 - invented data, not a secret
    sentences = ["community"] * 62 + ["licence"] * 38
    harm = ["low"] * 21 + ["medium"] * 67 + ["high"] * 12
    chance.shuffle(harm)
    for number, (sentence, level) in enumerate(zip(sentences, harm, strict=True), 1):
        began = fieldwork - timedelta(days=chance.randint(182, 213))
        case = _case(chance, f"CS{number:03d}", sentence, level)
        case.sentence_started_on = began if sentence == "community" else began - timedelta(days=200)
        case.released_on = began if sentence == "licence" else None
        yield case


def _with_unpaid_work(fieldwork: date) -> Iterator[ListedCase]:
    """35 cases whose unpaid work began at least three months before the fieldwork."""
    chance = random.Random(35)  # noqa: S311 - invented data, not a secret
    for number in range(1, 36):
        case = _case(chance, f"UW{number:03d}", "community", chance.choice(("low", "medium")))
        case.requirement_started_on = fieldwork - timedelta(days=chance.randint(92, 300))
        yield case


def _released(fieldwork: date) -> Iterator[ListedCase]:
    """14 cases released over four weeks shortly before the fieldwork."""
    chance = random.Random(14)  # noqa: S311 - invented data, not a secret
    for number in range(1, 15):
        case = _case(chance, f"TG{number:03d}", "licence", "medium")
        case.released_on = fieldwork - timedelta(days=chance.randint(15, 42))
        case.prison = chance.choice(("HMP Ashdene", "HMP Coldharbour"))
        yield case


def _case(chance: random.Random, reference: str, sentence: str, harm: str) -> ListedCase:
    return ListedCase(
        case_reference=reference,
        organisation="Invented",
        delivery_unit=chance.choice(("North", "South", "West")),
        office=chance.choice(("Office A", "Office B", "Office C", "Office D")),
        officer_reference=f"OF{chance.randint(1, 60):03d}",
        officer_grade=chance.choices(("PO", "PSO"), (45, 55))[0],
        sex=chance.choices(("male", "female"), (80, 20))[0],
        ethnicity=chance.choices(("white", "black", "asian", "mixed", "other"), (74, 10, 9, 5, 2))[0],
        disability=chance.choices(("no", "yes"), (60, 40))[0],
        date_of_birth=YOUNGEST - timedelta(days=chance.randint(0, 16000)),
        sentence_type=sentence,
        risk_of_serious_harm=harm,
    )
