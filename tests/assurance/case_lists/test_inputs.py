"""The caseload as a case list: who is on it, what each column says, and the same found a slow second way."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.assurance.case_lists import policies, writers
from caseward.assurance.case_lists.inputs import Listing
from caseward.casework.allocation.models import Post
from caseward.casework.assessments.models import Assessment
from caseward.casework.people.models import Circumstance, Person
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.inspection.samples.readers import read
from caseward.rules.columns import load_columns
from caseward.rules.framework import Sample
from caseward.rules.sampling import reason_not_eligible
from tests.factories import case_lists, people, sentences
from tests.factories.accounts import Cast
from tests.factories.case_lists import FIELDWORK, IN_WINDOW, Provider

pytestmark = pytest.mark.django_db

SAMPLES = ("case-supervision", "unpaid-work", "through-the-gate")
AFTER = (Sentence.Kind.LICENCE, Sentence.Kind.POST_SENTENCE_SUPERVISION)
TYPES = {
    "community_order": "community",
    "suspended_sentence_order": "suspended",
    "licence": "licence",
    "post_sentence_supervision": "post_sentence",
}


@pytest.fixture
def ours(cast: Cast) -> Provider:
    return case_lists.provider(cast)


def file_of(listing: Listing) -> bytes:
    return writers.list_csv(listing.sample, listing.rows)


def row_of(listing: Listing, number: int = 0) -> dict[str, Any]:
    return dict(zip(listing.headings, listing.rows[number], strict=True))


def test_the_caseload_can_fill_every_column_that_a_list_may_have() -> None:
    assert set(policies.HELD) == {column.code for column in load_columns()}


def test_a_row_holds_what_the_sample_asks_for_in_its_order(ours: Provider) -> None:
    person = case_lists.case(ours.officer, ethnicity="not_said")
    Circumstance.objects.create(
        person=person,
        kind="learning",
        told="Reads slowly",
        recorded_at=case_lists.AT,
        recorded_by=ours.officer,
    )
    listing = case_lists.listing(ours)
    assert listing.headings == listing.sample.required_columns
    assert row_of(listing) == {
        "case_reference": person.crn,
        "organisation": "Northshire Probation",
        "delivery_unit": "Riverside",
        "office": "Riverside",
        "officer_reference": f"U{ours.officer.pk}",
        "officer_grade": "PSO",
        "sex": "male",
        "ethnicity": "not_stated",
        "date_of_birth": date(1990, 5, 17),
        "disability": "yes",
        "sentence_type": "community",
        "sentence_started_on": IN_WINDOW,
        "risk_of_serious_harm": "high",
        "released_on": None,
    }


def test_nobody_is_named(ours: Provider) -> None:
    case_lists.case(ours.officer, name="Wilhelmina Unmistakable", called="Minnie")
    text = file_of(case_lists.listing(ours)).decode()
    assert "Wilhelmina" not in text
    assert "Minnie" not in text
    assert ours.officer.name not in text


@pytest.mark.parametrize("kind", ["mental_health", "physical_health", "caring"])
def test_what_need_not_be_a_disability_leaves_the_question_open(ours: Provider, kind: str) -> None:
    person = case_lists.case(ours.officer)
    Circumstance.objects.create(
        person=person, kind=kind, told="Told us", recorded_at=case_lists.AT, recorded_by=ours.officer
    )
    assert row_of(case_lists.listing(ours))["disability"] == ""


@pytest.mark.parametrize(
    ("grade", "said"), [("po", "PO"), ("pso", "PSO"), ("trainee", "other"), ("spo", "other")]
)
def test_the_grade_is_that_of_the_officers_post(ours: Provider, grade: str, said: str) -> None:
    Post.objects.update(grade=grade)
    case_lists.case(ours.officer)
    assert row_of(case_lists.listing(ours))["officer_grade"] == said


def test_who_was_never_assessed_is_held_back_rather_than_listed_as_low(ours: Provider) -> None:
    person = case_lists.case(ours.officer)
    Assessment.objects.all().delete()
    listing = case_lists.listing(ours)
    assert listing.rows == []
    assert listing.held_back == [person.pk]
    assert listing.eligible == 1
    assert listing.gaps["risk_of_serious_harm"].people == [person.pk]


def test_a_sentence_that_ended_since_still_counts_where_the_sample_is_of_those_who_began(
    ours: Provider,
) -> None:
    case_lists.case(ours.officer)
    Sentence.objects.update(ended_on=FIELDWORK - timedelta(days=60), end="revoked")
    assert len(case_lists.listing(ours).rows) == 1


def test_unpaid_work_that_is_done_is_not_listed(ours: Provider) -> None:
    case_lists.case(ours.officer)
    assert len(case_lists.listing(ours, "unpaid-work").rows) == 1
    Requirement.objects.update(completed_on=FIELDWORK)
    listing = case_lists.listing(ours, "unpaid-work")
    assert listing.rows == []
    assert listing.left_out == {"ended by the first day of fieldwork": 1}


def test_a_sentence_that_another_provider_took_over_is_left_out(ours: Provider) -> None:
    case_lists.case(ours.officer)
    Sentence.objects.update(ended_on=FIELDWORK - timedelta(days=60), end="transferred")
    assert case_lists.listing(ours).left_out == {"transferred to another provider": 1}


def test_supervision_after_a_licence_counts_from_the_release(ours: Provider) -> None:
    person = case_lists.case(ours.officer, days=5, kind="post_sentence_supervision")
    licence = sentences.sentence(
        person, kind="licence", starts_on=IN_WINDOW, prison="HMP Bay", ended_on=FIELDWORK, end="transferred"
    )
    Sentence.objects.filter(kind="post_sentence_supervision").update(follows=licence)
    row = row_of(case_lists.listing(ours))
    assert (row["sentence_type"], row["released_on"]) == ("post_sentence", IN_WINDOW)


def test_the_prison_is_that_of_the_licence_which_the_supervision_follows(ours: Provider) -> None:
    person = case_lists.case(ours.officer, days=5, kind="post_sentence_supervision")
    licence = sentences.sentence(
        person, kind="licence", starts_on=FIELDWORK - timedelta(days=20), prison="HMP Bay", end="transferred"
    )
    Sentence.objects.filter(kind="post_sentence_supervision").update(follows=licence)
    assert row_of(case_lists.listing(ours, "through-the-gate"))["prison"] == "HMP Bay"


def test_of_several_sentences_the_one_in_the_window_is_listed_once(ours: Provider) -> None:
    person = case_lists.case(ours.officer, days=900)
    sentences.sentence(person, kind="licence", starts_on=IN_WINDOW)
    sentences.sentence(person, starts_on=IN_WINDOW + timedelta(days=1))
    listing = case_lists.listing(ours)
    assert len(listing.rows) == 1
    assert row_of(listing)["sentence_type"] == "licence"


def test_people_of_another_provider_and_joined_records_are_not_listed(ours: Provider) -> None:
    kept = case_lists.case(ours.officer)
    joined = case_lists.case(ours.officer)
    Person.objects.filter(pk=joined.pk).update(merged_into=kept)
    stranger = people.casework_cast().stranger
    case_lists.case(stranger)
    listing = case_lists.listing(ours)
    assert listing.people == [kept.pk]
    assert listing.left_out == {}


def test_everybody_is_listed_held_back_or_left_out_for_one_reason(ours: Provider) -> None:
    case_lists.mixed(ours.officer, 60, seed=4)
    for sample in SAMPLES:
        listing = case_lists.listing(ours, sample)
        assert listing.eligible + sum(listing.left_out.values()) == Person.objects.count()


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_list_is_the_same_as_person_by_person(ours: Provider, sample: str, seed: int) -> None:
    case_lists.mixed(ours.officer, 80, seed=seed)
    listing = case_lists.listing(ours, sample)
    slow, left_out = slowly(ours, listing.sample)
    assert listing.rows, "the caseload must have eligible cases to compare"
    rows = {
        row_of(listing, each)["case_reference"]: row_of(listing, each) for each in range(len(listing.rows))
    }
    assert rows == {crn: row for crn, row in slow.items() if row is not None}
    assert len(listing.held_back) == list(slow.values()).count(None)
    assert listing.left_out == left_out


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_row_passes_the_rule_and_the_check_of_the_upload(ours: Provider, sample: str) -> None:
    case_lists.mixed(ours.officer, 120, seed=9)
    listing = case_lists.listing(ours, sample)
    reading = read(file_of(listing), "list.csv", framework=listing.framework, sample=listing.sample)
    assert reading.faults == []
    assert len(reading.rows) == len(listing.rows) > 0
    reasons = {reason_not_eligible(listing.sample, row.values, FIELDWORK) for row in reading.rows}
    assert reasons == {""}


@pytest.mark.parametrize("days", case_lists.EDGES)
def test_who_is_outside_the_window_is_left_out_in_the_rules_own_words(ours: Provider, days: int) -> None:
    case_lists.case(ours.officer, days=days)
    listing = case_lists.listing(ours)
    began = FIELDWORK - timedelta(days=days)
    case: dict[str, str | date | None] = {"sentence_type": "community", "sentence_started_on": began}
    reason = reason_not_eligible(listing.sample, case, FIELDWORK)
    assert list(listing.left_out) == ([reason] if reason else [])
    assert len(listing.rows) == (0 if reason else 1)


def test_a_list_takes_as_many_statements_for_many_as_for_few(ours: Provider) -> None:
    case_lists.mixed(ours.officer, 20, seed=1)
    with CaptureQueriesContext(connection) as few:
        case_lists.listing(ours)
    case_lists.mixed(ours.officer, 200, seed=2)
    with CaptureQueriesContext(connection) as many:
        case_lists.listing(ours)
    assert len(few) == len(many) == 3


def test_what_would_run_as_a_formula_is_text(ours: Provider) -> None:
    case_lists.case(ours.officer, days=30, kind="licence")
    Sentence.objects.update(prison="=HYPERLINK(1)")
    assert b",'=HYPERLINK(1)" in file_of(case_lists.listing(ours, "through-the-gate"))


def slowly(ours: Provider, sample: Sample) -> tuple[dict[str, dict[str, Any] | None], dict[str, int]]:
    """Person by person through the models: CRN → row, none where it is held back; reason → people."""
    rows: dict[str, dict[str, Any] | None] = {}
    reasons: Counter[str] = Counter()
    for person in Person.objects.all():
        looked = sorted(
            ((reason, over, began, key, dates) for key, began, over, reason, dates in _cases(person, sample)),
            key=lambda each: (bool(each[0]), each[1], each[2], each[3]),
        )
        if not looked:
            reasons[_none(sample)] += 1
        elif looked[0][0]:
            reasons[looked[0][0]] += 1
        else:
            rows[person.crn] = _row(person, sample, looked[0][4])
    return rows, dict(reasons)


def _none(sample: Sample) -> str:
    return {
        "case-supervision": "no sentence that began in the community",
        "unpaid-work": "no unpaid work requirement",
        "through-the-gate": "no release from custody",
    }[sample.code]


def _cases(person: Person, sample: Sample) -> list[tuple[int, date, bool, str, dict[str, Any]]]:
    found = []
    for sentence in person.sentences.exclude(starts_on=None):
        if sample.code == "through-the-gate" and sentence.kind not in AFTER:
            continue
        if sample.code != "unpaid-work":
            found.append(_judged(sample, sentence, sentence.pk, sentence.starts_on, None))
            continue
        for work in sentence.requirements.filter(kind="unpaid_work"):
            found.append(_judged(sample, sentence, work.pk, work.starts_on, work))
    return found


def _judged(
    sample: Sample, sentence: Sentence, key: int, began: Any, work: Requirement | None
) -> tuple[int, date, bool, str, dict[str, Any]]:
    is_after = sentence.kind in AFTER
    is_later = sentence.kind == "post_sentence_supervision" and sentence.follows is not None
    release = sentence.follows.starts_on if is_later and sentence.follows else sentence.starts_on
    dates = {
        "sentence_type": TYPES[sentence.kind],
        "sentence_started_on": None if is_after else sentence.starts_on,
        "released_on": release if is_after else None,
        "requirement_started_on": work.starts_on if work else None,
        "prison": sentence.prison or (sentence.follows.prison if sentence.follows else ""),
    }
    ends = [sentence.ended_on, work.completed_on if work else None]
    over = any(day is not None and day <= FIELDWORK for day in ends)
    if sentence.end == "transferred":
        reason = "transferred to another provider"
    elif work and over:
        reason = "ended by the first day of fieldwork"
    else:
        reason = reason_not_eligible(sample, dates, FIELDWORK)
    return key, began, over, reason, dates


def _row(person: Person, sample: Sample, dates: dict[str, Any]) -> dict[str, Any] | None:
    latest = Assessment.objects.latest_completed(person)
    level = latest.harm().level if latest else None
    kinds = {each.kind for each in person.circumstances.running(FIELDWORK)}
    office = person.team.office.name if person.team else ""
    values = {
        "case_reference": person.crn,
        "organisation": person.provider.name,
        "delivery_unit": office,
        "office": office,
        "officer_reference": f"U{person.officer.pk}" if person.officer else "",
        "officer_grade": "PSO" if person.officer else "",
        "sex": person.sex,
        "ethnicity": "not_stated" if person.ethnicity == "not_said" else person.ethnicity,
        "date_of_birth": person.born_on,
        "disability": "yes" if kinds & {"disability", "learning", "neurodiversity"} else "",
        "risk_of_serious_harm": level or "",
        **dates,
    }
    needed = {"sex", "sentence_type", "risk_of_serious_harm"} & set(sample.required_columns)
    return (
        {code: values[code] for code in sample.required_columns} if all(values[c] for c in needed) else None
    )
